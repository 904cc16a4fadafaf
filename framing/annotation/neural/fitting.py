"""Fine-tunes the encoder's weights on masked targets, epoch by epoch. Needs PyTorch.

The same seed, data and release of PyTorch give the same weights, byte for byte, on one machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from random import Random
from typing import Any

from framing.annotation.neural.calibration import macro_f1
from framing.annotation.neural.examples import LABELS, Example, cut_batches
from framing.annotation.neural.network import Weights, logits_of, start_weights
from framing.annotation.neural.pieces import NAME, TARGET, Pieces

#: What the pieces for the target and for other names mean before training: the mean of these.
ALIKE = {
    TARGET: ("he", "him", "they", "them", "who"),
    NAME: ("john", "david", "mary", "smith", "brown", "london", "france", "america", "google", "congress"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How the encoder is trained. The card carries them."""

    seed: int = 13
    epochs: int = 4
    batch: int = 16
    rate: float = 5e-5
    head_rate: float = 1e-3
    decay: float = 0.01
    dropout: float = 0.1
    warm_up: float = 0.1
    longest_step: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoded:
    """Targets as the encoder reads them: piece numbers, and 0, 1 or 2 for each label."""

    pieces: list[tuple[int, ...]]
    labels: list[int]


def encode_examples(examples: Sequence[Example], pieces: Pieces) -> Encoded:
    """The examples in the encoder's own numbers, in the same order."""
    return Encoded(
        pieces=[pieces.encode(e.left, e.right) for e in examples],
        labels=[LABELS.index(e.label) for e in examples],
    )


def choose_epoch(
    epochs: Iterator[tuple[int, Weights]], held_out: Encoded, *, target: int
) -> tuple[int, dict[str, Any]]:
    """The epoch with the highest macro-F1 on `held_out`, and its weights as NumPy arrays.

    Of equally good epochs, the first.
    """
    best = -1.0
    chosen: tuple[int, dict[str, Any]] = (0, {})
    for epoch, weights in epochs:
        score = macro_f1(held_out.labels, _predict(weights, held_out, target))
        log(f"epoch {epoch}: macro-F1 on the held-out tenth {score:.2f}")
        if score > best:
            best, chosen = score, (epoch, copy_weights(weights))
    return chosen


def copy_weights(weights: Weights) -> dict[str, Any]:
    """The weights as they are now, name to NumPy array."""
    return {name: tensor.detach().numpy().copy() for name, tensor in weights.items()}


def fit_epochs(
    published: Mapping[str, Any], vocabulary: Mapping[str, int], learned: Encoded, settings: Settings
) -> Iterator[tuple[int, Weights]]:
    """The number of each epoch, from 1, and the weights after it. Progress goes to stderr.

    Training goes on with these very weights: `copy_weights` keeps them. The learning rate is laid out
    for all of `settings.epochs`, also for a caller who stops before the last.
    """
    torch: Any = import_module("torch")
    torch.manual_seed(settings.seed)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    target = vocabulary[TARGET]
    alike = {vocabulary[piece]: [vocabulary[w] for w in words] for piece, words in ALIKE.items()}
    weights = start_weights(published, alike=alike)
    for tensor in weights.values():
        tensor.requires_grad_(True)
    n_steps = settings.epochs * -(-len(learned.labels) // settings.batch)
    optimizer, schedule = _optimizer(weights, settings, n_steps)
    loss_of = partial(_loss, weights, learned, target, settings.dropout, _balance(learned.labels))
    chance = Random(settings.seed)
    for epoch in range(1, settings.epochs + 1):
        losses = []
        for batch in cut_batches([len(p) for p in learned.pieces], size=settings.batch, chance=chance):
            optimizer.zero_grad()
            loss = loss_of(batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights.values(), settings.longest_step)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
            if len(losses) % 100 == 0:
                log(f"epoch {epoch}, step {len(losses)}: loss {sum(losses[-100:]) / 100:.4f}")
        yield epoch, weights


def log(message: str) -> None:
    """One line of progress, to stderr."""
    print(message, file=sys.stderr, flush=True)


def _optimizer(weights: Weights, settings: Settings, n_steps: int) -> tuple[Any, Any]:
    """AdamW, its rate rising for the first tenth and then falling to nothing, in straight lines."""
    torch: Any = import_module("torch")
    head = [t for name, t in weights.items() if name.startswith("head")]
    plain = [t for name, t in weights.items() if not name.startswith("head") and t.ndim == 1]
    matrices = [t for name, t in weights.items() if not name.startswith("head") and t.ndim > 1]
    groups = [
        {"params": matrices, "lr": settings.rate, "weight_decay": settings.decay},
        {"params": plain, "lr": settings.rate, "weight_decay": 0.0},
        {"params": head, "lr": settings.head_rate, "weight_decay": settings.decay},
    ]
    warm = max(1, round(settings.warm_up * n_steps))
    rate = partial(_share_of_rate, warm=warm, n_steps=n_steps)
    optimizer = torch.optim.AdamW(groups, fused=True)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def _share_of_rate(step: int, *, warm: int, n_steps: int) -> float:
    return min((step + 1) / warm, max(0.0, (n_steps - step) / max(1, n_steps - warm)))


def _loss(
    weights: Weights, learned: Encoded, target: int, dropout: float, balance: Any, batch: Sequence[int]
) -> Any:
    torch: Any = import_module("torch")
    logits = logits_of(weights, _padded([learned.pieces[n] for n in batch]), target=target, dropout=dropout)
    labels = torch.tensor([learned.labels[n] for n in batch])
    return torch.nn.functional.cross_entropy(logits, labels, weight=balance)


def _balance(labels: Sequence[int]) -> Any:
    """Weights that make rare labels count more, by half of what would make all count the same."""
    torch: Any = import_module("torch")
    shares = torch.tensor([labels.count(n) / len(labels) for n in range(len(LABELS))])
    return (len(LABELS) * shares.clamp(min=1e-3)) ** -0.5


def _padded(rows: Sequence[Sequence[int]]) -> Any:
    torch: Any = import_module("torch")
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])


def _predict(weights: Weights, targets: Encoded, target: int) -> list[int]:
    torch: Any = import_module("torch")
    found: list[int] = []
    with torch.no_grad():
        for row in targets.pieces:
            found.append(int(logits_of(weights, _padded([row]), target=target)[0].argmax()))
    return found
