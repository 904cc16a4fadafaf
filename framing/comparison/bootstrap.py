"""Resampling: whole outlets within a group, or units (articles, sets of copies) within each outlet.

Draws are weights, applied to the units' sums as one matrix product. They depend on the seed and on
the ids of outlets and articles alone: not on their order, nor on the name of the group, so that
exchanging two groups' names exchanges their figures exactly.

Two questions are told apart. With six outlets or more in a cell, outlets are drawn and the interval
speaks about outlets like these. With fewer there is too little to say how outlets differ: only units
are drawn, outlet by outlet, and the interval is conditional on these outlets.

An outlet that is drawn brings all its units. Its sums already carry the spread of its units, and
drawing these once more would count that spread twice (Davison & Hinkley 1997, Bootstrap Methods,
section 3.8; Field & Welsh 2007, JRSS B 69:369): measured, such intervals of outlets that are alike held
the truth in 98.5 instead of 95 of 100 worlds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.comparison.samples import Array, Sample

RESAMPLES = 2000

#: From so many outlets on, the outlets themselves are drawn. `bench/bench_coverage.py` measures it.
ENOUGH_OUTLETS = 6

#: Outlets with fewer units than these are put together before their units are drawn: what occurs once
#: has no spread of its own (collapsed strata: Cochran 1977, Sampling Techniques, section 5A.12).
SMALLEST_STRATUM = 5


def standard_errors(
    sample: Sample, columns: NDArray[np.int64], cells: NDArray[np.int64], *, seed: int, resamples: int
) -> Array:
    """The standard error of each column's ratio of sums, of shape `(n_columns,)`.

    `cells[n]` is the place of the whole of `columns[n]`. Outlets are drawn for cells with
    `ENOUGH_OUTLETS`, else units. A column with nothing to draw from has the error 0.
    """
    used = np.unique(cells)
    place = np.searchsorted(used, cells)
    tops, bottoms = sample.tops[:, columns], sample.bottoms[:, used]
    wide = sample.n_outlets[cells] >= ENOUGH_OUTLETS
    errors = np.zeros(len(columns))
    if not wide.all():
        draws = draw_units(sample, [tops, bottoms], seed=seed, resamples=resamples)
        found = _spread(draws[0], draws[1][:, place]) * _small_sample(_units_in(sample, bottoms))[place]
        errors[~wide] = found[~wide]
    if wide.any():
        draws = draw_outlets(sample, [tops, bottoms], seed=seed, resamples=resamples)
        n = effective_outlets(sample, used)[place]
        found = _spread(draws[0], draws[1][:, place]) * np.sqrt(n / np.maximum(n - 1, 0.5))
        errors[wide] = found[wide]
    return errors


def draw_units(sample: Sample, matrices: Sequence[Array], *, seed: int, resamples: int) -> list[Array]:
    """Resampled sums of each matrix of units, of shape `(resamples, n_columns)`, outlet by outlet."""
    sums = [np.zeros((resamples, m.shape[1])) for m in matrices]
    for rows in strata(sample):
        weights = _weights(_names(sample, rows), seed=seed, resamples=resamples)
        for n, matrix in enumerate(matrices):
            sums[n] += weights @ _dense(matrix, rows)
    return sums


def draw_outlets(sample: Sample, matrices: Sequence[Array], *, seed: int, resamples: int) -> list[Array]:
    """Resampled sums of each matrix of units, of shape `(resamples, n_columns)`, whole outlets drawn."""
    weights = _weights(sample.outlets, seed=seed, resamples=resamples)
    return [weights @ _by_outlet(sample, matrix) for matrix in matrices]


def strata(sample: Sample) -> list[NDArray[np.int64]]:
    """The rows of each outlet; outlets with few units are one stratum together."""
    large = [rows for rows in sample.rows_of_outlet if len(rows) >= SMALLEST_STRATUM]
    small = [rows for rows in sample.rows_of_outlet if len(rows) < SMALLEST_STRATUM]
    if not small:
        return large
    together = np.sort(np.concatenate(small))
    if len(together) < SMALLEST_STRATUM and large:
        # Too few even together: with the smallest of the others.
        smallest = min(range(len(large)), key=lambda n: (len(large[n]), n))
        together = np.sort(np.concatenate([together, large.pop(smallest)]))
    return [*large, together]


def effective_outlets(sample: Sample, cells: NDArray[np.int64]) -> Array:
    """The effective number of outlets in each cell, `(sum b)² / sum b²` for the outlets' wholes b.

    Eight outlets of which one has most of the mentions count as fewer (Kish 1965, Survey Sampling; Carter,
    Schnepel & Steigerwald 2017, Review of Economics and Statistics 99:698).
    """
    bottoms = _by_outlet(sample, sample.bottoms[:, cells])
    return _effective(bottoms.sum(axis=0), (bottoms**2).sum(axis=0))


def degrees_of_freedom(sample: Sample, cells: NDArray[np.int64]) -> Array:
    """Degrees of freedom of each cell's standard error, at least 1.

    One less than the effective number of outlets; where units are drawn, the effective number of units
    less the number of strata.
    """
    bottoms = sample.bottoms[:, cells]
    total = np.asarray(bottoms.sum(axis=0)).ravel()
    squares = np.asarray(bottoms.multiply(bottoms).sum(axis=0)).ravel()
    of_units = _effective(total, squares) - len(strata(sample))
    wide = sample.n_outlets[cells] >= ENOUGH_OUTLETS
    return np.maximum(np.where(wide, effective_outlets(sample, cells) - 1, of_units), 1.0)


def _by_outlet(sample: Sample, matrix: Any) -> Array:
    """The rows of each outlet added up, of shape `(n_outlets, n_columns)`."""
    return np.array([np.asarray(matrix[rows].sum(axis=0)).ravel() for rows in sample.rows_of_outlet])


def _effective(total: Array, squares: Array) -> Array:
    return np.divide(total**2, squares, out=np.ones_like(total), where=squares > 0)


def _spread(tops: Array, bottoms: Array) -> Array:
    """The standard deviation of the ratios; a draw without any item of a cell is left out of it."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = np.where(bottoms > 0, tops / bottoms, np.nan)
    n = np.sum(~np.isnan(ratios), axis=0)
    mean = np.nansum(ratios, axis=0) / np.maximum(n, 1)
    squares = np.nansum((ratios - mean) ** 2, axis=0)
    return np.asarray(np.sqrt(squares / np.maximum(n - 1, 1)))


