"""Which groups and rows a page shows, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from framing.comparison.wordings import wording_of

if TYPE_CHECKING:
    from framing.comparison.results import Estimates
    from framing.reporting.result import Comparison


def group_keys(comparison: Comparison) -> list[str]:
    """The groups that have articles, in the grouping's order."""
    there = {o.group for o in comparison.estimates.corpus.outlets}
    order = [*comparison.estimates.grouping.groups, "unlisted"]
    return [key for key in order if key in there]


def articles_by_id(comparison: Comparison) -> dict[str, Mapping[str, Any]]:
    """The row of each article id."""
    return {a["article_id"]: a for a in comparison.tables.articles}


def groups_of_articles(comparison: Comparison) -> dict[str, str]:
    """The group of each article id."""
    grouping = comparison.estimates.grouping
    return {a["article_id"]: grouping.group_of(a["outlet_id"]) for a in comparison.tables.articles}


def mention_counts(comparison: Comparison) -> dict[str, int]:
    """Mentions of each concept, the name of the region first, then by number."""
    counts = Counter(m["concept"] for m in counted_mentions(comparison))
    order = sorted(counts, key=lambda c: (c != "region_name", -counts[c], c))
    return {c: counts[c] for c in order}


def counted_mentions(comparison: Comparison) -> list[Mapping[str, Any]]:
    """The mentions that enter the figures, each with the category it counts in as its `variant`."""
    rows = counted(comparison, comparison.tables.mentions)
    return [{**row, "variant": wording} for row in rows if (wording := wording_of(row))]


def counted(comparison: Comparison, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows that enter the figures: not those of wire copies or repeated background paragraphs."""
    return counted_in(comparison.estimates, rows)


def counted_in(estimates: Estimates, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The same for the rows that these estimates count."""
    apart = estimates.not_counted
    return [row for row in rows if row["article_id"] not in apart and not row.get("repeated")]
