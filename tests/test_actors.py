"""The registry of people and bodies."""

from __future__ import annotations

import tomllib

import pytest

from framing.actors import AFFILIATIONS, ROLES, fold, load_actors
from framing.errors import LexiconError
from framing.language import load_language
from framing.resources import data_folder

FOLDER = data_folder("lexicons") / "actors"


def entries():
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in data.get("actor", ()):
            yield path.stem, entry


def test_an_actor_would_be_listed_twice() -> None:
    ids = [e["id"] for _, e in entries()]
    assert len(ids) == len(set(ids))


def test_one_spelling_would_mean_two_people() -> None:
    owners: dict[str, str] = {}
    for _, entry in entries():
        for form in (entry["name"], *entry.get("forms", ())):
            assert owners.setdefault(fold(form), entry["id"]) == entry["id"], form


def test_an_office_would_have_no_name_in_english() -> None:
    known = set(load_language("en").data["offices"]) | {
        "ambassador",
        "army commander",
        "european council president",
        "special representative",
    }
    assert {o["title"] for _, e in entries() for o in e.get("offices", ())} <= known


def test_two_people_would_hold_one_office_on_one_day() -> None:
    actors = load_actors()
    for (title, place), held in actors.holders.items():
        for since, until, actor in held:
            others = [a.id for s, u, a in held if a.id != actor.id and s <= since and (not u or since < u)]
            assert not others, (title, place, actor.id, others)
            assert not until or since <= until


def test_spelling_or_case_would_hide_a_person() -> None:
    by_form = load_actors().by_form
    for form in ("ERDOĞAN", "Erdogan", "Pashinian", "Пашинян", "Ильхам Алиев"):
        assert fold(form) in by_form


def test_the_two_parties_would_be_placed_by_unequal_means() -> None:
    places = load_actors().places
    for one, other in (("armenia", "azerbaijan"), ("armenian", "azerbaijani"), ("yerevan", "baku")):
        assert places[one].affiliation == "armenian"
        assert places[other].affiliation == "azerbaijani"


def test_a_wrong_affiliation_would_pass_unnoticed(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "x.toml").write_text(
        'affiliation = "martian"\n[[actor]]\nid = "a"\nname = "A"\nrole = "state"\n'
    )
    monkeypatch.setattr("framing.actors.data_folder", lambda name: tmp_path)
    load_actors.cache_clear()
    try:
        with pytest.raises(LexiconError, match="martian"):
            load_actors()
    finally:
        load_actors.cache_clear()


def test_every_role_and_affiliation_is_a_known_one() -> None:
    actors = load_actors()
    assert {a.affiliation for a in actors.by_form.values() if a.role != "media"} <= set(AFFILIATIONS)
    # An outlet has no affiliation as a source, whoever owns it: the groupings are for that.
    assert {a.affiliation for a in actors.by_form.values() if a.role == "media" and a.body} == {None}
    assert {a.role for a in actors.by_form.values()} <= set(ROLES)
