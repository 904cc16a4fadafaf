"""The lexicon's files and their loader."""

from __future__ import annotations

import json
import pickle
import shutil
import time
from pathlib import Path

import pytest

from framing.errors import LexiconError, UnknownNameError
from framing.lexicon import list_lexicons, load_lexicon, spelled
from framing.records import STRENGTHS
from framing.resources import data_folder

FOLDER = data_folder("lexicons") / "disputes" / "karabakh"
SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "domain" / "concepts.json"

SMALL = """
id = "small"
title = "A small lexicon"
version = "1"
date = "2026-01-01"
languages = ["en"]

[associations]
armenian = "Armenian"

[anchor]
concepts = ["name"]

[[source]]
id = "S1"
citation = "A page"

[[concept]]
id = "name"
title = "Name"
description = "What it is called."
contested = "Two names."
sources = ["S1"]

  [[concept.variant]]
  id = "artsax"
  association = "armenian"
  strength = "marker"
  forms.en = ["Artsax"]

  [[concept.variant]]
  id = "other"
  association = "shared"
  strength = "neutral"
  valid_from = "2021-01-01"
  forms.en = ["Other"]
"""


def write(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_lexicon_of_the_package_does_not_load() -> None:
    lexicon = load_lexicon()
    assert (lexicon.id, lexicon.languages) == ("karabakh", ("en", "ru", "hy", "tr", "az"))
    assert "karabakh" in list_lexicons()
    assert lexicon.source("S3").url.startswith("https://")
    for concept in lexicon.concepts:
        assert concept.contested, concept.id
        assert concept.sources, concept.id
        assert {v.association for v in concept.variants} <= set(lexicon.associations)
        assert {v.strength for v in concept.variants} <= set(STRENGTHS)


def test_loading_keeps_a_user_waiting() -> None:
    load_lexicon()

    def cost() -> float:
        begun = time.process_time()
        load_lexicon()
        return time.process_time() - begun

    assert min(cost() for _ in range(3)) < 0.2


def test_an_article_in_a_worker_gets_another_lexicon() -> None:
    lexicon = load_lexicon()
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon


def test_the_hash_changes_with_the_layout_of_the_files(tmp_path: Path) -> None:
    lexicon = load_lexicon()
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy)
    assert load_lexicon(copy).hash == lexicon.hash
    places, status = copy / "places.toml", copy / "status.toml"
    joined = places.read_text(encoding="utf-8") + "\n" + status.read_text(encoding="utf-8")
    (copy / "a.toml").write_text(joined, encoding="utf-8")
    places.unlink()
    status.unlink()
    assert load_lexicon(copy).hash == lexicon.hash


def test_the_hash_does_not_change_with_a_form(tmp_path: Path) -> None:
    before = load_lexicon(write(tmp_path)).hash
    assert load_lexicon(write(tmp_path, ('["Other"]', '["Others"]'))).hash != before


def test_a_user_s_own_file_is_not_read(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path))
    assert lexicon.variant("name", "other").valid_from == "2021-01-01"
    with pytest.raises(UnknownNameError, match="Did you mean 'other'"):
        lexicon.variant("name", "othr")
    with pytest.raises(UnknownNameError, match="Known: name"):
        lexicon.concept("status")


