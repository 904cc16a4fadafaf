"""What two groups have in each event: the sums of one figure, by outlet and event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.comparison.items import SCALE, Integers, is_score
from framing.comparison.sums import Cell, Sums, select_sums
from framing.records import Grouping

#: An event counts as shared when each of the two groups has so many items of the whole in it. From one or
#: two mentions a share can only be 0, a half or 1.
MIN_EVENT_ITEMS = 3


class Stratum(NamedTuple):
    """The sums of group a and of group b in one event, or in several. For a score the tops are scaled."""

    top_a: int
    bottom_a: int
    top_b: int
    bottom_b: int


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupCounts:
    """One group: `top` and `bottom` have a line for each of `outlets`, which are sorted."""

    outlets: tuple[str, ...]
    top: Integers
    bottom: Integers


@dataclass(frozen=True, kw_only=True, eq=False)
class SharedCounts:
    """Two groups in the events that both report, sorted by id: a column of the groups' tables for each.

    `n_articles` are the articles of both groups that have items in an event. `scale` is what the tops are
    divided by: 1 for counts, `SCALE` for scores.
    """

    events: tuple[str, ...]
    a: GroupCounts
    b: GroupCounts
    n_articles: Integers
    scale: int

    @cached_property
    def strata(self) -> tuple[Stratum, ...]:
        """The sums of each column of the tables."""
        several = (self.a.top, self.a.bottom, self.b.top, self.b.bottom)
        columns = [part.sum(axis=0).tolist() for part in several]
        return tuple(Stratum(*row) for row in zip(*columns, strict=True))


@dataclass(frozen=True, kw_only=True, eq=False)
class EventCounts(SharedCounts):
    """The same over all events of the corpus, with one more column: the articles that are in no event."""

    @cached_property
    def shared(self) -> NDArray[np.int64]:
        """The places of the events in which both groups have at least `MIN_EVENT_ITEMS` items."""
        least = [min(s.bottom_a, s.bottom_b) for s in self.strata[:-1]]
        return np.array([n for n, items in enumerate(least) if items >= MIN_EVENT_ITEMS], dtype=np.int64)

    @cached_property
    def single(self) -> NDArray[np.int64]:
        """The places of the events in which only one of the two groups has any item."""
        own = [(s.bottom_a > 0) != (s.bottom_b > 0) for s in self.strata[:-1]]
        return np.flatnonzero(np.array(own, dtype=bool))

    @cached_property
    def thin(self) -> NDArray[np.int64]:
        """The places of the events in which both have items, and one of them too few."""
        least = [min(s.bottom_a, s.bottom_b) for s in self.strata[:-1]]
        return np.array([n for n, items in enumerate(least) if 0 < items < MIN_EVENT_ITEMS], dtype=np.int64)

    @cached_property
    def shared_part(self) -> SharedCounts:
        """The shared events alone, and the outlets that have items in them."""

        def only(group: GroupCounts) -> GroupCounts:
            top, bottom = group.top[:, self.shared], group.bottom[:, self.shared]
            there = np.flatnonzero(bottom.sum(axis=1))
            names = tuple(group.outlets[n] for n in there)
            return GroupCounts(outlets=names, top=top[there], bottom=bottom[there])

        return SharedCounts(
            events=tuple(self.events[n] for n in self.shared),
            a=only(self.a),
            b=only(self.b),
            n_articles=self.n_articles[self.shared],
            scale=self.scale,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class EventTable:
    """A cell by outlet and event, from which any two groups and any category are counted.

    `outlets` and `events` are sorted; `groups` are those of the outlets. The last column of `bottom` and of
    `n_articles`, of shape `(n_outlets, n_events + 1)`, holds the articles in no event. `line` and `place` are
    the outlet and the event of each entry of `sums`; an entry that does not count has the line -1.
    """

    sums: Sums
    outlets: tuple[str, ...]
    groups: tuple[str, ...]
    events: tuple[str, ...]
    line: Integers
    place: Integers
    bottom: Integers
    n_articles: Integers


def tabulate_events(
    sums: Sums, cell: Cell, *, grouping: Grouping, not_counted: Collection[str] = ()
) -> EventTable:
    """The table of one cell. `not_counted` are ids of articles that the rule on wire copies leaves out."""
    sums = select_sums(sums, [cell])
    articles = np.unique(sums.article)
    rows = [sums.articles[n] for n in articles.tolist()]
    outlets = sorted({str(row["outlet_id"]) for row in rows})
    events = sorted({str(row["event_id"]) for row in rows if row["event_id"]})
    outlet, event = ({name: n for n, name in enumerate(names)} for names in (outlets, events))
    lines = [-1 if r["article_id"] in not_counted else outlet[str(r["outlet_id"])] for r in rows]
    places = [event[str(r["event_id"])] if r["event_id"] else len(events) for r in rows]
    line, place = np.array(lines, dtype=np.int64), np.array(places, dtype=np.int64)
    shape = (len(outlets), len(events) + 1)
    n_articles = _added_up(line, place, np.ones(len(rows), dtype=np.int64), shape)
    # The place of each entry's article among the articles that have items.
    entry = np.searchsorted(articles, sums.article)
    return EventTable(
        sums=sums,
        outlets=tuple(outlets),
        groups=tuple(grouping.group_of(name) for name in outlets),
        events=tuple(events),
        line=line[entry],
        place=place[entry],
        bottom=_added_up(line[entry], place[entry], sums.weight, shape),
        n_articles=n_articles,
    )


def count_events(table: EventTable, category: str, a: str, b: str) -> EventCounts:
    """The sums of one category in each event, for the groups a and b.

    >>> from framing.store import Tables
    >>> from framing.comparison.sums import sum_tables
    >>> articles = [{"article_id": i, "outlet_id": i, "event_id": e} for i, e in (("x", "e1"), ("y", None))]
    >>> mention = {"concept": "town", "variant": "shushi", "voice": "outlet"}
    >>> sums = sum_tables(Tables(articles=articles, mentions=[dict(mention, article_id=i) for i in "xxy"]))
    >>> two = Grouping(name="", title="", date="", rationale="", groups={"p": "P", "q": "Q"},
    ...                members={"x": "p", "y": "q"})
    >>> table = tabulate_events(sums, Cell("naming", "town", "outlet"), grouping=two)
    >>> count_events(table, "shushi", "p", "q").strata
    (Stratum(top_a=2, bottom_a=2, top_b=0, bottom_b=0), Stratum(top_a=0, bottom_a=0, top_b=1, bottom_b=1))
    """
    ours = np.array([c.category == category for c in table.sums.columns] or [False])[table.sums.column]
    top = _added_up(table.line[ours], table.place[ours], table.sums.total[ours], table.bottom.shape)

    def lines(*groups: str) -> list[int]:
        return [n for n, group in enumerate(table.groups) if group in groups]

    def counts(group: str) -> GroupCounts:
        own = lines(group)
        return GroupCounts(
            outlets=tuple(table.outlets[n] for n in own), top=top[own], bottom=table.bottom[own]
        )

    return EventCounts(
        events=table.events,
        a=counts(a),
        b=counts(b),
        n_articles=table.n_articles[lines(a, b)].sum(axis=0),
        scale=SCALE if table.sums.columns and is_score(table.sums.columns[0].measure) else 1,
    )


def _added_up(line: Integers, place: Integers, values: Integers, shape: tuple[int, ...]) -> Integers:
    added = np.zeros(shape, dtype=np.int64)
    there = line >= 0
    np.add.at(added, (line[there], place[there]), values[there])
    return added
