"""Sources whom a town places: named whatever the town."""

from __future__ import annotations

import pytest

from framing.annotation.attribution import find_attributions
from framing.language import load_language
from framing.records import Article

ENGLISH = load_language("en")


def identity(text: str, date: str | None = None) -> tuple[object, ...]:
    article = Article(id="1", outlet_id="x", outlet="X", title="", text=text, date=date)
    (found,) = find_attributions(article, ENGLISH)
    return found.entity, found.affiliation, found.role, found.anonymous


@pytest.mark.parametrize(
    "town",
    [
        "Khankendi",
        "Stepanakert",
        "Shusha",
        "Shushi",
        "Martakert",
        "Aghdara",
        "Hadrut",
        "Lachin",
        "Berdzor",
        "Kapan",
        "Nakhchivan",
        "Sochi",
        "Kalbajar",
        "Baku",
        "Ganja",
        "Barda",
        "Goris",
        "Gyumri",
        "Larnaca",
    ],
)
def test_a_town_would_hide_the_name_behind_its_comma(town: str) -> None:
    named = identity(f"“We waited an hour,” said a resident of {town}, Nelli Orlova-Sarian.")
    assert (named[0], *named[2:]) == ("Nelli Orlova-Sarian", "civilian", False)
    unnamed = identity(f"“We waited an hour,” said a resident of {town}.")
    assert (unnamed[0], *unnamed[2:]) == (None, "civilian", True)


@pytest.mark.parametrize("date", [None, "2020-10-10", "2024-10-10"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stepanakert", "Khankendi"),
        ("Shusha", "Shushi"),
        ("Martakert", "Aghdara"),
        ("Lachin", "Berdzor"),
        ("Kalbajar", "Karvachar"),
        ("Martuni", "Khojavend"),
        ("Askeran", "Asgaran"),
        ("Fizuli", "Varanda"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "{} said that the road was closed.",
        "The authorities in {} said that the road was closed.",
        "“It was cold,” said a driver from {}.",
        "“It was cold,” said a resident of {}, Nelli Orlova.",
    ],
)
def test_the_two_names_of_a_town_would_tell_two_sides(text: str, one: str, other: str, date: str) -> None:
    first, second = (identity(text.format(name), date) for name in (one, other))
    assert first[1:] == second[1:]
    assert str(first[0]).replace(one, other) == str(second[0])


def test_a_disputed_town_would_place_a_source_that_says_no_side() -> None:
    assert identity("The authorities in Khankendi said that it rained.", "2020-10-10")[1] == "armenian"
    assert identity("The authorities in Stepanakert said that it rained.", "2024-10-10")[1] is None
    assert identity("The Azerbaijani authorities in Shusha said that it rained.")[1] == "azerbaijani"


def test_a_side_named_after_a_disputed_town_would_be_lost() -> None:
    assert identity("“It was cold,” said a driver from Shushi in Artsakh.")[1] == "armenian"
    assert identity("“It was cold,” said a driver from Shusha in Azerbaijan.")[1] == "azerbaijani"
    assert identity("“It was cold,” said a driver from Shusha.")[1] is None
