"""CSV, TSV and Parquet: records with the line or row they stand in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from framing.errors import InputError
from framing.records import Skipped

Record = tuple[str, dict[str, Any]]


def read_csv(
    text: str, *, where: str, delimiter: str | None = None
) -> tuple[list[str], Iterator[Record | Skipped]]:
    """The column names, and an iterator over `(place, record)` or `Skipped`.

    The delimiter is found in the first line unless it is given. A row with too many cells is
    skipped, since nobody can say which comma was meant; one with too few has empty cells at its
    end. Raises InputError when there is no header, or two columns have one name.

    >>> names, rows = read_csv("text;outlet\\nHello;TASS\\n", where="a.csv")
    >>> names, list(rows)
    (['text', 'outlet'], [('a.csv:2', {'text': 'Hello', 'outlet': 'TASS'})])
    """
    csv.field_size_limit(200_000_000)
    head = text.lstrip("\ufeff \n\r").split("\n", 1)[0]
    if not head.strip():
        raise InputError("the file is empty", where=where, do="give a table with a header line")
    if delimiter is None:
        delimiter = max(",;\t|", key=head.count)
    lines = _Lines(text.lstrip("\ufeff").removesuffix("\n") + "\n")
    reader = csv.reader(lines, delimiter=delimiter)
    names = next((row for row in reader if any(cell.strip() for cell in row)), [])
    twice = sorted({name for name in names if names.count(name) > 1 and name.strip()})
    if twice:
        raise InputError(f"two columns are called {twice[0]!r}", where=where, do="rename one of them")
    return names, _rows(reader, lines, names, where)


class _Lines:
    """The lines of a text one by one, remembering those of the row that is being read."""

    def __init__(self, text: str) -> None:
        self._source = io.StringIO(text, newline="")
        self.row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._source:
            self.row.append(line)
            yield line


def _rows(reader: Any, lines: _Lines, names: list[str], where: str) -> Iterator[Record | Skipped]:
    while True:
        first = reader.line_num + 1
        lines.row.clear()
        place = f"{where}:{first}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped(origin=place, reason=f"broken row: {error}")
            continue
        # A mark that is never closed swallows the rest of the file into one cell.
        # In one line too: then the cell holds the end of the line, which belongs to no cell.
        open_ended = len(lines.row) > 1 or (row and row[-1].endswith(("\n", "\r")))
        if open_ended and sum(line.count('"') for line in lines.row) % 2:
            last = reader.line_num
            lost = f"lines {first} to {last} are" if last > first else f"line {first} is"
            reason = f"a quotation mark opened in line {first} is never closed; {lost} lost"
            yield Skipped(origin=place, reason=reason)
        elif len(row) > len(names):
            reason = f"{len(row)} cells where the header has {len(names)}: put a text with "
            reason += f"{reader.dialect.delimiter!r} in quotation marks"
            yield Skipped(origin=place, reason=reason)
        elif any(cell.strip() for cell in row):
            yield place, dict.fromkeys(names) | dict(zip(names, row, strict=False))


def read_parquet(data: bytes, *, where: str) -> tuple[list[str], Iterator[Record]]:
    """The column names of a Parquet file, and an iterator over `(place, record)`.

    Raises InputError for bytes that are no Parquet file.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data))
    except pyarrow.ArrowException as error:
        raise InputError(
            f"not a Parquet file ({str(error).splitlines()[0][:80]})",
            where=where,
            do="write it again, or give CSV or JSON lines",
        ) from None
    names = list(file.schema_arrow.names)

    def rows() -> Iterator[Record]:
        number = 0
        for batch in file.iter_batches(batch_size=1024):
            for record in batch.to_pylist():
                number += 1
                yield f"{where}#{number}", record

    return names, rows()
