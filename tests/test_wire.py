"""Wire copy: an agency is named where it signs, and nowhere else; the same for every agency."""

from __future__ import annotations

import pytest

from framing.annotation.edits import find_wire_edits
from framing.annotation.wire import find_wire, signature_of
from framing.engine import _agencies, annotate_text
from framing.reading.outlets import load_outlets
from framing.records import Annotation, Article, Zone

STORY = (
    "Rescue workers cleared the road between the two towns on Tuesday morning after heavy snow had closed it "
    "for three days.\nForty trucks with flour and fuel were waiting at the pass, a local official counted."
)
AGENCIES = _agencies(load_outlets())
#: A name in capitals for each of the parties and for others: every pattern must work for all alike.
NAMES = ("ARMENPRESS", "AZERTAC", "TASS", "INTERFAX", "ANADOLU", "REUTERS", "AP", "AFP")


def article(text, outlet="x", **more):
    return Article(id="1", outlet_id=outlet, outlet=outlet, title="", text=text, language="en", **more)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("MOSCOW, May 3. /{}/. " + STORY, "bracket"),
        ("LONDON ({}) - " + STORY, "bracket"),
        (STORY + " ({})", "bracket"),
        (STORY + "\n(with {})", "bracket"),
        (STORY + "\n[{}, Staff]", "bracket"),
        ("YEREVAN, MAY 3, {}. " + STORY, "dateline"),
        ("Baku, May 3, {} — " + STORY, "dateline"),
        (STORY + "\n{}", "line"),
        (STORY + "\nSource: {}", "line"),
        (STORY + "\nWith {}", "line"),
        (STORY + "\nThe bakery opened an hour later. — {}", "dash"),
        (STORY + "\n{} contributed to this report.", "contribution"),
        (STORY + "\nAdditional reporting by {} in Goris.", "contribution"),
    ],
)
def test_a_signature_is_recognised_for_every_agency_alike(name, text, rule):
    found = signature_of(article(text.format(name)), AGENCIES)
    assert found is not None
    assert (found.agency, found.rule) == (AGENCIES[name], rule)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "The minister told {} on Monday that the road was open. " + STORY,
        STORY + "\nHe spoke to {} and to the radio.",
        "In Moscow, {}, Kommersant and Vedomosti wrote about the snow. " + STORY,
        STORY + "\nThe town (the regional capital - {}) has a bakery.",
    ],
)
def test_an_agency_that_is_only_a_source_signs_nothing(name, text):
    assert signature_of(article(text.format(name)), AGENCIES) is None


def test_a_word_in_lower_case_is_no_agency():
    assert signature_of(article(STORY + "\n(report)"), AGENCIES) is None


def test_a_photo_credit_signs_the_photo_and_not_the_text():
    text = "A truck at the pass (AFP)\n" + STORY
    assert signature_of(article(text), AGENCIES).agency == "afp"
    assert signature_of(article(text, zones=(Zone(kind="caption", start=0, end=25),)), AGENCIES) is None


def test_a_byline_of_an_agency_is_a_signature():
    assert signature_of(article(STORY, authors=("Agence France-Presse",)), AGENCIES).rule == "byline"
    assert signature_of(article(STORY, authors=("Anna Reuterswärd",)), AGENCIES) is None


def test_an_agency_does_not_sign_its_own_text():
    assert signature_of(article("MOSCOW, May 3. /TASS/. " + STORY, outlet="tass"), AGENCIES) is None


def test_a_russian_signature_is_read():
    text = "Дорога между городами снова открыта.\nИсточник: ТАСС"
    assert signature_of(article(text), AGENCIES).agency == "tass"


def annotated(id, outlet, text, date="2021-05-03"):
    return Annotation(
        article=Article(id=id, outlet_id=outlet, outlet=outlet, title="", text=text, language="en", date=date)
    )


def test_an_unsigned_copy_of_an_agencys_article_is_wire_copy_by_content():
    items = [annotated("1", "tass", STORY), annotated("2", "paper", STORY), annotated("3", "other", "Else.")]
    found = find_wire(items, agencies=AGENCIES, copies={"1": "1", "2": "1"})
    assert {id: (w.agency, w.rule) for id, w in found.items()} == {"2": ("tass", "content")}
    assert found == find_wire(items[::-1], agencies=AGENCIES, copies={"1": "1", "2": "1"})


