"""Scores masked sentences with the linear model: the method `linear` of the tone toward a target.

Two multinomial logistic regressions, one over features that are there or not and one over slots, added
up and calibrated (see `train`). Only NumPy is needed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.annotation.target_tone.arrays import read_arrays
from framing.annotation.target_tone.features import find_features, letter_runs
from framing.annotation.target_tone.masking import Masked
from framing.annotation.target_tone.reading import read_masked
from framing.annotation.target_tone.roles import find_roles
from framing.annotation.target_tone.slots import fill_slots, find_flags
from framing.annotation.target_tone.vectors import load_vectors
from framing.errors import InputError
from framing.resources import package_folder

if TYPE_CHECKING:
    import numpy as np

KIND = "framing linear target tone"
VERSION = 1

#: Standardised sums and flags are cut at this many standard deviations, so that a list of forty bad
#: words does not drown everything else, and scaled to the size of the vectors.
_CLIP, _SCALE = 4.0, 0.1


class LinearScorer:
    """The model of one file. A sentence's score does not depend on what is scored beside it."""

    name = "linear"

    def __init__(self, path: Path) -> None:
        import numpy as np

        read = read_arrays(path, kind=KIND, version=VERSION)
        arrays = {name: array.astype(np.float32) for name, array in read.arrays.items() if name != "features"}
        self.vectors = load_vectors()
        if read.facts.get("vectors") != self.vectors.sha256:
            do = "install framing-toolkit again, or train the model again"
            raise InputError("the model was trained with other word vectors", where=str(path), do=do)
        #: The version of the file's format, and the first digits of its SHA-256.
        self.version = f"{VERSION}.{read.sha256[:8]}"
        low, high = read.facts["thresholds"]
        self.thresholds: tuple[float, float] = (low, high)
        names = read.arrays["features"].tobytes().decode("utf-8").split("\n")
        self._rows = {name: row for row, name in enumerate(names)}
        rarity = arrays["rarity"][:, None]
        # One row more for what is not listed: it counts for nothing.
        self._weights = np.vstack([arrays["feature_weights"] * rarity, np.zeros((1, 3), dtype=np.float32)])
        self._squares = np.append(rarity**2, np.float32(0))
        self._arrays = arrays
        self._runs = _Runs(self._rows)

    def probabilities(self, sentences: Sequence[Masked], /) -> np.ndarray[Any, Any]:
        """Array of shape (n, 3): negative, neutral, positive; each row sums to 1."""
        import numpy as np

        logits = np.array([self._logits(sentence) for sentence in sentences], dtype=np.float64).reshape(-1, 3)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: np.ndarray[Any, Any] = shares / shares.sum(axis=1, keepdims=True)
        return found

    def _logits(self, sentence: Masked) -> np.ndarray[Any, Any]:
        import numpy as np

        reading = read_masked(sentence)
        roles = find_roles(reading)
        rows = {self._rows.get(name, -1) for name in find_features(reading, roles, self.vectors)}
        rows.update(*map(self._runs.__getitem__, set(reading.words)))
        places = np.fromiter(sorted(rows), dtype=np.int64, count=len(rows))
        # At least one feature is always listed: the target itself.
        present = self._weights[places].sum(axis=0) / np.sqrt(self._squares[places].sum() + np.float32(1e-9))
        means, sums = fill_slots(reading, roles, self.vectors, self._arrays["word_weights"])
        numbers = np.concatenate([sums.ravel(), np.array(find_flags(reading), dtype=np.float32)])
        numbers = scale_numbers(numbers, self._arrays["centers"], self._arrays["spreads"])
        found: np.ndarray[Any, Any] = (
            present
            + means.ravel() @ self._arrays["mean_weights"]
            + numbers @ self._arrays["number_weights"]
            + self._arrays["intercept"]
        )
        return found


def load_scorer(path: Path | None = None) -> LinearScorer:
    """The model that comes with the package, or the one in `path`. InputError for a file that is refused."""
    return LinearScorer(path or package_folder("annotation") / "target_tone" / "linear.arrays")


def scale_numbers(
    numbers: np.ndarray[Any, Any], centers: np.ndarray[Any, Any], spreads: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """Sums and flags in standard deviations, cut and scaled as the weights expect them."""
    scaled: np.ndarray[Any, Any] = ((numbers - centers) / spreads).clip(-_CLIP, _CLIP) * _SCALE
    return scaled.astype(numbers.dtype)


class _Runs(dict[str, tuple[int, ...]]):
    """The rows of a word's letter runs, looked up once."""

    def __init__(self, rows: dict[str, int]) -> None:
        self.rows = rows

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) > 100_000:
            self.clear()
        self[word] = found = tuple(self.rows[run] for run in letter_runs(word) if run in self.rows)
        return found
