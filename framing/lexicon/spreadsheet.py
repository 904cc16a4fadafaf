"""A lexicon as a CSV file that opens in a spreadsheet, and back without loss.

One row for each variant, concept, source, party, group and association, one for the lexicon itself; the
column `row` says which. Empty cells are values that are not there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.lexicon import schema
from framing.lexicon.cells import read_text, read_words, text_cell, words_cell
from framing.lexicon.files import Table, build_lexicon
from framing.lexicon.records import ROLES, Lexicon
from framing.lexicon.rows import KINDS, ORDER, Row, column_kind, lexicon_rows, parsed
from framing.records import ASSOCIATIONS

#: Columns that are there even where they are empty, so that an editor can fill them.
_ALWAYS = (
    *("row", "concept", "id", "title", "association", "strength", "note", "sources"),
    *("valid_from", "valid_to"),
)

#: A spreadsheet puts a mark there, and it makes Excel read the file as UTF-8.
_MARK = "\ufeff"

_DELIMITERS = (",", ";", "\t")


def spreadsheet_text(lexicon: Lexicon) -> str:
    """The lexicon as the text of a CSV file, with a byte order mark, lines ended by CR LF.

    >>> from framing.lexicon import load_lexicon
    >>> spreadsheet_text(load_lexicon()).splitlines()[1][:32]
    '"lexicon","","karabakh","Nagorno'
    """
    rows = lexicon_rows(lexicon)
    columns = _columns(rows, lexicon.languages)
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([text_cell(column) for column in columns])
    for row in rows:
        values = {"row": row.kind, **row.values}
        cells = (values.get(column, "") for column in columns)
        writer.writerow([text_cell(v) if isinstance(v, str) else words_cell(v) for v in cells])
    return _MARK + buffer.getvalue()


def read_spreadsheet(path: str | Path) -> Lexicon:
    """The lexicon of a CSV file that was made by `spreadsheet_text` and edited.

    Commas, semicolons or tabs may separate the cells: spreadsheets save what the country's settings say.
    Raises LexiconError, which names row and column as the spreadsheet counts them.
    """
    records = _records(Path(path))
    columns = _read_columns(records[0] if records else [], where=f"{path}: row 1")
    entries = [
        _read_entry(cells, columns, where=f"{path}: row {number}")
        for number, cells in enumerate(records[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    header = _only(entries, "lexicon", path)
    _check_references(entries, header)
    return build_lexicon(_tables(entries, header, path))


# --- writing ---------------------------------------------------------------------------------------


def _columns(rows: Sequence[Row], languages: Sequence[str]) -> list[str]:
    used = {column for row in rows for column in row.values}
    always = {*_ALWAYS, *(f"forms.{language}" for language in languages)}
    columns = []
    for key in ORDER:
        columns += [key, *(f"{key}.{language}" for language in languages)]
    return [column for column in dict.fromkeys(columns) if column in used or column in always]


# --- reading ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """One row: its place, its kind, and its values as a table of the schema."""

    where: str
    kind: str
    table: dict[str, Any] = field(default_factory=dict)


def _records(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LexiconError(f"{path}: is not UTF-8 text. Save it as CSV UTF-8.") from None
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror}). Check the path.") from None
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda sign: first.count(sign))
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            records.append([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in record])
    except csv.Error as error:
        do = "Save the table again as CSV"
        raise LexiconError(f"{path}: row {len(records) + 1}: is not CSV ({error}). {do}.") from None
    return records


def _read_columns(cells: Sequence[str], *, where: str) -> list[str]:
    columns = [read_text(cell).strip() for cell in cells]
    if "row" not in columns:
        raise LexiconError(
            f"{where}: there is no column 'row'. Start from a file made by framing lexicon export."
        )
    for column in filter(None, columns):
        schema.check_choice("column", column.partition(".")[0], ORDER, where=where)
    schema.check_unique(filter(None, columns), "column", where=where)
    return columns


def _read_entry(cells: Sequence[str], columns: Sequence[str], *, where: str) -> _Entry:
    filled = {}
    for number, cell in enumerate(cells):
        column = columns[number] if number < len(columns) else ""
        if cell.strip() and not column:
            do = "Give it a name in row 1, or empty it"
            raise LexiconError(f"{where}, column {number + 1}: {cell[:40]!r} stands under no column. {do}.")
        filled[column] = cell
    kind = filled.pop("row", "").strip()
    schema.check_choice("row", kind, KINDS, where=f"{where}, column row")
    entry = _Entry(where=where, kind=kind)
    for column, cell in filled.items():
        if cell.strip():
            _read_value(entry, column, cell)
    schema.check(entry.table, KINDS[kind], where=where)
    return entry


def _read_value(entry: _Entry, column: str, cell: str) -> None:
    """Puts the value of a cell into the entry's table."""
    where, kind = f"{entry.where}, column {column}", column_kind(entry.kind, column)
    key, _, language = column.partition(".")
    if kind is None:
        belong = [f"{name.rstrip('!')}" for name in KINDS[entry.kind]]
        do = f"Empty the cell; this row has {', '.join(belong)}"
        raise LexiconError(f"{where}: does not belong to a row {entry.kind!r}. {do}.")
    value = _converted(cell, kind, where=where)
    _check_characters(value, where=where)
    if kind == "forms":
        brackets = entry.kind == "variant"
        schema.read_forms({key: {language: value}}, key, languages=[language], where=where, brackets=brackets)
        entry.table.setdefault(key, {})[language] = value
    else:
        schema.check({key: value}, {key: kind}, where=where)
        entry.table[key] = value


