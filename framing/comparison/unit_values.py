"""The figure of every single article, or outlet, of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.comparison.items import SCALE, Integers, is_score
from framing.comparison.outlet_sums import OutletSums
from framing.comparison.samples import Array
from framing.comparison.sums import Sums


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class UnitValues:
    """Ratios by column: those of column n are `values[first[n]:first[n + 1]]`, and `zeros[n]` more are 0."""

    values: Array
    first: Integers
    zeros: Integers

    def of(self, column: int) -> tuple[Array, int]:
        """The values of a column, and how many further units have items in its cell but none of it."""
        return self.values[self.first[column] : self.first[column + 1]], int(self.zeros[column])


def values_of_outlets(outlets: OutletSums, group: int) -> UnitValues:
    """The figures of the outlets of a group, given by its place in `outlets.groups`."""
    rows = outlets.group == group
    tops, bottoms = outlets.tops[rows].T, outlets.bottoms[rows].T
    there = bottoms > 0
    return UnitValues(
        values=tops[there] / bottoms[there],
        first=np.concatenate([[0], np.cumsum(there.sum(axis=1))]).astype(np.int64),
        zeros=np.zeros(len(tops), dtype=np.int64),
    )


def values_of_articles(sums: Sums, places: Sequence[int]) -> UnitValues:
    """The figures of these articles, given by their places in `sums.articles`."""
    wanted = np.zeros(len(sums.articles), dtype=bool)
    wanted[list(places)] = True
    rows = wanted[sums.article]
    article, column = sums.article[rows], sums.column[rows]
    cell = sums.cell_of_column[column]
    n_columns, n_cells = len(sums.columns), len(sums.cells)
    wholes, whole = np.unique(article * max(n_cells, 1) + cell, return_inverse=True)
    weight = np.zeros(len(wholes), dtype=np.int64)
    np.add.at(weight, whole, sums.weight[rows])
    scale = np.array([SCALE if is_score(c.measure) else 1 for c in sums.columns], dtype=np.int64)
    values = sums.total[rows] / (weight[whole] * scale[column])
    order = np.argsort(column, kind="stable")
    in_column = np.bincount(column, minlength=n_columns)
    in_cell = np.bincount(wholes % max(n_cells, 1), minlength=n_cells)
    return UnitValues(
        values=values[order],
        first=np.concatenate([[0], np.cumsum(in_column)]).astype(np.int64),
        zeros=in_cell[sums.cell_of_column] - in_column if n_columns else in_column,
    )
