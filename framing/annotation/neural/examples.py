"""The labelled targets that the encoder learns from: read, masked, split and put into batches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from framing.errors import InputError

#: One sentence in this many is held out of training, to choose the epoch and to calibrate.
HELD_OUT = 10

#: Batches are cut from this many at a time, sorted by length, so that little is padding.
_POOL = 32

LABELS = (-1, 0, 1)

Mask = Callable[[str, int, int], tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A sentence with its target cut out, and the tone toward that target: -1, 0 or 1."""

    sentence: str
    left: str
    right: str
    label: int


def read_examples(path: Path, mask: Mask) -> tuple[Example, ...]:
    """The targets of a NewsMTSC file, one JSON object on a line, masked by `mask`.

    Each object holds `sentence`, `target_start`, `target_end` and `polarity`. Raises InputError, with
    the line's number, for a line that is anything else.
    """
    with path.open(encoding="utf-8") as lines:
        return tuple(_example(line, mask, f"{path}, line {n}") for n, line in enumerate(lines, 1))


def split_examples(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Training part and held-out part. All targets of one sentence fall into the same part.

    The part follows from the sentence alone, so that it stays the same in whatever order they come.
    """
    parts: tuple[list[Example], list[Example]] = ([], [])
    for example in examples:
        digest = sha256(example.sentence.encode()).digest()
        parts[int.from_bytes(digest[:4]) % HELD_OUT == 0].append(example)
    return parts


def cut_batches(lengths: Sequence[int], *, size: int, chance: Random) -> Iterator[list[int]]:
    """Every index once, in batches of `size` whose members have about the same length.

    >>> batches = list(cut_batches([5, 9, 5, 9], size=2, chance=Random(1)))
    >>> sorted(sorted(batch) for batch in batches)
    [[0, 2], [1, 3]]
    """
    order = list(range(len(lengths)))
    chance.shuffle(order)
    batches = []
    for begin in range(0, len(order), size * _POOL):
        pool = sorted(order[begin : begin + size * _POOL], key=lengths.__getitem__)
        batches += [pool[n : n + size] for n in range(0, len(pool), size)]
    chance.shuffle(batches)
    yield from batches


def _example(line: str, mask: Mask, where: str) -> Example:
    try:
        row = json.loads(line)
        sentence, label = row["sentence"], row["polarity"]
        left, right = mask(sentence, row["target_start"], row["target_end"])
    except (ValueError, KeyError, TypeError) as error:
        do = "expected an object with sentence, target_start, target_end and polarity"
        raise InputError(f"not a labelled target ({error!r})", where=where, do=do) from None
    if label not in LABELS:
        raise InputError(f"polarity {label!r}", where=where, do="expected -1, 0 or 1")
    return Example(sentence=sentence, left=left, right=right, label=label)
