"""A sentence without names: what a tone scorer is allowed to see of it.

A model that sees names learns who is disliked in its training data. Here the target becomes a gap, every
other name the word `NAME`, and gendered pronouns one form, so that another name in the same sentence
gives the same masked sentence, and parties that change places change their tones with them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from framing.annotation.target_tone.wordlists import load_word_lists
from framing.records import Span

#: Stands for every name that is not the target.
NAME = "NAME"


class Masked(NamedTuple):
    """A sentence with its target cut out: what stands before it and what stands after it.

    A possessive target ("Baku's", "his") leaves `'s` at the start of `right`.
    """

    left: str
    right: str


def mask_target(sentence: str, start: int, end: int) -> Masked:
    """The sentence around `sentence[start:end]`, without names.

    A name is a run of capitalised words, with what joins them ("Secretary of State", "van der"). At the
    start of a sentence, after an opening mark and in headlines a capital says nothing: there a word is
    a name unless it is common in small letters (`common_words.txt`). A name that touches the target is
    taken as part of it: of "President Ilham Aliyev", whichever word is the target, nothing is left.
    Known failures: at the start of a sentence, a name that is also a common word ("Grant said …") is
    kept, and a rare word ("Jubilant crowds …") is masked.

    >>> mask_target("Armenia's leader said she would meet Ilham Aliyev.", 37, 49)
    Masked(left="NAME's leader said he would meet ", right='.')
    >>> mask_target("An Azerbaijani attack wounded his brother.", 30, 33)
    Masked(left='a NAME attack wounded ', right="'s brother.")
    """
    target = sentence[start:end]
    if target.endswith(_POSSESSIVE):
        end -= 2
    units = _units(sentence)
    inside = [u for u in units if u.start < end and u.end > start]
    begin, stop = min([start, *(u.start for u in inside)]), max([end, *(u.end for u in inside)])
    left = _written(sentence, tuple(u for u in units if u.end <= begin), 0, begin)
    right = _written(sentence, tuple(u for u in units if u.start >= stop), stop, len(sentence))
    return Masked(left, "'s" + right if target.lower() in _POSSESSIVE_PRONOUNS else right)


def find_names(sentence: str) -> list[Span]:
    """The spans of the sentence that count as names, in their order, a possessive 's aside.

    >>> [(s.start, s.end) for s in find_names("Armenia's leader met Ilham Aliyev.")]
    [(0, 7), (21, 33)]
    """
    return [Span(unit.start, unit.end) for unit in _units(sentence) if unit.plain == NAME]


class _Unit(NamedTuple):
    """A stretch that is written in another way: a name, or a word with a plain form."""

    start: int
    end: int
    plain: str


_POSSESSIVE_PRONOUNS = frozenset(("my", "your", "his", "her", "its", "our", "their"))
_POSSESSIVE = ("'s", "’s")
#: One form for either gender. "her" is read as the possessive, which it is more often.
_PLAIN = {"she": "he", "her": "his", "him": "his", "hers": "his", "herself": "himself", "an": "a"}
_WORD = re.compile(r"https?://\S+|[@#]\w+|[^\W_]+(?:[.&’'][^\W_]+)*")
#: What may stand between two words of one name; a dot only after a title or an initial.
_JOINTS = frozenset((" ", "-", "\u00a0"))
_DOTTED_JOINTS = frozenset((". ", ".", ".\u00a0"))
_PARTICLES = frozenset(("of", "de", "van", "von", "der", "bin", "al", "el", "la", "del", "di", "da", "the"))
#: What an account, a topic or an address begins with.
_ALWAYS = ("@", "#", "http")
_NEVER = frozenset(("i", "i'm", "i'd", "i've", "i'll"))
_OPENING = frozenset("\"'“”‘’«»([{—–:.?!…;|/*•\n\r\t")


@lru_cache(maxsize=512)
def _units(sentence: str) -> tuple[_Unit, ...]:
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(sentence)]
    headline = _is_headline([word for _, _, word in words])
    units: list[_Unit] = []
    previous = -1
    for index, (start, end, word) in enumerate(words):
        if (word[0].isupper() or word.startswith(_ALWAYS)) and _is_name(sentence, words, index, headline):
            bare = end - 2 if word.endswith(_POSSESSIVE) else end
            if previous >= 0 and _is_joined(sentence, words, previous, index):
                units[-1] = units[-1]._replace(end=bare)
            else:
                units.append(_Unit(start, bare, NAME))
            previous = index
        elif (lower := word.lower()) in _PLAIN:
            units.append(_Unit(start, end, _PLAIN[lower]))
            previous = -1
        elif previous >= 0 and lower not in _PARTICLES:
            previous = -1
    return tuple(units)


_Word = tuple[int, int, str]


def _is_headline(words: list[str]) -> bool:
    """Whether most long words begin with a capital."""
    long = [word for word in words if len(word) > 3]
    return len(long) > 2 and 5 * sum(word[0].isupper() for word in long) > 3 * len(long)


def _is_name(sentence: str, words: list[_Word], index: int, headline: bool) -> bool:
    """Whether a word is a name that begins with a capital or with one of `_ALWAYS`."""
    _, end, word = words[index]
    if word.startswith(_ALWAYS):
        return True
    lower = word.lower().replace("’", "'")
    known = load_word_lists()
    if lower in _NEVER or lower.removesuffix("'s") in known.lists["times"]:
        return False
    if lower.removesuffix("'s") not in known.common:
        return True
    if lower in known.lists["titles"] and sentence[end : end + 1] in (" ", ".") and index + 1 < len(words):
        return words[index + 1][2][0].isupper()
    if headline or (len(word) > 3 and word.isupper()):
        return False
    return not _opens(sentence, words, index)


def _opens(sentence: str, words: list[_Word], index: int) -> bool:
    """Whether a capital is due here whatever the word."""
    before = sentence[words[index - 1][1] if index else 0 : words[index][0]]
    mark = before.rstrip(" \u00a0")[-1:]
    if mark == "." and index and before in _DOTTED_JOINTS:
        return not _is_short(words[index - 1][2])
    return index == 0 or mark in _OPENING if mark else index == 0


def _is_short(word: str) -> bool:
    """Whether a dot after this word belongs to it: a title, an initial."""
    return word.lower() in load_word_lists().lists["before_name"] or (len(word) == 1 and word.isupper())


def _is_joined(sentence: str, words: list[_Word], previous: int, index: int) -> bool:
    """Whether two capitalised words, or with particles between them, are one name."""
    if words[previous][2].endswith(_POSSESSIVE) or index - previous > 3:
        return False
    for left, right in zip(words[previous:index], words[previous + 1 : index + 1], strict=True):
        gap = sentence[left[1] : right[0]]
        if not (gap in _JOINTS or (gap in _DOTTED_JOINTS and _is_short(left[2]))):
            return False
    return True


def _written(sentence: str, units: tuple[_Unit, ...], start: int, end: int) -> str:
    parts: list[str] = []
    for unit in units:
        parts += (sentence[start : unit.start], unit.plain)
        start = unit.end
    return "".join((*parts, sentence[start:end]))
