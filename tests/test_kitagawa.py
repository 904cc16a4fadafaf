"""A difference in parts: exact, mirrored, and zero where nothing of the kind happened."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.comparison.event_counts import Stratum
from framing.comparison.kitagawa import decompose_difference


@st.composite
def strata(draw, *, least=0):
    """Group a and group b in one event: so many items, and how many of them are by the wording."""
    n_a, n_b = draw(st.integers(least, 40)), draw(st.integers(least, 40))
    return Stratum(draw(st.integers(0, n_a)), n_a, draw(st.integers(0, n_b)), n_b)


coverage = st.tuples(
    st.lists(strata(least=1), min_size=1, max_size=8),
    st.lists(strata(), max_size=4),
    st.lists(strata(), max_size=4),
    strata(),
)


def parts_of(shared, single, thin, no_event, **options):
    return decompose_difference(shared, single=single, thin=thin, no_event=no_event, **options)


def exchanged(several):
    return [Stratum(s.top_b, s.bottom_b, s.top_a, s.bottom_a) for s in several]


@given(coverage)
def test_the_parts_add_up_to_the_difference_of_the_plain_shares_exactly(several):
    shared, single, thin, no_event = several
    everything = [*shared, *single, *thin, no_event]
    share_a = Fraction(sum(s.top_a for s in everything), sum(s.bottom_a for s in everything))
    share_b = Fraction(sum(s.top_b for s in everything), sum(s.bottom_b for s in everything))
    parts = parts_of(*several)
    assert parts.framing + parts.selection + parts.single + parts.thin + parts.no_event == share_a - share_b
    assert parts.raw == share_a - share_b


@given(coverage)
def test_exchanging_the_groups_negates_every_part_exactly(several):
    shared, single, thin, no_event = several
    one = parts_of(*several)
    two = parts_of(exchanged(shared), exchanged(single), exchanged(thin), exchanged([no_event])[0])
    for name in ("framing", "selection", "single", "thin", "no_event", "unshared", "raw"):
        assert getattr(one, name) == -getattr(two, name), name


@given(coverage, st.randoms(use_true_random=False))
def test_the_order_of_events_changes_nothing(several, random):
    shared, single, thin, no_event = several
    mixed = random.sample(shared, len(shared))
    assert parts_of(mixed, single[::-1], thin[::-1], no_event) == parts_of(*several)


@given(st.lists(strata(least=1), min_size=1, max_size=8))
def test_where_both_word_every_event_alike_nothing_is_framing(several):
    """b writes as a does, about as many mentions as it has."""
    same = [Stratum(s.top_a * s.bottom_b, s.bottom_a * s.bottom_b, s.top_a, s.bottom_a) for s in several]
    assert decompose_difference(same).framing == 0


@given(st.lists(strata(least=1), min_size=1, max_size=8))
def test_where_both_report_every_event_equally_often_nothing_is_selection(several):
    same = [Stratum(min(s.top_a, s.bottom_b), s.bottom_b, s.top_b, s.bottom_b) for s in several]
    assert decompose_difference(same).selection == 0


def test_kitagawas_two_groups_with_three_strata_worked_by_hand():
    """Rates .5 .2 .1 and weights .2 .3 .5 against rates .4 .3 .1 and weights .5 .3 .2.

    framing = .35 · .1 + .3 · (-.1) + .35 · 0 = .005; selection = .45 · (-.3) + .25 · 0 + .1 · .3 = -.105; the
    shares are .21 and .31, their difference -.10 (the formula of Kitagawa 1955, section 2).
    """
    shared = [Stratum(10, 20, 20, 50), Stratum(6, 30, 9, 30), Stratum(5, 50, 2, 20)]
    parts = decompose_difference(shared)
    assert parts.framing == Fraction(5, 1000)
    assert parts.selection == Fraction(-105, 1000)
    assert parts.unshared == 0


def test_what_only_one_group_reports_moves_its_share_and_nothing_else():
    """a: 5 of 10 in the shared event, 10 of 10 in one of its own; b: 5 of 10. All of .25 is unshared."""
    parts = decompose_difference([Stratum(5, 10, 5, 10)], single=[Stratum(10, 10, 0, 0)])
    assert (parts.framing, parts.selection, parts.single) == (0, 0, Fraction(1, 4))


def test_scores_are_divided_by_their_scale():
    parts = decompose_difference([Stratum(3 * 10**9, 4, -(10**9), 4)], scale=10**9)
    assert parts.raw == parts.framing == 1


@pytest.mark.parametrize("shared", [[], [Stratum(0, 0, 1, 2)], [Stratum(1, 2, 1, 2), Stratum(0, 0, 1, 2)]])
def test_without_a_shared_event_there_is_nothing_to_take_apart(shared):
    with pytest.raises(ValueError, match="shared event"):
        decompose_difference(shared)