def _converted(cell: str, kind: str, *, where: str) -> Any:
    if kind in ("forms", "words"):
        return read_words(cell)
    if kind in ("table", "tables", "roles"):
        return parsed(read_words(cell), kind, where=where)
    text = read_text(cell)
    if kind == "flag":
        return {"true": True, "false": False}.get(text.strip().lower(), text)
    return text if kind == "text" else text.strip()


def _check_characters(value: Any, *, where: str) -> None:
    for text in (value,) if isinstance(value, str) else value if isinstance(value, list) else ():
        if isinstance(text, str) and any("\ud800" <= char <= "\udfff" for char in text):
            raise LexiconError(f"{where}: {text!r} holds half a character. Write the character itself.")


def _only(entries: Sequence[_Entry], kind: str, path: str | Path) -> _Entry:
    found = [entry for entry in entries if entry.kind == kind]
    if not found:
        raise LexiconError(f"{path}: there is no row {kind!r}. It holds id, title, version, date, languages.")
    if len(found) > 1:
        raise LexiconError(f"{found[1].where}: a second row {kind!r}. Delete one.")
    return found[0]


def _check_references(entries: Sequence[_Entry], header: _Entry) -> None:
    """What a cell refers to exists; the rest is checked where every lexicon is."""
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for entry in entries:
        ids[entry.kind].append(entry.table.get("id", ""))
    known = {"association": [*ids["association"], *ASSOCIATIONS], "sources": ids["source"]}
    known |= dict.fromkeys((*ROLES, "opponent"), ids["party"])
    known |= {"object": ids["group"], "near": ids["group"]}
    known |= {"concept": ids["concept"], "concepts": ids["concept"]}
    for entry in entries:
        for key, value in entry.table.items():
            if isinstance(value, dict) and column_kind(entry.kind, f"{key}.x") == "forms":
                for language in value:
                    where = f"{entry.where}, column {key}.{language}"
                    schema.check_choice("language", language, header.table["languages"], where=where)
            for name in (value if isinstance(value, list) else [value]) if key in known else ():
                schema.check_choice(key, name, known[key], where=f"{entry.where}, column {key}")


def _tables(entries: Sequence[_Entry], header: _Entry, path: str | Path) -> list[Table]:
    """The rows as the tables of a file: the header with all that belongs there, then each entry by itself."""
    head = dict(header.table)
    for kind, key, value in (("association", "associations", "title"), ("unpaired", "unpaired", "note")):
        for entry in _of_kind(entries, kind):
            known = head.setdefault(key, {})
            schema.check_unique([*known, entry.table["id"]], kind, where=entry.where)
            known[entry.table["id"]] = entry.table[value]
    if any(_of_kind(entries, "anchor")):
        head["anchor"] = _only(entries, "anchor", path).table
    head["party"] = [entry.table for entry in _of_kind(entries, "party")]
    variants = _variants(entries)
    tables: list[Table] = [(header.where, True, head)]
    for entry in entries:
        if entry.kind == "concept":
            table = {**entry.table, "variant": variants.get(entry.table["id"], [])}
            tables.append((entry.where, False, {"concept": [table]}))
        elif entry.kind in ("source", "group"):
            tables.append((entry.where, False, {entry.kind: [entry.table]}))
    return tables


def _variants(entries: Sequence[_Entry]) -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in _of_kind(entries, "variant"):
        table = dict(entry.table)
        found.setdefault(table.pop("concept"), []).append(table)
    return found


def _of_kind(entries: Sequence[_Entry], kind: str) -> Iterator[_Entry]:
    return (entry for entry in entries if entry.kind == kind)
