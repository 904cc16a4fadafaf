"""Keyness: the formula against a plain loop, counts that can be recounted, what is listed, mirrors."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_bootstrap import sums_of
from test_estimates import GROUPING, tables, with_copies

from framing.comparison.keyness import LEAST_ARTICLES, Keyness, keyness_of, weighted_log_odds
from framing.comparison.results import REST
from framing.comparison.sums import Sums, merge_sums, select_articles, sum_tables
from framing.errors import UnknownNameError
from framing.records import Grouping
from framing.store import Tables

THREE = Grouping(
    name="three",
    title="",
    date="",
    rationale="",
    groups={"one": "One", "two": "Two", "three": "Three"},
    members={"arm1": "one", "arm2": "one", "az1": "two", "az2": "two", "ru1": "three", "ru2": "three"},
)


def varied(seed=4, outlets=tuple(THREE.members)) -> Tables:
    """Eight wordings of three concepts; each group has its own habits."""
    rng = random.Random(seed)
    made = tables(per_outlet=30, mentions=0, outlets=outlets)
    for article in made.articles:
        first = THREE.members[article["outlet_id"]][0]
        for n in range(rng.randint(0, 7)):
            concept = rng.choice(("town", "region", "war"))
            variant = rng.choice("abc" if concept != "war" else "ab" + (first if rng.random() < 0.6 else "a"))
            made.mentions.append(
                {
                    "article_id": article["article_id"],
                    "concept": concept,
                    "variant": variant,
                    "voice": "outlet" if n % 3 else "direct",
                    "start": n,
                    "field": "text",
                }
            )
    return made


def by_hand(made: Tables, a: set[str], b: set[str], everyone: set[str], size: float | None):
    """Monroe, Colaresi & Quinn 2008, sections 3.4 and 3.5 (log odds with prior, variance with all terms),
    one word after the other in plain Python."""
    outlet = {row["article_id"]: row["outlet_id"] for row in made.articles}
    counts = defaultdict(lambda: [0, 0, 0])
    for m in made.mentions:
        if m["voice"] == "outlet":
            for n, side in enumerate((a, b, everyone)):
                counts[m["concept"], m["variant"]][n] += THREE.members[outlet[m["article_id"]]] in side
    n_a, n_b, n = (sum(c[k] for c in counts.values()) for k in range(3))
    with_items = {outlet[m["article_id"]] for m in made.mentions if m["voice"] == "outlet"}
    size = n / len(with_items) if size is None else size
    found = {}
    for key, (y_a, y_b, y) in counts.items():
        alpha = size * y / n
        one, two = n_a + size - y_a - alpha, n_b + size - y_b - alpha
        delta = log((y_a + alpha) / one) - log((y_b + alpha) / two)
        variance = 1 / (y_a + alpha) + 1 / one + 1 / (y_b + alpha) + 1 / two
        found[key] = delta, delta / sqrt(variance), y_a, y_b
    return found


@pytest.mark.parametrize("size", [None, 10.0, 500.0])
@pytest.mark.parametrize("against", [None, "three"])
def test_every_z_is_that_of_the_formula_written_out(size, against):
    made = varied()
    found = keyness_of(sum_tables(made), "one", grouping=THREE, against=against, prior_size=size)
    others = {against} if against else {"two", "three"}
    oracle = by_hand(made, {"one"}, others, set(THREE.groups), size)
    assert len(found.entries) >= 6
    for entry in found.entries:
        delta, z, y_a, y_b = oracle[entry.concept, entry.category]
        assert (entry.log_odds, entry.z) == pytest.approx((delta, z), abs=1e-9)
        assert (entry.count_a, entry.count_b) == (y_a, y_b)
    assert [e.z for e in found.entries] == sorted((e.z for e in found.entries), reverse=True)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=8))
def test_without_a_prior_it_is_the_log_odds_ratio_and_woolfs_error(counts):
    """The limit of a vanishing prior, where no cell of the table is empty: statsmodels' Table2x2."""
    table2x2 = pytest.importorskip("statsmodels.stats.contingency_tables").Table2x2
    a, b = (np.array([c[k] + 1.0 for c in counts]) for k in range(2))
    log_odds, z = weighted_log_odds(a, b, np.full(len(counts), 1e-12))
    for n in range(len(counts)):
        oracle = table2x2(np.array([[a[n], a.sum() - a[n]], [b[n], b.sum() - b[n]]]))
        assert log_odds[n] == pytest.approx(oracle.log_oddsratio, abs=1e-6)
        assert z[n] == pytest.approx(oracle.log_oddsratio / oracle.log_oddsratio_se, abs=1e-6)


