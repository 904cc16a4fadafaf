"""Items of sources: who is given how many statements, how many words, and where in the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from framing.comparison.columns import ColumnTables, Labels
from framing.comparison.items import Items, in_each_voice
from framing.comparison.naming_items import POSITIONS, positions

#: Measures over attributions: the column that is counted.
SOURCE_MEASURES = {
    "source_affiliation": "affiliation",
    "source_role": "role",
    "source_kind": "kind",
    "source_anonymous": "anonymous",
    "cue_class": "cue_class",
}

#: The same over the words of their contents.
WORD_MEASURES = {"words_affiliation": "affiliation", "words_role": "role", "words_kind": "kind"}

NOT_STATED = "not stated"
#: A source in words that neither name anybody nor make a point of naming nobody: "our aunt", "the crowd".
NOT_NAMED = "not named"


def category_of(attribution: Mapping[str, Any], column: str) -> str:
    """The category of an attribution in one of the columns of `SOURCE_MEASURES`.

    "not stated" where the column is empty. For `anonymous` the categories are "named" (a person or a body
    with a name), "anonymous" ("a diplomat", "on condition of anonymity"), "not named" (words that are
    neither: "our aunt", "the crowd") and "not stated" (the article gives the words to nobody).

    >>> category_of({"role": "state"}, "role"), category_of({"role": None}, "role")
    ('state', 'not stated')
    >>> rows = ((True, None, 3), (False, "Ana Orlova", 3), (False, None, 3), (False, None, None))
    >>> for anonymous, entity, start in rows:
    ...     print(category_of({"anonymous": anonymous, "entity": entity, "source_start": start}, "anonymous"))
    anonymous
    named
    not named
    not stated
    """
    value = attribution[column]
    if column == "anonymous":
        if value:
            return "anonymous"
        if attribution["entity"]:
            return "named"
        return NOT_STATED if attribution["source_start"] is None else NOT_NAMED
    return str(value) if value else NOT_STATED


def source_items(tables: ColumnTables) -> Iterator[Items]:
    """One measure of `SOURCE_MEASURES` a block: statements, by kind of quotation and all together."""
    kind = tables.labels("attributions", "kind")
    for measure, column in SOURCE_MEASURES.items():
        items = Items(
            measure=measure,
            article=tables.place("attributions"),
            category=_categories(tables, column),
            voice="all" if column == "kind" else kind,
        )
        yield from [items] if column == "kind" else in_each_voice(items)


def word_items(tables: ColumnTables) -> Iterator[Items]:
    """One measure of `WORD_MEASURES` a block: the words of the contents.

    A quotation inside another is part of the outer one, so its words are counted there alone. Tables
    made before words were counted have none.
    """
    words = tables.numbers("attributions", "n_words")
    rows = ~tables.filled("attributions", "parent_id") & (words > 0)
    number = words[rows].astype(np.int64)
    for measure, column in WORD_MEASURES.items():
        yield Items(
            measure=measure,
            article=tables.place("attributions")[rows],
            category=_categories(tables, column).take(rows),
            value=number,
            weight=number,
        )


def source_position_items(tables: ColumnTables) -> Iterator[Items]:
    """`source_position`: where the statements of each affiliation stand; the affiliation is the concept."""
    position = positions(tables, "attributions", tables.content_starts())
    rows = position >= 0
    yield Items(
        measure="source_position",
        article=tables.place("attributions")[rows],
        concept=_categories(tables, "affiliation").take(rows),
        category=Labels(codes=position[rows], names=POSITIONS),
    )


def _categories(tables: ColumnTables, column: str) -> Labels:
    """`category_of` for every attribution."""
    labels = tables.labels("attributions", column)
    if column != "anonymous":
        return Labels(codes=labels.codes, names=tuple(name or NOT_STATED for name in labels.names))
    anonymous = np.array([name == "true" for name in labels.names] or [False])[labels.codes]
    named = tables.filled("attributions", "entity")
    sourced = tables.filled("attributions", "source_start")
    codes = np.where(anonymous, 0, np.where(named, 1, np.where(sourced, 2, 3)))
    return Labels(codes=codes.astype(np.int64), names=("anonymous", "named", NOT_NAMED, NOT_STATED))
