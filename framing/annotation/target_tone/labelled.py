"""The labelled targets that the linear model learns from, read and masked.

Each line of the file is a record with `sentence`, `target_start`, `target_end` and `polarity` (-1, 0 or 1).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from framing.annotation.target_tone.masking import Masked
from framing.annotation.target_tone.reading import Reading, read_masked
from framing.annotation.toward import mask_in_text
from framing.errors import InputError

_FIELDS = {"sentence": str, "target_start": int, "target_end": int, "polarity": int}


class Record(NamedTuple):
    """A labelled target; `group` is the number of its sentence among the different ones, `line` its line."""

    sentence: str
    start: int
    end: int
    polarity: int
    group: int
    line: int


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Readings of the masked sentences, labels 0, 1, 2, and for each the number of its sentence."""

    readings: list[Reading]
    labels: Any
    groups: Any


def records_parser(description: str) -> argparse.ArgumentParser:
    """A command line whose first argument, `records`, is a file of records to learn from.

    >>> records_parser("Learns.").parse_args(["train.jsonl", "--axes", "axes.arrays"]).records.name
    'train.jsonl'
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("records", type=Path, help="the training part of NewsMTSC, as JSON lines")
    parser.add_argument("--axes", type=Path, required=True, help="the file that make_vectors wrote")
    return parser


def read_examples(path: Path) -> Examples:
    """The records of a file, masked and read. Raises InputError with the line of a record that is none."""
    import numpy as np

    records = list(read_records(path))
    return Examples(
        readings=[read_masked(mask_record(record, path)) for record in records],
        labels=np.array([record.polarity + 1 for record in records]),
        groups=np.array([record.group for record in records]),
    )


def mask_record(record: Record, path: Path) -> Masked:
    """The masked sentence of a record. Raises InputError for a target that is outside its sentence."""
    try:
        return mask_in_text(record.sentence, record.start, record.end)
    except InputError as error:
        raise InputError(error.found, where=f"{path}:{record.line}", do="mend the record") from None


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file in their order. Raises InputError with the line of a record that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"the records cannot be read ({error})", where=str(path), do="check the path"
        ) from None
    numbers: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        good = isinstance(record, dict) and all(isinstance(record.get(k), t) for k, t in _FIELDS.items())
        if not good or record["polarity"] not in (-1, 0, 1):
            raise InputError(
                "no record of a target",
                where=f"{path}:{number}",
                do=f"give {', '.join(_FIELDS)} in each line, polarity -1, 0 or 1",
            )
        group = numbers.setdefault(record["sentence"], len(numbers))
        start, end, polarity = (record[name] for name in ("target_start", "target_end", "polarity"))
        yield Record(record["sentence"], start, end, polarity, group, number)
