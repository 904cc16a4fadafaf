"""Who stands before a colon: somebody who speaks, or the subject of the headline."""

from __future__ import annotations

import pytest

import framing
from framing.actors import load_actors
from framing.annotation.attribution import find_attributions
from framing.annotation.given_names import gender_of, given_names
from framing.annotation.labels import is_speaker
from framing.annotation.party_words import load_party_words
from framing.language import load_language

SPEAKERS = [
    "Pashinyan", "Aliyev", "Ilham Aliyev", "President Aliyev", "Turkish President Erdogan", "Baku", "Yerevan",
    "Armenia", "Azerbaijan", "Kremlin", "Ministry", "Foreign Ministry", "Ministry of Health",
    "Armenian Defense Ministry", "Police", "Experts", "Armenian FM", "Azerbaijani Prime Minister", "Reuters",
    "Nune Tashchian", "Orkhan Dagyeri", "Minister Tashchian", "Mr Dagyeri", "General Vardan Tashchian",
]  # fmt: skip
SUBJECTS = [
    "Shusha Remembered", "Karabakh", "Leaving Karabakh", "Artsakh", "Triumph", "Order", "Treaty",
    "Aliyev Bridge",
    "Pashinyan Dilemma", "Lachin Road", "Missing Baku", "Armenia Divided", "General Elections", "Foreign Aid",
    "Little Comfort for Refugees", "Campaign Songs", "The Long Winter", "Peace Text", "Border Gate",
]  # fmt: skip


@pytest.mark.parametrize("label", SPEAKERS)
def test_a_speaker_before_a_colon_would_be_missed(label: str) -> None:
    assert is_speaker(label, "en")


@pytest.mark.parametrize("label", SUBJECTS)
def test_a_subject_before_a_colon_would_speak(label: str) -> None:
    assert not is_speaker(label, "en")


def test_given_names_would_contradict_the_registry() -> None:
    women = load_party_words().women
    for actor in load_actors().by_form.values():
        if not actor.body and actor.role in ("state", "military"):
            assert gender_of(actor.name.split()) in (None, actor.id in women), actor.name


def test_a_party_would_have_few_given_names() -> None:
    """Someone named on one side must be known as often as on the other."""
    names = given_names()
    assert sum(names.values()) == pytest.approx(len(names) / 2, rel=0.2)


def attributed(title: str, text: str) -> list[str]:
    article = framing.Article(id="a", outlet_id="o", outlet="o", title=title, text=text, language="en")
    found = find_attributions(article, load_language("en"))
    return [article.field(a.field)[a.source.start : a.source.end] for a in found if a.source]


def test_a_headline_without_a_speaker_would_leave_the_newsroom() -> None:
    assert attributed("Shusha Remembered: no new status for the old district", "It rained.") == []
    assert attributed("Aliyev: no new status for the old district", "It rained.") == ["Aliyev"]


def test_a_surname_of_the_text_would_be_no_speaker() -> None:
    line = "Tashchian: no new status for the old district.\n\n"
    assert attributed("", line + "The singer Nune Tashchian came.") == ["Tashchian"]
    assert attributed("", line + "The old Tashchian came.") == []


def test_an_adverb_before_a_verb_would_be_the_source() -> None:
    assert attributed("", "Baku had long said that the road was closed.") == ["Baku"]
    assert attributed("", "A long report said that the road was closed.") == ["A long report"]
