"""Which terms pull toward a group, in how many articles and outlets, and where to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np

from framing.separability.classifier import fit
from framing.separability.folds import Array, balance
from framing.separability.material import Material
from framing.separability.results import Feature, Place
from framing.separability.terms import find_terms

MOST_FEATURES = 10
MOST_PLACES = 3

#: A term of one outlet says how this outlet writes, not how the group does.
MIN_OUTLETS = 2


def find_features(material: Material, side: Array) -> tuple[Feature, ...]:
    """The terms with the largest coefficients toward side 0, the largest first.

    The classifier is learned from all articles on events of both sides, since nothing is tested here. A
    pair of words is left out where one of its words stands above it, and a word where a pair does.
    """
    if material.weights is None:
        return ()
    weight = balance(side, material.event)
    used = np.flatnonzero(weight > 0)
    if not len(used):
        return ()
    y = np.where(side[used] == 0, 1.0, -1.0)
    dual = fit(material.weights.kernel[np.ix_(used, used)], y, weight[used])
    coefficient = material.weights.matrix[used].T @ dual
    one, rest = used[y > 0], used[y < 0]
    present = material.weights.matrix > 0
    found: list[Feature] = []
    for column in np.lexsort((np.arange(len(coefficient)), -coefficient)):
        if coefficient[column] <= 0 or len(found) == MOST_FEATURES:
            break
        term = material.weights.names[column]
        rows = present[:, [column]].toarray()[:, 0]
        holders = [int(n) for n in one if rows[n]]
        outlets = sorted({material.outlets[material.outlet[n]] for n in holders})
        if len(outlets) < MIN_OUTLETS or any(_overlap(term, f.term) for f in found):
            continue
        found.append(
            Feature(
                term=term,
                coefficient=float(coefficient[column]),
                n_articles=len(holders),
                n_articles_of=len(one),
                n_elsewhere=int(rows[rest].sum()),
                n_elsewhere_of=len(rest),
                outlets=tuple(outlets),
                n_outlets_of=len(np.unique(material.outlet[one])),
                places=tuple(_places(material, term, holders)),
            )
        )
    return tuple(found)


def _overlap(one: str, other: str) -> bool:
    """Whether two terms share a word and one of them is a pair: they tell the same thing twice."""
    return bool(set(one.split()) & set(other.split()))


def _places(material: Material, term: str, holders: Sequence[int]) -> Iterator[Place]:
    """The first places of a term, from each outlet in turn."""
    by_outlet: dict[int, list[int]] = {}
    for n in holders:
        by_outlet.setdefault(int(material.outlet[n]), []).append(n)
    turns = [n for several in zip_longest(*by_outlet.values()) for n in several if n is not None]
    for n in turns[:MOST_PLACES]:
        row = material.articles[n]
        first = next(t for t in find_terms(row, material.masks[n]) if t.name == term)
        yield Place(
            article_id=row["article_id"],
            outlet_id=row["outlet_id"],
            field=first.field,
            start=first.start,
            end=first.end,
        )
