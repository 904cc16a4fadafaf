"""Whose turn it is in interviews and transcripts."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing import annotate_text
from framing.annotation.turns import find_turns

INTERVIEW = (
    "Tea Lomidze: When?\nOrhan Demirel: In May. I am sure.\nTea Lomidze: Who pays?\nOrhan Demirel: We do."
)


def test_a_turn_would_end_with_its_first_sentence() -> None:
    turns = find_turns(INTERVIEW)
    assert [INTERVIEW[t.label_start : t.label_end] for t in turns] == ["Tea Lomidze", "Orhan Demirel"] * 2
    assert [INTERVIEW[t.start : t.end] for t in turns] == [
        "When?",
        "In May. I am sure.",
        "Who pays?",
        "We do.",
    ]


def test_an_answer_of_two_paragraphs_would_lose_the_second() -> None:
    text = INTERVIEW.replace("In May. I am sure.", "In May.\n\nI am sure.")
    assert "In May.\n\nI am sure." in [text[t.start : t.end] for t in find_turns(text)]


@pytest.mark.parametrize(
    "text",
    [
        "One heading: a line\nAnother heading: a line\nA third heading: a line",
        "The mayor said: it is late.\nThe mayor said: it is early.\nThe mayor said: it is noon.",
        "Price: 10\nPrice: 12\nPrice: 14\n\n"
        + "The market was full of people who had come from the hills. " * 5,
        "No label at all.",
    ],
)
def test_an_ordinary_text_would_be_read_as_an_interview(text: str) -> None:
    assert find_turns(text) == []


def test_a_word_in_an_answer_would_be_in_the_outlet_s_voice() -> None:
    text = INTERVIEW.replace("In May.", "In May the road to Artsakh opens.")
    (mention,) = [m for m in annotate_text(text).mentions if m.surface == "Artsakh"]
    assert mention.voice == "indirect"


@example("İ: É “\nQ: word \nİ: \nA: word ։")
@given(
    st.lists(
        st.sampled_from(
            ["A", "Q", ":", ": ", "\n", " ", "Name", "“", "word ", "É", "։", "İ", "\nA: word", "\nQ: word"]
        )
    ).map("".join)
)
def test_hostile_labels_would_give_turns_outside_the_text(text: str) -> None:
    last = 0
    for turn in find_turns(text):
        assert last <= turn.label_start < turn.label_end < turn.start < turn.end <= len(text)
        assert text[turn.label_end] == ":"
        last = turn.end


@pytest.mark.parametrize("unit", ["A: ", "A:\n", "\nA" * 70 + ":", "A: b\n", "A a a a a a a: b\n"])
def test_a_page_of_labels_would_hang_the_machine(unit: str) -> None:
    start = process_time()
    find_turns(unit * 20_000)
    assert process_time() - start < 3
