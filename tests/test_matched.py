"""Groups inside the events that both report: recounted by hand, mirrored, and a sentence where too few."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from math import isfinite, log

import numpy as np
import pytest
from run_bench import BENCH
from scipy import stats
from test_estimates import GROUPING, tables

from framing.comparison.bootstrap import ENOUGH_OUTLETS
from framing.comparison.estimates import estimate_sums, estimate_tables
from framing.comparison.event_counts import MIN_EVENT_ITEMS, count_events, tabulate_events
from framing.comparison.event_jackknife import EventError, event_interval, jackknife
from framing.comparison.kitagawa import decompose_difference
from framing.comparison.mantel_haenszel import LOG_ODDS_RATIO, common_odds_ratio, odds_ratio_of
from framing.comparison.matched import (
    FRAMING_PART,
    MEAN_DIFFERENCE,
    MIN_EVENTS,
    match_effect,
    match_effects,
)
from framing.comparison.sums import Cell, merge_sums, sum_tables
from framing.records import Grouping
from framing.store import Tables

CELL = Cell("naming", "toponym_shusha", "outlet")


def counts_in(sums, grouping=GROUPING):
    return count_events(tabulate_events(sums, CELL, grouping=grouping), "shushi", "armenian", "azerbaijani")


def in_events(made: Tables, n_events: int, *, alone=(), seed=3) -> Tables:
    """Every article in one of so many events, dealt at random; every seventh article in none.

    Articles of an outlet in `alone` are in events of their own.
    """
    rng = random.Random(seed)
    rows = []
    for n, a in enumerate(made.articles):
        event = f"e{rng.randrange(n_events):02}"
        own = f"{event}-{a['outlet_id'][:2]}" if a["outlet_id"] in alone else event
        rows.append(dict(a, event_id=None if n % 7 == 0 else own))
    return replace(made, articles=rows)


def wide_tables(n_outlets=7, per_outlet=12, mentions=5, n_events=8) -> tuple[Tables, Grouping]:
    """Two groups of many outlets."""
    outlets = tuple(f"{group}{n}" for group in ("arm", "az") for n in range(n_outlets))
    members = {o: "armenian" if o.startswith("arm") else "azerbaijani" for o in outlets}
    made = tables(per_outlet=per_outlet, mentions=mentions, outlets=outlets)
    return in_events(made, n_events), replace(GROUPING, members=members)


def effect_in(estimates, *, measure="naming", category="shushi", voice="outlet"):
    return next(
        e for e in estimates.effects if (e.measure, e.category, e.voice) == (measure, category, voice)
    )


def matched(made, *, grouping=GROUPING, wire="collapse", seed=0, **which):
    estimates = estimate_tables(made, grouping=grouping, wire=wire, seed=seed, resamples=20)
    return match_effect(estimates, effect_in(estimates, **which))


@pytest.fixture(scope="module")
def made():
    return in_events(tables(per_outlet=30, mentions=6), 8)


def by_hand(made, *, voice="outlet", category="shushi"):
    """For each event and group: mentions by the wording, and all."""
    event_of = {a["article_id"]: a["event_id"] for a in made.articles}
    counts = defaultdict(lambda: [0, 0])
    for m in made.mentions:
        if voice in (m["voice"], "all"):
            cell = counts[event_of[m["article_id"]], m["article_id"][:2]]
            cell[0] += m["variant"] == category
            cell[1] += 1
    return counts


def test_counts_and_differences_are_those_counted_by_hand(made):
    counts = by_hand(made)
    found = matched(made)
    events = sorted({e for e, _ in counts if e})
    assert [e.event_id for e in found.events] == events
    for event in found.events:
        (x, n), (y, m) = counts[event.event_id, "ar"], counts[event.event_id, "az"]
        assert event.counts == (x, n, y, m)
        assert event.difference == pytest.approx(x / n - y / m, abs=1e-15)


def test_mean_interval_and_p_are_those_of_scipy(made):
    """Few outlets: the interval is that of Student's t over the events' differences."""
    found = matched(made)
    differences = [e.difference for e in found.events]
    low, high = stats.ttest_1samp(differences, 0).confidence_interval(0.95)
    assert found.mean.value == pytest.approx(np.mean(differences), abs=1e-12)
    assert (found.mean.low, found.mean.high) == (pytest.approx(low), pytest.approx(high))
    assert found.mean.scope == "these outlets"
    theirs = stats.permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert found.test.p == pytest.approx(theirs.pvalue)


def test_the_parts_add_up_to_the_difference_that_the_comparison_gives(made):
    for which in ({}, {"voice": "all"}, {"measure": "tone_sentence", "category": "mean"}):
        found = matched(made, **which)
        assert float(found.parts.raw) == pytest.approx(found.effect.estimate.value, abs=1e-12)
        assert float(found.parts.framing) == pytest.approx(found.framing.value, abs=1e-12)
        assert found.parts.no_event != 0


def test_other_events_of_one_group_are_unshared_coverage():
    """arm2 reports events of its own; by hand with fractions."""
    made = in_events(tables(per_outlet=30, mentions=6), 8, alone=("arm2",))
    found, counts = matched(made), by_hand(made)
    shared = [e for e in {e for e, _ in counts} if e and counts.get((e, "ar")) and counts.get((e, "az"))]
    within = sum(counts[e, "ar"][0] for e in shared), sum(counts[e, "ar"][1] for e in shared)
    single = [e for e, g in counts if g == "ar" and e and e not in shared]
    n_all = sum(n for (_, g), (_, n) in counts.items() if g == "ar")
    expected = sum(counts[e, "ar"][0] - counts[e, "ar"][1] * Fraction(*within) for e in single) / n_all
    assert found.n_single == len(single) > 0
    assert found.parts.single == expected


def without(strata, n):
    return [s for k, s in enumerate(strata) if k != n]


def error_by_hand(values):
    n = len(values)
    return ((n - 1) / n * sum((v - np.mean(values)) ** 2 for v in values)) ** 0.5


@pytest.mark.parametrize(
    ("statistic", "figure"),
    [
        (MEAN_DIFFERENCE, lambda s: np.mean([a / n - b / m for a, n, b, m in s])),
        (FRAMING_PART, lambda s: float(decompose_difference(s).framing)),
        (LOG_ODDS_RATIO, lambda s: log(common_odds_ratio(s))),
    ],
)
def test_the_error_over_events_is_that_of_leaving_each_out(made, statistic, figure):
    estimates = estimate_tables(made, grouping=GROUPING, resamples=20)
    counts = counts_in(estimates.sums)
    strata = counts.shared_part.strata
    left_out = [figure(without(strata, n)) for n in range(len(strata))]
    found = jackknife(counts.shared_part, statistic)
    assert found.error == pytest.approx(error_by_hand(left_out), rel=1e-9)
    assert found.degrees == len(strata) - 1


def mean_without(made, grouping, shared, left_out):
    """The mean difference over the events of `shared` without the articles that `left_out` picks."""
    fewer = [a for a in made.articles if not left_out(a)]
    sums = sum_tables(replace(made, articles=fewer))
    again = counts_in(sums, grouping)
    place = dict(zip(again.events, again.strata, strict=False))
    kept = [place[e] for e in shared.events if e in place]
    return np.mean([a / n - b / m for a, n, b, m in kept if n and m])


@pytest.mark.slow
def test_with_enough_outlets_the_error_speaks_about_outlets_too():
    """By taking each outlet, and each outlet in each event, out of the tables."""
    made, grouping = wide_tables()
    counts = counts_in(sum_tables(made), grouping)
    shared, found = counts.shared_part, jackknife(counts.shared_part, MEAN_DIFFERENCE)
    differences = [s.top_a / s.bottom_a - s.top_b / s.bottom_b for s in shared.strata]
    over_events = np.var(differences, ddof=1) / len(differences)
    over_outlets = in_both = 0.0
    for names in (shared.a.outlets, shared.b.outlets):
        assert len(names) >= ENOUGH_OUTLETS
        means = [mean_without(made, grouping, shared, lambda a, o=o: a["outlet_id"] == o) for o in names]
        over_outlets += error_by_hand(means) ** 2
        for event in shared.events:
            means = [
                mean_without(
                    made, grouping, shared, lambda a, o=o, e=event: (a["outlet_id"], a["event_id"]) == (o, e)
                )
                for o in names
            ]
            in_both += error_by_hand(means) ** 2
    variance = max(over_events, over_outlets, over_events + over_outlets - in_both)
    assert found.error == pytest.approx(variance**0.5, rel=1e-9)
    assert found.scope == "outlets"
    assert found.degrees == min(len(shared.events), 7) - 1


def test_the_interval_of_the_odds_ratio_is_never_narrower_than_that_of_independent_mentions(made):
    for seed in range(6):
        again = in_events(tables(per_outlet=30, mentions=6, seed=seed), 8, seed=seed)
        counts = counts_in(sum_tables(again))
        found = odds_ratio_of(counts.shared_part)
        assert found.low <= found.mentions_low <= found.value <= found.mentions_high <= found.high


def test_wire_copies_do_not_count_twice_in_an_event(made):
    """A copy of another article of the group, in the same event, changes nothing."""
    first = made.articles[1]
    rows = [dict(a, cluster_id="c") if a is first else a for a in made.articles]
    copy = dict(first, article_id="arm1-copy", outlet_id="arm2", cluster_id="c", date="2021-01-01")
    mentions = [
        dict(m, article_id="arm1-copy") for m in made.mentions if m["article_id"] == first["article_id"]
    ]
    more = replace(made, articles=[*rows, copy], mentions=[*made.mentions, *mentions])
    assert matched(more).events == matched(made).events
    assert matched(more, wire="keep").events != matched(made).events


FIGURES = ("value", "low", "high")


@pytest.mark.parametrize("wide", [False, True])
def test_exchanging_the_groups_mirrors_everything(made, wide):
    made, grouping = wide_tables() if wide else (made, GROUPING)
    swapped = replace(
        grouping,
        members={
            o: {"armenian": "azerbaijani", "azerbaijani": "armenian"}[g] for o, g in grouping.members.items()
        },
    )
    one, two = matched(made, grouping=grouping), matched(made, grouping=swapped)
    for name in ("mean", "framing"):
        value, low, high = (getattr(getattr(one, name), f) for f in FIGURES)
        assert getattr(two, name).value == pytest.approx(-value, abs=1e-9)
        assert getattr(two, name).low == pytest.approx(-high, abs=1e-9)
        assert getattr(two, name).high == pytest.approx(-low, abs=1e-9)
    assert two.test == one.test
    assert two.parts.framing == -one.parts.framing
    assert two.parts.selection == -one.parts.selection
    assert two.parts.unshared == -one.parts.unshared
    assert two.odds_ratio.value == pytest.approx(1 / one.odds_ratio.value, rel=1e-9)
    assert two.odds_ratio.low == pytest.approx(1 / one.odds_ratio.high, rel=1e-9)
    assert two.vanishes == one.vanishes


def test_exchanging_the_wordings_mirrors_everything(made):
    names = {"shushi": "shusha", "shusha": "shushi"}
    other = replace(made, mentions=[dict(m, variant=names[m["variant"]]) for m in made.mentions])
    one, two = matched(made), matched(other)
    assert two.mean.value == pytest.approx(-one.mean.value, abs=1e-9)
    assert two.parts.framing == -one.parts.framing
    assert two.test.p == one.test.p


def test_the_order_of_articles_and_outlets_and_shards_changes_nothing(made):
    rng = random.Random(9)
    mixed = replace(
        made,
        articles=rng.sample(made.articles, len(made.articles)),
        mentions=rng.sample(made.mentions, len(made.mentions)),
    )
    assert matched(mixed) == matched(made)
    shards = [
        replace(
            made,
            articles=made.articles[k::2],
            **{
                name: [r for r in getattr(made, name) if r["article_id"] in ids]
                for name in ("mentions", "tones", "attributions")
                for ids in [{a["article_id"] for a in made.articles[k::2]}]
            },
        )
        for k in (1, 0)
    ]
    estimates = estimate_sums(merge_sums(map(sum_tables, shards)), grouping=GROUPING, resamples=20)
    assert match_effect(estimates, effect_in(estimates)) == matched(made)


def test_names_of_events_change_nothing_but_the_names():
    made = in_events(tables(per_outlet=40, mentions=8), 20)
    names = {f"e{n:02}": f"x{99 - n}" for n in range(20)}
    other = replace(made, articles=[dict(a, event_id=names.get(a["event_id"])) for a in made.articles])
    one, two = matched(made), matched(other)
    assert {names[e.event_id]: e.difference for e in one.events} == {
        e.event_id: e.difference for e in two.events
    }
    assert two.mean.value == pytest.approx(one.mean.value, abs=1e-12)
    assert two.parts == one.parts


def test_the_same_seed_gives_the_same_result(made):
    many = in_events(tables(per_outlet=60, mentions=8), 20)
    assert not matched(many).test.exact
    assert matched(many, seed=4) == matched(many, seed=4)


# ---- too little ---------------------------------------------------------------------------------------


def with_events(made, event_of):
    return replace(made, articles=[dict(a, event_id=event_of(a)) for a in made.articles])


@pytest.mark.parametrize(
    ("event_of", "n_shared", "n_single"),
    [
        (lambda a: None, 0, 0),
        (lambda a: a["outlet_id"], 0, 4),
        (lambda a: "e", 1, 0),
        (lambda a: f"e{int(a['article_id'].split('-')[1]) % (MIN_EVENTS - 1)}", MIN_EVENTS - 1, 0),
    ],
)
def test_too_few_shared_events_are_a_sentence(event_of, n_shared, n_single):
    found = matched(with_events(tables(per_outlet=30, mentions=6), event_of))
    assert (len(found.events), found.n_single) == (n_shared, n_single)
    for estimate in (found.mean, found.framing):
        assert (estimate.value, estimate.low, estimate.high) == (None, None, None)
        assert f"{n_shared} event" in estimate.reason
        assert f"{MIN_EVENTS} needed" in estimate.reason
    assert found.test is None
    assert found.odds_ratio is None
    assert not found.vanishes
    assert (found.parts is None) == (n_shared == 0)


def test_an_event_with_too_few_mentions_on_one_side_is_told_apart(made):
    """All but two mentions of the Azerbaijani outlets in e00 are taken away."""
    event_of = {a["article_id"]: a["event_id"] for a in made.articles}
    theirs = [
        m for m in made.mentions
        if event_of[m["article_id"]] == "e00" and m["article_id"].startswith("az") and m["voice"] == "outlet"
    ]  # fmt: skip
    gone = [id(m) for m in theirs[MIN_EVENT_ITEMS - 1 :]]
    found = matched(replace(made, mentions=[m for m in made.mentions if id(m) not in gone]))
    assert "e00" not in [e.event_id for e in found.events]
    assert (found.n_thin, found.n_single) == (1, 0)
    assert found.parts.thin != 0


def test_where_all_events_agree_the_interval_has_a_width(made):
    """One group always writes shushi, the other never: no odds ratio, p as small as eight events allow."""
    rows = [
        dict(m, variant="shushi" if m["article_id"].startswith("arm") else "shusha") for m in made.mentions
    ]
    found = matched(replace(made, mentions=rows))
    assert found.mean.value == 1
    assert 0 < found.mean.low < 1
    assert found.mean.high == 1
    assert found.test.p == found.test.smallest == 2**-7
    assert found.odds_ratio is None
    assert found.parts.framing == 1


def test_a_wording_that_nobody_uses_in_the_shared_events_is_no_difference(made):
    event_of = {a["article_id"]: a["event_id"] for a in made.articles}
    rows = [dict(m, variant="shusha") if event_of[m["article_id"]] else m for m in made.mentions]
    found = matched(replace(made, mentions=rows))
    assert found.mean.value == 0
    assert found.mean.low < 0 < found.mean.high
    assert found.test.p == 1
    assert found.vanishes == (found.parts.raw != 0)


def test_nothing_that_is_given_is_not_a_number(made):
    for which in ({}, {"voice": "all"}, {"measure": "tone_sentence", "category": "mean"}):
        found = matched(made, **which)
        for estimate in (found.mean, found.framing):
            assert all(isfinite(getattr(estimate, f)) for f in FIGURES)
            assert estimate.low <= estimate.value <= estimate.high


# ---- coverage taken for framing -----------------------------------------------------------------------


def test_a_difference_that_comes_from_other_events_vanishes():
    """All write shushi about even events and shusha about odd ones; the groups report them unequally."""
    made = tables(per_outlet=40, mentions=6)

    def event_of(a):
        n = int(a["article_id"].split("-")[1])
        even = n % 5 > 0 if a["outlet_id"].startswith("arm") else n % 5 == 0
        return f"e{2 * (n % 4) + (not even)}"

    made = with_events(made, event_of)
    event = {a["article_id"]: a["event_id"] for a in made.articles}
    rows = [
        dict(m, variant="shushi" if int(event[m["article_id"]][1:]) % 2 == 0 else "shusha")
        for m in made.mentions
    ]
    found = matched(replace(made, mentions=rows))
    assert found.effect.clear
    assert found.parts.framing == 0
    assert found.parts.selection == found.parts.raw
    assert found.vanishes


def test_q_is_corrected_over_the_effects_that_were_matched_together(made):
    estimates = estimate_tables(made, grouping=GROUPING, resamples=20)
    effects = [e for e in estimates.effects if e.measure == "naming"]
    found = match_effects(estimates, effects)
    expected = stats.false_discovery_control([m.test.p for m in found])
    assert [m.q for m in found] == pytest.approx(list(expected))
    assert match_effects(estimates, []) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n_events", "n_outlets", "between_outlets"),
    [(5, 3, 0), (8, 3, 0), (20, 3, 0), (8, 8, 0.08), (20, 8, 0.08), (30, 20, 0.08)],
)
def test_intervals_hold_the_mean_difference_in_95_of_100_worlds(
    monkeypatch, n_events, n_outlets, between_outlets
):
    """400 worlds, whose share has a standard error of 1.1 %. Few outlets: the intervals are conditional on
    them, so they do not differ here; many: over events and outlets."""
    monkeypatch.syspath_prepend(str(BENCH))
    from bench_matched import coverage, draw_world

    rng = np.random.default_rng(n_events)
    worlds = [
        draw_world(rng, n_events=n_events, n_outlets=n_outlets, between_outlets=between_outlets)
        for _ in range(400)
    ]
    for statistic in (MEAN_DIFFERENCE, FRAMING_PART):
        held, _ = coverage(worlds, statistic)
        assert 0.928 <= held <= 0.992


def test_agreeing_events_leave_open_what_others_would_do():
    none = EventError(error=0.0, degrees=4.0, scope="")
    low, high = event_interval(0.0, none, n_events=5, limit=1.0)
    assert low == -high
    assert high == pytest.approx(stats.binomtest(0, 5).proportion_ci(0.95, method="exact").high)
