"""What the linear model is told of a sentence, part one: features that are there or not.

Each is a string with a prefix that says what it is, so that a weight can be read:

| prefix | meaning |
|---|---|
| `w` | a word anywhere; `g` a run of four or five letters of a word |
| `l2`, `r2` | two neighbours left or right of the target |
| `c`, `cl`, `cr` | a word in the target's clause, left and right |
| `n-`, `n+` | a word among the five before or after it; `-1` … `+3` a word at this distance |
| `role=` | a word in a role (see `roles`), `!` when negated |
| `p` | runs of two to six words around the target, words reduced to good, bad or their kind |
| `pl`, `pr` | such runs left and right with a good or bad word in them; `dl`, `dr` how far that is |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from framing.annotation.target_tone.masking import NAME
from framing.annotation.target_tone.reading import TARGET, Reading, is_negation, kind_of
from framing.annotation.target_tone.remembered import Remembered
from framing.annotation.target_tone.roles import Role
from framing.annotation.target_tone.vectors import Vectors
from framing.annotation.target_tone.wordlists import load_word_lists

_NEAR = 5
_FAR = 15
_LONGEST_PATTERN = 6
_EDGES = ("<s>", "</s>")
#: The signs of words that sound good or bad.
_POLAR = frozenset(sign + kind for sign in "+-" for kind in "XEGVK")


def find_features(reading: Reading, roles: Sequence[Role], vectors: Vectors) -> set[str]:
    """The features of a sentence but for the letter runs, which are the words' own (`letter_runs`).

    >>> from framing.annotation.target_tone.masking import Masked
    >>> from framing.annotation.target_tone.reading import read_masked
    >>> from framing.annotation.target_tone.vectors import load_vectors
    >>> found = find_features(read_masked(Masked("They like ", "")), [], load_vectors())
    >>> sorted(f for f in found if "like" in f)
    ['-1like', 'clike', 'cllike', 'l2they like', 'n-like', 'wlike']
    """
    words, kinds, gap = reading.words, reading.kinds, reading.gap
    found = {"w" + word for word in words}
    found.update(f"l2{a} {b}" for a, b in pairwise(words[:gap]))
    found.update(f"r2{a} {b}" for a, b in pairwise(words[gap + 1 :]))
    found.update(_placed(reading))
    for role, place, preposition in roles:
        sign = "!" if reading.negated[place] else ""
        found.add(f"role={role}")
        found.add(f"role={role}:{sign}{words[place]}")
        if preposition:
            found.add(f"role={role}:{words[place]} {preposition}")
    left, right = "".join(kinds[max(0, gap - 2) : gap]), "".join(kinds[gap + 1 : gap + 4])
    found.update((f"k{left}T{right}", f"k{left[-1:]}T{right[:2]}"))
    found.update(_patterns(reading, vectors))
    return found


def letter_runs(word: str) -> Iterator[str]:
    """The runs of four and five letters of a longer word, its borders marked.

    >>> list(letter_runs("liar"))
    ['g^lia', 'gliar', 'giar$', 'g^liar', 'gliar$']
    """
    if len(word) > 3 and word not in (NAME, TARGET):
        marked = f"^{word}$"
        for size in (4, 5):
            for start in range(len(marked) - size + 1):
                yield "g" + marked[start : start + size]


def _placed(reading: Reading) -> Iterator[str]:
    words, gap = reading.words, reading.gap
    for place, border in enumerate(reading.borders):
        if border == 0 and place != gap:
            yield "c" + words[place]
            yield ("cl" if place < gap else "cr") + words[place]
    for word in words[max(0, gap - _NEAR) : gap]:
        yield "n-" + word
    for word in words[gap + 1 : gap + 1 + _NEAR]:
        yield "n+" + word
    for distance in (1, 2, 3):
        if gap - distance >= 0:
            yield f"-{distance}{words[gap - distance]}"
        if gap + distance < len(words):
            yield f"+{distance}{words[gap + distance]}"


def _patterns(reading: Reading, vectors: Vectors) -> Iterator[str]:
    signs = [_EDGES[0], *map(_signs_of(vectors).__getitem__, reading.words), _EDGES[1]]
    gap = reading.gap + 1
    for size in range(2, _LONGEST_PATTERN + 1):
        for start in range(max(0, gap - size + 1), min(gap, len(signs) - size) + 1):
            yield "p" + " ".join(signs[start : start + size])
    for side, part in (("l", signs[:gap]), ("r", signs[gap + 1 :])):
        polar = [n for n, sign in enumerate(part) if sign in _POLAR]
        for n in polar:
            for size in (2, 3):
                for start in range(max(0, n - size + 1), min(n, len(part) - size) + 1):
                    yield f"p{side}" + " ".join(part[start : start + size])
    for side, part in (
        ("l", signs[gap - 1 : max(0, gap - 1 - _FAR) : -1]),
        ("r", signs[gap + 1 : gap + 1 + _FAR]),
    ):
        n_names = 0
        for distance, sign in enumerate(part):
            n_names += sign == NAME
            if sign in _POLAR:
                yield f"d{side}{sign}{min(distance // 3, 3)}{min(n_names, 1)}"


@cache
def _signs_of(vectors: Vectors) -> Remembered[str]:
    """Each word as `+` or `-` with its kind, as itself where it joins others, or as its kind alone.

    A sign depends on the word alone, and the valences behind it are slow to look up one by one.
    """

    def sign(word: str) -> str:
        if word in (NAME, TARGET):
            return word
        if is_negation(word):
            return "NOT"
        kind = kind_of(word)
        if kind in "XEVGKR" and (polarity := vectors.polarity(word)):
            return ("+" if polarity > 0 else "-") + (kind if kind in "EGVK" else "X")
        return word if word in load_word_lists().lists["joining"] else kind

    return Remembered(sign)
