"""Scores masked sentences with the linear model: the method `linear` of the tone toward a target.

A multinomial logistic regression over features that are there or not, and a small network that reads the
words (see `network`), added up and calibrated (see `train`). Only NumPy is needed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.annotation.target_tone.arrays import read_arrays
from framing.annotation.target_tone.features import find_features, letter_runs
from framing.annotation.target_tone.masking import Masked
from framing.annotation.target_tone.network import Weights, read_words
from framing.annotation.target_tone.probabilities import softmax
from framing.annotation.target_tone.reading import Reading, read_masked
from framing.annotation.target_tone.remembered import Remembered
from framing.annotation.target_tone.roles import Role, find_roles
from framing.annotation.target_tone.vectors import load_vectors
from framing.annotation.target_tone.wordlists import load_word_lists
from framing.annotation.target_tone.words_seen import describe_words
from framing.errors import InputError
from framing.resources import package_folder

if TYPE_CHECKING:
    import numpy as np

KIND = "framing linear target tone"
VERSION = 2

#: How many characters of sentences are scored together: about the sentences of one article. More at once
#: is no faster, and never as many words as `Vectors` has room for.
_BATCH = 8_000


class LinearScorer:
    """The model of one file. A sentence's score does not depend on what is scored beside it."""

    name = "linear"

    def __init__(self, path: Path) -> None:
        import numpy as np

        read = read_arrays(path, kind=KIND, version=VERSION)
        arrays = {name: array.astype(np.float32) for name, array in read.arrays.items() if name != "features"}
        known = load_vectors()
        if read.facts.get("vectors") != known.sha256:
            do = "install framing-toolkit again, or train the model again"
            raise InputError("the model was trained with other word valences", where=str(path), do=do)
        if read.facts.get("word_lists") != load_word_lists().sha256:
            do = "put words.toml and common_words.txt back, or train the model again"
            raise InputError("the model was trained with other word lists", where=str(path), do=do)
        #: The version of the file's format, and the first digits of its SHA-256.
        self.version = f"{VERSION}.{read.sha256[:8]}"
        low, high = read.facts["thresholds"]
        self.thresholds: tuple[float, float] = (low, high)
        names = read.arrays["features"].tobytes().decode("utf-8").split("\n")
        self._rows = {name: row for row, name in enumerate(names)}
        rarity = arrays["rarity"][:, None]
        self._weights = arrays["feature_weights"] * rarity
        self._squares = arrays["rarity"] ** 2
        self._intercept = arrays["intercept"]
        self._network: Weights = {
            name.removeprefix("network_"): array
            for name, array in arrays.items()
            if name.startswith("network_")
        }
        self.vectors = known.joined(arrays["meanings"] * arrays["meaning_units"])
        self._runs = Remembered(self._rows_of_runs)

    def probabilities(self, sentences: Sequence[Masked], /) -> np.ndarray[Any, Any]:
        """Array of shape (n, 3): negative, neutral, positive; each row sums to 1."""
        import numpy as np

        logits = [row for batch in _batches(sentences) for row in self._logits(batch)]
        found: np.ndarray[Any, Any] = softmax(np.array(logits, dtype=np.float64).reshape(-1, 3))
        return found

    def _logits(self, sentences: Sequence[Masked]) -> Iterator[np.ndarray[Any, Any]]:
        """The logits of each sentence. One stage after the other: that keeps the processor's caches warm."""
        readings = [read_masked(sentence) for sentence in sentences]
        roles = [find_roles(reading) for reading in readings]
        present = [self._present(reading, own) for reading, own in zip(readings, roles, strict=True)]
        words = describe_words(readings, roles, self.vectors)
        start = 0
        for reading, here in zip(readings, present, strict=True):
            own = words[start : start + len(reading.words)]
            start += len(reading.words)
            yield here + read_words(own, reading.gap, self._network) + self._intercept

    def _present(self, reading: Reading, roles: Sequence[Role]) -> np.ndarray[Any, Any]:
        """What the features that are there say."""
        import numpy as np

        names = find_features(reading, roles, self.vectors)
        rows = set(map(self._rows.get, names))
        rows.discard(None)  # a feature that the model does not know
        rows.update(*map(self._runs.__getitem__, set(reading.words)))
        # Sorted, since the order of a set of strings, and with it the last digit of a sum, changes by run.
        places = np.sort(np.fromiter(rows, dtype=np.int64, count=len(rows)))
        length = np.sqrt(self._squares[places].sum()) or np.float32(1)
        found: np.ndarray[Any, Any] = self._weights[places].sum(axis=0) / length
        return found

    def _rows_of_runs(self, word: str) -> tuple[int, ...]:
        return tuple(self._rows[run] for run in letter_runs(word) if run in self._rows)


def load_scorer(path: Path | None = None) -> LinearScorer:
    """The model that comes with the package, or the one in `path`. InputError for a file that is refused."""
    return LinearScorer(path or package_folder("annotation") / "target_tone" / "linear.arrays")


def _batches(sentences: Sequence[Masked]) -> Iterator[Sequence[Masked]]:
    """The sentences in groups of a bounded size; a very long one stands alone."""
    start = size = 0
    for place, sentence in enumerate(sentences):
        length = len(sentence.left) + len(sentence.right)
        if place > start and size + length > _BATCH:
            yield sentences[start:place]
            start, size = place, 0
        size += length
    if start < len(sentences):
        yield sentences[start:]
