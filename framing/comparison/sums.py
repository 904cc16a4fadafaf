"""Sufficient statistics: whole-number sums for each article, from which every figure is computed.

An article knows its outlet, its set of copies and its event, so the sums can be added up by any of
them. They are whole numbers (scores in billionths): adding two shards together gives to the last bit
what one run gives, in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from framing.comparison.columns import column_tables
from framing.comparison.items import Integers, Items, makers
from framing.errors import InputError


class Column(NamedTuple):
    """What one sum is of. Columns that differ in the category alone share a whole: a `Cell`."""

    measure: str
    concept: str
    voice: str
    category: str

    @property
    def cell(self) -> Cell:
        """The whole that this category is a part of."""
        return Cell(self.measure, self.concept, self.voice)


class Cell(NamedTuple):
    """A measure of a concept in a voice: the whole that shares are of, or what a mean is taken over."""

    measure: str
    concept: str
    voice: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Sums:
    """The sums of a corpus or of a part of it.

    `articles` are rows of `framing.comparison.columns.READ["articles"]` in the order of their ids,
    `columns` sorted. Entry n says that article `article[n]` adds `total[n]` to column `column[n]`, and
    `weight[n]` to its whole; entries are sorted by article and column, each pair once. For a share,
    the total counts items and so does the weight; for a score, the total is in billionths and the
    weight counts items. `n_lost` rows belonged to articles that are not in the corpus.
    """

    articles: tuple[Mapping[str, Any], ...]
    columns: tuple[Column, ...]
    article: Integers
    column: Integers
    total: Integers
    weight: Integers
    n_skipped: int = 0
    n_lost: int = 0
    recipe: Mapping[str, Any]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The wholes, sorted."""
        return tuple(sorted({column.cell for column in self.columns}))

    @cached_property
    def cell_of_column(self) -> Integers:
        """For each column the place of its whole in `cells`."""
        place = {cell: n for n, cell in enumerate(self.cells)}
        return np.array([place[column.cell] for column in self.columns], dtype=np.int64)

    @cached_property
    def first_entry(self) -> Integers:
        """Where the entries of each article begin, and the number of entries at the end."""
        return np.searchsorted(self.article, np.arange(len(self.articles) + 1)).astype(np.int64)

    def equals(self, other: Sums) -> bool:
        """Whether every article, column and sum is the same."""
        mine, theirs = ((s.articles, s.columns, s.n_skipped, s.n_lost, dict(s.recipe)) for s in (self, other))
        return mine == theirs and all(
            np.array_equal(getattr(self, name), getattr(other, name))
            for name in ("article", "column", "total", "weight")
        )


def sum_tables(source: Any) -> Sums:
    """The sums of a `framing.store.Tables`, or of a folder that `framing annotate` made.

    Raises InputError for an article id that occurs twice.

    >>> from framing.store import Tables
    >>> mention = {"article_id": "1", "concept": "town", "variant": "shushi", "voice": "outlet"}
    >>> sums = sum_tables(Tables(articles=[{"article_id": "1", "outlet_id": "x"}], mentions=[mention] * 3))
    >>> [(c.measure, c.voice, c.category) for c in sums.columns], sums.total.tolist()
    ([('naming', 'all', 'shushi'), ('naming', 'outlet', 'shushi')], [3, 3])
    """
    tables = column_tables(source)
    articles = tuple(tables.articles)
    _require_unique(articles)
    parts = []
    n_lost = sum(int((tables.place(t) == -1).sum()) for t in ("mentions", "attributions", "tones"))
    for maker in makers():
        parts += [_added_up(items) for items in maker(tables)]
    return _assembled(
        parts, articles=articles, n_skipped=tables.skipped, n_lost=n_lost, recipe=dict(tables.recipe)
    )


def merge_sums(shards: Iterable[Sums]) -> Sums:
    """The sums of several shards as if they had been one corpus, whatever their order.

    Raises InputError for an article that is in two shards, and for shards that were annotated with
    different lexicons.
    """
    several = list(shards)
    if not several:
        return _assembled([], articles=(), n_skipped=0, n_lost=0, recipe={})
    recipes = [shard.recipe for shard in several if shard.articles] or [several[0].recipe]
    if any(recipe != recipes[0] for recipe in recipes):
        raise InputError(
            "the tables were made with different lexicons or versions",
            where="manifest.json",
            do="annotate all articles with the same version and lexicon",
        )
    articles = tuple(sorted((a for s in several for a in s.articles), key=lambda a: str(a["article_id"])))
    _require_unique(articles)
    place = {str(a["article_id"]): n for n, a in enumerate(articles)}
    parts = [_moved(shard, place) for shard in several]
    return _assembled(
        parts,
        articles=articles,
        n_skipped=sum(s.n_skipped for s in several),
        n_lost=sum(s.n_lost for s in several),
        recipe=recipes[0],
    )


