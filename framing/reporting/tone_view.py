"""The section on tone: the figures, without event words and with them, and their chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.actors import AFFILIATIONS
from framing.reporting.charts import Block, Dot, draw_dots, svg_of
from framing.reporting.labels import group_label
from framing.reporting.model import Cell, Line, Table
from framing.reporting.tables import figure_cell
from framing.reporting.tone_links import target_label, target_link, tone_link

if TYPE_CHECKING:
    from framing.reporting.result import Comparison


@dataclass(frozen=True, kw_only=True, slots=True)
class ToneLine:
    """A line of the tables of tone: what it is the mean of, and what to say of it in small print."""

    measure: str
    voice: str
    label: str
    note: str


#: Each is shown without and with event words.
TONE_LINES = (
    ToneLine(measure="tone_headline", voice="all", label="headlines, all", note="in whatever voice"),
    ToneLine(
        measure="tone_headline",
        voice="outlet",
        label="headlines in the newsroom's own voice",
        note="not those that quote or report somebody",
    ),
    ToneLine(
        measure="tone_article",
        voice="outlet",
        label="articles, own voice",
        note="mean of each article's sentences in the newsroom's voice",
    ),
    ToneLine(
        measure="tone_article",
        voice="all",
        label="articles, all voices",
        note="mean of all sentences of each article",
    ),
    ToneLine(
        measure="tone_gap",
        voice="outlet",
        label="headline minus article",
        note="headline minus the article's sentences in own voice, −2 to +2; above 0 it sounds better",
    ),
    ToneLine(
        measure="tone_sentence",
        voice="outlet",
        label="sentences in the newsroom's own voice",
        note="what the newsroom says itself",
    ),
    ToneLine(
        measure="tone_sentence",
        voice="direct",
        label="sentences in quotations",
        note="inside the quotation marks of a source",
    ),
    ToneLine(
        measure="tone_sentence",
        voice="indirect",
        label="sentences of reported speech",
        note="a source's statement in the newsroom's words",
    ),
    ToneLine(
        measure="tone_sentence",
        voice="all",
        label="sentences, all",
        note="in whatever voice, scare quotes and glosses too",
    ),
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
#: The voices that have a table of tone toward the parties.
TARGET_VOICES = tuple(_TARGET_CAPTIONS)
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
        for line in TONE_LINES:
            cells = tuple(_cell(comparison, line, ending, key) for key in keys)
            if any(c.figure != "none" for c in cells):
                lines.append(Line(label=line.label, note=line.note, cells=cells))
        if lines:
            tables.append(Table(caption=caption, columns=columns, lines=tuple(lines)))
    return tuple(tables)


def target_tables(comparison: Comparison, keys: Sequence[str]) -> tuple[Table, ...]:
    """Mean tone toward each party by group: in the newsroom's own voice, and in all voices."""
    columns = tuple(group_label(comparison.estimates.grouping, k) for k in keys)
    tables = []
    for voice, caption in _TARGET_CAPTIONS.items():
        lines = []
        for party in parties_shown(comparison):
            cells = tuple(_target_cell(comparison, party, voice, key) for key in keys)
            if any(c.figure != "none" for c in cells):
                lines.append(Line(label=target_label(party), note="", cells=cells))
        if lines:
            tables.append(Table(caption=caption, columns=columns, lines=tuple(lines)))
    return tuple(tables)


def parties_shown(comparison: Comparison) -> list[str]:
    """The parties that some sentence names; none where one side of the dispute would be missing."""
    if any(party.association not in AFFILIATIONS for party in comparison.lexicon.parties):
        return []
    found = {r.concept for r in comparison.estimates.rows if r.measure == "tone_target"}
    return [party for party in AFFILIATIONS if party in found]


def _target_cell(comparison: Comparison, party: str, voice: str, key: str) -> Cell:
    row = comparison.estimates.row("tone_target", concept=party, category="mean", voice=voice, key=key)
    if row is None:
        return Cell(figure="none", enough=False)
    return figure_cell(row, target_link(party, voice, key), noun="mention")


def _cell(comparison: Comparison, line: ToneLine, ending: str, key: str) -> Cell:
    row = comparison.estimates.row(f"{line.measure}{ending}", category="mean", voice=line.voice, key=key)
    if row is None:
        return Cell(figure="none", enough=False)
    return figure_cell(row, tone_link(line.measure, line.voice, key), noun=_NOUNS[line.measure])


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
