"""What is counted: items, in blocks of arrays, and the list of functions that make them.

A new measure is a function over tables and one line in `MAKERS`: as it stands when it yields `Items`,
wrapped in `from_tuples` when it yields one tuple an item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.comparison.columns import ColumnTables, Labels

Integers = NDArray[np.int64]

#: One item as a tuple: measure, concept, category, voice, article id, value (1 for counts, else a score).
Item = tuple[str, str, str, str, str, float]

#: Scores are added up as whole billionths, so that no order of adding changes a sum.
SCALE = 10**9

#: The largest score of a measure of tone, where it is not 1: a headline minus its article.
LIMITS = {"tone_gap": 2.0, "tone_gap_raw": 2.0}


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Items:
    """Items of one measure. `article` is the place of each item's article in the order of the ids.

    `concept`, `category` and `voice` are one name for all, or a name for each item. `value` is what is
    added up for the category and `weight` what for the whole; None counts each item as 1. Scores are in
    billionths (`scaled`).
    """

    measure: str
    article: Integers
    concept: str | Labels = ""
    category: str | Labels
    voice: str | Labels = "all"
    value: Integers | None = None
    weight: Integers | None = None


Maker = Callable[[ColumnTables], Iterable[Items]]


def is_score(measure: str) -> bool:
    """Whether the figures of a measure are means of scores, not shares.

    >>> is_score("tone_headline"), is_score("naming")
    (True, False)
    """
    return measure.startswith("tone")


def scaled(scores: NDArray[np.float64]) -> Integers:
    """Scores as whole billionths.

    >>> scaled(np.array([0.5, -1.0])).tolist()
    [500000000, -1000000000]
    """
    return np.rint(scores * SCALE).astype(np.int64)


def in_each_voice(items: Items) -> Iterator[Items]:
    """The block in its own voices, and once more in all voices together."""
    yield items
    yield Items(
        measure=items.measure,
        article=items.article,
        concept=items.concept,
        category=items.category,
        voice="all",
        value=items.value,
        weight=items.weight,
    )


def from_tuples(maker: Callable[[Any], Iterable[Item]]) -> Maker:
    """A maker of blocks from a function over the rows of tables that yields one `Item` at a time."""

    def blocks(tables: ColumnTables) -> Iterator[Items]:
        places = {str(row["article_id"]): n for n, row in enumerate(tables.articles)}
        by_measure: dict[str, list[Item]] = {}
        for item in maker(tables):
            if item[4] in places:
                by_measure.setdefault(item[0], []).append(item)
        for measure, found in sorted(by_measure.items()):
            values = np.array([item[5] for item in found], dtype=np.float64)
            yield Items(
                measure=measure,
                article=np.array([places[item[4]] for item in found], dtype=np.int64),
                concept=_labels([item[1] for item in found]),
                category=_labels([item[2] for item in found]),
                voice=_labels([item[3] for item in found]),
                value=scaled(values) if is_score(measure) else values.astype(np.int64),
            )

    return blocks


def _labels(names: Sequence[str]) -> Labels:
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(name, len(numbers)) for name in names]
    return Labels(codes=np.array(codes, dtype=np.int64), names=tuple(numbers))


def makers() -> tuple[Maker, ...]:
    """Every function that makes items, in no order that matters."""
    from framing.comparison.article_tone import article_tone_items
    from framing.comparison.naming_items import naming_items, position_items
    from framing.comparison.source_items import source_items, source_position_items, word_items
    from framing.comparison.tone_items import target_items, tone_items

    return (
        naming_items,
        position_items,
        tone_items,
        target_items,
        from_tuples(article_tone_items),
        source_items,
        word_items,
        source_position_items,
    )