def test_the_counts_beside_every_z_can_be_recounted_from_the_tables():
    made = varied()
    outlet = {row["article_id"]: row["outlet_id"] for row in made.articles}
    own = [m for m in made.mentions if m["voice"] == "outlet"]
    for entry in keyness_of(sum_tables(made), "two", grouping=THREE).entries:
        for side, names in (("a", {"two"}), ("b", {"one", "three"})):
            mine = [m for m in own if THREE.members[outlet[m["article_id"]]] in names]
            whole = [m for m in mine if m["concept"] == entry.concept]
            hits = [m for m in whole if m["variant"] == entry.category]
            assert getattr(entry, f"total_{side}") == len(mine)
            assert getattr(entry, f"whole_{side}") == len(whole)
            assert getattr(entry, f"count_{side}") == len(hits)
            assert getattr(entry, f"articles_{side}") == len({m["article_id"] for m in hits})
            assert getattr(entry, f"outlets_{side}") == len({outlet[m["article_id"]] for m in hits})


def test_exchanging_the_groups_mirrors_every_z():
    sums = sum_tables(varied())
    one = keyness_of(sums, "one", grouping=THREE, against="two")
    two = keyness_of(sums, "two", grouping=THREE, against="one")
    turned = {(e.concept, e.category): e for e in two.entries}
    assert len(one.entries) == len(turned) > 5
    for entry in one.entries:
        mirror = turned[entry.concept, entry.category]
        assert (entry.z, entry.log_odds) == pytest.approx((-mirror.z, -mirror.log_odds), abs=1e-9)
        assert (entry.count_a, entry.articles_b, entry.outlets_a) == (
            mirror.count_b,
            mirror.articles_a,
            mirror.outlets_b,
        )


def test_the_names_and_the_order_of_groups_change_nothing():
    sums = sum_tables(varied())
    renamed = Grouping(
        name="renamed",
        title="",
        date="",
        rationale="",
        groups={"z": "Z", "one": "One", "y": "Y"},
        members={o: {"two": "z", "one": "one", "three": "y"}[g] for o, g in THREE.members.items()},
    )
    assert keyness_of(sums, "one", grouping=THREE) == keyness_of(sums, "one", grouping=renamed)


def test_parts_put_together_in_any_order_give_the_same_bits():
    sums = sum_tables(varied())
    places = list(range(len(sums.articles)))
    random.Random(1).shuffle(places)
    shards = [select_articles(sums, places[n::3]) for n in range(3)]
    merged = merge_sums(shards[::-1])
    for group in THREE.groups:
        assert keyness_of(merged, group, grouping=THREE) == keyness_of(sums, group, grouping=THREE)


def test_what_one_article_or_one_outlet_repeats_is_not_listed():
    """Fifty mentions in one article, and a habit of one outlet of two."""
    made = varied()
    extra = [
        {"article_id": "arm1-0", "concept": "town", "variant": "once", "voice": "outlet"} for _ in range(50)
    ] + [
        {"article_id": f"arm1-{n}", "concept": "town", "variant": "lone", "voice": "outlet"} for n in range(9)
    ]
    rows = [*made.mentions, *(m | {"start": 0, "field": "text"} for m in extra)]
    found = keyness_of(sum_tables(replace(made, mentions=rows)), "one", grouping=THREE)
    listed = {e.category for e in found.entries}
    assert found.entries
    assert not {"once", "lone"} & listed
    assert found.n_left_out >= 2
    both = [m | {"article_id": m["article_id"].replace("arm1", "arm2")} for m in extra[50:]]
    again = keyness_of(
        sum_tables(replace(made, mentions=[*rows, *(m | {"start": 0, "field": "text"} for m in both)])),
        "one",
        grouping=THREE,
    )
    lone = next(e for e in again.entries if e.category == "lone")
    assert (lone.articles_a, lone.outlets_a) == (18, 2)
    assert all((e.articles_a if e.z > 0 else e.articles_b) >= LEAST_ARTICLES for e in again.entries)


