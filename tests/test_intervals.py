"""Intervals against SciPy and published examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from framing.comparison.intervals import (
    difference_bounds,
    exact_bounds,
    score_interval,
    share_interval,
    t_quantiles,
)


def test_exact_bounds_are_clopper_pearson():
    for n in (5, 17, 80):
        oracle = stats.binomtest(0, n).proportion_ci(0.95, "exact")
        assert exact_bounds(0.0, n) == pytest.approx((oracle.low, oracle.high))
        oracle = stats.binomtest(n, n).proportion_ci(0.95, "exact")
        assert exact_bounds(1.0, n) == pytest.approx((oracle.low, oracle.high))


def test_t_quantiles_are_those_of_scipy():
    degrees = np.array([1.0, 2.5, 7.0, 300.0])
    assert t_quantiles(degrees) == pytest.approx(stats.t.ppf(0.975, degrees))


def test_a_share_is_symmetric_in_log_odds():
    low, high = share_interval(0.2, 0.03, 2.0)
    half = 2.0 * 0.03 / (0.2 * 0.8)
    assert special.logit([low, high]) == pytest.approx(special.logit(0.2) + np.array([-half, half]))


@given(st.floats(1e-6, 1 - 1e-6), st.floats(0, 1), st.floats(1.9, 13))
def test_a_share_keeps_between_0_and_1_and_its_complement_mirrors(share, error, t):
    low, high = share_interval(share, error, t)
    assert 0 <= low <= share * (1 + 1e-9)
    assert share * (1 - 1e-9) <= high <= 1
    other = share_interval(1 - share, error, t)
    assert other == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_a_score_stays_on_its_scale():
    assert score_interval(0.95, 0.1, 2.0, limit=1.0) == pytest.approx((0.75, 1.0))


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
