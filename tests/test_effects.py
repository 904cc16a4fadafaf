"""Differences between groups: p that fits the interval, correction for their number, no false alarms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from test_bootstrap import sums_of
from test_estimates import GROUPING, tables

from framing.comparison.effects import effects_between
from framing.comparison.estimates import estimate_sums, estimate_tables
from framing.comparison.intervals import p_of_difference
from framing.comparison.sums import Column
from framing.records import Grouping


def test_p_of_a_plain_t_interval_is_the_p_of_the_t_test():
    """A symmetric interval d ± t · s has the two-sided p of d / s."""
    for d, s, degrees in ((0.3, 0.1, 7.0), (-0.1, 0.2, 3.0), (0.5, 0.1, 40.0)):
        half = stats.t.ppf(0.975, degrees) * s
        expected = 2 * stats.t.sf(abs(d) / s, degrees)
        assert p_of_difference(d, d - half, d + half, degrees=degrees) == pytest.approx(expected)


@given(st.floats(-1, 1), st.floats(1e-6, 1), st.floats(1e-6, 1), st.floats(1, 100))
def test_p_is_below_5_percent_exactly_when_the_interval_leaves_out_zero(value, down, up, degrees):
    p = p_of_difference(value, value - down, value + up, degrees=degrees)
    assert 0 <= p <= 1
    if abs(p - 0.05) > 1e-9:
        assert (p < 0.05) == (value - down > 0 or value + up < 0)


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1), st.floats(1, 100))
def test_exchanging_the_groups_keeps_p(value, down, up, degrees):
    one = p_of_difference(value, value - down, value + up, degrees=degrees)
    assert p_of_difference(-value, -(value + up), -(value - down), degrees=degrees) == one


def test_q_is_corrected_within_its_family_by_benjamini_and_hochberg():
    """statsmodels as the second opinion, family by family."""
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    effects = estimate_tables(tables(per_outlet=12), grouping=GROUPING, resamples=200).effects
    families = {e.family for e in effects}
    assert len(families) > 3
    for family in families:
        several = [e for e in effects if e.family == family]
        expected = multitest.multipletests([e.p for e in several], method="fdr_bh")[1]
        assert [e.q for e in several] == pytest.approx(list(expected))
        assert all(e.q >= e.p for e in several)


def test_three_groups_are_compared_in_every_pair_and_none_is_the_reference():
    grouping = Grouping(
        name="three",
        title="",
        date="",
        rationale="",
        groups={"a": "A", "b": "B", "c": "C"},
        members={"arm1": "a", "arm2": "b", "az1": "c"},
    )
    rows = estimate_tables(tables(per_outlet=12), grouping=grouping, resamples=100).rows
    pairs = {(e.a, e.b) for e in effects_between(rows, ["a", "b", "c"])}
    assert pairs == {("a", "b"), ("a", "c"), ("b", "c")}


@pytest.mark.slow
@pytest.mark.parametrize("n_outlets", [4, 10])
def test_where_nothing_differs_few_worlds_have_a_difference_that_stands_out(n_outlets):
    """Null worlds: all outlets of two groups lean alike, eight wordings. The share of worlds in which any
    q is at or below .05 is the false discovery rate here; 200 worlds have a standard error of 1.5 %.
    Four outlets: leanings are the same in every outlet, since the intervals speak about these outlets."""
    rng = np.random.default_rng(17)
    alarms = 0
    members = {f"o{n:02}": "ab"[n % 2] for n in range(2 * n_outlets)}
    grouping = Grouping(
        name="null", title="", date="", rationale="", groups={"a": "A", "b": "B"}, members=members
    )
    for world in range(200):
        sums = null_sums(rng, sorted(members), alike=n_outlets < 6)
        found = estimate_sums(sums, grouping=grouping, seed=world, resamples=300, levels=("group",))
        assert len(found.effects) == 8
        alarms += any(e.q <= 0.05 for e in found.effects)
    assert alarms / 200 <= 0.05 + 2 * 0.0154


def null_sums(rng, outlets, *, alike):
    """Eight wordings; each outlet's and article's shares are drawn around the same mean."""
    mean = np.array([0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05])
    owner = [o for o in outlets for _ in range(30)]
    leaning = {o: mean if alike else rng.dirichlet(mean * 30) for o in outlets}
    counts = np.array([rng.multinomial(4, rng.dirichlet(leaning[o] * 10 + 1e-3)) for o in owner])
    base = sums_of(owner, [0] * len(owner), [0] * len(owner))
    flat = counts.ravel().astype(np.int64)
    article, column = np.repeat(np.arange(len(owner)), 8), np.tile(np.arange(8), len(owner))
    used = flat > 0
    return replace(
        base,
        columns=tuple(Column("naming", "thing", "outlet", f"v{n}") for n in range(8)),
        article=article[used],
        column=column[used],
        total=flat[used],
        weight=flat[used],
    )


def test_a_column_of_an_exported_table_would_be_dropped_without_a_word(demo_comparison) -> None:
    from framing.reporting.effect_view import EFFECT_COLUMNS, flat_effect
    from framing.reporting.result import ROW_COLUMNS, flat_row

    assert {tuple(flat_row(row)) for row in demo_comparison.rows} == {ROW_COLUMNS}
    assert {tuple(flat_effect(effect)) for effect in demo_comparison.effects} == {EFFECT_COLUMNS}
