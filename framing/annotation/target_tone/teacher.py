"""What the neural method says of places that nobody labelled: more examples for the linear model.

    python -m framing.annotation.target_tone.teacher newsmtsc_train.jsonl --axes axes.arrays

People labelled one or two targets of each training sentence. The neural method, trained on the same labels
and no others, is asked once about these, about other names, pronouns and noun phrases of the same sentences
(see `places`), and about a variant of every one of them (see `variants`): distillation (Hinton, Vinyals &
Dean 2015, arXiv 1503.02531). Its answers lie in `teacher.arrays`, so that the linear model is trained
without that method and gives the same bytes after the method has changed. The file holds probabilities
only: no sentence and no name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.annotation.target_tone.arrays import read_arrays, write_arrays
from framing.annotation.target_tone.labelled import mask_record, read_records, records_parser
from framing.annotation.target_tone.masking import Masked
from framing.annotation.target_tone.places import find_others, find_unlabelled_names
from framing.annotation.target_tone.variants import make_variants
from framing.annotation.target_tone.vectors import Vectors, load_vectors, read_axes
from framing.annotation.toward import load_scorer, mask_in_text
from framing.errors import InputError
from framing.records import Span
from framing.resources import package_folder

KIND = "framing answers of a teacher"
VERSION = 2
#: The answers that come with the package.
ANSWERS = package_folder("annotation") / "target_tone" / "teacher.arrays"
#: Probabilities are kept in steps of 1/255; the neural method's own error is larger.
_STEPS = 255
#: How much the answer on an unlabelled name counts beside a label of a person, and how much any other does.
NAME_COUNTS, OTHER_COUNTS = 1.0, 0.5


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Masked sentences that the teacher is asked about: the labelled ones first, in the order of the records.

    `groups` are the numbers of their sentences, `counts` says how much the answers count.
    """

    masked: list[Masked]
    groups: list[int]
    counts: list[float]


@dataclass(frozen=True, kw_only=True)
class Taught:
    """What was asked, and the answers.

    `shares` has the shape (n, 3): how likely the teacher holds negative, neutral, positive; rows sum to 1.
    `teacher` names the method, `sha256` is that of the file's content.
    """

    masked: list[Masked]
    groups: Any
    counts: Any
    shares: Any
    teacher: str
    sha256: str


def main(args: Sequence[str] | None = None) -> None:
    """Asks the neural method and writes its answers."""
    parser = records_parser("Asks the neural method about places that nobody labelled.")
    parser.add_argument("--out", type=Path, default=ANSWERS, help="the file to write")
    options = parser.parse_args(args)
    ask(options.records, read_axes(options.axes, load_vectors()), options.out)


def ask(records: Path, vectors: Vectors, out: Path) -> None:
    """Writes the neural method's answers on all places in a file of records, and on their variants."""
    asked = find_asked(records, vectors)
    scorer = load_scorer("neural")
    shares = (scorer.probabilities(asked.masked) * _STEPS).round().astype("|u1")
    name = f"{scorer.name} {scorer.version}"
    facts = {"teacher": name, "asked": hash_of(asked.masked), "n": len(asked.masked)}
    write_arrays(out, {"shares": shares}, kind=KIND, version=VERSION, facts=facts)


def read_taught(records: Path, vectors: Vectors, answers: Path) -> Taught:
    """All places in a file of records, with the answers that lie in another file.

    Raises InputError where the answers belong to other sentences, or to sentences masked otherwise.
    """
    import numpy as np

    asked = find_asked(records, vectors)
    read = read_arrays(answers, kind=KIND, version=VERSION)
    if read.facts["asked"] != hash_of(asked.masked):
        n_answers, n_asked = read.facts["n"], len(asked.masked)
        raise InputError(
            f"the answers are those on {n_answers} other places than the {n_asked} of {records}",
            where=str(answers),
            do="run python -m framing.annotation.target_tone.teacher again",
        )
    shares = read.arrays["shares"].astype(np.float64)
    shares /= shares.sum(axis=1, keepdims=True)
    return Taught(
        masked=asked.masked,
        groups=np.array(asked.groups),
        counts=np.array(asked.counts),
        shares=shares,
        teacher=read.facts["teacher"],
        sha256=read.sha256,
    )


def find_asked(path: Path, vectors: Vectors) -> Asked:
    """The labelled targets, then unlabelled names, then pronouns and phrases, then a variant of each."""
    records = list(read_records(path))
    targets: dict[str, list[Span]] = {}
    for record in records:
        targets.setdefault(record.sentence, []).append(Span(record.start, record.end))
    masked = [mask_record(record, path) for record in records]
    groups, counts = [record.group for record in records], [OTHER_COUNTS] * len(records)
    for find, count in ((find_unlabelled_names, NAME_COUNTS), (find_others, OTHER_COUNTS)):
        for group, (sentence, labelled) in enumerate(targets.items()):
            found = find(sentence, labelled)
            masked += [mask_in_text(sentence, span.start, span.end) for span in found]
            groups += [group] * len(found)
            counts += [count] * len(found)
    masked += make_variants(masked, dict(zip(vectors.words, vectors.matrix[1:], strict=False)))
    return Asked(masked=masked, groups=2 * groups, counts=counts + [OTHER_COUNTS] * len(counts))


def hash_of(masked: Sequence[Masked]) -> str:
    """The SHA-256 of masked sentences in their order."""
    return hashlib.sha256("\n".join(f"{m.left}\0{m.right}" for m in masked).encode()).hexdigest()


if __name__ == "__main__":
    main()
