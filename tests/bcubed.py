"""B-cubed precision and recall: how well groups of articles agree with the groups of a reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from framing.errors import InputError


@dataclass(frozen=True, kw_only=True, slots=True)
class BCubed:
    """Shares from 0 to 1. `f1` is the harmonic mean of the two."""

    precision: float
    recall: float
    f1: float
    n_items: int


def score_bcubed(found: Mapping[str, Hashable], wanted: Mapping[str, Hashable]) -> BCubed:
    """B-cubed scores of the groups `found` against the groups `wanted`, over the same items.

    For each item, precision is the share of its found group that belongs to its wanted group, recall
    the share of its wanted group that is in its found group; both are averaged over the items (Bagga &
    Baldwin 1998; Amigó et al. 2009, Information Retrieval 12:461). Raises InputError when the items
    differ or there are none.

    >>> score_bcubed({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": "x", "b": "x", "c": "x", "d": "x"})
    BCubed(precision=1.0, recall=0.5, f1=0.6666666666666666, n_items=4)
    """
    if not found or found.keys() != wanted.keys():
        odd = sorted(found.keys() ^ wanted.keys())[:3]
        raise InputError(
            f"the two groupings hold different items ({', '.join(odd) or 'none at all'})",
            where="score_bcubed",
            do="give both mappings the same keys",
        )
    both = Counter((found[i], wanted[i]) for i in found)
    of_found, of_wanted = Counter(found.values()), Counter(wanted.values())
    precision = sum(n * n / of_found[f] for (f, _), n in both.items()) / len(found)
    recall = sum(n * n / of_wanted[w] for (_, w), n in both.items()) / len(found)
    return BCubed(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall),
        n_items=len(found),
    )
