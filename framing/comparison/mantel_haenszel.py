"""The odds ratio common to several events, each of which is a table of two groups and two wordings."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

import numpy as np

from framing.comparison.event_counts import SharedCounts, Stratum
from framing.comparison.event_jackknife import EventStatistic, EventSums, jackknife
from framing.comparison.intervals import t_quantiles
from framing.comparison.samples import Array


class OddsRatio(NamedTuple):
    """The common odds ratio of group a to group b, with two intervals of 95 %.

    `low` and `high` come from leaving out events (and outlets where there are enough), None where that
    cannot be computed. `mentions_low` and `mentions_high` treat every mention as independent, which mentions
    of one article are not: read them as what the data would say at most.
    """

    value: float
    low: float | None
    high: float | None
    mentions_low: float
    mentions_high: float


def common_odds_ratio(strata: Sequence[Stratum]) -> float | None:
    """The odds ratio of Mantel & Haenszel (1959, Journal of the National Cancer Institute 22:719).

    With x of n items in group a and y of m in group b, it is the sum of x (m - y) / (n + m) over the strata,
    divided by the sum of y (n - x) / (n + m). A stratum in which one of the groups has nothing adds nothing.
    None where either sum is 0.

    >>> round(common_odds_ratio([Stratum(8, 10, 5, 10), Stratum(6, 10, 2, 10)]), 3)
    4.889
    """
    above, below = _sums(strata)
    return above / below if above and below else None


def mentions_interval(strata: Sequence[Stratum]) -> tuple[float, float] | None:
    """The 95 % interval of `common_odds_ratio` if all items were independent, or None without a ratio.

    The variance of its logarithm is that of Robins, Breslow & Greenland (1986, Biometrics 42:311).
    """
    above, below = _sums(strata)
    if not above or not below:
        return None
    pr = ps_qr = qs = 0.0
    for x, n, y, m in strata:
        if n + m:
            p, q = (x + m - y) / (n + m), (y + n - x) / (n + m)
            r, s = x * (m - y) / (n + m), y * (n - x) / (n + m)
            pr, ps_qr, qs = pr + p * r, ps_qr + p * s + q * r, qs + q * s
    variance = pr / (2 * above**2) + ps_qr / (2 * above * below) + qs / (2 * below**2)
    half = float(t_quantiles(np.array([1e12]))[0]) * sqrt(variance)
    return above / below * exp(-half), above / below * exp(half)


def odds_ratio_of(shared: SharedCounts) -> OddsRatio | None:
    """The common odds ratio over shared events with both intervals, or None where there is none.

    The interval over events is never narrower than the one over mentions: events that happen to agree do not
    make mentions more than independent.
    """
    value, by_mentions = common_odds_ratio(shared.strata), mentions_interval(shared.strata)
    if value is None or by_mentions is None:
        return None
    error = jackknife(shared, LOG_ODDS_RATIO)
    t = float(t_quantiles(np.array([error.degrees]))[0])
    least = log(by_mentions[1] / by_mentions[0]) / 2
    half = max(t * error.error, least)
    # Beyond e^700 a float overflows; such an interval says nothing.
    known = half + abs(log(value)) < 700
    low, high = (value * exp(-half), value * exp(half)) if known else (None, None)
    return OddsRatio(value, low, high, *by_mentions)


def _sums(strata: Sequence[Stratum]) -> tuple[float, float]:
    above = sum(x * (m - y) / (n + m) for x, n, y, m in strata if n + m)
    below = sum(y * (n - x) / (n + m) for x, n, y, m in strata if n + m)
    return above, below


def _terms(tables: EventSums) -> Array:
    top_a, bottom_a, top_b, bottom_b = tables
    total = bottom_a + bottom_b
    return np.stack([top_a * (bottom_b - top_b) / total, top_b * (bottom_a - top_a) / total])


def _log_ratio(sums: Array) -> Array:
    # A sum of which everything was left out is not exactly 0 as a float.
    positive = np.all(sums > 1e-9, axis=0)
    safe = np.where(positive, sums, 1.0)
    return np.where(positive, np.log(safe[0]) - np.log(safe[1]), np.nan)


#: The logarithm of the common odds ratio, as a figure over events.
LOG_ODDS_RATIO = EventStatistic(terms=_terms, value=_log_ratio)
