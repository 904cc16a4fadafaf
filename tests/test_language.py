"""Sentences, tokens and language codes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.language import count_tokens, detect_language, find_sentences, load_language

ENGLISH = load_language("en")


def sentences(text: str, code: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in find_sentences(text, load_language(code))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Mammadov left. He had waited.", ["Gen. Mammadov left.", "He had waited."]),
        ("It was built in the U.S. The cost was low.", ["It was built in the U.S.", "The cost was low."]),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("J. R. Smith came at 5 p.m. on Monday.", ["J. R. Smith came at 5 p.m. on Monday."]),
        ("“Go.” He went.", ["“Go.”", "He went."]),
        ("“Go home!” he said.", ["“Go home!” he said."]),
        ("It fell by 3.5 percent. Then it rose.", ["It fell by 3.5 percent.", "Then it rose."]),
        ("Title without a stop\nThe text.", ["Title without a stop", "The text."]),
        ("On Nov. 9 it ended. Nobody knew.", ["On Nov. 9 it ended.", "Nobody knew."]),
        ("He waited ... and waited.", ["He waited ... and waited."]),
    ],
)
def test_a_sentence_would_break_at_an_abbreviation(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_an_armenian_full_stop_would_be_missed() -> None:
    assert len(sentences("Նա եկավ։ Մենք գնացինք։", "hy")) == 2


def test_a_russian_abbreviation_would_end_a_sentence() -> None:
    assert sentences("В 2020 г. Иванов уехал. Он вернулся.", "ru") == [
        "В 2020 г. Иванов уехал.",
        "Он вернулся.",
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_sentences_would_overlap_or_lose_letters(text: str) -> None:
    last = 0
    kept = []
    for span in find_sentences(text, ENGLISH):
        assert last <= span.start < span.end <= len(text)
        kept.append(text[span.start : span.end])
        last = span.end
    assert "".join("".join(kept).split()) == "".join(text.split())


def test_a_megabyte_of_dots_would_hang_the_machine() -> None:
    from time import process_time

    start = process_time()
    find_sentences("." * 1_000_000, ENGLISH)
    find_sentences(". " * 200_000, ENGLISH)
    assert process_time() - start < 10


@pytest.mark.parametrize("code", ["en", "ru", "hy", "tr", "az", "fr"])
def test_a_language_file_would_not_load(code: str) -> None:
    from framing.annotation.cues import cues_of

    language = load_language(code)
    assert language.data["code"] == code
    assert cues_of(code).verbs
    assert language.reviewed == (code == "en")


def test_an_unknown_language_would_raise() -> None:
    assert load_language("xx").reviewed is False
    assert load_language("../etc").data == {}


def test_token_counts_would_split_compounds() -> None:
    assert count_tokens("Nagorno-Karabakh’s status") == 2


def test_script_would_not_give_the_language() -> None:
    assert detect_language("Նա եկավ երեկ") == "hy"
    assert detect_language("Он приехал вчера") == "ru"
    assert detect_language("123") == "und"


def load_file(text: str, tmp_path, monkeypatch):
    """The language of a file that says this."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "qq.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("framing.language.data_folder", lambda name: tmp_path)
    load_language.cache_clear()
    try:
        return load_language("qq")
    finally:
        load_language.cache_clear()


HEAD = 'code = "qq"\nname = "Test"\n'


def test_a_language_without_a_reviewer_would_pass_for_reviewed(tmp_path, monkeypatch) -> None:
    assert load_file(HEAD, tmp_path, monkeypatch).reviewed is False


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('code = "qq"\n', "'name'"),
        (HEAD + '[word]\ntimes = "now"\n', "'word' is not one of .*Did you mean 'words'"),
        (HEAD + '[words]\ntime = "now"\n', r"\[words\] the key 'time' .*Did you mean 'times'"),
        (HEAD + '[words]\ntimes = ["now"]\n', r"\[words\] times: expected a text"),
        (HEAD + '[sources]\nhe = "he"\n', r"\[sources\] he: expected a list"),
        (HEAD + '[verbs.neutral]\nsay = { forms = "say" }\n', "say: the key 'frames' is missing"),
        (HEAD + '[verbs.neutral]\nsay = { forms = "say", frames = "clauses" }\n', "say: .*'clause'"),
        (HEAD + '[nouns]\nneutral = [{ words = "x", after = "y", owner = true }]\n', "'owner'"),
        (HEAD + "[phrases]\nsource_after = { neutral = 1 }\n", r"\[phrases\] source_after"),
    ],
)
def test_a_mistyped_key_would_be_ignored(text: str, named: str, tmp_path, monkeypatch) -> None:
    with pytest.raises(LexiconError, match=r"lexicons/languages/qq\.toml: (?s:.*)" + named):
        load_file(text, tmp_path, monkeypatch)


def test_a_rule_would_ask_for_words_that_no_file_may_hold() -> None:
    from dataclasses import fields

    from framing import language
    from framing.annotation.words import Endings, WordLists

    assert {f.name for f in fields(WordLists)} <= set(language._WORDS)
    assert {f.name for f in fields(Endings)} == set(language._ENDINGS)


def test_a_rule_would_hold_english_words_instead_of_the_language_file() -> None:
    """Strings in the modules of the rules, docstrings aside, are no English function words."""
    import ast
    from pathlib import Path

    import framing.annotation as folder
    from framing.language import FRAMES

    words = {w for text in ENGLISH.data["words"].values() for w in text.split()} - set(FRAMES)
    keys = {"after", "sources", "he", "she", "it", "they", "first", "starts"}  # of tables and of slots
    rules = (
        "attribution cues direct entities quotes reported scan sentences sources tokens voice words clauses"
    )
    rules += " adverbials subjects phrases nouns labels descriptions fullnames speakers source_roles persons"
    for name in rules.split():
        path = Path(folder.__file__).parent / f"{name}.py"
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 1
        }
        assert not (found & words) - keys, path.name
