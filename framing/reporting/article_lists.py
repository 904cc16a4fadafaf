"""The articles behind counts of articles: those of an outlet, and those of an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.reporting.events_view import event_cards
from framing.reporting.labels import anchor, group_label
from framing.reporting.model import Evidence
from framing.reporting.passages import Headline, safe_url, short_title
from framing.reporting.same_events_view import MOST_EVENTS
from framing.reporting.selection import groups_of_articles

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Headlines shown for one outlet, and for one group in one event. The counts are of all.
MOST_OF_OUTLET = 10
MOST_OF_SIDE = 6

_Articles = Sequence[Mapping[str, Any]]


def outlet_link(outlet_id: str) -> str:
    """The anchor of an outlet's articles.

    >>> outlet_link("armradio")
    'articles-armradio'
    """
    return anchor("articles", outlet_id)


def outlet_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterator[Evidence]:
    """A block for each outlet, in the order of the groups: its first articles by date."""
    articles: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for article in comparison.tables.articles:
        articles[article["outlet_id"]].append(article)
    for outlet in sorted(comparison.estimates.corpus.outlets, key=lambda o: keys.index(o.group)):
        rows = articles[outlet.outlet_id]
        yield Evidence(
            anchor=outlet_link(outlet.outlet_id),
            heading=f"{outlet.outlet} — {group_label(comparison.estimates.grouping, outlet.group)}",
            n=len(rows),
            articles=tuple(map(_line, _first(rows, MOST_OF_OUTLET))),
        )


def event_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterator[Evidence]:
    """A block for each event of the list: the first articles of each group by date, copies too."""
    group_of, apart = groups_of_articles(comparison), comparison.estimates.not_counted
    sides: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for article in comparison.tables.articles:
        if article["event_id"]:
            sides[article["event_id"]][group_of[article["article_id"]]].append(article)
    for card in event_cards(comparison)[:MOST_EVENTS]:
        there = [key for key in keys if key in sides[card.id]]
        labels = {key: group_label(comparison.estimates.grouping, key) for key in there}
        counts = (f"{labels[key]} {_counted(sides[card.id][key], apart)}" for key in there)
        yield Evidence(
            anchor=card.anchor,
            heading=f"{card.about or card.name}, {card.days}",
            n=card.n_articles,
            articles=tuple(
                _line(article, group=labels[key], note="not counted" * (article["article_id"] in apart))
                for key in there
                for article in _first(sides[card.id][key], MOST_OF_SIDE)
            ),
            voices=", ".join(counts),
        )


def _counted(articles: _Articles, apart: Collection[str]) -> str:
    """How many of the articles count, and how many do not, being copies."""
    n_apart = sum(a["article_id"] in apart for a in articles)
    return f"{len(articles) - n_apart}" + (f" and {n_apart} not counted" if n_apart else "")


def _first(articles: _Articles, most: int) -> _Articles:
    """The earliest; those without a date last."""
    return sorted(articles, key=lambda a: (a["date"] or "9", a["article_id"]))[:most]


def _line(article: Mapping[str, Any], *, group: str = "", note: str = "") -> Headline:
    """An article by its headline, and where it stands: its group, outlet, date, a note, and its place."""
    origin = f"({article['origin']})" if article["origin"] else ""
    parts = group, article["outlet"], article["date"] or "no date", note
    where = ", ".join(part for part in parts if part)
    return Headline(
        title=short_title(article), where=f"{where} {origin}".rstrip(), url=safe_url(article["url"])
    )
