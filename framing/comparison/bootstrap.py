"""Intervals: a bootstrap over articles, and what to do where it cannot move.

The unit is the article, since the words of one article are not independent. Efron & Tibshirani
(1993), ch. 13, percentile interval; resamples are drawn as weights and applied as one matrix product.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
LEVEL = 0.95
_CHUNK_CELLS = 8_000_000

Array = NDArray[np.float64]


def ratio_intervals(
    numerators: Any, denominators: Any, *, ids: Sequence[str], seed: int, resamples: int = RESAMPLES
) -> tuple[Array, Array]:
    """Lower and upper bounds of the ratios of column sums, each of shape `(n_columns,)`.

    `numerators` and `denominators` have shape `(n_articles, n_columns)`, dense or sparse. The draws
    depend on the seed and the article ids alone: not on the order of articles, nor on the name of
    the group they are in, so that exchanging two groups' names exchanges their intervals exactly.
    A column whose denominator is empty in a resample leaves that resample out.

    >>> low, high = ratio_intervals([[1.0]] * 5 + [[0.0]] * 5, [[1.0]] * 10, ids=list("abcdefghij"), seed=1)
    >>> bool(0.1 <= low[0] < 0.5 < high[0] <= 0.9)
    True
    """
    order = np.argsort(np.asarray(ids, dtype=object), kind="stable")
    top = _rows(numerators, order)
    bottom = _rows(denominators, order)
    generator = np.random.Generator(np.random.PCG64(_seed(seed, [ids[n] for n in order])))
    n = len(order)
    chunk = max(1, _CHUNK_CELLS // max(n, 1))
    draws = []
    for first in range(0, resamples, chunk):
        weights = generator.multinomial(n, np.full(n, 1 / n), size=min(chunk, resamples - first))
        sums = np.asarray(weights @ bottom, dtype=float)
        with np.errstate(invalid="ignore", divide="ignore"):
            draws.append(np.where(sums > 0, np.asarray(weights @ top, dtype=float) / sums, np.nan))
    tail = (1 - LEVEL) / 2
    ratios = np.concatenate(draws)
    ratios[:, np.isnan(ratios).all(axis=0)] = 0.0  # a column that is empty throughout: no warning, no NaN
    low, high = np.nanquantile(ratios, [tail, 1 - tail], axis=0)
    return low, high


def exact_bounds(share: float, n_articles: int) -> tuple[float, float]:
    """Clopper-Pearson bounds for a share of exactly 0 or 1, with the article as the unit.

    Where every article agrees, resampling them changes nothing and the bootstrap would claim
    certainty. Clopper & Pearson (1934), the case x = 0 or x = n.

    >>> [round(v, 3) for v in exact_bounds(0.0, 10)]
    [0.0, 0.308]
    """
    bound = 1 - ((1 - LEVEL) / 2) ** (1 / n_articles)
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


def _rows(matrix: Any, order: NDArray[np.intp]) -> Any:
    return matrix.tocsr()[order] if hasattr(matrix, "tocsr") else np.asarray(matrix, dtype=float)[order]


def _seed(seed: int, ids: Sequence[str]) -> int:
    digest = hashlib.sha256(("\n".join(ids) + f"\n{seed}").encode()).digest()
    return int.from_bytes(digest[:16], "big")
