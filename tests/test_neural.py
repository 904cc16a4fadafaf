"""The neural tone toward a target: blind to names, alone with its sentence, and no file taken on trust."""

from __future__ import annotations

import json
import math
import shutil
import sys
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotation.neural.calibration import macro_f1
from framing.annotation.neural.card import CARD, FORMAT, MODEL, VOCABULARY
from framing.annotation.neural.pieces import MAX_PIECES, NAME, TARGET, Pieces, read_vocabulary
from framing.annotation.neural.scorer import NAME_MARK, load_scorer
from framing.annotation.target_tone import masking
from framing.annotation.toward import TargetTone, tone_toward
from framing.errors import FramingError, InputError
from framing.resources import package_folder

FOLDER = package_folder("annotation") / "neural" / "model"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def scorer():
    return load_scorer()


@pytest.fixture(scope="module")
def vocabulary():
    return read_vocabulary((FOLDER / VOCABULARY).read_text("utf-8"))


@pytest.fixture(scope="module")
def pieces(vocabulary):
    return Pieces(vocabulary, name_mark=NAME_MARK)


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "model")


def tone(sentence: str, target: str) -> TargetTone:
    start = sentence.index(target)
    return tone_toward(sentence, start, start + len(target), method="neural")


# What a reader would see


@pytest.mark.parametrize(
    ("sentence", "target", "label"),
    [
        ("Critics said Novak was a corrupt and incompetent minister.", "Novak", -1),
        ("Aram was accused of lying to voters about the money.", "Aram", -1),
        ("Voters praised Leyla for her courage and honesty.", "Leyla", 1),
        ("Novak won wide respect as a generous and gifted teacher.", "Novak", 1),
        ("Novak will travel to the capital on Tuesday.", "Novak", 0),
        # One sentence, two targets.
        ("Leyla praised the doctors, and Novak was jailed for fraud.", "Novak", -1),
        ("Leyla, a brilliant doctor, was betrayed by the dishonest Novak.", "Novak", -1),
        pytest.param(
            "Leyla, a brilliant doctor, was betrayed by the dishonest Novak.",
            "Leyla",
            1,
            marks=pytest.mark.xfail(reason="known failure: the strong words belong to the other one"),
        ),
    ],
)
def test_a_plain_case_would_get_the_wrong_tone(sentence, target, label):
    assert tone(sentence, target).label == label


@pytest.mark.parametrize(
    "sentence",
    [
        "Critics said {} was a corrupt minister.",
        "The visit of {} to the capital was praised by everyone.",
        "Troops of {} shelled the town, officials said.",
    ],
)
def test_a_hated_name_would_be_scored_below_a_loved_one(sentence):
    names = ["Hitler", "Mandela", "Baku", "Yerevan", "Vladimir Putin", "Jacinda Ardern", "Xqzt"]
    scores = {tone(sentence.format(name), name).score for name in names}
    assert len(scores) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "{a} accused {b} of a brutal attack on the town.",
        "The leader of {a} thanked {b} for its generous help.",
        "{a}'s army said that {b} had broken the truce.",
    ],
)
def test_exchanging_the_parties_would_not_exchange_their_tones(sentence):
    first = sentence.format(a="Armenia", b="Azerbaijan")
    swapped = sentence.format(a="Azerbaijan", b="Armenia")
    for here, there in (("Armenia", "Azerbaijan"), ("Azerbaijan", "Armenia")):
        assert abs(tone(first, here).score - tone(swapped, there).score) < 1e-9


def test_a_result_would_not_say_which_method_made_it(scorer):
    found = tone("Novak was praised by all.", "Novak")
    assert found.method == f"neural {scorer.card.version}"
    assert found.method != tone_toward("Novak was praised by all.", 0, 5).method


# Scores


def test_a_sentence_would_score_otherwise_beside_other_sentences(scorer):
    rows = [("", " is a liar."), ("Everyone admired ", " for years, " + "and years " * 60), ("The ", "")]
    together = scorer.probabilities(rows)
    for row, found in zip(rows, together, strict=True):
        assert scorer.probabilities([row]).tolist() == [found.tolist()]


def test_no_sentences_would_be_an_error(scorer):
    assert scorer.probabilities([]).shape == (0, 3)


@settings(deadline=None, max_examples=60)
@given(left=st.text(max_size=200), right=st.text(max_size=200))
def test_some_text_would_end_without_a_score(left, right):
    (row,) = load_scorer_once().probabilities([(left, right)])
    assert all(0 <= p <= 1 for p in row)
    assert math.isclose(sum(row), 1, abs_tol=1e-9)


def load_scorer_once(found: list = []):  # noqa: B006
    """Hypothesis takes no fixtures of a module's scope without a complaint."""
    if not found:
        found.append(load_scorer())
    return found[0]


def test_half_a_character_would_end_in_a_traceback(scorer):
    assert scorer.probabilities([("broken \ud83d text ", " and \udc00")]).shape == (1, 3)


def test_a_book_would_take_longer_than_a_sentence(scorer):
    start = process_time()
    scorer.probabilities([("word " * 2_000_000, "word " * 2_000_000)])
    assert process_time() - start < 1


# Word pieces


