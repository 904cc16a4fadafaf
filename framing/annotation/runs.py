"""Texts as sets of word runs, and which of many texts have most of their runs in common.

MinHash (Broder 1997) with bands finds the pairs that are worth a look, and each of them is then
compared exactly, so no two texts are ever called alike by chance. What can be lost is a pair that is
never looked at. Bands of 3 for a threshold of .5 lose one in 5,000 of the pairs that share exactly half of
their runs; bands of 5 for a threshold of .7 lose one in 1,100 of those that share exactly seven tenths.
Pairs above the threshold are lost more rarely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NUMBERS, _SEED = 192, 2020
_BATCH = 2_000

# Chinese, Japanese and Korean are written without spaces: there each character is a word.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")


def words_of(text: str) -> list[str]:
    """The words of a text for comparing it with others: no case, no marks.

    >>> words_of("“Shusha’s” well, 2020")
    ['shusha', 's', 'well', '2020']
    """
    return _WORD.findall(text.casefold())


def run_hashes(words: Sequence[str], length: int) -> NDArray[Any]:
    """The runs of so many words as sorted, distinct 64-bit numbers; none where the text is shorter.

    The same in every process and on every machine.

    >>> a, b = (run_hashes(words_of(t), 2) for t in ("The road is open", "the road is closed"))
    >>> len(a), jaccard(a, b)
    (3, 0.5)
    """
    import numpy as np

    n_runs = len(words) - length + 1
    if n_runs < 1:
        return np.empty(0, dtype=np.uint64)
    numbers = np.fromiter((_word_hash(w) for w in words), dtype=np.uint64, count=len(words))
    runs = np.zeros(n_runs, dtype=np.uint64)
    for place in range(length):
        # Wraps around at 64 bits, as a polynomial hash may.
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + numbers[place : place + n_runs]
    return np.unique(runs)


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def jaccard(a: NDArray[Any], b: NDArray[Any]) -> float:
    """Runs in both over runs in either, 0 to 1; 0 for two empty sets."""
    import numpy as np

    shared = np.intersect1d(a, b, assume_unique=True).size
    return shared / (a.size + b.size - shared) if shared else 0.0


def find_alike(items: Sequence[NDArray[Any]], *, least: float) -> list[list[int]]:
    """Sets of at least two items that are linked by pairs with a Jaccard index of at least `least`.

    `items` are results of `run_hashes`; empty ones are like nothing. Each set holds places in
    `items`, in order, and the sets are ordered by their first place. `least` is .5 or more: the
    bands are laid out for that.

    >>> texts = ["the road is open again", "rain fell all night", "the road is open again"]
    >>> find_alike([run_hashes(t.split(), 2) for t in texts], least=0.5)
    [[0, 2]]
    """
    same: dict[bytes, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        if item.size:
            same[item.tobytes()].append(place)
    firsts = [places[0] for places in same.values()]
    links = _Links(len(items))
    for places in same.values():
        for place in places[1:]:
            links.join(places[0], place)
    for bucket in _buckets([items[n] for n in firsts], rows=5 if least >= 0.7 else 3):
        _link_bucket([firsts[n] for n in bucket], items, links, least)
    return links.sets()


def _buckets(items: Sequence[NDArray[Any]], *, rows: int) -> Iterator[list[int]]:
    """Places of the items that agree in one band of so many numbers of their signatures."""
    import numpy as np

    if len(items) < 2:
        return
    signatures = np.concatenate([_signatures(items[n : n + _BATCH]) for n in range(0, len(items), _BATCH)])
    for start in range(0, _NUMBERS - rows + 1, rows):
        band = np.ascontiguousarray(signatures[:, start : start + rows])
        keys = band.view(np.dtype((np.void, band.dtype.itemsize * rows))).ravel()
        _, bucket_of, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        order = np.argsort(bucket_of, kind="stable")
        ends = np.cumsum(sizes)
        for bucket in np.flatnonzero(sizes > 1):
            yield order[ends[bucket] - sizes[bucket] : ends[bucket]].tolist()


def _signatures(items: Sequence[NDArray[Any]]) -> NDArray[Any]:
    import numpy as np
    from rensa import RMinHash

    offsets = np.concatenate([[0], np.cumsum([item.size for item in items])]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(items), offsets, _NUMBERS, _SEED)
    return np.array(matrix.to_rows(), dtype=np.uint32)


def _link_bucket(bucket: Sequence[int], items: Sequence[NDArray[Any]], links: _Links, least: float) -> None:
    """Joins the alike items of a bucket; items that are linked already are not compared again."""
    for n, place in enumerate(bucket):
        for other in bucket[:n]:
            if links.joined(place, other):
                continue
            a, b = items[place], items[other]
            if min(a.size, b.size) >= least * max(a.size, b.size) and jaccard(a, b) >= least:
                links.join(place, other)


class _Links:
    """Sets that grow together (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def _root(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def joined(self, a: int, b: int) -> bool:
        return self._root(a) == self._root(b)

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self._root(a), self._root(b)))
        self._parent[second] = first

    def sets(self) -> list[list[int]]:
        members: dict[Hashable, list[int]] = defaultdict(list)
        for place in range(len(self._parent)):
            members[self._root(place)].append(place)
        return [places for places in members.values() if len(places) > 1]
