"""Mentions: the cases of tests/cases/terms/, hostile text, offsets, and the mirror of the parties."""

from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.annotation.folding import fold
from framing.annotation.terms import ANCHOR_REACH, find_mentions
from framing.engine import annotate_text
from framing.lexicon import Lexicon, load_lexicon, spelled
from framing.records import Article, Mention, Zone

FOLDER = Path(__file__).parent / "cases"
CASES = FOLDER / "terms"
LEXICON = load_lexicon("karabakh")


class Dispute(NamedTuple):
    """The cases of a dispute, and what its mirrored pairs are read with."""

    lexicon: Lexicon
    folder: Path
    swap: tuple[str, str]
    title: str


DISPUTES = {
    "karabakh": Dispute(LEXICON, CASES, ("armenian", "azerbaijani"), "Armenia and Azerbaijan"),
    "cyprus": Dispute(
        load_lexicon("cyprus"),
        FOLDER / "terms_cyprus",
        ("greek_cypriot", "turkish_cypriot"),
        "Cyprus and Turkey",
    ),
}


class At(NamedTuple):
    voice: str
    attribution_id: str | None = None


class OneVoice:
    """The same voice everywhere."""

    def __init__(self, voice: str = "outlet", attribution_id: str | None = None) -> None:
        self.here = At(voice, attribution_id)

    def at(self, field: str, start: int, end: int) -> At:
        assert start < end
        return self.here


def mentions(
    text: str, *, title: str = "", voice: str = "outlet", lexicon: Lexicon = LEXICON, **more: Any
) -> list[Mention]:
    more = {"language": "en"} | more
    article = Article(id="1", outlet_id="x", outlet="X", title=title, text=text, **more)
    return list(find_mentions(article, lexicon, OneVoice(voice)))


def pairs(text: str, *, concept: str | None = None, **more: Any) -> list[list[str]]:
    return [[m.surface, m.variant] for m in mentions(text, **more) if concept in (None, m.concept)]


def load(name: str, folder: Path = CASES) -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


def cases(pile: str) -> list[Any]:
    found = []
    for dispute in DISPUTES.values():
        for path in sorted(dispute.folder.glob("[!_]*.toml")):
            for n, case in enumerate(load(path.name, dispute.folder).get(pile, [])):
                found.append(pytest.param(dispute.lexicon, path.stem, case, id=f"{path.stem}-{n}"))
    return found


@pytest.mark.parametrize(("lexicon", "concept", "case"), cases("positive"))
def test_a_wording_is_missed_or_taken_for_another(
    lexicon: Lexicon, concept: str, case: dict[str, Any]
) -> None:
    inside = mentions(case["text"], date=case.get("date"), lexicon=lexicon)
    found = [m for m in inside if m.concept == concept]
    assert [[m.surface, m.variant] for m in found] == [entry[:2] for entry in case["expected"]]
    for mention, entry in zip(found, case["expected"], strict=True):
        assert entry[2:] in ([], [mention.association]), mention


@pytest.mark.parametrize(("lexicon", "concept", "case"), cases("negative"))
def test_something_else_is_counted_as_a_mention(lexicon: Lexicon, concept: str, case: dict[str, Any]) -> None:
    assert pairs(case["text"], concept=concept, date=case.get("date"), lexicon=lexicon) == []


@pytest.mark.parametrize(("lexicon", "concept", "case"), cases("known_failure"))
def test_a_known_failure_now_passes_and_should_become_a_case(
    lexicon: Lexicon, concept: str, case: dict[str, Any]
) -> None:
    found = pairs(case["text"], concept=concept, date=case.get("date"), lexicon=lexicon)
    assert found != case["expected"], case["why"]


@pytest.mark.parametrize("dispute", DISPUTES.values(), ids=list(DISPUTES))
def test_a_concept_has_no_positive_or_no_negative_case(dispute: Dispute) -> None:
    for concept in dispute.lexicon.concepts:
        piles = load(f"{concept.id}.toml", dispute.folder)
        assert piles["positive"], concept.id
        assert piles["negative"], concept.id
        tried = {variant for case in piles["positive"] for _, variant, *_ in case["expected"]}
        silent = {v.id for v in concept.variants if not (v.forms.get("en") or v.case_forms or v.dated_forms)}
        assert {v.id for v in concept.variants} - silent == tried, concept.id


# --- the choice between overlapping names ----------------------------------------------------------


def test_a_republic_is_also_counted_as_the_region() -> None:
    found = mentions("The unrecognised Nagorno-Karabakh Republic sent a letter.")
    assert [(m.concept, m.surface) for m in found] == [
        ("polity_legitimacy", "unrecognised"),
        ("polity_name", "Nagorno-Karabakh Republic"),
    ]


