"""The registry of people and bodies."""

from __future__ import annotations

import tomllib
import unicodedata

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


@pytest.mark.parametrize("script", ["CYRILLIC", "ARMENIAN"])
def test_one_party_s_people_would_be_known_in_a_script_and_the_other_s_not(script: str) -> None:
    """Everybody of the two parties, in full, and by the surname alone where that does in Latin letters."""
    for party, entry in entries():
        if party in ("armenian", "azerbaijani") and not entry.get("body"):
            forms = [entry["name"], *entry.get("forms", ())]
            written = [form for form in forms if unicodedata.name(form[0]).startswith(script)]
            latin = [form for form in forms if unicodedata.name(form[0]).startswith("LATIN")]
            assert any(" " in form for form in written), entry["id"]
            alone = any(" " not in form for form in latin)
            assert any(" " not in form for form in written) == alone, entry["id"]


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
            others = [a.id for s, u, a in held if a.id != actor.id and s <= since and _reaches(u, since)]
            assert not others, (title, place, actor.id, others)
            assert not until or since <= until


def _reaches(until: str, since: str) -> bool:
    """Whether an office that ended then, on a day, in a month or in a year, was held on this day too."""
    return not until or (since < until if len(until) == 10 else since[: len(until)] < until)


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


#: Entries of the project's notes that stand for several people or bodies; each of those is listed by itself.
BUNDLES = {
    "peacekeeping_cmd": ("Rustam Muradov", "Andrei Volkov", "Alexander Lentsov", "Kirill Kulakov"),
    "avetisyan_shiriyev": ("Zaur Shiriyev",),
    "unsc_un": ("UN Security Council", "UNHCR"),
    "hrw_ai": ("Human Rights Watch", "Amnesty International"),
    "diaspora_orgs": ("Armenian National Committee of America", "Hayastan All Armenian Fund"),
}


def test_somebody_in_the_notes_would_be_a_stranger(shared) -> None:
    import json

    by_form = load_actors().by_form
    known = {entry["id"] for _, entry in entries()}
    for noted in json.loads((shared / "domain" / "actors.json").read_text(encoding="utf-8")):
        if noted["id"] in BUNDLES:
            assert all(fold(name) in by_form for name in BUNDLES[noted["id"]]), noted["id"]
        else:
            assert noted["id"] in known, noted["id"]
            assert fold(noted["name"]) in by_form, noted["name"]


def test_a_dated_office_of_the_notes_would_be_missing(shared) -> None:
    """A minister or president with both days noted is found by a date between them."""
    import json

    actors = load_actors()
    titles = {
        "President of Armenia": ("president", "armenia"),
        "Prime Minister of Armenia": ("prime minister", "armenia"),
        "Foreign Minister of Armenia": ("foreign minister", "armenia"),
        "Defence Minister of Armenia": ("defence minister", "armenia"),
        "President of Azerbaijan": ("president", "azerbaijan"),
        "Foreign Minister of Azerbaijan": ("foreign minister", "azerbaijan"),
        "Defence Minister of Azerbaijan": ("defence minister", "azerbaijan"),
    }
    seen = 0
    for noted in json.loads((shared / "domain" / "actors.json").read_text(encoding="utf-8")):
        for title, since, until in noted["roles"]:
            if title in titles and len(since) == 10:
                day = f"{since[:8]}28" if since[8:] < "28" else since
                if not until[:4].isdigit() or day <= until:
                    holder = actors.holder(*titles[title], day)
                    assert holder, (noted["id"], title, day)
                    assert holder.id == noted["id"], (title, day)
                    seen += 1
    assert seen >= 8


@pytest.mark.parametrize(
    "title", ["president", "prime minister", "foreign minister", "defence minister", "speaker"]
)
@pytest.mark.parametrize("place", ["armenia", "azerbaijan"])
@pytest.mark.parametrize("year", range(2018, 2025))
def test_an_office_of_either_party_would_stand_empty(title: str, place: str, year: int) -> None:
    """Late in March and in November each office has its one holder."""
    for day in ("03-28", "11-28"):
        assert load_actors().holder(title, place, f"{year}-{day}") is not None, (title, place, year, day)


@pytest.mark.parametrize(
    ("title", "place", "day", "name"),
    [
        ("prime minister", "armenia", "2017-03-02", "Karen Karapetyan"),
        ("foreign minister", "armenia", "2017-03-02", "Edward Nalbandian"),
        ("defence minister", "armenia", "2021-02-01", "Vagharshak Harutyunyan"),
        ("defence minister", "armenia", "2021-10-01", "Arshak Karapetyan"),
        ("chief of the general staff", "armenia", "2023-01-01", "Edvard Asryan"),
        ("prime minister", "azerbaijan", "2018-06-01", "Novruz Mammadov"),
        ("prime minister", "azerbaijan", "2020-06-01", "Ali Asadov"),
        ("speaker", "azerbaijan", "2019-06-01", "Ogtay Asadov"),
        ("chief of the general staff", "azerbaijan", "2020-10-01", "Najmaddin Sadigov"),
        ("defence minister", "russia", "2020-10-01", "Sergei Shoigu"),
        ("defence minister", "turkey", "2023-09-20", "Yaşar Güler"),
        ("foreign minister", "france", "2023-09-20", "Catherine Colonna"),
        ("secretary-general", "un", "2020-10-01", "António Guterres"),
        ("high representative", "eu", "2018-10-01", "Federica Mogherini"),
    ],
)
def test_a_title_would_mean_the_wrong_holder(title: str, place: str, day: str, name: str) -> None:
    holder = load_actors().holder(title, place, day)
    assert holder is not None
    assert holder.name == name
