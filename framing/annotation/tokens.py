"""Sentences as local rules see them: words with coarse classes, whole quotations as one token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import accumulate, chain
from typing import TypeVar

from framing.language import load_language

Range = tuple[int, int]
_T = TypeVar("_T")

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)+|\w+(?:['’\-]\w+)*|-{2,3}|\.{2,}|[^\w\s]")
_DASHES = frozenset(("-", "--", "---", "–", "—", "―"))
_DOUBLE_MARKS = frozenset('"“”„‟«»')

#: One letter for each class of words; punctuation stands for itself.
#: A auxiliary, C conjunction, D determiner, E form in -ed, G form in -ing, M object pronoun,
#: O subject pronoun, P preposition, Q whole quotation, R adverb, S subordinator, T "that",
#: U capitalised word, V finite verb that is no cue, W relative, X other word, # number, - dash.
CLASSES = "ACDEGMOPQRSTUVWX#-"


@dataclass(frozen=True)
class Words:
    """The closed classes of one language, as sets and as a table from word to class."""

    classes: dict[str, str]
    be: frozenset[str]
    negations: frozenset[str]
    subjects: frozenset[str]
    times: frozenset[str]
    reporters: frozenset[str]
    documents: frozenset[str]
    not_sources: frozenset[str]
    #: From a chunk of text to its words in lower case, their classes, and their offsets in it.
    lower: _Table[tuple[str, ...]] = field(compare=False, repr=False)
    kinds: _Table[str] = field(compare=False, repr=False)
    inside: _Table[tuple[Range, ...]] = field(compare=False, repr=False)


@cache
def words_of(code: str) -> Words:
    """The closed word classes of a language, empty where its file lists none."""
    lists: dict[str, str] = load_language(code).data.get("words", {})

    def read(name: str) -> list[str]:
        return lists.get(name, "").split()

    classes: dict[str, str] = {}
    for letter, name in (
        ("R", "adverbs"),
        ("S", "subordinators"),
        ("P", "prepositions"),
        ("V", "verbs"),
        ("D", "determiners"),
        ("C", "conjunctions"),
        ("A", "auxiliaries"),
        ("M", "objects"),
        ("O", "subjects"),
        ("W", "relatives"),
    ):
        for word in read(name):
            classes[word] = letter
    classes.update(dict.fromkeys(read("complementizers"), "T"))
    return Words(
        classes=classes,
        be=frozenset(read("be")),
        negations=frozenset(read("negations")),
        subjects=frozenset(read("subjects")),
        times=frozenset(read("times")),
        reporters=frozenset(read("reporters")),
        documents=frozenset(read("documents")),
        not_sources=frozenset(read("not_sources")),
        lower=_Table(_lower),
        kinds=_Table(partial(_kinds, classes=classes)),
        inside=_Table(_inside),
    )


class Sentence:
    """The tokens of one sentence: lower-case words, classes, and which of them are quotations.

    `quotes` maps the index of a `Q` token to the number of the quotation. Offsets are worked out
    when a rule first asks for a span: most sentences hold no attribution and never need them.
    """

    __slots__ = (
        "_chunks", "_closed", "_firsts", "_pieces", "_starts",
        "classes", "paragraph", "quotes", "tables", "text", "words",
    )  # fmt: skip

    def __init__(self, text: str, paragraph: int, words: Words) -> None:
        self.text = text
        self.paragraph = paragraph
        self.words: list[str] = []
        self.classes: list[str] = []
        self.quotes: dict[int, int] = {}
        self.tables = words
        self._closed = 0
        #: Where the tokens were read, in order: start, end, and the chunks, None for a quotation.
        self._pieces: list[tuple[int, int, list[str] | None]] = []
        #: For each chunk, its first token, its offset, and the offsets of its tokens inside it.
        self._firsts: list[int] = []
        self._starts: list[int] = []
        self._chunks: list[tuple[Range, ...]] = []

    def add_words(self, start: int, end: int) -> None:
        """Appends the tokens of `text[start:end]`."""
        chunks = self.text[start:end].split()
        if not chunks:
            return
        tables = self.tables
        if len(tables.lower) > _MOST_KNOWN:
            tables.lower.clear()
            tables.kinds.clear()
            tables.inside.clear()
        opens = not self.words
        self.words += chain.from_iterable(map(tables.lower.__getitem__, chunks))
        self.classes += "".join(map(tables.kinds.__getitem__, chunks))
        if opens and self.classes[0] == "U":
            # "Start" inside a sentence is part of a name; here its capital says nothing.
            self.classes[0] = tables.classes.get(self.words[0], "U")
        self._pieces.append((start, end, chunks))

    def add_quotation(self, start: int, end: int, number: int) -> None:
        """Appends a whole quotation as one token of class Q."""
        self.quotes[len(self.words)] = number
        self.words.append("")
        self.classes.append("Q")
        self._pieces.append((start, end, None))

    @property
    def end(self) -> int:
        """The offset where the text of the last tokens ends, white space behind them included."""
        return self._pieces[-1][1]

    def close(self) -> None:
        """To be called when all tokens are in: the capitals of what is appended later do not count."""
        self._closed = len(self.words)

    def append(self, tail: Sentence) -> None:
        """Appends the tokens of the sentence that follows."""
        shift = len(self.words)
        self.quotes.update({shift + index: number for index, number in tail.quotes.items()})
        self.words += tail.words
        self.classes += tail.classes
        self._pieces += tail._pieces
        self._chunks = []

    @property
    def headline(self) -> bool:
        """Whether the sentence has a headline's capitals."""
        tokens = zip(self.classes[: self._closed], self.words, strict=False)
        long = [kind for kind, word in tokens if len(word) > 3]
        return len(long) > 2 and 5 * sum(kind in "UQ#" for kind in long) > 3 * len(long)

    def span(self, first: int, last: int) -> Range:
        """The offsets of tokens `first` to `last`, the last one included."""
        if not self._chunks:
            self._locate()
        place = bisect_right(self._firsts, first) - 1
        start = self._starts[place] + self._chunks[place][first - self._firsts[place]][0]
        place = bisect_right(self._firsts, last) - 1
        return start, self._starts[place] + self._chunks[place][last - self._firsts[place]][1]

    def _locate(self) -> None:
        starts: list[int] = []
        found: list[tuple[Range, ...]] = []
        for start, end, chunks in self._pieces:
            if chunks is None:
                starts.append(start)
                found.append(((0, end - start),))
                continue
            found += map(self.tables.inside.__getitem__, chunks)
            piece = self.text[start:end]
            place = end - len(piece.lstrip())
            if " ".join(chunks) == piece.strip():
                # One space everywhere, as nearly always: each chunk begins where the last one ends.
                starts += accumulate([len(chunk) + 1 for chunk in chunks[:-1]], initial=place)
                continue
            for chunk in chunks:
                place = self.text.find(chunk, place)
                starts.append(place)
                place += len(chunk)
        self._starts, self._chunks = starts, found
        self._firsts = list(accumulate(map(len, found[:-1]), initial=0))


