"""Places in labelled sentences where somebody or something stands that nobody labelled: more to learn from.

Names are those that are masked; pronouns those that stand for people; noun phrases are a determiner with
what follows it ("the committee", "some angry voters"), and a plural alone ("senators"). They are found by
word order and the lists of `words.toml`: some are no phrases ("the likes"), and they teach a little all the
same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.annotation.target_tone.masking import find_names
from framing.annotation.target_tone.reading import kind_of
from framing.annotation.target_tone.wordlists import load_word_lists
from framing.records import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W_]+)*|\S")
#: How many words after a determiner are looked at.
_LONGEST = 4
#: Kinds of words inside a noun phrase; before and after a plural that stands alone (`^` starts the sentence).
_NOMINAL, _BEFORE, _AFTER = "XGE", '^PVKC,TS"“', "AVKEPW,."
_SHORTEST_PLURAL = 5


def find_unlabelled_names(sentence: str, labelled: Sequence[Span]) -> list[Span]:
    """The names that touch no labelled target.

    >>> [s.start for s in find_unlabelled_names("Anna met Boris.", [Span(0, 4)])]
    [9]
    """
    return [name for name in find_names(sentence) if _is_free(name, labelled)]


def find_others(sentence: str, labelled: Sequence[Span]) -> list[Span]:
    """The pronouns and noun phrases that touch no labelled target and no name.

    >>> text = "She told the angry voters that senators have met Boris."
    >>> [text[s.start : s.end] for s in find_others(text, [])]
    ['She', 'the angry voters', 'senators']
    """
    taken = [*labelled, *find_names(sentence)]
    return [span for span in _candidates(sentence) if _is_free(span, taken)]


def _candidates(sentence: str) -> Iterator[Span]:
    lists = load_word_lists().lists
    words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(sentence)]
    kinds = [kind_of(word) for _, _, word in words]
    place = 0
    while place < len(words):
        start, end, word = words[place]
        if word in lists["anyone"]:
            yield Span(start, end)
        if word in lists["openers"]:
            last = _last_of_phrase(words, kinds, place)
            if last > place:
                yield Span(start, words[last][1])
                place = last
        elif _is_plural(words, kinds, place):
            yield Span(start, end)
        place += 1


def _last_of_phrase(words: Sequence[tuple[int, int, str]], kinds: Sequence[str], place: int) -> int:
    last = place
    for at in range(place + 1, min(len(words), place + 1 + _LONGEST)):
        if kinds[at] not in _NOMINAL or not words[at][2].isalpha():
            break
        if kinds[at] == "X":
            last = at
    return last


def _is_plural(words: Sequence[tuple[int, int, str]], kinds: Sequence[str], place: int) -> bool:
    word = words[place][2]
    if kinds[place] != "X" or not word.isalpha() or not word.endswith("s") or word.endswith("ss"):
        return False
    before = kinds[place - 1] if place else "^"
    after = kinds[place + 1] if place + 1 < len(words) else "."
    return len(word) >= _SHORTEST_PLURAL and before in _BEFORE and after in _AFTER


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    return not any(span.start < other.end and span.end > other.start for other in taken)
