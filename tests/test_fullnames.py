"""Initials and full names of a text, against plain regular expressions for the same."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from framing.annotation.fullnames import stopped_initials
from framing.annotation.genders import full_names, is_woman

INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.)+(?!\w)")
PAIR = re.compile(r"(?<![\w-])(?=([^\W\d_][\w-]{1,40}) ([^\W\d_][\w-]{1,40}))")


@given(st.text(alphabet="Abé.²1_ \n,\u0301中", max_size=14))
def test_initials_would_be_others_than_those_a_search_at_each_letter_finds(text: str) -> None:
    assert stopped_initials(text) == {found[:-1] for found in INITIALS.findall(text)}


@given(
    st.lists(st.sampled_from(["Nune", "Vahan", "Orbeli", "met", "-", ",", " ", "  ", "\t", "’", "x1", "İ"]))
)
def test_full_names_would_be_others_than_those_a_search_at_each_word_finds(parts: list[str]) -> None:
    text = "".join(parts)
    pairs = [(one, two) for one, two in PAIR.findall(text) if one[0].isupper() and two[0].isupper()]
    assert full_names(text) == [name for name in map(" ".join, pairs) if is_woman(name) is not None]


def test_a_name_in_quotation_marks_would_be_in_reach() -> None:
    assert full_names(
        'Nune Orbeli read “Vahan Orbeli”, «Vahan Orbeli», "Vahan Orbeli" and „Vahan Orbeli“.'
    ) == ["Nune Orbeli"]
