"""How sure the linear model may be: the shares of its two parts, frequencies, thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

#: Thresholds that are tried: none, and from a third, below which no label can be the likeliest, up.
_TRIED = (0.0, *(n / 100 for n in range(34, 61, 2)))
#: What abstaining may cost in macro-F1, in points: of thresholds this near the best, the highest are taken.
_COST = 0.1


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """Shares of the two parts, a shift for each label, thresholds, and what held-out folds say of them."""

    shares: tuple[float, float]
    shift: tuple[float, float, float]
    thresholds: tuple[float, float]
    measured: dict[str, Any]


def calibrate(held_out: Sequence[Any], labels: Any, counts: Any) -> Calibration:
    """The shares and shifts that make the labels likeliest, from logits of two parts, each (n, 3).

    `counts` says how much each example counts.

    With one share and no shifts this is temperature scaling (Guo et al. 2017, arXiv 1706.04599).
    """
    import numpy as np
    from scipy.optimize import minimize

    one, two = held_out

    def surprise(p: Any) -> float:
        shares = softmax(p[0] * one + p[1] * two + np.array([p[2], 0.0, p[3]]))
        return float(-np.average(np.log(shares[np.arange(len(labels)), labels] + 1e-12), weights=counts))

    found = minimize(surprise, [0.5, 0.5, 0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-4}).x
    a, b, low, high = (round(float(x), 3) for x in found)
    probabilities = softmax(a * one + b * two + np.array([low, 0.0, high]))
    thresholds = _best_thresholds(probabilities, labels, counts)
    return Calibration(
        shares=(a, b),
        shift=(low, 0.0, high),
        thresholds=thresholds,
        measured=measure(probabilities, labels, thresholds),
    )


def softmax(logits: Any) -> Any:
    """Probabilities from logits, both of shape (n, 3).

    >>> import numpy as np
    >>> softmax(np.log([[2.0, 1.0, 1.0]])).round(3).tolist()
    [[0.5, 0.25, 0.25]]
    """
    import numpy as np

    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def decide(probabilities: Any, thresholds: tuple[float, float]) -> Any:
    """The likeliest label, 0, 1 or 2; neutral (1) where it does not reach its threshold.

    >>> import numpy as np
    >>> decide(np.array([[0.45, 0.35, 0.2], [0.6, 0.3, 0.1]]), (0.5, 0.5)).tolist()
    [1, 0]
    """
    import numpy as np

    floors = np.array([thresholds[0], 0.0, thresholds[1]])
    likeliest = probabilities.argmax(axis=1)
    reached = probabilities[np.arange(len(likeliest)), likeliest] >= floors[likeliest]
    return np.where(reached, likeliest, 1)


def measure(probabilities: Any, labels: Any, thresholds: tuple[float, float]) -> dict[str, Any]:
    """Macro-F1, F1 of each label and accuracy in per cent, and the expected calibration error."""
    import numpy as np
    from sklearn.metrics import f1_score

    predicted = decide(probabilities, thresholds)
    scores = f1_score(labels, predicted, labels=[0, 1, 2], average=None, zero_division=0)
    return {
        "n": len(labels),
        "macro_f1": round(100 * float(scores.mean()), 1),
        "f1": {str(n - 1): round(100 * float(score), 1) for n, score in enumerate(scores)},
        "accuracy": round(100 * float(np.mean(predicted == labels)), 1),
        "ece": round(calibration_error(probabilities, labels), 3),
    }


def calibration_error(probabilities: Any, labels: Any, *, n_bins: int = 10) -> float:
    """Expected calibration error of the likeliest label (Naeini et al. 2015), 0 to 1.

    >>> import numpy as np
    >>> round(calibration_error(np.array([[0.8, 0.1, 0.1], [0.8, 0.1, 0.1]]), np.array([0, 1])), 2)
    0.3
    """
    import numpy as np

    likeliest = probabilities.argmax(axis=1)
    sure = probabilities.max(axis=1)
    right = likeliest == labels
    bins = np.minimum((sure * n_bins).astype(int), n_bins - 1)
    error = 0.0
    for n in range(n_bins):
        inside = bins == n
        if inside.any():
            error += float(inside.mean()) * abs(float(right[inside].mean()) - float(sure[inside].mean()))
    return error


def _best_thresholds(probabilities: Any, labels: Any, counts: Any) -> tuple[float, float]:
    from sklearn.metrics import f1_score

    def score(thresholds: tuple[float, float]) -> float:
        predicted = decide(probabilities, thresholds)
        return 100 * float(f1_score(labels, predicted, average="macro", sample_weight=counts))

    scores = {(low, high): score((low, high)) for low in _TRIED for high in _TRIED}
    enough = max(scores.values()) - _COST
    return max((pair for pair in scores if scores[pair] >= enough), key=lambda pair: (sum(pair), pair))
