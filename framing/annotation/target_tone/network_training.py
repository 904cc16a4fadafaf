"""Trains the small network of `network`, with NumPy alone: gradients by hand, steps by AdamW.

Sentences of a batch lie one after the other, without padding. AdamW is that of Loshchilov & Hutter (2019,
arXiv 1711.05101), dropout that of Srivastava et al. (2014). What is drawn by chance (first weights, order,
dropout) is drawn from one seed, so that the same examples give the same weights with the same release of
NumPy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from framing.annotation.target_tone.network import N_HEADS, WIDTH, shapes

#: Chosen on two folds of cross-validation, from a handful of tries each.
N_EPOCHS, BATCH, RATE, DECAY = 6, 64, 2e-3, 1e-4
#: Shares of words that are hidden from the network in training, and of its numbers that are left out.
HIDDEN_WORDS, DROPPED = 0.1, 0.15
SEED = 13
_BETAS, _EPSILON = (0.9, 0.999), 1e-8
#: The rate rises for this share of the steps, then falls in a straight line to this share of itself.
_RISE, _LAST = 0.1, 0.02


class Words(NamedTuple):
    """The rows of the words of many sentences, where each sentence starts (and the last ends), its target.

    `meaning` is the number of columns that say what a word means, and not where it stands: these are hidden.
    """

    rows: Any
    starts: Any
    gaps: Any
    meaning: int


class Batch(NamedTuple):
    """Rows of words, for each the number of its sentence, where sentences start, the targets' rows."""

    rows: Any
    sentence: Any
    starts: Any
    gaps: Any


