"""The section on who speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from framing.comparison.estimates import SOURCE_MEASURES, WORD_MEASURES
from framing.reporting.explained import source_note
from framing.reporting.labels import (
    MEASURE_LABELS,
    WORD_LABELS,
    anchor,
    category_label,
    group_label,
)
from framing.reporting.model import NamedSource, Table
from framing.reporting.selection import counted, groups_of_articles
from framing.reporting.tables import figure_table

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

_MOST_SOURCES = 15


def source_tables(comparison: Comparison, keys: Sequence[str]) -> tuple[Table, ...]:
    """One table for each measure of sources."""
    tables = (_table(comparison, m, MEASURE_LABELS[m], keys, evidence=m) for m in SOURCE_MEASURES)
    return tuple(t for t in tables if t.lines)


def word_tables(comparison: Comparison, keys: Sequence[str]) -> tuple[Table, ...]:
    """One table for each measure of the words that sources are given; the counts lead to their statements."""
    tables = (
        _table(comparison, measure, WORD_LABELS[measure], keys, evidence=f"source_{column}")
        for measure, column in WORD_MEASURES.items()
    )
    return tuple(t for t in tables if t.lines)


def _table(
    comparison: Comparison, measure: str, caption: str, keys: Sequence[str], *, evidence: str
) -> Table:
    """A measure of sources in all voices; its counts lead to the passages of the measure `evidence`."""
    column = SOURCE_MEASURES[evidence]
    return figure_table(
        comparison,
        measure,
        concept="",
        voice="all",
        keys=keys,
        caption=caption,
        label=lambda category: (category_label(category), source_note(column, category)),
        link=partial(anchor, "src", evidence),
    )


def named_sources(comparison: Comparison) -> tuple[NamedSource, ...]:
    """The most heard named sources."""
    group_of = groups_of_articles(comparison)
    counts: Counter[str] = Counter()
    affiliation: dict[str, str | None] = {}
    where: dict[str, Counter[str]] = defaultdict(Counter)
    for a in counted(comparison, comparison.tables.attributions):
        if a["entity"] and not a["anonymous"]:
            counts[a["entity"]] += 1
            affiliation[a["entity"]] = affiliation.get(a["entity"]) or a["affiliation"]
            where[a["entity"]][group_label(comparison.estimates.grouping, group_of[a["article_id"]])] += 1
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SOURCES]
    return tuple(
        NamedSource(
            name=name,
            affiliation=category_label(affiliation[name] or "not stated"),
            n=n,
            where=", ".join(f"{group} {k}" for group, k in sorted(where[name].items())),
            anchor=anchor("source", name),
        )
        for name, n in best
    )
