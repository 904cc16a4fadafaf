"""JSON and JSON lines: records with the line they stand in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from framing.errors import InputError
from framing.reading.decode import BAD_BYTE
from framing.records import Skipped

#: Keys under which an object may hold its list of records.
_LIST_KEYS = ("articles", "records", "items", "data", "results", "documents")

#: What people call the values of a JSON file.
_KINDS: dict[type, str] = {int: "a number", float: "a number", str: "a text", dict: "an object"}

Record = tuple[str, dict[str, Any]]


def read_json_lines(text: str, *, where: str) -> Iterator[Record | Skipped]:
    """`(place, record)` for each good line, `Skipped` for each broken one; blank lines are nothing.

    >>> list(read_json_lines('{"text": "a"}\\n[1]\\n', where="x.jsonl"))
    [('x.jsonl:1', {'text': 'a'}), Skipped(origin='x.jsonl:2', reason='a list where an object {...} belongs')]
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _record(line, f"{where}:{number}")


def read_json(text: str, *, where: str) -> Iterator[Record | Skipped]:
    """The records of a JSON file: a list of objects, an object that holds one, or one object.

    A file that is JSON lines under another name is read as JSON lines. Raises InputError for a
    file that is neither.

    >>> list(read_json('{"articles": [{"text": "a"}]}', where="x.json"))
    [('x.json#1', {'text': 'a'})]
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and isinstance(_record(lines[0], where), tuple):
            yield from read_json_lines(text, where=where)
            return
        at = f"line {getattr(error, 'lineno', 1)}, column {getattr(error, 'colno', 1)}"
        raise InputError(
            f"broken JSON at {at}: {getattr(error, 'msg', error)}",
            where=where,
            do="repair it, or write one object a line and call it .jsonl",
        ) from None
    except RecursionError:
        raise InputError("JSON nested too deeply", where=where, do="give a list of records") from None
    if isinstance(value, dict):
        lists = [value[key] for key in _LIST_KEYS if isinstance(value.get(key), list)]
        value = lists[0] if lists else [value]
    if not isinstance(value, list):
        raise InputError("the file holds no record", where=where, do="give a list of objects")
    for number, record in enumerate(value, start=1):
        place = f"{where}#{number}"
        yield (
            (place, record) if isinstance(record, dict) else Skipped(origin=place, reason=_not_object(record))
        )


def _record(line: str, place: str) -> Record | Skipped:
    if BAD_BYTE.search(line):
        return Skipped(origin=place, reason="a byte of this line is not UTF-8")
    try:
        record = json.loads(line)
    except ValueError as error:
        column = getattr(error, "colno", 1)
        return Skipped(origin=place, reason=f"broken JSON at column {column}: {getattr(error, 'msg', error)}")
    except RecursionError:
        return Skipped(origin=place, reason="JSON nested too deeply")
    return (place, record) if isinstance(record, dict) else Skipped(origin=place, reason=_not_object(record))


def _not_object(value: Any) -> str:
    return f"{name_of_kind(value)} where an object {{...}} belongs"


def name_of_kind(value: Any) -> str:
    """What a value is, in words.

    >>> name_of_kind(5), name_of_kind(None), name_of_kind(["a"]), name_of_kind(True), name_of_kind(b"a")
    ('a number', 'nothing (null)', 'a list', 'true or false', 'a bytes')
    """
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true or false"
    return _KINDS.get(type(value), f"a {type(value).__name__}")
