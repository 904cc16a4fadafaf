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
    find_asked,
    hash_of,
    read_taught,
)
from framing.annotation.target_tone.train import LEAST_SHARE, TEACHER_SHARE, make_lessons, train
from framing.annotation.target_tone.vectors import AXES_KIND, load_vectors, read_axes
from framing.annotation.target_tone.vectors import VERSION as AXES_VERSION
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
def vectors(tmp_path):
    """Words on eight axes that mean nothing."""
    known = load_vectors()
    axes = np.random.default_rng(5).integers(-100, 100, (len(known.words), 8)).astype("|i1")
    facts = {"unit": 0.01, "valences": known.sha256}
    write_arrays(tmp_path / "axes", {"axes": axes}, kind=AXES_KIND, version=AXES_VERSION, facts=facts)
    return read_axes(tmp_path / "axes", known)


@pytest.fixture
def answers(records, vectors, tmp_path):
    """A teacher that agrees with people, and holds everybody else for neutral."""
    asked = find_asked(records, vectors)
    path = tmp_path / "teacher.arrays"
    shares = np.tile(np.array([10, 235, 10], dtype="|u1"), (len(asked.masked), 1))
    labels = read_examples(records).labels
    for start in (0, len(asked.masked) // 2):
        shares[start : start + len(labels)] = np.eye(3)[labels] * 225 + 10
    facts = {"teacher": "a test", "asked": hash_of(asked.masked), "n": len(asked.masked)}
    write_arrays(path, {"shares": shares}, kind=KIND, version=VERSION, facts=facts)
    return path


def test_two_trainings_give_other_bytes_or_a_model_that_learned_nothing(records, vectors, answers, tmp_path):
    examples, taught = read_examples(records), read_taught(records, vectors, answers)
    facts = [train(examples, taught, vectors, tmp_path / name) for name in ("one", "two")]
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert facts[0]["cross_validation"]["macro_f1"] > 90
    assert (facts[0]["n_taught"], facts[0]["teacher"]) == (360, "a test")
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


def test_an_answer_is_given_twice_or_for_nobody(records, vectors):
    asked = find_asked(records, vectors)
    assert (len(asked.masked), len(asked.groups), len(asked.counts)) == (360, 360, 360)
    assert asked.groups == 4 * list(range(90))
    labelled, names = asked.masked[:90], asked.masked[90:180]
    assert all("NAME" in m.left and m.right.startswith(" on day") for m in labelled)
    assert all(m.left == "" and "NAME" in m.right for m in names)
    assert asked.masked[:180] != asked.masked[180:], "no variant has another word"


def test_answers_on_other_sentences_are_taken(records, vectors, answers):
    lines = records.read_text(encoding="utf-8").splitlines()
    records.write_text("\n".join(lines[1:]), encoding="utf-8")
    with pytest.raises(InputError, match="answers are those on 360 other places than the 356"):
        read_taught(records, vectors, answers)


def test_axes_of_other_words_are_taken(vectors, tmp_path):
    axes = {"axes": np.zeros((3, 8), dtype="|i1")}
    facts = {"unit": 0.01, "valences": "0" * 64}
    write_arrays(tmp_path / "axes", axes, kind=AXES_KIND, version=AXES_VERSION, facts=facts)
    with pytest.raises(InputError, match="other words"):
        read_axes(tmp_path / "axes", load_vectors())


def test_an_answer_counts_more_or_less_than_its_share():
    examples = Examples(readings=[None, None], labels=np.array([0, 2]), groups=np.array([0, 1]))
    shares = np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [0.52, 0.45, 0.03], [0.0, 1.0, 0.0]])
    taught = Taught(
        masked=[],
        groups=np.array([0, 1, 1, 0]),
        counts=np.array([1.0, 1.0, 0.5, 1.0]),
        shares=shares,
        teacher="",
        sha256="",
    )
    lessons = make_lessons(examples, taught)
    assert lessons.rows.tolist() == [0, 1, 0, 1, 1, 2, 2, 3]
    assert lessons.labels.tolist() == [0, 2, 0, 1, 2, 0, 1, 1]
    assert lessons.groups.tolist() == [0, 1, 0, 1, 1, 1, 1, 0]
    own = [1 - TEACHER_SHARE] * 2 + [TEACHER_SHARE] + [TEACHER_SHARE / 2] * 2
    assert lessons.counts.tolist() == pytest.approx([*own, 0.26, 0.225, 1.0])
    assert LEAST_SHARE > 0.03


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
