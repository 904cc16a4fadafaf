"""Whose voice a word stands in."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotation.attribution import find_attributions
from framing.annotation.voice import find_voices
from framing.language import load_language
from framing.records import FIELDS, VOICES, Article

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "voice" / "english.toml").read_text(encoding="utf-8")
)
ENGLISH = load_language("en")


def voices_of(text: str = "", title: str = ""):
    article = Article(id="1", outlet_id="x", outlet="X", title=title, text=text)
    found = find_attributions(article, ENGLISH)
    return article, found, find_voices(article, found, ENGLISH)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES["case"]])
def test_a_word_would_be_counted_in_the_wrong_voice(case: dict) -> None:
    field = "title" if "title" in case else "text"
    article, _, voices = voices_of(case.get("text", ""), case.get("title", ""))
    got = {}
    for word in case["at"]:
        start = article.field(field).index(word)
        got[word] = voices.at(field, start, start + len(word)).voice
    assert got == case["at"]


def test_a_source_s_word_would_not_lead_to_its_attribution() -> None:
    article, found, voices = voices_of("“Artsakh is our home,” the singer said.")
    start = article.text.index("Artsakh")
    at = voices.at("text", start, start + 7)
    assert (at.voice, at.attribution_id, at.rule) == ("direct", found[0].id, "quote-before-cue")


def test_an_empty_article_would_raise() -> None:
    _, _, voices = voices_of()
    assert [voices.at(field, 0, 1).voice for field in FIELDS] == ["outlet", "outlet"]


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(alphabet=st.one_of(st.sampled_from(list('“”"[]()‘’ –\n.,ab')), st.characters()), max_size=90)
)
def test_hostile_text_would_have_a_place_without_a_voice(text: str) -> None:
    _, found, voices = voices_of(text)
    ids = {a.id for a in found}
    for place in range(len(text)):
        at = voices.at("text", place, place + 1)
        assert at.voice in VOICES
        assert at.rule
        assert at.attribution_id is None or at.attribution_id in ids


def test_a_voice_would_not_say_which_rule_made_it() -> None:
    from framing import annotate_text

    text = (
        "“We go to Shushi,” the mayor said. The mayor said that Shushi was far. Shushi is old. "
        "The “Shushi” road and the town (known as Shusha) are cold."
    )
    assert [(m.voice, m.voice_rule) for m in annotate_text(text).mentions] == [
        ("direct", "quote-before-cue"),
        ("indirect", "that-clause"),
        ("outlet", "outlet"),
        ("scare", "marks-without-source"),
        ("gloss", "explained-name"),
    ]
