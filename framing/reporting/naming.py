"""The naming chart of one concept: shares where there is enough data, else counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from framing.comparison.estimates import Estimates, Row
from framing.lexicon import Lexicon
from framing.reporting.charts import Block, Dot, draw_dots
from framing.reporting.labels import group_label, variant_label

#: Variants beyond these are in the table only; a chart of ten blocks is not read.
MOST_VARIANTS = 5


def draw_naming(estimates: Estimates, lexicon: Lexicon, *, concept: str, voice: str = "outlet") -> Any:
    """A matplotlib Figure: a block for each frequent variant, a line for each group."""
    rows = [
        r for r in estimates.rows
        if r.measure == "naming" and r.level == "group" and r.concept == concept and r.voice == voice
    ]  # fmt: skip
    shares = any(r.estimate.value is not None for r in rows)
    order = [*estimates.grouping.groups, "unlisted"]
    blocks = []
    for variant in _frequent(rows):
        lines = sorted((r for r in rows if r.category == variant), key=lambda r: order.index(r.key))
        dots = tuple(_dot(r, group_label(estimates.grouping, r.key), shares) for r in lines)
        blocks.append(Block(heading=variant_label(lexicon, concept, variant), dots=dots))
    if shares:
        return draw_dots(blocks, limits=(0, 1), unit="share")
    most = max((r.count for r in rows), default=1)
    return draw_dots(blocks, limits=(0, max(most * 1.1, 4)), unit="count")


def _frequent(rows: list[Row]) -> list[str]:
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row.category] += row.count
    return [v for v, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:MOST_VARIANTS]]


def _dot(row: Row, label: str, shares: bool) -> Dot:
    estimate = row.estimate
    if not shares:
        return Dot(label=label, value=float(row.count), remark=str(row.count))
    return Dot(
        label=label, value=estimate.value, low=estimate.low, high=estimate.high, remark="not enough data"
    )
