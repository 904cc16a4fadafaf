"""A masked sentence as a scorer reads it: words, their kinds, and how they stand to the target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from framing.annotation.target_tone.masking import NAME, Masked
from framing.annotation.target_tone.remembered import Remembered
from framing.annotation.target_tone.wordlists import load_word_lists

#: Stands for the target among the words, and for its kind.
TARGET = "<T>"

#: How many words after a negation it still turns what is said (VADER looks back three words).
_NEGATION_REACH = 3
#: Borders between the target and a word are counted up to here.
MOST_BORDERS = 3

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|['’]s|[^\w\s]")
_DIGIT = re.compile(r"\d")
_MARKS = frozenset(',;:—–()“”"[]?!…-.')


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The words of a masked sentence in small letters, the target among them at `gap`.

    `kinds` has a letter for each word: the kinds of `words.toml`; E, G and R for other forms in -ed, -ing
    and -ly; N for a masked name, # for no word, X for the rest. `borders` counts the marks and links
    between a word and the target, up to `MOST_BORDERS`; `names` the masked names between; `negated` says
    whether a negation stands shortly before the word; `nearest` whether no person stands nearer to it
    than the target.

    >>> reading = read_masked(Masked("NAME did not praise ", ", but we did."))
    >>> reading.words[:5], reading.kinds[:5], reading.negated[:5]
    (('NAME', 'did', 'not', 'praise', '<T>'), ('N', 'A', 'R', 'K', '<T>'), (False, False, False, True, False))
    >>> reading.borders
    (0, 0, 0, 0, 0, 1, 2, 2, 2, 3)
    """

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    gap: int
    borders: tuple[int, ...]
    names: tuple[int, ...]
    negated: tuple[bool, ...]
    nearest: tuple[bool, ...]


def read_masked(masked: Masked) -> Reading:
    """How the words of a masked sentence stand to its target."""
    left, right = _words(masked.left), _words(masked.right)
    words = (*left, TARGET, *right)
    gap = len(left)
    borders_left, names_left = _between(left[::-1])
    borders_right, names_right = _between(right)
    kind = _kinds()
    return Reading(
        words=words,
        kinds=tuple(map(kind.__getitem__, words)),
        gap=gap,
        borders=(*borders_left[::-1], 0, *borders_right),
        names=(*names_left[::-1], 0, *names_right),
        negated=(*_negated(left), False, *_negated(right)),
        nearest=_nearest(words, gap),
    )


def is_negation(word: str) -> bool:
    """Whether a word turns what follows it.

    >>> is_negation("never"), is_negation("refused"), is_negation("ever")
    (True, True, False)
    """
    return word in load_word_lists().lists["negations"]


def kind_of(word: str) -> str:
    """The letter of a word's kind, as in `Reading.kinds`.

    >>> kind_of("they"), kind_of("accused"), kind_of("walked"), kind_of(","), kind_of("table")
    ('O', 'K', 'E', ',', 'X')
    """
    return _kinds()[word]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for token in _TOKEN.findall(text):
        words += _PARTS[token]
    return words


def _parts(token: str) -> tuple[str, ...]:
    if token == NAME:
        return (NAME,)
    word = _DIGIT.sub("0", token.lower().replace("’", "'"))
    for tail in ("'s", "n't"):
        if word.endswith(tail) and len(word) > len(tail):
            return word[: -len(tail)], tail
    return (word,)


_PARTS = Remembered(_parts)


def _between(words: list[str]) -> tuple[list[int], list[int]]:
    """For each word outward from the target: borders up to and with it, names before it."""
    links = load_word_lists().lists["links"]
    borders, names = [], []
    border = name = 0
    for word in words:
        if word in _MARKS or word in links:
            border = min(border + 1, MOST_BORDERS)
        borders.append(border)
        names.append(name)
        name += word == NAME
    return borders, names


def _negated(words: list[str]) -> list[bool]:
    negations = load_word_lists().lists["negations"]
    found = []
    last = -_NEGATION_REACH - 1
    for place, word in enumerate(words):
        found.append(place - last <= _NEGATION_REACH)
        if word in negations:
            last = place
    return found


def _nearest(words: tuple[str, ...], gap: int) -> tuple[bool, ...]:
    """Whether the target is at least as near to a word as any other person on its side is."""
    size = len(words)
    pronouns = load_word_lists().lists["people"]
    people = [place for place, word in enumerate(words) if word == NAME or word in pronouns]
    found = [True] * size
    for person in people:
        # From the middle between target and person, to the person's far side.
        if person > gap:
            start, stop = (gap + person) // 2 + 1, size
        else:
            start, stop = 0, (gap + person + 1) // 2
        found[start:stop] = [False] * (stop - start)
    return tuple(found)


@cache
def _kinds() -> Remembered[str]:
    listed = load_word_lists().kinds

    def kind(word: str) -> str:
        if word in (NAME, TARGET):
            return "N" if word == NAME else TARGET
        if word in listed:
            return listed[word]
        if not word[0].isalpha():
            return word[0] if word[0] in ",.;:'\"“”()-—" else "#"
        for letter, tail in (("E", "ed"), ("G", "ing"), ("R", "ly")):
            if word.endswith(tail) and len(word) > len(tail) + 2:
                return letter
        return "X"

    return Remembered(kind)
