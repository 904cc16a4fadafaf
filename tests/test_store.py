"""Tables on disk: the columns that other people's scripts rely on, and files that stay whole."""

from __future__ import annotations

import json

import pytest

from framing.errors import InputError
from framing.store import COLUMNS, Tables, is_tables, read_tables, write_atomically, write_tables

# The contract. Columns may be added to store.COLUMNS; a name or its place in this list never changes.
PINNED = {
    "articles": "article_id outlet_id outlet title text date language url authors zones origin n_tokens "
    "n_sentences wire cluster_id event_id",
    "mentions": "article_id field start end surface lexicon concept variant association strength voice zone "
    "attribution_id",
    "attributions": "article_id attribution_id parent_id field kind content source_start source_end source "
    "entity affiliation role anonymous cue_start cue_end cue cue_class",
    "tones": "article_id field start end target target_start target_end score label voice score_raw zone "
    "repeated target_rule reason",
    "skipped": "origin reason",
    "background": "background_id outlet_id article_id start end repeated n_articles",
    "wire_edits": "cluster_id article_a article_b field kind start_a end_a start_b end_b terms",
    "events": "event_id given language n_articles n_outlets first_date last_date names terms reason",
}


@pytest.mark.parametrize("table", PINNED)
def test_no_column_of_the_contract_is_missing_or_renamed(table):
    assert list(COLUMNS[table])[: len(PINNED[table].split())] == PINNED[table].split()


@pytest.mark.parametrize("format", ["parquet", "jsonl"])
def test_tables_come_back_from_disk_as_they_went(demo_tables, tmp_path, format):
    write_tables(demo_tables, tmp_path / "t", format=format)
    back = read_tables(tmp_path / "t")
    for name in COLUMNS:
        assert getattr(back, name) == getattr(demo_tables, name)
    assert is_tables(tmp_path / "t")


@pytest.mark.parametrize("format", ["parquet", "jsonl"])
def test_the_same_tables_give_the_same_bytes(demo_tables, tmp_path, format):
    for name in ("one", "two"):
        write_tables(demo_tables, tmp_path / name, format=format)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_json_lines_have_every_column_in_order(demo_tables, tmp_path):
    write_tables(demo_tables, tmp_path / "t", format="jsonl")
    first = json.loads((tmp_path / "t" / "mentions.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert list(first) == list(COLUMNS["mentions"])


def test_the_manifest_tells_counts_recipe_and_hashes(demo_tables, tmp_path):
    write_tables(demo_tables, tmp_path / "t")
    manifest = json.loads((tmp_path / "t" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["articles"] == len(demo_tables)
    assert len(manifest["recipe"]["lexicons"]["karabakh"]["hash"]) == 64
    assert set(manifest["outputs"]) == {f"{name}.parquet" for name in COLUMNS}
    assert manifest["inputs"]


def test_a_failing_write_leaves_the_older_tables_as_they_were(demo_tables, tmp_path):
    folder = write_tables(demo_tables, tmp_path / "t", format="jsonl")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    broken = Tables(articles=[{"article_id": object()}])
    with pytest.raises(TypeError):
        write_tables(broken, folder, format="jsonl")
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["t"]


def test_a_folder_with_other_peoples_files_is_not_touched(demo_tables, tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match="holds other files"):
        write_tables(demo_tables, tmp_path)
    assert (tmp_path / "thesis.docx").read_text() == "years of work"


def test_a_folder_that_is_no_table_folder_is_told_so(tmp_path):
    with pytest.raises(InputError, match="framing annotate"):
        read_tables(tmp_path)


def test_a_text_file_is_whole_or_not_there(tmp_path):
    target = tmp_path / "page.html"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(target, "new \ud800")
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1
