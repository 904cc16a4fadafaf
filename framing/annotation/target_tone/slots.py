"""What the linear model is told of a sentence, part two: how each part of it sounds.

A slot is a part of the sentence as seen from the target: its clause to the left, the verb it is subject
of, the third word to the right. For each slot the model gets the mean word vector and the sums of good
and bad valences, both with negated words turned round.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from framing.annotation.target_tone.masking import NAME
from framing.annotation.target_tone.reading import MOST_BORDERS, Reading
from framing.annotation.target_tone.roles import ROLES, Role
from framing.annotation.target_tone.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np

_SIDES = ("left", "right")
#: First and last number of borders, and how fast words count less with their distance.
_STRETCHES = (
    (0, MOST_BORDERS, 0.0),
    (0, MOST_BORDERS, 0.12),
    (0, 0, 0.1),
    (1, 1, 0.1),
    (2, MOST_BORDERS, 0.05),
)
_DISTANCES = (1, 2, 3)
_PARTS = ("before_names", "behind_names", "nearest", "verbs")

SLOTS = (
    *(f"{side}:{low}-{high}:{fade}" for side in _SIDES for low, high, fade in _STRETCHES),
    *(f"{side}:{distance}" for side in _SIDES for distance in _DISTANCES),
    *(f"{side}:{part}" for side in _SIDES for part in _PARTS),
    *ROLES,
    "sentence",
)
#: For each slot: good and bad words of VADER's list, good and bad guesses, negated words, if any at all.
N_SUMS = 6
#: Added to the weight of a slot before its mean is taken, so that one word alone does not count in full.
_DAMPING = 0.3


def fill_slots(
    reading: Reading, roles: Sequence[Role], vectors: Vectors, weights: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Mean vectors of shape (n_slots, n_axes), and sums of shape (n_slots, N_SUMS).

    `weights` gives for each row of `vectors` how much a word counts, less for frequent ones.
    """
    import numpy as np

    rows = np.array(vectors.rows(reading.words))
    parts = _parts(reading, roles)
    known = parts * weights[rows]
    means = (known @ vectors.matrix[rows]) / (known.sum(axis=1, keepdims=True) + np.float32(_DAMPING))
    turned = np.array(reading.negated)
    values = vectors.valences[rows]
    values[turned] *= -1
    sounds = np.empty((len(rows), N_SUMS - 1), dtype=np.float32)
    sounds[:, 0:2], sounds[:, 2:4], sounds[:, 4] = np.maximum(values, 0), np.minimum(values, 0), turned
    filled = parts.any(axis=1, keepdims=True)
    return means, np.concatenate([parts @ sounds, filled], axis=1)


def find_flags(reading: Reading) -> list[float]:
    """Lengths, names, quotation marks and a few words that tell how the sentence is built.

    >>> from framing.annotation.target_tone.masking import Masked
    >>> from framing.annotation.target_tone.reading import read_masked
    >>> len(find_flags(read_masked(Masked("NAME and ", " said so."))))
    19
    """
    left, right = reading.words[: reading.gap], reading.words[reading.gap + 1 :]
    quotes_left, quotes_right = (sum(word in '“”"' for word in part) for part in (left, right))
    names_left, names_right = left.count(NAME), right.count(NAME)
    return [
        float(quotes_left > 0),
        float(quotes_right > 0),
        float(quotes_left % 2),
        len(left) / 30,
        len(right) / 30,
        float(not left),
        float(not right),
        names_left / 3,
        names_right / 3,
        float(names_left == 0),
        float(names_right == 0),
        float(names_left > 1),
        float(names_right > 1),
        float(left[-1:] == ("and",) or left[-2:] == (NAME, ",")),
        float(right[:1] == ("and",)),
        float("said" in right[:3] or "says" in right[:3]),
        float("said" in left),
        float("but" in left),
        float("but" in right),
    ]


def _parts(reading: Reading, roles: Sequence[Role]) -> np.ndarray[Any, Any]:
    """How much each word belongs to each slot, of shape (n_slots, n_words)."""
    import numpy as np

    size, gap = len(reading.words), reading.gap
    distances = np.abs(np.arange(-gap, size - gap))
    borders = np.array(reading.borders)
    verbs = [kind in "EVKG" for kind in reading.kinds]
    before = np.array(reading.names) == 0
    conditions = np.array((before, ~before, reading.nearest, verbs))
    fades = _fades(max(_FAR, int(distances.max()) + 1))[:, distances]
    parts = np.zeros((len(SLOTS), size), dtype=np.float32)
    stretches = (borders >= _LOW) & (borders <= _HIGH)
    for n, side in enumerate((slice(0, gap), slice(gap + 1, size))):
        first = n * len(_STRETCHES)
        parts[first : first + len(_STRETCHES), side] = stretches[:, side] * fades[:, side]
        first = _FIRST_PART + n * len(_PARTS)
        parts[first : first + len(_PARTS), side] = conditions[:, side]
    for slot, step in _STEPS:
        if 0 <= gap + step < size:
            parts[slot, gap + step] = 1
    for role, place, _ in roles:
        parts[_ROLE_SLOT[role], place] = 1
    parts[-1] = 1
    parts[-1, gap] = 0
    return parts


@lru_cache(maxsize=64)
def _fades(size: int) -> np.ndarray[Any, Any]:
    """How much a word counts for each stretch by its distance, of shape (n_stretches, size)."""
    import numpy as np

    fades: np.ndarray[Any, Any] = np.exp(-np.outer([fade for _, _, fade in _STRETCHES], np.arange(size) - 1))
    return fades.astype(np.float32)


_LOW, _HIGH = ([[stretch[n]] for stretch in _STRETCHES] for n in (0, 1))
_STEPS = tuple(
    (SLOTS.index(f"{side}:{distance}"), sign * distance)
    for side, sign in zip(_SIDES, (-1, 1), strict=True)
    for distance in _DISTANCES
)
_FIRST_PART = SLOTS.index(f"left:{_PARTS[0]}")
_ROLE_SLOT = {role: SLOTS.index(role) for role in ROLES}
#: Sentences are seldom longer; the table of distances is made for this many words at once.
_FAR = 256
