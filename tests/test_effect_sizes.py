"""Cliff's delta and odds ratios against SciPy, statsmodels and brute force."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from test_bootstrap import sums_of
from test_estimates import GROUPING, tables

from framing.comparison.effect_sizes import cliffs_delta, delta_of_counts, odds_ratio
from framing.comparison.estimates import estimate_sums, estimate_tables
from framing.comparison.intervals import share_interval
from framing.comparison.results import Estimate, Row
from framing.records import Grouping

values = st.lists(st.integers(-4, 4).map(lambda n: n / 4), min_size=1, max_size=25)


@given(values, values)
def test_delta_counts_every_pair(a, b):
    """By brute force, and as 2 U / (n m) - 1 of SciPy's Mann-Whitney U."""
    brute = sum((x > y) - (x < y) for x in a for y in b) / (len(a) * len(b))
    one, two = np.array(a), np.array(b)
    assert cliffs_delta(one, two) == pytest.approx(brute, abs=1e-12)
    u = stats.mannwhitneyu(one, two, method="asymptotic").statistic
    assert cliffs_delta(one, two) == pytest.approx(2 * u / (len(a) * len(b)) - 1, abs=1e-12)
    assert cliffs_delta(two, one) == -cliffs_delta(one, two)


@given(values, values, st.integers(0, 6), st.integers(0, 6))
def test_zeros_that_are_only_counted_are_zeros(a, b, more_a, more_b):
    plain = cliffs_delta(np.array([*a, *[0.0] * more_a]), np.array([*b, *[0.0] * more_b]))
    assert delta_of_counts((np.array(a), more_a), (np.array(b), more_b)) == pytest.approx(plain, abs=1e-12)


def test_two_groups_apart_have_one_and_two_that_interlock_evenly_have_zero():
    assert cliffs_delta(np.array([3.0, 4.0]), np.array([1.0, 2.0])) == 1
    assert cliffs_delta(np.array([1.0, 4.0]), np.array([2.0, 3.0])) == 0


def naming(estimates, voice="all"):
    return next(
        e for e in estimates.effects if (e.measure, e.category, e.voice) == ("naming", "shushi", voice)
    )


def test_delta_of_articles_can_be_recounted_from_the_tables():
    made = tables(per_outlet=12)
    found = naming(estimate_tables(made, grouping=GROUPING, resamples=20)).cliffs_delta
    shares = {"arm": [], "az": []}
    for article in made.articles:
        mine = [m for m in made.mentions if m["article_id"] == article["article_id"]]
        side = "arm" if article["outlet_id"].startswith("arm") else "az"
        shares[side].append(sum(m["variant"] == "shushi" for m in mine) / len(mine))
    brute = np.mean([(x > y) - (x < y) for x in shares["arm"] for y in shares["az"]])
    assert (found.unit, found.n_a, found.n_b) == ("articles", 24, 24)
    assert found.value == pytest.approx(brute)


def many_outlets(n_outlets: int):
    outlets = [f"{g}{n}" for g in "ab" for n in range(n_outlets) for _ in range(6)]
    rng = np.random.default_rng(2)
    yes, no = rng.integers(0, 9, len(outlets)), rng.integers(1, 9, len(outlets))
    grouping = Grouping(
        name="two",
        title="",
        date="",
        rationale="",
        groups={"a": "A", "b": "B"},
        members={o: o[0] for o in set(outlets)},
    )
    return estimate_sums(sums_of(outlets, yes, no), grouping=grouping, resamples=20), outlets, yes, no


@pytest.mark.parametrize(("n_outlets", "unit"), [(5, "articles"), (6, "outlets")])
def test_six_outlets_each_are_compared_as_outlets_and_fewer_as_articles(n_outlets, unit):
    estimates, outlets, yes, no = many_outlets(n_outlets)
    found = next(e for e in estimates.effects if e.category == "yes").cliffs_delta
    assert found.unit == unit
    if unit == "outlets":
        ids, where = np.array(outlets), sorted(set(outlets))
        shares = {o: yes[ids == o].sum() / (yes + no)[ids == o].sum() for o in where}
        a, b = ([shares[o] for o in where if o[0] == g] for g in "ab")
        assert found.value == pytest.approx(np.mean([np.sign(x - y) for x in a for y in b]))
        assert (found.n_a, found.n_b) == (6, 6)


