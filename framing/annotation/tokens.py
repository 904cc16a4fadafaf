"""Sentences as local rules see them: words with coarse classes, whole quotations as one token."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from framing.language import load_language

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
    #: Words met so far, so that each is classed once; emptied when it grows too large.
    known: dict[str, tuple[str, str, str]] = field(default_factory=dict, compare=False, repr=False)


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
    )


_MOST_KNOWN = 200_000


class Sentence:
    """The tokens of one sentence: lower-case words, offsets, classes, and which are quotations.

    `quotes` maps the index of a `Q` token to the number of the quotation, `seen` holds the words.
    """

    __slots__ = ("classes", "ends", "headline", "paragraph", "quotes", "seen", "starts", "text", "words")

    def __init__(self, text: str, paragraph: int) -> None:
        self.text = text
        self.paragraph = paragraph
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.classes: list[str] = []
        self.quotes: dict[int, int] = {}
        self.headline = False
        self.seen: set[str] = set()

    def add_words(self, start: int, end: int, words: Words) -> None:
        """Appends the tokens of `text[start:end]`."""
        known = words.known
        if len(known) > _MOST_KNOWN:
            known.clear()
        first = len(self.words)
        text, classes = self.text, words.classes
        add_word, add_class = self.words.append, self.classes.append
        add_start, add_end = self.starts.append, self.ends.append
        for match in _TOKEN.finditer(text, start, end):
            begin, stop = match.span()
            raw = text[begin:stop]
            entry = known.get(raw)
            if entry is None:
                lower = raw.lower()
                kind = classes.get(lower) or _class_of(raw, lower)
                # "Start" inside a sentence is part of a name.
                inside = "U" if kind == "V" and raw[0].isupper() else kind
                entry = known[raw] = lower, inside, kind
            add_word(entry[0])
            add_class(entry[1])
            add_start(begin)
            add_end(stop)
        if not first and self.words:
            self.classes[0] = known[text[self.starts[0] : self.ends[0]]][2]
        self.seen.update(self.words[first:])

    def add_quotation(self, start: int, end: int, number: int) -> None:
        """Appends a whole quotation as one token of class Q."""
        self.quotes[len(self.words)] = number
        self.words.append("")
        self.starts.append(start)
        self.ends.append(end)
        self.classes.append("Q")

    def close(self) -> None:
        """To be called when all tokens are in: notes whether the sentence has a headline's capitals."""
        long = [c for c, w in zip(self.classes, self.words, strict=True) if len(w) > 3]
        self.headline = len(long) > 2 and 5 * sum(c in "UQ#" for c in long) > 3 * len(long)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of tokens `first` to `last`, the last one included."""
        return self.starts[first], self.ends[last]


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
