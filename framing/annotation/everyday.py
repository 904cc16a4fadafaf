"""The everyday names of a dispute: its parties, their capitals and peoples, and its region.

Every article of a corpus about one dispute holds them, so two articles that share them may report two
events. A large corpus shows which names these are; in one of nine articles no count can tell them from names
that two reports of one event share, so they are taken from the lexicons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from framing.annotation.party_words import load_party_words
from framing.lexicon import Lexicon, list_lexicons, load_lexicon, plain_form

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Everyday:
    """`words` in small letters, parts of everyday names, and `concepts` whose mentions all are one."""

    words: frozenset[str]
    concepts: frozenset[str]


def everyday_names(lexicons: Sequence[Lexicon] = ()) -> Everyday:
    """The everyday names of these disputes; without any, those of all that come with the package.

    Names of towns are not everyday: that two articles of one day name the same town tells something.

    >>> names = everyday_names()
    >>> {"baku", "yerevan", "karabakh", "artsakh", "nicosia"} <= names.words, "lachin" in names.words
    (True, False)
    >>> "region_name" in names.concepts, "toponym_lachin" in names.concepts
    (True, False)
    """
    return _gathered(lexicons) if lexicons else _shipped()


@cache
def _shipped() -> Everyday:
    return _gathered([load_lexicon(name) for name in list_lexicons()])


def _gathered(lexicons: Sequence[Lexicon]) -> Everyday:
    names = [name for party in load_party_words().parties.values() for name in _party_names(party)]
    concepts = {c for lexicon in lexicons for c in _regions(lexicon)}
    for lexicon in lexicons:
        names += _names(lexicon)
    words = {w.casefold() for name in names for w in _WORD.findall(name) if not w[0].islower()}
    return Everyday(words=frozenset(words), concepts=frozenset(concepts))


def _party_names(party: object) -> Iterator[str]:
    for key in ("states", "capitals", "peoples", "adjectives"):
        yield from getattr(party, key)


def _regions(lexicon: Lexicon) -> Iterator[str]:
    """Names of the land itself: those that show what a text is about, but for single towns."""
    return (c for c in lexicon.anchor.concepts if not c.startswith("toponym_"))


def _names(lexicon: Lexicon) -> Iterator[str]:
    forms: list[Iterable[tuple[str, ...]]] = [p.names.values() for p in lexicon.parties]
    forms += [lexicon.anchor.pair_one.values(), lexicon.anchor.pair_two.values()]
    for several in forms:
        for words in several:
            yield from words
    for concept in _regions(lexicon):
        for variant in lexicon.concept(concept).variants:
            for words in variant.forms.values():
                yield from (plain_form(w) for w in words if len(w.split()) == 1)
