"""What a reader sees of wire stories and events: both sides alike, short, and every difference counted."""

from __future__ import annotations

from dataclasses import replace

import framing
from framing.reporting.events_view import event_cards
from framing.reporting.page import build_page, render_page
from framing.reporting.passages import MAX_WORDS
from framing.reporting.wire_view import MOST_EDITS, marked_pair, wire_stories


def text_of(pieces):
    return "".join(text for text, _ in pieces)


def test_each_pair_of_copies_of_the_demo_is_a_story_with_its_changed_words(demo_comparison):
    stories = wire_stories(demo_comparison)
    assert [(s.a.outlet, s.b.outlet) for s in stories] == [("Onega Wire", "Taman Review")] * 3
    terms = {t for s in stories for e in s.edits for t in e.terms}
    assert ("Stepanakert and Khankendi", "Stepanakert", "Khankendi") in terms


def test_excerpts_have_at_most_thirty_words_and_mark_the_first_difference():
    a = " ".join(f"w{n}" for n in range(100))
    b = a.replace("w70", "other")
    first, second = marked_pair(a, b)
    assert [text for text, marked in first if marked] == ["w70"]
    assert [text for text, marked in second if marked] == ["other"]
    for pieces in (first, second):
        assert len(text_of(pieces).replace("…", "").split()) == MAX_WORDS
        assert text_of(pieces).startswith("… w62 ")


def test_exchanging_two_versions_exchanges_their_excerpts():
    a, b = "The road to Shusha was open at noon.", "The old road to Shushi was shut."
    assert marked_pair(a, b) == marked_pair(b, a)[::-1]


def test_pieces_put_together_are_the_sentence():
    a, b = "The road to Shusha, once shut, was open.", "A road to Shushi was open and wide."
    assert [text_of(p) for p in marked_pair(a, b)] == [a, b]


def test_what_only_one_version_has_is_shown_in_turn_for_both():
    first = " ".join(f"Alpha{n} beta{n} gamma{n} rain fell." for n in range(12))
    common = " ".join(f"Common sentence number {n} about the closed mountain road." for n in range(30))
    second = " ".join(f"Delta{n} omega{n} sigma{n} snow melted." for n in range(12))
    articles = [
        framing.Article(id=o, outlet_id=o, outlet=o, title="", text=t, date="2021-05-03", language="en")
        for o, t in (("one", f"{first} {common}"), ("two", f"{second} {common}"))
    ]
    (story,) = wire_stories(framing.compare(framing.annotate(articles)))
    assert story.n_edits == 24
    assert len(story.edits) == MOST_EDITS
    assert sum(not e.b for e in story.edits) == sum(not e.a for e in story.edits) == MOST_EDITS / 2


def test_the_page_shows_wire_stories_and_why_events_hold(demo_comparison):
    html = render_page(build_page(demo_comparison, title="Demo"))
    assert 'id="wire"' in html
    assert "<mark>Khankendi,</mark>" in html
    assert "the event that the input names" in html


def test_found_events_are_named_by_their_words_with_the_reason_beside():
    articles = [replace(a, event=None) for a in framing.read_demo()]
    cards = event_cards(framing.compare(framing.annotate(articles)))
    assert not cards[0].given
    assert cards[0].n_articles >= 12
    assert len(cards[0].outlets) == 12
    assert "words in common" in cards[0].reason


def test_a_corpus_without_copies_or_events_has_neither_section():
    article = framing.Article(id="1", outlet_id="x", outlet="X", title="", text="Rain fell.", language="en")
    html = render_page(build_page(framing.compare(framing.annotate([article])), title="x"))
    assert 'id="wire"' not in html
    assert "grouped into" not in html


def test_hostile_text_in_a_wire_story_is_escaped():
    text = "<script>alert(1)</script> " + " ".join(f"word{n}" for n in range(40)) + ". The road is open."
    articles = [
        framing.Article(
            id=o, outlet_id=o, outlet=o, title=f"<i>{o}</i>", text=t, language="en", date="2021-05-03"
        )
        for o, t in (("one", text), ("two", text.replace("alert(1)", "alert(2)").replace("open", "shut")))
    ]
    html = render_page(build_page(framing.compare(framing.annotate(articles)), title="x"))
    assert 'id="wire"' in html
    assert "<script" not in html
    assert "<i>one</i>" not in html
