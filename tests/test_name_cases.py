"""Listed names in the cases of Russian: the right person, and nobody where the case is not certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.annotation.name_cases import as_listed, cases_of

# Written down by hand, not made by the rules: (genitive, accusative, as the registry lists the name).
NAMES = [
    ("Пашиняна", "Пашиняна", "Пашинян"),
    ("Алиева", "Алиева", "Алиев"),
    ("Никола Пашиняна", "Никола Пашиняна", "Никол Пашинян"),
    ("Ильхама Алиева", "Ильхама Алиева", "Ильхам Алиев"),
    ("Лаврова", "Лаврова", "Лавров"),
    ("Сергея Лаврова", "Сергея Лаврова", "Сергей Лавров"),
    ("Марии Захаровой", "Марию Захарову", "Мария Захарова"),
    ("Сабины Алиевой", "Сабину Алиеву", "Сабина Алиева"),
    ("Джейхуна Байрамова", "Джейхуна Байрамова", "Джейхун Байрамов"),
    ("Арарата Мирзояна", "Арарата Мирзояна", "Арарат Мирзоян"),
]


def listed(phrase: str, name: str) -> str:
    text = f"{phrase} {name}, мост закрыт."
    return as_listed(text, len(phrase) + 1, len(phrase) + 1 + len(name), "ru")


@pytest.mark.parametrize(("genitive", "accusative", "name"), NAMES, ids=[row[2] for row in NAMES])
def test_a_listed_name_would_be_nobody_in_another_case(genitive: str, accusative: str, name: str) -> None:
    assert listed("По словам", genitive) == name
    assert listed("ТАСС сообщает со ссылкой на", accusative) == name


@pytest.mark.parametrize(("genitive", "accusative", "name"), NAMES, ids=[row[2] for row in NAMES])
def test_a_form_would_be_read_as_a_case_that_nothing_asks_for(
    genitive: str, accusative: str, name: str
) -> None:
    for phrase in ("Вчера", "По делам", "Слова", "По словам жены"):
        assert listed(phrase, genitive) == genitive
    assert listed("По словам", f"советника {genitive}") == f"советника {genitive}"
    assert listed("По словам", f"Рената {genitive}") == f"Рената {genitive}"


def test_a_language_without_cases_would_change_a_name() -> None:
    assert cases_of("en") == ()
    assert as_listed("according to Алиева", 13, 19, "en") == "Алиева"


@given(st.text(alphabet="по словамАлиевПшинян ,.«»", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_hostile_text_would_stop_the_reading_of_a_name(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert isinstance(as_listed(text, start, end, "ru"), str)
