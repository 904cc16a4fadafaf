"""Outlets within a group and across groups: how far apart they write."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import TYPE_CHECKING

from framing.comparison.distances import Distance
from framing.reporting.labels import group_label
from framing.reporting.model import Spread
from framing.reporting.selection import mention_counts

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: More pairs are not read; the means are of all.
MOST_LINES = 30

_CORRECTED = (
    "Two samples of one newsroom already differ by chance; distances and intervals have that much taken "
    "off, so a distance of 0 says no more than that chance would do."
)
_COPIES = {
    "collapse": "A text that several outlets printed counts in each of them, once, and brings them nearer.",
    "keep": "A text that several outlets printed counts wherever it stands, and brings them nearer.",
    "drop": "Texts that an outlet took over are not counted.",
}


def spread_table(comparison: Comparison) -> Spread | None:
    """The distances for the first concept with enough data in two outlets; None where there is none."""
    for concept in mention_counts(comparison):
        found = comparison.distances(concept)
        if found:
            return _spread(comparison, comparison.lexicon.concept(concept).title, found)
    return None


def _spread(comparison: Comparison, title: str, found: Sequence[Distance]) -> Spread:
    outlets = {o.outlet_id: o for o in comparison.estimates.corpus.outlets}
    grouping = comparison.estimates.grouping

    def together(distance: Distance) -> bool:
        return outlets[distance.a].group == outlets[distance.b].group

    def place(distance: Distance) -> str:
        labels = [group_label(grouping, outlets[o].group) for o in (distance.a, distance.b)]
        return labels[0] if together(distance) else " and ".join(labels)

    ordered = sorted(found, key=lambda d: (not together(d), -d.value, d.a, d.b))
    return Spread(
        title=title,
        within=_mean([d for d in found if together(d)]),
        between=_mean([d for d in found if not together(d)]),
        note=f"{_CORRECTED} {_COPIES[comparison.estimates.recipe['wire']]}",
        shown=_shown(ordered, n_within=sum(together(d) for d in ordered)),
        lines=tuple(
            (
                f"{outlets[d.a].outlet} and {outlets[d.b].outlet}",
                place(d),
                f"{d.value:.2f}",
                _interval(d),
            )
            for d in ordered[:MOST_LINES]
        ),
    )


def _interval(distance: Distance) -> str:
    if distance.low is None or distance.high is None:
        return "cannot be told: no article departs from it"
    return f"{distance.low:.2f} to {distance.high:.2f}"


def _shown(ordered: Sequence[Distance], *, n_within: int) -> str:
    """Which pairs have a line: those within groups come first, then the others, the widest apart first."""
    n, n_lines = len(ordered), min(len(ordered), MOST_LINES)
    if n == n_lines:
        return "the only pair" if n == 1 else f"all {n} pairs"
    if n_within >= n_lines:
        return f"{n_lines} of {n} pairs: of the {n_within} within one group those furthest apart"
    within = f"all {n_within} within one group and " if n_within else ""
    widest = f"the {n_lines - n_within} furthest apart of the {n - n_within} between two groups"
    return f"{n_lines} of {n} pairs: {within}{widest}"


def _mean(found: Sequence[Distance]) -> str:
    """The mean distance and what it is of."""
    if not found:
        return "no pair with enough data"
    pairs = "1 pair" if len(found) == 1 else f"{len(found)} pairs"
    return f"{fmean(d.value for d in found):.2f} on average over {pairs}"
