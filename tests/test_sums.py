"""Sums: recounted by hand, the same from memory and disk, and exact when shards are merged."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_estimates import GROUPING, tables

from framing.comparison.columns import column_tables
from framing.comparison.estimates import estimate_sums, estimate_tables
from framing.comparison.items import SCALE, from_tuples, is_score
from framing.comparison.source_items import SOURCE_MEASURES, category_of
from framing.comparison.sums import merge_sums, select_sums, sum_tables
from framing.errors import InputError
from framing.store import COLUMNS, Tables, write_tables

ROWS = ("articles", "mentions", "attributions", "tones")


def shards_of(made: Tables, where: dict[str, int], n: int) -> list[Tables]:
    return [
        replace(
            made, **{name: [r for r in getattr(made, name) if where[r["article_id"]] == k] for name in ROWS}
        )
        for k in range(n)
    ]


def full_rows(made: Tables) -> Tables:
    """With lengths and contents, so that every measure has items."""
    rng = random.Random(4)
    return replace(
        made,
        articles=[dict(a, n_characters=900, event_id=None) for a in made.articles],
        mentions=[
            dict(m, start=rng.randrange(900), field=rng.choice(["title", "text"])) for m in made.mentions
        ],
        attributions=[
            dict(
                a,
                field="text",
                content=[[rng.randrange(900), 900]],
                n_words=rng.randrange(30),
                parent_id=None,
            )
            for a in made.attributions
        ],
        tones=[dict(t, target=rng.choice([None, "Armenia"])) for t in made.tones],
    )


MADE = full_rows(tables(per_outlet=5))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=20, max_size=20), st.randoms())
def test_shards_in_any_order_give_to_the_bit_what_one_run_gives(assignment, dice):
    where = {a["article_id"]: k for a, k in zip(MADE.articles, assignment, strict=True)}
    shards = [sum_tables(shard) for shard in shards_of(MADE, where, 3)]
    dice.shuffle(shards)
    assert merge_sums(shards).equals(sum_tables(MADE))


def test_shards_give_the_same_estimates_as_one_run():
    made = full_rows(tables(per_outlet=12))
    where = {a["article_id"]: n % 3 for n, a in enumerate(made.articles)}
    merged = merge_sums(sum_tables(shard) for shard in reversed(shards_of(made, where, 3)))
    one, two = estimate_tables(made, grouping=GROUPING), estimate_sums(merged, grouping=GROUPING)
    assert (one.rows, one.effects, one.corpus, one.recipe) == (two.rows, two.effects, two.corpus, two.recipe)
    assert {r.measure for r in one.rows} >= {
        "naming", "naming_headline", "naming_first_third", "naming_rest", "tone_sentence", "tone_target",
        "words_affiliation", "source_affiliation", "source_position",
    }  # fmt: skip


@pytest.mark.parametrize("format", ["parquet", "jsonl"])
def test_a_folder_gives_the_same_sums_as_the_tables_in_memory(tmp_path, format):
    folder = write_tables(MADE, tmp_path / "t", format=format)
    assert sum_tables(folder).equals(sum_tables(replace(MADE, manifest={"recipe": {}})))
    assert sum_tables(folder).article.size > 100


def test_a_folder_of_an_older_version_is_read_without_the_columns_it_lacks(tmp_path):
    import pyarrow.parquet

    folder = write_tables(MADE, tmp_path / "t")
    for name, column in (("articles", "n_characters"), ("attributions", "n_words")):
        path = folder / f"{name}.parquet"
        pyarrow.parquet.write_table(pyarrow.parquet.read_table(path).drop_columns([column]), path)
    measures = {c.measure for c in sum_tables(folder).columns}
    assert "naming_headline" in measures
    assert not {"naming_first_third", "naming_rest", "words_affiliation"} & measures


def test_no_column_that_is_read_is_missing_from_the_tables():
    from framing.comparison.columns import READ

    for table, names in READ.items():
        assert set(names) <= set(COLUMNS[table])
        assert "text" not in names
        assert "title" not in names


def test_statements_are_counted_as_the_page_counts_them():
    sums = sum_tables(MADE)
    for measure, column in SOURCE_MEASURES.items():
        counted = Counter(category_of(a, column) for a in MADE.attributions)
        ours = {
            c.category: int(sums.total[sums.column == n].sum())
            for n, c in enumerate(sums.columns)
            if c.measure == measure and c.voice == "all"
        }
        assert ours == dict(counted)


def test_scores_are_added_exactly():
    """0.1 + 0.2 + 0.3 differs from 0.3 + 0.2 + 0.1 in floating point."""
    sums = sum_tables(MADE)
    number = next(
        n for n, c in enumerate(sums.columns) if c[:3] == ("tone_sentence", "", "all") and is_score(c.measure)
    )
    whole = [round(t["score"] * SCALE) for t in MADE.tones if t["target"] is None]
    assert int(sums.total[sums.column == number].sum()) == sum(whole)


def test_words_inside_a_quotation_within_a_quotation_are_counted_once():
    row = MADE.attributions[0] | {"n_words": 20, "affiliation": "armenian", "parent_id": None}
    inner = row | {"n_words": 5, "affiliation": "russian", "parent_id": "1"}
    sums = sum_tables(replace(MADE, attributions=[row, inner]))
    words = {
        c.category: int(sums.total[sums.column == n].sum())
        for n, c in enumerate(sums.columns)
        if c.measure == "words_affiliation"
    }
    assert words == {"armenian": 20}


def test_positions_are_the_headline_the_first_third_and_the_rest():
    article = {"article_id": "1", "outlet_id": "x", "n_characters": 90}
    mention = {"article_id": "1", "concept": "c", "variant": "v", "voice": "outlet", "field": "text"}
    rows = [mention | {"start": s} for s in (0, 29, 30, 89)] + [mention | {"start": 3, "field": "title"}]
    sums = sum_tables(Tables(articles=[article], mentions=rows))
    found = {c.measure: int(sums.total[n]) for n, c in enumerate(sums.columns) if c.voice == "outlet"}
    assert found == {"naming": 5, "naming_headline": 1, "naming_first_third": 2, "naming_rest": 2}


def test_an_article_in_two_shards_is_refused_by_name():
    one = sum_tables(MADE)
    with pytest.raises(InputError, match=r"'arm1-0' is there twice"):
        merge_sums([one, one])


def test_shards_of_different_lexicons_are_refused():
    where = {a["article_id"]: n % 2 for n, a in enumerate(MADE.articles)}
    a, b = (sum_tables(shard) for shard in shards_of(MADE, where, 2))
    with pytest.raises(InputError, match="different lexicons"):
        merge_sums([a, replace(b, recipe={"lexicons": {"other": {}}})])


def test_rows_of_articles_that_are_not_there_are_counted_and_said():
    made = replace(MADE, articles=MADE.articles[:-1])
    gone = MADE.articles[-1]["article_id"]
    n = sum(r["article_id"] == gone for name in ROWS[1:] for r in getattr(MADE, name))
    assert estimate_tables(made, grouping=GROUPING).recipe["rows_without_article"] == n


def test_the_sums_of_some_cells_are_those_of_all():
    sums = sum_tables(MADE)
    some = select_sums(sums, sums.cells[:3])
    assert some.cells == sums.cells[:3]
    for n, column in enumerate(some.columns):
        place = sums.columns.index(column)
        assert np.array_equal(some.total[some.column == n], sums.total[sums.column == place])


def test_a_measure_of_one_tuple_an_item_can_be_added():
    """What a module of another measure yields, wrapped in `from_tuples`."""

    def gap_items(rows):
        for t in rows.tones:
            yield "tone_gap", "", "mean", "all", t["article_id"], t["score"]

    (block,) = from_tuples(gap_items)(column_tables(MADE))
    assert block.measure == "tone_gap"
    assert block.value.sum() == sum(round(t["score"] * SCALE) for t in MADE.tones)
    assert len(block.article) == len(MADE.tones)


def test_a_repeated_background_paragraph_is_counted_under_its_first_article_alone():
    made = full_rows(tables(per_outlet=2))
    rows = [dict(m, repeated=n % 4 == 0) for n, m in enumerate(made.mentions)]
    sums = sum_tables(replace(made, mentions=rows))
    counted = sum(
        int(sums.total[sums.column == n].sum())
        for n, c in enumerate(sums.columns)
        if (c.measure, c.voice) == ("naming", "all")
    )
    assert counted == sum(not m["repeated"] for m in rows) < len(rows)
    assert sums.n_lost == 0
