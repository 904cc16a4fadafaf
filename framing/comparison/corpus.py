"""What a corpus holds: groups, outlets, articles that count, copies that do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.errors import UnknownNameError
from framing.records import Grouping

#: `collapse`: of each set of copies one article counts in each group. `keep`: all count. `drop`: none
#: counts that an outlet took over from another one.
WIRE_RULES = ("collapse", "keep", "drop")


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletSummary:
    """An outlet in this corpus. `listed` is False where the grouping does not place it."""

    outlet_id: str
    outlet: str
    group: str
    n_articles: int
    n_words: int
    listed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CorpusSummary:
    """The card of a corpus; `set_apart` gives for each copy the article that counts in its place."""

    n_articles: int
    n_words: int
    first_date: str | None
    last_date: str | None
    n_undated: int
    languages: Mapping[str, int]
    outlets: tuple[OutletSummary, ...]
    set_apart: Mapping[str, str]
    wire: Mapping[str, str]
    notes: Mapping[str, int]
    n_skipped: int


def summarise_corpus(
    articles: Sequence[Mapping[str, Any]], *, grouping: Grouping, n_skipped: int
) -> CorpusSummary:
    """The card of these rows of the table `articles`."""
    by_outlet: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in articles:
        by_outlet[row["outlet_id"]].append(row)
    outlets = [
        OutletSummary(
            outlet_id=outlet_id,
            outlet=rows[0]["outlet"],
            group=grouping.group_of(outlet_id),
            n_articles=len(rows),
            n_words=sum(r["n_tokens"] for r in rows),
            listed=outlet_id in grouping.members,
        )
        for outlet_id, rows in by_outlet.items()
    ]
    dates = sorted(r["date"] for r in articles if r["date"])
    return CorpusSummary(
        n_articles=len(articles),
        n_words=sum(r["n_tokens"] for r in articles),
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        n_undated=len(articles) - len(dates),
        languages=dict(sorted(Counter(r["language"] or "und" for r in articles).items())),
        outlets=tuple(sorted(outlets, key=lambda o: (o.group, o.outlet, o.outlet_id))),
        set_apart=find_set_apart(articles, grouping=grouping, level="group"),
        wire={r["article_id"]: r["wire"] for r in articles if r["wire"]},
        notes=dict(sorted(Counter(note for r in articles for note in r["notes"] or ()).items())),
        n_skipped=n_skipped,
    )


def check_wire_rule(wire: str) -> None:
    """Raises UnknownNameError for a wire rule that is none."""
    if wire not in WIRE_RULES:
        raise UnknownNameError(wire, kind="wire rule", known=list(WIRE_RULES))


def counted_places(
    articles: Sequence[Mapping[str, Any]], *, grouping: Grouping, level: str, wire: str
) -> list[int]:
    """The places of the articles that count at a level under a wire rule, ascending."""
    if wire == "keep":
        return list(range(len(articles)))
    apart = (
        set(find_set_apart(articles, grouping=grouping, level=level))
        if wire == "collapse"
        else find_taken_over(articles)
    )
    return [n for n, article in enumerate(articles) if article["article_id"] not in apart]


def find_taken_over(articles: Sequence[Mapping[str, Any]]) -> set[str]:
    """The ids of articles that an outlet took over: signed by an agency, or found in several outlets.

    An agency's own text stays: that of the outlet which a copy in the same set names as its agency.
    """
    outlets: dict[str, set[str]] = defaultdict(set)
    agencies: dict[str, set[str]] = defaultdict(set)
    for row in articles:
        if row["cluster_id"]:
            outlets[row["cluster_id"]].add(row["outlet_id"])
            agencies[row["cluster_id"]].add(row["wire"] or "")
    return {
        row["article_id"]
        for row in articles
        if row["wire"]
        or (
            row["cluster_id"]
            and len(outlets[row["cluster_id"]]) > 1
            and row["outlet_id"] not in agencies[row["cluster_id"]]
        )
    }


def find_set_apart(
    articles: Sequence[Mapping[str, Any]], *, grouping: Grouping, level: str
) -> dict[str, str]:
    """For each article that a copy stands in for, in its group or outlet, the id of that copy.

    The earliest article of a set counts; of one day, the one with the smallest id.
    """
    first: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in sorted(articles, key=lambda r: (r["date"] or "9", r["article_id"])):
        if row["cluster_id"]:
            first.setdefault((row["cluster_id"], key_of(row, grouping, level)), row)
    return {
        r["article_id"]: kept["article_id"]
        for r in articles
        if r["cluster_id"]
        and (kept := first[r["cluster_id"], key_of(r, grouping, level)])["article_id"] != r["article_id"]
    }


def key_of(article: Mapping[str, Any], grouping: Grouping, level: str) -> str:
    """The article's group or outlet. Raises UnknownNameError for another level."""
    if level == "group":
        return grouping.group_of(article["outlet_id"])
    if level == "outlet":
        return str(article["outlet_id"])
    raise UnknownNameError(level, kind="level", known=["group", "outlet"])
