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
#: as units (Wolter 2007, Introduction to Variance Estimation, ch. 2). With 200 groups the standard
#: error is estimated to within about 5 %, and time and memory no longer grow with the corpus.
MOST_UNITS = 200

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
    names = {n: _unit(sums.articles[n]) for n in places}
    unit_names = sorted(set(names.values()))
    number = {name: n for n, name in enumerate(unit_names)}
    unit = np.full(len(sums.articles) + 1, -1, dtype=np.int64)
    for n, name in names.items():
        unit[n] = number[name]
    rows = unit[sums.article] >= 0
    article, column = sums.article[rows], sums.column[rows]
    cell = sums.cell_of_column[column] if len(sums.columns) else column
    total, weight = sums.total[rows], sums.weight[rows]
    block, blocks = _blocks(unit_names)
    n_cells, n_columns = len(sums.cells), len(sums.columns)
    outlet_names = sorted({outlet for outlet, _ in unit_names})
    outlet = np.array([outlet_names.index(o) for o, _ in unit_names], dtype=np.int64)
    return Sample(
        units=tuple(blocks),
        tops=_matrix(total, block[unit[article]], column, (len(blocks), n_columns)),
        bottoms=_matrix(weight, block[unit[article]], cell, (len(blocks), n_cells)),
        total=_added(total, column, n_columns),
        weight=_added(weight, cell, n_cells),
        n_articles=_different(article, cell, n_cells),
        n_units=_different(unit[article], cell, n_cells),
        n_outlets=_different(outlet[unit[article]], cell, n_cells),
    )


def _unit(article: Any) -> tuple[str, str]:
    return str(article["outlet_id"]), str(article["cluster_id"] or article["article_id"])


def _blocks(units: Sequence[tuple[str, str]]) -> tuple[Integers, list[tuple[str, str]]]:
    """For each unit the number of its block, and the blocks' names. Dealt out in the order of a hash."""
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
    blocks = sorted(set(name_of.values()))
    number = {name: n for n, name in enumerate(blocks)}
    return np.array([number[name_of[n]] for n in range(len(units))] or [0], dtype=np.int64), blocks


def _matrix(values: Integers, rows: Integers, columns: Integers, shape: tuple[int, int]) -> Any:
    """Entries of one place are added up; whole numbers below 2**53 stay exact as floats."""
    from scipy.sparse import coo_matrix

    return coo_matrix((values.astype(np.float64), (rows, columns)), shape=shape).tocsr()


def _added(values: Integers, places: Integers, n: int) -> Integers:
    sums = np.zeros(n, dtype=np.int64)
    np.add.at(sums, places, values)
    return sums


def _different(names: Integers, cells: Integers, n_cells: int) -> Integers:
    """How many different names each cell has."""
    pairs = np.unique(names * max(n_cells, 1) + cells)
    return np.bincount(pairs % max(n_cells, 1), minlength=n_cells).astype(np.int64)
