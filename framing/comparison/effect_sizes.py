"""How large a difference is, whatever its p: odds ratios of shares, Cliff's delta of articles or outlets."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.comparison.intervals import difference_bounds
from framing.comparison.samples import Array

if TYPE_CHECKING:
    from framing.comparison.results import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class OddsRatio:
    """The odds of a share in one group, divided by those in another: 1 where they are alike.

    `low` and `high` are the bounds of its 95 % interval; `high` is None where there is no upper bound,
    and `low` is 0 where there is no lower one.
    """

    value: float
    low: float
    high: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CliffsDelta:
    """How often a value of one group is above one of the other, less how often it is below: -1 to 1.

    `unit` says what is compared: `outlets`, or `articles` where one of the groups has too few outlets.
    `n_a` and `n_b` are their numbers. Where a group stands against the rest, it is the mean over the
    other groups, and `n_b` counts all of theirs.
    """

    value: float
    unit: str
    n_a: int
    n_b: int


def odds_ratio(a: Row, b: Row) -> OddsRatio | None:
    """The odds ratio of two shares that have intervals; None for scores, and where both are 0 or both 1.

    Where one of the shares is 0 or 1, half an item is added to each count of the two by two table (Haldane
    1956; Anscombe 1956). The interval does not come from the counts, since the mentions of one article are
    not independent: the bounds of the two shares, from outlets or articles, are put on the scale of log
    odds and combined there by square-and-add (Zou & Donner 2008, Statistics in Medicine 27:1693). A share
    of 0 has no lower bound on that scale, and leaves the ratio without one.
    """
    values = a.estimate.value, b.estimate.value
    if a.estimate.unit != "share" or None in values or values in ((0.0, 0.0), (1.0, 1.0)):
        return None
    corrected = bool({0.0, 1.0} & set(values))
    one, two = _log_odds(a, corrected=corrected), _log_odds(b, corrected=corrected)
    low, high = difference_bounds(one, two)
    return OddsRatio(value=exp(one[0] - two[0]), low=_exp(low), high=None if high == inf else _exp(high))


def _log_odds(row: Row, *, corrected: bool) -> tuple[float, float, float]:
    e = row.estimate
    assert e.value is not None
    assert e.low is not None
    assert e.high is not None
    if not corrected:
        return _logit(e.value), _logit(e.low), _logit(e.high)
    # A group that stands for several has a mean of shares: its counts are those that such a mean has.
    count = e.value * e.n_items
    centre = log((count + 0.5) / (e.n_items - count + 0.5))
    return centre, min(_logit(e.low), centre), max(_logit(e.high), centre)


def _logit(share: float) -> float:
    if share <= 0:
        return -inf
    return inf if share >= 1 else log(share / (1 - share))


def _exp(value: float) -> float:
    return exp(min(value, 700.0)) if value > -inf else 0.0


def cliffs_delta(a: Array, b: Array) -> float:
    """P(a > b) - P(a < b) over all pairs of one value of `a` and one of `b` (Cliff 1993).

    Psychological Bulletin 114:494. Both hold at least one value.

    >>> cliffs_delta(np.array([0.5, 1.0]), np.array([0.0, 0.5]))
    0.75
    """
    return delta_of_counts((a, 0), (b, 0))


def delta_of_counts(a: tuple[Array, int], b: tuple[Array, int]) -> float:
    """The same where each side is some values and a number of further zeros.

    >>> delta_of_counts((np.array([0.5, 1.0]), 0), (np.array([0.5]), 1))
    0.75
    """
    values, weights = zip(*(_weighed(*side) for side in (a, b)), strict=True)
    below = np.concatenate([[0], np.cumsum(weights[1])])
    lower = below[np.searchsorted(values[1], values[0], side="left")]
    upper = below[-1] - below[np.searchsorted(values[1], values[0], side="right")]
    pairs = int(weights[0].sum()) * int(below[-1])
    return int((weights[0] * (lower - upper)).sum()) / pairs


def _weighed(values: Array, zeros: int) -> tuple[Array, NDArray[Any]]:
    """Sorted values and how often each occurs, the further zeros among them."""
    distinct, counts = np.unique(np.concatenate([values, [0.0]]), return_counts=True)
    counts[np.searchsorted(distinct, 0.0)] += zeros - 1
    return distinct, counts