def select_sums(sums: Sums, cells: Iterable[Cell]) -> Sums:
    """The sums of these cells alone, for all articles."""
    wanted = set(cells)
    kept = [n for n, column in enumerate(sums.columns) if column.cell in wanted]
    number = _new_numbers(kept, len(sums.columns))
    rows = number[sums.column] >= 0
    return replace(
        sums,
        columns=tuple(sums.columns[n] for n in kept),
        article=sums.article[rows],
        column=number[sums.column[rows]],
        total=sums.total[rows],
        weight=sums.weight[rows],
    )


def select_articles(sums: Sums, places: Iterable[int]) -> Sums:
    """The sums of these articles alone, given by their places in `sums.articles`."""
    kept = sorted(set(places))
    number = _new_numbers(kept, len(sums.articles))
    rows = number[sums.article] >= 0
    return replace(
        sums,
        articles=tuple(sums.articles[n] for n in kept),
        article=number[sums.article[rows]],
        column=sums.column[rows],
        total=sums.total[rows],
        weight=sums.weight[rows],
    )


def _new_numbers(kept: Sequence[int], n_places: int) -> Integers:
    """For each old place its number among those kept, or -1; the last entry is what -1 leads to."""
    number = np.full(n_places + 1, -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    return number


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Part:
    """Entries whose columns are numbered on their own."""

    columns: tuple[Column, ...]
    article: Integers
    column: Integers
    total: Integers
    weight: Integers


def _added_up(items: Items) -> _Part:
    """One entry for each article and column of a block."""
    known = items.article >= 0
    article = items.article[known]
    names, codes = [], []
    for labels in (items.concept, items.voice, items.category):
        fixed = isinstance(labels, str)
        names.append((labels,) if isinstance(labels, str) else labels.names)
        codes.append(np.zeros(len(article), dtype=np.int64) if fixed else labels.codes[known])  # type: ignore[union-attr]
    sizes = [max(len(several), 1) for several in names]
    column = (codes[0] * sizes[1] + codes[1]) * sizes[2] + codes[2]
    ones = np.ones(len(article), dtype=np.int64)
    total = ones if items.value is None else items.value[known]
    weight = ones if items.weight is None else items.weight[known]
    used, column = np.unique(column, return_inverse=True)
    columns = tuple(
        Column(
            items.measure,
            names[0][key // (sizes[1] * sizes[2])],
            names[1][key // sizes[2] % sizes[1]],
            names[2][key % sizes[2]],
        )
        for key in used.tolist()
    )
    return _Part(
        columns=columns,
        **_summed(article, column, total, weight, n_columns=max(len(columns), 1)),
    )


def _summed(
    article: Integers, column: Integers, total: Integers, weight: Integers, *, n_columns: int
) -> dict[str, Integers]:
    """Entries sorted by article and column, each pair once."""
    key = article * n_columns + column
    order = np.argsort(key, kind="stable")
    key, total, weight = key[order], total[order], weight[order]
    first = (
        np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else np.empty(0, np.int64)
    )
    if len(key):
        total, weight = np.add.reduceat(total, first), np.add.reduceat(weight, first)
    key = key[first]
    return {"article": key // n_columns, "column": key % n_columns, "total": total, "weight": weight}


def _assembled(
    parts: Sequence[_Part],
    *,
    articles: tuple[Mapping[str, Any], ...],
    n_skipped: int,
    n_lost: int,
    recipe: Mapping[str, Any],
) -> Sums:
    columns = tuple(sorted({column for part in parts for column in part.columns}))
    number = {column: n for n, column in enumerate(columns)}
    renumbered = [
        np.array([number[c] for c in part.columns] or [0], dtype=np.int64)[part.column] for part in parts
    ]
    empty = np.empty(0, dtype=np.int64)
    return Sums(
        articles=articles,
        columns=columns,
        n_skipped=n_skipped,
        n_lost=n_lost,
        recipe=recipe,
        **_summed(
            np.concatenate([empty, *(part.article for part in parts)]),
            np.concatenate([empty, *renumbered]),
            np.concatenate([empty, *(part.total for part in parts)]),
            np.concatenate([empty, *(part.weight for part in parts)]),
            n_columns=max(len(columns), 1),
        ),
    )


def _moved(shard: Sums, place: Mapping[str, int]) -> _Part:
    where = np.array([place[str(a["article_id"])] for a in shard.articles] or [0], dtype=np.int64)
    return _Part(
        columns=shard.columns,
        article=where[shard.article],
        column=shard.column,
        total=shard.total,
        weight=shard.weight,
    )


def _require_unique(articles: Sequence[Mapping[str, Any]]) -> None:
    """The articles are in the order of their ids."""
    for one, two in pairwise(articles):
        if one["article_id"] == two["article_id"]:
            raise InputError(
                f"the article {one['article_id']!r} is there twice",
                where="articles",
                do="give each article, and each shard, once",
            )
