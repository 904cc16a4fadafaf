"""Finds the names of outlets, agencies and authors in running text, to take them out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from framing.language import find_words
from framing.reading.outlets import load_outlets
from framing.records import Span
from framing.resources import data_folder

#: A name may be broken by so many characters between two of its words: "NEWS.am", "Hurriyet / DHA".
_WIDEST_GAP = 3

#: Letters of a case ending after a name that is not in Latin script: "Арменпрессом".
_LONGEST_ENDING = 3
_SHORTEST_STEM = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Names by their first word, each as its words, the longest first."""

    by_first: Mapping[str, Sequence[tuple[str, ...]]]


def gather_names(names: Iterable[str]) -> Names:
    """Names to look for, each as it is spelled and in capitals.

    >>> sorted(gather_names(["Nor Kamar"]).by_first)
    ['NOR', 'Nor']
    """
    spelled: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        for part in (name, *name.split(" / ")):
            for form in (part, part.upper()):
                words = tuple(form[start:end] for start, end in find_words(form))
                if words:
                    spelled.setdefault(words[0], set()).add(words)
    return Names(by_first={w: sorted(s, key=lambda n: (-len(n), n)) for w, s in spelled.items()})


def find_names(text: str, names: Names, words: Sequence[Span] | None = None) -> list[Span]:
    """Where a name stands, the longest at each place, in text order; spans never overlap.

    Capitals count: *report* is a word, *Report* an outlet. So the first word of a sentence is lost
    where it is also a name. The last word may carry an ending after an apostrophe or hyphen, or, where
    it is not in Latin script, a case ending.

    >>> known = gather_names(["Report", "Nor Kamar", "TASS"])
    >>> [slice_ for slice_ in find_names("TASS's report and Nor Kamar", known)]
    [Span(start=0, end=6), Span(start=18, end=27)]
    """
    spans = find_words(text) if words is None else words
    tokens = [text[start:end] for start, end in spans]
    found: list[Span] = []
    at = 0
    while at < len(spans):
        length = _length_at(text, spans, tokens, at, names)
        if length:
            found.append(Span(spans[at].start, spans[at + length - 1].end))
        at += length or 1
    return found


def _length_at(text: str, spans: Sequence[Span], tokens: Sequence[str], at: int, names: Names) -> int:
    """How many words the longest name that begins here has; 0 where none does."""
    best = 0
    for stem in _stems(tokens[at]):
        for name in names.by_first.get(stem, ()):
            if len(name) <= best:
                break
            whole = stem == tokens[at] or len(name) == 1
            if whole and _follows(text, spans, tokens, at, name):
                best = len(name)
                break
    return best


def _follows(text: str, spans: Sequence[Span], tokens: Sequence[str], at: int, name: tuple[str, ...]) -> bool:
    if at + len(name) > len(spans):
        return False
    for n in range(1, len(name)):
        gap = text[spans[at + n - 1].end : spans[at + n].start]
        if len(gap) > _WIDEST_GAP or "\n" in gap:
            return False
        last = n == len(name) - 1
        if name[n] not in (_stems(tokens[at + n]) if last else (tokens[at + n],)):
            return False
    return True


def _stems(token: str) -> list[str]:
    """The word, the word before an apostrophe or hyphen, and the word without a short case ending."""
    stems = [token]
    for mark in "'’-":
        head = token.partition(mark)[0]
        if head and head != token:
            stems.append(head)
    if not token.isascii():
        stems += [token[:-n] for n in range(1, _LONGEST_ENDING + 1) if len(token) - n >= _SHORTEST_STEM]
    return stems


@cache
def known_names() -> tuple[str, ...]:
    """Names, aliases and web addresses of all registered outlets, and of the agencies in `wire.toml`.

    >>> {"ARMENPRESS", "trend.az", "Xinhua"} <= set(known_names())
    True
    """
    names = [name for o in load_outlets() for name in (o.name, *o.aliases, *o.domains)]
    names += [name for several in wire_facts()["agencies"].values() for name in several]
    return tuple(sorted({name.strip("/()-: ") for name in names}))


@cache
def wire_facts() -> Mapping[str, dict[str, list[str]]]:
    """The data on how newsrooms sign: `agencies` are names, `words` lists of words around them."""
    folder = data_folder("lexicons")
    wire = tomllib.loads((folder / "outlets" / "wire.toml").read_text(encoding="utf-8"))
    digest = tomllib.loads((folder / "reading" / "digest.toml").read_text(encoding="utf-8"))
    matching = tomllib.loads((folder / "outlets" / "matching.toml").read_text(encoding="utf-8"))
    return {
        "agencies": wire["agencies"],
        "words": {
            "contributed": [w.casefold() for w in wire["contributed"]],
            "before": [w.casefold() for w in wire["before"]],
            "bylines": [w.casefold() for w in digest["bylines"]["starts"]],
            "credits": [w.casefold() for w in matching["credit_words"]],
            "months": [w.casefold() for w in matching["months"]],
        },
    }
