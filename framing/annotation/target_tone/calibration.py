"""How sure the linear model may be: the shares of its two parts, frequencies, thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from framing.annotation.target_tone.probabilities import calibration_error, decide, softmax

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
        measured=measure(probabilities, labels, thresholds)
        | {
            "ece_before": round(calibration_error(softmax(one + two), labels), 3),
            "macro_f1_without_thresholds": measure(probabilities, labels, (0.0, 0.0))["macro_f1"],
            "n_abstained": int((decide(probabilities, thresholds) != probabilities.argmax(axis=1)).sum()),
        },
    )


def measure(probabilities: Any, labels: Any, thresholds: tuple[float, float]) -> dict[str, Any]:
    """Macro-F1, F1 of each label and accuracy in per cent, the expected calibration error, the confusion.

    `confusion` has a row for each true label, negative, neutral, positive, and a column for each given one.
    """
    import numpy as np
    from sklearn.metrics import confusion_matrix, f1_score

    predicted = decide(probabilities, thresholds)
    scores = f1_score(labels, predicted, labels=[0, 1, 2], average=None, zero_division=0)
    return {
        "n": len(labels),
        "macro_f1": round(100 * float(scores.mean()), 1),
        "f1": {str(n - 1): round(100 * float(score), 1) for n, score in enumerate(scores)},
        "accuracy": round(100 * float(np.mean(predicted == labels)), 1),
        "ece": round(calibration_error(probabilities, labels), 3),
        "confusion": confusion_matrix(labels, predicted, labels=[0, 1, 2]).tolist(),
    }


def _best_thresholds(probabilities: Any, labels: Any, counts: Any) -> tuple[float, float]:
    from sklearn.metrics import f1_score

    def score(thresholds: tuple[float, float]) -> float:
        predicted = decide(probabilities, thresholds)
        return 100 * float(f1_score(labels, predicted, average="macro", sample_weight=counts))

    scores = {(low, high): score((low, high)) for low in _TRIED for high in _TRIED}
    enough = max(scores.values()) - _COST
    return max((pair for pair in scores if scores[pair] >= enough), key=lambda pair: (sum(pair), pair))
