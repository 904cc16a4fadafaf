"""Standard errors against SciPy, statsmodels and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from run_bench import BENCH
from scipy import stats

from framing.comparison.bootstrap import degrees_of_freedom, standard_errors, strata
from framing.comparison.samples import MOST_UNITS, sample_articles
from framing.comparison.sums import Column, Sums


def sums_of(outlets: list[str], yes, no, *, clusters=None) -> Sums:
    """One article in each place, with so many mentions by either variant."""
    rows = tuple(
        {
            "article_id": f"a{n:05}",
            "outlet_id": o,
            "outlet": o,
            "cluster_id": clusters[n] if clusters else None,
            "date": None,
            "language": "en",
            "n_tokens": 100,
            "wire": None,
            "notes": [],
        }
        for n, o in enumerate(outlets)
    )
    counts = np.stack([np.asarray(no), np.asarray(yes)], axis=1).astype(np.int64).ravel()
    return Sums(
        articles=rows,
        columns=(Column("naming", "thing", "outlet", "no"), Column("naming", "thing", "outlet", "yes")),
        article=np.repeat(np.arange(len(rows)), 2),
        column=np.tile([0, 1], len(rows)),
        total=counts,
        weight=counts,
        recipe={},
    )


def error_of(sums: Sums, *, seed: int = 0, resamples: int = 2000) -> float:
    sample = sample_articles(sums, range(len(sums.articles)))
    one = np.array([1]), np.array([0])
    return float(standard_errors(sample, *one, seed=seed, resamples=resamples)[0])


def drawn(n: int, seed: int):
    rng = np.random.default_rng(seed)
    bottom = rng.integers(1, 9, n)
    yes = rng.binomial(bottom, rng.beta(4, 6, n))
    return yes, bottom - yes


def test_the_error_within_one_outlet_agrees_with_scipys_bootstrap():
    """scipy.stats.bootstrap over the same articles; ours is wider by the known factor n / (n - 1)."""
    yes, no = drawn(24, 5)
    oracle = stats.bootstrap(
        (yes, yes + no),
        lambda t, b, axis: t.sum(axis) / b.sum(axis),
        paired=True,
        vectorized=True,
        n_resamples=20_000,
        random_state=1,
    ).standard_error
    ours = error_of(sums_of(["x"] * 24, yes, no), resamples=20_000)
    assert ours == pytest.approx(oracle * np.sqrt(24 / 23), rel=0.02)


def test_the_error_over_outlets_agrees_with_the_cluster_robust_error_of_statsmodels():
    """A share is the weighted mean of articles' shares: WLS on a constant, errors clustered by outlet."""
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(3)
    outlet = np.repeat(np.arange(40), 20)
    leaning = rng.beta(4, 6, 40)[outlet]
    bottom = rng.integers(1, 6, len(outlet))
    yes = rng.binomial(bottom, leaning)
    fit = sm.WLS(yes / bottom, np.ones(len(outlet)), weights=bottom).fit(
        cov_type="cluster", cov_kwds={"groups": outlet}
    )
    ours = error_of(sums_of([f"o{n:02}" for n in outlet], yes, bottom - yes), resamples=4000)
    assert ours == pytest.approx(float(fit.bse[0]), rel=0.06)


def test_outlets_that_differ_make_the_error_wider_only_where_outlets_are_drawn():
    """Eight outlets of one opinion each are eight answers; five are taken as they are."""
    for n_outlets, wide in ((8, True), (5, False)):
        outlets = [f"o{n}" for n in range(n_outlets) for _ in range(20)]
        yes = [4 * (n % 2) for n in range(n_outlets) for _ in range(20)]
        error = error_of(sums_of(outlets, yes, [4 - y for y in yes]))
        assert (error > 0.15) == wide
        assert (error < 1e-12) != wide


def test_a_set_of_copies_is_one_unit():
    """Twelve copies of one text are drawn as a whole: the error is that of thirteen articles, not of 24."""
    yes, no = [4] * 12 + [1, 2, 0, 3] * 3, [0] * 12 + [3, 2, 4, 1] * 3
    apart = error_of(sums_of(["x"] * 24, yes, no))
    together = error_of(sums_of(["x"] * 24, yes, no, clusters=["c"] * 12 + [None] * 12))
    assert together > 1.5 * apart


