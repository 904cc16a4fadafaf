"""What sets one group apart from the rest, or from another group: weighted log-odds for ranking.

The log odds of a wording in one group less those in the other, with a prior from the whole corpus, divided
by their standard deviation (Monroe, Colaresi & Quinn 2008, Political Analysis 16:372, section 3.5.1). The
prior keeps rare wordings from the top, and the division keeps frequent ones from it. The result, z, orders
wordings. It is no test and gives no p: mentions within an article, and articles within an outlet, are
not independent, and z grows with their number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.comparison.corpus import check_wire_rule, counted_places
from framing.comparison.estimates import MIN_ARTICLES, MIN_ITEMS, SOURCE_MEASURES, WORD_MEASURES
from framing.comparison.items import Integers, is_score
from framing.comparison.naming_items import POSITIONS
from framing.comparison.results import REST
from framing.comparison.samples import Array
from framing.comparison.sums import Sums, select_sums
from framing.errors import UnknownNameError
from framing.records import Grouping

#: A wording is listed when the side that it stands out in uses it in so many articles and outlets: what
#: one article or one outlet repeats is not a habit of its group. A side of one outlet needs that outlet.
LEAST_ARTICLES = 5
LEAST_OUTLETS = 2

#: Measures that have categories, whether they occur in a corpus or not.
MEASURES = frozenset(
    ("naming", *(f"naming_{p}" for p in POSITIONS), *SOURCE_MEASURES, *WORD_MEASURES, "source_position")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """One category, such as a wording, with everything that its rank rests on.

    `z` is above 0 where `a` uses it more than `b`, and `log_odds` is the difference that z divides by its
    standard deviation. `count_a` of the `total_a` items of group a are of it; `whole_a` items are of its
    concept, so that `count_a / whole_a` is the share that other tables print. `articles_a` and `outlets_a`
    are the numbers of those that use it.
    """

    concept: str
    category: str
    z: float
    log_odds: float
    count_a: int
    count_b: int
    total_a: int
    total_b: int
    whole_a: int
    whole_b: int
    articles_a: int
    articles_b: int
    outlets_a: int
    outlets_b: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyness:
    """What sets `a` apart from `b`, the most typical of `a` first, of `b` last.

    `b` is a group or `framing.comparison.results.REST`: all other groups' items together. `entries` is empty
    where `reason` says why. `n_left_out` categories occur in too few articles or outlets to be listed.
    `n_outlets_a` and `n_outlets_b` have items in any category. `prior_size` is how many items the prior
    weighs as much as.
    """

    measure: str
    voice: str
    a: str
    b: str
    entries: tuple[Key, ...] = ()
    reason: str = ""
    n_left_out: int = 0
    n_outlets_a: int = 0
    n_outlets_b: int = 0
    prior_size: float = 0.0

    def frame(self) -> Any:
        """The entries as a tidy pandas DataFrame, one row a category."""
        import pandas

        fixed = {"measure": self.measure, "voice": self.voice, "a": self.a, "b": self.b}
        columns = [*fixed, *Key.__dataclass_fields__]
        return pandas.DataFrame([fixed | asdict(entry) for entry in self.entries], columns=columns)


def keyness_of(
    sums: Sums,
    group: str,
    *,
    grouping: Grouping,
    against: str | None = None,
    measure: str = "naming",
    voice: str = "outlet",
    wire: str = "collapse",
    prior_size: float | None = None,
) -> Keyness:
    """The categories of a measure in a voice, of all concepts together, by how typical of a group they are.

    The group stands against the group `against`, or else against all other groups' items together. The
    prior has the shares of all groups together; it weighs as much as `prior_size` items, or else as an
    average outlet has: enough to hold back what one outlet could bring about. Exchanging the two sides
    changes the sign of every z and nothing else.

    Raises UnknownNameError for a group, measure or wire rule that is none.

    >>> from framing.store import Tables
    >>> from framing.comparison.sums import sum_tables
    >>> pair = Grouping(name="two", title="", date="", rationale="", groups={"a": "A", "b": "B"},
    ...                 members={"x": "a", "y": "b"})
    >>> articles = [{"article_id": f"{o}{n}", "outlet_id": o} for o in "xy" for n in range(10)]
    >>> mentions = [{"article_id": a["article_id"], "concept": "town", "voice": "outlet",
    ...              "variant": "shushi" if n < (3 if a["outlet_id"] == "x" else 1) else "shusha"}
    ...             for a in articles for n in range(4)]
    >>> found = keyness_of(sum_tables(Tables(articles=articles, mentions=mentions)), "a", grouping=pair)
    >>> [(k.category, k.count_a, k.count_b, round(k.z, 2)) for k in found.entries]
    [('shushi', 30, 10, 3.13), ('shusha', 10, 30, -3.13)]
    """
    _check(sums, grouping, group, against, measure)
    check_wire_rule(wire)
    cells = [cell for cell in sums.cells if cell.measure == measure and cell.voice == voice]
    counts = _count(select_sums(sums, cells), grouping, wire)
    a = [group]
    b = [against] if against else [key for key in grouping.groups if key != group]
    found = Keyness(measure=measure, voice=voice, a=group, b=against or REST)
    sides = counts.side(a), counts.side(b)
    reason = _shortfall(*sides, against=against)
    if reason:
        return Keyness(measure=measure, voice=voice, a=found.a, b=found.b, reason=reason)
    corpus = counts.side(list(grouping.groups))
    size = prior_size if prior_size is not None else corpus.total / corpus.n_outlets
    prior = size * corpus.counts / corpus.total
    log_odds, z = weighted_log_odds(sides[0].counts, sides[1].counts, prior)
    listed = np.where(z > 0, sides[0].listed, sides[1].listed)
    order = sorted(np.flatnonzero(listed).tolist(), key=lambda n: (-z[n], counts.columns[n]))
    occurs = (sides[0].counts + sides[1].counts) > 0
    return Keyness(
        measure=measure,
        voice=voice,
        a=found.a,
        b=found.b,
        entries=tuple(_key(counts, n, float(log_odds[n]), float(z[n]), *sides) for n in order),
        n_left_out=int((occurs & ~listed).sum()),
        n_outlets_a=sides[0].n_outlets,
        n_outlets_b=sides[1].n_outlets,
        prior_size=size,
    )


def weighted_log_odds(a: Array, b: Array, prior: Array) -> tuple[Array, Array]:
    """The difference of log odds with a Dirichlet prior, and z, for each category's counts.

    All three have the shape `(n_categories,)`; at least two categories have a prior above zero, and one
    without any has the values 0. The variance has all four terms, 1 over each cell of the two by two table:
    leaving out the counts of all other categories is for vocabularies in which every word is rare, and
    here one category can be most of all.

    >>> [v.round(3).tolist() for v in weighted_log_odds(np.array([9.0, 1]), np.array([1.0, 9]),
    ...                                                 np.array([1.0, 1]))]
    [[3.219, -3.219], [2.938, -2.938]]
    """
    there = prior > 0
    log_odds, variance = np.zeros(len(prior)), np.ones(len(prior))
    sides = []
    for counts in (a, b):
        inside = (counts + prior)[there]
        sides.append((inside, (counts.sum() + prior.sum()) - inside))
    (in_a, out_a), (in_b, out_b) = sides
    log_odds[there] = np.log(in_a / out_a) - np.log(in_b / out_b)
    variance[there] = (1 / in_a + 1 / out_a) + (1 / in_b + 1 / out_b)
    return log_odds, log_odds / np.sqrt(variance)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Side:
    """One or more groups together: by column, and how many articles and outlets have any item."""

    counts: Array
    wholes: Integers
    articles: Integers
    outlets: Integers
    n_articles: int
    n_outlets: int

    @property
    def total(self) -> int:
        return int(self.counts.sum())

    @property
    def listed(self) -> NDArray[np.bool_]:
        """The columns that occur in enough articles and outlets."""
        return (self.articles >= LEAST_ARTICLES) & (self.outlets >= min(LEAST_OUTLETS, self.n_outlets))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Counts:
    """The entries of the articles that count, and the group of each article."""

    columns: Sequence[Any]
    sums: Sums
    group: Mapping[int, str]

    def side(self, keys: Sequence[str]) -> _Side:
        sums, n_columns = self.sums, len(self.columns)
        mine = np.array([self.group.get(n) in keys for n in range(len(sums.articles))], dtype=bool)
        rows = mine[sums.article] if len(mine) else np.zeros(0, dtype=bool)
        article, column = sums.article[rows], sums.column[rows]
        ids = [str(a["outlet_id"]) for a in sums.articles]
        number = {outlet: n for n, outlet in enumerate(sorted(set(ids)))}
        outlet = np.array([number[i] for i in ids], dtype=np.int64)[article] if len(ids) else article
        counts = np.zeros(n_columns, dtype=np.int64)
        np.add.at(counts, column, sums.total[rows])
        wholes = np.zeros(len(sums.cells), dtype=np.int64)
        np.add.at(wholes, sums.cell_of_column[column], sums.weight[rows])
        pairs = np.unique(outlet * max(n_columns, 1) + column)
        return _Side(
            counts=counts.astype(np.float64),
            wholes=wholes[sums.cell_of_column],
            articles=np.bincount(column, minlength=n_columns),
            outlets=np.bincount(pairs % max(n_columns, 1), minlength=n_columns),
            n_articles=len(np.unique(article)),
            n_outlets=len(np.unique(outlet)),
        )


def _check(sums: Sums, grouping: Grouping, group: str, against: str | None, measure: str) -> None:
    for key in (group, against):
        if key is not None and key not in grouping.groups:
            raise UnknownNameError(key, kind="group", known=list(grouping.groups))
    if group == against:
        others = [key for key in grouping.groups if key != group]
        raise UnknownNameError(str(against), kind="other group", known=others)
    known = MEASURES | {cell.measure for cell in sums.cells if not is_score(cell.measure)}
    if measure not in known:
        raise UnknownNameError(measure, kind="measure of shares", known=sorted(known))


def _count(sums: Sums, grouping: Grouping, wire: str) -> _Counts:
    places = counted_places(sums.articles, grouping=grouping, level="group", wire=wire)
    group = {n: grouping.group_of(sums.articles[n]["outlet_id"]) for n in places}
    return _Counts(columns=sums.columns, sums=sums, group=group)


def _shortfall(a: _Side, b: _Side, *, against: str | None) -> str:
    """Why nothing can be said, or an empty string."""
    other = "of the other group" if against else "of all other groups together"
    for side, whose in ((a, "of this group"), (b, other)):
        if side.n_articles < MIN_ARTICLES:
            number = f"{side.n_articles} article{'s' * (side.n_articles != 1)}"
            return f"not enough data ({number} {whose}, {MIN_ARTICLES} needed)"
        if side.total < MIN_ITEMS:
            return f"not enough data ({side.total} counted {whose}, {MIN_ITEMS} needed)"
    if int(((a.counts + b.counts) > 0).sum()) < 2:
        return "both sides use one and the same wording throughout"
    return ""


def _key(counts: _Counts, n: int, log_odds: float, z: float, a: _Side, b: _Side) -> Key:
    column = counts.columns[n]
    return Key(
        concept=column.concept,
        category=column.category,
        z=z,
        log_odds=log_odds,
        count_a=int(a.counts[n]),
        count_b=int(b.counts[n]),
        total_a=a.total,
        total_b=b.total,
        whole_a=int(a.wholes[n]),
        whole_b=int(b.wholes[n]),
        articles_a=int(a.articles[n]),
        articles_b=int(b.articles[n]),
        outlets_a=int(a.outlets[n]),
        outlets_b=int(b.outlets[n]),
    )
