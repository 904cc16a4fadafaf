"""The words that tell events rather than attitudes, read from `lexicons/tone/` and validated.

Bad news is not a negative opinion: *killed* and *war* lower every score of war news, whoever writes it
(Balahur et al. 2010). Each tone is therefore given without these words as well as with them.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.resources import data_folder

_FORM = re.compile(r"[a-z]+(?:-[a-z]+)*")
_HEADER = {"id", "title", "version", "date", "language", "source", "theme", "kept"}
_SOURCE = {"id", "citation", "url"}
_THEME = {"id", "title", "note", "sources", "words"}
_KEPT = {"id", "reason", "words"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """Event words of one kind: `words` are all inflected forms, in lower case."""

    id: str
    title: str
    note: str
    sources: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Words that stay in every score on purpose, and why."""

    id: str
    reason: str
    words: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class EventWords:
    """The whole list. `hash` is the SHA-256 of the file, `sources` are citations by id."""

    version: str
    date: str
    language: str
    themes: tuple[Theme, ...]
    kept: tuple[Kept, ...]
    sources: dict[str, str]
    hash: str

    @property
    def words(self) -> frozenset[str]:
        """The words of all themes.

        >>> words = load_event_words().words
        >>> [w in words for w in ("killed", "ceasefire", "brutal")]
        [True, True, False]
        """
        return frozenset().union(*(theme.words for theme in self.themes))


@cache
def load_event_words(path: Path | None = None) -> EventWords:
    """The list that comes with the package, or a file of the same form.

    Raises LexiconError, with file and entry, for a key that is unknown or missing, a word that is not in
    lower case, a word that stands twice or is both left out and kept, and a source that is not listed.

    >>> load_event_words().themes[0].title
    'Killed, wounded and missing'
    """
    file = path or data_folder("lexicons") / "tone" / "event_words.toml"
    content = file.read_bytes()
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except ValueError as error:
        raise LexiconError(f"{file.name}: not valid TOML ({error}). Correct the line.") from None
    _check_keys(data, _HEADER, where=file.name)
    sources = {}
    for entry in data["source"]:
        _check_keys(entry, _SOURCE, where=f"{file.name}: source {entry.get('id')!r}")
        sources[entry["id"]] = entry["citation"]
    owners: dict[str, str] = {}
    return EventWords(
        version=data["version"],
        date=data["date"],
        language=data["language"],
        themes=tuple(_theme(entry, sources, owners, file.name) for entry in data["theme"]),
        kept=tuple(_kept(entry, owners, file.name) for entry in data["kept"]),
        sources=sources,
        hash=hashlib.sha256(content).hexdigest(),
    )


def _theme(entry: dict[str, Any], sources: dict[str, str], owners: dict[str, str], file: str) -> Theme:
    where = f"{file}: theme {entry.get('id')!r}"
    _check_keys(entry, _THEME, where=where)
    for name in entry["sources"]:
        if name not in sources:
            raise LexiconError(
                f"{where}: source {name!r} is not one of {', '.join(sources)}. Add [[source]]."
            )
    return Theme(
        id=entry["id"],
        title=entry["title"],
        note=entry["note"],
        sources=tuple(entry["sources"]),
        words=_words(entry, owners, where),
    )


def _kept(entry: dict[str, Any], owners: dict[str, str], file: str) -> Kept:
    where = f"{file}: kept {entry.get('id')!r}"
    _check_keys(entry, _KEPT, where=where)
    return Kept(id=entry["id"], reason=entry["reason"], words=_words(entry, owners, where))


def _words(entry: dict[str, Any], owners: dict[str, str], where: str) -> frozenset[str]:
    """The words of an entry; `owners` remembers which entry each word stands in."""
    for word in entry["words"]:
        if not isinstance(word, str) or not _FORM.fullmatch(word):
            raise LexiconError(f"{where}: {word!r} is not one word of the letters a to z in lower case.")
        if word in owners:
            raise LexiconError(f"{where}: {word!r} stands already in {owners[word]}. Delete one.")
        owners[word] = where
    return frozenset(entry["words"])


def _check_keys(table: dict[str, Any], keys: set[str], *, where: str) -> None:
    wrong = sorted(table.keys() ^ keys, key=lambda key: (key in keys, key))
    if wrong:
        verb = "is missing" if wrong[0] in keys else "is not known"
        raise LexiconError(f"{where}: the key {wrong[0]!r} {verb}. Keys: {', '.join(sorted(keys))}.")
