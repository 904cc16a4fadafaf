"""The rows of a small CSV file of facts, each with its place, and errors that name the place."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from framing.errors import InputError, LexiconError


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row, its cells stripped, and the line (1-based) on which it begins."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def error(
        self, column: str, expected: str, *, found: str | None = None, near: Collection[str] = ()
    ) -> LexiconError:
        """An error that names file, line, column, what was found (the cell) and what was expected."""
        found = self.cells.get(column, "") if found is None else found
        return _error(self.path, self.line, f"column {column!r}", found, expected, near)


def read_rows(
    path: Path, *, known: Collection[str], required: Collection[str], any_delimiter: bool = False
) -> Iterator[Row]:
    """The rows below the header; blank lines are passed over.

    UTF-8 with or without a byte-order mark; commas, or with `any_delimiter` also semicolons or tabs.
    Raises LexiconError for a column that is not `known`, a `required` one that is missing, a row of
    another length, an open quotation mark or bytes that are not UTF-8; InputError for a file that
    cannot be opened.
    """
    text = _text(path)
    delimiter = _delimiter(text) if any_delimiter else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    line = 0
    try:
        for raw in reader:
            begun, line = line + 1, reader.line_num
            cells = [cell.strip() for cell in raw]
            if not any(cells):
                continue
            if header is None:
                header = _header(path, begun, cells, known, required)
            elif len(cells) != len(header):
                expected = f"{len(header)} cells, not {len(cells)}"
                raise _error(path, begun, "row", delimiter.join(raw), expected)
            else:
                yield Row(path=path, line=begun, cells=dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        expected = "plain cells and closed quotation marks"
        raise LexiconError(f"{path}:{line + 1}: found {error}, expected {expected}") from None
    if header is None:
        raise LexiconError(f"{path}:1: found an empty file, expected a header with {', '.join(required)}")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except (OSError, ValueError):
        raise InputError("cannot be opened", where=str(path), do="check the name and the folder") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = "found bytes that are not UTF-8, expected UTF-8: save the file as CSV UTF-8"
        raise LexiconError(f"{path}:{line}: {found}") from None


def _delimiter(text: str) -> str:
    """The separator of the header line; a column name never holds one."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def _header(
    path: Path, line: int, cells: list[str], known: Collection[str], required: Iterable[str]
) -> list[str]:
    header = [cell.lower() for cell in cells]
    for name in header:
        if name not in known:
            raise _error(path, line, "header", name, "one of the columns " + ", ".join(known), known)
        if header.count(name) > 1:
            raise _error(path, line, "header", name, "each column once")
    for name in required:
        if name not in header:
            raise _error(path, line, "header", ", ".join(header), f"a column {name!r}")
    return header


def _error(
    path: Path, line: int, place: str, found: str, expected: str, near: Collection[str] = ()
) -> LexiconError:
    close = get_close_matches(found[:80], list(near), n=1)
    hint = f". Did you mean {close[0]!r}?" if close else ""
    return LexiconError(f"{path}:{line}: {place}: found {found[:80]!r}, expected {expected}{hint}")
