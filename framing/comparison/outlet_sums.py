"""The sums of each outlet of a group: what a test at the level of outlets exchanges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from framing.comparison.items import SCALE, Integers, is_score
from framing.comparison.samples import Array, Sample
from framing.comparison.sums import Sums


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class OutletSums:
    """Sums by outlet and column, scores as scores (not in billionths).

    `outlets` are sorted ids and `group` says for each the place of its group in `groups`. `tops` and
    `bottoms` have the shape `(n_outlets, n_columns)`: a column's sum, and that of its whole.
    """

    groups: tuple[str, ...]
    outlets: tuple[str, ...]
    group: Integers
    tops: Array
    bottoms: Array


def outlet_sums(sums: Sums, samples: Mapping[str, Sample]) -> OutletSums:
    """The outlets of all groups together, from the sample of each group."""
    groups = tuple(samples)
    rows = sorted(
        (outlet, g, n) for g, key in enumerate(groups) for n, outlet in enumerate(samples[key].outlets)
    )
    tops = {key: _by_outlet(samples[key], samples[key].tops) for key in groups}
    bottoms = {key: _by_outlet(samples[key], samples[key].bottoms) for key in groups}
    scale = np.array([SCALE if is_score(c.measure) else 1 for c in sums.columns], dtype=np.float64)
    n_columns = len(sums.columns)
    return OutletSums(
        groups=groups,
        outlets=tuple(outlet for outlet, _, _ in rows),
        group=np.array([g for _, g, _ in rows], dtype=np.int64),
        tops=_stacked([tops[groups[g]][n] for _, g, n in rows], n_columns) / scale,
        bottoms=_stacked([bottoms[groups[g]][n] for _, g, n in rows], len(sums.cells))[:, sums.cell_of_column]
        if n_columns
        else np.zeros((len(rows), 0)),
    )


def _by_outlet(sample: Sample, matrix: object) -> list[Array]:
    return [np.asarray(matrix[rows].sum(axis=0)).ravel() for rows in sample.rows_of_outlet]  # type: ignore[index]


def _stacked(rows: list[Array], n_columns: int) -> Array:
    return np.stack(rows) if rows else np.zeros((0, n_columns))
