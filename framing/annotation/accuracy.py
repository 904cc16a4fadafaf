"""How often each tone method agrees with people: the measurements of `lexicons/tone/accuracy.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.resources import data_folder


@dataclass(frozen=True, kw_only=True, slots=True)
class Measurement:
    """One comparison with labelled data.

    `value` is `measure` in percent, `floor` the same for always answering the most frequent label. `column`
    is the column of the table `tones`, `task` says what the labels mean, `n` counts the items.
    """

    method: str
    column: str
    language: str
    data: str
    task: str
    measure: str
    value: float
    floor: float
    n: int
    date: str


@cache
def load_accuracy(path: Path | None = None) -> tuple[Measurement, ...]:
    """All measurements, in the file's order.

    Raises LexiconError, with file and entry, for an unknown or missing key, a value of another type, and a
    percentage outside 0 to 100.

    >>> [m.value for m in load_accuracy() if m.method == "vader" and m.column == "score"]
    [53.8, 54.1]
    """
    file = path or data_folder("lexicons") / "tone" / "accuracy.toml"
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8")).get("measurement", [])
    except ValueError as error:
        raise LexiconError(f"{file.name}: not valid TOML ({error}). Correct the line.") from None
    return tuple(
        _measurement(entry, f"{file.name}: measurement {n}") for n, entry in enumerate(entries, start=1)
    )


def _measurement(entry: dict[str, Any], where: str) -> Measurement:
    types = {field.name: str(field.type) for field in fields(Measurement)}
    wrong = sorted(entry.keys() ^ types.keys(), key=lambda key: (key in types, key))
    if wrong:
        verb = "is missing" if wrong[0] in types else "is not known"
        raise LexiconError(f"{where}: the key {wrong[0]!r} {verb}. Keys: {', '.join(types)}.")
    for name, value in entry.items():
        if type(value).__name__ != types[name]:
            raise LexiconError(f"{where}: {name} is {value!r}, not of type {types[name]}.")
    for name in ("value", "floor"):
        if not 0 <= entry[name] <= 100:
            raise LexiconError(f"{where}: {name} is {entry[name]}, not a percentage from 0 to 100.")
    return Measurement(**entry)
