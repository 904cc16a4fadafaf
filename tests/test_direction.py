"""Direction of mirror words, double names, talk about words, periods and stems, on an invented dispute."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.annotation.constructions import load_constructions, read_constructions
from framing.annotation.terms import find_mentions
from framing.errors import LexiconError
from framing.lexicon import load_lexicon
from framing.records import Article, Mention
from framing.resources import data_folder

CASES = Path(__file__).parent / "cases" / "direction"
LEXICON = load_lexicon(CASES / "lexicon.toml")
ENGLISH = tomllib.loads((CASES / "en.toml").read_text(encoding="utf-8"))["case"]
SWAPPED = tomllib.loads((CASES / "swapped.toml").read_text(encoding="utf-8"))["case"]
WORDS = {
    "armenia": ("Armenia", "Armenian", "Armenians", "Yerevan", "Pashinyan"),
    "azerbaijan": ("Azerbaijan", "Azerbaijani", "Azerbaijanis", "Baku", "Aliyev"),
}
KARABAKH = load_lexicon("karabakh")


class Outlet:
    voice = "outlet"
    attribution_id = None

    def at(self, field: str, start: int, end: int) -> Outlet:
        return self


def mentions(text: str, *, language: str | None = "en", **more: Any) -> list[Mention]:
    fields = {"id": "1", "outlet_id": "x", "outlet": "X", "title": "", **more}
    return list(find_mentions(Article(text=text, language=language, **fields), LEXICON, Outlet()))


def told(found: list[Mention]) -> list[list[str]]:
    return [[m.surface, m.variant, m.association] for m in found]


def exchanged(text: str) -> str:
    for one, other in (("West", "East"), ("west", "east"), ("Oak", "Elm"), ("oak", "elm")):
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


@pytest.mark.parametrize("case", ENGLISH, ids=lambda case: case["text"][:50])
def test_a_direction_is_not_as_in_its_case(case: dict[str, Any]) -> None:
    found = mentions(case["text"])
    if "known_failure" in case:
        assert told(found) != case["expected"], "this failure is gone: make it a case"
        return
    assert told(found) == case["expected"]
    mirror = [m for m in found if m.concept != "name"][:1]
    for role in ("agent", "patient"):
        if role in case:
            assert [getattr(m, role) for m in mirror] == [case[role]]


@pytest.mark.parametrize("case", ENGLISH, ids=lambda case: case["text"][:50])
def test_exchanged_parties_do_not_give_exchanged_results(case: dict[str, Any]) -> None:
    found, other = mentions(case["text"]), mentions(exchanged(case["text"]))
    as_if = [[exchanged(m.surface), exchanged(m.variant), exchanged(m.association)] for m in found]
    if "Westlander troops" in case["text"] or "Eastlander troops" in case["text"]:
        return  # the concept `army` knows one side only
    assert told(other) == as_if
    for one, two in zip(found, other, strict=True):
        assert (one.direction, one.voice) == (two.direction, two.voice)
        assert exchanged(one.agent or "") == (two.agent or "")


def register_of(case: dict[str, Any], one: str, other: str) -> str:
    """The register of the case's word, with these parties in it for X and for Y."""
    slots = {}
    for letter, party in (("X", one), ("Y", other)):
        for ending, word in zip(("", "an", "ans", "cap", "leader"), WORDS[party], strict=True):
            slots[letter + ending] = word
    text = case["text"].format(**slots)
    place = text.index(case["word"])
    article = Article(
        id="1", outlet_id="x", outlet="X", title="", text=text, language="en", date=case.get("date")
    )
    found = [m for m in find_mentions(article, KARABAKH, Outlet()) if m.start <= place < m.end]
    assert len(found) == 1, text
    return found[0].association


@pytest.mark.parametrize("case", SWAPPED, ids=lambda case: case["text"][:50])
def test_a_mirror_word_gets_another_register_when_the_parties_change_places(case: dict[str, Any]) -> None:
    registers = {"armenia": "armenian", "azerbaijan": "azerbaijani"}
    for one, other in (("armenia", "azerbaijan"), ("azerbaijan", "armenia")):
        whose = one if case["word"].startswith("liberat") else other  # who frees a town says so itself
        expected = registers[whose] if case["agent"] else "undirected"
        if "known_failure" in case:
            assert register_of(case, one, other) != expected, "this failure is gone: make it a case"
        else:
            assert register_of(case, one, other) == expected


def test_a_direction_does_not_say_which_rule_found_it() -> None:
    (found,) = mentions("Land was occupied by Westland.")
    assert (found.direction, found.side, found.kind) == ("by", "east", "use")
    (found,) = mentions("The occupation lasted.")
    assert (found.direction, found.side, found.agent) == ("", "undirected", None)


