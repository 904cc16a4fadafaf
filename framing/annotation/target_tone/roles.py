"""Which part the target plays in its clause, told from word order alone: no parser.

`subject`, `passive` and `complement` give the word that is said of the target ("T attacked",
"T was attacked", "T is brave"); `possessed` a word that belongs to it ("T's crimes"), `predicate` what
is said of that; `object` and `passive_object` what follows a verb of the target; `governor` the
word the target depends on ("praised T"), `head` the same across a preposition ("attack on T"), and
`verb_before` the nearest verb to its left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from framing.annotation.target_tone.reading import Reading
from framing.annotation.target_tone.wordlists import load_word_lists

ROLES = (
    "subject",
    "passive",
    "complement",
    "possessed",
    "predicate",
    "object",
    "passive_object",
    "governor",
    "head",
    "verb_before",
)


class Role(NamedTuple):
    """A word at `place` that plays `role` for the target; `preposition` only for `head`."""

    role: str
    place: int
    preposition: str = ""


#: Kinds of words that may stand in a noun phrase after a possessive.
_NOMINAL = frozenset("XGEKRN#C")
_VERBAL = frozenset("AVEK")
_CONTENT = frozenset("XEGKR")
#: How far each search goes, in words: longer reaches found more wrong words than right ones.
_PHRASE, _GROUP, _APPOSITION, _BACK = 5, 7, 14, 8


def find_roles(reading: Reading) -> list[Role]:
    """The words that tell something of the target by where they stand.

    >>> from framing.annotation.target_tone.reading import read_masked
    >>> from framing.annotation.target_tone.masking import Masked
    >>> reading = read_masked(Masked("", " was accused of fraud."))
    >>> [(r.role, reading.words[r.place]) for r in find_roles(reading)]
    [('passive', 'accused'), ('passive_object', 'fraud')]
    """
    words, kinds, gap = reading.words, reading.kinds, reading.gap
    found = list(_possessed(words, kinds, gap)) or list(_as_subject(words, kinds, gap))
    found += _as_dependent(words, kinds, gap)
    return found


def _possessed(words: Sequence[str], kinds: Sequence[str], gap: int) -> Iterator[Role]:
    """ "T's brutal army attacked": *brutal*, *army*; then *attacked* as predicate."""
    first = gap + 2
    if words[gap + 1 : gap + 2] != ("'s",) or first >= len(words):
        return
    if kinds[first] in "GE" or words[first] in ("not", "been", "a", "the"):
        return
    place, stop = first, min(len(words), gap + 1 + _PHRASE)
    while place < stop and kinds[place] in _NOMINAL and words[place] != "and":
        if kinds[place] != "N":
            yield Role("possessed", place)
        place += 1
    stop = min(len(words), gap + 2 * _PHRASE)
    while place < stop and kinds[place] not in _VERBAL:
        place += 1
    if place < stop:
        said = _verb_group(words, kinds, place)
        if said is not None:
            yield Role("predicate", said.place)


def _as_subject(words: Sequence[str], kinds: Sequence[str], gap: int) -> Iterator[Role]:
    place = _after_apposition(words, gap + 1)
    while place < len(words) and kinds[place] in "RN" and place - gap <= 2 * _PHRASE:
        place += 1
    if place >= len(words):
        return
    third_person = kinds[place] == "X" and words[place].endswith("s") and not words[place].endswith("ss")
    if not (kinds[place] in _VERBAL or words[place] == "'s" or third_person):
        return
    said = _verb_group(words, kinds, place)
    if said is None:
        return
    yield said
    role = "passive_object" if said.role == "passive" else "object"
    n_found = 0
    for at in range(said.place + 1, len(words)):
        if n_found == 4 or kinds[at] in ",.;:WST":
            return
        if kinds[at] in _CONTENT:
            yield Role(role, at)
            n_found += 1


def _after_apposition(words: Sequence[str], place: int) -> int:
    """Past ", the president," or "(left)"."""
    opening = words[place] if place < len(words) else ""
    closing = {",": ",", "(": ")"}.get(opening)
    if closing is not None:
        for at in range(place + 1, min(len(words), place + _APPOSITION)):
            if words[at] == closing:
                return at + 1
    return place


def _verb_group(words: Sequence[str], kinds: Sequence[str], place: int) -> Role | None:
    """What a verb group says: its last verb, or the complement of *be*."""
    lists = load_word_lists().lists
    is_be = False
    for at in range(place, min(len(words), place + _GROUP)):
        word, kind = words[at], kinds[at]
        if word in lists["be"] or word in lists["get"]:
            is_be = True
        elif kind in _VERBAL - {"A"} or kind in "GX":
            passive = kind == "E" or word in lists["participles"] or (kind == "K" and word.endswith("ed"))
            return Role("complement" if is_be and not passive else "passive" if is_be else "subject", at)
        elif kind in "DPN" and is_be:
            return _complement(words, kinds, at)
        elif kind not in "AR" and word not in ("to", "n't", "not"):
            return None
    return None


def _complement(words: Sequence[str], kinds: Sequence[str], place: int) -> Role | None:
    for at in range(place, min(len(words), place + _PHRASE)):
        if kinds[at] in "XEGK":
            return Role("complement", at)
        if kinds[at] not in "DPNR#":
            return None
    return None


def _as_dependent(words: Sequence[str], kinds: Sequence[str], gap: int) -> Iterator[Role]:
    place = gap - 1
    while place >= 0 and kinds[place] == "D":
        place -= 1
    if place >= 0 and kinds[place] == "P":
        head = place - 1
        while head >= 0 and kinds[head] in "RN#":
            head -= 1
        if head >= 0:
            yield Role("head", head, words[place])
    elif place >= 0 and kinds[place] not in ',.;:C"“':
        yield Role("governor", place)
    for at in range(gap - 1, max(-1, gap - 1 - _BACK), -1):
        if kinds[at] in "VEKG":
            yield Role("verb_before", at)
            return
