"""Items of naming: which variant of a concept, in whose voice, and where in the article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.comparison.columns import ColumnTables, Labels
from framing.comparison.items import Items, in_each_voice
from framing.comparison.wordings import wording_of

#: Where in an article: its headline, the first third of the text's characters, the rest.
POSITIONS = ("headline", "first_third", "rest")


def naming_items(tables: ColumnTables) -> Iterator[Items]:
    """`naming`: of all mentions of a concept, those by each wording."""
    wordings, counted = _wordings(tables)
    yield from in_each_voice(_items(tables, "naming", wordings, counted))


def position_items(tables: ColumnTables) -> Iterator[Items]:
    """`naming_headline`, `naming_first_third`, `naming_rest`: the same shares in one part of the article."""
    wordings, counted = _wordings(tables)
    position = positions(tables, "mentions", tables.numbers("mentions", "start"))
    for number, name in enumerate(POSITIONS):
        rows = counted & (position == number)
        yield from in_each_voice(_items(tables, f"naming_{name}", wordings, rows))


def _items(tables: ColumnTables, measure: str, wordings: Labels, rows: NDArray[np.bool_]) -> Items:
    return Items(
        measure=measure,
        article=tables.place("mentions")[rows],
        concept=tables.labels("mentions", "concept").take(rows),
        category=wordings.take(rows),
        voice=tables.labels("mentions", "voice").take(rows),
    )


def _wordings(tables: ColumnTables) -> tuple[Labels, NDArray[np.bool_]]:
    """What each mention counts as (`framing.comparison.wordings`), and whether it counts at all."""
    columns = [tables.labels("mentions", name) for name in ("variant", "side", "second", "kind")]
    codes = np.stack([labels.codes for labels in columns], axis=1)
    unique, place = np.unique(codes, axis=0, return_inverse=True)
    names = []
    for row in unique:
        variant, side, second, kind = (c.names[n] for c, n in zip(columns, row, strict=True))
        names.append(wording_of({"variant": variant, "side": side, "second": second, "kind": kind}))
    labels = Labels(codes=place.reshape(-1).astype(np.int64), names=tuple(name or "" for name in names))
    counts = np.array([name is not None for name in names] or [False])
    return labels, counts[labels.codes] if len(codes) else np.zeros(0, dtype=bool)


def positions(tables: ColumnTables, table: str, starts: NDArray[np.float64]) -> NDArray[np.int64]:
    """The number in `POSITIONS` for each row of a table, -1 where the article's length is not known.

    Tables made before `n_characters` was counted know the headline and nothing else.
    """
    lengths = np.array([_length(row) for row in tables.articles] or [np.nan])
    length = lengths[np.maximum(tables.place(table), 0)]
    field: Labels = tables.labels(table, "field")
    title = np.array([name == "title" for name in field.names] or [False])[field.codes]
    with np.errstate(invalid="ignore"):
        in_text = np.where(3 * starts < length, 1, 2)
    in_text[np.isnan(length) | np.isnan(starts)] = -1
    return np.where(title, 0, in_text)


def _length(row: Any) -> float:
    return float("nan") if row["n_characters"] is None else float(row["n_characters"])
