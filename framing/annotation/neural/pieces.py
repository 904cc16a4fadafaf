"""Word pieces of a masked sentence: what the encoder reads.

WordPiece (Wu et al. 2016, arXiv 1609.08144) with the lower-case English vocabulary of BERT (Devlin et
al. 2019, arXiv 1810.04805), cut by the package `tokenizers`. The target is one piece of its own, and so
is every other masked name, so that no letter of a name reaches the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol

from framing.errors import InputError

#: Pieces that BERT's vocabulary holds free; no text is ever cut into them.
TARGET = "[unused0]"
NAME = "[unused1]"
START, END = "[CLS]", "[SEP]"

#: The longest input, in pieces. 99.6 % of the training sentences are shorter.
MAX_PIECES = 128

#: Characters read on each side of the target: more than 126 pieces ever need, so that a text of any
#: length costs the same.
REACH = 2_000


class Cutter(Protocol):
    """Cuts a text into the numbers of its word pieces."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Any:
        """The pieces of one text; `ids` holds their numbers."""


class Pieces:
    """A vocabulary of word pieces, ready to cut masked sentences."""

    def __init__(self, vocabulary: Mapping[str, int], *, name_mark: str) -> None:
        self._cutter: Cutter = _cutter(vocabulary)
        self._name_mark = name_mark
        self._target, self._name = vocabulary[TARGET], vocabulary[NAME]
        self._start, self._end = vocabulary[START], vocabulary[END]

    def encode(self, left: str, right: str) -> tuple[int, ...]:
        """The piece numbers of a sentence whose target stands between `left` and `right`.

        At most `MAX_PIECES`; what is farthest from the target goes first.
        """
        before = self._cut(left[-REACH:])
        after = self._cut(right[:REACH])
        room = MAX_PIECES - 3
        n_before = min(len(before), max(room // 2, room - len(after)))
        before = before[len(before) - n_before :]
        after = after[: room - n_before]
        return (self._start, *before, self._target, *after, self._end)

    def _cut(self, text: str) -> list[int]:
        numbers: list[int] = []
        for n, part in enumerate(text.split(self._name_mark)):
            if n:
                numbers.append(self._name)
            # A lone surrogate is no character: it becomes "?".
            clean = part.encode("utf-8", "replace").decode("utf-8")
            numbers += self._cutter.encode(clean, add_special_tokens=False).ids
        return numbers


def read_vocabulary(text: str) -> dict[str, int]:
    """Piece to number, from a vocabulary file with one piece on each line.

    >>> read_vocabulary("[PAD]\\nthe\\n##s\\n")
    {'[PAD]': 0, 'the': 1, '##s': 2}
    """
    return {piece: n for n, piece in enumerate(text.splitlines())}


def _cutter(vocabulary: Mapping[str, int]) -> Cutter:
    try:
        tokenizers = import_module("tokenizers")
    except ImportError:
        raise missing_extra() from None
    cutter = tokenizers.Tokenizer(
        tokenizers.models.WordPiece(dict(vocabulary), unk_token="[UNK]", max_input_chars_per_word=100)
    )
    cutter.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    cutter.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    found: Cutter = cutter
    return found


def missing_extra() -> InputError:
    """The error for an installation without the extra `neural`.

    >>> str(missing_extra()).endswith("run pip install 'framing-toolkit[neural]'.")
    True
    """
    return InputError(
        "the neural model needs the packages onnxruntime and tokenizers",
        where="tone method 'neural'",
        do="run pip install 'framing-toolkit[neural]'",
    )
