"""The list of events that articles were grouped into, and why each group holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.reporting.labels import anchor

if TYPE_CHECKING:
    from framing.reporting.result import Comparison


@dataclass(frozen=True, kw_only=True, slots=True)
class EventCard:
    """An event: its name, its days, how many articles of which outlets, and why they belong together.

    `about` are the words that tell a named event best, empty where they are its name. `n_articles` are all,
    copies too; `anchor` is where they are listed.
    """

    id: str
    anchor: str
    name: str
    about: str
    days: str
    n_articles: int
    outlets: tuple[str, ...]
    given: bool
    reason: str


def event_cards(comparison: Comparison) -> tuple[EventCard, ...]:
    """The events of the corpus, those that most outlets report first."""
    outlets: dict[str, set[str]] = defaultdict(set)
    for article in comparison.tables.articles:
        if article["event_id"]:
            outlets[article["event_id"]].add(article["outlet"])
    ordered = sorted(
        comparison.tables.events, key=lambda e: (-e["n_outlets"], e["first_date"] or "", e["event_id"])
    )
    return tuple(
        EventCard(
            id=event["event_id"],
            anchor=event_link(event["event_id"]),
            name=event["event_id"] if event["given"] else _named(event),
            about=_named(event) if event["given"] else "",
            days=_days(event["first_date"], event["last_date"]),
            n_articles=event["n_articles"],
            outlets=tuple(sorted(outlets[event["event_id"]])),
            given=event["given"],
            reason=event["reason"],
        )
        for event in ordered
    )


def event_link(event_id: str) -> str:
    """The anchor of an event's articles.

    >>> event_link("e1")
    'event-e1'
    """
    return anchor("event", event_id)


def _named(event: Mapping[str, Any]) -> str:
    """A found event by the words that tell it best."""
    words = [word for word, _ in event["terms"] or event["names"] if any(map(str.isalpha, word))]
    return ", ".join(map(_closed, words[:3])) or "no word in common"


def _closed(word: str) -> str:
    """Wordings of one thing, with the bracket that a pair of names such as `Shusha (Shushi` is cut before."""
    wordings = word.split(" / ")
    return " / ".join(w + ")" * (w.count("(") - w.count(")")) for w in wordings)


def _days(first: str | None, last: str | None) -> str:
    if not first:
        return "no date"
    return first if first == last else f"{first} to {last}"
