"""What a page shows: plain records, computed before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from framing.reporting.findings import Finding
from framing.reporting.keyness_view import GroupKeyness
from framing.reporting.passages import Headline, Passage
from framing.reporting.same_events_view import SameEvents
from framing.reporting.separability_view import SeparabilityView
from framing.reporting.wire_view import WireStory


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell of a table: the figure, its interval, the counts under it and where they lead."""

    figure: str
    interval: str = ""
    counts: str = ""
    anchor: str = ""
    reason: str = ""
    enough: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row of a table."""

    label: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Columns are groups. `basis` is what each column rests on, `note` small print under the caption."""

    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    basis: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ConceptView:
    """One concept: its chart, its table in the newsroom's own voice, in other voices, and by position."""

    id: str
    anchor: str
    title: str
    description: str
    contested: str
    chart: str
    own: Table
    others: tuple[Table, ...]
    positions: tuple[Table, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OverviewLine:
    """A thing with the anchor of its tables; for each group its commonest wordings, several if they tie."""

    title: str
    anchor: str
    cells: tuple[tuple[tuple[str, Cell], ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TermsOverview:
    """Columns are groups: their names, and of how many outlets they are."""

    columns: tuple[tuple[str, str], ...]
    lines: tuple[OverviewLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RareConcept:
    """A concept with few mentions: each wording with its count and evidence in each group."""

    anchor: str
    title: str
    description: str
    wordings: tuple[tuple[str, tuple[tuple[str, int, str], ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """How far outlets of one group, and of two groups, are apart in naming one concept.

    Each line is two outlets, where they belong, their distance and its interval. `note` says how the
    distances are made and what becomes of copies, `shown` which pairs have a line.
    """

    title: str
    within: str
    between: str
    note: str
    shown: str
    lines: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedSource:
    """A named source: how many statements it has, in which groups, and the anchor of its passages.

    `where` are the groups in the grouping's order: label, statements in it, and the anchor of their passages.
    """

    name: str
    affiliation: str
    n: int
    where: tuple[tuple[str, int, str], ...]
    anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The passages behind one count, or the headlines behind a count of articles.

    `voices` says how the count splits by voice or by group, where it does.
    """

    anchor: str
    heading: str
    n: int
    passages: tuple[Passage, ...] = ()
    articles: tuple[Headline, ...] = ()
    voices: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupCard:
    """A group on the corpus card; its outlets with their articles and the anchor of their list."""

    label: str
    n_articles: int
    n_words: int
    outlets: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleView:
    """One article in the list of a small corpus.

    Names and sources have counts, which all lead to one block for each of the two; a label with a count of
    zero says how many more there are.
    """

    title: str
    url: str | None
    outlet: str
    date: str
    origin: str
    names: tuple[tuple[str, int], ...]
    names_anchor: str
    sources: tuple[tuple[str, int], ...]
    sources_anchor: str
    tone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Everything the template shows, ready to be printed."""

    title: str
    subtitle: str
    banners: tuple[str, ...]
    remarks: tuple[str, ...]
    findings: tuple[Finding, ...]
    few_outlets: bool
    grouping: Any
    corpus: Any
    groups: tuple[GroupCard, ...]
    languages: Mapping[str, int]
    unlisted: tuple[str, ...]
    copies: tuple[str, ...]
    wire_stories: tuple[WireStory, ...]
    n_wire_stories: int
    same_events: SameEvents
    skipped: tuple[Mapping[str, str], ...]
    terms: TermsOverview
    concepts: tuple[ConceptView, ...]
    rare: tuple[RareConcept, ...]
    keyness: tuple[GroupKeyness, ...]
    tone: tuple[Table, ...]
    targets: tuple[Table, ...]
    targets_accuracy: str
    tone_warnings: tuple[str, ...]
    tone_accuracy: tuple[str, ...]
    tone_chart: str
    sources: tuple[Table, ...]
    words: tuple[Table, ...]
    spread: Spread | None
    separability: SeparabilityView | None
    named_sources: tuple[NamedSource, ...]
    evidence: tuple[tuple[str, tuple[Evidence, ...]], ...]
    articles: tuple[ArticleView, ...]
    glossary: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    recipe: str
    minimum: tuple[int, int]
    resamples: int
    wire: str
