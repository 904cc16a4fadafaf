"""Items of tone: scores of headlines and sentences, and scores toward a target."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from framing.comparison.columns import ColumnTables
from framing.comparison.items import Items, in_each_voice, scaled


def tone_items(tables: ColumnTables) -> Iterator[Items]:
    """`tone_headline` and `tone_sentence`: mean scores of spans that have no target."""
    field = tables.labels("tones", "field")
    title = np.array([name == "title" for name in field.names] or [False])[field.codes]
    whole = ~tables.filled("tones", "target")
    for measure, rows in (("tone_headline", whole & title), ("tone_sentence", whole & ~title)):
        yield from in_each_voice(
            Items(
                measure=measure,
                article=tables.place("tones")[rows],
                category="mean",
                voice=tables.labels("tones", "voice").take(rows),
                value=scaled(tables.numbers("tones", "score")[rows]),
            )
        )


def target_items(tables: ColumnTables) -> Iterator[Items]:
    """`tone_target`: mean scores toward each target, which stands as the concept."""
    rows = tables.filled("tones", "target")
    yield from in_each_voice(
        Items(
            measure="tone_target",
            article=tables.place("tones")[rows],
            concept=tables.labels("tones", "target").take(rows),
            category="mean",
            voice=tables.labels("tones", "voice").take(rows),
            value=scaled(tables.numbers("tones", "score")[rows]),
        )
    )
