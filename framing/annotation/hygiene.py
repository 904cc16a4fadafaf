"""What only the whole corpus can tell of its articles: copies, wire copy, background, edits, events.

Comparison never sees text, so everything that needs text is settled here, once, and travels in the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from framing.annotation.background import Paragraph, find_background, leave_copies_out
from framing.annotation.copies import find_copies
from framing.annotation.edits import WireEdit, find_wire_edits
from framing.annotation.events import Event, find_events
from framing.annotation.wire import Wire, find_wire
from framing.errors import InputError
from framing.lexicon import Lexicon
from framing.records import Annotation


@dataclass(frozen=True, kw_only=True, slots=True)
class Hygiene:
    """What was found, by article id: its set of copies, its agency, its background paragraphs.

    `edits` are differences between copies, `events` the groups of articles on one event.
    """

    copies: Mapping[str, str] = field(default_factory=dict)
    wires: Mapping[str, Wire] = field(default_factory=dict)
    background: Mapping[str, Sequence[Paragraph]] = field(default_factory=dict)
    edits: Sequence[WireEdit] = ()
    events: Sequence[Event] = ()
    _event_of: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def event_of(self, article_id: str) -> tuple[str | None, str | None]:
        """The event of an article and how it came there: `given`, `report` or `follow_up`."""
        if not self._event_of:
            for event in self.events:
                for id in event.articles:
                    rule = "given" if event.given else "follow_up" if id in event.follow_ups else "report"
                    self._event_of[id] = (event.id, rule)
        return self._event_of.get(article_id, (None, None))


def find_hygiene(
    annotations: Sequence[Annotation], *, agencies: Mapping[str, str], lexicons: Sequence[Lexicon] = ()
) -> Hygiene:
    """The hygiene of a corpus. `agencies` maps names of agencies in upper case to outlet ids.

    `lexicons` are those that the articles were annotated with; events need their everyday names.

    The order of the articles changes nothing. No articles, one article or articles without text give
    empty results. Raises InputError where two articles have one id.

    >>> find_hygiene([], agencies={})
    Hygiene(copies={}, wires={}, background={}, edits=(), events=())
    """
    _require_distinct(annotations)
    paragraphs = find_background(annotations)
    copies = find_copies(annotations, repeated=paragraphs)
    background = leave_copies_out(paragraphs, copies)
    wires = find_wire(annotations, agencies=agencies, copies=copies)
    return Hygiene(
        copies=copies,
        wires=wires,
        background=background,
        edits=find_wire_edits(annotations, copies=copies, wires={id: w.agency for id, w in wires.items()}),
        events=find_events(annotations, background=background, lexicons=lexicons),
    )


def _require_distinct(annotations: Sequence[Annotation]) -> None:
    seen: set[str] = set()
    for annotation in annotations:
        if annotation.article.id in seen:
            raise InputError(
                f"two articles have the id {annotation.article.id!r}",
                where=annotation.article.origin or "articles",
                do="give each article an id of its own",
            )
        seen.add(annotation.article.id)
