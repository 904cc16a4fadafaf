"""Whether the name of a state or a capital stands for a place ("Moscow time") and not for a party.

The words are data: `place…` in `lexicons/tone/targets.toml`. A capital is a place before nouns that leave a
state's name alone ("Moscow talks", but "Armenia talks to Iran"). Known failures: a place that none of these
words shows ("the two met; Yerevan was cold"), and a government that one of them stands before ("officials
arrived from Yerevan" is a place here, whoever sent them).
"""

from __future__ import annotations

import re
from functools import lru_cache

from framing.annotation.folding import fold
from framing.annotation.party_words import PartyNames, PartyWords

_WORD = re.compile(r"[^\W_]+")
#: How far around a name its words are looked for, in code points of the view.
_AROUND = 40


def is_place(view: str, start: int, end: int, *, words: PartyWords, party: str) -> bool:
    """Whether a state's or capital's name of this party, at this span of a folded view, is a place.

    >>> from framing.annotation.party_words import load_party_words
    >>> words = load_party_words()
    >>> texts = ("moscow time", "moscow's metro", "moscow said", "moscow, russia")
    >>> [is_place(text, 0, 6, words=words, party="russian") for text in texts]
    [True, True, False, True]
    """
    states, capitals = _names(words.parties[party])
    before = view[max(0, start - _AROUND) : start]
    after = view[end : end + _AROUND].removeprefix("'s")
    if _ends_in_place(before, words):
        return True
    if view[start:end] not in capitals:
        return before.endswith(tuple(f"{capital}, " for capital in capitals))
    if after.startswith(" "):
        following = [match.group() for match in _WORD.finditer(after)][:2]
        return not words.place_nouns.isdisjoint((*following[:1], " ".join(following)))
    return after.startswith(tuple(f", {state}" for state in states))


@lru_cache(maxsize=64)
def _names(names: PartyNames) -> tuple[frozenset[str], frozenset[str]]:
    """The names of a party's states and capitals, folded."""
    states, capitals = ([fold(name).view for name in listed] for listed in (names.states, names.capitals))
    return frozenset(states), frozenset(capitals)


def _ends_in_place(before: str, words: PartyWords) -> bool:
    """Whether what stands before a name makes it a place, an article between them aside."""
    if not before.endswith(" "):
        return False
    last = before.rstrip(" ").removesuffix(" the").split(" ")[-3:]
    phrases = (" ".join(last[n:]) for n in range(len(last)))
    return last[-1] in words.places or not words.place_phrases.isdisjoint(phrases)
