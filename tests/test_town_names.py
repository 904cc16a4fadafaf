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
    (
        "Khankendi Stepanakert Shusha Shushi Martakert Aghdara Hadrut Lachin Berdzor Kapan Nakhchivan Sochi "
        "Kalbajar Baku Ganja Barda Goris Gyumri Larnaca"
    ).split(),
)
def test_a_town_would_hide_the_name_behind_its_comma(town: str) -> None:
    named = identity(f"“We waited an hour,” said a resident of {town}, Nelli Orlova-Sarian.")
    assert (named[0], *named[2:]) == ("Nelli Orlova-Sarian", "civilian", False)
    unnamed = identity(f"“We waited an hour,” said a resident of {town}.")
    assert (unnamed[0], *unnamed[2:]) == (None, "civilian", True)
