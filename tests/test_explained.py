"""The page explains its own words where a reader meets them, in words that a reader knows."""

from __future__ import annotations

import re
import tomllib
from html import unescape

import pytest

import framing
from framing.actors import AFFILIATIONS, ROLES
from framing.records import KINDS, VOICES
from framing.reporting.explained import SOURCE_NOTES, VOICE_NOTES, source_note
from framing.reporting.labels import VOICE_LABELS
from framing.reporting.matched_view import FIGURES
from framing.reporting.page import build_page, render_page
from framing.resources import data_folder


@pytest.fixture(scope="module")
def page(demo_comparison):
    return build_page(demo_comparison, title="Demo")


@pytest.fixture(scope="module")
def html(page):
    return unescape(render_page(page))


def section(html: str, name: str) -> str:
    return html[html.index(f'<section id="{name}">') :].split("</section>")[0]


def explained(part: str) -> list[str]:
    return [word.replace("\xa0", " ") for word in re.findall(r"<dt>([^<]+)</dt>", part)]


def test_every_voice_cue_and_kind_of_source_has_an_explanation():
    assert set(VOICE_NOTES) == set(VOICE_LABELS) >= set(VOICES)
    verbs = tomllib.loads((data_folder("lexicons") / "languages" / "en.toml").read_text("utf-8"))["verbs"]
    known = {
        "affiliation": AFFILIATIONS,
        "role": ROLES,
        "kind": KINDS,
        "anonymous": ("named", "not named", "anonymous"),
        "cue_class": verbs,
    }
    assert {column: set(notes) for column, notes in SOURCE_NOTES.items()} == {
        column: {*names, "not stated"} for column, names in known.items()
    }


def test_no_line_of_a_table_of_sources_or_tone_stands_without_its_explanation(page):
    lines = [line for table in (*page.sources, *page.words, *page.tone) for line in table.lines]
    assert len(lines) > 50
    assert [line.label for line in lines if not line.note] == []


def test_scare_quotes_and_glosses_are_explained_over_their_tables(page, html):
    captions = {table.caption: table.note for concept in page.concepts for table in concept.others}
    assert {"quotation", "reported speech", "scare quotes", "editor's gloss"} <= set(captions)
    for note in captions.values():
        assert ". Example: " in note
        assert f"<small>{note}</small></caption>" in html


def test_every_voice_is_explained_once_in_a_list_that_the_passages_link_to(html):
    words = section(html, "terms")
    assert words.index('id="voices"') < words.index('class="concept"')
    assert explained(words)[: len(VOICE_LABELS)] == list(VOICE_LABELS.values())
    assert 'href="#voices"' in section(html, "evidence")


def test_every_statistic_of_the_findings_is_explained_beside_them(html):
    found = section(html, "findings")
    words = explained(found)
    for shown, word in {
        "95\xa0% interval": "95 % interval",
        "points": "points",
        "conditional on these outlets": "conditional on these outlets",
        "Fragile:": "fragile",
        " q = ": "q",
        " p = ": "p",
        "the odds are": "odds",
        "Cliff's delta": "Cliff's delta",
        "ways of dealing the outlets out to the groups": "ways of dealing the outlets out to the groups",
    }.items():
        assert shown in found, shown
        assert word in words, word
    assert "fewer than 30 mentions" in found


def test_every_column_of_the_long_tables_is_explained_beside_them(html):
    assert set(FIGURES) <= set(explained(section(html, "events")))
    headers = set(re.findall(r'<th scope="col">([^<]+)</th>', section(html, "apart")))
    assert headers - {"wording"} == set(explained(section(html, "apart")))
    assert {"marker", "leaning", "direction not stated"} <= set(explained(section(html, "terms")))


def test_every_column_on_separability_is_explained(demo_comparison):
    found = demo_comparison.separability(permutations=5)
    part = section(
        unescape(render_page(build_page(demo_comparison, title="x", separability=found))), "separability"
    )
    shown = set(re.findall(r'<th scope="col">([^<]+)</th>', part.split("</table>")[0]))
    assert shown - {"groups", "rests on"} <= set(explained(part))


def test_no_sentence_of_an_explanation_is_about_a_dispute(demo_comparison):
    """The examples serve every dispute: no form of the lexicon may stand in them."""
    text = " ".join(
        [*VOICE_NOTES.values(), *(n for column in SOURCE_NOTES.values() for n in column.values())]
    )
    text += (data_folder("reports") / "explained.html").read_text("utf-8")
    article = framing.Article(id="1", outlet_id="x", outlet="X", title="", text=text, language="en")
    assert framing.annotate([article]).mentions == []


def test_a_kind_that_the_list_does_not_know_is_shown_without_a_note():
    assert source_note("role", "of my own") == ""
    assert source_note("cue_class", "denial").startswith("denied, rejected")


def test_long_tables_of_sources_fold_and_the_first_stands_open(html, page):
    part = section(html, "sources")
    for table in page.sources[1:]:
        assert f"<details><summary>{table.caption}</summary>" in part
    assert part.index(f"<caption>{page.sources[0].caption}") < part.index("<details>")


def test_a_name_that_counts_from_some_day_on_is_shown_as_it_is_written(demo_comparison):
    from framing.reporting.labels import variant_label

    assert variant_label(demo_comparison.lexicon, "toponym_turkey", "turkiye") == "Türkiye"
