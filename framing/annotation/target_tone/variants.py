"""Sentences that were never written, for the neural method to judge: other words, fewer clauses.

A pupil that sees only the sentences that there are learns little of words that are rare in them. So some
words are put in the place of others of the same kind and ending, most often of near meaning, and some
sentences are cut at a mark or link (Jiao et al. 2020, "TinyBERT", arXiv 1909.10351). They need not make
sense: the teacher is asked what they say now. Everything is drawn from one seed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.annotation.target_tone.masking import Masked
from framing.annotation.target_tone.reading import kind_of

#: Shares of words that are exchanged, of exchanged ones that get a near word, of sentences that may be cut.
EXCHANGED, NEAR, CUT = 0.3, 0.6, 0.3
#: How many near words there are to choose from.
N_NEAR = 12
SEED = 1
_SHORTEST = 4
_KINDS = "XEGRKV"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W_]+)*")
_BORDER = re.compile(r"[,;:—–]|\b(?:and|but|because|while|when|which|who)\b")


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """For each word those of its kind and ending, and the nearest of them in meaning."""

    alike: Mapping[str, Sequence[str]]
    near: Mapping[str, Sequence[str]]


def make_variants(masked: Sequence[Masked], places: Mapping[str, Any]) -> list[Masked]:
    """One variant of each masked sentence. `places` gives the vectors of the words that may be exchanged."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    exchange = find_exchange(masked, places)
    return [_vary(sentence, exchange, chance) for sentence in masked]


def find_exchange(masked: Sequence[Masked], places: Mapping[str, Any]) -> Exchange:
    """The words in small letters of these sentences, and which may stand for which.

    >>> found = find_exchange([Masked("praised thanked table", "")], {"praised": [1, 0], "thanked": [1, 1]})
    >>> found.near
    {'praised': ('thanked',), 'thanked': ('praised',)}
    """
    import numpy as np

    words = {w for s in masked for part in s for w in _WORD.findall(part) if w in places and w.islower()}
    groups: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _SHORTEST and kind_of(word) in _KINDS:
            groups.setdefault(_group(word), []).append(word)
    alike: dict[str, Sequence[str]] = {}
    near: dict[str, Sequence[str]] = {}
    for group in groups.values():
        # Whole numbers, so that the sums are exact and the same words are near on every machine.
        matrix = np.rint(1000 * np.array([places[word] for word in group], dtype=np.float64))
        for word, row in zip(group, matrix, strict=True):
            others = np.argsort(-(matrix @ row), kind="stable")[: N_NEAR + 1]
            alike[word] = group
            near[word] = tuple(group[n] for n in others if group[n] != word)[:N_NEAR]
    return Exchange(alike=alike, near=near)


def _group(word: str) -> str:
    endings = ("ed", "ing", "s")
    return kind_of(word) + next((ending for ending in endings if word.endswith(ending)), "")


def _vary(sentence: Masked, exchange: Exchange, chance: Any) -> Masked:
    left, right = sentence
    if chance.random() < CUT:
        if (cuts := [m.start() for m in _BORDER.finditer(left)]) and chance.random() < 0.5:
            left = left[cuts[chance.integers(len(cuts))] :].lstrip(",;:—– ")
        if (cuts := [m.start() for m in _BORDER.finditer(right)]) and chance.random() < 0.5:
            right = right[: cuts[chance.integers(len(cuts))]].rstrip() + "."

    def other(found: re.Match[str]) -> str:
        word = found.group()
        if not exchange.near.get(word) or chance.random() >= EXCHANGED:
            return word
        choice = exchange.near[word] if chance.random() < NEAR else exchange.alike[word]
        return str(choice[chance.integers(len(choice))])

    return Masked(_WORD.sub(other, left), _WORD.sub(other, right))
