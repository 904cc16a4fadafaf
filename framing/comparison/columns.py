"""Annotation tables by column, without text: from rows in memory, or from one or more folders on disk.

A hundred thousand articles have millions of rows. As columns they fit into memory, and counting them
is arithmetic on arrays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.store import COLUMNS, read_columns

#: What comparison reads of each table. Never the text, its headline, or the words of a mention.
READ: Mapping[str, tuple[str, ...]] = {
    "articles": (
        "article_id", "outlet_id", "outlet", "date", "language", "n_tokens", "n_characters", "wire",
        "cluster_id", "event_id", "notes",
    ),
    "mentions": (
        "article_id", "field", "start", "concept", "variant", "voice", "kind", "second",
        "side", "repeated",
    ),
    "attributions": (
        "article_id", "parent_id", "field", "kind", "content", "source_start", "entity", "affiliation",
        "role", "anonymous", "cue_class", "n_words", "repeated",
    ),
    "tones": (
        "article_id", "field", "start", "end", "target", "score", "score_raw", "voice", "zone", "repeated",
    ),
}  # fmt: skip

REPEATED = -2


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Labels:
    """A column of names as numbers: row n has the name `names[codes[n]]`."""

    codes: NDArray[np.int64]
    names: tuple[str, ...]

    def take(self, rows: NDArray[Any]) -> Labels:
        """These rows, by a mask or by their places."""
        return Labels(codes=self.codes[rows], names=self.names)


@dataclass(frozen=True, kw_only=True)
class ColumnTables:
    """Tables whose columns are read when they are asked for.

    `articles`, `mentions`, `attributions` and `tones` are lists of rows, as in `framing.store.Tables`,
    without the rows of repeated background paragraphs, which count under their first article alone.
    `labels`, `numbers` and `filled` give one column of a table as an array. Articles are in the order of
    their ids, and `place` says where each row's article stands in it: -1 not among the articles, -2 in a
    repeated paragraph.
    """

    source: Any
    skipped: int = 0
    recipe: Mapping[str, Any] = field(default_factory=dict)
    _arrow: dict[str, Any] = field(default_factory=dict, repr=False)
    _places: dict[str, NDArray[np.int64]] = field(default_factory=dict, repr=False)

    @cached_property
    def articles(self) -> list[dict[str, Any]]:
        """The rows of `articles` with the columns of `READ`, in the order of their ids."""
        names = READ["articles"]
        if isinstance(self.source, Path):
            rows = self._table("articles").to_pylist()
            for row in rows:
                row["notes"] = json.loads(row["notes"]) if row["notes"] else []
        else:
            rows = [{name: row.get(name) for name in names} for row in self.source.articles]
        return sorted(rows, key=lambda row: str(row["article_id"]))

    @property
    def mentions(self) -> list[dict[str, Any]]:
        """The rows of `mentions`."""
        return self._rows("mentions")

    @property
    def attributions(self) -> list[dict[str, Any]]:
        """The rows of `attributions`."""
        return self._rows("attributions")

    @property
    def tones(self) -> list[dict[str, Any]]:
        """The rows of `tones`."""
        return self._rows("tones")

    def labels(self, table: str, column: str) -> Labels:
        """A column of strings; an empty cell is the name ""."""
        import pyarrow

        array = self._table(table)[column].combine_chunks()
        if not pyarrow.types.is_string(array.type):
            array = array.cast(pyarrow.string())
        encoded = array.fill_null("").dictionary_encode()
        if isinstance(encoded, pyarrow.ChunkedArray):
            encoded = encoded.combine_chunks()
        codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        return Labels(codes=codes, names=tuple(encoded.dictionary.to_pylist()))

    def numbers(self, table: str, column: str) -> NDArray[np.float64]:
        """A column of numbers; an empty cell is not a number."""
        array = self._table(table)[column].to_numpy()
        return np.asarray(array, dtype=np.float64)

    def filled(self, table: str, column: str) -> NDArray[np.bool_]:
        """Whether each cell of a column holds something."""
        return np.asarray(self._table(table)[column].is_valid().to_numpy(), dtype=bool)

    def content_starts(self) -> NDArray[np.float64]:
        """Where the content of each attribution begins, in characters of its field."""
        import pyarrow.compute

        if not isinstance(self.source, Path):
            rows = self.source.attributions
            return np.array([row["content"][0][0] if row.get("content") else np.nan for row in rows])
        # The lists are JSON text here, "[[12, 40], [51, 60]]"; reading the first number is ten times
        # faster than parsing them.
        first = pyarrow.compute.extract_regex(self._table("attributions")["content"], r"^\[\[(?P<start>\d+)")
        starts = pyarrow.compute.struct_field(first, "start").cast(pyarrow.float64())
        return np.asarray(starts.to_numpy(), dtype=np.float64)

    def place(self, table: str) -> NDArray[np.int64]:
        """The place of each row's article among the articles, -1 where it is not there."""
        if table not in self._places:
            labels = self.labels(table, "article_id")
            known = {str(row["article_id"]): n for n, row in enumerate(self.articles)}
            where = np.array([known.get(name, -1) for name in labels.names] or [-1], dtype=np.int64)
            repeated = np.asarray(self._table(table)["repeated"].fill_null(False).to_numpy(), dtype=bool)
            self._places[table] = np.where(repeated, REPEATED, where[labels.codes])
        return self._places[table]

    def _rows(self, table: str) -> list[dict[str, Any]]:
        rows = (
            self._table(table).to_pylist() if isinstance(self.source, Path) else getattr(self.source, table)
        )
        return [row for row in rows if not row.get("repeated")]

    def _table(self, name: str) -> Any:
        if name not in self._arrow:
            if isinstance(self.source, Path):
                self._arrow[name] = read_columns(self.source, name, READ[name])
            else:
                self._arrow[name] = _from_rows(name, getattr(self.source, name))
        return self._arrow[name]


def column_tables(source: Any) -> ColumnTables:
    """The columns of a `Tables`, or of a folder that `framing annotate` made.

    Raises InputError for a folder that is none.

    >>> from framing.store import Tables
    >>> rows = [{"article_id": "b", "voice": "outlet"}, {"article_id": "a", "voice": None}]
    >>> tables = column_tables(Tables(articles=[{"article_id": "a"}, {"article_id": "b"}], mentions=rows))
    >>> tables.place("mentions").tolist(), tables.labels("mentions", "voice").names
    ([1, 0], ('outlet', ''))
    """
    if isinstance(source, ColumnTables):
        return source
    if isinstance(source, str | Path):
        from framing.store import read_manifest

        manifest = read_manifest(source)
        n_skipped = int(manifest.get("counts", {}).get("skipped", 0))
        return ColumnTables(source=Path(source), skipped=n_skipped, recipe=manifest.get("recipe", {}))
    return ColumnTables(source=source, skipped=len(source.skipped), recipe=source.manifest.get("recipe", {}))


def _from_rows(table: str, rows: Sequence[Mapping[str, Any]]) -> Any:
    """A pyarrow table of the columns that are read; lists are kept out, their users take the rows."""
    import pyarrow

    types = {
        "str": pyarrow.string(),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
    }
    arrays = {
        name: pyarrow.array([row.get(name) for row in rows], type=types[COLUMNS[table][name]])
        for name in READ[table]
        if COLUMNS[table][name] in types
    }
    return pyarrow.table(arrays)
