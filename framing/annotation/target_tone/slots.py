"""What the linear model is told of a sentence, part two: how each part of it sounds.

A slot is a part of the sentence as seen from the target: its clause to the left, the verb it is subject
of, the third word to the right. For each slot the model gets the mean word vector and the sums of good
and bad valences, both with negated words turned round.
"""

from __future__ import annotations

from collections.abc import Sequence
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
#: For each slot: good and bad words of VADER's list, good and bad guesses, negated words.
N_SUMS = 5
#: Added to the weight of a slot before its mean is taken, so that one word alone does not count in full.
_DAMPING = 0.3


def fill_slots(
    reading: Reading, roles: Sequence[Role], vectors: Vectors, weights: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Mean vectors of shape (n_slots, n_axes), and sums of shape (n_slots, N_SUMS).

    `weights` gives for each row of `vectors` how much a word counts, less for frequent ones.
    """
    import numpy as np

    rows = np.array([vectors.rows.get(word, 0) for word in reading.words])
    parts = _parts(reading, roles)
    known = parts * weights[rows]
    means = (known @ vectors.matrix[rows]) / (known.sum(axis=1, keepdims=True) + np.float32(_DAMPING))
    turned = np.array(reading.negated)
    values = vectors.valences[rows]
    values = np.where(turned[:, None], -values, values)
    sounds = np.concatenate([values.clip(min=0), values.clip(max=0), turned[:, None]], axis=1)
    return means, parts @ sounds.astype(np.float32)


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

    size = len(reading.words)
    places = np.arange(size) - reading.gap
    distances = np.abs(places)
    borders, names = np.array(reading.borders), np.array(reading.names)
    fades = {fade: np.exp(-fade * (distances - 1)) for fade in {fade for _, _, fade in _STRETCHES}}
    sides = (places < 0, places > 0)
    parts = np.zeros((len(SLOTS), size), dtype=np.float32)
    slot = 0
    for side in sides:
        for low, high, fade in _STRETCHES:
            parts[slot] = (
                side * fades[fade]
                if (low, high) == (0, MOST_BORDERS)
                else ((side & (borders >= low) & (borders <= high)) * fades[fade])
            )
            slot += 1
    for sign in (-1, 1):
        for distance in _DISTANCES:
            place = reading.gap + sign * distance
            if 0 <= place < size:
                parts[slot, place] = 1
            slot += 1
    before = names == 0
    conditions = (before, ~before, np.array(reading.nearest), np.array([k in "EVKG" for k in reading.kinds]))
    for side in sides:
        for condition in conditions:
            parts[slot] = side & condition
            slot += 1
    for role, place, _ in roles:
        parts[slot + _ROLE_SLOT[role], place] = 1
    parts[-1] = places != 0
    return parts


_ROLE_SLOT = {role: n for n, role in enumerate(ROLES)}
