"""What words mean and how they sound: small vectors and valences, so that rare words are not unknown.

The vectors are the input vectors of all-MiniLM-L6-v2 (Apache License 2.0) on their main axes; the
valences are VADER's (Hutto & Gilbert 2014, MIT License), and for every word a guess from its vector.
`make_vectors.py` makes the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.annotation.target_tone.arrays import read_arrays
from framing.resources import package_folder

if TYPE_CHECKING:
    import numpy as np

KIND = "framing word vectors"
VERSION = 1

#: From this valence on (VADER's scale, -4 to 4) a word counts as positive or negative.
POLAR = 0.9


@dataclass(frozen=True, kw_only=True)
class Vectors:
    """Words and their rows. Row 0 is that of every word that is not listed, and all zeros.

    `matrix` has the shape (n_words + 1, n_axes), each row of length 1 but the first; `valences` has
    (n_words + 1, 2): VADER's valence, 0 where VADER does not list the word, and the guess.
    """

    rows: dict[str, int]
    words: tuple[str, ...]
    matrix: np.ndarray[Any, Any]
    valences: np.ndarray[Any, Any]
    sha256: str

    def polarity(self, word: str) -> int:
        """1 for a word that sounds good, -1 for one that sounds bad, 0 for others and unknown ones.

        >>> [load_vectors().polarity(word) for word in ("heroic", "atrocities", "table")]
        [1, -1, 0]
        """
        listed, guessed = self.valences[self.rows.get(word, 0)]
        value = listed or guessed
        return int(value >= POLAR) - int(value <= -POLAR)


@cache
def load_vectors(path: Path | None = None) -> Vectors:
    """The vectors that come with the package, or those in `path`. InputError for a file that is refused.

    >>> vectors = load_vectors()
    >>> vectors.matrix.shape[0] == len(vectors.words) + 1
    True
    """
    import numpy as np

    read = read_arrays(
        path or package_folder("annotation") / "target_tone" / "word_vectors.arrays",
        kind=KIND,
        version=VERSION,
    )
    words = tuple(read.arrays["words"].tobytes().decode("ascii").split("\n"))
    matrix = read.arrays["matrix"].astype(np.float32) * np.float32(read.facts["matrix_unit"])
    valences = read.arrays["valences"].astype(np.float32) * np.float32(read.facts["valence_unit"])
    return Vectors(
        rows={word: row for row, word in enumerate(words, 1)},
        words=words,
        matrix=np.vstack([np.zeros_like(matrix[:1]), matrix]),
        valences=np.vstack([np.zeros_like(valences[:1]), valences]),
        sha256=read.sha256,
    )