def test_a_status_adjective_swallows_the_name_beside_it() -> None:
    found = mentions("Fighting shook the disputed territory of Nagorno-Karabakh and occupied Artsakh.")
    assert [(m.concept, m.variant) for m in found] == [
        ("status_nk", "disputed"),
        ("region_name", "nagorno_karabakh"),
        ("status_occupied", "occupied_by_azerbaijan"),
        ("region_name", "artsakh"),
    ]


def test_the_name_in_a_description_of_the_war_is_lost() -> None:
    found = mentions("The Nagorno-Karabakh conflict went on.", date="2020-10-05")
    assert [(m.concept, m.surface) for m in found] == [
        ("region_name", "Nagorno-Karabakh"),
        ("war_2020_name", "conflict"),
    ]
    assert found[1].rule == "form:[Nagorno-Karabakh] conflict"


def test_a_paragraph_end_or_a_dash_between_clauses_is_bridged() -> None:
    assert pairs("It was Nagorno\n\nKarabakh again.") == [["Karabakh", "karabakh_bare"]]
    assert pairs("He left Karabakh — Armenians wept.") == [["Karabakh", "karabakh_bare"]]
    assert pairs("the\nNagorno Karabakh\nRepublic") == [
        ["Nagorno Karabakh\nRepublic", "nagorno_karabakh_republic"]
    ]


def test_a_possessive_is_part_of_the_mention() -> None:
    assert pairs("Shusha’s walls and Artsakh's hills") == [["Shusha", "shusha"], ["Artsakh", "artsakh"]]


def test_a_source_s_opening_quotation_mark_is_read_as_distance() -> None:
    text = "“Artsakh” was the only word from Karabakh."
    assert pairs(text, concept="polity_name") == [["“Artsakh”", "so_called_republic"]]
    assert pairs(text, concept="polity_name", voice="direct") == []
    assert pairs(text, concept="region_name", voice="direct")[0] == ["Artsakh", "artsakh"]


# --- anchors and dates -----------------------------------------------------------------------------


def test_a_separatist_of_another_war_is_counted() -> None:
    assert pairs("Separatists shelled a town.") == []
    far = "x " * ANCHOR_REACH
    assert pairs(f"Karabakh was quiet. {far}Separatists shelled a town.", concept="polity_legitimacy") == []
    assert pairs(f"{far}Separatists shelled a town.", title="Karabakh", concept="polity_legitimacy")
    assert pairs("Armenia and Azerbaijan met. Separatists shelled a town.", concept="polity_legitimacy")
    assert pairs("Armenia was quiet. Separatists shelled a town.", concept="polity_legitimacy") == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Armenia spoke of self-determination.", True),
        ("Armenia spoke. It asked for self-determination.", True),
        ("Armenia spoke. So did others. They asked for self-determination.", False),
        ("They asked for self-determination. Armenia spoke.", False),
        ("Armenia had spoken.\n\nOthers asked for self-determination.", True),
    ],
)
def test_a_word_of_ordinary_news_counts_out_of_sight_of_the_dispute(text: str, counted: bool) -> None:
    far = f"Karabakh and Azerbaijan were the theme. It rained. {text}"
    assert bool(pairs(far, concept="self_determination")) == counted
    assert pairs(far, title="Armenia asks", concept="self_determination")


def test_a_word_that_asks_for_its_own_sentence_counts_beside_another() -> None:
    more = {"date": "2020-11-20", "concept": "peacekeepers", "title": "Karabakh"}
    assert pairs("Russian troops came to Armenia.", **more)
    assert pairs("Armenia was glad. Russian troops came.", **more) == []


def test_a_year_alone_is_not_understood_as_a_date() -> None:
    assert pairs("Eastern Zangezur", date="2022") == [["Eastern Zangezur", "eastern_zangezur"]]
    assert pairs("Eastern Zangezur", date="2021") == [["Eastern Zangezur", "eastern_zangezur"]]
    assert pairs("Eastern Zangezur", date="2020") == [["Zangezur", "zangezur"]]


# --- the record ------------------------------------------------------------------------------------


def test_a_mention_does_not_say_where_it_stands_and_who_speaks() -> None:
    article = Article(
        id="1",
        outlet_id="x",
        outlet="X",
        title="Artsakh",
        text="YEREVAN. Shushi",
        language="en",
        zones=(Zone(kind="caption", start=9, end=15),),
    )
    first, second = find_mentions(article, LEXICON, OneVoice("direct", "a1"))
    assert (first.field, first.zone, first.start, first.end) == ("title", "headline", 0, 7)
    assert (second.field, second.zone, second.voice, second.attribution_id) == (
        "text",
        "caption",
        "direct",
        "a1",
    )
    assert (second.lexicon, second.association, second.strength) == ("karabakh", "armenian", "marker")
    assert second.rule == "form:Shushi"


