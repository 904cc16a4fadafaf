"""The section on tone: the figures, without event words and with them, and their chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.actors import AFFILIATIONS
from framing.reporting.charts import Block, Dot, draw_dots, svg_of
from framing.reporting.labels import anchor, group_label
from framing.reporting.model import Cell, Line, Table
from framing.reporting.tables import figure_cell

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Measure, voice, what the line shows, and a note under it. Each is shown without and with event words.
_LINES = (
    ("tone_headline", "all", "headlines, all", ""),
    ("tone_headline", "outlet", "headlines in the newsroom's own voice", ""),
    (
        "tone_article",
        "outlet",
        "articles, own voice",
        "mean of each article's sentences in the newsroom's voice",
    ),
    ("tone_article", "all", "articles, all voices", "mean of all sentences of each article"),
    (
        "tone_gap",
        "outlet",
        "headline minus article",
        "headline minus the article's sentences in own voice, −2 to +2",
    ),
    ("tone_sentence", "outlet", "sentences in the newsroom's own voice", ""),
    ("tone_sentence", "direct", "sentences in quotations", ""),
    ("tone_sentence", "indirect", "sentences of reported speech", ""),
    ("tone_sentence", "all", "sentences, all", ""),
)
_NOUNS = {
    "tone_headline": "headline",
    "tone_article": "article",
    "tone_gap": "article",
    "tone_sentence": "sentence",
}
_CAPTIONS = {
    "": "Mean tone without event words, from −1 to +1",
    "_raw": "Mean tone with event words (plain VADER), from −1 to +1",
}
_TARGET_CAPTIONS = {
    "outlet": "Mean tone toward each party in the newsroom's own voice, from −1 to +1",
    "all": "Mean tone toward each party in all voices, from −1 to +1",
}
_BLOCKS = (
    ("tone_headline", "all", "Headlines"),
    ("tone_headline_raw", "all", "Headlines, event words counted"),
    ("tone_article", "outlet", "Articles, own voice"),
    ("tone_article_raw", "outlet", "The same, event words counted"),
)


def tone_tables(comparison: Comparison, keys: Sequence[str]) -> tuple[Table, ...]:
    """Mean tone by group without event words, and the same with them; a line for each kind of text."""
    columns = tuple(group_label(comparison.estimates.grouping, k) for k in keys)
    tables = []
    for ending, caption in _CAPTIONS.items():
        lines = []
        for measure, voice, label, note in _LINES:
            cells = tuple(_cell(comparison, f"{measure}{ending}", voice, key) for key in keys)
            if any(c.figure != "none" for c in cells):
                lines.append(Line(label=label, note=note, cells=cells))
        if lines:
            tables.append(Table(caption=caption, columns=columns, lines=tuple(lines)))
    return tuple(tables)


def target_tables(comparison: Comparison, keys: Sequence[str]) -> tuple[Table, ...]:
    """Mean tone toward each party by group: in the newsroom's own voice, and in all voices."""
    columns = tuple(group_label(comparison.estimates.grouping, k) for k in keys)
    found = {r.concept for r in comparison.estimates.rows if r.measure == "tone_target"}
    if any(party.association not in AFFILIATIONS for party in comparison.lexicon.parties):
        return ()  # one side of the dispute would be missing
    parties = [party for party in AFFILIATIONS if party in found]
    tables = []
    for voice, caption in _TARGET_CAPTIONS.items():
        lines = []
        for party in parties:
            cells = tuple(_target_cell(comparison, party, voice, key) for key in keys)
            if any(c.figure != "none" for c in cells):
                lines.append(Line(label=f"toward the {party.capitalize()} side", note="", cells=cells))
        if lines:
            tables.append(Table(caption=caption, columns=columns, lines=tuple(lines)))
    return tuple(tables)


def _target_cell(comparison: Comparison, party: str, voice: str, key: str) -> Cell:
    row = comparison.estimates.row("tone_target", concept=party, category="mean", voice=voice, key=key)
    return (
        figure_cell(row, anchor("target", party, key), noun="mention")
        if row
        else Cell(figure="none", enough=False)
    )


def _cell(comparison: Comparison, measure: str, voice: str, key: str) -> Cell:
    row = comparison.estimates.row(measure, category="mean", voice=voice, key=key)
    noun = _NOUNS[measure.removesuffix("_raw")]
    return figure_cell(row, anchor("tone", key), noun=noun) if row else Cell(figure="none", enough=False)


def tone_chart(comparison: Comparison, keys: Sequence[str]) -> str:
    """Mean tone as an SVG element; empty where no group has enough data."""
    blocks = []
    for measure, voice, heading in _BLOCKS:
        rows = [(k, comparison.estimates.row(measure, category="mean", voice=voice, key=k)) for k in keys]
        dots = [
            Dot(
                label=group_label(comparison.estimates.grouping, k),
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
        description="Dots with 95 % intervals on a scale from -1 to +1; the numbers are in the tables.",
    )
