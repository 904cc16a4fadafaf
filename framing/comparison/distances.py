"""How far apart two outlets' wordings are: Jensen-Shannon distances, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from framing.comparison.bootstrap import draw_units
from framing.comparison.corpus import counted_places
from framing.comparison.results import Estimate, Estimates
from framing.comparison.samples import Array, Sample, sample_articles
from framing.comparison.sums import Cell, select_sums

#: An outlet needs fewer items than for a share of its own: the interval says how little is known, and
#: outlets of a small corpus could not be compared at all.
LEAST_ARTICLES = 5
LEAST_ITEMS = 10

#: Divergences of two draws that differ by less are one and the same, but for rounding.
ALIKE = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class Distance:
    """Between two outlets, 0 (the same shares) to 1 (no wording in common), with a 95 % interval.

    `low` and `high` are None where every draw has the same distance, as when two outlets have no wording in
    common in any article: drawing these articles again cannot tell what others would say.
    """

    a: str
    b: str
    value: float
    low: float | None
    high: float | None
    n_items_a: int
    n_items_b: int


def outlet_distances(
    estimates: Estimates, *, measure: str = "naming", concept: str = "", voice: str = "outlet"
) -> tuple[Distance, ...]:
    """The distance of every two outlets that have enough data in this cell, by outlet id.

    The square root of the Jensen-Shannon divergence to base 2 (Lin 1991, IEEE Transactions on
    Information Theory 37:145; Endres & Schindelin 2003), as `scipy.spatial.distance.jensenshannon`
    gives it. Two samples of one text are never quite alike, so the plain distance is too large. The
    bootstrap is too large by the same amount once more: the figure is the divergence less that excess,
    and the interval is reflected at the plain divergence (Davison & Hinkley 1997, section 5.2).
    """
    cell = Cell(measure, concept, voice)
    enough = {
        r.key
        for r in estimates.rows
        if r.level == "outlet" and Cell(r.measure, r.concept, r.voice) == cell and _enough(r.estimate)
    }
    sums = select_sums(estimates.sums, [cell])
    places: dict[str, list[int]] = {outlet: [] for outlet in sorted(enough)}
    for n in counted_places(
        sums.articles, grouping=estimates.grouping, level="outlet", wire=estimates.recipe["wire"]
    ):
        if sums.articles[n]["outlet_id"] in enough:
            places[sums.articles[n]["outlet_id"]].append(n)
    samples = {outlet: sample_articles(sums, where) for outlet, where in places.items()}
    seed, resamples = estimates.recipe["seed"], estimates.recipe["resamples"]
    draws = {
        outlet: draw_units(s, [s.tops], seed=seed, resamples=resamples)[0] for outlet, s in samples.items()
    }
    return tuple(_distance(a, b, samples, draws) for a, b in combinations(samples, 2))


def _enough(estimate: Estimate) -> bool:
    return estimate.n_articles >= LEAST_ARTICLES and estimate.n_items >= LEAST_ITEMS


def divergences(a: Array, b: Array) -> Array:
    """The Jensen-Shannon divergence to base 2 of each row's counts, of shape `(n_rows,)`.

    >>> divergences(np.array([[3.0, 1.0], [1.0, 0.0]]), np.array([[6.0, 2.0], [0.0, 5.0]])).tolist()
    [0.0, 1.0]
    """
    p, q = (counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-300) for counts in (a, b))
    middle = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(x > 0, x * np.log2(x / middle), 0.0).sum(axis=1) for x in (p, q)]
    return np.asarray(np.clip((parts[0] + parts[1]) / 2, 0.0, 1.0))


def _distance(a: str, b: str, samples: Mapping[str, Sample], draws: Mapping[str, Array]) -> Distance:
    counts = [samples[outlet].total.astype(float)[None, :] for outlet in (a, b)]
    plain = float(divergences(*counts)[0])
    there = (draws[a].sum(axis=1) > 0) & (draws[b].sum(axis=1) > 0)
    drawn = divergences(draws[a][there], draws[b][there])
    top, bottom = np.quantile(drawn, [0.975, 0.025])
    agreed = top - bottom < ALIKE
    low, value, high = np.sqrt(np.clip([2 * plain - top, 2 * plain - drawn.mean(), 2 * plain - bottom], 0, 1))
    return Distance(
        a=a,
        b=b,
        value=float(value),
        low=None if agreed else float(low),
        high=None if agreed else float(max(high, value)),
        n_items_a=int(samples[a].weight.sum()),
        n_items_b=int(samples[b].weight.sum()),
    )
