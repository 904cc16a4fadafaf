"""The section on what sets groups apart, the lines under a finding, and the flat rows of effects."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace

import pytest
from test_estimates import GROUPING, tables

import framing
from framing.comparison.effect_sizes import CliffsDelta, OddsRatio
from framing.comparison.permutation import PermutationTest
from framing.errors import UnknownNameError
from framing.reporting.effect_view import effect_lines, flat_effect
from framing.reporting.keyness_view import LEAST_Z, MOST_WORDINGS, group_keyness
from framing.reporting.page import build_page, render_page
from framing.reporting.selection import group_keys


@pytest.fixture(scope="module")
def shown(demo_comparison):
    return group_keyness(demo_comparison, group_keys(demo_comparison))


def test_each_group_of_the_demo_has_its_wordings_in_order(shown, demo_comparison):
    assert [g.label for g in shown] == ["Armenian", "Azerbaijani", "Russian", "Turkish-aligned", "Western"]
    armenian = shown[0]
    assert armenian.often[0].label == "Artsakh"
    assert all(len(side) <= MOST_WORDINGS for g in shown for side in (g.often, g.seldom))
    for group in shown:
        for line in group.often:
            assert float(line.z) >= LEAST_Z
        assert bool(group.often or group.seldom) == (not group.reason)


def test_every_count_of_a_wording_leads_to_its_passages(demo_comparison, shown):
    html = render_page(build_page(demo_comparison, title="x"))
    links = [line.link for g in shown for side in (g.often, g.seldom) for line in side if line.link]
    links += [
        link for g in shown for side in (g.often, g.seldom) for line in side for _, _, link in line.others
    ]
    assert len(links) > 20
    for link in links:
        assert f'id="{link}"' in html, link


def test_the_numbers_on_the_page_are_those_of_the_tables(demo_comparison, shown):
    """The first wording of the first group, recounted: here and in each other group."""
    line = shown[0].often[0]
    rows = [
        r
        for r in demo_comparison.rows
        if (r.measure, r.concept, r.voice, r.level, r.category)
        == ("naming", "region_name", "outlet", "group", "artsakh")
    ]
    counts = {r.key: r.count for r in rows}
    assert line.here.startswith(f"{counts.pop('armenian')} of ")
    assert sum(n for _, n, _ in line.others) == sum(counts.values())
    assert line.elsewhere.startswith(f"{sum(counts.values())} of ")


def test_a_share_of_few_mentions_is_a_count_without_percent(shown):
    lines = [line for g in shown for side in (g.often, g.seldom) for line in side]
    cells = [cell for line in lines for cell in (line.here, line.elsewhere) if cell != "no mention"]
    for cell in cells:
        whole = int(re.match(r"\d+ of (\d+)", cell).group(1))
        assert ("%" in cell) == (whole >= 30)
    assert any("%" not in cell for cell in cells)


def test_a_group_of_one_outlet_is_called_one(shown):
    turkish = next(g for g in shown if g.label == "Turkish-aligned")
    assert turkish.note == "one outlet: what follows are the habits of this outlet"


def test_a_corpus_of_one_article_has_a_sentence_or_no_section():
    corpus = [
        framing.Article(
            id=str(n), outlet_id=outlet, outlet=outlet, title="T", text="Artsakh.", date=None, language="en"
        )
        for n, outlet in enumerate(("tass", "armradio"))
    ]
    one = framing.compare(framing.annotate(corpus[:1]))
    assert group_keyness(one, group_keys(one)) == ()
    two = framing.compare(framing.annotate(corpus))
    found = group_keyness(two, group_keys(two))
    assert {g.reason for g in found} == {"not enough data (1 article of this group, 5 needed)"}
    assert "What sets each group apart" in render_page(build_page(two, title="x"))


def test_two_groups_mirror_each_other_on_the_page(demo_tables):
    """Only two groups have articles: what one uses more, the other uses less, by the same difference."""
    keep = {"armenian", "azerbaijani"}
    grouping = framing.compare(demo_tables).estimates.grouping
    two = replace(grouping, groups={k: v for k, v in grouping.groups.items() if k in keep})
    members = {o: g for o, g in grouping.members.items() if g in keep}
    comparison = framing.compare(demo_tables, by=replace(two, members=members))
    a, b = group_keyness(comparison, group_keys(comparison))
    assert [line.label for line in a.often] == [line.label for line in b.seldom]
    turned = str.maketrans("+\N{MINUS SIGN}", "\N{MINUS SIGN}+")
    for one, other in zip(a.often, b.seldom, strict=True):
        assert one.z.translate(turned) == other.z
        assert one.difference.split()[:1] == other.difference.translate(turned).split()[:1]
    assert any(line.difference for line in a.often)


def test_the_test_over_outlets_stands_under_each_finding(demo_comparison):
    html = render_page(build_page(demo_comparison, title="x"))
    assert "no test at the level of outlets can go below .100" in html
    assert "Cliff's delta" in html or "Cliff&#39;s delta" in html


def effect():
    made = tables(per_outlet=20, mentions=6)
    from framing.comparison.estimates import estimate_tables

    found = estimate_tables(made, grouping=GROUPING, resamples=50).effects
    return next(e for e in found if e.measure == "naming" and e.voice == "all" and e.estimate.value < 0)


def test_the_lines_are_told_in_the_direction_of_the_finding():
    turned = replace(
        effect(),
        odds_ratio=OddsRatio(value=0.25, low=0.1, high=0.5),
        cliffs_delta=CliffsDelta(value=-0.5, unit="articles", n_a=9, n_b=9),
        permutation=PermutationTest(p=0.0345, smallest=0.0005, n_ways=1999, exact=False, outlets=(8, 9)),
    )
    size, test = effect_lines(turned)
    assert "odds are 4 (2 to 10) times" in size
    assert "in 50 more of 100 such draws" in size
    assert "(Cliff's delta +0.50)" in size
    assert test == (
        "in 1,999 random ways of dealing the outlets out to the groups, a difference at least as large has "
        "the probability p = .035; the smallest p that so many outlets can reach is .0005"
    )


def test_lines_without_a_bound_and_without_a_possible_test_say_so():
    lone = replace(
        effect(),
        odds_ratio=OddsRatio(value=0.01, low=0.0, high=0.5),
        cliffs_delta=None,
        permutation=PermutationTest(p=1.0, smallest=1.0, n_ways=2, exact=True, outlets=(1, 1)),
    )
    size, test = effect_lines(lone)
    assert size == "size: the odds are 100 (2 or more) times those of the other group"
    assert test == "with 1 and 1 outlets no test at the level of outlets is possible"
    assert effect_lines(replace(lone, odds_ratio=None, permutation=None)) == ()


def test_a_flat_row_has_everything_an_effect_has(demo_comparison):
    one = demo_comparison.effects[0]
    row = flat_effect(one)
    assert row["p_permutation"] == one.permutation.p
    assert row["smallest_p"] == one.permutation.smallest
    assert row["cliffs_delta"] == one.cliffs_delta.value
    assert row["family"].endswith("all pairs of groups")
    frame = demo_comparison.effects_frame()
    assert set(frame["contrast"]) == {"pair", "rest"}
    assert len(frame) == len(demo_comparison.effects) + len(demo_comparison.against_rest)
    assert not frame[["value", "p", "q", "p_permutation", "cliffs_delta"]].isna().any().any()


def test_keyness_in_python_by_group_pair_and_measure(demo_comparison):
    found = demo_comparison.keyness("armenian", against="azerbaijani", measure="cue_class", voice="all")
    assert (found.a, found.b, found.measure) == ("armenian", "azerbaijani", "cue_class")
    assert found.entries
    with pytest.raises(UnknownNameError, match="armenian"):
        demo_comparison.keyness("armenia")


def test_the_command_line_writes_the_effects(demo_tables, demo_comparison, tmp_path):
    from click.testing import CliRunner

    from framing.cli import cli
    from framing.store import write_tables

    write_tables(demo_tables, tmp_path / "t")
    for name in ("e.csv", "e.json"):
        done = CliRunner().invoke(cli, ["compare", str(tmp_path / "t"), "--effects", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
    with (tmp_path / "e.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(demo_comparison.effects) + len(demo_comparison.against_rest)
    assert float(rows[0]["p_permutation"]) == demo_comparison.effects[0].permutation.p
    assert len(json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))["rows"]) == len(rows)
