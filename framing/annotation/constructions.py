"""Constructions of a language as data: patterns over the words of a sentence, and what fits them.

The patterns stand in `lexicons/constructions/`, one file a language, with every key explained. They say
where a party, an object, or the second of two names stands around a mention.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from framing.errors import LexiconError
from framing.lexicon.records import CONSTRUCTIONS
from framing.resources import data_folder

#: What a pattern may call a place in the sentence.
SLOTS = ("WORD", "FIRST", "SECOND", "PARTY", "LAND", "GROUP")

#: A word, a possessive ending, or a mark, in a folded view.
WORDS = re.compile(r"'s\b|\d+(?:[.,]\d+)*|[^\W_]+|[^\s\w]")

_KINDS = ("direction", "object", "dual", "about")
_ELEMENT = re.compile(r"(?P<gap>[*~])(?P<most>\d)|(?P<word>\{[\w|]+\}|[^\s*~?{}]+)(?P<times>\?|\*\d)?")


class Item(NamedTuple):
    """A word of a sentence, or a name of several words. `tags` maps the slots it can fill to their value."""

    text: str
    start: int
    end: int
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a pattern: `words` or a `slot` as often as `least` to `most`, or a gap."""

    slot: str | None
    words: frozenset[str]
    barred: frozenset[str]
    least: int
    most: int
    gap: str = ""

    def fits(self, item: Item) -> bool:
        """Whether this one item can stand here."""
        if self.gap:
            closed = self.gap == "*" and ("PARTY" in item.tags or "WORD" in item.tags)
            return not closed and item.text not in self.barred
        if self.slot:
            return self.slot in item.tags
        return item.text in self.words or ("#" in self.words and item.text[:1].isdigit())


@dataclass(frozen=True, slots=True)
class Pattern:
    """What stands to the left of the mention, nearest first, and to its right."""

    name: str
    left: tuple[Element, ...]
    right: tuple[Element, ...]

    def match(self, items: Sequence[Item], place: int) -> Item | None:
        """The item in the pattern's other slot, where the mention at `place` fits it; else None.

        A pattern without another slot gives the mention itself. Gaps are as short as they can be.
        """
        before = _match(items, place - 1, -1, self.left)
        after = _match(items, place + 1, 1, self.right) if before is not None else None
        if before is None or after is None:
            return None
        found = [*before, *after]
        return found[0] if found else items[place]


@dataclass(frozen=True, slots=True)
class Constructions:
    """The patterns of one language, by what they are for."""

    direction: tuple[Pattern, ...] = ()
    object: tuple[Pattern, ...] = ()
    dual: tuple[Pattern, ...] = ()
    about: tuple[Pattern, ...] = ()


@cache
def load_constructions(language: str) -> Constructions:
    """The constructions of a language, or none where there is no file for it.

    Raises LexiconError for a file that breaks the rules at its head.

    >>> load_constructions("en").direction[0].name
    'by'
    >>> load_constructions("xx")
    Constructions(direction=(), object=(), dual=(), about=())
    """
    path = data_folder("lexicons") / "constructions" / f"{language}.toml"
    if not path.is_file():
        return Constructions()
    return read_constructions(tomllib.loads(path.read_text(encoding="utf-8")), where=f"{path.name}")


