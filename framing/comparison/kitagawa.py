"""A difference taken apart: other words for the same events, other events, or events that only one has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from framing.comparison.event_counts import Stratum

_NOTHING = Stratum(0, 0, 0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """The parts of a difference, exact: they add up to `raw`, the difference of the two groups.

    - `framing`: the same events, other rates.
    - `selection`: the same events, reported more or less often by one of the two.
    - `single`: events in which only one of the two has anything.
    - `thin`: events in which both have something, and one of them too little.
    - `no_event`: articles that are in no event.
    """

    framing: Fraction
    selection: Fraction
    single: Fraction
    thin: Fraction
    no_event: Fraction

    @property
    def unshared(self) -> Fraction:
        """What comes from all coverage outside the shared events."""
        return self.single + self.thin + self.no_event

    @property
    def raw(self) -> Fraction:
        """The difference that was taken apart: that of the groups' figures over all their articles."""
        return self.framing + self.selection + self.unshared


def decompose_difference(
    shared: Iterable[Stratum],
    *,
    single: Iterable[Stratum] = (),
    thin: Iterable[Stratum] = (),
    no_event: Stratum = _NOTHING,
    scale: int = 1,
) -> Parts:
    """The difference of two groups' ratios of sums, group a minus group b, in parts.

    Within the events that both report, with rates r and weights w (the share that an event has of a group's
    items in these events), the difference is the sum over events of

        framing    (w_a + w_b) / 2 · (r_a - r_b)
        selection  (r_a + r_b) / 2 · (w_a - w_b)

    (Kitagawa 1955, Journal of the American Statistical Association 50:1168, the form without an interaction).
    Coverage outside these events adds, for each group, its share of the group's items times the distance
    of its rate from the group's rate within the shared events (Ñopo 2008, Review of Economics and Statistics
    90:290). Exchanging the groups negates each part. Everything is computed in fractions: nothing is left
    over.

    Raises ValueError where one of the groups has no item in a shared event.

    Both write a word in 8 of 10 mentions about the first event and in none about the second; a reports the
    first more often, b the second:

    >>> first, second = Stratum(24, 30, 8, 10), Stratum(0, 10, 0, 30)
    >>> parts = decompose_difference([first, second])
    >>> str(parts.framing), str(parts.selection), str(parts.raw)
    ('0', '2/5', '2/5')
    """
    events = list(shared)
    inside = _added(events)
    if not inside.bottom_a or not inside.bottom_b:
        raise ValueError("no shared event: one of the groups has no item in any of them")
    framing = selection = Fraction(0)
    for event in events:
        # An event in which one group has nothing has no rate there: it is not shared.
        if not event.bottom_a or not event.bottom_b:
            raise ValueError(f"not a shared event: {event}")
        rate_a, rate_b = Fraction(event.top_a, event.bottom_a), Fraction(event.top_b, event.bottom_b)
        weight_a = Fraction(event.bottom_a, inside.bottom_a)
        weight_b = Fraction(event.bottom_b, inside.bottom_b)
        framing += (weight_a + weight_b) * (rate_a - rate_b)
        selection += (rate_a + rate_b) * (weight_a - weight_b)
    rest = [_added(single), _added(thin), no_event]
    everything = _added([inside, *rest])
    outside = [_outside(part, inside, everything) / scale for part in rest]
    return Parts(
        framing=framing / (2 * scale),
        selection=selection / (2 * scale),
        single=outside[0],
        thin=outside[1],
        no_event=outside[2],
    )


def _outside(part: Stratum, inside: Stratum, everything: Stratum) -> Fraction:
    """How far a part of the coverage moves the two groups' figures away from those within shared events."""
    rate_a, rate_b = Fraction(inside.top_a, inside.bottom_a), Fraction(inside.top_b, inside.bottom_b)
    moved_a = (part.top_a - part.bottom_a * rate_a) / everything.bottom_a
    moved_b = (part.top_b - part.bottom_b * rate_b) / everything.bottom_b
    return moved_a - moved_b


def _added(strata: Iterable[Stratum]) -> Stratum:
    several = list(strata)
    return Stratum(*(sum(column) for column in zip(*several, strict=True))) if several else _NOTHING
