"""Writes inputs that are too large to keep in the repository. Same arguments, same bytes.

The suffix of the path chooses the format: `.jsonl` one record a line, `.csv` a table of one row,
anything else a digest of one article. Everything in them is invented.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TextIO

_TITLE = "Boat builders of five shores compare their oars"
_OUTLET = "OC Media"
_DATE, _DIGEST_DATE = "2021-07-19", "Jul 19 2021"
_GAP = "\n\n"

_WHO = ("the rope maker", "a pilot’s widow", "the harbour office", "two carpenters", "the night watchman")
_WHERE = ("Nagorno-Karabakh", "Artsakh", "Karabakh", "Shusha", "Shushi", "Stepanakert", "Khankendi")
_WHAT = ("an oar of ash", "a bucket of tar", "the longer mast", "a patched sail", "an old anchor", "a rudder")

#: Every way to set off a quotation that the pages of five countries use, and some that are broken: never
#: closed, never opened, closed by another kind, nested, empty, one letter long, apostrophes at both ends.
_QUOTED = (
    "“{}”",
    '"{}"',
    "«{}»",
    "„{}“",
    "‘{}’",
    "''{}''",
    "‘‘{}’’",
    "“‘{}’ it was”",
    '"«{}»"',
    "“{}",
    "{}”",
    "«{}",
    '"{}',
    '“{}"',
    "'{}'",
    "the ’20s’ {}",
    "“”{}“”",
    "“t”{}",
    "””{}““",
    "“{} [“so called”]”",
)


def write_big_article(path: Path, megabytes: int = 50) -> int:
    """Write one article of this many million bytes of text; returns its number of paragraphs.

    A paragraph takes the article past the limit, so that the file is at most 1,000 bytes larger
    (in `.csv` and `.jsonl` some more, because of what those formats escape).
    """
    return _write_article(path, map(_paragraph, count()), limit=megabytes * 1_000_000)


def write_many_records(path: Path, n: int = 10_000, broken_line: int = 4_321) -> int:
    """Write JSON lines, of which one (counted from 1) stops in its middle; returns the number of whole ones.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "many.jsonl"
    >>> write_many_records(path, n=3, broken_line=2)
    2
    >>> [line.endswith("}") for line in path.read_text(encoding="utf-8").splitlines()]
    [True, False, True]
    """
    with _open(path) as file:
        for number in range(1, n + 1):
            line = json.dumps(_record(f"many-{number:06}", _paragraph(number)), ensure_ascii=False)
            file.write((line[: len(line) // 2] if number == broken_line else line) + "\n")
    return n - (1 <= broken_line <= n)


def write_many_quotes(path: Path, megabytes: int = 5, *, gap: str = _GAP) -> int:
    """Write one article full of quotation marks, many of them unpaired; returns how many pieces it has.

    Quadratic cost in the number of marks shows here: 5 million bytes hold about 560,000 of them. `gap`
    stands between the pieces: with `gap=" "` the whole article is one paragraph, which is harder.
    """
    return _write_article(path, map(_quotes, count()), limit=megabytes * 1_000_000, gap=gap)


def _write_article(path: Path, paragraphs: Iterator[str], *, limit: int, gap: str = _GAP) -> int:
    taken = _take(paragraphs, limit)
    with _open(path) as file:
        if path.suffix == ".csv":
            texts = list(taken)
            record = _record("big", gap.join(texts))
            csv.writer(file, lineterminator="\n").writerows([list(record), list(record.values())])
            return len(texts)
        head, separator, tail = f"{_TITLE}{_GAP}{_OUTLET}\n{_DIGEST_DATE}{_GAP}", gap, "\n"
        if path.suffix == ".jsonl":
            head, tail = json.dumps(_record("big", "\0")).split("\\u0000")
            separator, tail = json.dumps(gap)[1:-1], tail + "\n"
        n_pieces = 0
        file.write(head)
        for n_pieces, text in enumerate(taken, 1):
            escaped = json.dumps(text, ensure_ascii=False)[1:-1] if path.suffix == ".jsonl" else text
            file.write((separator if n_pieces > 1 else "") + escaped)
        file.write(tail)
        return n_pieces


def _take(paragraphs: Iterator[str], limit: int) -> Iterator[str]:
    size = 0
    while size < limit:
        text = next(paragraphs)
        size += len(text.encode()) + len(_GAP)
        yield text


def _paragraph(n: int) -> str:
    who, where, what = _WHO[n % len(_WHO)], _WHERE[n % len(_WHERE)], _WHAT[n % len(_WHAT)]
    return (
        f"On day {n} of the voyage {who} showed {what}, which had been made for a lake near {where}. “It was "
        f"carved in winter number {n % 97},” said {who}. According to the log, {what} had crossed the water "
        f"{n % 13 + 2} times, and nobody in {where} remembers for whom it was meant."
    )


def _quotes(n: int) -> str:
    words = f"oar {n} of {_WHERE[n % len(_WHERE)]}"
    quoted = (_QUOTED[(n + k) % len(_QUOTED)].format(words if k % 3 == 0 else "yes") for k in range(16))
    return f"{' '.join(quoted)} said {_WHO[n % len(_WHO)]}."


def _record(article_id: str, text: str) -> dict[str, str]:
    return {"id": article_id, "title": _TITLE, "text": text, "outlet": _OUTLET, "date": _DATE}


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="\n")
