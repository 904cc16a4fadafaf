"""The lists in `lexicons/tone/`: sound data, a clear error for anything else, and figures that hold."""

from __future__ import annotations

import hashlib
import json

import pytest
from broken_copy import broken_copy
from run_bench import BENCH

import framing
from framing.annotation.accuracy import load_accuracy
from framing.annotation.event_words import load_event_words
from framing.annotation.vader import load_word_lists
from framing.errors import LexiconError
from framing.resources import data_folder

EVENT_WORDS = data_folder("lexicons") / "tone" / "event_words.toml"
ACCURACY = data_folder("lexicons") / "tone" / "accuracy.toml"


def test_an_evaluation_would_count_as_an_event():
    evaluations = {"brutal", "barbaric", "heroic", "shameful", "cowardly", "tragic", "glorious"}
    charges = {"aggression", "terrorist", "murder", "genocide", "massacre"}
    assert not load_event_words().words & (evaluations | charges)


def test_the_events_that_make_war_news_sound_bad_are_on_the_list():
    bad = {"killed", "war", "attack", "prisoners", "refugees", "defeat"}
    good = {"ceasefire", "peace", "agreement", "aid", "truce", "victory"}
    assert load_event_words().words >= bad | good


def test_good_news_would_count_while_bad_news_does_not():
    """Each direction has themes of its own with weighted words."""
    valences = load_word_lists().valences
    sums = [sum(valences.get(w, 0) for w in theme.words) for theme in load_event_words().themes]
    assert sum(s < 0 for s in sums) >= 5
    assert sum(s > 0 for s in sums) >= 3


def test_an_event_word_would_be_a_degree_word_or_a_negation():
    """Leaving such a word out would change the rules, not the words."""
    lists = load_word_lists()
    assert not load_event_words().words & {*lists.boosters, *lists.negations}


def test_every_theme_names_a_source_and_says_what_it_leaves():
    for theme in load_event_words().themes:
        assert theme.sources
        assert len(theme.note) > 20


def test_another_list_would_leave_no_trace_in_the_recipe():
    tables = framing.annotate([])
    words = tables.manifest["recipe"]["tone"]["event_words"]
    assert words["hash"] == hashlib.sha256(EVENT_WORDS.read_bytes()).hexdigest()
    assert tables.manifest["recipe"]["tone"]["accuracy"]
    assert json.dumps(tables.manifest)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"kill", "kills"', '"kill", "kill"', "theme 'casualties': 'kill' stands already in .*casualties"),
        (
            '"kill", "kills"',
            '"kill", "brutal"',
            "kept 'evaluations': 'brutal' stands already in .*casualties",
        ),
        ('"kill", "kills"', '"Kill", "kills"', "'Kill' is not one word of the letters a to z in lower case"),
        ('"kill", "kills"', '"kill", 3', "3 is not one word"),
        ('sources = ["balahur2010", "acled"]', 'sources = ["somebody"]', "source 'somebody' is not one of"),
        ('title = "Death and burial"', 'titel = "Death"', "theme 'death': the key 'titel' is not known"),
        ('title = "Death and burial"', "", "theme 'death': the key 'title' is missing"),
        ('version = "1"', 'version = "1', "not valid TOML"),
        ('language = "en"', "", "event_words.toml: the key 'language' is missing"),
    ],
)
def test_a_broken_list_would_be_used(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        load_event_words(broken_copy(EVENT_WORDS, tmp_path, old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("n = 343", 'n = "343"', "measurement 1: n is '343', not of type int"),
        ("value = 53.8", "value = 538.0", "measurement 1: value is 538.0, not a percentage"),
        ("floor = 18.9", "", "measurement 1: the key 'floor' is missing"),
        ("floor = 18.9", "flor = 18.9", "measurement 1: the key 'flor' is not known"),
        ("[[measurement]]", "[[measurement]", "not valid TOML"),
    ],
)
def test_a_broken_measurement_would_be_printed(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        load_accuracy(broken_copy(ACCURACY, tmp_path, old, new))


@pytest.mark.parametrize("name", ["rw", "mt"])
def test_a_published_accuracy_would_not_be_the_measured_one(shared, monkeypatch, name):
    monkeypatch.syspath_prepend(str(BENCH))
    from measure_tone import accuracy_lines

    lines = accuracy_lines(shared / "eval" / f"newsmtsc_dev_{name}.jsonl")
    stated = [m for m in load_accuracy() if m.method == "vader" and f"set {name} " in m.data]
    assert {m.column for m in stated} == {"score", "score_raw"}
    for m in stated:
        line = next(text for text in lines if text.startswith(f"{m.column} ("))
        assert f"{m.measure} {m.value}," in line
        assert line.endswith(f"n {m.n}")
        assert f"{m.measure} {m.floor}," in lines[-1]


def test_the_measure_would_differ_from_scikit_learns(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    from measure_tone import macro_f1
    from sklearn.metrics import f1_score

    wanted, found = [1, 1, 0, -1, -1, 0, 0], [1, 0, 0, -1, 1, 0, -1]
    assert macro_f1(wanted, found) == pytest.approx(f1_score(wanted, found, average="macro"))


def test_the_table_of_themes_is_made_from_the_demo_corpus(monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(BENCH))
    from measure_tone import main

    main(["themes"])
    rows = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines()[2:]}
    assert set(rows) == {theme.id for theme in load_event_words().themes} | {"all"}
    assert int(rows["war"][1]) > 20
    assert sum(int(r[1]) for name, r in rows.items() if name != "all") == int(rows["all"][2])