def test_a_group_of_one_outlet_is_listed_by_that_outlet_and_says_how_many_it_has():
    made = varied(outlets=("arm1", "az1", "az2"))
    found = keyness_of(sum_tables(made), "one", grouping=THREE)
    assert found.n_outlets_a == 1
    assert any(e.z > 0 and e.outlets_a == 1 for e in found.entries)


def test_wire_copies_count_by_the_rule():
    """arm1-0 and arm2-0 are copies within one group: one counts, unless all are kept."""
    made = with_copies()
    collapsed, kept = (
        keyness_of(sum_tables(made), "armenian", grouping=GROUPING, voice="all", wire=wire)
        for wire in ("collapse", "keep")
    )
    assert kept.entries[0].total_a == collapsed.entries[0].total_a + 4
    assert kept.entries[0].total_b == collapsed.entries[0].total_b


def test_outlets_that_nobody_placed_are_on_neither_side():
    made = varied()
    fewer = replace(THREE, members={o: g for o, g in THREE.members.items() if o != "ru2"})
    without = [m for m in made.mentions if not m["article_id"].startswith("ru2")]
    assert keyness_of(sum_tables(made), "one", grouping=fewer) == keyness_of(
        sum_tables(replace(made, mentions=without)), "one", grouping=fewer
    )


def test_cue_classes_are_ranked_like_wordings():
    made = varied()
    rows = [
        dict(a, cue_class="doubt" if a["article_id"].startswith("arm") and n % 2 else "neutral")
        for n, a in enumerate(made.attributions * 3)
    ]
    found = keyness_of(
        sum_tables(replace(made, attributions=rows)), "one", grouping=THREE, measure="cue_class", voice="all"
    )
    assert [e.category for e in found.entries] == ["doubt", "neutral"]
    assert found.entries[0].z == pytest.approx(-found.entries[1].z)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (Tables(), "not enough data (0 articles of this group, 5 needed)"),
        (
            tables(per_outlet=1, mentions=40, outlets=("arm1",)),
            "not enough data (1 article of this group, 5 needed)",
        ),
        (
            tables(per_outlet=9, outlets=("arm1", "arm2")),
            "not enough data (0 articles of all other groups together, 5 needed)",
        ),
        (tables(per_outlet=5, mentions=3), "not enough data (10 counted of this group, 30 needed)"),
    ],
)
def test_too_little_gives_a_sentence(made, reason):
    found = keyness_of(sum_tables(made), "armenian", grouping=GROUPING)
    assert (found.entries, found.reason, found.b) == ((), reason, REST)
    assert len(found.frame()) == 0


def test_all_identical_articles_give_a_sentence_and_equal_habits_a_z_of_zero():
    outlets = [o for o in ("arm1", "arm2", "az1", "az2") for _ in range(10)]
    same = sums_of(outlets, [2] * 40, [0] * 40)
    rows = same.total > 0
    only = replace(
        same,
        article=same.article[rows],
        column=same.column[rows],
        total=same.total[rows],
        weight=same.weight[rows],
    )
    found = keyness_of(only, "armenian", grouping=GROUPING)
    assert found.reason == "both sides use one and the same wording throughout"
    alike: Sums = sums_of(outlets, [2] * 40, [3] * 40)
    assert [e.z for e in keyness_of(alike, "armenian", grouping=GROUPING).entries] == [0.0, 0.0]


def test_unknown_names_are_told_with_those_that_exist():
    sums = sum_tables(varied())
    for group, options in (
        ("nobody", {}),
        ("one", {"against": "nobody"}),
        ("one", {"against": "one"}),
        ("one", {"measure": "tone_sentence"}),
        ("one", {"measure": "nothing"}),
        ("one", {"wire": "maybe"}),
    ):
        with pytest.raises(UnknownNameError):
            keyness_of(sums, group, grouping=THREE, **options)


def test_a_frame_has_one_row_an_entry_and_the_same_columns_when_empty():
    found = keyness_of(sum_tables(varied()), "one", grouping=THREE)
    frame = found.frame()
    assert len(frame) == len(found.entries)
    empty = Keyness(measure="naming", voice="outlet", a="one", b=REST).frame()
    assert list(empty.columns) == list(frame.columns)
    assert {"z", "count_a", "total_b", "articles_a", "outlets_b"} <= set(frame.columns)