def test_an_unknown_lexicon_does_not_list_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'karabakh'"):
        load_lexicon("karabah")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"armenian"', '"armenia"', "concept 'name': variant 'artsax': association 'armenia' is not one of"),
        ('"armenian"', '"armenia"', "Did you mean 'armenian'?"),
        ('"marker"', '["marker"]', "strength ['marker'] is not one of marker, leaning, neutral"),
        ("contested =", "contestd =", "key 'contestd' is not one of"),
        ("contested =", "contestd =", "Did you mean 'contested'?"),
        ('contested = "Two names."', "", "concept 'name': the key 'contested' is missing"),
        ('id = "other"', 'id = "artsax"', "the variant 'artsax' is there twice"),
        ('["Other"]', '["artsax"]', "form 'artsax' already belongs to concept 'name', variant 'artsax'"),
        ('["Other"]', '["Other", "OTHER"]', "form 'other' is listed twice"),
        ('["Other"]', '"Other"', "forms.en is 'Other', not a list of words"),
        ('["Other"]', '["an [Other] name"]', "square brackets at most around its head and its tail"),
        ('["Other"]', '["-"]', "form '-' is not words"),
        ('forms.en = ["Other"]', "", "variant 'other': no forms"),
        ('forms.en = ["Other"]', 'forms.xx = ["Other"]', "forms language 'xx' is not one of en"),
        ('"2021-01-01"', "2021-01-01", 'valid_from is datetime.date(2021, 1, 1), not a date such as "'),
        ('"2021-01-01"', '"2021-13-01"', "valid_from is '2021-13-01', not a date"),
        ('"2021-01-01"', '"2021-01-01"\n  valid_to = "2020-01-01"', "is later than valid_to 2020-01-01"),
        ('["S1"]', '["S2"]', "source 'S2' is not one of S1"),
        ('concepts = ["name"]', 'concepts = ["nam"]', "anchor: concept 'nam' is not one of name"),
        ('id = "small"', "", "the key 'id' is missing"),
        ('id = "small"', "id = ", "is not valid TOML"),
        ("[[source]]", "[source]", "'source' is not a list of tables. Write [[source]]."),
    ],
)
def test_a_broken_file_is_not_explained(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = write(tmp_path, (old, new))
    with pytest.raises(LexiconError) as caught:
        load_lexicon(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_the_error_names_the_wrong_file_of_a_folder(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "copy")
    path = tmp_path / "copy" / "places.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"azerbaijani"', '"azeri"'), encoding="utf-8")
    with pytest.raises(
        LexiconError, match=r"places\.toml: concept 'toponym_stepanakert': variant 'khankendi'"
    ):
        load_lexicon(tmp_path / "copy")
    (tmp_path / "copy" / "lexicon.toml").unlink()
    with pytest.raises(LexiconError, match=r"no file lexicon\.toml"):
        load_lexicon(tmp_path / "copy")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x00", b"a = " + b"[" * 5000])
def test_a_file_that_is_no_lexicon_raises_something_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(LexiconError):
        load_lexicon(path)


def test_periods_that_do_not_overlap_cannot_share_a_form(tmp_path: Path) -> None:
    ended = ('forms.en = ["Artsax"]', 'forms.en = ["Other"]\n  valid_to = "2020-12-31"')
    assert load_lexicon(write(tmp_path, ended)).concept("name").variants[0].forms == {"en": ("Other",)}


@pytest.mark.skipif(not SHARED.is_file(), reason="the list of concepts is not beside the project")
def test_a_variant_or_a_form_of_the_domain_list_was_lost() -> None:
    lexicon = load_lexicon()
    listed = {c["id"]: c for c in json.loads(SHARED.read_text(encoding="utf-8"))}
    names = {"neutral_international": "international", "mixed": "shared"}
    known = {
        spelled(form)
        for concept in lexicon.concepts
        for variant in concept.variants
        for kind in (variant.forms, variant.case_forms, variant.dated_forms)
        for form in kind.get("en", ())
    }
    for concept in lexicon.concepts:
        variants = {v["id"]: v for v in listed[concept.id]["variants"]}
        added = {v.id for v in concept.variants} - set(variants)
        assert not set(variants) - {v.id for v in concept.variants}, concept.id
        assert all(name.endswith("_undirected") for name in added), (concept.id, added)
        left_out = {spelled(form) for form in concept.left_out.get("en", ())}
        for variant in (v for v in concept.variants if v.id not in added):
            given = variants[variant.id]
            side = names.get(given["side"], given["side"])
            # A word that both parties use of each other has its side from its direction.
            assert variant.association == side or (side, variant.association) == ("shared", "undirected")
            assert variant.strength == given["strength"]
            lost = {spelled(form) for form in given["surfaces"]} - known - left_out
            assert not lost, (concept.id, variant.id, lost)
