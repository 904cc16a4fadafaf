"""Sentences, tokens and language codes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