@settings(deadline=None, max_examples=150)
@given(left=st.text(max_size=300), right=st.text(max_size=300))
def test_a_text_could_forge_the_target_or_push_it_out(left, right):
    vocabulary, pieces = pieces_once()
    found = pieces.encode(left + TARGET, NAME + right + TARGET)
    assert len(found) <= MAX_PIECES
    assert found.count(vocabulary[TARGET]) == 1
    assert found[0] == vocabulary["[CLS]"]
    assert found[-1] == vocabulary["[SEP]"]


def pieces_once(found: list = []):  # noqa: B006
    if not found:
        vocabulary = read_vocabulary((FOLDER / VOCABULARY).read_text("utf-8"))
        found.append((vocabulary, Pieces(vocabulary, name_mark=NAME_MARK)))
    return found[0]


def test_words_would_be_cut_otherwise_than_the_encoder_learned_them(pieces, vocabulary):
    # The examples of BERT's authors: "unaffable", and "John Johanson's house" from their README.
    words = {n: piece for piece, n in vocabulary.items()}
    cut = [words[n] for n in pieces.encode("Unaffable", "johanson 's, house")]
    assert cut == [
        *("[CLS]", "una", "##ffa", "##ble", TARGET),
        *("johan", "##son", "'", "s", ",", "house", "[SEP]"),
    ]


def test_a_masked_name_would_be_read_as_the_word_name(pieces, vocabulary):
    found = pieces.encode(f"{NAME_MARK}'s name for ", f" is {NAME_MARK}.")
    assert found.count(vocabulary[NAME]) == 2
    assert found.count(vocabulary["name"]) == 1


def test_a_long_sentence_would_lose_what_stands_beside_the_target(pieces, vocabulary):
    found = pieces.encode("far " * 300 + "near ", " close" + " away" * 300)
    place = found.index(vocabulary[TARGET])
    assert found[place - 1] == vocabulary["near"]
    assert found[place + 1] == vocabulary["close"]
    assert len(found) == MAX_PIECES
    # A short side leaves its room to the other.
    assert len(pieces.encode("", " away" * 300)) == len(pieces.encode("far " * 300, "")) == MAX_PIECES


def test_another_mark_for_names_would_pass_unnoticed():
    assert NAME_MARK == masking.NAME


# The model's files


@pytest.mark.parametrize("name", [MODEL, VOCABULARY, CARD])
def test_a_changed_file_would_score(copy, name):
    content = bytearray((copy / name).read_bytes())
    place = content.index(b'"temperature": ') + 15 if name == CARD else len(content) // 2
    content[place] = ord("7") if content[place] != ord("7") else ord("8")
    (copy / name).write_bytes(content)
    with pytest.raises(FramingError, match=r"refused: it .*What to do: install"):
        load_scorer(copy)


@pytest.mark.parametrize("name", [MODEL, VOCABULARY, CARD])
def test_a_missing_file_would_end_in_a_traceback(copy, name):
    (copy / name).unlink()
    with pytest.raises(InputError, match=rf"{name}: this model file is refused: it cannot be read"):
        load_scorer(copy)


def test_a_model_of_another_version_of_the_package_would_be_guessed_at(copy):
    text = (copy / CARD).read_text("utf-8").replace(FORMAT, "framing-neural-target-tone 2")
    (copy / CARD).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="tone 2', expected 'framing-neural-target-tone 1'"):
        load_scorer(copy)


@pytest.mark.parametrize("junk", ["", "[]", "{}", "null", '{"format": 1}', "\x00", '{"format": "'])
def test_junk_instead_of_a_card_would_end_in_a_traceback(copy, junk):
    (copy / CARD).write_text(junk, encoding="utf-8")
    with pytest.raises(InputError, match="refused"):
        load_scorer(copy)


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_a_missing_package_would_end_in_a_traceback(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=r"pip install 'framing-toolkit\[neural\]'"):
        load_scorer()


def test_the_files_would_be_larger_than_promised():
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) < 30 * MEGABYTE


def test_the_card_would_not_say_what_the_model_was_made_of(scorer):
    training, measured = scorer.card.training, scorer.card.measured
    assert len(training["data_sha256"]) == len(training["start_sha256"]) == 64
    assert training["seed"] >= 0
    # Every target of the training part; the first stage, which the calibration is from, held a tenth out.
    first = training["first_stage"]
    assert training["n_targets"] == first["n_targets"] + first["measured"]["held_out_tenth"]["n"] == 8_739
    assert first["measured"]["held_out_tenth"]["ece_after"] <= 0.06
    assert measured == {}


# Measured


@pytest.mark.slow
# Measured: 81.3 and 70.1. On another processor a few labels may come out otherwise.
@pytest.mark.parametrize(("name", "floor"), [("rw", 80), ("mt", 69)])
def test_the_accuracy_that_the_card_states_would_have_fallen(shared, name, floor):
    path = shared / "eval" / f"newsmtsc_dev_{name}.jsonl"
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    start = process_time()
    found = [tone_toward(g["sentence"], g["target_start"], g["target_end"], method="neural") for g in gold]
    assert len(gold) / (process_time() - start) > 60
    labels = [g["polarity"] + 1 for g in gold]
    assert macro_f1(labels, [f.label + 1 for f in found]) >= floor