def _units_in(sample: Sample, bottoms: Array) -> Array:
    """Units and strata that have items in each cell, of shape `(2, n_cells)`."""
    there = (bottoms > 0).astype(np.int64)
    units = np.asarray(there.sum(axis=0)).ravel()
    several = [np.asarray(there[rows].sum(axis=0)).ravel() > 0 for rows in strata(sample)]
    return np.array([units, np.sum(several, axis=0)], dtype=float)


def _small_sample(counts: Array) -> Array:
    """What a bootstrap within strata is too narrow by: the square root of n / (n - strata)."""
    units, several = counts
    return np.asarray(np.sqrt(units / np.maximum(units - several, 1)))


def _dense(matrix: Array, rows: NDArray[np.int64]) -> Array:
    part = matrix[rows]
    return np.asarray(part.toarray() if hasattr(part, "toarray") else part)


def _names(sample: Sample, rows: NDArray[np.int64]) -> list[str]:
    return ["\t".join(sample.units[n]) for n in rows]


def _weights(names: Iterable[str], *, seed: int, resamples: int) -> Array:
    """How often each of the names is drawn in each resample, of shape `(resamples, n_names)`."""
    return _drawn(tuple(names), seed, resamples).astype(np.float64)


@lru_cache(maxsize=256)
def _drawn(names: tuple[str, ...], seed: int, resamples: int) -> NDArray[np.int16]:
    """Kept, because an outlet is drawn alone, in its group, and once more for each check of robustness."""
    digest = hashlib.sha256(("\n".join(names) + f"\n{seed}").encode()).digest()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
    n = len(names)
    return generator.multinomial(n, np.full(n, 1 / n), size=resamples).astype(np.int16)