def test_english_forms_are_searched_in_a_language_that_has_none() -> None:
    assert pairs("Artsakh", language="fr") == []
    assert pairs("Artsakh", language="en-GB") == pairs("Artsakh", language=None) == [["Artsakh", "artsakh"]]


@pytest.mark.parametrize(
    "before", ["İİİ ", "ßß ", "և եւ ", "e\u0301e\u0301 ", "😀👩‍👩‍👧 ", "ﬁ\u00ad ", "\ufeff"]
)
def test_offsets_slip_behind_a_letter_that_changes_length_in_lower_case(before: str) -> None:
    text = f"{before}Nagorno-  Karabakh and S\u0327us\u0327a {before}Art\u00adsakh"
    found = mentions(text)
    assert [text[m.start : m.end] for m in found] == [
        "Nagorno-  Karabakh",
        "S\u0327us\u0327a",
        "Art\u00adsakh",
    ]
    assert [m.surface for m in found] == [text[m.start : m.end] for m in found]


NAMES = "Artsakh|Nagorno-Karabakh| Republic|Karabakh|Shusha|Ağdam|NK |Armenia|Azerbaijan|Crimea "
WORDS = "occupied |disputed |war in |www.|“|'|\n|\n\n| - |—|İ|ß|և|\u0301|😀|\u00ad|\x00|\x01|\ud800| (|)|/|. "
PIECES = st.sampled_from([*NAMES.split("|"), *WORDS.split("|")])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
@example("Karabakh\u0301\u0301 - \n\n-")
def test_some_text_breaks_the_matcher_or_its_offsets(text: str) -> None:
    found = mentions(text, title=text[:40], date="2021-01-01")
    for field, string in (("title", text[:40]), ("text", text)):
        inside = [m for m in found if m.field == field]
        assert all(m.surface == string[m.start : m.end] and m.surface for m in inside)
        assert all(a.end <= b.start for a, b in pairwise(inside))


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_a_folded_offset_leads_outside_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.view) <= len(text)
    for i in range(len(folded.view)):
        start, end = folded.raw(i, i + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("word", ["Նախիջևան", "Նախիջեւան", "ՆԱԽԻՋԵՎԱՆ", "ՆԱԽԻՋԵՒԱՆ"])
def test_one_of_the_spellings_of_an_armenian_letter_is_missed(word: str) -> None:
    text = f"Երեւանից եւ {word}ից՝ Բաքու, {word}:"
    found = [m for m in mentions(text, language="hy") if m.concept == "toponym_nakhchivan"]
    assert [text[m.start : m.end] for m in found] == [f"{word}ից", word]


def test_a_letter_written_as_two_is_cut_in_half() -> None:
    for text in ("եւ", "ԵՎ", "եւ եւ", "եւ-եւ", "եւ\u00ad", "բեւ"):
        folded = fold(text)
        assert folded.raw(0, len(folded.view)) == (0, len(text.rstrip("\u00ad")))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/2023/the-fall-of-nagorno-karabakh-explained/",
        "(https://example.org/an-enclave-in-azerbaijan-falls.html)",
        "www.example.org/2020/10/war-in-karabakh-and-shushi",
        "HTTPS://EXAMPLE.ORG/ARTSAKH-TODAY",
    ],
)
def test_a_word_of_a_web_address_is_counted(address: str) -> None:
    text = f"Karabakh: see {address} and Shushi."
    assert pairs(text) == [["Karabakh", "karabakh_bare"], ["Shushi", "shushi"]]


HOSTILE = [
    "Nagorno-Karabakh ",
    "“",
    "occupied ",
    "a-",
    "- \n",
    "\u0301",
    "so-called ",
    "www.",
    "a.",
    "://Karabakh",
]


@pytest.mark.parametrize("unit", [*HOSTILE, "Crimea separatist "])
def test_a_hostile_text_takes_more_than_linear_time(unit: str) -> None:
    def cost(n: int) -> float:
        begun = time.process_time()
        mentions(unit * n, title="Karabakh")
        return time.process_time() - begun

    cost(100)
    small, large = (min(cost(n) for _ in range(3)) for n in (2000, 16000))
    assert large < 40 * small + 0.05  # eight times the text; quadratic cost would be 64 times


# --- even-handed -----------------------------------------------------------------------------------


MIRRORS = [
    (dispute, load(path.name, dispute.folder))
    for dispute in DISPUTES.values()
    for path in sorted(dispute.folder.glob("_mirrored*.toml"))
]
PAIRS = [
    pytest.param(dispute, mirror, pair, id=pair["one"])
    for dispute, mirror in MIRRORS
    for pair in mirror["pair"]
]


