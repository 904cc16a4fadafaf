"""The section on who speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

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


def named_sources(comparison: Comparison, keys: Sequence[str]) -> tuple[NamedSource, ...]:
    """The most heard named sources."""
    statements = statements_of_named(comparison)
    ranked = sorted(statements.items(), key=lambda item: (-sum(map(len, item[1].values())), item[0]))
    return tuple(_named(comparison, name, by_group, keys) for name, by_group in ranked[:_MOST_SOURCES])


def statements_of_named(comparison: Comparison) -> dict[str, dict[str, list[Mapping[str, Any]]]]:
    """The counted attributions of each named source, by group."""
    group_of = groups_of_articles(comparison)
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for a in counted(comparison, comparison.tables.attributions):
        if a["entity"] and not a["anonymous"]:
            found[a["entity"]][group_of[a["article_id"]]].append(a)
    return found


def _named(
    comparison: Comparison,
    name: str,
    by_group: Mapping[str, Sequence[Mapping[str, Any]]],
    keys: Sequence[str],
) -> NamedSource:
    affiliations = {a["affiliation"] for rows in by_group.values() for a in rows if a["affiliation"]}
    place = anchor("source", name)
    there = [key for key in keys if key in by_group]
    return NamedSource(
        name=name,
        # One name can stand for several bodies, such as two ministries: then all are told.
        affiliation=" or ".join(map(category_label, sorted(affiliations or {"not stated"}))),
        n=sum(map(len, by_group.values())),
        where=tuple(
            (
                group_label(comparison.estimates.grouping, key),
                len(by_group[key]),
                # Of a source in one group only, the passages of the group are all.
                place if len(there) == 1 else anchor("source", name, key),
            )
            for key in there
        ),
        anchor=place,
    )
