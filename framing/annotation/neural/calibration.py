"""How sure a model may be: one temperature, two thresholds, and what they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from framing.annotation.target_tone.probabilities import calibration_error, decide, softmax

#: Thresholds that are tried: none, and from a third, where no label can be the likeliest below it, up.
_TRIED = (0.0, *(n / 100 for n in range(34, 71, 2)))

#: What a threshold must gain in macro-F1, in points, before it is taken rather than none at all.
_WORTH = 0.3


def calibrate(logits: Any, labels: Sequence[int]) -> tuple[float, tuple[float, float]]:
    """Temperature, and the probabilities from which a label counts as negative and as positive.

    `logits` has the shape (n, 3), `labels` are 0, 1 or 2. The temperature makes the labels likeliest
    (Guo et al. 2017, arXiv 1706.04599); the thresholds give the best macro-F1.
    """
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda log: _surprise(softmax(logits, float(2.0**log)), labels), bounds=(-3, 3), method="bounded"
    )
    temperature = round(float(2.0**found.x), 4)
    probabilities = softmax(logits, temperature)
    pairs = [(low, high) for low in _TRIED for high in _TRIED]
    plain = macro_f1(labels, decide(probabilities, (0.0, 0.0)))
    best = max(pairs, key=lambda pair: macro_f1(labels, decide(probabilities, pair)))
    gained = macro_f1(labels, decide(probabilities, best)) - plain
    return temperature, best if gained >= _WORTH else (0.0, 0.0)


def measure(
    logits: Any, labels: Sequence[int], *, temperature: float, thresholds: tuple[float, float]
) -> dict[str, Any]:
    """Macro-F1, F1 of each label and accuracy in per cent, and calibration before and after."""
    probabilities = softmax(logits, temperature)
    predicted = decide(probabilities, thresholds)
    return {
        "n": len(labels),
        "macro_f1": round(macro_f1(labels, predicted), 1),
        "f1": {str(n - 1): round(100 * f1(labels, predicted, n), 1) for n in range(3)},
        "accuracy": round(100 * sum(a == b for a, b in zip(labels, predicted, strict=True)) / len(labels), 1),
        "ece_before": round(calibration_error(softmax(logits, 1.0), labels), 4),
        "ece_after": round(calibration_error(probabilities, labels), 4),
    }


def macro_f1(labels: Sequence[int], predicted: Sequence[int]) -> float:
    """The mean of the three labels' F1, in per cent.

    >>> round(macro_f1([0, 1, 2, 2], [0, 1, 2, 1]), 1)
    77.8
    """
    return 100 * sum(f1(labels, predicted, n) for n in range(3)) / 3


def f1(labels: Sequence[int], predicted: Sequence[int], label: int) -> float:
    """F1 of one label, in [0, 1]; 0 where it neither occurs nor is predicted."""
    both = sum(a == b == label for a, b in zip(labels, predicted, strict=True))
    either = sum(a == label for a in labels) + sum(b == label for b in predicted)
    return 2 * both / either if either else 0.0


def _surprise(probabilities: Any, labels: Sequence[int]) -> float:
    """Mean negative logarithm of the probability of the true label."""
    import numpy as np

    return float(-np.log(probabilities[np.arange(len(labels)), labels] + 1e-12).mean())
