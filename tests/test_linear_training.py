"""Training the linear tone: the same bytes twice, no answer for another sentence, no line lost."""

from __future__ import annotations

import json

import numpy as np
import pytest

from framing.annotation.target_tone.arrays import write_arrays
from framing.annotation.target_tone.labelled import Examples, read_examples
from framing.annotation.target_tone.linear import load_scorer
from framing.annotation.target_tone.masking import Masked
from framing.annotation.target_tone.teacher import (
    KIND,
    VERSION,
    Taught,
    find_unlabelled,
    hash_of,
    read_taught,
)
from framing.annotation.target_tone.train import LEAST_SHARE, make_lessons, train
from framing.annotation.toward import tone_toward
from framing.errors import InputError
from framing.resources import package_folder

WORDS = {
    1: ("praised", "thanked", "honoured"),
    -1: ("cheated", "insulted", "betrayed"),
    0: ("met", "saw", "called"),
}
NAMES = ("Anna", "Boris", "Clara", "David")


@pytest.fixture
def records(tmp_path):
    """Sentences in which the object of a verb is labelled and its subject is not."""
    lines = []
    for n in range(90):
        label = (-1, 0, 1)[n % 3]
        start = f"{NAMES[n % 4]} {WORDS[label][n // 3 % 3]} "
        target = NAMES[(n + 1) % 4]
        lines.append(
            {
                "sentence": f"{start}{target} on day {n}.",
                "target_start": len(start),
                "target_end": len(start) + len(target),
                "polarity": label,
            }
        )
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


@pytest.fixture
def answers(records, tmp_path):
    masked, _ = find_unlabelled(records)
    path = tmp_path / "teacher.arrays"
    shares = np.tile(np.array([10, 235, 10], dtype="|u1"), (len(masked), 1))
    facts = {"teacher": "a test", "asked": hash_of(masked), "n": len(masked)}
    write_arrays(path, {"shares": shares}, kind=KIND, version=VERSION, facts=facts)
    return path


def test_two_trainings_give_other_bytes_or_a_model_that_learned_nothing(records, answers, tmp_path):
    examples, taught = read_examples(records), read_taught(records, answers)
    facts = [train(examples, taught, tmp_path / name) for name in ("one", "two")]
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert facts[0]["cross_validation"]["macro_f1"] > 90
    assert (facts[0]["n_taught"], facts[0]["teacher"]) == (90, "a test")
    scorer = load_scorer(tmp_path / "one")
    praised, cheated, subject = scorer.probabilities(
        [
            Masked("NAME praised ", " on day 0."),
            Masked("NAME cheated ", " on day 0."),
            Masked("", " cheated NAME."),
        ]
    )
    assert praised.argmax() == 2
    assert cheated.argmax() == 0
    assert subject[1] > cheated[1], "what the teacher says of subjects was not heard"


def test_an_answer_is_given_for_a_labelled_target_or_for_nobody(records):
    masked, groups = find_unlabelled(records)
    assert len(masked) == 90
    assert groups == list(range(90))
    assert all(m.left == "" and "NAME" in m.right for m in masked)


def test_answers_on_other_sentences_are_taken(records, answers):
    lines = records.read_text(encoding="utf-8").splitlines()
    records.write_text("\n".join(lines[1:]), encoding="utf-8")
    with pytest.raises(InputError, match="answers are those on 90 other names than the 89"):
        read_taught(records, answers)


def test_an_answer_counts_more_or_less_than_its_share():
    examples = Examples(readings=[None, None], labels=np.array([0, 2]), groups=np.array([0, 1]))
    shares = np.array([[0.5, 0.45, 0.05], [0.0, 1.0, 0.0]])
    lessons = make_lessons(
        examples, Taught(masked=[], groups=np.array([1, 0]), shares=shares, teacher="", sha256="")
    )
    assert lessons.rows.tolist() == [0, 1, 2, 2, 3]
    assert lessons.labels.tolist() == [0, 2, 0, 1, 1]
    assert lessons.groups.tolist() == [0, 1, 1, 1, 0]
    assert lessons.counts[2:].tolist() == [0.5, 0.45, 1.0]
    assert LEAST_SHARE > 0.05


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no record of a target"),
        ('{"sentence": "Anna left.", "target_start": 0, "target_end": 4, "polarity": 2}', "no record"),
        (
            '{"sentence": "Anna left.", "target_start": 0, "target_end": 40, "polarity": 1}',
            "not inside the text",
        ),
    ],
)
def test_a_broken_record_is_skipped_or_does_not_say_its_line(records, line, message):
    records.write_text(records.read_text(encoding="utf-8") + "\n" + line, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_examples(records)
    assert str(caught.value).startswith(f"{records}:91: ")


def test_the_shipped_model_was_taught_by_other_answers_than_the_shipped_ones():
    from framing.annotation.target_tone.arrays import read_arrays
    from framing.annotation.target_tone.linear import KIND as LINEAR
    from framing.annotation.target_tone.linear import VERSION as LINEAR_VERSION

    folder = package_folder("annotation") / "target_tone"
    facts = read_arrays(folder / "linear.arrays", kind=LINEAR, version=LINEAR_VERSION).facts
    answers = read_arrays(folder / "teacher.arrays", kind=KIND, version=VERSION)
    assert facts["answers"] == answers.sha256
    assert tone_toward("They praised Anna.", 13, 17).label == 1