def train_network(words: Words, chosen: Any, wanted: Any) -> dict[str, Any]:
    """The weights of a network that has learned the sentences `chosen`.

    `wanted` has the shape (n_chosen, 3): how much each label of a sentence counts.
    """
    import numpy as np

    chance = np.random.default_rng(SEED)
    weights = first_weights(words.rows.shape[1], chance)
    means = {name: np.zeros_like(array) for name, array in weights.items()}
    squares = {name: np.zeros_like(array) for name, array in weights.items()}
    wanted = wanted.astype(np.float32)
    n_steps = N_EPOCHS * -(-len(chosen) // BATCH)
    step = 0
    for _ in range(N_EPOCHS):
        for places in _batches(len(chosen), chance):
            step += 1
            batch = _gather(words, chosen[places])
            _hide(batch, words.meaning, chance)
            _, slopes = loss_and_slopes(batch, wanted[places], weights, chance)
            rate = RATE * min(step / (_RISE * n_steps), 1.0) * max(1 - step / n_steps, _LAST)
            for name, slope in slopes.items():
                means[name] += (1 - _BETAS[0]) * (slope - means[name])
                squares[name] += (1 - _BETAS[1]) * (slope**2 - squares[name])
                size = np.sqrt(squares[name] / (1 - _BETAS[1] ** step)) + _EPSILON
                weights[name] *= 1 - rate * DECAY
                weights[name] -= rate / (1 - _BETAS[0] ** step) * means[name] / size
    return weights


def first_weights(n_columns: int, chance: Any) -> dict[str, Any]:
    """Weights that say nothing yet: even between plus and minus one over the root of their inputs."""
    import numpy as np

    found, n_inputs = {}, 1
    for name, shape in shapes(n_columns).items():
        # A bias follows its weights, and is drawn as they are.
        n_inputs = shape[0] if len(shape) == 2 else n_inputs
        found[name] = chance.uniform(-1, 1, shape).astype(np.float32) / np.float32(np.sqrt(n_inputs))
    return found


def loss_and_slopes(
    batch: Batch, wanted: Any, weights: dict[str, Any], chance: Any = None
) -> tuple[float, dict[str, Any]]:
    """The mean surprise at the wanted labels, and how it changes with each weight.

    Without `chance` nothing is dropped.
    """
    import numpy as np

    seen = _forward(batch, weights, chance)
    total = wanted.sum()
    loss = float(-(wanted * np.log(seen.shares + 1e-12)).sum() / total)
    slopes: dict[str, Any] = {}
    back = (seen.shares * wanted.sum(axis=1, keepdims=True) - wanted) / total
    slopes["out"], slopes["out_bias"] = (seen.hidden * seen.kept[2]).T @ back, back.sum(axis=0)
    back = (back @ weights["out"].T) * seen.kept[2] * (seen.hidden > 0)
    slopes["hidden"], slopes["hidden_bias"] = seen.said.T @ back, back.sum(axis=0)
    back = _to_words((back @ weights["hidden"].T) * seen.kept[1], batch, weights, seen, slopes)
    for n, name in ((1, "second"), (0, "first")):
        through = back * (seen.answers[n] > 0)
        slopes[name], slopes[f"{name}_bias"] = seen.besides[n].T @ through, through.sum(axis=0)
        back = back + _together(through @ weights[name].T, batch)
    back = back * seen.kept[0] * (seen.alone > 0)
    slopes["words"], slopes["words_bias"] = batch.rows.T @ back, back.sum(axis=0)
    return loss, slopes


class _Seen(NamedTuple):
    """What the network works out on its way, and which numbers were kept."""

    alone: Any
    besides: list[Any]
    answers: list[Any]
    last: Any
    attention: Any
    largest: Any
    said: Any
    hidden: Any
    shares: Any
    kept: list[Any]


def _forward(batch: Batch, weights: dict[str, Any], chance: Any) -> _Seen:
    import numpy as np

    kept: list[Any] = []

    def drop(values: Any) -> Any:
        if chance is None:
            kept.append(np.float32(1))
        else:
            kept.append((chance.random(values.shape, dtype=np.float32) >= DROPPED) / np.float32(1 - DROPPED))
        return values * kept[-1]

    alone = np.maximum(batch.rows @ weights["words"] + weights["words_bias"], 0)
    last = drop(alone)
    besides, answers = [], []
    for name in ("first", "second"):
        besides.append(_beside(last, batch))
        answers.append(np.maximum(besides[-1] @ weights[name] + weights[f"{name}_bias"], 0))
        last = last + answers[-1]
    attention = last @ weights["heads"]
    attention = np.exp(attention - np.maximum.reduceat(attention, batch.starts)[batch.sentence])
    attention /= np.add.reduceat(attention, batch.starts)[batch.sentence]
    means = [np.add.reduceat(attention[:, [head]] * last, batch.starts) for head in range(N_HEADS)]
    largest = np.maximum.reduceat(last, batch.starts)
    said = drop(np.concatenate([*means, last[batch.gaps], largest], axis=1))
    hidden = np.maximum(said @ weights["hidden"] + weights["hidden_bias"], 0)
    logits = drop(hidden) @ weights["out"] + weights["out_bias"]
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return _Seen(alone, besides, answers, last, attention, largest, said, hidden, shares, kept)


def _to_words(back: Any, batch: Batch, weights: dict[str, Any], seen: _Seen, slopes: dict[str, Any]) -> Any:
    """From what is said of a sentence back to its words, by the three ways they went."""
    import numpy as np

    of_means, of_gap, of_largest = np.split(back, [N_HEADS * WIDTH, (N_HEADS + 1) * WIDTH], axis=1)
    down = of_largest[batch.sentence] * (seen.last == seen.largest[batch.sentence])
    down[batch.gaps] += of_gap
    of_attention = np.empty_like(seen.attention)
    for head in range(N_HEADS):
        of_mean = of_means[:, head * WIDTH : (head + 1) * WIDTH][batch.sentence]
        of_attention[:, head] = (of_mean * seen.last).sum(axis=1)
        down += seen.attention[:, [head]] * of_mean
    even = np.add.reduceat(seen.attention * of_attention, batch.starts)[batch.sentence]
    of_scores = seen.attention * (of_attention - even)
    slopes["heads"] = seen.last.T @ of_scores
    down += of_scores @ weights["heads"].T
    return down


def _batches(n: int, chance: Any) -> Iterator[Any]:
    order = chance.permutation(n)
    for start in range(0, n, BATCH):
        yield order[start : start + BATCH]


def _gather(words: Words, sentences: Any) -> Batch:
    import numpy as np

    pieces = [words.rows[words.starts[n] : words.starts[n + 1]] for n in sentences]
    sizes = [len(piece) for piece in pieces]
    starts = np.cumsum([0, *sizes])[:-1]
    rows = np.concatenate(pieces)
    return Batch(rows, np.repeat(np.arange(len(pieces)), sizes), starts, starts + words.gaps[sentences])


def _hide(batch: Batch, meaning: int, chance: Any) -> None:
    """Takes the meaning of some words away: the network must not hang on one word."""
    batch.rows[chance.random(len(batch.rows)) < HIDDEN_WORDS, :meaning] = 0


def _beside(heard: Any, batch: Batch) -> Any:
    """Each word's left neighbour, itself, and its right neighbour; none beyond the sentence."""
    import numpy as np

    found = np.zeros((len(heard), 3 * WIDTH), dtype=heard.dtype)
    found[1:, :WIDTH] = heard[:-1]
    found[batch.starts, :WIDTH] = 0
    found[:, WIDTH : 2 * WIDTH] = heard
    found[:-1, 2 * WIDTH :] = heard[1:]
    found[batch.starts[1:] - 1, 2 * WIDTH :] = 0
    return found


def _together(slopes: Any, batch: Batch) -> Any:
    """The other way round: what each word's neighbours and itself want of it."""
    slopes[batch.starts, :WIDTH] = 0
    slopes[batch.starts[1:] - 1, 2 * WIDTH :] = 0
    found = slopes[:, WIDTH : 2 * WIDTH].copy()
    found[:-1] += slopes[1:, :WIDTH]
    found[1:] += slopes[:-1, 2 * WIDTH :]
    return found