@pytest.mark.parametrize(("dispute", "mirror", "pair"), PAIRS)
def test_swapping_the_parties_does_not_swap_the_associations(
    dispute: Dispute, mirror: dict[str, Any], pair: dict[str, str]
) -> None:
    swap = {dispute.swap[0]: dispute.swap[1], dispute.swap[1]: dispute.swap[0]}
    same = mirror.get("mirrored_concepts", {})
    found = []
    for text in (pair["one"], pair["other"]):
        inside = mentions(f"{text}.", title=dispute.title, date="2021-10-01", lexicon=dispute.lexicon)
        concepts = [same.get(m.concept, m.concept).split("_")[0] for m in inside]
        found.append([(c, m.association, m.strength) for c, m in zip(concepts, inside, strict=True)])
    one, other = found
    assert one
    if pair["one"] in mirror.get("unequal_strength", {}):
        assert {one[0][2], other[0][2]} == set(mirror["unequal_strength"][pair["one"]])
        one, other = ([(c, a) for c, a, _ in side] for side in (one, other))
    mirrored = [(c, swap.get(a, a), *rest) for c, a, *rest in one]
    assert sorted(mirrored) == sorted(tuple(o) for o in other)


def test_occupation_is_recognised_in_one_direction_only() -> None:
    words = ("armenian", "azerbaijani", "armenia", "azerbaijan")
    other = dict(zip(words, ("azerbaijani", "armenian", "azerbaijan", "armenia"), strict=True))
    concept = LEXICON.concept("status_occupied")
    known = {spelled(form) for variant in concept.variants for form in variant.forms.get("en", ())}
    starts = tuple(load("_mirrored.toml")["one_way"]["starts"])
    for form in concept.variant("occupied_by_armenia").forms["en"]:
        mirrored = re.sub("|".join(words), lambda m: other[m.group()], spelled(form))
        assert mirrored in known or mirrored.startswith(starts), form


def test_a_wording_of_one_party_alone_is_no_marker_of_it_or_has_no_reason() -> None:
    dispute = DISPUTES["cyprus"]
    for text, reason in load("_mirrored.toml", dispute.folder)["one_way"].items():
        (found,) = mentions(text, title=dispute.title, lexicon=dispute.lexicon)
        assert found.association in (*dispute.swap, "shared", "international")
        assert len(reason) > 20


@pytest.mark.parametrize("dispute", DISPUTES.values(), ids=list(DISPUTES))
def test_one_party_has_more_marked_wordings_than_the_other(dispute: Dispute) -> None:
    totals = {party: [0, 0] for party in dispute.swap}
    for concept in dispute.lexicon.concepts:
        for variant in concept.variants:
            if variant.association in totals:
                name = f"{concept.id}.{variant.id}"
                weighed = variant.strength == "marker" and name not in dispute.lexicon.unpaired
                totals[variant.association][0] += weighed
                totals[variant.association][1] += variant.strength != "neutral"
    for one, other in zip(*totals.values(), strict=True):
        assert abs(one - other) <= 0.1 * max(one, other), totals


def test_an_exception_to_the_balance_is_no_marker_or_has_no_reason() -> None:
    for name, reason in LEXICON.unpaired.items():
        assert LEXICON.variant(*name.split(".")).strength == "marker", name
        assert len(reason) > 20, name


# --- other languages -------------------------------------------------------------------------------


@pytest.mark.parametrize("case", load("_languages.toml")["positive"], ids=lambda case: case["text"][:40])
def test_a_wording_in_another_language_is_missed(case: dict[str, Any]) -> None:
    found = mentions(case["text"], language=case["language"], date=case.get("date"))
    assert [[m.concept, m.surface, m.variant] for m in found] == case["expected"]


@pytest.mark.parametrize("case", load("_languages.toml")["negative"], ids=lambda case: case["text"][:40])
def test_something_else_is_counted_in_another_language(case: dict[str, Any]) -> None:
    more = {"language": case["language"], "date": case.get("date")}
    assert pairs(case["text"], concept=case["concept"], **more) == []


@pytest.mark.parametrize("language", ["ru", "hy", "tr", "az"])
def test_occupation_has_one_direction_only_in_another_language(language: str) -> None:
    concept = LEXICON.concept("status_occupied")
    armenia, azerbaijan = (
        [form for form in concept.variant(f"occupied_by_{party}").forms[language] if "[" not in form]
        for party in ("armenia", "azerbaijan")
    )
    assert len(armenia) == len(azerbaijan)


def test_a_russian_article_has_no_mentions_or_no_word_of_caution() -> None:
    annotation = annotate_text("Автобус шёл из Арцаха в Степанакерт.", language="ru")
    assert [m.variant for m in annotation.mentions] == ["artsakh", "stepanakert"]
    assert "ru" not in LEXICON.reviewed
    assert any("the forms of the lexicon" in note for note in annotation.notes)
