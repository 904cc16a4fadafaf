"""What words mean and how they sound, so that rare words are not unknown.

The valences are VADER's (Hutto & Gilbert 2014, MIT License), and for every word a guess from its vector in
all-MiniLM-L6-v2 (Apache License 2.0). What a word means is told by a matrix that is joined to them: in
training the main axes of those vectors, in use what the network made of them. `make_vectors.py` makes both
files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.annotation.target_tone.arrays import read_arrays
from framing.errors import InputError
from framing.resources import package_folder

if TYPE_CHECKING:
    import numpy as np

KIND = "framing word valences"
AXES_KIND = "framing word vectors"
VERSION = 2

#: From this valence on (VADER's scale, -4 to 4) a word counts as positive or negative.
POLAR = 0.9
#: How many words that are put together from pieces are kept; then all of them are forgotten.
_ROOM = 8192
_WORD = re.compile(r"[a-z]{2,30}")


class Vectors:
    """Words and their rows. Row 0 is that of everything that is no word, and all zeros.

    `matrix` has the shape (n_rows, n_axes), and no axes before one is joined; `valences` has (n_rows, 2):
    VADER's valence, 0 where VADER does not list the word, and the guess. A word that is not listed gets the
    mean of the longest pieces that it is made of (WordPiece, Wu et al. 2016).
    """

    def __init__(
        self, words: Sequence[str], matrix: np.ndarray[Any, Any], valences: np.ndarray[Any, Any], sha256: str
    ) -> None:
        self.words = tuple(words)
        self.sha256 = sha256
        self.matrix = _with_room(matrix)
        self.valences = _with_room(valences)
        self._listed = {word: row for row, word in enumerate(self.words, 1)}
        self._made: dict[str, int] = {}

    def rows(self, words: Sequence[str]) -> list[int]:
        """The row of each word. They hold until the next call.

        >>> vectors = load_vectors()
        >>> vectors.rows(["NAME", "praised"])[0], vectors.rows(["praised"]) == vectors.rows(["praised"])
        (0, True)
        """
        listed, made = self._listed, self._made
        if len(made) + len(words) > _ROOM:
            made.clear()
        return [listed.get(word) or made.get(word) or self._make(word) for word in words]

    def polarity(self, word: str) -> int:
        """1 for a word that sounds good, -1 for one that sounds bad, 0 for others and unknown ones.

        >>> [load_vectors().polarity(word) for word in ("heroic", "atrocities", "table")]
        [1, -1, 0]
        """
        listed, guessed = self.valences[self._listed.get(word) or self.rows([word])[0]]
        value = listed or guessed
        return int(value >= POLAR) - int(value <= -POLAR)

    def joined(self, matrix: np.ndarray[Any, Any]) -> Vectors:
        """The same words with another matrix, a row for each of `words` in their order.

        >>> import numpy as np
        >>> words = load_vectors().words
        >>> joined = load_vectors().joined(np.ones((len(words), 2), dtype=np.float32))
        >>> joined.matrix[joined.rows(["praised", "?"])].tolist()
        [[1.0, 1.0], [0.0, 0.0]]
        """
        return Vectors(self.words, matrix, self.valences[1 : len(self.words) + 1], self.sha256)

    def _make(self, word: str) -> int:
        """The row of a word that is not listed, made from its pieces; 0 for what is no word."""
        parts = split_word(word, self._listed) if _WORD.fullmatch(word) else []
        if not parts or len(self._made) >= _ROOM:
            return 0
        row = len(self.words) + 1 + len(self._made)
        rows = [self._listed[part] for part in parts]
        self.matrix[row] = self.matrix[rows].mean(axis=0)
        self.valences[row] = (0, self.valences[rows, 1].mean())
        self._made[word] = row
        return row


def split_word(word: str, pieces: dict[str, int]) -> list[str]:
    """The longest pieces that make up a word, from left to right; none where it cannot be made up.

    Pieces inside a word begin with `##`.

    >>> split_word("unseen", {"un": 1, "##see": 2, "##seen": 3})
    ['un', '##seen']
    """
    found: list[str] = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in pieces:
                found.append(piece)
                start = end
                break
        else:
            return []
    return found


@cache
def load_vectors(path: Path | None = None) -> Vectors:
    """Words and valences that come with the package, or in `path`. InputError for a file that is refused.

    >>> "praised" in load_vectors().words
    True
    """
    import numpy as np

    read = read_arrays(
        path or package_folder("annotation") / "target_tone" / "valences.arrays", kind=KIND, version=VERSION
    )
    words = read.arrays["words"].tobytes().decode("ascii").split("\n")
    valences = read.arrays["valences"].astype(np.float32) * np.float32(read.facts["valence_unit"])
    return Vectors(words, np.zeros((len(words), 0), dtype=np.float32), valences, read.sha256)


def read_axes(path: Path, vectors: Vectors) -> Vectors:
    """The words with the axes that training begins with. InputError for a file that belongs to others."""
    import numpy as np

    read = read_arrays(path, kind=AXES_KIND, version=VERSION)
    if read.facts["valences"] != vectors.sha256:
        raise InputError(
            "the axes are those of other words", where=str(path), do="run make_vectors again with --axes"
        )
    return vectors.joined(read.arrays["axes"].astype(np.float32) * np.float32(read.facts["unit"]))


def _with_room(rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A row of zeros first, and free rows at the end."""
    import numpy as np

    zeros = np.zeros((_ROOM + 1, rows.shape[1]), dtype=rows.dtype)
    return np.concatenate([zeros[:1], rows, zeros[1:]])
