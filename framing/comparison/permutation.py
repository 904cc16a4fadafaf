"""Permutation at the level of outlets: would groups dealt out at random differ as much?

If outlets of two groups did not differ, it would not matter which outlet is called a member of which
group. All ways of dealing the outlets out into groups of the same sizes are then equally likely, and p
is the share of them in which the groups differ at least as much as they do. Few outlets have few ways:
three against two have ten, and no p is below a tenth, whatever the articles say. This smallest
reachable p stands beside every p.

Exact where there are few ways (Fisher 1935; Good 2005, Permutation, Parametric and Bootstrap Tests of
Hypotheses, ch. 3); else so many are drawn, and the way that was observed counts as one of them, so that
p is never 0 and never too small (Phipson & Smyth 2010, Statistical Applications in Genetics and
Molecular Biology 9:39).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import factorial, prod

import numpy as np

from framing.comparison.items import Integers
from framing.comparison.samples import Array

#: With more ways than these, ways are drawn.
MOST_EXACT = 5_000

#: So many are drawn: a p of .05 is then known to within .005 (one standard error).
PERMUTATIONS = 1_999

#: Differences that are closer than this are the same but for rounding.
_TIE = 1e-12

#: Columns are taken in blocks of so many cells of ways by columns, to bound the memory.
_BLOCK = 2_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class PermutationTest:
    """The two-sided p at the level of outlets, and the smallest that so many outlets can reach.

    `outlets` are the numbers of outlets with items, those of `a` first; `n_ways` of dealing them out were
    looked at, all of them where `exact`.
    """

    p: float
    smallest: float
    n_ways: int
    exact: bool
    outlets: tuple[int, ...]

    @property
    def note(self) -> str:
        """A sentence where no p of .05 can be reached, whatever the articles say; else empty.

        >>> PermutationTest(p=0.1, smallest=0.1, n_ways=10, exact=True, outlets=(2, 3)).note
        'with 2 and 3 outlets no test at the level of outlets can go below .100'
        """
        if self.smallest <= 0.05:
            return ""
        numbers = f"{', '.join(map(str, self.outlets[:-1]))} and {self.outlets[-1]}"
        if self.smallest >= 1:
            return f"with {numbers} outlets no test at the level of outlets is possible"
        # In three places, as p is printed beside it.
        least = f"{self.smallest:.3f}".removeprefix("0")
        return f"with {numbers} outlets no test at the level of outlets can go below {least}"


def permutation_tests(
    tops: Array,
    bottoms: Array,
    group: Sequence[int],
    contrasts: Sequence[Sequence[float]],
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
) -> list[list[PermutationTest]]:
    """For each contrast, the test of each column.

    `tops` and `bottoms` have shape `(n_outlets, n_columns)`, rows in the order of the outlets' ids, every
    bottom above zero. `group[n]` is the number of the group of outlet n, and each contrast has one weight a
    group: `(1, -1)` is the first minus the second. The statistic is that sum of the groups' ratios of sums.

    Three outlets of a group have shares of .9, .8 and .7, two of another .2 and .1. Of the ten ways of
    dealing five outlets out, one sets them as far apart:

    >>> tops = np.array([[9.0], [8.0], [7.0], [2.0], [1.0]])
    >>> test = permutation_tests(tops, np.full((5, 1), 10.0), [0, 0, 0, 1, 1], [(1, -1)], seed=0)[0][0]
    >>> test.p, test.smallest, test.n_ways, test.exact
    (0.1, 0.1, 10, True)
    """
    # The group of the first outlet comes first: so a group's name or place changes nothing.
    order = list(dict.fromkeys(group))
    labels = tuple(order.index(g) for g in group)
    sizes = tuple(labels.count(n) for n in range(len(order)))
    weights = np.array([[contrast[g] for g in order] for contrast in contrasts], dtype=np.float64)
    exact = count_ways(sizes) <= MOST_EXACT
    ways = _all_ways(sizes) if exact else _drawn_ways(sizes, seed, permutations)
    members = [(ways == n).astype(np.float64) for n in range(len(order))]
    seen = [(np.array([labels]) == n).astype(np.float64) for n in range(len(order))]
    found = np.zeros((len(contrasts), tops.shape[1]))
    width = max(_BLOCK // max(len(ways), 1), 1)
    for start in range(0, tops.shape[1], width):
        columns = slice(start, start + width)
        figures, observed = (_figures(m, tops[:, columns], bottoms[:, columns]) for m in (members, seen))
        for n, weight in enumerate(weights):
            least = np.abs(_weighed(weight, observed))[0] - _TIE
            found[n, columns] = (np.abs(_weighed(weight, figures)) >= least).sum(axis=0)
    added = 0 if exact else 1
    p = (found + added) / (len(ways) + added)
    return [
        [
            PermutationTest(
                p=float(value),
                smallest=_smallest(sizes, weight, len(ways), exact),
                n_ways=len(ways),
                exact=exact,
                outlets=tuple(sizes[n] for n in np.argsort(-weight, kind="stable")),
            )
            for value in values
        ]
        for values, weight in zip(p, weights, strict=True)
    ]


def count_ways(sizes: Sequence[int]) -> int:
    """In how many ways outlets can be dealt out into groups of these sizes.

    >>> count_ways((3, 2)), count_ways((2, 2, 2))
    (10, 90)
    """
    return factorial(sum(sizes)) // prod(factorial(n) for n in sizes)


def _smallest(sizes: Sequence[int], weight: Array, n_ways: int, exact: bool) -> float:
    """The smallest p that can be reached.

    Groups of one size and one weight can change places without changing the difference; so can two groups
    of one size that stand against each other, since both signs count.
    """
    alike = prod(factorial(n) for n in Counter(zip(sizes, weight.tolist(), strict=True)).values())
    if len(sizes) == 2 and sizes[0] == sizes[1]:
        alike *= 2
    least = alike / count_ways(sizes)
    return least if exact else max(least, 1 / (n_ways + 1))


def _figures(members: Sequence[Array], tops: Array, bottoms: Array) -> list[Array]:
    """For each group, its ratio of sums in each way: shape `(n_ways, n_columns)`.

    Columns of one cell have the same bottoms, which are added up once. The last group has what the others
    leave.
    """
    wholes, place = np.unique(bottoms, axis=1, return_inverse=True)
    left, left_whole = tops.sum(axis=0), wholes.sum(axis=0)
    figures = []
    for member in members[:-1]:
        top, whole = member @ tops, member @ wholes
        left, left_whole = left - top, left_whole - whole
        figures.append(top / whole[:, place.ravel()])
    return [*figures, left / left_whole[:, place.ravel()]]


def _weighed(weight: Array, figures: Sequence[Array]) -> Array:
    total = weight[0] * figures[0]
    for one, figure in zip(weight[1:], figures[1:], strict=True):
        total = total + one * figure
    return np.asarray(total)


@lru_cache(maxsize=64)
def _all_ways(sizes: tuple[int, ...]) -> Integers:
    """Every way, as the group of each outlet: shape `(n_ways, n_outlets)`."""
    ways = np.full((count_ways(sizes), sum(sizes)), -1, dtype=np.int64)
    for row, chosen in zip(ways, _dealt(tuple(range(sum(sizes))), sizes), strict=True):
        for number, places in enumerate(chosen):
            row[list(places)] = number
    return ways


def _dealt(places: tuple[int, ...], sizes: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
    if not sizes:
        yield ()
        return
    for first in combinations(places, sizes[0]):
        left = tuple(n for n in places if n not in first)
        for others in _dealt(left, sizes[1:]):
            yield (first, *others)


@lru_cache(maxsize=64)
def _drawn_ways(sizes: tuple[int, ...], seed: int, permutations: int) -> Integers:
    labels = np.repeat(np.arange(len(sizes)), sizes)
    digest = hashlib.sha256(f"{sizes}\n{seed}".encode()).digest()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
    return generator.permuted(np.tile(labels, (permutations, 1)), axis=1)