def test_neither_the_order_of_articles_nor_the_names_of_groups_change_an_error():
    yes, no = drawn(24, 5)
    rows = sums_of(["x"] * 12 + ["y"] * 12, yes, no)
    sample = sample_articles(rows, range(24))
    turned = sample_articles(rows, list(reversed(range(24))))
    assert sample.units == turned.units
    one = np.array([1]), np.array([0])
    errors = [standard_errors(s, *one, seed=3, resamples=500) for s in (sample, turned)]
    assert np.array_equal(*errors)


def test_the_same_seed_gives_the_same_error_and_another_seed_another():
    sums = sums_of(["x"] * 24, *drawn(24, 5))
    assert error_of(sums, seed=3) == error_of(sums, seed=3)
    assert error_of(sums, seed=3) != error_of(sums, seed=4)


def test_a_large_outlet_is_drawn_in_random_groups_and_has_the_same_error():
    """3,000 articles in 200 groups against the textbook error of a ratio (Cochran 1977, 6.13)."""
    yes, no = drawn(3000, 9)
    bottom = yes + no
    ratio = yes.sum() / bottom.sum()
    textbook = np.sqrt(((yes - ratio * bottom) ** 2).sum()) / bottom.sum()
    sums = sums_of(["x"] * 3000, yes, no)
    assert len(sample_articles(sums, range(3000)).units) == MOST_UNITS
    assert error_of(sums) == pytest.approx(textbook, rel=0.15)


def test_degrees_of_freedom_follow_the_effective_number_of_outlets():
    """Kish: equal outlets count in full, one outlet with nearly everything counts as one."""
    even = sums_of([f"o{n}" for n in range(8) for _ in range(10)], [1] * 80, [1] * 80)
    assert degrees_of_freedom(sample_articles(even, range(80)), np.array([0]))[0] == pytest.approx(7)
    uneven = sums_of([f"o{n}" for n in range(8) for _ in range(10)], [500] * 10 + [1] * 70, [1] * 80)
    assert degrees_of_freedom(sample_articles(uneven, range(80)), np.array([0]))[0] == 1


def test_outlets_with_one_article_each_are_drawn_together():
    """One by one they would have no spread, and the interval would claim certainty."""
    sums = sums_of(list("abcde"), [8, 0, 8, 0, 8], [0, 8, 0, 8, 0])
    sample = sample_articles(sums, range(5))
    assert [len(rows) for rows in strata(sample)] == [5]
    assert error_of(sums) > 0.2


def test_a_few_articles_join_the_smallest_outlet():
    sample = sample_articles(sums_of(list("aaaaaabbbbbbbc"), [1] * 14, [1] * 14), range(14))
    assert sorted(len(rows) for rows in strata(sample)) == [7, 7]


@pytest.mark.slow
@pytest.mark.parametrize("setting", [(0.5, 0.1, 0.0), (0.2, 0.1, 0.8), (0.1, 0.02, 0.0)])
def test_with_eight_outlets_95_percent_intervals_hold_the_truth_about_that_often(monkeypatch, setting):
    """400 drawn worlds: 93 to 97 %, and the two standard errors that 400 draws have (1.1 % each)."""
    monkeypatch.syspath_prepend(str(BENCH))
    from bench_coverage import coverage

    at_large, _, _ = coverage(8, setting, simulations=400, resamples=400, seed=7)
    assert 0.93 - 0.022 <= at_large <= 0.97 + 0.022


@pytest.mark.slow
def test_with_three_outlets_the_intervals_hold_the_share_of_these_outlets(monkeypatch):
    """And, as the page says, not that of outlets at large."""
    monkeypatch.syspath_prepend(str(BENCH))
    from bench_coverage import coverage

    at_large, here, _ = coverage(3, (0.2, 0.1, 0.0), simulations=400, resamples=400, seed=7)
    assert 0.93 - 0.022 <= here <= 0.98 + 0.022
    assert at_large < 0.7
