"""What the small network is told of each word: what it means, how it sounds, and where it stands.

Each word is a row of numbers: its row of the vectors, its valences turned round where it is negated, and
whether it plays a role for the target; then ones and zeros for its distance from the target, the borders
and names between, and its kind. Nothing here depends on the sentences beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from framing.annotation.target_tone.reading import MOST_BORDERS, Reading
from framing.annotation.target_tone.roles import ROLES, Role
from framing.annotation.target_tone.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np

#: Distances from the target that the network tells apart: the first of each group.
_DISTANCES = (0, 1, 2, 3, 4, 6, 9, 14)
#: Names between target and word are counted up to here.
_MOST_NAMES = 2
_KINDS = {kind: n for n, kind in enumerate("\"#'(),-.:;ACDEGKMNOPRSTVWX—“”")}
#: After the vector, so many columns still say what a word means (two valences), and not where it stands.
N_MEANING = 2
#: Valences, negated, nearest.
_N_NUMBERS = N_MEANING + 2
#: VADER's valences go from -4 to 4.
_VALENCE = 4.0

_GROUPS = (len(_DISTANCES), MOST_BORDERS + 1, _MOST_NAMES + 1)
#: How many columns follow the word vector.
N_FACTS = _N_NUMBERS + len(ROLES) + 2 * sum(_GROUPS) + len(_KINDS) + 1


def describe_words(
    readings: Sequence[Reading],
    roles: Sequence[Sequence[Role]],
    vectors: Vectors,
) -> np.ndarray[Any, Any]:
    """A row for each word of all sentences, one after the other, of shape (n_words, n_axes + N_FACTS).

    The target's own row has a kind that no other word has.

    >>> from framing.annotation.target_tone.masking import Masked
    >>> from framing.annotation.target_tone.reading import read_masked
    >>> from framing.annotation.target_tone.vectors import load_vectors
    >>> rows = describe_words([read_masked(Masked("They like ", ""))], [[]], load_vectors())
    >>> rows.shape == (3, N_FACTS), [round(float(value), 1) for value in rows[:, 0]]
    (True, [0.0, 0.4, 0.0])
    """
    import numpy as np

    rows = np.array(vectors.rows([word for reading in readings for word in reading.words]))
    sizes = [len(reading.words) for reading in readings]
    starts = np.cumsum([0, *sizes])
    steps = np.arange(starts[-1]) - np.repeat(
        [start + r.gap for start, r in zip(starts, readings, strict=False)], sizes
    )
    negated = np.array([n for reading in readings for n in reading.negated])
    n_axes = vectors.matrix.shape[1]
    found = np.zeros((len(rows), n_axes + N_FACTS), dtype=np.float32)
    found[:, :n_axes] = vectors.matrix[rows]
    facts = found[:, n_axes:]
    facts[:, 0:2] = vectors.valences[rows] / _VALENCE
    facts[negated, 0:2] *= -1
    facts[:, 2] = negated
    facts[:, 3] = [n for reading in readings for n in reading.nearest]
    for start, own in zip(starts, roles, strict=False):
        for role, place, _ in own:
            facts[start + place, _N_NUMBERS + ROLES.index(role)] = 1
    every = np.arange(len(rows))
    column = _N_NUMBERS + len(ROLES)
    for values, size in zip(_values(readings, steps), _GROUPS, strict=True):
        facts[every, column + values + size * (steps > 0)] = 1
        column += 2 * size
    target = len(_KINDS)
    facts[every, [column + _KINDS.get(kind, target) for r in readings for kind in r.kinds]] = 1
    return found


def _values(readings: Sequence[Reading], steps: np.ndarray[Any, Any]) -> tuple[Any, Any, Any]:
    """Of each word: the group of its distance, borders and names between it and the target."""
    import numpy as np

    distances = np.searchsorted(_DISTANCES, np.abs(steps), side="right") - 1
    borders = np.array([n for reading in readings for n in reading.borders])
    names = np.array([n for reading in readings for n in reading.names]).clip(max=_MOST_NAMES)
    return distances, borders, names
