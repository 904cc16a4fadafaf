"""A second dispute is a folder of data: it loads, finds its own words, and its parties are balanced."""

from __future__ import annotations

import pytest

import framing
from framing.annotation.terms import find_mentions
from framing.lexicon import load_lexicon
from framing.records import Article
from framing.reporting.page import build_page
from framing.resources import package_folder

LEXICON = load_lexicon("cyprus")


class Outlet:
    voice = "outlet"
    attribution_id = None

    def at(self, field, start, end):
        return self


def mentions(text, *, date=None):
    article = Article(
        id="1", outlet_id="x", outlet="X", title="Cyprus and Turkey", text=text, language="en", date=date
    )
    return find_mentions(article, LEXICON, Outlet())


def test_the_second_dispute_is_smaller_than_it_says():
    assert len(LEXICON.concepts) >= 15
    for concept in LEXICON.concepts:
        assert concept.contested, concept.id
        assert [s for s in concept.sources if s != "K"], concept.id
        assert len(concept.variants) >= 2 or concept.variants[0].sides, concept.id


@pytest.mark.parametrize("concept", LEXICON.concepts, ids=lambda concept: concept.id)
def test_a_wording_does_not_find_itself(concept):
    for variant in concept.variants:
        if variant.agent or variant.patient or variant.object or variant.near:
            continue
        for form in variant.forms.get("en", ()):
            plain = form.replace("[", "").replace("]", "")
            found = mentions(f"They wrote {plain} again.", date=variant.valid_from)
            assert (concept.id, variant.id) in {(m.concept, m.variant) for m in found}, form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The so-called TRNC sent a letter.", ("northern_entity", "greek_cypriot")),
        ("The TRNC sent a letter.", ("northern_entity", "turkish_cypriot")),
        ("They left after the Turkish invasion.", ("events_1974", "greek_cypriot")),
        ("They left after the peace operation.", ("events_1974", "turkish_cypriot")),
        ("They sailed to Girne.", ("toponym_kyrenia", "turkish_cypriot")),
    ],
)
def test_a_plain_sentence_is_read_wrongly(text, expected):
    assert expected in {(m.concept, m.association) for m in mentions(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The invasion of locusts reached the fields.",
        "Peace talks in Geneva went on.",
        "The bathroom was occupied.",
        "Snow fell in Oslo.",
    ],
)
def test_another_thing_is_taken_for_the_dispute(text):
    article = Article(id="1", outlet_id="x", outlet="X", title="", text=text, language="en")
    assert find_mentions(article, LEXICON, Outlet()) == ()


def test_two_names_of_a_town_keep_no_order():
    (one,), (other,) = mentions("Kyrenia (Girne)"), mentions("Girne (Kyrenia)")
    assert (one.kind, one.variant, one.second) == ("dual", other.second, other.variant)


def test_the_two_articles_of_the_demo_do_not_differ():
    corpus = framing.read(package_folder("demo") / "cyprus.jsonl")
    tables = framing.annotate(corpus, lexicon="cyprus")
    marked = {}
    for m in tables.mentions:
        if m["strength"] == "marker":
            marked.setdefault(m["article_id"], set()).add(m["association"])
    assert len(tables.articles) == 2
    greek, turkish = (marked[a["article_id"]] for a in tables.articles)
    assert "greek_cypriot" in greek
    assert "turkish_cypriot" in turkish
    assert "greek_cypriot" not in turkish


def test_the_page_of_another_dispute_has_its_own_names_and_no_groups_of_the_first():
    corpus = framing.read(package_folder("demo") / "cyprus.jsonl")
    page = build_page(framing.compare(framing.annotate(corpus, lexicon="cyprus")), title="x")
    assert all(article.names for article in page.articles)
    assert [group.label for group in page.groups] == ["Not placed"]
    # Its parties have no rows of tone of their own: one side alone would be uneven.
    assert page.targets == ()
