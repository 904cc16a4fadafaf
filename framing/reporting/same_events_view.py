"""The section on same events: differences inside them, the events side by side, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.comparison.event_counts import MIN_EVENT_ITEMS
from framing.reporting.event_sides import EventSides, event_sides
from framing.reporting.events_view import EventCard, event_cards
from framing.reporting.matched_view import FIGURES, MatchedView, matched_concepts, matched_views

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Events in the list of all; the others are in the table.
MOST_EVENTS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class SameEvents:
    """The content of the section. `thing` is what the events shown side by side are looked at for.

    `least` is how often each of two groups names a thing in an event that counts for the two. `n_shared`
    events are reported by two groups or more, `n_events` are all; of both the first are here.
    """

    least: int
    concepts: tuple[MatchedView, ...]
    figures: tuple[str, ...]
    thing: str
    shown: tuple[EventSides, ...]
    n_shared: int
    events: tuple[EventCard, ...]
    n_events: int


def same_events(comparison: Comparison, keys: Sequence[str]) -> SameEvents:
    """The section for a comparison; without events, or without anything named, its parts are empty."""
    cards, concepts = event_cards(comparison), matched_concepts(comparison)
    # Without any concept the events are still shown, with their headlines.
    first = concepts[0] if concepts else ""
    shown, n_shared = event_sides(comparison, keys, first)
    return SameEvents(
        least=MIN_EVENT_ITEMS,
        concepts=matched_views(comparison, concepts) if n_shared else (),
        figures=FIGURES,
        thing=comparison.lexicon.concept(first).title if first else "",
        shown=shown,
        n_shared=n_shared,
        events=cards[:MOST_EVENTS],
        n_events=len(cards),
    )
