"""Scores masked sentences with the encoder: the method `neural` of the tone toward a target."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.annotation.neural.card import MODEL, VOCABULARY, read_model
from framing.annotation.neural.pieces import Pieces, missing_extra, read_vocabulary
from framing.annotation.target_tone.probabilities import softmax
from framing.resources import package_folder

if TYPE_CHECKING:
    import numpy as np

#: What masked sentences hold in place of every name that is not the target.
NAME_MARK = "NAME"


class NeuralScorer:
    """An encoder with its card. Its scores do not depend on what else is scored in the same call."""

    name = "neural"

    def __init__(self, folder: Path) -> None:
        self.card, files = read_model(folder)
        vocabulary = read_vocabulary(files[VOCABULARY].decode("utf-8"))
        self._pieces = Pieces(vocabulary, name_mark=NAME_MARK)
        self._session = _session(files[MODEL])

    @property
    def version(self) -> str:
        """The version of the model file."""
        return self.card.version

    @property
    def thresholds(self) -> tuple[float, float]:
        """From which probability on a sentence counts as negative, and as positive."""
        return self.card.thresholds

    def probabilities(self, sentences: Sequence[tuple[str, str]], /) -> np.ndarray[Any, Any]:
        """Array of shape (n, 3): negative, neutral, positive; each row sums to 1.

        `sentences` are what stands left and right of the target. Calibrated by one temperature
        (Guo et al. 2017, "On Calibration of Modern Neural Networks", arXiv 1706.04599).
        """
        found: np.ndarray[Any, Any] = softmax(self.logits(sentences), self.card.temperature)
        return found

    def logits(self, sentences: Sequence[tuple[str, str]], /) -> np.ndarray[Any, Any]:
        """What the encoder says before calibration, of shape (n, 3).

        One sentence at a time: int8 activations are scaled by the largest in a run, so that in a batch
        a sentence's score would depend on its neighbours.
        """
        import numpy as np

        rows = np.zeros((len(sentences), 3))
        for n, (left, right) in enumerate(sentences):
            pieces = np.array(self._pieces.encode(left, right), dtype=np.int64)
            rows[n] = self._session.run(None, {"pieces": pieces})[0]
        return rows


def load_scorer(folder: Path | None = None) -> NeuralScorer:
    """The model that comes with the package, or the one in `folder`.

    Raises InputError when the extra `neural` is not installed or the model file is refused.
    """
    return NeuralScorer(folder or package_folder("annotation") / "neural" / "model")


def _session(model: bytes) -> Any:
    try:
        onnxruntime = import_module("onnxruntime")
    except ImportError:
        raise missing_extra() from None
    options = onnxruntime.SessionOptions()
    # One thread: the same sums in the same order every time, and as many processes as there are cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
