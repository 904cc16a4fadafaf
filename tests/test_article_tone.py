"""The tone of articles and of headlines against them: recounted, mirrored, never out of nothing."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from types import SimpleNamespace

import pytest

import framing
from framing.comparison.article_tone import PER_ARTICLE, article_tone_items
from framing.comparison.estimates import MIN_ARTICLES
from framing.reading.files import Corpus
from framing.records import Article, Zone


def items_of(tables) -> dict:
    found: dict[tuple[str, str], dict[str, float]] = {}
    for measure, _, _, voice, article_id, score in article_tone_items(tables):
        if measure in PER_ARTICLE:
            found.setdefault((measure, voice), {})[article_id] = score
    return found


def test_an_articles_tone_would_differ_from_the_mean_of_its_rows(demo_tables):
    items = items_of(demo_tables)
    frame = demo_tables.frame("tones")
    frame = frame[frame.target.isna()]
    body = frame[(frame.field == "text") & ~frame.zone.isin(["caption", "credit", "footer"])]
    for ending in ("", "_raw"):
        column = f"score{ending}"
        for voice, rows in (("outlet", body[body.voice == "outlet"]), ("all", body)):
            means = rows.groupby("article_id")[column].mean().to_dict()
            assert items[f"tone_article{ending}", voice] == pytest.approx(means, abs=1e-12)
            titles = frame[frame.field == "title"].set_index("article_id")[column]
            gaps = {k: titles[k] - v for k, v in means.items() if k in titles}
            assert items[f"tone_gap{ending}", voice] == pytest.approx(gaps, abs=1e-12)


def test_the_figures_of_a_group_are_the_means_over_its_articles(demo_tables, demo_comparison):
    counted = [t for t in demo_tables.tones if not t["repeated"]]  # a background paragraph counts once
    items = items_of(replace(demo_tables, tones=counted))
    apart = demo_comparison.estimates.corpus.set_apart
    grouping = demo_comparison.estimates.grouping
    group = {a["article_id"]: grouping.group_of(a["outlet_id"]) for a in demo_tables.articles}
    checked = 0
    for measure in ("tone_article", "tone_article_raw", "tone_gap", "tone_gap_raw"):
        for voice in ("outlet", "all"):
            for key in grouping.groups:
                row = demo_comparison.estimates.row(measure, category="mean", voice=voice, key=key)
                scores = [
                    score
                    for article_id, score in items[measure, voice].items()
                    if group[article_id] == key and article_id not in apart
                ]
                if row is None:
                    assert not scores
                    continue
                assert row.estimate.n_items == row.estimate.n_articles == len(scores)
                if len(scores) >= MIN_ARTICLES:
                    assert row.estimate.value == pytest.approx(fmean(scores), abs=1e-9)
                    assert row.estimate.low <= row.estimate.value <= row.estimate.high
                    checked += 1
    assert checked >= 20


def test_captions_and_footers_would_colour_the_article():
    text = "The road is long.\nA horrible, disgusting picture."
    zone = Zone(kind="caption", start=18, end=len(text))
    article = Article(
        id="1", outlet_id="x", outlet="X", title="Road", text=text, language="en", zones=(zone,)
    )
    items = items_of(framing.annotate([article]))
    assert items["tone_article", "all"] == {"1": 0.0}


def test_a_quotation_would_colour_the_newsrooms_tone():
    text = "“This is a horrible crime,” the mayor said. The road was closed at noon."
    article = Article(id="1", outlet_id="x", outlet="X", title="A great day", text=text, language="en")
    items = items_of(framing.annotate([article]))
    assert items["tone_article", "outlet"]["1"] == 0
    assert items["tone_article", "all"]["1"] < -0.2
    assert items["tone_gap", "outlet"]["1"] == pytest.approx(0.6249)
    assert items["tone_gap", "all"]["1"] > items["tone_gap", "outlet"]["1"]


def test_an_article_of_quotations_only_has_no_newsroom_tone_and_no_gap():
    rows = [
        {
            "article_id": "1",
            "target": None,
            "field": "title",
            "voice": "outlet",
            "score": 0.5,
            "score_raw": 0.5,
        },
        {
            "article_id": "1",
            "target": None,
            "field": "text",
            "voice": "direct",
            "score": -1.0,
            "score_raw": -1.0,
        },
    ]
    items = items_of(SimpleNamespace(tones=rows))
    assert ("tone_article", "outlet") not in items
    assert ("tone_gap", "outlet") not in items
    assert items["tone_gap", "all"] == {"1": 1.5}


def test_a_tone_toward_somebody_or_without_a_score_would_be_averaged():
    rows = [
        {"article_id": "1", "target": "armenia", "field": "text", "voice": "outlet", "score": -1.0},
        {"article_id": "1", "target": None, "field": "text", "voice": "outlet", "score": None},
        {"article_id": "1", "target": None, "field": "text", "voice": "outlet", "score": 0.25},
    ]
    assert items_of(SimpleNamespace(tones=rows)) == {
        ("tone_article", "outlet"): {"1": 0.25},
        ("tone_article", "all"): {"1": 0.25},
    }


def test_exchanging_two_outlets_would_not_exchange_their_article_tones(demo_tables):
    ids = sorted({a["outlet_id"] for a in demo_tables.articles})[:2]
    swap = {ids[0]: ids[1], ids[1]: ids[0]}
    swapped = replace(
        demo_tables,
        articles=[a | {"outlet_id": swap.get(a["outlet_id"], a["outlet_id"])} for a in demo_tables.articles],
    )

    def figures(tables) -> dict:
        return {
            (r.measure, r.voice, r.key): r.estimate.value
            for r in framing.compare(tables, wire="keep").estimates.rows
            if r.level == "outlet" and r.measure in PER_ARTICLE
        }

    before, after = figures(demo_tables), figures(swapped)
    assert len(before) > 20
    for (measure, voice, key), value in before.items():
        assert after[measure, voice, swap.get(key, key)] == pytest.approx(value, abs=1e-9)


def test_a_russian_article_would_get_a_score_or_vanish_in_silence(tmp_path):
    article = Article(
        id="r", outlet_id="x", outlet="X", title="Ужасная война", text="Это ужасно. Мир.", language="ru"
    )
    tables = framing.annotate(Corpus(articles=(article,)))
    assert tables.tones == []
    assert any("no tone" in note and "Russian" in note for note in tables.articles[0]["notes"])
    comparison = framing.compare(tables)
    assert not [r for r in comparison.estimates.rows if r.measure.startswith("tone")]
    page = comparison.report(tmp_path / "page.html").read_text("utf-8")
    assert "no tone: no measured method for Russian" in page
    assert "No tone: the method is for English" in page
