"""The common odds ratio and its interval against statsmodels and a published example."""

from __future__ import annotations

import numpy as np
import pytest

from framing.comparison.event_counts import Stratum
from framing.comparison.mantel_haenszel import common_odds_ratio, mentions_interval

#: Agresti (2002), Categorical Data Analysis, table 6.9: success of two treatments in eight centers.
#: The common odds ratio is given there as 2.13, its 95 % interval as 1.18 to 3.87.
CENTERS = [
    Stratum(11, 36, 10, 37), Stratum(16, 20, 22, 32), Stratum(14, 19, 7, 19), Stratum(2, 16, 1, 17),
    Stratum(6, 17, 0, 12), Stratum(1, 11, 0, 10), Stratum(1, 5, 1, 9), Stratum(4, 6, 6, 7),
]  # fmt: skip


def table_of(s: Stratum):
    return np.array([[s.top_a, s.bottom_a - s.top_a], [s.top_b, s.bottom_b - s.top_b]], dtype=float)


def drawn(seed: int, n: int) -> list[Stratum]:
    rng = np.random.default_rng(seed)
    sizes = rng.integers(3, 30, (n, 2))
    return [Stratum(int(rng.binomial(a, 0.6)), int(a), int(rng.binomial(b, 0.3)), int(b)) for a, b in sizes]


def test_agrestis_eight_centers():
    low, high = mentions_interval(CENTERS)
    assert common_odds_ratio(CENTERS) == pytest.approx(2.13, abs=0.005)
    assert (low, high) == (pytest.approx(1.18, abs=0.005), pytest.approx(3.87, abs=0.005))


@pytest.mark.parametrize("strata", [CENTERS, *(drawn(seed, 6) for seed in range(4))])
def test_ratio_and_interval_are_those_of_statsmodels(strata):
    tables = pytest.importorskip("statsmodels.stats.contingency_tables")
    theirs = tables.StratifiedTable([table_of(s) for s in strata])
    assert common_odds_ratio(strata) == pytest.approx(theirs.oddsratio_pooled, rel=1e-12)
    assert mentions_interval(strata) == pytest.approx(theirs.oddsratio_pooled_confint(), rel=1e-6)


def test_exchanging_the_groups_gives_one_over_the_ratio():
    other = [Stratum(s.top_b, s.bottom_b, s.top_a, s.bottom_a) for s in CENTERS]
    assert common_odds_ratio(other) == pytest.approx(1 / common_odds_ratio(CENTERS), rel=1e-12)
    low, high = mentions_interval(CENTERS)
    assert mentions_interval(other) == pytest.approx((1 / high, 1 / low), rel=1e-12)


def test_an_event_that_one_group_does_not_report_adds_nothing():
    more = [*CENTERS, Stratum(5, 9, 0, 0), Stratum(0, 0, 0, 0)]
    assert common_odds_ratio(more) == common_odds_ratio(CENTERS)
    assert mentions_interval(more) == mentions_interval(CENTERS)


@pytest.mark.parametrize("strata", [[], [Stratum(0, 5, 3, 5)], [Stratum(3, 3, 2, 5)], [Stratum(0, 4, 0, 4)]])
def test_a_wording_that_a_group_always_or_never_uses_has_no_ratio(strata):
    assert common_odds_ratio(strata) is None
    assert mentions_interval(strata) is None
