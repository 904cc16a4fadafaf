"""Counts that would lead nowhere, or to other passages than those that they count."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import framing
from framing.reporting.article_lists import MOST_OF_OUTLET, MOST_OF_SIDE
from framing.reporting.evidence import MOST_SOURCE_PASSAGES
from framing.reporting.page import build_page, render_page
from framing.reporting.selection import group_keys


def groups_by_outlet(page) -> dict[str, str]:
    return {name: group.label for group in page.groups for name, _, _ in group.outlets}


def test_every_count_of_a_source_leads_to_its_statements_in_that_group(page, blocks):
    group_of, n_groups = groups_by_outlet(page), Counter()
    for source in page.named_sources:
        assert blocks[source.anchor].n == source.n == sum(n for _, n, _ in source.where)
        for label, n, link in source.where:
            block = blocks[link]
            assert block.n == n
            assert len(block.passages) == min(n, MOST_SOURCE_PASSAGES)
            assert {group_of[p.outlet] for p in block.passages} == {label}
            assert all(f": {source.name}" in p.voice for p in block.passages)
            n_groups[source.name] += 1
    assert max(n_groups.values()) > 3
    assert min(n_groups.values()) == 1


def test_two_counts_of_one_source_do_not_lead_to_the_same_place(page):
    for source in page.named_sources:
        places = [link for _, _, link in source.where]
        assert len(set(places)) == len(places)
        assert (source.anchor in places) == (len(places) == 1)


def test_the_groups_of_a_source_stand_in_the_order_of_all_tables(page, demo_comparison):
    order = [demo_comparison.estimates.grouping.groups[key] for key in group_keys(demo_comparison)]
    for source in page.named_sources:
        labels = [label for label, _, _ in source.where]
        assert labels == sorted(labels, key=order.index)


def test_a_name_that_stands_for_bodies_of_two_parties_is_not_given_to_one(demo_tables):
    """The statements of one name belong to two parties: both are told, whichever comes first."""
    name = build_page(framing.compare(demo_tables), title="x").named_sources[0].name
    rows = [dict(a) for a in demo_tables.attributions]
    for n, row in enumerate(r for r in rows if r["entity"] == name):
        row["affiliation"] = ("armenian", "azerbaijani")[n % 2]
    for order in (rows, rows[::-1]):
        page = build_page(framing.compare(replace(demo_tables, attributions=order)), title="x")
        told = next(s.affiliation for s in page.named_sources if s.name == name)
        assert told == "Armenian or Azerbaijani"


def test_the_quoted_mentions_of_the_last_finding_are_one_click_away(page, blocks):
    finding = next(f for f in page.findings if f.text.startswith("Whose words"))
    quoted, whole = map(int, re.search(r"(\d+) of (\d+) mentions", finding.text).groups())
    (_, passages), (_, by_voice) = finding.evidence
    assert blocks[passages].n == quoted
    assert {p.voice for p in blocks[passages].passages} == {"direct", "indirect"}
    label = finding.text.split("“")[1].split("”")[0]
    concept = next(c for c in page.concepts if c.anchor == by_voice)
    counts = [
        int(cell.counts.split()[0])
        for table in (concept.own, *concept.others)
        for line in table.lines if line.label == label
        for cell in line.cells
    ]  # fmt: skip
    assert sum(counts) == whole


def test_every_outlet_of_the_corpus_leads_to_its_articles(page, blocks, demo_comparison):
    outlets = [outlet for group in page.groups for outlet in group.outlets]
    assert len(outlets) == 12
    titles = Counter((a["outlet"], a["title"]) for a in demo_comparison.tables.articles)
    for name, n, link in outlets:
        block = blocks[link]
        assert block.n == n
        assert len(block.articles) == min(n, MOST_OF_OUTLET)
        assert all(titles[name, headline.title] for headline in block.articles)
        dates = [re.search(r"\d{4}-\d\d-\d\d", headline.where).group() for headline in block.articles]
        assert dates == sorted(dates)


def test_every_event_leads_to_its_articles_and_copies_are_told_apart(page, blocks, demo_comparison):
    apart = demo_comparison.estimates.not_counted
    assert len(apart) == 3
    not_counted = 0
    for event in page.same_events.shown:
        block = blocks[event.card.anchor]
        assert block.n == event.card.n_articles == sum(s.n_articles + s.n_apart for s in event.sides)
        told = dict(part.split(" ", 1) for part in block.voices.split(", "))
        for side in event.sides:
            more = f" and {side.n_apart} not counted" if side.n_apart else ""
            assert told[side.label] == f"{side.n_articles}{more}"
            mine = [h for h in block.articles if h.where.startswith(f"{side.label}, ")]
            assert len(mine) == min(side.n_articles + side.n_apart, MOST_OF_SIDE)
        not_counted += sum("not counted" in headline.where for headline in block.articles)
    assert not_counted == len(apart)


def test_of_many_articles_some_are_shown_and_the_number_of_all_stands_beside_them(blocks, page):
    html = render_page(page)
    many = [block for block in blocks.values() if len(block.articles) == MOST_OF_OUTLET < block.n]
    assert many
    for block in many:
        head = html[html.index(f'id="{block.anchor}"') :].split("</h4>")[0]
        assert f"{MOST_OF_OUTLET} of {block.n} shown" in head


def test_a_party_keeps_its_capital_in_the_heading_of_its_passages(blocks):
    headings = [block.heading for anchor, block in blocks.items() if anchor.startswith("target-")]
    assert any(heading.startswith("Toward the Armenian side") for heading in headings)
    assert any(heading.startswith("Toward the Azerbaijani side") for heading in headings)
    assert not [heading for heading in headings if re.search(r"the [a-z]+ side", heading)]


def test_the_name_of_an_event_closes_its_brackets(page):
    names = [event.card.about for event in page.same_events.shown]
    assert any("(" in name for name in names)
    for name in names:
        assert all(part.count("(") == part.count(")") for part in re.split(" / |, ", name)), name


def test_the_overview_tells_the_largest_count_of_each_table_and_leads_to_it(page, demo_comparison):
    """Each cell against the table of its thing: no wording of the group has more, and the same passages."""
    keys = group_keys(demo_comparison)
    assert [line.anchor for line in page.terms.lines] == [concept.anchor for concept in page.concepts]
    compared = 0
    for line, concept in zip(page.terms.lines, page.concepts, strict=True):
        for n in range(len(keys)):
            label = page.terms.columns[n][0]
            if label not in concept.own.columns:
                assert line.cells[n] == ()
                continue
            column = concept.own.columns.index(label)
            cells = {own.label: own.cells[column] for own in concept.own.lines}
            most = max(int(cell.counts.split()[0]) for cell in cells.values())
            commonest = {name for name, cell in cells.items() if int(cell.counts.split()[0]) == most > 0}
            assert {wording for wording, _ in line.cells[n]} == commonest
            for wording, cell in line.cells[n]:
                assert cell == cells[wording]
                compared += 1
    assert compared > 40


def test_wordings_that_tie_stand_side_by_side_and_none_is_put_first_by_chance():
    article = framing.Article(
        id="1", outlet_id="x", outlet="X", title="", text="Shusha waits. Shushi waits.", language="en"
    )
    more = [replace(article, id=str(n), text="Shusha waits. " * 8 + "Shushi waits. " * 8) for n in (2,)]
    page = build_page(framing.compare(framing.annotate([article, *more])), title="x")
    line = next(line for line in page.terms.lines if line.title == "Shusha and Shushi")
    assert [(wording, cell.counts) for wording, cell in line.cells[0]] == [
        ("Shusha", "9 of 18"), ("Shushi", "9 of 18"),
    ]  # fmt: skip


def small_corpus() -> list[framing.Article]:
    texts = (
        "Artsakh waits. Artsakh sleeps. Artsakh wakes. Karabakh waits.\n\n“It rained,” the baker said.",
        "Nagorno-Karabakh waits.",
        "It rained.",
    )
    return [
        framing.Article(
            id=f"a {n}", outlet_id="x", outlet="X", title=f"Rain {n}", text=text, language="en"
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip


def test_the_counts_of_an_article_lead_to_the_names_and_statements_of_this_article():
    page = build_page(framing.compare(framing.annotate(small_corpus())), title="x")
    blocks = {block.anchor: block for _, evidence in page.evidence for block in evidence}
    html = render_page(page)
    first, second, third = page.articles
    assert first.names == (("Artsakh", 3), ("Karabakh", 1))
    block = blocks[first.names_anchor]
    assert block.n == 4
    assert block.voices == "Artsakh 3, Karabakh 1"
    assert [p.marked for p in block.passages] == ["Artsakh", "Artsakh", "Karabakh"]
    assert {p.article_id for p in block.passages} == {"a 0"}
    assert f'Artsakh <a href="#{first.names_anchor}">3</a>' in html
    assert len(first.sources) == 1
    assert [p.marked for p in blocks[first.sources_anchor].passages] == ["“It rained,”"]
    assert [p.article_id for p in blocks[second.names_anchor].passages] == ["a 1"]
    assert third.names == third.sources == ()
    assert third.names_anchor not in blocks
    assert third.names_anchor not in html


def test_a_large_corpus_has_no_list_of_articles_and_no_passages_for_it(page, blocks):
    assert page.articles == ()
    assert not [anchor for anchor in blocks if anchor.startswith(("names-", "heard-"))]


def test_the_only_words_of_a_small_corpus_are_not_folded_away():
    html = render_page(build_page(framing.compare(framing.annotate(small_corpus())), title="x"))
    assert '<details class="concept" open><summary><h3>All that is named: 1 thing</h3>' in html
    assert "Mentioned less often" not in html
    assert "The wording that each group uses most" not in html


def test_of_many_words_the_first_thing_stands_open_and_the_rare_ones_are_folded(page):
    html = render_page(page)
    assert html.count('<details class="concept" open>') == 1
    assert f"Mentioned less often: {len(page.rare)} more things" in html


def test_the_kind_of_comparisons_is_told_in_words_and_not_by_its_id(page):
    told = [check for finding in page.findings for check in finding.checks if "of this kind" in check]
    assert told
    for check in told:
        assert "(naming, newsroom's own voice, all pairs of groups)" in check
