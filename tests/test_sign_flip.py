"""The sign-flip test against SciPy and against every assignment of signs counted in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from framing.comparison.sign_flip import DRAWS, MOST_EXACT, sign_flip_test

fractions = st.builds(Fraction, st.integers(-7, 7), st.sampled_from((3, 7, 8)))


@given(st.lists(fractions, min_size=1, max_size=8))
def test_p_is_the_share_of_assignments_as_far_from_zero(several):
    """In fractions, zeros included: a difference of zero adds as much to both sides of the count."""
    seen = abs(sum(several))
    sums = [
        abs(sum(s * d for s, d in zip(signs, several, strict=True)))
        for signs in product((1, -1), repeat=len(several))
    ]
    expected = Fraction(sum(s >= seen for s in sums), len(sums))
    assert sign_flip_test([float(d) for d in several], seed=0).p == float(expected)


@pytest.mark.parametrize("seed", range(3))
def test_p_is_that_of_scipys_exact_permutation_of_pairs(seed):
    values = np.random.default_rng(seed).normal(0.3, 1, 9)
    found = stats.permutation_test(
        (values,), np.mean, permutation_type="samples", n_resamples=np.inf, vectorized=True
    )
    assert sign_flip_test(values, seed=0).p == pytest.approx(found.pvalue, abs=1e-12)


def test_p_of_drawn_signs_agrees_with_scipy_within_its_standard_error():
    values = np.random.default_rng(5).normal(0.25, 1, 40)
    found = stats.permutation_test(
        (values,), np.mean, permutation_type="samples", n_resamples=200_000, rng=np.random.default_rng(1)
    )
    ours = sign_flip_test(values, seed=3)
    error = (found.pvalue * (1 - found.pvalue) * (1 / DRAWS + 1 / 200_000)) ** 0.5
    assert not ours.exact
    assert abs(ours.p - found.pvalue) < 4 * error


def test_drawn_and_exact_p_agree():
    values = np.random.default_rng(2).normal(0.3, 1, MOST_EXACT)
    exact = sign_flip_test(values, seed=0)
    drawn = sign_flip_test(np.concatenate([values, [1e-15]]), seed=0)
    assert exact.exact
    assert not drawn.exact
    assert drawn.p == pytest.approx(exact.p, abs=4 * (exact.p * (1 - exact.p) / DRAWS) ** 0.5)


@pytest.mark.parametrize("n", [1, 5, 14, 30])
def test_no_p_is_below_the_smallest_that_so_many_differences_allow(n):
    found = sign_flip_test([0.1 * (k + 1) for k in range(n)], seed=0)
    assert found.p == found.smallest == max(2.0 ** (1 - n), 0 if n <= MOST_EXACT else 1 / (DRAWS + 1))


@given(st.lists(st.floats(-1, 1), max_size=20), st.integers(0, 5))
def test_exchanging_the_members_of_every_pair_keeps_p(several, seed):
    assert sign_flip_test(several, seed=seed) == sign_flip_test([-d for d in several], seed=seed)


def test_the_same_seed_gives_the_same_p_and_another_seed_another():
    values = np.random.default_rng(2).normal(0.2, 1, 30)
    assert sign_flip_test(values, seed=1) == sign_flip_test(values, seed=1)
    assert sign_flip_test(values, seed=1).p != sign_flip_test(values, seed=2).p


@pytest.mark.parametrize("values", [[], [0.0], [0.0] * 30])
def test_nothing_but_zeros_is_no_difference(values):
    assert sign_flip_test(values, seed=0) == (1.0, 1.0, True)


def test_where_nothing_tells_the_pairs_apart_few_p_are_small():
    """2,000 worlds of nine symmetric differences: p is .05 or less in 5 % of them, plus two errors."""
    rng = np.random.default_rng(11)
    alarms = sum(sign_flip_test(rng.normal(0, 1, 9), seed=0).p <= 0.05 for _ in range(2000))
    assert alarms / 2000 <= 0.05 + 2 * (0.05 * 0.95 / 2000) ** 0.5
