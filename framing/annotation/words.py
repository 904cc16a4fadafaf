"""The closed word classes of a language, and how a chunk of text is read as tokens with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import pairwise
from sys import intern

from framing.annotation.cues import cues_of
from framing.language import load_language

Range = tuple[int, int]

#: What a token is. Each character that is no white space belongs to one.
TOKEN = re.compile(r"\d+(?:[.,:]\d+)+|\w+(?:['’\-]\w+)*|-{2,3}|\.{2,}|[^\w\s]")
_DASHES = frozenset(("-", "--", "---", "–", "—", "―"))
_DOUBLE_MARKS = frozenset('"“”„‟«»')
_AFTER_WORD = frozenset(".,:;?!")
_APOSTROPHES = ("’", "'")

#: One letter for each class of words; punctuation stands for itself.
#: A auxiliary, C conjunction, D determiner, E past form by its ending, G participle by its ending,
#: M object pronoun, O subject pronoun, P preposition, Q whole quotation, R adverb, S subordinator,
#: T "that", U capitalised word, V finite verb that is no cue, W relative, X other word, # number,
#: - dash.
_LISTS = (
    ("X", "nouns"),
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
    ("T", "complementizers"),
)

#: Beyond this number of chunks the tables are emptied; longer chunks are never kept.
_MOST_KNOWN = 200_000
_LONGEST_KNOWN = 40


@dataclass(frozen=True, kw_only=True)
class WordLists:
    """Small sets of function words, each under its key in the `[words]` table of the language."""

    be: frozenset[str]
    infinitive: frozenset[str]
    negations: frozenset[str]
    fused: frozenset[str]
    relatives: frozenset[str]
    times: frozenset[str]
    reporters: frozenset[str]
    documents: frozenset[str]
    not_sources: frozenset[str]
    questions: frozenset[str]
    possessives: frozenset[str]
    standalone: frozenset[str]
    plurals: frozenset[str]
    listing: frozenset[str]
    contrast: frozenset[str]
    backgrounding: frozenset[str]
    ends_noun: frozenset[str]
    agents: frozenset[str]
    roles: frozenset[str]
    genitives: frozenset[str]
    topics: frozenset[str]
    addressee_ends: frozenset[str]
    before_times: frozenset[str]
    medium: frozenset[str]
    adjuncts: frozenset[str]
    placing: frozenset[str]
    left_of_source: frozenset[str]
    right_of_source: frozenset[str]
    appositions: frozenset[str]
    dummies: frozenset[str]
    expletives: frozenset[str]
    informants: frozenset[str]
    obliging: frozenset[str]
    in_names: frozenset[str]
    acronyms: frozenset[str]
    emphatics: frozenset[str]
    before_fragment: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Endings:
    """Endings that tell what a word is, from the `[endings]` table of the language."""

    participle: tuple[str, ...]
    past: tuple[str, ...]
    adverb: tuple[str, ...]
    plural: tuple[str, ...]
    not_plural: tuple[str, ...]
    possessive: tuple[str, ...]
    contraction: frozenset[str]
    be_contraction: tuple[str, ...]
    reported: tuple[str, ...]
    indefinite: tuple[str, ...]
    genitive: tuple[str, ...]

    def is_plural(self, word: str) -> bool:
        """Whether a word ends as a plural does, and not only looks like one: "roads", not "press"."""
        return word.endswith(self.plural) and not word.endswith(self.not_plural)


@dataclass(frozen=True, kw_only=True)
class Words(WordLists):
    """What the rules know of a language's words. The tables remember how a chunk was read."""

    classes: dict[str, str]
    endings: Endings
    #: Whether the verb of saying stands behind its quotation and the source before it.
    verb_final: bool
    #: Whether a reported clause opens with a word such as "que", and a past participle has its auxiliary.
    marked_clauses: bool
    #: Phrases that may stand inside a verb group, by their last word.
    interposed: dict[str, tuple[tuple[str, ...], ...]]
    #: What points back at the sentences before: "об этом".
    about_this: tuple[tuple[str, ...], ...]
    chunks: Chunks = field(compare=False, repr=False)


class Chunk:
    """How a chunk of text between white space is read.

    `words`: its tokens in lower case. `classes`: a letter for each. `cues`: those that can begin a cue.
    `steps`: how far it is from each to the next, where one space follows the chunk.
    """

    __slots__ = ("classes", "cues", "steps", "words")

    def __init__(
        self, words: tuple[str, ...], classes: str, cues: tuple[int, ...], steps: tuple[int, ...]
    ) -> None:
        self.words = words
        self.classes = classes
        self.cues = cues
        self.steps = steps


