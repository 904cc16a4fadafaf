"""Estimates as tables of cells: a figure, its interval, its counts and the way to its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from framing.comparison.estimates import Row
from framing.reporting.labels import amount, figure_of, group_label, interval_of
from framing.reporting.model import Cell, Line, Table

if TYPE_CHECKING:
    from framing.reporting.result import Comparison


def figure_table(
    comparison: Comparison,
    measure: str,
    *,
    concept: str,
    voice: str,
    keys: Sequence[str],
    caption: str,
    label: Callable[[str], tuple[str, str]],
    link: Callable[[str, str], str],
    note: str = "",
) -> Table:
    """The table of one measure in one voice: a line for each category, the most frequent first.

    `label` gives a category's name and note, `link` the anchor of a category in a group; `note` stands
    under the caption.
    """
    rows = {
        (r.category, r.key): r
        for r in comparison.estimates.rows
        if r.level == "group" and (r.measure, r.concept, r.voice) == (measure, concept, voice)
    }
    totals: Counter[str] = Counter()
    for (category, _), row in rows.items():
        totals[category] += row.count
    columns = [k for k in keys if any(key == k for _, key in rows)]
    lines = []
    for category, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        if total:
            name, small_print = label(category)
            cells = tuple(figure_cell(rows[category, key], link(category, key)) for key in columns)
            lines.append(Line(label=name, note=small_print, cells=cells))
    basis = tuple(_basis(next(r for (_, k), r in rows.items() if k == key)) for key in columns)
    names = tuple(group_label(comparison.estimates.grouping, k) for k in columns)
    return Table(caption=caption, columns=names, lines=tuple(lines), basis=basis, note=note)


def figure_cell(row: Row, link: str, *, noun: str = "item") -> Cell:
    """A cell: the figure, or "not enough data" with its reason; a count of zero leads nowhere.

    `noun` says what a score is the mean over.
    """
    estimate = row.estimate
    n = estimate.n_items
    counts = f"{row.count:,} of {n:,}" if estimate.unit == "share" else amount(n, noun)
    return Cell(
        figure=figure_of(estimate),
        interval=interval_of(estimate),
        counts=counts,
        anchor=link if row.count else "",
        reason=estimate.reason,
        enough=estimate.value is not None,
    )


def _basis(row: Row) -> str:
    e = row.estimate
    return f"{e.n_items:,} in {amount(e.n_articles, 'article')}, {amount(e.n_outlets, 'outlet')}"
