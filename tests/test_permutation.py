"""Permutation at the level of outlets: SciPy, brute force, Fisher's example, what few outlets can show."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from test_effects import null_sums
from test_estimates import GROUPING, tables

from framing.comparison.estimates import estimate_sums, estimate_tables
from framing.comparison.permutation import MOST_EXACT, count_ways, permutation_tests
from framing.records import Grouping

PAIR = [(1, -1)]


def drawn(n_outlets: int, n_columns: int, seed: int):
    rng = np.random.default_rng(seed)
    bottoms = rng.integers(1, 60, (n_outlets, n_columns)).astype(float)
    return rng.binomial(bottoms.astype(int), 0.4).astype(float), bottoms


def difference(tops, bottoms, first) -> float:
    second = [n for n in range(len(tops)) if n not in first]
    return tops[list(first)].sum() / bottoms[list(first)].sum() - tops[second].sum() / bottoms[second].sum()


@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_p_is_the_share_of_all_ways_of_dealing_the_outlets_out(seed, n_a, n_b):
    """Brute force over itertools.combinations, one way after the other."""
    tops, bottoms = drawn(n_a + n_b, 3, seed)
    found = permutation_tests(tops, bottoms, [0] * n_a + [1] * n_b, PAIR, seed=0)[0]
    for column, test in enumerate(found):
        t, b = tops[:, column], bottoms[:, column]
        observed = abs(difference(t, b, range(n_a)))
        every = [abs(difference(t, b, first)) for first in combinations(range(n_a + n_b), n_a)]
        assert test.p == pytest.approx(np.mean([v >= observed - 1e-9 for v in every]))
        assert (test.exact, test.n_ways, test.outlets) == (True, comb(n_a + n_b, n_a), (n_a, n_b))
        assert test.smallest <= test.p <= 1


def test_p_agrees_with_scipys_permutation_test():
    """scipy.stats.permutation_test of the same statistic, exact: 5 against 4 outlets have 126 ways."""
    tops, bottoms = drawn(9, 4, 3)
    found = permutation_tests(tops, bottoms, [0] * 5 + [1] * 4, PAIR, seed=0)[0]
    for column, test in enumerate(found):
        t, b = tops[:, column], bottoms[:, column]

        def statistic(x, y, t=t, b=b):
            x, y = x.astype(int), y.astype(int)
            return abs(t[x].sum() / b[x].sum() - t[y].sum() / b[y].sum())

        oracle = stats.permutation_test(
            (np.arange(5.0), np.arange(5.0, 9.0)),
            statistic,
            vectorized=False,
            n_resamples=np.inf,
            alternative="greater",
        )
        assert test.p == pytest.approx(oracle.pvalue)


def test_a_published_example_of_means():
    """Efron & Tibshirani 1993, An Introduction to the Bootstrap, table 2.1: survival of 7 treated and 9
    control mice. Section 15.2 gives an achieved significance level of .132 (one-sided, of 1000 draws). The
    two-sided level of all 11,440 ways is from SciPy."""
    treated = [94.0, 197, 16, 38, 99, 141, 23]
    control = [52.0, 104, 146, 10, 51, 30, 40, 27, 46]
    tops = np.array([*treated, *control])[:, None]
    found = permutation_tests(tops, np.ones((16, 1)), [0] * 7 + [1] * 9, PAIR, seed=1)[0][0]
    oracle = stats.permutation_test(
        (treated, control),
        lambda x, y, axis: x.mean(axis) - y.mean(axis),
        vectorized=True,
        n_resamples=np.inf,
    ).pvalue
    assert count_ways((7, 9)) == 11_440 > MOST_EXACT
    assert not found.exact
    assert found.p == pytest.approx(oracle, abs=3 * np.sqrt(oracle * (1 - oracle) / 1999))
    assert found.p / 2 == pytest.approx(0.132, abs=0.03)


def test_drawn_ways_never_give_a_p_of_zero():
    """Phipson & Smyth 2010: (hits + 1) / (draws + 1). Twelve outlets all below twelve others."""
    tops = np.concatenate([np.zeros(12), np.full(12, 10.0)])[:, None]
    test = permutation_tests(tops, np.full((24, 1), 10.0), [0] * 12 + [1] * 12, PAIR, seed=0)[0][0]
    assert test.p == test.smallest == 1 / 2000
    assert test.note == ""


@given(st.integers(0, 10_000), st.lists(st.integers(1, 3), min_size=3, max_size=3))
@settings(max_examples=15, deadline=None)
def test_one_against_the_rest_deals_out_all_labels(seed, sizes):
    """Brute force over itertools.permutations of the labels of three groups."""
    labels = [g for g, n in enumerate(sizes) for _ in range(n)]
    if len(labels) > 7:
        labels = labels[:7]
    tops, bottoms = drawn(len(labels), 1, seed)
    contrast = (1, -0.5, -0.5)
    test = permutation_tests(tops, bottoms, labels, [contrast], seed=0)[0][0]

    def statistic(dealt):
        figures = [
            sum(tops[n, 0] for n in range(len(dealt)) if dealt[n] == g)
            / sum(bottoms[n, 0] for n in range(len(dealt)) if dealt[n] == g)
            for g in range(3)
        ]
        return abs(figures[0] - (figures[1] + figures[2]) / 2)

    ways = set(permutations(labels))
    values = [statistic(dealt) >= statistic(labels) - 1e-9 for dealt in ways]
    assert test.n_ways == len(ways)
    assert test.p == pytest.approx(np.mean(values))
    assert test.p >= test.smallest - 1e-12


@pytest.mark.parametrize(
    ("sizes", "smallest", "note"),
    [
        ((2, 3), 0.1, "with 2 and 3 outlets no test at the level of outlets can go below .100"),
        ((3, 3), 0.1, "with 3 and 3 outlets no test at the level of outlets can go below .100"),
        ((1, 5), 1 / 6, "with 1 and 5 outlets no test at the level of outlets can go below .167"),
        ((1, 1), 1.0, "with 1 and 1 outlets no test at the level of outlets is possible"),
        ((4, 4), 2 / 70, ""),
    ],
)
def test_the_smallest_p_is_reached_by_the_widest_difference(sizes, smallest, note):
    """All of one group above all of the other: the p that was announced, and no smaller one."""
    n = sum(sizes)
    tops = np.concatenate([np.arange(sizes[0]) + 50.0, np.arange(sizes[1])])[:, None]
    tops = tops * 1.37 ** np.arange(n)[:, None]
    tops[: sizes[0]] += 1000
    test = permutation_tests(tops, np.ones((n, 1)), [0] * sizes[0] + [1] * sizes[1], PAIR, seed=0)[0][0]
    assert test.smallest == pytest.approx(smallest)
    assert test.p == pytest.approx(smallest)
    assert test.note == note


def test_where_all_outlets_are_alike_p_is_one():
    test = permutation_tests(np.full((6, 1), 3.0), np.full((6, 1), 9.0), [0, 0, 0, 1, 1, 1], PAIR, seed=0)
    assert test[0][0].p == 1.0


def test_many_columns_at_once_give_what_each_gives_alone():
    """Blocks of columns: 2,000 ways of more than 1,000 columns do not fit into one."""
    tops, bottoms = drawn(16, 2200, 8)
    group = [n % 2 for n in range(16)]
    together = permutation_tests(tops, bottoms, group, PAIR, seed=0)[0]
    for n in (0, 999, 1000, 2199):
        alone = permutation_tests(tops[:, [n]], bottoms[:, [n]], group, PAIR, seed=0)[0][0]
        assert alone == together[n]


def test_exchanging_the_groups_keeps_p_and_mirrors_the_sizes():
    """The seed is another one too: it changes nothing where all ways are looked at."""
    made = tables(per_outlet=12, outlets=("arm1", "arm2", "az1", "az2"))
    members = {"az1": "armenian", "az2": "armenian", "arm1": "azerbaijani", "arm2": "azerbaijani"}
    turned = replace(GROUPING, members=members)
    one, two = (
        estimate_tables(made, grouping=g, seed=s, resamples=50).effects
        for g, s in ((GROUPING, 0), (turned, 5))
    )
    assert len(one) == len(two) > 5
    for a, b in zip(one, two, strict=True):
        assert a.permutation == b.permutation
        assert a.cliffs_delta.value == pytest.approx(-b.cliffs_delta.value, abs=1e-9)
        if a.odds_ratio:
            assert a.odds_ratio.value * b.odds_ratio.value == pytest.approx(1, abs=1e-9)
        assert a.permutation.outlets == (2, 2)
        assert a.permutation.smallest == pytest.approx(1 / 3)


def test_an_outlet_without_any_item_is_not_dealt_out():
    made = tables(per_outlet=20, mentions=6)
    fewer = replace(made, mentions=[m for m in made.mentions if not m["article_id"].startswith("az2")])
    effects = estimate_tables(fewer, grouping=GROUPING, resamples=50).effects
    naming = [e.permutation for e in effects if e.measure == "naming"]
    assert naming
    for test in naming:
        assert test.outlets == (2, 1)
        assert test.note == "with 2 and 1 outlets no test at the level of outlets can go below .333"


def test_the_statistic_is_the_difference_that_is_printed():
    """With 2 and 2 outlets, the p recomputed from the rows of the outlets."""
    estimates = estimate_tables(tables(per_outlet=40, mentions=6), grouping=GROUPING, resamples=50)
    effect = next(e for e in estimates.effects if e.measure == "naming" and e.voice == "all")
    rows = [
        estimates.row(
            "naming", concept=effect.concept, category=effect.category, voice="all", key=key, level="outlet"
        )
        for key in ("arm1", "arm2", "az1", "az2")
    ]
    t, b = (np.array(v, dtype=float) for v in ([r.count for r in rows], [r.estimate.n_items for r in rows]))
    assert difference(t, b, (0, 1)) == pytest.approx(effect.estimate.value)
    every = [abs(difference(t, b, first)) for first in combinations(range(4), 2)]
    hits = sum(v >= abs(effect.estimate.value) - 1e-9 for v in every)
    assert effect.permutation.p == pytest.approx(hits / 6)


@pytest.mark.slow
def test_where_nothing_differs_p_is_small_no_more_often_than_it_says():
    """Null worlds of 2 x 5 unlike outlets: for each level, p at or below it in no more than that share of
    worlds, within three standard errors; and not much less often, or the test could find nothing."""
    rng = np.random.default_rng(23)
    outlets = [f"o{n:02}" for n in range(10)]
    grouping = Grouping(
        name="null",
        title="",
        date="",
        rationale="",
        groups={"a": "A", "b": "B"},
        members={o: "ab"[n % 2] for n, o in enumerate(outlets)},
    )
    found = []
    for _ in range(300):
        sums = null_sums(rng, outlets, alike=False)
        estimates = estimate_sums(sums, grouping=grouping, resamples=20, levels=("group",))
        found.append([e.permutation.p for e in estimates.effects][:1])
    p = np.concatenate(found)
    for level in (0.05, 0.1, 0.5):
        error = np.sqrt(level * (1 - level) / len(p))
        assert (p <= level).mean() <= level + 3 * error
        assert (p <= level).mean() >= level - 3 * error - 2 / count_ways((5, 5))
