"""What is worked out once for each word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

#: So many words are remembered; a corpus of ever new words cannot fill the memory.
MOST_WORDS = 100_000


class Remembered(dict[str, Value]):
    """A mapping that asks `find` about each new word, and begins anew when it is full.

    >>> lengths = Remembered(len)
    >>> lengths["road"], lengths
    (4, {'road': 4})
    """

    def __init__(self, find: Callable[[str], Value]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, word: str) -> Value:
        found = self.find(word)
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = found
        return found