def test_one_signed_copy_names_the_agency_of_the_others():
    items = [annotated("1", "paper", STORY), annotated("2", "gazette", STORY + " (AFP)")]
    found = find_wire(items, agencies=AGENCIES, copies={"1": "1", "2": "1"})
    assert {id: w.agency for id, w in found.items()} == {"1": "afp", "2": "afp"}


def test_the_demo_reprints_name_their_agency(demo_tables):
    signed = {a["article_id"]: (a["wire"], a["wire_rule"]) for a in demo_tables.articles if a["wire"]}
    assert set(signed) >= {"demo-e1-taman", "demo-e3-taman-2", "demo-e5-taman"}
    assert {agency for agency, _ in signed.values()} == {"demo_onega"}


# ---- what was changed -------------------------------------------------------------------------------


def pair(first, second, title_a="", title_b=""):
    made = []
    for id, title, text in (("a", title_a, first), ("b", title_b, second)):
        one = annotate_text(text, title=title)
        own = Article(
            id=id, outlet_id=id, outlet=id, title=title, text=text, language="en", date="2021-05-03"
        )
        made.append(
            Annotation(article=own, attributions=one.attributions, mentions=one.mentions, tones=one.tones)
        )
    return made


def edits(first, second, **titles):
    return find_wire_edits(pair(first, second, **titles), copies={"a": "a", "b": "a"}, wires={})


FIRST = "The road to Shusha was open. Bread was cheap on Monday. Nobody slept in Stepanakert that night."


def test_a_changed_name_is_listed_with_both_variants_and_spans():
    second = FIRST.replace("Shusha", "Shushi")
    (edit,) = edits(FIRST, second)
    assert edit.kind == "changed"
    assert FIRST[slice(*edit.span_a)] == "The road to Shusha was open."
    assert second[slice(*edit.span_b)] == "The road to Shushi was open."
    assert [(t.concept, t.before, t.after) for t in edit.terms] == [
        ("toponym_shusha", ("shusha",), ("shushi",))
    ]


def test_a_sentence_left_out_or_put_in_is_listed():
    without = FIRST.replace("Bread was cheap on Monday. ", "")
    assert [(e.kind, e.span_b) for e in edits(FIRST, without)] == [("dropped", None)]
    assert [(e.kind, e.span_a) for e in edits(without, FIRST)] == [("added", None)]


def test_exchanging_the_two_outlets_exchanges_every_edit():
    second = (
        FIRST.replace("Shusha", "Shushi").replace("Bread was cheap on Monday. ", "") + " Snow fell at noon."
    )
    mirror = {"changed": "changed", "added": "dropped", "dropped": "added"}
    there = {
        (e.kind, e.span_a, e.span_b, tuple((t.before, t.after) for t in e.terms))
        for e in edits(FIRST, second)
    }
    back = {
        (mirror[e.kind], e.span_b, e.span_a, tuple((t.after, t.before) for t in e.terms))
        for e in edits(second, FIRST)
    }
    assert there == back
    assert len(there) == 3


def test_identical_copies_have_no_edits_and_a_changed_headline_is_one():
    assert edits(FIRST, FIRST) == ()
    (edit,) = edits(FIRST, FIRST, title_a="Road open", title_b="Road open at last")
    assert (edit.field, edit.kind) == ("title", "changed")


def test_a_very_long_pair_is_listed_and_does_not_take_minutes():
    first = " ".join(f"Sentence number {n} speaks of snow." for n in range(400))
    second = " ".join(f"Other words follow here as {n} again." for n in range(400))
    found = edits(first, second)
    assert {e.kind for e in found} == {"added", "dropped"}
    assert len(found) == 800


def test_the_demo_reprints_show_their_changed_names(demo_tables):
    changed = {
        (t["concept"], tuple(t["before"]), tuple(t["after"]))
        for e in demo_tables.wire_edits
        if (e["article_a"], e["article_b"]) == ("demo-e1-onega", "demo-e1-taman")
        for t in e["terms"]
    }
    assert ("toponym_stepanakert", ("stepanakert",), ("khankendi",)) in changed
