"""Intervals against SciPy, published examples and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from framing.comparison.bootstrap import difference_bounds, exact_bounds, ratio_intervals

IDS = [f"a{n:02}" for n in range(24)]


def test_the_interval_of_a_ratio_agrees_with_scipys_bootstrap():
    """scipy.stats.bootstrap, percentile method, over the same articles as units."""
    rng = np.random.default_rng(5)
    bottom = rng.integers(1, 9, 24).astype(float)
    top = rng.binomial(bottom.astype(int), 0.4).astype(float)
    low, high = ratio_intervals(top[:, None], bottom[:, None], ids=IDS, seed=0, resamples=20_000)
    oracle = stats.bootstrap(
        (top, bottom),
        lambda t, b, axis: t.sum(axis) / b.sum(axis),
        paired=True,
        vectorized=True,
        method="percentile",
        n_resamples=20_000,
        random_state=1,
    ).confidence_interval
    assert low[0] == pytest.approx(oracle.low, abs=0.01)
    assert high[0] == pytest.approx(oracle.high, abs=0.01)


def test_the_order_of_articles_does_not_change_an_interval():
    top, bottom = np.arange(24.0)[:, None], np.full((24, 1), 30.0)
    turned = list(reversed(range(24)))
    one = ratio_intervals(top, bottom, ids=IDS, seed=3)
    two = ratio_intervals(top[turned], bottom[turned], ids=[IDS[n] for n in turned], seed=3)
    assert np.array_equal(one[0], two[0])
    assert np.array_equal(one[1], two[1])


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    top, bottom = np.arange(24.0)[:, None], np.full((24, 1), 30.0)
    assert ratio_intervals(top, bottom, ids=IDS, seed=3) == ratio_intervals(top, bottom, ids=IDS, seed=3)
    assert ratio_intervals(top, bottom, ids=IDS, seed=3) != ratio_intervals(top, bottom, ids=IDS, seed=4)


def test_exact_bounds_are_clopper_pearson():
    for n in (5, 17, 80):
        oracle = stats.binomtest(0, n).proportion_ci(0.95, "exact")
        assert exact_bounds(0.0, n) == pytest.approx((oracle.low, oracle.high))
        oracle = stats.binomtest(n, n).proportion_ci(0.95, "exact")
        assert exact_bounds(1.0, n) == pytest.approx((oracle.low, oracle.high))


def test_the_difference_is_newcombes_published_example():
    """Newcombe 1998, Statistics in Medicine 17:873, table II, method 10, example (a): 0.0524 to 0.3339."""
    wilson = [stats.binomtest(k, n).proportion_ci(0.95, "wilson") for k, n in ((56, 70), (48, 80))]
    a, b = ((v, w.low, w.high) for v, w in zip((56 / 70, 48 / 80), wilson, strict=True))
    assert difference_bounds(a, b) == pytest.approx((0.0524, 0.3339), abs=1e-4)


shares = st.tuples(*[st.floats(0, 1)] * 3).map(sorted).map(lambda s: (s[1], s[0], s[2]))


@given(shares, shares)
def test_exchanging_the_groups_negates_the_difference_exactly(a, b):
    low, high = difference_bounds(a, b)
    assert difference_bounds(b, a) == (-high, -low)
    assert low <= a[0] - b[0] <= high


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=5, max_size=40))
def test_an_interval_lies_inside_the_possible_shares(counts):
    top = np.array([[float(a)] for a, _ in counts])
    bottom = top + np.array([[float(b)] for _, b in counts])
    ids = [str(n) for n in range(len(counts))]
    low, high = ratio_intervals(top, bottom, ids=ids, seed=0, resamples=200)
    if bottom.sum():
        assert 0 <= low[0] <= high[0] <= 1


@pytest.mark.slow
def test_nominal_95_percent_intervals_cover_the_truth_about_that_often():
    """30 articles with their own leanings (beta-binomial), truth .4: percentile intervals of that size
    are known to be a little short; below 90 % something is broken."""
    rng = np.random.default_rng(11)
    ids = [str(n) for n in range(30)]
    hits = 0
    for seed in range(300):
        sizes = rng.integers(2, 10, 30)
        top = rng.binomial(sizes, rng.beta(4, 6, 30)).astype(float)
        low, high = ratio_intervals(
            top[:, None], sizes.astype(float)[:, None], ids=ids, seed=seed, resamples=500
        )
        hits += bool(low[0] <= 0.4 <= high[0])
    assert 0.90 <= hits / 300 <= 0.99
