"""What the neural method says of names that nobody labelled: more examples for the linear model.

    python -m framing.annotation.target_tone.teacher newsmtsc_train.jsonl

People labelled one or two targets of each training sentence; most sentences hold other names too. The
neural method, trained on the same labels and no others, is asked about those names once (distillation,
Hinton, Vinyals & Dean 2015, arXiv 1503.02531). Its answers lie in `teacher.arrays`, so that the linear model
is trained without that method and gives the same bytes after the method has changed. The file holds
probabilities only: no sentence and no name. Asked about pronouns as well (7,728), the teacher helped no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.annotation.target_tone.arrays import read_arrays, write_arrays
from framing.annotation.target_tone.labelled import read_records, records_parser
from framing.annotation.target_tone.masking import Masked, find_names
from framing.annotation.toward import load_scorer, mask_in_text
from framing.errors import InputError
from framing.resources import package_folder

KIND = "framing answers of a teacher"
VERSION = 1
#: The answers that come with the package.
ANSWERS = package_folder("annotation") / "target_tone" / "teacher.arrays"
#: Probabilities are kept in steps of 1/255; the neural method's own error is larger.
_STEPS = 255


@dataclass(frozen=True, kw_only=True)
class Taught:
    """Masked sentences around unlabelled names, the number of each one's sentence, and the answers.

    `shares` has the shape (n, 3): how likely the teacher holds negative, neutral, positive; rows sum to 1.
    `teacher` names the method, `sha256` is that of the file's content.
    """

    masked: list[Masked]
    groups: Any
    shares: Any
    teacher: str
    sha256: str


def main(args: Sequence[str] | None = None) -> None:
    """Asks the neural method and writes its answers."""
    parser = records_parser("Asks the neural method about names that nobody labelled.")
    parser.add_argument("--out", type=Path, default=ANSWERS, help="the file to write")
    options = parser.parse_args(args)
    ask(options.records, options.out)


def ask(records: Path, out: Path) -> None:
    """Writes the neural method's answers on the unlabelled names of a file of records."""
    masked, _ = find_unlabelled(records)
    scorer = load_scorer("neural")
    shares = (scorer.probabilities(masked) * _STEPS).round().astype("|u1")
    facts = {"teacher": f"{scorer.name} {scorer.version}", "asked": hash_of(masked), "n": len(masked)}
    write_arrays(out, {"shares": shares}, kind=KIND, version=VERSION, facts=facts)


def read_taught(records: Path, answers: Path) -> Taught:
    """The unlabelled names of a file of records, with the answers that lie in another file.

    Raises InputError where the answers belong to other sentences, or to sentences masked otherwise.
    """
    import numpy as np

    masked, groups = find_unlabelled(records)
    read = read_arrays(answers, kind=KIND, version=VERSION)
    if read.facts["asked"] != hash_of(masked):
        raise InputError(
            f"the answers are those on {read.facts['n']} other names than the {len(masked)} of {records}",
            where=str(answers),
            do="run python -m framing.annotation.target_tone.teacher again",
        )
    shares = read.arrays["shares"].astype(np.float64)
    shares /= shares.sum(axis=1, keepdims=True)
    return Taught(
        masked=masked,
        groups=np.array(groups),
        shares=shares,
        teacher=read.facts["teacher"],
        sha256=read.sha256,
    )


def find_unlabelled(records: Path) -> tuple[list[Masked], list[int]]:
    """The masked sentences around the names that are no labelled target, and the numbers of the sentences."""
    targets: dict[str, list[tuple[int, int]]] = {}
    for record in read_records(records):
        targets.setdefault(record.sentence, []).append((record.start, record.end))
    masked, groups = [], []
    for group, (sentence, spans) in enumerate(targets.items()):
        for name in find_names(sentence):
            if not any(name.start < end and name.end > start for start, end in spans):
                masked.append(mask_in_text(sentence, name.start, name.end))
                groups.append(group)
    return masked, groups


def hash_of(masked: Sequence[Masked]) -> str:
    """The SHA-256 of masked sentences in their order."""
    return hashlib.sha256("\n".join(f"{m.left}\0{m.right}" for m in masked).encode()).hexdigest()


if __name__ == "__main__":
    main()
