"""The words that name a party, from `lexicons/tone/targets.toml`, checked as they are read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from framing.actors import AFFILIATIONS, load_actors
from framing.errors import LexiconError
from framing.resources import data_folder


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyNames:
    """How one party is named: its states, capitals, peoples, and adjectives that need a noun."""

    states: tuple[str, ...]
    capitals: tuple[str, ...]
    peoples: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyWords:
    """The whole file. `parties` has the names by affiliation; the file says what each list is for."""

    heads: frozenset[str]
    between: frozenset[str]
    places: frozenset[str]
    place_phrases: frozenset[str]
    place_nouns: frozenset[str]
    persons: frozenset[str]
    plurals: frozenset[str]
    groups: frozenset[str]
    offices: frozenset[str]
    women: frozenset[str]
    bodies: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    they: frozenset[str]
    parties: dict[str, PartyNames]


@cache
def load_party_words(path: Path | None = None) -> PartyWords:
    """The words that come with the package, or a file of the same form.

    Raises LexiconError, with file and entry, for a key that is unknown or missing, a list that is no list
    of texts, a text that is empty or stands twice in its list, a party that is no affiliation, a name that
    two parties share, and an actor that is not in the registry.

    >>> load_party_words().parties["armenian"].capitals
    ('Yerevan',)
    """
    file = path or data_folder("lexicons") / "tone" / "targets.toml"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise LexiconError(f"{file.name}: not valid TOML ({error}). Correct the line.") from None
    _check_keys(data, {field.name for field in fields(PartyWords)}, where=file.name)
    parties = data.pop("parties")
    if not isinstance(parties, dict):
        raise LexiconError(
            f"{file.name}: parties is {parties!r}, not a table. Write [parties.<affiliation>]."
        )
    owners: dict[str, str] = {}
    lists = {key: frozenset(_texts(value, f"{file.name}: {key}")) for key, value in data.items()}
    _check_actors(lists, file.name)
    return PartyWords(
        parties={party: _party(party, names, owners, file.name) for party, names in parties.items()}, **lists
    )


@cache
def party_adjectives() -> frozenset[str]:
    """The adjectives of all parties, in small letters.

    >>> sorted(party_adjectives() & {"armenian", "azerbaijani", "baku"})
    ['armenian', 'azerbaijani']
    """
    return frozenset(
        word.lower() for names in load_party_words().parties.values() for word in names.adjectives
    )


@cache
def party_states() -> frozenset[str]:
    """The states of all parties, in small letters.

    >>> "united states" in party_states()
    True
    """
    return frozenset(word.lower() for names in load_party_words().parties.values() for word in names.states)


def _party(party: str, names: Any, owners: dict[str, str], file: str) -> PartyNames:
    where = f"{file}: parties.{party}"
    if party not in AFFILIATIONS:
        raise LexiconError(f"{where}: {party!r} is not one of {', '.join(AFFILIATIONS)}. Correct the name.")
    if not isinstance(names, dict):
        raise LexiconError(f"{where} is {names!r}, not a table. Write [parties.{party}].")
    _check_keys(names, {field.name for field in fields(PartyNames)}, where=where)
    lists = {key: _texts(value, f"{where}.{key}") for key, value in names.items()}
    for key, words in lists.items():
        for word in words:
            if word in owners:
                raise LexiconError(f"{where}.{key}: {word!r} stands already in {owners[word]}. Delete one.")
            owners[word] = f"parties.{party}.{key}"
    return PartyNames(**lists)


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise LexiconError(f"{where} is {value!r}, not a list of texts. Put it into square brackets.")
    for n, text in enumerate(value):
        if not isinstance(text, str) or not text.strip():
            raise LexiconError(f"{where}: {text!r} is not a text. Write a word in quotation marks.")
        if text in value[:n]:
            raise LexiconError(f"{where}: {text!r} stands twice. Delete one.")
    return tuple(value)


def _check_actors(lists: dict[str, frozenset[str]], file: str) -> None:
    known = {actor.id for actor in load_actors().by_form.values()}
    for key in ("women", "bodies"):
        for name in sorted(lists[key] - known):
            raise LexiconError(f"{file}: {key}: {name!r} is no actor. Give an id of lexicons/actors/.")


def _check_keys(table: dict[str, Any], keys: set[str], *, where: str) -> None:
    wrong = sorted(table.keys() ^ keys, key=lambda key: (key in keys, key))
    if wrong:
        verb = "is missing" if wrong[0] in keys else "is not known"
        raise LexiconError(f"{where}: the key {wrong[0]!r} {verb}. Keys: {', '.join(sorted(keys))}.")
