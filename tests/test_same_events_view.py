"""The section on same events: sentences that add up, sides that can be recounted, words for too little."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_estimates import GROUPING, tables

import framing
from framing.reporting.event_sides import MOST_SHOWN, event_sides
from framing.reporting.labels import probability
from framing.reporting.matched_view import (
    MOST_PAIRS,
    matched_concepts,
    matched_sentence,
    matched_views,
    rounded_parts,
)
from framing.reporting.page import build_page, render_page
from framing.reporting.passages import MAX_WORDS
from framing.reporting.selection import counted_mentions, group_keys


@pytest.fixture(scope="module")
def page(demo_comparison):
    return build_page(demo_comparison, title="Demo")


@pytest.fixture(scope="module")
def html(page):
    return render_page(page)


fractions = st.builds(Fraction, st.integers(-600, 600), st.sampled_from((7, 600, 997)))


@given(st.lists(fractions, min_size=1, max_size=6), st.sampled_from((100, 1000)))
def test_rounded_parts_add_up_and_none_is_a_whole_point_off(parts, per):
    shown = rounded_parts(parts, per=per)
    assert sum(shown) == round(per * sum(parts))
    assert all(abs(n - per * part) < 1 for n, part in zip(shown, parts, strict=True))
    assert all(n == 0 for n, part in zip(shown, parts, strict=True) if part == 0)


def numbers(text: str) -> list[int]:
    return [int(n.replace("\N{MINUS SIGN}", "-")) for n in re.findall(r"[\N{MINUS SIGN}]?\d+", text)]


def test_the_parts_of_every_sentence_add_up_to_the_raw_difference(page):
    sentences = [s for c in page.same_events.concepts for s in (*c.sentences, *c.more)]
    assert len(sentences) == 10
    for sentence in sentences:
        told = sentence.text.split(" raw difference of ")[1]
        if "remains whole" not in told:
            raw, *parts = numbers(told)
            assert sum(parts) == raw


def test_sentences_say_what_the_figures_say(demo_comparison):
    matched = next(
        m for m in demo_comparison.same_events()
        if (m.effect.a, m.effect.b, m.effect.category) == ("armenian", "azerbaijani", "artsakh")
    )  # fmt: skip
    text = matched_sentence(demo_comparison, matched)
    assert text.startswith(
        f"Over 5 events that both report, Armenian outlets write “Artsakh” {100 * matched.mean.value:.0f} "
        "points more often than Azerbaijani outlets (95\xa0% interval "
        f"{100 * matched.mean.low:.0f} to {100 * matched.mean.high:.0f}, conditional on these outlets; "
        f"sign-flip test p = .063, the smallest possible with these events; q = {probability(matched.q)} for "
        "all wordings and pairs). Of the raw difference"
    )


def test_most_pairs_are_folded_away_and_a_group_of_one_outlet_comes_last(page):
    concept = page.same_events.concepts[0]
    assert len(concept.sentences) == MOST_PAIRS
    alone = ["one of them alone in its group" in s.text for s in (*concept.sentences, *concept.more)]
    assert alone == sorted(alone)


def test_each_sentence_leads_to_the_passages_of_both_groups(page):
    anchors = {b.anchor for _, blocks in page.evidence for b in blocks}
    for concept in page.same_events.concepts:
        for sentence in (*concept.sentences, *concept.more):
            assert sentence.evidence
            assert {link for _, link in sentence.evidence} <= anchors


def test_what_does_not_remain_within_the_events_is_said(demo_comparison):
    matched = next(m for m in demo_comparison.same_events() if m.parts and m.parts.raw > Fraction(1, 2))
    parts = replace(matched.parts, framing=matched.parts.framing / 4, no_event=matched.parts.framing * 3 / 4)
    turned = replace(matched, parts=parts)
    assert "may be coverage" in matched_sentence(demo_comparison, turned)
    assert "may be coverage" not in matched_sentence(demo_comparison, matched)


def test_counts_of_an_event_are_those_counted_by_hand(demo_comparison):
    shown, n_shared = event_sides(demo_comparison, group_keys(demo_comparison), "region_name")
    assert n_shared == len(shown) == 5
    group_of = demo_comparison.estimates.grouping
    article = {a["article_id"]: a for a in demo_comparison.tables.articles}
    for event in shown:
        for side in event.sides:
            counts = Counter(
                m["variant"] for m in counted_mentions(demo_comparison)
                if m["concept"] == "region_name" and m["voice"] == "outlet"
                and article[m["article_id"]]["event_id"] == event.card.id
                and group_of.groups[group_of.group_of(article[m["article_id"]]["outlet_id"])] == side.label
            )  # fmt: skip
            assert sorted((n for _, n, _ in side.wordings), reverse=True) == [n for _, n, _ in side.wordings]
            assert sum(n for _, n, _ in side.wordings) + side.n_others == counts.total()


def test_passages_are_short_and_of_the_event(demo_comparison):
    shown, _ = event_sides(demo_comparison, group_keys(demo_comparison), "region_name")
    article = {a["article_id"]: a for a in demo_comparison.tables.articles}
    passages = [(e, s.passage) for e in shown for s in e.sides if s.passage]
    assert len(passages) > 20
    for event, p in passages:
        assert article[p.article_id]["event_id"] == event.card.id
        assert len((p.before + p.marked + p.after).split()) <= MAX_WORDS + 4


def test_the_section_stands_after_the_words_and_before_tone(html):
    order = [html.index(f'id="{name}"') for name in ("terms", "events", "wire", "tone")]
    assert order == sorted(order)
    assert html.count("that articles were grouped into, and why") == 1


def page_of(corpus):
    return render_page(build_page(framing.compare(framing.annotate(corpus)), title="x"))


SYLLABLES = ("ba", "ko", "mi", "ru", "te", "sa", "lo", "vi", "du", "ne")


def many_events(n_events: int):
    """A corpus of two groups in which every event is reported by both, in texts that are no copies."""
    rng = random.Random(5)

    def words() -> str:
        return " ".join("".join(rng.choices(SYLLABLES, k=4)) for _ in range(12))

    names = {"armradio": "Artsakh", "azertac": "Karabakh"}
    return [
        framing.Article(
            id=f"{outlet}-{n}", outlet_id=outlet, outlet=outlet, title=f"Report {n}", language="en",
            text=f"In {name} {words()}. In {name} {words()}. In {name} {words()}.",
            date=f"2021-05-{n % 28 + 1:02}", event=f"e{n % n_events:02}",
        )
        for outlet, name in names.items() for n in range(4 * n_events)
    ]  # fmt: skip


def test_of_many_events_few_are_shown_and_the_rest_are_counted():
    html = page_of(many_events(9))
    assert f"{MOST_SHOWN} of the 9 events that two groups or more report" in html
    assert html.count('<details class="event"') == MOST_SHOWN
    assert "Over 9 events that both report" in html


def test_too_few_events_are_a_plain_sentence_with_the_minimum():
    html = page_of(many_events(4))
    assert "Too few events in common to compare (5 are needed" in html
    assert "Armenian and Azerbaijani (4)" in html
    assert "Over 4 events" not in html


def test_events_of_one_group_only_are_no_comparison():
    corpus = [replace(a, event=f"{a.outlet_id}-{a.event}") for a in many_events(4)]
    html = page_of(corpus)
    assert "No event of these articles is reported by two groups" in html
    assert 'class="event"' not in html


def test_without_events_the_section_says_so():
    article = framing.Article(
        id="1", outlet_id="x", outlet="X", title="", text="Artsakh waits.", language="en"
    )
    html = page_of([article])
    assert "No event here is reported by two outlets or more" in html


def test_a_group_that_does_not_name_the_thing_is_shown_by_its_headlines():
    corpus = [
        framing.Article(id=o, outlet_id=o, outlet=o, title=f"Report of {o}", text=text, language="en",
                        date="2021-05-03", event="rain")
        for o, text in (("armradio", "Artsakh waits."), ("azertac", "Nothing was said."))
    ]  # fmt: skip
    comparison = framing.compare(framing.annotate(corpus))
    shown, _ = event_sides(comparison, group_keys(comparison), "region_name")
    one, two = shown[0].sides
    assert (one.passage.marked, one.headlines) == ("Artsakh", ())
    assert two.passage is None
    assert [(h.title, h.where, h.url) for h in two.headlines] == [
        ("Report of azertac", "azertac, 2021-05-03", None)
    ]
    assert "not named in its own voice" in render_page(build_page(comparison, title="x"))


def test_hostile_names_of_events_are_escaped():
    corpus = [replace(a, event="<script>alert(1)</script>", title="<i>bold</i>") for a in many_events(2)]
    html = page_of(corpus)
    assert "<script" not in html
    assert "<i>bold</i>" not in html
    assert "&lt;script&gt;" in html


def test_exchanging_the_groups_tells_the_same_sentences(demo_tables):
    """The grouping lists its groups the other way round: each sentence names the same groups and numbers."""
    one = framing.compare(demo_tables)
    grouping = one.estimates.grouping
    turned = replace(grouping, groups=dict(reversed(grouping.groups.items())))
    two = framing.compare(demo_tables, by=turned)
    told = [
        {s.text for v in matched_views(c, matched_concepts(c)) for s in (*v.sentences, *v.more)}
        for c in (one, two)
    ]
    assert told[0] == told[1]


def test_differences_of_any_concept_can_be_asked_for_in_python():
    made = tables(per_outlet=20, mentions=6)
    rows = [
        dict(a, title="", text="", url=None, origin="", event_id=f"e{n % 6}")
        for n, a in enumerate(made.articles)
    ]
    comparison = framing.compare(replace(made, articles=rows), by=GROUPING)
    found = comparison.same_events("toponym_shusha")
    assert all(m.mean.value is not None for m in found)
    assert comparison.match_events(found[0].effect).mean == found[0].mean


def test_the_frame_has_a_row_for_each_difference_and_parts_that_add_up(demo_comparison):
    frame = demo_comparison.same_events_frame()
    found = demo_comparison.same_events()
    assert len(frame) == len(found) == 90
    assert frame["mean"].tolist() == [m.mean.value for m in found]
    parts = frame[[c for c in frame.columns if c.startswith("part_")]].sum(axis=1)
    assert parts.tolist() == pytest.approx(frame["raw"].tolist(), abs=1e-12)
    assert (frame["p"] >= frame["smallest_p"] - 1e-15).all()


def test_a_frame_of_too_few_events_says_why(demo_tables):
    rows = [dict(a, event_id="one") for a in demo_tables.articles]
    frame = framing.compare(replace(demo_tables, articles=rows)).same_events_frame()
    assert frame["mean"].isna().all()
    assert frame["p"].isna().all()
    assert frame["note"].str.contains("5 needed").all()
    assert not frame["vanishes"].any()
