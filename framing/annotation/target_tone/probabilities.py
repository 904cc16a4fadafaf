"""What the scorers and their training share: probabilities, the labels they give, and how honest they are."""

from __future__ import annotations

from typing import Any


def softmax(logits: Any, temperature: float = 1.0) -> Any:
    """Probabilities from logits, both of shape (n, 3); a higher temperature makes them more even.

    >>> import numpy as np
    >>> softmax(np.log([[2.0, 1.0, 1.0]])).round(3).tolist()
    [[0.5, 0.25, 0.25]]
    """
    import numpy as np

    logits = logits / temperature
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