def row(count, n, low, high, *, unit="share"):
    estimate = Estimate(
        value=count / n, unit=unit, low=low, high=high, n_articles=9, n_outlets=2, n_items=n, degrees=9.0
    )
    return Row(
        measure="naming",
        concept="c",
        category="v",
        voice="all",
        level="group",
        key="k",
        count=count,
        estimate=estimate,
    )


def test_the_odds_ratio_is_that_of_the_two_by_two_table():
    """statsmodels' Table2x2 for the ratio; its interval too, when the shares' intervals are Woolf's own."""
    table2x2 = pytest.importorskip("statsmodels.stats.contingency_tables").Table2x2
    oracle = table2x2(np.array([[30, 20], [12, 48]]))
    rows = []
    for x, n in ((30, 50), (12, 60)):
        share = x / n
        error = np.sqrt(share * (1 - share) / n)  # the delta method gives the log odds 1/x + 1/(n - x)
        rows.append(row(x, n, *share_interval(share, error, stats.norm.ppf(0.975))))
    found = odds_ratio(*rows)
    assert found.value == pytest.approx(oracle.oddsratio)
    assert (found.low, found.high) == pytest.approx(oracle.oddsratio_confint(0.05))


def test_a_share_of_zero_gets_half_an_item_and_leaves_the_ratio_without_one_bound():
    """Haldane-Anscombe: statsmodels' ratio of the table with half an item more in every cell."""
    table2x2 = pytest.importorskip("statsmodels.stats.contingency_tables").Table2x2
    none, some = row(0, 40, 0.0, 0.2), row(10, 40, 0.1, 0.45)
    oracle = table2x2(np.array([[0.5, 40.5], [10.5, 30.5]])).oddsratio
    found, mirrored = odds_ratio(none, some), odds_ratio(some, none)
    assert found.value == pytest.approx(oracle)
    assert found.low == 0
    assert found.high > found.value
    assert mirrored.high is None
    assert (mirrored.value, mirrored.low) == pytest.approx((1 / found.value, 1 / found.high))


def test_no_odds_ratio_of_scores_nor_where_nobody_or_everybody_does_it():
    assert odds_ratio(row(5, 10, 0.1, 0.9, unit="score"), row(5, 10, 0.1, 0.9, unit="score")) is None
    assert odds_ratio(row(0, 10, 0.0, 0.3), row(0, 20, 0.0, 0.3)) is None
    assert odds_ratio(row(10, 10, 0.7, 1.0), row(20, 20, 0.7, 1.0)) is None


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.001, 0.2), st.floats(0.001, 0.2))
def test_exchanging_the_groups_inverts_the_odds_ratio(x, y, down, up):
    rows = [row(c, 30, max(c / 30 - down, 0.0), min(c / 30 + up, 1.0)) for c in (x, y)]
    one, two = odds_ratio(*rows), odds_ratio(*rows[::-1])
    if one is None:
        assert two is None
        return
    assert log(one.value) == pytest.approx(-log(two.value), abs=1e-9)
    assert one.low <= one.value * (1 + 1e-12)
    low = -inf if one.low == 0 else log(one.low)
    high = inf if two.high is None else log(two.high)
    assert -low == pytest.approx(high, abs=1e-9)


def test_the_interval_of_the_odds_ratio_knows_that_mentions_of_one_article_hang_together():
    """Each article repeats one wording ten times. Woolf's interval over mentions is far too narrow."""
    made = tables(per_outlet=20)
    rows = [dict(m, variant=next(x["variant"] for x in made.mentions if x["article_id"] == m["article_id"]))
            for m in made.mentions for _ in range(10)]  # fmt: skip
    found = naming(estimate_tables(replace(made, mentions=rows), grouping=GROUPING, resamples=300))
    a, b = found.row_a, found.row_b
    cells = [a.count, a.estimate.n_items - a.count, b.count, b.estimate.n_items - b.count]
    woolf = 2 * 1.96 * np.sqrt(sum(1 / c for c in cells))
    width = log(found.odds_ratio.high / found.odds_ratio.low)
    assert width > 3 * woolf
    assert found.odds_ratio.low < exp(log(found.odds_ratio.value)) < found.odds_ratio.high
