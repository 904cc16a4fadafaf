"""Differences between every two groups, with intervals, corrected for their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from framing.comparison.intervals import difference_bounds, p_of_difference
from framing.comparison.results import SCOPES, Effect, Estimate, Row


def effects_between(rows: Iterable[Row], groups: Sequence[str]) -> list[Effect]:
    """One effect for every two of `groups`, in their order, that both have a figure in a cell.

    No group is the reference: of two groups the one that is listed first is `a`, and exchanging them
    changes nothing but the sign.
    """
    cells: dict[tuple[str, str, str, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row.level == "group" and row.estimate.value is not None and row.key in groups:
            cells[row.measure, row.concept, row.category, row.voice][row.key] = row
    order = {group: n for n, group in enumerate(groups)}
    found = [
        effect_of(by_group[a], by_group[b])
        for _, by_group in sorted(cells.items())
        for a, b in combinations(sorted(by_group, key=order.__getitem__), 2)
    ]
    return _corrected(found)


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
    )


def _corrected(effects: Sequence[Effect]) -> list[Effect]:
    """With q by family. Benjamini & Hochberg (1995), JRSS B 57:289; valid under positive dependence."""
    from scipy.stats import false_discovery_control

    members: dict[str, list[int]] = defaultdict(list)
    for n, effect in enumerate(effects):
        members[effect.family].append(n)
    q = [1.0] * len(effects)
    for several in members.values():
        for n, value in zip(several, false_discovery_control([effects[n].p for n in several]), strict=True):
            q[n] = float(value)
    return [replace(effect, q=value) for effect, value in zip(effects, q, strict=True)]


def _triple(estimate: Estimate) -> tuple[float, float, float]:
    value, low, high = estimate.value, estimate.low, estimate.high
    if value is None or low is None or high is None:
        raise ValueError(f"no interval: {estimate.reason}")
    return value, low, high
