"""Each count of tone leads to its own passages: all of them, or the lowest and the highest of so many."""

from __future__ import annotations

import re
from dataclasses import replace

import framing
from framing.engine import annotate_text
from framing.reporting.labels import score
from framing.reporting.page import build_page, render_page
from framing.reporting.selection import counted
from framing.reporting.tone_evidence import MOST_TONES

VALUE = re.compile(r"tone(?: toward it)? ([+−]?\d\.\d\d)")


def cells(tables):
    return [(line, cell) for table in tables for line in table.lines for cell in line.cells if cell.anchor]


def test_every_count_leads_to_as_many_passages_or_says_of_how_many(page, blocks):
    found = cells((*page.tone, *page.targets))
    assert len(found) > 100
    html = render_page(page)
    for line, cell in found:
        block, n = blocks[cell.anchor], int(cell.counts.split()[0].replace(",", ""))
        assert block.n == n, line.label
        assert len(block.passages) == min(n, MOST_TONES)
        head = html[html.index(f'id="{cell.anchor}"') :].split("</h4>")[0]
        assert (f"{MOST_TONES} of {n:,} shown" in head) == (n > MOST_TONES)
        assert ("all are in the table tones" in block.voices) == (n > MOST_TONES)


def test_no_two_counts_of_different_things_lead_to_the_same_place(page):
    """Without event words and with them the same is counted: two cells share each place."""
    places = [cell.anchor for _, cell in cells(page.tone)]
    assert len(places) == 2 * len(set(places))
    toward = [cell.anchor for _, cell in cells(page.targets)]
    assert len(toward) == len(set(toward))


def test_passages_of_a_voice_are_in_that_voice_and_stand_from_low_to_high(page, blocks):
    said = {
        "headline-outlet": "newsroom's own voice",
        "sentence-outlet": "newsroom's own voice",
        "sentence-direct": "quotation",
        "sentence-indirect": "reported speech",
    }
    checked = 0
    for anchor, block in blocks.items():
        for start, voice in said.items():
            if anchor.startswith(f"tone-{start}-"):
                assert all(p.voice.startswith(f"{voice}, tone ") for p in block.passages)
                shown = [float(VALUE.search(p.voice)[1].replace("−", "-")) for p in block.passages]
                assert shown == sorted(shown)
                checked += 1
    assert checked == 20


def test_the_lowest_and_the_highest_are_among_the_passages_without_and_with_event_words(
    demo_comparison, blocks
):
    group = {o.outlet_id: o.group for o in demo_comparison.estimates.corpus.outlets}
    outlet = {a["article_id"]: a["outlet_id"] for a in demo_comparison.tables.articles}
    rows = [
        t
        for t in counted(demo_comparison, demo_comparison.tables.tones)
        if t["target"] is None and t["field"] == "text" and t["voice"] == "outlet"
    ]
    for key in ("armenian", "azerbaijani", "western"):
        mine = [t for t in rows if group[outlet[t["article_id"]]] == key]
        said = " ".join(p.voice for p in blocks[f"tone-sentence-outlet-{key}"].passages)
        for end in (min, max):
            assert f"tone {score(end(t['score'] for t in mine))} (" in said
            assert f"({score(end(t['score_raw'] for t in mine))} with event words)" in said


def test_an_article_is_shown_with_its_mean_and_a_headline_with_what_it_is_compared_to():
    found = annotate_text("A lovely day. A brutal, hateful crowd came. It rained.", title="A great success")
    shown = build_page(framing.compare(framing.annotate([found.article])), title="x")
    blocks = {block.anchor: block for _, evidence in shown.evidence for block in evidence}
    key = shown.tone[0].lines[0].cells[0].anchor.rsplit("-", 1)[1]
    body = [t.score for t in found.tones if t.target is None and t.field == "text"]
    headline = next(t.score for t in found.tones if t.target is None and t.field == "title")
    mean = sum(body) / len(body)
    (article,) = blocks[f"tone-article-outlet-{key}"].passages
    assert f"mean of {len(body)} sentences {score(mean)} (" in article.voice
    assert article.marked == "A brutal, hateful crowd came."
    (gap,) = blocks[f"tone-gap-outlet-{key}"].passages
    assert gap.marked == "A great success"
    assert f"headline {score(headline)} (" in gap.voice
    assert f"difference {score(headline - mean)} (" in gap.voice


def test_copies_and_repeated_paragraphs_would_be_shown_though_they_are_not_counted(demo_comparison, blocks):
    apart = set(demo_comparison.estimates.not_counted)
    assert apart
    shown = {
        p.article_id for a, b in blocks.items() if a.startswith(("tone-", "target-")) for p in b.passages
    }
    assert not shown & apart


def test_a_finding_on_tone_or_sources_leads_to_the_passages_of_both_groups(demo_tables):
    tables = replace(
        demo_tables,
        tones=[
            t | {"score": 0.5 if t["article_id"].endswith(("hrazdan", "norkamar")) else -0.5}
            for t in demo_tables.tones
        ],
    )
    page = build_page(framing.compare(tables), title="T")
    there = {block.anchor for _, evidence in page.evidence for block in evidence}
    found = [f for f in page.findings if f.text.startswith(("Headlines of", "Who speaks"))]
    assert found
    for finding in found:
        assert 1 <= len(finding.evidence) <= 2
        assert {link for _, link in finding.evidence} <= there
