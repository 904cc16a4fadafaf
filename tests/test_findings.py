"""Findings: told with their scope, corrected, and marked where they do not survive a check."""

from __future__ import annotations

from dataclasses import replace

import pytest

import framing
from framing.comparison.robustness import Check, Robustness
from framing.errors import InputError
from framing.reporting.findings import MOST_Q, find_findings
from framing.reporting.labels import variant_label
from framing.reporting.page import build_page, render_page
from framing.reporting.robustness_view import check_lines, fragile_line
from framing.reporting.spread_view import _shown
from framing.store import Tables, join_tables, write_tables


@pytest.fixture(scope="module")
def findings(demo_comparison):
    c = demo_comparison
    return find_findings(c.estimates, c.lexicon, c.tables, check=c.robustness)


def test_a_finding_of_few_outlets_is_conditional_on_them(findings):
    told = [f for f in findings if "Difference" in f.text]
    assert told
    assert all("conditional on these outlets" in f.text for f in told)


def test_a_finding_says_how_it_was_checked(findings):
    for f in (f for f in findings if "Difference" in f.text):
        assert "q = " in f.checks[0]
        assert any(line.startswith("without ") for line in f.checks)
        assert bool(f.fragile) == any("does not hold" in c or "cannot be told" in c for c in f.checks)


def test_what_is_told_survives_the_correction_for_the_number_of_comparisons(demo_comparison):
    """With every q above the level, nothing about groups is told but that."""
    c = demo_comparison
    none = replace(c.estimates, effects=tuple(replace(e, q=MOST_Q + 0.01) for e in c.estimates.effects))
    texts = [f.text for f in find_findings(none, c.lexicon, c.tables)]
    assert "stands out" in texts[0]
    assert not any("Difference" in t for t in texts)


def test_a_fragile_finding_is_marked_on_the_page(demo_comparison, findings):
    html = render_page(build_page(demo_comparison, title="x"))
    assert html.count('<p class="fragile">') == sum(bool(f.fragile) for f in findings)
    assert "conditional on these outlets" in html
    assert "How it was checked" in html


def test_checks_are_told_in_the_direction_of_the_finding(demo_comparison):
    effect = next(e for e in demo_comparison.effects if e.clear and e.estimate.value < 0)
    same = Check(kind="outlet", name="X", value=-0.2, low=-0.3, high=-0.1, holds=True)
    turned = Check(kind="grouping", name="four-way", value=0.2, low=0.1, high=0.3)
    found = Robustness(checks=(same, turned))
    lines = check_lines(effect, found, n_comparisons=7)
    assert lines[1] == "without X: 20 points (10 to 30), holds"
    assert lines[2] == "in the grouping four-way: −20 points (−30 to −10), does not hold"
    assert fragile_line(found) == "it does not survive in the grouping four-way."


def test_words_and_positions_and_spread_are_on_the_page(demo_comparison):
    page = build_page(demo_comparison, title="x")
    assert {t.caption for t in page.words} == {
        "Words given to sources, by whom they belong to",
        "Words given to sources, by what they are",
        "Words given to sources, quoted or reported",
    }
    assert any(c.positions for c in page.concepts)
    assert page.spread.lines
    assert "on average over" in page.spread.between


def test_the_page_says_which_pairs_of_outlets_it_lists(demo_comparison):
    spread = build_page(demo_comparison, title="x").spread
    assert len(spread.lines) == 30
    n_within = sum(" and " not in place for _, place, _, _ in spread.lines)
    assert spread.shown == (
        f"30 of 66 pairs: all {n_within} within one group and the {30 - n_within} furthest apart of the "
        f"{66 - n_within} between two groups"
    )
    assert "have that much taken off" in spread.note
    assert "counts in each of them, once" in spread.note


@pytest.mark.parametrize(
    ("n_within", "n", "shown"),
    [
        (0, 1, "the only pair"),
        (1, 3, "all 3 pairs"),
        (0, 40, "30 of 40 pairs: the 30 furthest apart of the 40 between two groups"),
        (35, 99, "30 of 99 pairs: of the 35 within one group those furthest apart"),
    ],
)
def test_the_pairs_shown_are_named_whatever_their_number(n_within, n, shown):
    assert _shown([None] * n, n_within=n_within) == shown


def test_a_rival_lexicon_is_one_more_check(demo_tables):
    comparison = framing.compare(demo_tables, rival=demo_tables)
    effect = next(e for e in comparison.effects if e.measure == "naming" and e.q < MOST_Q)
    check = next(c for c in comparison.robustness(effect).checks if c.kind == "lexicon")
    assert check.name == "karabakh"
    assert check.holds
    assert check.value == pytest.approx(effect.estimate.value)


def half(tables: Tables, k: int) -> Tables:
    ids = {a["article_id"] for a in tables.articles[k::2]}
    names = ("articles", "mentions", "attributions", "tones")
    return replace(
        tables,
        **{n: [r for r in getattr(tables, n) if r["article_id"] in ids] for n in names},
        background=[],
        wire_edits=[],
        events=[],
    )


def test_two_folders_are_compared_as_one(demo_tables, demo_comparison, tmp_path):
    from click.testing import CliRunner

    from framing.cli import cli

    for k in (0, 1):
        write_tables(half(demo_tables, k), tmp_path / str(k))
    write_tables(demo_tables, tmp_path / "whole")
    run = CliRunner().invoke
    parts = run(cli, ["compare", str(tmp_path / "1"), str(tmp_path / "0")])
    whole = run(cli, ["compare", str(tmp_path / "whole")])
    assert parts.output == whole.output
    assert "Artsakh" in parts.output


def test_the_same_folder_twice_is_refused(demo_tables):
    with pytest.raises(InputError, match="is there twice"):
        join_tables([demo_tables, demo_tables])


def test_wire_copies_can_be_dropped_on_the_page(demo_tables):
    html = render_page(build_page(framing.compare(demo_tables, wire="drop"), title="x"))
    assert "took over from an agency" in html


def test_copies_are_heard_once_in_the_words_of_others_and_among_the_sources(demo_comparison):
    c = demo_comparison
    apart = c.estimates.not_counted
    told = next(f.text for f in find_findings(c.estimates, c.lexicon, c.tables) if "Whose words" in f.text)
    wording = told.split("“")[1].split("”")[0]
    named = [
        m for m in c.tables.mentions
        if variant_label(c.lexicon, m["concept"], m["variant"]) == wording
        and m["kind"] == "use" and m["strength"] == "marker"
    ]  # fmt: skip
    counted = [m for m in named if m["article_id"] not in apart and not m["repeated"]]
    assert len(counted) < len(named)
    assert f" of {len(counted)} mentions" in told
    for source in build_page(c, title="x").named_sources:
        rows = [a for a in c.tables.attributions if a["entity"] == source.name and not a["anonymous"]]
        assert source.n == sum(a["article_id"] not in apart and not a["repeated"] for a in rows)