def read_constructions(table: Mapping[str, Any], *, where: str) -> Constructions:
    """Constructions from a parsed file. Raises LexiconError that says where and what was expected.

    >>> file = {"direction": [{"construction": "by", "pattern": "WORD by PARTY"}]}
    >>> pattern = read_constructions(file, where="mine.toml").direction[0]
    >>> words = [Item("taken", 0, 5, {"WORD": ""}), Item("by", 6, 8, {}), Item("us", 9, 11, {"PARTY": "us"})]
    >>> pattern.match(words, 0).text
    'us'
    """
    classes = {name: frozenset(words) for name, words in table.get("words", {}).items()}
    for key in table:
        if key not in (*_KINDS, "words"):
            raise LexiconError(f"{where}: the key {key!r} is not one of words, {', '.join(_KINDS)}.")
    found: dict[str, tuple[Pattern, ...]] = {}
    for kind in _KINDS:
        patterns = []
        for entry in table.get(kind, ()):
            name = entry.get("construction", kind)
            if kind == "direction" and name not in CONSTRUCTIONS:
                known = ", ".join(CONSTRUCTIONS)
                raise LexiconError(f"{where}: the construction {name!r} is not one of {known}.")
            patterns.append(_pattern(name, entry["pattern"], classes, where=where))
        found[kind] = tuple(patterns)
    return Constructions(**found)


def needed_words(patterns: Sequence[Pattern]) -> frozenset[str]:
    """Words of which a text must hold one for any of these patterns to fit; none where nothing is certain.

    Of each pattern it takes the part whose words are the longest, since these are the rarest.

    >>> about = read_constructions({"about": [{"pattern": "{call} it WORD"}], "words": {"call": ["call"]}},
    ...                            where="mine.toml").about
    >>> needed_words(about)
    frozenset({'call'})
    """
    needed: set[str] = set()
    for pattern in patterns:
        parts = [
            e.words for e in (*pattern.left, *pattern.right) if e.least and e.words and "#" not in e.words
        ]
        if not parts:
            return frozenset()
        needed |= max(parts, key=lambda words: min(map(len, words)))
    return frozenset(needed)


def _pattern(name: str, text: str, classes: Mapping[str, frozenset[str]], *, where: str) -> Pattern:
    elements = list(_elements(text, classes, where=where))
    anchors = [n for n, element in enumerate(elements) if element.slot in ("WORD", "FIRST")]
    if len(anchors) != 1:
        raise LexiconError(f"{where}: the pattern {text!r} needs WORD or FIRST exactly once.")
    anchor = anchors[0]
    return Pattern(name, tuple(reversed(elements[:anchor])), tuple(elements[anchor + 1 :]))


def _elements(text: str, classes: Mapping[str, frozenset[str]], *, where: str) -> Iterator[Element]:
    for piece in text.split():
        found = _ELEMENT.fullmatch(piece)
        if found is None:
            raise LexiconError(
                f"{where}: the pattern {text!r} has {piece!r}, which is no word, class or gap."
            )
        if found["gap"]:
            barred = classes.get("stop" if found["gap"] == "*" else "behind", frozenset())
            yield Element(None, frozenset(), barred, 0, int(found["most"]), found["gap"])
            continue
        word, times = found["word"], found["times"] or ""
        least, most = (0, 1) if times == "?" else (0, int(times[1:])) if times else (1, 1)
        if word.startswith("{"):
            names = word[1:-1].split("|")
            if not all(name in classes for name in names):
                raise LexiconError(f"{where}: the pattern {text!r} has the class {word}, not in [words].")
            words = frozenset[str]().union(*(classes[name] for name in names))
            yield Element(None, words, frozenset(), least, most)
        elif word in SLOTS:
            yield Element(word, frozenset(), frozenset(), least, most)
        else:
            yield Element(None, frozenset((word,)), frozenset(), least, most)


def _match(
    items: Sequence[Item], place: int, step: int, elements: tuple[Element, ...]
) -> tuple[Item, ...] | None:
    """The items in slots from `place` on, in one direction; None where the elements do not fit.

    Each element takes as few items as it can; the bounds in the patterns keep the tries few.
    """
    if not elements:
        return ()
    element, rest = elements[0], elements[1:]
    taken = 0
    while True:
        if taken >= element.least:
            found = _match(items, place, step, rest)
            if found is not None:
                here = (items[place - step],) if element.slot and taken else ()
                return (*here, *found)
        if taken == element.most or not 0 <= place < len(items) or not element.fits(items[place]):
            return None
        place += step
        taken += 1
