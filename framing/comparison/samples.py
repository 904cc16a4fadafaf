"""The articles that count in one group or outlet, as sums of units that are drawn as a whole.

A unit is an article, or a set of copies within one outlet: copies are one piece of evidence.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.comparison.items import Integers
from framing.comparison.sums import Sums

#: An outlet with more units than these has them dealt into so many random groups, which are then drawn
#: as units (Wolter 2007, Introduction to Variance Estimation, ch. 2). With 100 groups the standard
#: error is known to within about 7 %, and time and memory no longer grow with the corpus.
MOST_UNITS = 100

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """Sums by unit, and the plain counts that stand beside every figure.

    `units` are sorted pairs of outlet and unit id. `tops` has shape `(n_units, n_columns)` and
    `bottoms` `(n_units, n_cells)`, sparse. `total` and `weight` are the sums of all units, exact;
    `n_articles`, `n_units` and `n_outlets` count those that have items in a cell.
    """

    units: tuple[tuple[str, str], ...]
    tops: Any
    bottoms: Any
    total: Integers
    weight: Integers
    n_articles: Integers
    n_units: Integers
    n_outlets: Integers

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that have articles here, sorted."""
        return tuple(sorted({outlet for outlet, _ in self.units}))

    @cached_property
    def rows_of_outlet(self) -> tuple[NDArray[np.int64], ...]:
        """For each of `outlets` the rows of its units."""
        rows: dict[str, list[int]] = defaultdict(list)
        for n, (outlet, _) in enumerate(self.units):
            rows[outlet].append(n)
        return tuple(np.array(rows[outlet], dtype=np.int64) for outlet in self.outlets)


def sample_articles(sums: Sums, places: Sequence[int]) -> Sample:
    """The sample of these articles, given by their places in `sums.articles`."""
    ordered = np.array(sorted(places), dtype=np.int64)
    names = [_unit(sums.articles[n]) for n in ordered]
    units = sorted(set(names))
    number = {name: n for n, name in enumerate(units)}
    unit_of_article = np.array([number[name] for name in names], dtype=np.int64)
    entries, n_entries = _entries(sums, ordered)
    unit, column = np.repeat(unit_of_article, n_entries), sums.column[entries]
    cell = sums.cell_of_column[column]
    shape = (len(units), len(sums.cells))
    bottoms = _matrix(sums.weight[entries], unit, cell, shape)
    tops = _matrix(sums.total[entries], unit, column, (len(units), len(sums.columns)))
    blocks, dealt = _blocks(units)
    by_outlet = _grouped([outlet for outlet, _ in units]) @ bottoms
    return Sample(
        units=tuple(blocks),
        tops=dealt @ tops,
        bottoms=dealt @ bottoms,
        total=_added(sums.total[entries], column, len(sums.columns)),
        weight=_added(sums.weight[entries], cell, len(sums.cells)),
        n_articles=_runs(np.repeat(ordered, n_entries), cell, len(sums.cells)),
        n_units=np.bincount(bottoms.indices, minlength=len(sums.cells)),
        n_outlets=np.bincount(by_outlet.indices, minlength=len(sums.cells)),
    )


def _unit(article: Any) -> tuple[str, str]:
    return str(article["outlet_id"]), str(article["cluster_id"] or article["article_id"])


def _entries(sums: Sums, places: Integers) -> tuple[Integers, Integers]:
    """The places of the articles' entries, and how many each article has."""
    first = sums.first_entry[places]
    number = sums.first_entry[places + 1] - first
    ends = np.cumsum(number)
    return np.repeat(first - (ends - number), number) + np.arange(int(number.sum())), number


def _blocks(units: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], Any]:
    """The names of the blocks, and the matrix that adds units up to them, dealt out by a hash."""
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for n, (outlet, _) in enumerate(units):
        by_outlet[outlet].append(n)
    name_of: dict[int, tuple[str, str]] = {}
    for outlet, members in by_outlet.items():
        if len(members) <= MOST_UNITS:
            name_of.update({n: units[n] for n in members})
            continue
        dealt = sorted(members, key=lambda n: hashlib.sha256("\n".join(units[n]).encode()).digest())
        name_of.update({n: (outlet, f"{k % MOST_UNITS:04}") for k, n in enumerate(dealt)})
    names = [name_of[n] for n in range(len(units))]
    return sorted(set(names)), _grouped(names)


def _grouped(names: Sequence[Any]) -> Any:
    """The matrix that adds up rows of one name, the names in order: shape `(n_names, n_rows)`."""
    number = {name: n for n, name in enumerate(sorted(set(names)))}
    rows = np.array([number[name] for name in names], dtype=np.int64)
    ones = np.ones(len(names), dtype=np.int64)
    return _matrix(ones, rows, np.arange(len(names)), (len(number), len(names)))


def _matrix(values: Integers, rows: Integers, columns: Integers, shape: tuple[int, int]) -> Any:
    """Entries of one place are added up; whole numbers below 2**53 stay exact as floats."""
    from scipy.sparse import coo_matrix

    return coo_matrix((values.astype(np.float64), (rows, columns)), shape=shape).tocsr()


def _added(values: Integers, places: Integers, n: int) -> Integers:
    sums = np.zeros(n, dtype=np.int64)
    np.add.at(sums, places, values)
    return sums


def _runs(articles: Integers, cells: Integers, n_cells: int) -> Integers:
    """How many articles each cell has. Both are sorted by article, then cell."""
    new = np.ones(len(cells), dtype=bool)
    new[1:] = (articles[1:] != articles[:-1]) | (cells[1:] != cells[:-1])
    return np.bincount(cells[new], minlength=n_cells)
