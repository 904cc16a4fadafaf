"""The articles that the question is put to: one language, one of each set of copies, masked and weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.comparison.estimates import Estimates
from framing.records import Span
from framing.separability.folds import Array
from framing.separability.masking import corpus_names, find_masks
from framing.separability.terms import Weights, find_terms, weigh_terms
from framing.store import Tables

#: A group with fewer outlets cannot be learned from one and tested on another.
MIN_OUTLETS = 2

#: With more articles, whole events are drawn until there are about so many.
MOST_ARTICLES = 2000

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Material:
    """Articles by id, with numbers for outlet and event, and the group (a number) of each outlet."""

    articles: tuple[Row, ...]
    masks: tuple[Mapping[str, Sequence[Span]], ...]
    outlet: Array
    event: Array
    outlets: tuple[str, ...]
    group_of_outlet: tuple[int, ...]
    groups: tuple[str, ...]
    weights: Weights | None
    language: str
    left_out: tuple[str, ...]

    def sides(self, group_of_outlet: Sequence[int], one: int, others: Sequence[int]) -> Array:
        """The side of each article (see `folds.balance`) when outlets belong to these groups, -1 to none."""
        table = np.full(len(self.groups) + 1, -1)  # the last place is what -1 leads to
        for place, group in enumerate((one, *others)):
            table[group] = place
        sides: Array = table[np.asarray(group_of_outlet, dtype=int)][self.outlet]
        return sides


def gather_material(
    tables: Tables,
    estimates: Estimates,
    *,
    masked_concepts: Collection[str] = (),
    own_voice: bool = False,
    seed: int = 0,
) -> Material:
    """The articles of groups with enough outlets, in the most frequent language, with their term weights."""
    notes: list[str] = []
    rows = _counted(tables.articles, estimates, notes)
    language = _language(rows)
    others = [r for r in rows if (r["language"] or "und") != language]
    _note(notes, len(others), "in another language")
    rows = [r for r in rows if (r["language"] or "und") == language]
    _note(notes, sum(not r["event_id"] for r in rows), "about no known event")
    rows = [r for r in rows if r["event_id"]]
    groups, rows = _groups_with_outlets(rows, estimates, notes)
    rows = _drawn(rows, seed, notes)
    names = corpus_names(tables.articles, _surfaces(tables, masked_concepts))
    taken = _taken_out(tables, masked_concepts, own_voice)
    masks = tuple(find_masks(r, names, taken.get(r["article_id"], ())) for r in rows)
    outlets = sorted({r["outlet_id"] for r in rows})
    events = sorted({r["event_id"] for r in rows})
    terms = [[t.name for t in find_terms(r, m)] for r, m in zip(rows, masks, strict=True)]
    return Material(
        articles=tuple(rows),
        masks=masks,
        outlet=np.array([outlets.index(r["outlet_id"]) for r in rows], dtype=int),
        event=np.array([events.index(r["event_id"]) for r in rows], dtype=int),
        outlets=tuple(outlets),
        group_of_outlet=tuple(groups.index(estimates.grouping.group_of(o)) for o in outlets),
        groups=tuple(groups),
        weights=weigh_terms(terms, [r["outlet_id"] for r in rows], [r["event_id"] for r in rows]),
        language=language,
        left_out=tuple(notes),
    )


def _surfaces(tables: Tables, concepts: Collection[str]) -> list[str]:
    """The wordings of these concepts: they also stand inside other terms, "the Artsakh authorities"."""
    found = {m["surface"] for m in tables.mentions if m["concept"] in concepts}
    return sorted(surface for surface in found if surface[:1].isupper())


def _taken_out(
    tables: Tables, concepts: Collection[str], own_voice: bool
) -> dict[str, list[tuple[str, Span]]]:
    """By article id: mentions of these concepts and, where only the newsroom's voice counts, statements."""
    taken: dict[str, list[tuple[str, Span]]] = {}
    for m in tables.mentions:
        if m["concept"] in concepts:
            taken.setdefault(m["article_id"], []).append((m["field"], Span(m["start"], m["end"])))
    for a in tables.attributions if own_voice else ():
        taken.setdefault(a["article_id"], []).extend((a["field"], Span(*span)) for span in a["content"])
    return taken


def _counted(articles: Sequence[Row], estimates: Estimates, notes: list[str]) -> list[Row]:
    """By id, without unlisted outlets; of each set of copies the earliest that the wire rule counts."""
    grouping = estimates.grouping
    listed = [r for r in articles if grouping.group_of(r["outlet_id"]) in grouping.groups]
    _note(notes, len(articles) - len(listed), "of outlets that the grouping does not place")
    seen: set[str] = set()
    rows = []
    for row in sorted(listed, key=lambda r: (r["date"] or "9", r["article_id"])):
        copied = row["cluster_id"] in seen if row["cluster_id"] else False
        if row["article_id"] not in estimates.not_counted and not copied:
            rows.append(row)
            seen |= {row["cluster_id"]} - {None}
    _note(notes, len(listed) - len(rows), "for which a copy stands in")
    return sorted(rows, key=lambda r: r["article_id"])


def _language(rows: Sequence[Row]) -> str:
    """The most frequent language; of equally frequent ones the first by its code."""
    counts = Counter(r["language"] or "und" for r in rows)
    return min(counts, key=lambda code: (-counts[code], code), default="")


def _groups_with_outlets(
    rows: Sequence[Row], estimates: Estimates, notes: list[str]
) -> tuple[list[str], list[Row]]:
    grouping = estimates.grouping
    outlets: dict[str, set[str]] = {}
    for row in rows:
        outlets.setdefault(grouping.group_of(row["outlet_id"]), set()).add(row["outlet_id"])
    for group in (g for g in grouping.groups if 0 < len(outlets.get(g, ())) < MIN_OUTLETS):
        n = sum(grouping.group_of(r["outlet_id"]) == group for r in rows)
        _note(notes, n, f"of {grouping.groups[group]}: one outlet, {MIN_OUTLETS} are needed")
    groups = [g for g in grouping.groups if len(outlets.get(g, ())) >= MIN_OUTLETS]
    return groups, [r for r in rows if grouping.group_of(r["outlet_id"]) in groups]


def _drawn(rows: list[Row], seed: int, notes: list[str]) -> list[Row]:
    """All rows, or those of events drawn at random until there are `MOST_ARTICLES`."""
    if len(rows) <= MOST_ARTICLES:
        return rows
    sizes = Counter(r["event_id"] for r in rows)
    events = sorted(sizes)
    kept, n = set(), 0
    for place in np.random.default_rng(seed).permutation(len(events)):
        if n + sizes[events[place]] <= MOST_ARTICLES:
            kept.add(events[place])
            n += sizes[events[place]]
    _note(notes, len(rows) - n, f"not drawn: whole events were drawn up to {MOST_ARTICLES} articles")
    return [r for r in rows if r["event_id"] in kept]


def _note(notes: list[str], n: int, why: str) -> None:
    if n:
        notes.append(f"{n} article{'s' * (n != 1)} {why}")