class Chunks:
    """How each chunk is read, worked out once.

    No token goes beyond its chunk, so that a text need only be split, which is several times faster
    than to search it for tokens.
    """

    def __init__(self, read: Callable[[str], Chunk]) -> None:
        self._read = read
        self._known: dict[str, Chunk] = {}

    def read(self, text: str) -> list[Chunk]:
        """The chunks of a text, in order."""
        known = self._known
        chunks: list[Chunk] = []
        for word in text.split():
            chunk = known.get(word)
            if chunk is None:
                chunk = self._read(word)
                if len(word) <= _LONGEST_KNOWN:
                    known[word] = chunk
            chunks.append(chunk)
        return chunks

    def forget(self) -> None:
        """Empties the table where it has grown too large."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()


@cache
def words_of(code: str) -> Words:
    """The closed word classes of a language, empty where its file lists none.

    >>> [(chunk.words, chunk.classes, chunk.cues) for chunk in words_of("en").chunks.read("He said,")]
    [(('he',), 'O', ()), (('said', ','), 'X,', (0,))]
    """
    data = load_language(code).data
    lists: dict[str, str] = data.get("words", {})
    listed: dict[str, str] = data.get("endings", {})
    classes: dict[str, str] = {}
    for letter, name in _LISTS:
        classes.update(dict.fromkeys(lists.get(name, "").split(), letter))
    endings = Endings(
        participle=tuple(listed.get("participle", "").split()),
        past=tuple(listed.get("past", "").split()),
        adverb=tuple(listed.get("adverb", "").split()),
        plural=tuple(listed.get("plural", "").split()),
        not_plural=tuple(listed.get("not_plural", "").split()),
        possessive=tuple(listed.get("possessive", "").split()),
        contraction=frozenset(listed.get("contraction", "").split()),
        be_contraction=tuple(listed.get("be_contraction", "").split()),
        reported=tuple(listed.get("reported", "").split()),
        indefinite=tuple(listed.get("indefinite", "").split()),
        genitive=tuple(listed.get("genitive", "").split()),
    )
    reader = _Reader(
        classes=classes,
        endings=endings,
        acronyms=frozenset(lists.get("acronyms", "").split()),
        contracted=frozenset(lists.get("contracted", "").split()),
        relatives=frozenset(lists.get("relatives", "").split()),
        complementizers=frozenset(lists.get("complementizers", "").split()),
        cues=cues_of(code).words,
    )
    interposed: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in data.get("phrases", {}).get("interposed", ()):
        key = phrase.split()[-1]
        interposed[key] = (*interposed.get(key, ()), tuple(phrase.split()))
    return Words(
        classes=classes,
        endings=endings,
        interposed=interposed,
        about_this=tuple(tuple(p.split()) for p in data.get("phrases", {}).get("about_this", ())),
        verb_final=data.get("quotes", {}).get("verb_final", False),
        marked_clauses=data.get("sentences", {}).get("marked_clauses", False),
        chunks=Chunks(reader.read),
        **{f.name: frozenset(lists.get(f.name, "").split()) for f in fields(WordLists)},
    )


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """How a chunk is read."""

    classes: dict[str, str]
    endings: Endings
    acronyms: frozenset[str]
    contracted: frozenset[str]
    relatives: frozenset[str]
    complementizers: frozenset[str]
    cues: frozenset[str]
    #: Chunks share what is equal in them, which keeps the tables small enough for a processor's cache.
    steps: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict)

    def read(self, chunk: str) -> Chunk:
        """The words, classes and steps of a chunk that stands inside a sentence."""
        words: list[str] = []
        kinds: list[str] = []
        starts: list[int] = []
        for start, raw in _tokens(chunk):
            lower = raw.lower()
            kind = self.classes.get(lower) or self._class_of(raw, lower)
            if raw in self.acronyms or (kind == "V" and raw[0].isupper()):
                kind = "U"  # inside a sentence a capital makes a verb a name
            words.append(lower)
            kinds.append(kind)
            starts.append(start)
        cues = tuple(at for at, word in enumerate(words) if word in self.cues)
        steps = tuple(b - a for a, b in pairwise((*starts, len(chunk) + 1)))
        return Chunk(tuple(words), intern("".join(kinds)), cues, self.steps.setdefault(steps, steps))

    def _class_of(self, raw: str, lower: str) -> str:
        first = raw[0]
        if first.isdigit():
            return "#"
        if not (first.isalpha() or first == "_"):
            return _mark(raw)
        for mark in _APOSTROPHES:
            if mark in lower:
                stem, _, tail = lower.partition(mark)
                if stem in self.contracted and tail in self.endings.contraction:
                    return "W" if stem in self.relatives or stem in self.complementizers else "O"
                break
        if first.isupper():
            return "U"
        if len(lower) > 4:
            if lower.endswith(self.endings.participle):
                return "G"
            if lower.endswith(self.endings.past):
                return "E"
            if lower.endswith(self.endings.adverb):
                return "R"
        return "X"


def _tokens(chunk: str) -> list[tuple[int, str]]:
    """The tokens of a chunk, each with its place; most chunks are a word, or a word and a mark."""
    word = chunk[:-1]
    if chunk.isalpha():
        return [(0, chunk)]
    if word.isalpha() and chunk[-1] in _AFTER_WORD:
        return [(0, word), (len(word), chunk[-1])]
    return [(match.start(), match.group()) for match in TOKEN.finditer(chunk)]


def _mark(raw: str) -> str:
    if raw in _DASHES:
        return "-"
    if raw == "։":
        return "."
    if raw == "՝":
        return ","
    if raw in _DOUBLE_MARKS:
        return '"'
    # A circled letter has a case, as letters for classes have: it is none of them.
    return raw[0] if raw[0].upper() == raw[0].lower() else "~"
