"""The same figure inside one group: if its halves are as far apart as two groups, the groups say little."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np

from framing.separability.classifier import measure
from framing.separability.material import MIN_OUTLETS, Material
from framing.separability.results import Control

#: Each half has to leave outlets out as well.
MIN_HALVES = 2 * MIN_OUTLETS
MOST_SPLITS = 20


def control_group(material: Material, group: int, *, least_articles: int, seed: int) -> Control:
    """The figure between halves of the outlets of one group: all splits, or `MOST_SPLITS` random ones."""
    label = material.groups[group]
    members = [n for n, g in enumerate(material.group_of_outlet) if g == group]
    if material.weights is None or len(members) < MIN_HALVES:
        return Control(group=label, reason=f"{len(members)} outlets, {MIN_HALVES} needed")
    values = []
    for half in _halves(members, seed):
        side_of = np.full(len(material.outlets), -1)
        side_of[members] = 1
        side_of[list(half)] = 0
        found = measure(material.weights.kernel, side_of[material.outlet], material.outlet, material.event)
        if found.auc is not None and min(found.n_articles) >= least_articles:
            values.append(found.auc)
    if not values:
        return Control(group=label, reason="its halves share too few events")
    return Control(
        group=label,
        auc=float(np.mean(values)),
        low=min(values),
        high=max(values),
        n_splits=len(values),
    )


def _halves(members: list[int], seed: int) -> list[tuple[int, ...]]:
    """One half of each split; a split and its mirror image are the same."""
    size = len(members) // 2
    if comb(len(members), size) <= 2 * MOST_SPLITS:
        halves = list(combinations(members, size))
        return [h for h in halves if 2 * size != len(members) or members[0] in h]
    rng = np.random.default_rng(seed)
    drawn = [tuple(sorted(rng.choice(members, size, replace=False).tolist())) for _ in range(MOST_SPLITS)]
    return sorted(set(drawn))
