"""The answer of the section on words: for each thing the wording that each group uses most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.comparison.estimates import Row
from framing.reporting.labels import amount, anchor, group_label, variant_label
from framing.reporting.model import Cell, ConceptView, OverviewLine, TermsOverview
from framing.reporting.tables import figure_cell

if TYPE_CHECKING:
    from framing.reporting.result import Comparison


def terms_overview(
    comparison: Comparison, concepts: Sequence[ConceptView], keys: Sequence[str]
) -> TermsOverview:
    """A line for each of the concepts, in the newsroom's own voice."""
    outlets = comparison.estimates.corpus.outlets
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in comparison.estimates.rows:
        if (row.level, row.measure, row.voice) == ("group", "naming", "outlet"):
            rows[row.concept, row.key].append(row)
    return TermsOverview(
        columns=tuple(
            (
                group_label(comparison.estimates.grouping, key),
                amount(sum(outlet.group == key for outlet in outlets), "outlet"),
            )
            for key in keys
        ),
        lines=tuple(
            OverviewLine(
                title=concept.title,
                anchor=concept.anchor,
                cells=tuple(_commonest(comparison, rows[concept.id, key]) for key in keys),
            )
            for concept in concepts
        ),
    )


def _commonest(comparison: Comparison, rows: Sequence[Row]) -> tuple[tuple[str, Cell], ...]:
    """Of one thing in one group the wordings with the largest count, by name; none where there is none."""
    most = max((row.count for row in rows), default=0)

    def shown(row: Row) -> tuple[str, Cell]:
        label = variant_label(comparison.lexicon, row.concept, row.category)
        return label, figure_cell(row, anchor("ev", row.concept, row.category, row.key))

    return tuple(sorted((shown(row) for row in rows if row.count == most > 0), key=lambda item: item[0]))
