"""Separability as readers meet it: on the page, in the terminal, from the command line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner
from make_corpus import make_grouping, make_tables

import framing
from framing.cli import cli
from framing.reporting.passages import MAX_WORDS
from framing.reporting.separability_view import (
    answer_lines,
    basis_lines,
    separability_text,
    separability_view,
)


def planted(group, outlet, event):
    return "They called it zarvan again." * 3 if group == "group0" else "They called it again." * 3


@pytest.fixture(scope="module")
def asked():
    tables = make_tables(addition=planted)
    comparison = framing.compare(tables, by=make_grouping(tables))
    return comparison, comparison.separability(permutations=70)


def sentences(found, comparison):
    return list(answer_lines(found, comparison.estimates.grouping))


def test_the_answer_would_lack_chance_the_null_or_the_control(asked):
    comparison, found = asked
    first, null, control = sentences(found, comparison)
    assert first.startswith("The groups were told apart better than groups dealt by chance.")
    assert "50\xa0% is chance" in first
    assert "in all possible ways, 70 times" in null
    assert "(p = .029; the smallest p possible here is .029)" in null
    assert "Group0" in control
    assert "Group1" in control


def test_a_verdict_would_be_given_against_its_figures(asked):
    comparison, found = asked

    def verdict(**changes):
        control = changes.pop("control", found.control)
        changed = replace(found, overall=replace(found.overall, **changes), control=control)
        return sentences(changed, comparison)[0].split(".")[0]

    assert verdict(p=0.2) == "The groups were not told apart better than groups dealt by chance"
    assert verdict(smallest_p=0.1).startswith("There are too few outlets")
    alike = tuple(replace(c, auc=1.0) for c in found.control)
    assert verdict(control=alike).endswith("no better than halves of one group: the groups say little")
    alone = tuple(replace(c, auc=None, reason="3 outlets, 4 needed") for c in found.control)
    last = sentences(replace(found, control=alone), comparison)[-1]
    assert last.startswith("How far halves of one group can be told apart is not known")


def test_a_verdict_on_all_groups_would_hide_that_no_pair_was_told_apart(asked):
    comparison, found = asked

    def first(*qs, p=0.04):
        pairs = tuple(replace(found.pairs[0], q=q) for q in qs)
        changed = replace(found, overall=replace(found.overall, p=p), pairs=pairs)
        return sentences(changed, comparison)[0]

    assert "no single pair was told apart (smallest q = .480)." in first(0.48, 0.9, 0.7)
    assert "no single pair" not in first(0.03, 0.9, 0.7)
    assert "no single pair" not in first(0.48, 0.9, p=0.2)
    assert "no single pair" not in first(0.48)


def test_articles_that_could_not_be_tested_would_be_told_where_there_are_none(asked):
    _, found = asked
    pair = found.pairs[0]
    basis = [" ".join(basis_lines(replace(found, pairs=(replace(pair, n_untested=n),)))) for n in (0, 1, 2)]
    assert "could not be tested" not in basis[0]
    assert "; 1 article could not be tested in some pair of groups." in basis[1]
    assert "; 2 articles could not be tested" in basis[2]


def test_a_word_would_lack_its_counts_or_its_passages(asked):
    comparison, found = asked
    group, lines = separability_view(comparison, found).features[0]
    assert group == "Group0"
    assert "zarvan" in lines[0].term
    assert (lines[0].here, lines[0].elsewhere) == ("48 of 48", "0 of 48")
    assert lines[0].outlets.startswith("4 of 4: Outlet00, ")
    assert len(lines[0].passages) == 3
    for passage in lines[0].passages:
        assert passage.marked.casefold() == lines[0].term
        assert len(f"{passage.before} {passage.marked} {passage.after}".split()) <= MAX_WORDS + 2


def test_the_page_would_have_the_section_unasked_or_lack_it_when_asked(asked, tmp_path):
    comparison, found = asked
    plain = comparison.report(tmp_path / "plain.html").read_text("utf-8")
    page = comparison.report(tmp_path / "page.html", separability=found).read_text("utf-8")
    assert 'id="separability"' not in plain
    assert '<section id="separability">' in page
    assert '<a href="#separability">' in page
    assert "<mark>zarvan</mark>" in page or "zarvan again</mark>" in page or "it zarvan</mark>" in page
    assert "Separable is not biased" in page
    assert "Seed 0, 70 permutations, 3 blocks of outlets, 4 of events, penalty 1.0." in page


def test_hostile_words_would_be_markup(tmp_path):
    tables = make_tables(addition=planted)
    for row in tables.articles:
        row["outlet"] = "<b>Bell</b>"
        row["text"] = row["text"].replace("called it", "<i>called</i> it")
    comparison = framing.compare(tables, by=make_grouping(tables))
    page = comparison.report(tmp_path / "p.html", separability=comparison.separability(permutations=2))
    section = page.read_text("utf-8").partition('<section id="separability">')[2].partition("</section>")[0]
    assert "<b>Bell" not in section
    assert "<i>called" not in section
    assert "&lt;b&gt;Bell" in section


def test_no_answer_would_be_no_sentence(tmp_path):
    tables = make_tables(groups=1)
    comparison = framing.compare(tables, by=make_grouping(tables))
    found = comparison.separability(permutations=2)
    text = separability_text(found, comparison.estimates.grouping)
    assert "is not known: fewer than two groups have two outlets" in text
    page = comparison.report(tmp_path / "p.html", separability=found).read_text("utf-8")
    assert "is not known: fewer than two groups have two outlets" in page


@pytest.mark.slow
def test_the_command_line_would_not_ask(demo_tables, tmp_path):
    folder = str(framing.write_tables(demo_tables, tmp_path / "tables"))
    options = ["--separability", "--permutations", "3"]
    done = CliRunner().invoke(cli, ["compare", folder, *options, "--mask-names", "--own-voice"])
    assert done.exit_code == 0, done.output
    assert "Separability" in done.stdout
    assert "Armenian and Azerbaijani" in done.stdout
    assert "the names that the lexicon compares, all quoted and reported statements" in done.stdout
    assert "artsakh" not in done.stdout.partition("Words that pull toward")[2]
    out = tmp_path / "page.html"
    done = CliRunner().invoke(cli, ["report", folder, *options, "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert '<section id="separability">' in out.read_text("utf-8")
    done = CliRunner().invoke(cli, ["compare", folder, "--separability", "--permutations", "0"])
    assert done.exit_code == 2


def test_help_would_not_say_that_it_is_slow():
    help_text = " ".join(CliRunner().invoke(cli, ["report", "--help"]).output.split())
    assert "Slow: about" in help_text
