"""The registry of people and bodies that speak: names, dated offices, places, affiliations."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from framing.errors import LexiconError
from framing.resources import data_folder

#: For whom a source speaks. `independent`: analysts and journalists who speak for no government.
#: `regional`: other states of the region. None stands for "not said and not known".
AFFILIATIONS = (
    "armenian",
    "azerbaijani",
    "russian",
    "turkish",
    "western",
    "international",
    "regional",
    "independent",
)

#: What a source is.
ROLES = (
    "state",
    "military",
    "international",
    "expert",
    "civilian",
    "civil_society",
    "media",
    "document",
    "unnamed",
)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One entry of `lexicons/actors/`. `offices` are `(title, place, since, until)`, dates ISO.

    `body`: an institution, never "he" or "she". News outlets alone have no affiliation.
    """

    id: str
    name: str
    affiliation: str | None
    role: str
    body: bool = False
    forms: tuple[str, ...] = ()
    offices: tuple[tuple[str, str, str, str], ...] = ()
    checked: bool = True


@dataclass(frozen=True, kw_only=True)
class Place:
    """A country or body whose name places a source; `leader` is the office "the leader" means.

    `adjective`: its words place a source only where no name follows ("a Western diplomat"). A disputed
    town has no affiliation, under any of its names; with `until` it had one before that ISO date.
    """

    id: str
    affiliation: str | None
    leader: str | None
    adjective: bool
    words: frozenset[str]
    until: str | None = None

    def on(self, date: str | None) -> Place:
        """The place as it was on a date: without its affiliation from `until` on, or without a date.

        >>> place = load_actors().places["khankendi"]
        >>> place.on("2020-10-01").affiliation, place.on("2024-10-01").affiliation, place.on(None).affiliation
        ('armenian', None, None)
        """
        past = self.until is None or (date is not None and date < self.until)
        return self if past else replace(self, affiliation=None)


@dataclass(frozen=True, kw_only=True)
class Actors:
    """The whole registry. Keys are folded: see `fold`."""

    by_form: dict[str, Actor]
    #: The words with which the forms of `by_form` begin.
    opening: frozenset[str]
    places: dict[str, Place]
    capitals: frozenset[str]
    holders: dict[tuple[str, str], tuple[tuple[str, str, Actor], ...]] = field(repr=False)

    def holder(self, title: str, place: str, date: str | None) -> Actor | None:
        """Who held an office on an ISO date; None without a date, or where two or none did.

        >>> load_actors().holder("foreign minister", "armenia", "2020-12-09").name
        'Ara Aivazian'
        """
        if date is None:
            return None
        found = {
            actor.id: actor
            for since, until, actor in self.holders.get((title, place), ())
            if since <= date and (not until or date[: len(until)] <= until)
        }
        return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name as the registry's key: no case, no diacritics, straight apostrophes.

    >>> fold("Erdoğan") == fold("ERDOGAN")
    True
    """
    if name.isascii():
        return name.casefold()
    plain = name.replace("ı", "i").replace("İ", "I").replace("ə", "e").replace("Ə", "E").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@cache
def load_actors() -> Actors:
    """The registry in `lexicons/actors/`; raises LexiconError for an entry that breaks the schema.

    >>> load_actors().by_form[fold("Pashinian")].affiliation
    'armenian'
    """
    by_form: dict[str, Actor] = {}
    places: dict[str, Place] = {}
    capitals: set[str] = set()
    holders: dict[tuple[str, str], list[tuple[str, str, Actor]]] = {}
    for path in sorted((data_folder("lexicons") / "actors").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for key, entry in data.get("places", {}).items():
            if not entry.get("disputed", False):
                _check(path.name, key, entry.get("affiliation"), AFFILIATIONS, "affiliation")
            place = Place(
                id=key,
                affiliation=entry.get("affiliation"),
                until=entry.get("until"),
                leader=entry.get("leader"),
                adjective=entry.get("adjective", False),
                words=frozenset(fold(w) for w in entry["words"]),
            )
            places.update(dict.fromkeys(place.words, place))
            capitals.update(fold(w) for w in entry.get("capital", ()))
        for entry in data.get("actor", ()):
            actor = _actor(path.name, data.get("affiliation"), entry)
            for form in (actor.name, *actor.forms):
                by_form.setdefault(fold(form), actor)
            for title, of, since, until in actor.offices:
                holders.setdefault((title, of), []).append((since, until, actor))
    return Actors(
        by_form=by_form,
        opening=frozenset(form.split(" ")[0] for form in by_form),
        places=places,
        capitals=frozenset(capitals),
        holders={k: tuple(v) for k, v in holders.items()},
    )


def _actor(file: str, affiliation: str | None, entry: dict[str, Any]) -> Actor:
    name = entry.get("id", "?")
    if affiliation is not None or entry.get("role") != "media":
        _check(file, name, affiliation, AFFILIATIONS, "affiliation")
    _check(file, name, entry.get("role"), ROLES, "role")
    return Actor(
        id=name,
        name=entry["name"],
        affiliation=affiliation,
        role=entry["role"],
        body=entry.get("body", False),
        forms=tuple(entry.get("forms", ())),
        offices=tuple((o["title"], o["of"], o["since"], o["until"]) for o in entry.get("offices", ())),
        checked=entry.get("checked", True),
    )


def _check(file: str, entry: str, value: str | None, allowed: tuple[str, ...], what: str) -> None:
    if value not in allowed:
        raise LexiconError(
            f"lexicons/actors/{file}: {entry!r}: {what} {value!r} is not one of {', '.join(allowed)}"
        )
