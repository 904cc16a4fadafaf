"""The card beside a model file: what it is, what belongs to it, and how sure it is.

A model that was tampered with, that is of another format, or whose files do not belong together is
refused: nothing is scored by it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from framing.errors import InputError

#: The way the files are laid out. A card of another format is refused, not guessed at.
FORMAT = "framing-neural-target-tone 1"

CARD, MODEL, VOCABULARY = "card.json", "encoder.onnx", "vocabulary.txt"

_DO = "install framing-toolkit again"


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What a results table needs to know of the model, and what a reader needs to trust it.

    `hashes` are the SHA-256 of the files beside the card. `temperature` divides the logits (Guo et al.
    2017); `thresholds` are the probabilities from which a label counts as negative, and as positive.
    `training` tells with what it was trained, `measured` how well it does. A model that has seen all labelled
    sentences has nothing in `measured`; its `training` holds the figures of the first stage.
    """

    version: str
    hashes: Mapping[str, str]
    temperature: float
    thresholds: tuple[float, float]
    training: Mapping[str, Any] = field(default_factory=dict)
    measured: Mapping[str, Any] = field(default_factory=dict)


def read_model(folder: Path) -> tuple[Card, dict[str, bytes]]:
    """The card in `folder`, and the bytes of the files that it vouches for.

    Raises InputError for a card or a file that is missing, changed or of another format.
    """
    card = _read_card(folder / CARD)
    files = {name: _bytes(folder / name) for name in (MODEL, VOCABULARY)}
    for name, content in files.items():
        if sha256(content).hexdigest() != card.hashes.get(name):
            raise _refused(folder / name, "it is not the file that its card describes")
    return card, files


def write_card(folder: Path, card: Card) -> None:
    """Write the card of the files in `folder`. Same card, same bytes."""
    content = {"format": FORMAT, **asdict(card)}
    content["seal"] = _seal(content)
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


def hash_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of the model and of the vocabulary in `folder`."""
    return {name: sha256(_bytes(folder / name)).hexdigest() for name in (MODEL, VOCABULARY)}


def _read_card(path: Path) -> Card:
    try:
        found = json.loads(_bytes(path))
        if found["format"] != FORMAT:
            raise _refused(path, f"format {found['format']!r}, expected {FORMAT!r}")
        if found["seal"] != _seal(found):
            raise _refused(path, "it was changed after it was written")
        low, high = found["thresholds"]
        return Card(
            version=str(found["version"]),
            hashes=dict(found["hashes"]),
            temperature=float(found["temperature"]),
            thresholds=(float(low), float(high)),
            training=found["training"],
            measured=found["measured"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise _refused(path, f"no card of a model ({error!r})") from None


def _seal(content: Mapping[str, Any]) -> str:
    """A digest of all of the card but the seal itself."""
    rest = {key: value for key, value in content.items() if key != "seal"}
    return sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _refused(path, f"it cannot be read ({error.strerror})") from None


def _refused(path: Path, found: str) -> InputError:
    return InputError(f"this model file is refused: {found}", where=str(path), do=_DO)
