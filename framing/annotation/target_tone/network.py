"""A small network that reads the words around the target: two looks at neighbours, then one at the whole.

Each word's row becomes `WIDTH` numbers; twice, each word hears its neighbours (a convolution over three
words, LeCun et al. 1989, its result added to what was there, He et al. 2016); then the sentence is what
`N_HEADS` weighted means of its words say (attention, Bahdanau et al. 2015), the target's place, and the
largest of each number. Only NumPy is needed, and the sums of one sentence never meet those of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

WIDTH, N_HEADS, N_HIDDEN, N_LABELS = 48, 4, 48, 3
Weights = dict[str, "np.ndarray[Any, Any]"]


def shapes(n_columns: int) -> dict[str, tuple[int, ...]]:
    """The arrays of a network whose words have this many columns.

    >>> shapes(100)["words"], sum(len(shape) == 1 for shape in shapes(100).values())
    ((100, 48), 5)
    """
    return {
        "words": (n_columns, WIDTH),
        "words_bias": (WIDTH,),
        "first": (3 * WIDTH, WIDTH),
        "first_bias": (WIDTH,),
        "second": (3 * WIDTH, WIDTH),
        "second_bias": (WIDTH,),
        "heads": (WIDTH, N_HEADS),
        "hidden": ((N_HEADS + 2) * WIDTH, N_HIDDEN),
        "hidden_bias": (N_HIDDEN,),
        "out": (N_HIDDEN, N_LABELS),
        "out_bias": (N_LABELS,),
    }


def read_words(words: np.ndarray[Any, Any], gap: int, weights: Weights) -> np.ndarray[Any, Any]:
    """The logits of one sentence, of shape (3,), from the rows of its words; `gap` is the target's row.

    The first `WIDTH` columns are what the network made of the words' meanings; its weights are for the rest.
    """
    import numpy as np

    heard = words[:, :WIDTH] + words[:, WIDTH:] @ weights["words"]
    heard = np.maximum(heard + weights["words_bias"], 0)
    for name in ("first", "second"):
        beside = np.zeros((len(heard), 3 * WIDTH), dtype=np.float32)
        beside[1:, :WIDTH] = heard[:-1]
        beside[:, WIDTH : 2 * WIDTH] = heard
        beside[:-1, 2 * WIDTH :] = heard[1:]
        heard = heard + np.maximum(beside @ weights[name] + weights[f"{name}_bias"], 0)
    attention = heard @ weights["heads"]
    attention = np.exp(attention - attention.max(axis=0))
    attention /= attention.sum(axis=0)
    said = np.concatenate([(attention.T @ heard).ravel(), heard[gap], heard.max(axis=0)])
    hidden = np.maximum(said @ weights["hidden"] + weights["hidden_bias"], 0)
    logits: np.ndarray[Any, Any] = hidden @ weights["out"] + weights["out_bias"]
    return logits
