"""The word lists that belong to the linear model: `words.toml` and `common_words.txt`."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache

from framing.resources import package_folder


@dataclass(frozen=True, kw_only=True)
class WordLists:
    """Kinds of words by word, lists by name, words that are common in small letters, and a hash of all."""

    kinds: dict[str, str]
    lists: dict[str, frozenset[str]]
    common: frozenset[str]
    sha256: str


@cache
def load_word_lists() -> WordLists:
    """The lists that come with the package.

    >>> words = load_word_lists()
    >>> words.kinds["they"], words.kinds["accused"], "never" in words.lists["negations"]
    ('O', 'K', True)
    """
    folder = package_folder("annotation") / "target_tone"
    listed, common = (folder / "words.toml").read_bytes(), (folder / "common_words.txt").read_bytes()
    data = tomllib.loads(listed.decode("utf-8"))
    return WordLists(
        kinds={word: kind for kind, words in data["kinds"].items() for word in words.split()},
        lists={name: frozenset(words.split()) for name, words in data["lists"].items()},
        common=frozenset(common.decode("utf-8").split()),
        sha256=hashlib.sha256(listed + common).hexdigest(),
    )
