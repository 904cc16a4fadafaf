"""The same figure after the groups were dealt anew among the outlets, as if groups meant nothing.

Whole outlets change their group, never single articles: articles of one outlet are alike whatever its group.
Each dealing is measured from the start, with its own folds, events and weights. An outlet-level permutation
test (Good 2005, Permutation, Parametric and Bootstrap Tests, chapter 3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import factorial, prod

import numpy as np

from framing.separability.folds import Array

#: Figures that differ by less are the same figure: exchanging two groups sums in another order.
SAME = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Dealings:
    """Groups dealt among outlets, one row each. `every`: all ways there are, the real one among them."""

    rows: tuple[tuple[int, ...], ...]
    every: bool


def deal_groups(groups: Sequence[int], *, most: int, seed: int) -> Dealings:
    """All ways to deal these groups among the outlets, or `most` random ones where there are more.

    >>> deal_groups([0, 0, 1], most=9, seed=0).rows
    ((0, 0, 1), (0, 1, 0), (1, 0, 0))
    >>> deal_groups([0, 0, 1], most=2, seed=0).every
    False
    """
    if n_ways(groups) <= most:
        return Dealings(rows=tuple(_all_ways(sorted(groups))), every=True)
    rng = np.random.default_rng(seed)
    own = np.asarray(groups)
    return Dealings(rows=tuple(tuple(rng.permutation(own).tolist()) for _ in range(most)), every=False)


def n_ways(groups: Sequence[int]) -> int:
    """In how many ways these groups can be dealt among so many outlets: a multinomial coefficient.

    >>> n_ways([0, 0, 0, 1, 1, 1])
    20
    """
    return factorial(len(groups)) // prod(factorial(n) for n in Counter(groups).values())


def smallest_p(groups: Sequence[int], dealings: Dealings, *, target: int | None = None) -> float:
    """The smallest p that these dealings can give.

    Exchanging two groups with equally many outlets changes no figure, so the real dealing has mirror images
    that do exactly as well. `target` is a group that stands against the rest and is not exchanged.

    >>> one = [0, 0, 0, 1, 1, 1]
    >>> smallest_p(one, deal_groups(one, most=50, seed=0))
    0.1
    """
    sizes = Counter(n for group, n in Counter(groups).items() if group != target)
    mirrors = prod(factorial(n) for n in sizes.values())
    least = mirrors / n_ways(groups)
    return least if dealings.every else max(least, 1 / (len(dealings.rows) + 1))


def p_value(observed: float, null: Array, *, every: bool) -> float:
    """The share of dealings that do at least as well; of random ones with the real one added to them.

    The added one keeps p above 0 and the test valid (Phipson & Smyth 2010, doi 10.2202/1544-6115.1585).

    >>> p_value(0.9, np.array([0.5, 0.6, 0.9]), every=False)
    0.5
    """
    as_good = int((null >= observed - SAME).sum())
    return as_good / len(null) if every else (1 + as_good) / (1 + len(null))


def null_range(null: Array) -> tuple[float, float]:
    """The bounds of the middle 90 % of the dealings' figures: one in twenty lies above the upper bound.

    >>> null_range(np.linspace(0, 1, 41))
    (0.05, 0.95)
    """
    low, high = np.quantile(null, [0.05, 0.95])
    return round(float(low), 12), round(float(high), 12)


def _all_ways(ordered: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The distinct orders of a sorted sequence, in lexical order."""
    if not ordered:
        yield ()
    for n, first in enumerate(ordered):
        if n == 0 or ordered[n - 1] != first:
            for rest in _all_ways([*ordered[:n], *ordered[n + 1 :]]):
                yield (first, *rest)
