"""Which articles are learned from and which are tested: never an outlet or an event on both sides.

Only events that both sides cover count, and in each event the two sides weigh equally. So neither the
choice of events nor their number tells the sides apart: what is measured is how they write about the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

#: Outlets of each side, and events, are dealt into so many blocks, or fewer where there are fewer.
OUTLET_BLOCKS = 3
EVENT_BLOCKS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Fold:
    """Places of the articles that are learned from and that are tested, and the weight of the former."""

    train: Array
    weight: Array
    test: Array


def balance(side: Array, event: Array) -> Array:
    """A weight for each article, so that in each event both sides weigh the same; 0 where one is missing.

    `side` is 0 for the one side, 1, 2, … for the groups of the other side (which weigh equally in an event),
    -1 for articles that do not take part. A side of n articles against m gets `n·m/(n + m)` in all: the
    overlap weights of Li, Morgan & Zaslavsky (2018, JASA 113:390), with the event as the covariate.

    >>> balance(np.array([0, 0, 1, 0]), np.array([0, 0, 0, 1])).round(3).tolist()
    [0.333, 0.333, 0.667, 0.0]
    """
    weight = np.zeros(len(side))
    part = side >= 0
    if not part.any():
        return weight
    n_sides = int(side.max()) + 1
    counts = np.bincount(event[part] * n_sides + side[part], minlength=(int(event.max()) + 1) * n_sides)
    counts = counts.reshape(-1, n_sides).astype(float)
    one, rest = counts[:, 0], counts[:, 1:].sum(axis=1)
    groups = (counts[:, 1:] > 0).sum(axis=1)
    share = np.divide(one * rest, one + rest, out=np.zeros_like(one), where=one + rest > 0)
    divisor = counts * np.where(np.arange(n_sides) == 0, 1, groups[:, None])
    each = np.divide(share[:, None], divisor, out=np.zeros_like(counts), where=divisor > 0)
    weight[part] = each[event[part], side[part]]
    return weight


def make_folds(side: Array, outlet: Array, event: Array) -> Iterator[Fold]:
    """The folds that can be used: blocks of outlets times blocks of events, each article tested at most once.

    `side` as in `balance`, by article; `outlet` and `event` are whole numbers from 0. Articles that share the
    outlet block or the event block with the tested ones, but not both, are neither learned from nor tested.
    A fold whose rest has no event of both sides is left out, and its articles stay untested.

    >>> places = np.arange(8)
    >>> folds = list(make_folds(places % 2, places % 4, places // 4))
    >>> [(f.train.tolist(), f.test.tolist()) for f in folds][:2]
    [([6, 7], [0, 1]), ([2, 3], [4, 5])]
    """
    usable = balance(side, event) > 0
    outlet_block, event_block = _outlet_blocks(side, outlet, usable), _event_blocks(event, usable)
    for o in range(int(outlet_block.max(initial=-1)) + 1):
        for e in range(int(event_block.max(initial=-1)) + 1):
            test = np.flatnonzero(usable & (outlet_block == o) & (event_block == e))
            rest = usable & (outlet_block != o) & (event_block != e)
            weight = balance(np.where(rest, side, -1), event)
            train = np.flatnonzero(weight > 0)
            if len(test) and len(train):
                yield Fold(train=train, weight=weight[train], test=test)


def _outlet_blocks(side: Array, outlet: Array, usable: Array) -> Array:
    """The block of each article's outlet; the outlets of each group are dealt out, the largest first."""
    block = np.full(len(outlet), -1)
    members: dict[int, list[int]] = {}
    sizes = np.bincount(outlet[usable], minlength=int(outlet.max(initial=-1)) + 1)
    for o in np.unique(outlet[usable]):
        members.setdefault(int(side[usable & (outlet == o)][0]), []).append(int(o))
    n_one = len(members.get(0, ()))
    n_blocks = min(OUTLET_BLOCKS, n_one, sum(map(len, members.values())) - n_one)
    for outlets in members.values():
        for place, o in enumerate(sorted(outlets, key=lambda o: (-sizes[o], o))):
            block[outlet == o] = place % max(n_blocks, 1)
    return block


def _event_blocks(event: Array, usable: Array) -> Array:
    block = np.full(len(event), -1)
    found, inverse = np.unique(event[usable], return_inverse=True)
    block[usable] = inverse % min(EVENT_BLOCKS, max(len(found), 1))
    return block