@pytest.mark.parametrize(
    ("text", "surface", "variant", "second"),
    [
        ("In Elmvale (Oakvale) it rained.", "Elmvale (Oakvale)", "elm_oak", None),
        ("In Oakvale (Elmvale) it rained.", "Oakvale (Elmvale)", "oak", "elm"),
        ("Oakvale (or Elmvale) is wet.", "Oakvale (or Elmvale)", "oak", "elm"),
        ("Oakvale (Elmvale, they say) is wet.", "Oakvale (Elmvale", "oak", "elm"),
        ("In Oakvale/Elmvale it rained.", "Oakvale/Elmvale", "oak", "elm"),
        ("Oakvale, known to Eastlanders as Elmvale, is wet.", None, "oak", None),
        ("Oakvale, also known as Elmvale, is wet.", "Oakvale, also known as Elmvale", "oak", "elm"),
        ("Elmvale-Oakvale is wet.", "Elmvale-Oakvale", "elm_oak", None),
    ],
)
def test_two_names_of_one_place_are_two_mentions(
    text: str, surface: str | None, variant: str, second: str | None
) -> None:
    found = mentions(text)
    if surface is None:  # a people's name that the language's list of such words does not have
        assert [m.kind for m in found] == ["use", "use"]
        return
    assert [(m.kind, m.surface, m.variant, m.second) for m in found] == [("dual", surface, variant, second)]


@pytest.mark.parametrize(
    "text", ["Oakvale and Elmvale are wet.", "Oakvale. Elmvale is wet.", "Oakvale (see Elmvale road)."]
)
def test_two_names_in_a_row_are_taken_for_a_double_name(text: str) -> None:
    assert [m.kind for m in mentions(text)] == ["use", "use"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The word Oakvale is old.", ["about"]),
        ('The term "Oakvale" is old.', ["about"]),
        ("They call it Oakvale.", ["about"]),
        ("They refer to it as Oakvale.", ["about"]),
        ("Oakvale is the old name.", ["about"]),
        ("In the name of Oakvale they marched.", ["use"]),
        ("They call Oakvale home.", ["use"]),
    ],
)
def test_talk_about_a_word_is_not_told_from_its_use(text: str, kinds: list[str]) -> None:
    assert [m.kind for m in mentions(text)] == kinds


def test_an_association_does_not_change_with_the_article_s_date() -> None:
    text = "Elmvale is wet."
    assert [m.association for m in mentions(text, date="2020-12-31")] == ["east"]
    assert [m.association for m in mentions(text, date="2021-01-01")] == ["shared"]
    assert [m.association for m in mentions(text, date="2021")] == ["shared"]
    assert [m.association for m in mentions(text)] == ["east"]


def test_a_stem_takes_any_ending() -> None:
    assert [m.surface for m in mentions("Снег в Дубраве. Дубравский снег.", language="ru")] == [
        "Дубраве",
        "Дубравский",
    ]
    assert mentions("Снег в Дубравушке, и у дубравных зверей.", language="ru") == []


def test_a_shorter_form_inside_a_mention_is_lost() -> None:
    (found,) = mentions("Elmvale-Oakvale is wet.")
    assert [tuple(n) for n in found.nested] == [(8, 15, "name", "oak")] or found.nested[0].variant == "elm"


def test_the_outlet_s_own_name_is_counted() -> None:
    text = "Oakvale Herald readers wrote. Oakvale is wet."
    assert [m.start for m in mentions(text, outlet="Oakvale Herald")] == [30]
    assert len(mentions(text)) == 2


@settings(max_examples=60, deadline=None)
@example("Oakvale (Elmvale)")
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["occupied ", "by ", "Westland", "'s ", "of ", "Oakvale", "Elmvale", " (", ")", "/"]
            ),
            st.text(alphabet='\n.,"лДубрав́\u00ad İ', max_size=5),
        ),
        max_size=30,
    ).map("".join)
)
def test_arbitrary_text_breaks_the_matching(text: str) -> None:
    for m in [*mentions(text), *mentions(text, language=None)]:
        assert m.surface == text[m.start : m.end]
        assert all(m.start <= n.start < n.end <= m.end for n in m.nested)


def test_long_sentences_cost_more_than_their_share() -> None:
    import time

    def cost(n: int) -> float:
        text = "occupied the town by " * n
        begun = time.process_time()
        assert len(mentions(text)) == n
        return (time.process_time() - begun) / n

    cost(10)
    assert cost(800) < 4 * min(cost(200) for _ in range(3))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"construction": "by", "pattern": "by PARTY"}, "needs WORD or FIRST exactly once"),
        ({"construction": "by", "pattern": "WORD {nobody} PARTY"}, "has the class {nobody}, not in"),
        ({"construction": "by", "pattern": "WORD *12 PARTY"}, "'*12', which is no word, class or gap"),
        ({"construction": "beside", "pattern": "WORD by PARTY"}, "'beside' is not one of by, accused"),
    ],
)
def test_a_broken_pattern_is_not_explained(entry: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError) as caught:
        read_constructions({"direction": [entry]}, where="mine.toml")
    assert message in str(caught.value)


def test_a_file_of_constructions_is_broken() -> None:
    files = sorted((data_folder("lexicons") / "constructions").glob("*.toml"))
    assert "en" in [f.stem for f in files]
    for file in files:
        assert load_constructions(file.stem).direction
