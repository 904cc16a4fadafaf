"""What the linear model is told of a sentence, part two: how each part of it sounds.

A slot is a part of the sentence as seen from the target: its clause to the left, the verb it is subject
of, the third word to the right. For each slot the model gets the mean word vector and the sums of good
and bad valences, both with negated words turned round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
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
    readings: Sequence[Reading],
    roles: Sequence[Sequence[Role]],
    vectors: Vectors,
    weights: np.ndarray[Any, Any],
) -> Iterator[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """For each sentence, mean vectors of shape (n_slots, n_axes), and sums of shape (n_slots, N_SUMS).

    `weights` gives for each row of `vectors` how much a word counts, less for frequent ones. The sentences
    are laid side by side, since NumPy takes as long for one sentence as for ten. Only the sums are made
    sentence by sentence: so each is the same to the last digit whatever stands beside it.
    """
    import numpy as np

    if not readings:
        return
    rows = np.array(vectors.rows([word for reading in readings for word in reading.words]))
    parts = _parts(readings, roles)
    known = parts * weights[rows]
    words = vectors.matrix[rows]
    turned = np.array([turned for reading in readings for turned in reading.negated])
    values = vectors.valences[rows]
    values[turned] *= -1
    sounds = np.empty((len(rows), N_SUMS - 1), dtype=np.float32)
    sounds[:, 0:2], sounds[:, 2:4], sounds[:, 4] = np.maximum(values, 0), np.minimum(values, 0), turned
    start = 0
    for reading in readings:
        here = slice(start, start + len(reading.words))
        start = here.stop
        part, mine = parts[:, here], known[:, here]
        means = (mine @ words[here]) / (mine.sum(axis=1, keepdims=True) + np.float32(_DAMPING))
        filled = part.any(axis=1, keepdims=True)
        yield means, np.concatenate([part @ sounds[here], filled], axis=1)


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


def _parts(readings: Sequence[Reading], roles: Sequence[Sequence[Role]]) -> np.ndarray[Any, Any]:
    """How much each word belongs to each slot, of shape (n_slots, n_words)."""
    import numpy as np

    sizes = [len(reading.words) for reading in readings]
    starts = [0, *accumulate(sizes)]
    gaps = [start + reading.gap for start, reading in zip(starts, readings, strict=False)]
    steps = np.arange(starts[-1]) - np.repeat(gaps, sizes)
    borders = np.array([n for reading in readings for n in reading.borders])
    before = np.array([n for reading in readings for n in reading.names]) == 0
    nearest = [n for reading in readings for n in reading.nearest]
    verbs = [kind in "EVKG" for reading in readings for kind in reading.kinds]
    distances = np.abs(steps)
    stretches = ((borders >= _LOW) & (borders <= _HIGH)) * _fades(max(_FAR, max(sizes)))[:, distances]
    conditions = np.array((before, ~before, nearest, verbs))
    parts = np.zeros((len(SLOTS), starts[-1]), dtype=np.float32)
    for n, side in enumerate((steps < 0, steps > 0)):
        first = n * len(_STRETCHES)
        parts[first : first + len(_STRETCHES)] = stretches * side
        first = _FIRST_PART + n * len(_PARTS)
        parts[first : first + len(_PARTS)] = conditions & side
    for slot, step in _STEPS:
        parts[slot] = steps == step
    for start, own in zip(starts, roles, strict=False):
        for role, place, _ in own:
            parts[_ROLE_SLOT[role], start + place] = 1
    parts[-1] = steps != 0
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
