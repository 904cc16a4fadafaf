"""Estimates from tables: counts that can be recounted, refusals, and parties that can be exchanged."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from framing.comparison.corpus import find_set_apart, key_of
from framing.comparison.estimates import MIN_ARTICLES, MIN_ITEMS, estimate_tables
from framing.errors import UnknownNameError
from framing.records import Grouping
from framing.store import Tables

GROUPING = Grouping(
    name="two",
    title="Two groups",
    date="2026-01-01",
    rationale="for a test",
    groups={"armenian": "Armenian", "azerbaijani": "Azerbaijani"},
    members={"arm1": "armenian", "arm2": "armenian", "az1": "azerbaijani", "az2": "azerbaijani"},
)


def tables(per_outlet=6, mentions=4, outlets=("arm1", "arm2", "az1", "az2"), seed=1) -> Tables:
    """Invented annotation tables: each group prefers its own name three times out of four."""
    rng = random.Random(seed)
    made = Tables()
    for outlet in outlets:
        own = "shushi" if outlet.startswith("arm") else "shusha"
        for n in range(per_outlet):
            article_id = f"{outlet}-{n}"
            made.articles.append(
                {
                    "article_id": article_id,
                    "outlet_id": outlet,
                    "outlet": outlet.title(),
                    "date": f"2020-11-{n + 1:02}",
                    "n_tokens": 100,
                    "language": "en",
                    "wire": None,
                    "cluster_id": None,
                    "notes": [],
                }
            )
            for k in range(mentions):
                variant = own if rng.random() < 0.75 else ("shusha" if own == "shushi" else "shushi")
                made.mentions.append(
                    {
                        "article_id": article_id,
                        "concept": "toponym_shusha",
                        "variant": variant,
                        "voice": "outlet" if k % 2 else "direct",
                        "start": k,
                        "field": "text",
                    }
                )
                made.tones.append(
                    {
                        "article_id": article_id,
                        "field": "text",
                        "target": None,
                        "score": rng.uniform(-1, 1),
                        "voice": "outlet",
                    }
                )
            made.attributions.append(
                {
                    "article_id": article_id,
                    "affiliation": "armenian" if n % 2 else None,
                    "role": "state",
                    "kind": "direct",
                    "anonymous": bool(n % 3),
                    "source_start": None if n == 0 else 5,
                    "entity": "Ana Orlova" if n == 3 else None,
                    "cue_class": "neutral",
                }
            )
    return made


def test_every_count_can_be_recounted_from_the_tables():
    made = tables(per_outlet=12)
    estimates = estimate_tables(made, grouping=GROUPING, resamples=50)
    group = {a["article_id"]: GROUPING.group_of(a["outlet_id"]) for a in made.articles}
    counts = Counter(
        (group[m["article_id"]], m["variant"], v) for m in made.mentions for v in (m["voice"], "all")
    )
    totals = Counter((group[m["article_id"]], v) for m in made.mentions for v in (m["voice"], "all"))
    rows = [r for r in estimates.rows if r.measure == "naming" and r.level == "group"]
    assert len(rows) == 12
    assert {(r.key, r.category, r.voice): r.count for r in rows} == dict(counts)
    for r in rows:
        assert r.estimate.n_items == totals[r.key, r.voice]
        assert r.estimate.value == pytest.approx(r.count / r.estimate.n_items)
        assert r.estimate.low <= r.estimate.value <= r.estimate.high


def test_shares_of_one_concept_add_up_to_one():
    estimates = estimate_tables(tables(per_outlet=12), grouping=GROUPING, resamples=50)
    for key in GROUPING.groups:
        rows = [
            r
            for r in estimates.rows
            if (r.measure, r.level, r.key, r.voice) == ("naming", "group", key, "all")
        ]
        assert sum(r.estimate.value for r in rows) == pytest.approx(1)


def test_the_mean_tone_is_the_mean_of_the_sentences():
    made = tables()
    estimates = estimate_tables(made, grouping=GROUPING, resamples=50)
    scores = [t["score"] for t in made.tones if t["article_id"].startswith("arm")]
    row = estimates.row("tone_sentence", category="mean", voice="outlet", key="armenian")
    assert row.estimate.value == pytest.approx(sum(scores) / len(scores))
    assert row.estimate.unit == "score"


def test_four_articles_or_29_mentions_give_no_figure_but_a_reason():
    few_articles = estimate_tables(tables(per_outlet=2, mentions=40), grouping=GROUPING, resamples=20)
    row = few_articles.row(
        "naming", concept="toponym_shusha", category="shusha", voice="all", key="azerbaijani"
    )
    assert row.estimate.value is None
    assert row.estimate.reason == f"not enough data (4 articles, {MIN_ARTICLES} needed)"
    assert row.estimate.n_items == 160
    few_mentions = estimate_tables(tables(per_outlet=14, mentions=1), grouping=GROUPING, resamples=20)
    row = few_mentions.row(
        "naming", concept="toponym_shusha", category="shusha", voice="all", key="azerbaijani"
    )
    assert row.estimate.reason == f"not enough data (28 mentions, {MIN_ITEMS} needed)"


def test_a_wording_that_a_group_never_uses_is_zero_with_an_upper_bound_not_certainty():
    made = tables(per_outlet=12)
    only = replace(
        made,
        mentions=[m for m in made.mentions if not (m["article_id"][:2] == "az" and m["variant"] == "shushi")],
    )
    row = estimate_tables(only, grouping=GROUPING, resamples=50).row(
        "naming", concept="toponym_shusha", category="shushi", voice="all", key="azerbaijani"
    )
    assert (row.count, row.estimate.value, row.estimate.low) == (0, 0.0, 0.0)
    assert 0.05 < row.estimate.high < 0.2


def test_exchanging_the_two_parties_mirrors_every_result():
    """Outlets change places, nothing else: every difference changes its sign, to the last digit."""
    made = tables(per_outlet=12)
    turned = replace(
        GROUPING, members={"az1": "armenian", "az2": "armenian", "arm1": "azerbaijani", "arm2": "azerbaijani"}
    )
    one = {
        (e.measure, e.concept, e.category, e.voice): e
        for e in estimate_tables(made, grouping=GROUPING).effects
    }
    two = {
        (e.measure, e.concept, e.category, e.voice): e for e in estimate_tables(made, grouping=turned).effects
    }
    assert one.keys() == two.keys()
    assert len(one) > 5
    for key, effect in one.items():
        mirror = two[key].estimate
        assert effect.estimate.value == pytest.approx(-mirror.value, abs=1e-9)
        assert effect.estimate.low == pytest.approx(-mirror.high, abs=1e-9)
        assert effect.estimate.high == pytest.approx(-mirror.low, abs=1e-9)


def test_the_order_of_articles_changes_nothing():
    made = tables(per_outlet=12)
    shuffled = Tables(
        **{
            name: random.Random(3).sample(getattr(made, name), len(getattr(made, name)))
            for name in ("articles", "mentions", "attributions", "tones")
        }
    )
    one, two = (estimate_tables(t, grouping=GROUPING) for t in (made, shuffled))
    assert one.rows == two.rows
    assert one.effects == two.effects


def with_copies() -> Tables:
    """Twelve articles in each outlet; arm2-0 and az1-0 are copies of arm1-0."""
    made = tables(per_outlet=12)
    rows = [
        dict(a, cluster_id="arm1-0") if a["article_id"] in ("arm1-0", "arm2-0", "az1-0") else a
        for a in made.articles
    ]
    return replace(made, articles=rows)


def test_a_wire_copy_is_counted_once_in_each_group_and_kept_on_request():
    made = with_copies()
    apart = find_set_apart(made.articles, grouping=GROUPING, level="group")
    assert apart == {"arm2-0": "arm1-0"}
    collapsed = estimate_tables(made, grouping=GROUPING, resamples=20)
    kept = estimate_tables(made, grouping=GROUPING, wire="keep", resamples=20)
    where = {"concept": "toponym_shusha", "category": "shusha", "voice": "all", "key": "armenian"}
    assert (
        collapsed.row("naming", **where).estimate.n_items == kept.row("naming", **where).estimate.n_items - 4
    )
    assert collapsed.row("naming", **where | {"key": "azerbaijani"}) == kept.row(
        "naming", **where | {"key": "azerbaijani"}
    )


def test_each_outlet_keeps_its_own_copy():
    assert find_set_apart(with_copies().articles, grouping=GROUPING, level="outlet") == {}


def test_an_empty_corpus_one_article_and_an_empty_group_give_sentences_not_exceptions():
    assert estimate_tables(Tables(), grouping=GROUPING).rows == ()
    one = estimate_tables(tables(per_outlet=1, mentions=1, outlets=("arm1",)), grouping=GROUPING)
    assert {r.estimate.value for r in one.rows} == {None}
    assert all(r.estimate.reason.startswith("not enough data") for r in one.rows)
    assert one.effects == ()


def test_identical_articles_have_no_spread_in_tone_and_no_nan():
    made = tables(per_outlet=6)
    flat = replace(made, tones=[dict(t, score=0.25) for t in made.tones])
    row = estimate_tables(flat, grouping=GROUPING).row(
        "tone_sentence", category="mean", voice="all", key="armenian"
    )
    assert (row.estimate.value, row.estimate.low, row.estimate.high) == pytest.approx((0.25, 0.25, 0.25))


def test_an_outlet_that_nobody_placed_is_shown_and_takes_part_in_no_comparison():
    made = tables(per_outlet=12, outlets=("arm1", "az1", "stranger"))
    estimates = estimate_tables(made, grouping=GROUPING)
    assert {r.key for r in estimates.rows if r.level == "group"} == {"armenian", "azerbaijani", "unlisted"}
    assert "unlisted" not in {e.a for e in estimates.effects} | {e.b for e in estimates.effects}


def test_whoever_is_not_anonymous_would_count_as_named():
    made = tables(per_outlet=12)
    estimates = estimate_tables(made, grouping=GROUPING)
    group = {a["article_id"]: GROUPING.group_of(a["outlet_id"]) for a in made.articles}
    rows = [a for a in made.attributions if group[a["article_id"]] == "armenian"]
    plain = [a for a in rows if not a["anonymous"]]
    wanted = {
        "anonymous": len(rows) - len(plain),
        "named": sum(a["entity"] is not None for a in plain),
        "not named": sum(a["entity"] is None and a["source_start"] is not None for a in plain),
        "not stated": sum(a["entity"] is None and a["source_start"] is None for a in plain),
    }
    assert all(wanted.values())
    for category, count in wanted.items():
        row = estimates.row("source_anonymous", category=category, voice="all", key="armenian")
        assert (row.count, row.estimate.n_items) == (count, 24)


def test_unknown_wire_rules_and_levels_list_the_known_ones():
    with pytest.raises(UnknownNameError, match="collapse, keep, drop"):
        estimate_tables(Tables(), grouping=GROUPING, wire="colapse")
    with pytest.raises(UnknownNameError, match="group, outlet"):
        key_of({"outlet_id": "x"}, GROUPING, "country")
