"""Intervals of 95 % from a figure and its standard error, and of differences."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np

from framing.comparison.samples import Array

LEVEL = 0.95


def t_quantiles(degrees: Array) -> Array:
    """The quantile of Student's t for each number of degrees of freedom.

    >>> t_quantiles(np.array([7.0, 1e9])).round(3).tolist()
    [2.365, 1.96]
    """
    from scipy.special import stdtrit

    return np.asarray(stdtrit(degrees, 1 - (1 - LEVEL) / 2))


def share_interval(share: float, error: float, t: float) -> tuple[float, float]:
    """Bounds of a share strictly between 0 and 1: symmetric on the scale of log odds.

    There the bounds stay between 0 and 1, and cover better than on the scale of shares when the share
    is small (Agresti 2002, Categorical Data Analysis, section 1.4; Korn & Graubard 1998).

    >>> [round(v, 3) for v in share_interval(0.1, 0.05, 1.96)]
    [0.036, 0.248]
    """
    centre, half = log(share / (1 - share)), t * error / (share * (1 - share))
    return _share(centre - half), _share(centre + half)


def score_interval(mean: float, error: float, t: float, *, limit: float) -> tuple[float, float]:
    """Bounds of a mean score between `-limit` and `limit`.

    >>> score_interval(-0.9, 0.1, 2.0, limit=1.0)
    (-1.0, -0.7)
    """
    return max(mean - t * error, -limit), min(mean + t * error, limit)


def exact_bounds(share: float, n: int) -> tuple[float, float]:
    """Clopper-Pearson bounds for a share of exactly 0 or 1, from n units.

    Where every unit agrees, resampling changes nothing and the bootstrap would claim certainty.
    Clopper & Pearson (1934), the case x = 0 or x = n.

    >>> [round(v, 3) for v in exact_bounds(0.0, 10)]
    [0.0, 0.308]
    """
    bound = 1 - ((1 - LEVEL) / 2) ** (1 / n)
    return (0.0, bound) if share == 0 else (1 - bound, 1.0)


def difference_bounds(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float]:
    """Bounds of `a - b` from the `(value, low, high)` of each, drawn independently.

    The square-and-add rule of Newcombe (1998, Statistics in Medicine 17:873, method 10), for any
    two intervals: Zou & Donner (2008). Exchanging a and b negates the result exactly. Newcombe's own
    example, 56 of 70 against 48 of 80 with Wilson intervals:

    >>> [round(v, 4) for v in difference_bounds((0.8, 0.6915, 0.8774), (0.6, 0.4905, 0.7000))]
    [0.0524, 0.3341]
    """
    difference = a[0] - b[0]
    down = sqrt((a[0] - a[1]) ** 2 + (b[2] - b[0]) ** 2)
    up = sqrt((a[2] - a[0]) ** 2 + (b[0] - b[1]) ** 2)
    return difference - down, difference + up


def p_of_difference(difference: float, low: float, high: float, *, degrees: float) -> float:
    """The level at which the interval of a difference would just touch zero: two-sided, at most 1.

    The interval is read as a multiple of Student's t on the side that faces zero, so that p is below
    .05 exactly when the 95 % interval leaves out zero. An interval without width gives 0, a difference of
    zero 1.

    >>> round(p_of_difference(2.0, 0.04, 3.96, degrees=1e9), 3), p_of_difference(0.0, -1, 1, degrees=9)
    (0.046, 1.0)
    """
    from scipy.special import stdtr, stdtrit

    if difference == 0:
        return 1.0
    half = difference - low if difference > 0 else high - difference
    if half <= 0:
        return 0.0
    t = float(stdtrit(degrees, 1 - (1 - LEVEL) / 2)) * abs(difference) / half
    return min(1.0, 2 * float(stdtr(degrees, -t)))


def _share(log_odds: float) -> float:
    """The inverse of the log odds, without overflow."""
    if log_odds >= 0:
        return 1 / (1 + exp(-min(log_odds, 700.0)))
    odds = exp(max(log_odds, -700.0))
    return odds / (1 + odds)