#: Beyond this number of chunks the tables are emptied; longer chunks are never kept.
_MOST_KNOWN = 200_000
_LONGEST_KNOWN = 40


class _Table(dict[str, _T]):
    """What a chunk of text between white space is read as, worked out once.

    No token goes beyond its chunk, so that a text need only be split, which is several times faster
    than to search it for tokens.
    """

    def __init__(self, read: Callable[[str], _T]) -> None:
        self.read = read

    def __missing__(self, chunk: str) -> _T:
        value = self.read(chunk)
        if len(chunk) <= _LONGEST_KNOWN:
            self[chunk] = value
        return value


def _lower(chunk: str) -> tuple[str, ...]:
    return tuple(raw.lower() for raw in _TOKEN.findall(chunk))


def _inside(chunk: str) -> tuple[Range, ...]:
    return tuple(match.span() for match in _TOKEN.finditer(chunk))


def _kinds(chunk: str, classes: dict[str, str]) -> str:
    """The classes of a chunk's tokens inside a sentence, where a capital makes a verb a name."""
    kinds = ""
    for raw in _TOKEN.findall(chunk):
        lower = raw.lower()
        kind = classes.get(lower) or _class_of(raw, lower)
        kinds += "U" if kind == "V" and raw[0].isupper() else kind
    return kinds


def _class_of(raw: str, lower: str) -> str:
    first = raw[0]
    if first.isdigit():
        return "#"
    if not (first.isalpha() or first == "_"):
        if raw in _DASHES:
            return "-"
        if raw == "։":
            return "."
        return '"' if raw in _DOUBLE_MARKS else raw[0]
    for mark in ("’", "'"):
        if mark in lower:
            stem, _, tail = lower.partition(mark)
            if stem in _CONTRACTED and tail in _CONTRACTIONS:
                return "O" if stem not in _RELATIVE else "W"
            break
    if first.isupper():
        return "U"
    if len(lower) > 4:
        if lower.endswith("ing"):
            return "G"
        if lower.endswith("ed"):
            return "E"
        if lower.endswith("ly"):
            return "R"
    return "X"


_CONTRACTED = frozenset(("he", "she", "they", "i", "we", "you", "it", "who", "that", "there"))
_RELATIVE = frozenset(("who", "that"))
_CONTRACTIONS = frozenset(("s", "d", "ll", "ve", "re", "m"))
