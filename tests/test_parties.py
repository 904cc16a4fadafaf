"""The names of a party stand in three files of data, each for its own purpose: they are the same names."""

from __future__ import annotations

import tomllib
from itertools import combinations
from typing import Any

import pytest

from framing.lexicon import load_lexicon
from framing.resources import data_folder

LEXICON = load_lexicon("karabakh")
PARTIES = {party.association: party for party in LEXICON.parties}


def table(*path: str) -> dict[str, Any]:
    return tomllib.loads(data_folder("lexicons").joinpath(*path).read_text(encoding="utf-8"))


TARGETS = table("tone", "targets.toml")["parties"]
PLACES = table("actors", "places.toml")["places"]


def single(names: list[str] | tuple[str, ...]) -> set[str]:
    """The names that are one word; "the Kremlin" is one, "Armenia's" says no more than "Armenia"."""
    words = [name.removeprefix("the ") for name in names]
    return {word for word in words if " " not in word and not word.endswith("'s")}


def in_lexicon(party: str) -> set[str]:
    return single(PARTIES[party].names["en"])


def in_targets(party: str) -> set[str]:
    kinds = TARGETS[party]
    return single([*kinds["states"], *kinds["capitals"], *kinds["peoples"], *kinds["adjectives"]])


def in_places(party: str) -> set[str]:
    words = [place["words"] for place in PLACES.values() if place.get("affiliation") == party]
    return single([word for several in words for word in several])


@pytest.mark.parametrize("party", PARTIES)
def test_tone_knows_a_party_by_other_names_than_the_lexicon_and_the_sources(party: str) -> None:
    assert in_targets(party) == in_lexicon(party) & in_places(party)


@pytest.mark.parametrize("names", [in_lexicon, in_targets, in_places])
def test_a_name_belongs_to_two_parties(names: Any) -> None:
    for one, other in combinations(PARTIES, 2):
        assert not names(one) & names(other), (one, other)
        assert not names(one) & in_lexicon(other), (one, other)


def test_a_text_is_known_to_be_about_the_dispute_by_other_names_than_those_of_its_parties() -> None:
    anchor = LEXICON.anchor
    assert set(anchor.pair_one["en"]) == in_targets("armenian")
    assert set(anchor.pair_two["en"]) == in_targets("azerbaijani")


def test_a_longer_name_of_a_party_is_none_of_its_shorter_ones_put_in_context() -> None:
    for party in PARTIES:
        for kind in ("states", "capitals", "peoples", "adjectives"):
            for name in TARGETS[party][kind]:
                words = set(name.removesuffix("'s").split())
                assert words & (in_targets(party) | {"Karabakh"}), name
