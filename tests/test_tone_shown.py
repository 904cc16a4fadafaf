"""Wherever tone is shown, it says what it is not, how often it is right, and which words made it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import framing
from framing.annotation.accuracy import load_accuracy
from framing.engine import annotate_text
from framing.errors import InputError
from framing.reporting.page import build_page, render_page
from framing.reporting.terminal import comparison_text, show_article
from framing.reporting.tone_notes import accuracy_in_short, accuracy_lines

PAPERS = ("10.1017/pan.2022.10", "10.1080/19312458.2020.1869198")


def test_a_page_would_show_tone_without_its_limits_and_its_accuracy(demo_comparison):
    html = render_page(build_page(demo_comparison, title="T"))
    section = html[html.index('<section id="tone">') : html.index('<section id="sources">')]
    assert "Sentiment is not stance" in section
    for paper in PAPERS:
        assert paper in section
    for m in load_accuracy():
        if m.method == "vader":
            assert f"{m.value:.1f}\xa0%" in section
            assert f"n = {m.n}" in section
    assert "Mean tone without event words" in section
    assert "Mean tone with event words (plain VADER)" in section
    for label in ("articles, own voice", "articles, all voices", "headline minus article"):
        assert section.count(label) == 2
    for link in re.findall(r'href="#([^"]+)"', section):
        assert f'id="{link}"' in html


def test_a_terminal_would_show_tone_without_its_limits_and_its_accuracy(demo_comparison):
    text = comparison_text(demo_comparison.estimates, demo_comparison.lexicon)
    for paper in PAPERS:
        assert paper in text
    assert accuracy_in_short(demo_comparison.estimates.recipe) in text
    assert "Tone of articles, event words counted" in text


def test_a_finding_on_headlines_says_what_tone_is_not(demo_tables):
    """Two groups whose headlines are made to differ."""
    tables = replace(
        demo_tables,
        tones=[
            t | {"score": 0.5 if t["article_id"].endswith(("hrazdan", "vanadzor")) else -0.5}
            for t in demo_tables.tones
        ],
    )
    findings = build_page(framing.compare(tables), title="T").findings
    found = [f.text for f in findings if f.text.startswith("Headlines of")]
    assert len(found) == 1
    assert "event words left out" in found[0]
    assert "Tone is not stance" in found[0]
    assert "macro-F1 53.8" in found[0]


def test_showing_an_article_gives_both_figures_and_the_words_behind_them():
    found = annotate_text("The war was brutal. The road is long.", title="Peace agreement signed")
    text = show_article(found, explain=True)
    assert re.search(r"headline +0\.00 \(\+0\.77\)", text)
    assert re.search(r"article, newsroom's own voice +−0\.31 \(−0\.42\)", text)
    assert "text 0–19, outlet: [war −2.90], brutal −3.10" in text
    assert "[war" not in show_article(found)
    for paper in PAPERS:
        assert paper in text


def test_an_article_without_tone_shows_none():
    found = annotate_text("Война закончилась.", language="ru")
    text = show_article(found)
    assert "Tone (" not in text
    assert "no tone: no measured method for Russian" in text


def test_tones_of_an_earlier_version_would_be_shown_under_a_wrong_name(demo_tables):
    """Their `score` counted event words; their recipe has one line on tone."""
    recipe = demo_tables.manifest["recipe"] | {"tone": "VADER (vaderSentiment), English only"}
    old = replace(demo_tables, manifest=demo_tables.manifest | {"recipe": recipe})
    with pytest.raises(InputError, match=r"earlier version.*annotate the articles again"):
        framing.compare(old)


def test_a_recipe_without_accuracy_gives_no_line():
    assert accuracy_lines({}) == ()
    assert accuracy_in_short({"tone": {}}) == ""
