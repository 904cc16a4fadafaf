"""The events that most groups report, side by side: how each group names the thing, with a passage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from framing.reporting.events_view import EventCard, event_cards
from framing.reporting.labels import anchor, group_label, variant_label
from framing.reporting.passages import Headline, Passage, passage_of, safe_url, sample, short_title
from framing.reporting.selection import articles_by_id, counted_mentions, groups_of_articles

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Events that are shown side by side; the others are in the list.
MOST_SHOWN = 6

#: Wordings counted for one group in one event.
MOST_WORDINGS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One group in one event: its articles, its own wordings, and one of them in its place.

    `n_apart` articles are copies that are not counted. Each wording has its count and the anchor of the
    group's passages. `in_headline` says that the passage is one. Where the group does not name the thing
    `passage` is None, and `headlines` are those of its articles.
    """

    label: str
    n_articles: int
    n_apart: int
    wordings: tuple[tuple[str, int, str], ...]
    n_others: int
    passage: Passage | None
    in_headline: bool
    headlines: tuple[Headline, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EventSides:
    """One event with a side for each group that reports it."""

    card: EventCard
    sides: tuple[Side, ...]


def event_sides(
    comparison: Comparison, keys: Sequence[str], concept: str
) -> tuple[tuple[EventSides, ...], int]:
    """At most `MOST_SHOWN` events that two groups or more report, and how many there are.

    First those in which most groups name the concept, then those with most articles.
    """
    group_of = groups_of_articles(comparison)
    event_of = {a["article_id"]: a["event_id"] for a in comparison.tables.articles if a["event_id"]}
    mentions: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for m in counted_mentions(comparison):
        if m["concept"] == concept and m["voice"] == "outlet" and m["article_id"] in event_of:
            mentions[event_of[m["article_id"]], group_of[m["article_id"]]].append(m)
    articles: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    n_apart: Counter[tuple[str, str]] = Counter()
    for a in comparison.tables.articles:
        place = a["event_id"], group_of[a["article_id"]]
        if a["article_id"] in comparison.estimates.not_counted:
            n_apart[place] += 1
        elif a["event_id"]:
            articles[place].append(a)

    def groups(event_id: str, rows: Mapping[tuple[str, str], Any]) -> list[str]:
        return [key for key in keys if rows.get((event_id, key))]

    cards = [c for c in event_cards(comparison) if len(groups(c.id, articles)) > 1]
    cards.sort(key=lambda c: (-len(groups(c.id, mentions)), -c.n_articles, c.days, c.id))
    by_id = articles_by_id(comparison)
    shown = tuple(
        EventSides(
            card=card,
            sides=tuple(
                replace(
                    _side(comparison, key, concept, articles[card.id, key], mentions[card.id, key], by_id),
                    n_apart=n_apart[card.id, key],
                )
                for key in groups(card.id, articles)
            ),
        )
        for card in cards[:MOST_SHOWN]
    )
    return shown, len(cards)


def _side(
    comparison: Comparison,
    key: str,
    concept: str,
    articles: Sequence[Mapping[str, Any]],
    mentions: Sequence[Mapping[str, Any]],
    by_id: Mapping[str, Mapping[str, Any]],
) -> Side:
    counts = sorted(Counter(m["variant"] for m in mentions).items(), key=lambda item: (-item[1], item[0]))
    passage, in_headline = None, False
    if counts:
        m = sample([m for m in mentions if m["variant"] == counts[0][0]], most=1)[0]
        in_headline = m["field"] == "title"
        passage = passage_of(
            by_id[m["article_id"]], field=m["field"], start=m["start"], end=m["end"], voice=m["voice"]
        )
    return Side(
        label=group_label(comparison.estimates.grouping, key),
        n_articles=len(articles),
        n_apart=0,
        wordings=tuple(
            (variant_label(comparison.lexicon, concept, v), n, anchor("ev", concept, v, key))
            for v, n in counts[:MOST_WORDINGS]
        ),
        n_others=sum(n for _, n in counts[MOST_WORDINGS:]),
        passage=passage,
        in_headline=in_headline,
        headlines=() if passage else tuple(map(_headline, _earliest(articles))),
    )


def _earliest(articles: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(articles, key=lambda a: (a["date"] or "9", a["article_id"]))[:2]


def _headline(article: Mapping[str, Any]) -> Headline:
    where = f"{article['outlet']}, {article['date'] or 'no date'}"
    return Headline(title=short_title(article), where=where, url=safe_url(article["url"]))
