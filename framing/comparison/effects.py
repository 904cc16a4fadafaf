"""Differences between groups, in pairs and one against the rest, corrected for their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import sqrt
from statistics import fmean

from framing.comparison.effect_sizes import odds_ratio
from framing.comparison.false_discovery import corrected
from framing.comparison.intervals import difference_bounds, p_of_difference
from framing.comparison.results import REST, SCOPES, Effect, Estimate, Row


def effects_between(rows: Iterable[Row], groups: Sequence[str]) -> list[Effect]:
    """One effect for every two of `groups`, in their order, that both have a figure in a cell.

    No group is the reference: of two groups the one that is listed first is `a`, and exchanging them
    changes nothing but the sign.
    """
    order = {group: n for n, group in enumerate(groups)}
    found = [
        effect_of(by_group[a], by_group[b])
        for by_group in _cells(rows, groups)
        for a, b in combinations(sorted(by_group, key=order.__getitem__), 2)
    ]
    return _corrected(found)


def effects_against_rest(rows: Iterable[Row], groups: Sequence[str]) -> list[Effect]:
    """One effect for each of `groups` in each cell where at least three have a figure.

    The rest is the mean of the other groups' figures. Each group weighs the same, however many of its
    articles happen to be in the corpus: else the group with the most would be what all others are measured
    by. Two groups are a pair and have no rest.
    """
    found = []
    for by_group in _cells(rows, groups):
        present = [group for group in groups if group in by_group]
        for a in present if len(present) > 2 else ():
            others = [by_group[group] for group in present if group != a]
            effect = effect_of(by_group[a], mean_row(others))
            found.append(replace(effect, contrast="rest", rest=tuple(row.key for row in others)))
    return _corrected(found)


def mean_row(rows: Sequence[Row]) -> Row:
    """The mean of several groups' figures in one cell, each of which has an interval.

    The bounds combine theirs, which are independent, by the square-and-add rule for a sum with weights
    1 / n (Zou & Donner 2008). `count` and the numbers beside the figure are sums.
    """
    triples = [_triple(row.estimate) for row in rows]
    value, n = fmean(value for value, _, _ in triples), len(rows)
    down = sqrt(sum((value - low) ** 2 for value, low, _ in triples)) / n
    up = sqrt(sum((high - value) ** 2 for value, _, high in triples)) / n
    estimates = [row.estimate for row in rows]
    return replace(
        rows[0],
        key=REST,
        count=sum(row.count for row in rows),
        estimate=Estimate(
            value=value,
            unit=estimates[0].unit,
            low=value - down,
            high=value + up,
            n_articles=sum(e.n_articles for e in estimates),
            n_outlets=sum(e.n_outlets for e in estimates),
            n_items=sum(e.n_items for e in estimates),
            scope=max((e.scope for e in estimates), key=SCOPES.index),
            degrees=min(e.degrees or 1.0 for e in estimates),
        ),
    )


def effect_of(a: Row, b: Row) -> Effect:
    """Row a minus row b; both have a figure. `q` is not known from two rows and stays 1."""
    ea, eb = a.estimate, b.estimate
    one, two = _triple(ea), _triple(eb)
    difference = one[0] - two[0]
    low, high = difference_bounds(one, two)
    degrees = min(ea.degrees or 1.0, eb.degrees or 1.0)
    return Effect(
        measure=a.measure,
        concept=a.concept,
        category=a.category,
        voice=a.voice,
        a=a.key,
        b=b.key,
        row_a=a,
        row_b=b,
        estimate=Estimate(
            value=difference,
            unit="difference",
            low=low,
            high=high,
            n_articles=ea.n_articles + eb.n_articles,
            n_outlets=ea.n_outlets + eb.n_outlets,
            n_items=ea.n_items + eb.n_items,
            scope=max(ea.scope, eb.scope, key=SCOPES.index),
            degrees=degrees,
        ),
        p=p_of_difference(difference, low, high, degrees=degrees),
        odds_ratio=odds_ratio(a, b),
    )


def _cells(rows: Iterable[Row], groups: Sequence[str]) -> list[Mapping[str, Row]]:
    """For each cell in a fixed order, the rows of those groups that have a figure."""
    cells: dict[tuple[str, str, str, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row.level == "group" and row.estimate.value is not None and row.key in groups:
            cells[row.measure, row.concept, row.category, row.voice][row.key] = row
    return [by_group for _, by_group in sorted(cells.items())]


def _corrected(effects: Sequence[Effect]) -> list[Effect]:
    """With q by family."""
    members: dict[str, list[int]] = defaultdict(list)
    for n, effect in enumerate(effects):
        members[effect.family].append(n)
    q = [1.0] * len(effects)
    for several in members.values():
        for n, value in zip(several, corrected([effects[n].p for n in several]), strict=True):
            q[n] = value
    return [replace(effect, q=value) for effect, value in zip(effects, q, strict=True)]


def _triple(estimate: Estimate) -> tuple[float, float, float]:
    value, low, high = estimate.value, estimate.low, estimate.high
    if value is None or low is None or high is None:
        raise ValueError(f"no interval: {estimate.reason}")
    return value, low, high
