"""What two groups have in each event: the sums of one figure, by outlet and event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.comparison.items import SCALE, Integers, is_score
from framing.comparison.sums import Column, Sums, select_sums
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


def count_events(
    sums: Sums, column: Column, a: str, b: str, *, grouping: Grouping, not_counted: Collection[str] = ()
) -> EventCounts:
    """The sums of one column in each event of the corpus, for the groups a and b.

    `not_counted` are the ids of articles that the rule on wire copies leaves out. Events without an item
    of either group have zeros.

    >>> from framing.store import Tables
    >>> from framing.comparison.sums import sum_tables
    >>> articles = [{"article_id": i, "outlet_id": i, "event_id": e} for i, e in (("x", "e1"), ("y", None))]
    >>> mention = {"concept": "town", "variant": "shushi", "voice": "outlet"}
    >>> sums = sum_tables(Tables(articles=articles, mentions=[dict(mention, article_id=i) for i in "xxy"]))
    >>> two = Grouping(name="", title="", date="", rationale="", groups={"p": "P", "q": "Q"},
    ...                members={"x": "p", "y": "q"})
    >>> column = Column("naming", "town", "outlet", "shushi")
    >>> count_events(sums, column, "p", "q", grouping=two).strata[0]
    Stratum(top_a=2, bottom_a=2, top_b=0, bottom_b=0)
    """
    sums = select_sums(sums, [column.cell])
    places = np.unique(sums.article)
    rows = [sums.articles[n] for n in places.tolist()]
    events = sorted({str(row["event_id"]) for row in rows if row["event_id"]})
    number = {event: n for n, event in enumerate(events)}
    event = np.array([number[str(r["event_id"])] if r["event_id"] else len(events) for r in rows], np.int64)
    groups = ["" if r["article_id"] in not_counted else grouping.group_of(str(r["outlet_id"])) for r in rows]
    outlets = [str(row["outlet_id"]) for row in rows]
    # The place of each entry's article among the articles that have items.
    entry = np.searchsorted(places, sums.article)
    ours = np.array([c == column for c in sums.columns] or [False])[sums.column]

    def counts(group: str) -> GroupCounts:
        names = sorted({o for o, g in zip(outlets, groups, strict=True) if g == group})
        line = {outlet: n for n, outlet in enumerate(names)}
        mine = np.array([g == group for g in groups] or [False])[entry]
        owner = np.array([line.get(o, -1) for o in outlets] or [0], dtype=np.int64)[entry]
        shape = (len(names), len(events) + 1)
        top, bottom = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        np.add.at(bottom, (owner[mine], event[entry[mine]]), sums.weight[mine])
        mine &= ours
        np.add.at(top, (owner[mine], event[entry[mine]]), sums.total[mine])
        return GroupCounts(outlets=tuple(names), top=top, bottom=bottom)

    told = np.array([g in (a, b) for g in groups] or [], dtype=bool)
    return EventCounts(
        events=tuple(events),
        a=counts(a),
        b=counts(b),
        n_articles=np.bincount(event[told], minlength=len(events) + 1),
        scale=SCALE if is_score(column.measure) else 1,
    )
