"""The tone toward a target: blind to names, mirrored with the parties, measured, no file taken on trust."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import tone_toward
from framing.annotation.target_tone.arrays import read_arrays, write_arrays
from framing.annotation.target_tone.linear import KIND, VERSION
from framing.annotation.target_tone.linear import load_scorer as load_linear
from framing.annotation.toward import TargetTone, load_scorer
from framing.errors import FramingError, InputError, UnknownNameError
from framing.resources import package_folder

FOLDER = package_folder("annotation") / "target_tone"
CASES = tomllib.loads((Path(__file__).parent / "cases" / "tone" / "targets.toml").read_text(encoding="utf-8"))


def toward(sentence: str, target: str) -> TargetTone:
    start = sentence.index(target)
    return tone_toward(sentence, start, start + len(target))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:50])
def test_a_plain_sentence_is_read_wrongly(case):
    assert toward(case["text"], case["target"]).label == case["label"]


@pytest.mark.parametrize("case", CASES["known_failure"], ids=lambda case: case["text"][:50])
def test_a_known_failure_is_gone(case):
    assert toward(case["text"], case["target"]).label != case["label"], "make it a case"


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:50])
def test_another_name_gets_another_score(case):
    for other in ("Armenia", "Azerbaijan", "Ilham Aliyev", "Nikol Pashinyan", "Zork"):
        sentence = case["text"].replace(case["target"], other, 1)
        assert toward(sentence, other) == toward(case["text"], case["target"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Armenia brutally attacked Azerbaijan near the river.",
        "Azerbaijan thanked Armenia for its generous help.",
        "The court accused Armenia of shameful crimes, and Azerbaijan welcomed the ruling.",
    ],
)
def test_parties_that_change_places_do_not_change_their_tones(sentence):
    swapped = sentence.replace("Armenia", "\0").replace("Azerbaijan", "Armenia").replace("\0", "Azerbaijan")
    assert toward(sentence, "Armenia") == toward(swapped, "Azerbaijan")
    assert toward(sentence, "Azerbaijan") == toward(swapped, "Armenia")


def test_nothing_is_said_of_what_was_never_measured():
    text = "Минск похвалил Анну за смелость."
    assert tone_toward(text, 15, 19).abstained == "no measured method for this script"
    tone = tone_toward("Anna left.", 0, 4, language="fr")
    assert (tone.label, tone.score) == (0, 0.0)
    assert "'fr'" in tone.abstained
    assert tone_toward("Anna.", 0, 4).abstained == "no words around the target"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_arbitrary_text_breaks_it(data):
    text = data.draw(st.text(min_size=1, max_size=120))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    tone = tone_toward(text, start, end)
    assert tone.label in (-1, 0, 1)
    assert -1 <= tone.score <= 1
    assert sum(tone.probabilities) == pytest.approx(1)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 2), (3, 2), (0, 99)])
def test_a_span_outside_the_text_is_taken(start, end):
    with pytest.raises(InputError, match="not inside the text of 5 characters"):
        tone_toward("Anna.", start, end)


def test_an_unknown_method_does_not_list_the_known_ones():
    with pytest.raises(UnknownNameError, match="linear"):
        tone_toward("Anna left.", 0, 4, method="guess")


@pytest.mark.parametrize("damage", ["bytes", "header", "version", "kind", "short", "empty"])
def test_a_file_that_was_changed_is_used(damage, tmp_path):
    content = (FOLDER / "linear.arrays").read_bytes()
    head, body = content.split(b"\n", 1)
    header = json.loads(head)
    if damage == "bytes":
        body = body[:100] + bytes([body[100] ^ 1]) + body[101:]
    elif damage == "header":
        header["facts"]["thresholds"] = [0.9, 0.9]
    elif damage == "version":
        header["version"] = VERSION + 1
    elif damage == "kind":
        header["kind"] = "something else"
    elif damage == "short":
        body = body[:-50]
    path = tmp_path / "linear.arrays"
    path.write_bytes(b"" if damage == "empty" else json.dumps(header).encode() + b"\n" + body)
    with pytest.raises(FramingError):
        load_linear(path)


def test_the_same_arrays_give_other_bytes(tmp_path):
    arrays = {"a": np.arange(6, dtype="<f4").reshape(2, 3), "b": np.zeros(3, dtype="|i1")}
    for name in ("one", "two"):
        write_arrays(tmp_path / name, arrays, kind=KIND, version=1, facts={"seen": 3})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    read = read_arrays(tmp_path / "one", kind=KIND, version=1)
    assert read.facts == {"seen": 3}
    assert read.arrays["a"].tolist() == arrays["a"].tolist()


def test_the_model_takes_more_room_than_it_should():
    assert (FOLDER / "linear.arrays").stat().st_size + (FOLDER / "valences.arrays").stat().st_size < 2.5e6


@pytest.mark.parametrize(("name", "floor"), [("rw", 79), ("mt", 67)])
def test_the_measured_accuracy_is_lower_than_what_the_documents_say(name, floor, shared):
    from sklearn.metrics import f1_score

    path = shared / "eval" / f"newsmtsc_dev_{name}.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [tone_toward(g["sentence"], g["target_start"], g["target_end"]).label for g in gold]
    assert 100 * f1_score([g["polarity"] for g in gold], found, average="macro") >= floor
    assert load_scorer("linear").name == "linear"
