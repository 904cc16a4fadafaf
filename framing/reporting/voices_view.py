"""The sections on tone and on who speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from framing.comparison.estimates import SOURCE_MEASURES, WORD_MEASURES
from framing.reporting.charts import Block, Dot, draw_dots, svg_of
from framing.reporting.labels import MEASURE_LABELS, WORD_LABELS, anchor, group_label
from framing.reporting.model import Cell, Line, Table
from framing.reporting.selection import groups_of_articles
from framing.reporting.tables import figure_cell, figure_table

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

_TONE_LINES = (
    ("tone_headline", "all", "headlines, all"),
    ("tone_headline", "outlet", "headlines in the newsroom's own voice"),
    ("tone_sentence", "outlet", "sentences in the newsroom's own voice"),
    ("tone_sentence", "direct", "sentences in quotations"),
    ("tone_sentence", "indirect", "sentences of reported speech"),
    ("tone_sentence", "all", "sentences, all"),
)
_MOST_SOURCES = 15


def tone_table(comparison: Comparison, keys: Sequence[str]) -> Table:
    """Mean tone by group, a line for each kind of text and voice."""
    columns = tuple(group_label(comparison.estimates.grouping, k) for k in keys)
    lines = []
    for measure, voice, label in _TONE_LINES:
        cells = []
        for key in keys:
            row = comparison.estimates.row(measure, category="mean", voice=voice, key=key)
            cells.append(figure_cell(row, anchor("tone", key)) if row else Cell(figure="none", enough=False))
        if any(c.figure != "none" for c in cells):
            lines.append(Line(label=label, note="", cells=tuple(cells)))
    return Table(caption="Mean tone, from −1 to +1", columns=columns, lines=tuple(lines))


def tone_chart(comparison: Comparison, keys: Sequence[str]) -> str:
    """Mean tone as an SVG element; empty where no group has enough data."""
    grouping = comparison.estimates.grouping
    blocks = []
    for measure, voice, heading in (
        ("tone_headline", "all", "Headlines"),
        ("tone_sentence", "outlet", "Sentences, own voice"),
    ):
        rows = [(k, comparison.estimates.row(measure, category="mean", voice=voice, key=k)) for k in keys]
        dots = [
            Dot(
                label=group_label(grouping, k),
                value=r.estimate.value,
                low=r.estimate.low,
                high=r.estimate.high,
                remark="not enough data",
            )
            for k, r in rows
            if r
        ]
        if any(d.value is not None for d in dots):
            blocks.append(Block(heading=heading, dots=tuple(dots)))
    if not blocks:
        return ""
    return svg_of(
        draw_dots(blocks, limits=(-1, 1), unit="score"),
        key="s-tone",
        title="Mean tone by group",
        description="Dots with 95 % intervals on a scale from -1 to +1; the numbers are in the table.",
    )


def source_tables(comparison: Comparison, keys: Sequence[str]) -> tuple[Table, ...]:
    """One table for each measure of sources."""
    tables = (
        figure_table(
            comparison,
            measure,
            concept="",
            voice="all",
            keys=keys,
            caption=MEASURE_LABELS[measure],
            label=lambda category: (category.replace("_", " "), ""),
            link=partial(anchor, "src", measure),
        )
        for measure in SOURCE_MEASURES
    )
    return tuple(t for t in tables if t.lines)


def word_tables(comparison: Comparison, keys: Sequence[str]) -> tuple[Table, ...]:
    """One table for each measure of the words that sources are given; the counts lead to their statements."""
    tables = (
        figure_table(
            comparison,
            measure,
            concept="",
            voice="all",
            keys=keys,
            caption=WORD_LABELS[measure],
            label=lambda category: (category.replace("_", " "), ""),
            link=partial(anchor, "src", f"source_{column}"),
        )
        for measure, column in WORD_MEASURES.items()
    )
    return tuple(t for t in tables if t.lines)


def named_sources(comparison: Comparison) -> tuple[tuple[str, str, int, str], ...]:
    """The most heard named sources: name, affiliation, statements, and where they were heard."""
    group_of = groups_of_articles(comparison)
    counts: Counter[str] = Counter()
    affiliation: dict[str, str] = {}
    where: dict[str, Counter[str]] = defaultdict(Counter)
    for a in comparison.tables.attributions:
        if a["entity"] and not a["anonymous"]:
            counts[a["entity"]] += 1
            affiliation.setdefault(a["entity"], a["affiliation"] or "not stated")
            where[a["entity"]][group_label(comparison.estimates.grouping, group_of[a["article_id"]])] += 1
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SOURCES]
    return tuple(
        (name, affiliation[name], n, ", ".join(f"{g} {k}" for g, k in sorted(where[name].items())))
        for name, n in best
    )
