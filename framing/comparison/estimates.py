"""From sums to estimates: naming shares, tone and sources by group, outlet and voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from framing.comparison.article_tone import PER_ARTICLE
from framing.comparison.bootstrap import ENOUGH_OUTLETS, RESAMPLES, degrees_of_freedom, standard_errors
from framing.comparison.corpus import check_wire_rule, counted_places, key_of, summarise_corpus
from framing.comparison.effect_tests import GroupData, tested
from framing.comparison.effects import effects_against_rest, effects_between
from framing.comparison.intervals import (
    exact_bounds,
    score_interval,
    share_interval,
    t_quantiles,
)
from framing.comparison.items import LIMITS, SCALE, Integers, is_score
from framing.comparison.permutation import PERMUTATIONS
from framing.comparison.results import SCOPES, Effect, Estimate, Estimates, Row
from framing.comparison.samples import Array, Sample, sample_articles
from framing.comparison.source_items import SOURCE_MEASURES, WORD_MEASURES, category_of
from framing.comparison.sums import Column, Sums, sum_tables
from framing.records import Grouping

__all__ = [
    "MIN_ARTICLES",
    "MIN_ITEMS",
    "SOURCE_MEASURES",
    "WORD_MEASURES",
    "Effect",
    "Estimate",
    "Estimates",
    "Row",
    "category_of",
    "estimate_sums",
    "estimate_tables",
    "interval_of_cell",
]

#: Below these a cell shows its counts and no figure. Five articles and thirty items are the floor
#: at which a share of .5 has an interval narrower than about .36 either way.
MIN_ARTICLES = 5
MIN_ITEMS = 30

LEVELS = ("group", "outlet")

#: What one item is called where there are too few of them.
_ITEM_NAMES = {"naming": "mentions", "tone": "sentences", "words": "words"}


def estimate_tables(
    tables: Any, *, grouping: Grouping, wire: str = "collapse", seed: int = 0, resamples: int = RESAMPLES
) -> Estimates:
    """Estimates of every measure in `framing.comparison.items.makers`.

    `tables` is a `framing.store.Tables` or a folder of tables. Raises UnknownNameError for a wire rule
    that is none. An empty group has no rows; nothing raises for it.
    """
    check_wire_rule(wire)
    return estimate_sums(sum_tables(tables), grouping=grouping, wire=wire, seed=seed, resamples=resamples)


def estimate_sums(
    sums: Sums,
    *,
    grouping: Grouping,
    wire: str = "collapse",
    seed: int = 0,
    resamples: int = RESAMPLES,
    levels: Sequence[str] = LEVELS,
    without: Collection[str] = (),
    floor: tuple[int, int] = (MIN_ARTICLES, MIN_ITEMS),
    permutations: int = PERMUTATIONS,
) -> Estimates:
    """The same from sums; `without` leaves out outlets, by their ids.

    `floor` are the fewest articles and items that a figure is given for. With `permutations` of 0 the
    effects have no test at the level of outlets and no Cliff's delta.
    """
    check_wire_rule(wire)
    rows: list[Row] = []
    data = GroupData(sums=sums)
    for level in levels:
        members: dict[str, list[int]] = defaultdict(list)
        for n in counted_places(sums.articles, grouping=grouping, level=level, wire=wire):
            if sums.articles[n]["outlet_id"] not in without:
                members[key_of(sums.articles[n], grouping, level)].append(n)
        in_use = _columns_of(sums, [n for several in members.values() for n in several])
        for key in sorted(members):
            sample = sample_articles(sums, members[key])
            if level == "group":
                data.add(key, sample, members[key])
            cells = _cells_with_reasons(sums, sample, floor)
            rows += _rows(sums, sample, in_use, cells, level=level, key=key, seed=seed, resamples=resamples)
    rows.sort(key=lambda r: (r.level, r.measure, r.concept, r.voice, r.key, r.category))
    groups = list(grouping.groups)
    effects, against_rest = effects_between(rows, groups), effects_against_rest(rows, groups)
    if permutations:
        effects, against_rest = (
            tested(several, data, seed=seed, permutations=permutations) for several in (effects, against_rest)
        )
    return Estimates(
        rows=tuple(rows),
        effects=tuple(effects),
        against_rest=tuple(against_rest),
        corpus=summarise_corpus(sums.articles, grouping=grouping, n_skipped=sums.n_skipped),
        grouping=grouping,
        recipe=_recipe(sums, grouping, wire=wire, seed=seed, resamples=resamples, permutations=permutations),
        not_counted=_not_counted(sums, grouping, wire),
        sums=sums,
    )


def interval_of_cell(
    sample: Sample, *, column: int, cell: int, measure: str, seed: int, resamples: int = RESAMPLES
) -> tuple[float, float]:
    """The bounds of one column's figure, whatever the amount of data."""
    columns, cells = np.array([column]), np.array([cell])
    low, high, _ = _intervals(sample, columns, cells, [measure], seed=seed, resamples=resamples)[0]
    return low, high


def _not_counted(sums: Sums, grouping: Grouping, wire: str) -> frozenset[str]:
    counted = set(counted_places(sums.articles, grouping=grouping, level="group", wire=wire))
    return frozenset(str(a["article_id"]) for n, a in enumerate(sums.articles) if n not in counted)


def _recipe(
    sums: Sums, grouping: Grouping, *, wire: str, seed: int, resamples: int, permutations: int
) -> dict[str, Any]:
    lost = {"rows_without_article": sums.n_lost} if sums.n_lost else {}
    return {
        **sums.recipe,
        **lost,
        "grouping": {"name": grouping.name, "date": grouping.date, "origin": grouping.origin},
        "wire": wire,
        "seed": seed,
        "resamples": resamples,
        "permutations": permutations,
        "interval": "95 %, bootstrap clustered by outlet, Student's t with the effective number of outlets",
        "enough_outlets": ENOUGH_OUTLETS,
        "min_articles": MIN_ARTICLES,
        "min_items": MIN_ITEMS,
    }


def _columns_of(sums: Sums, places: Sequence[int]) -> Integers:
    """The columns that any of these articles has an item of."""
    there = np.zeros(len(sums.articles), dtype=bool)
    there[places] = True
    return np.unique(sums.column[there[sums.article]])


def _cells_with_reasons(sums: Sums, sample: Sample, floor: tuple[int, int]) -> dict[int, str]:
    """For each cell that has items here, why it has no figure, or an empty string."""
    there = np.flatnonzero(sample.weight > 0).tolist()
    return {n: _shortfall(sums.cells[n].measure, sample, n, floor) for n in there}


def _rows(
    sums: Sums,
    sample: Sample,
    in_use: Integers,
    reasons: Mapping[int, str],
    *,
    level: str,
    key: str,
    seed: int,
    resamples: int,
) -> Iterator[Row]:
    """All rows of one group or outlet: every category in use, also those it never uses itself."""
    cells = sums.cell_of_column
    n_categories = np.bincount(cells[in_use], minlength=len(sums.cells))
    columns = in_use[sample.weight[cells[in_use]] > 0]
    enough = np.array([n for n in columns if not reasons[cells[n]]], dtype=np.int64)
    measures = [sums.columns[n].measure for n in enough]
    found = _intervals(sample, enough, cells[enough], measures, seed=seed, resamples=resamples)
    bounds = dict(zip(enough.tolist(), found, strict=True))
    for n in columns.tolist():
        column, cell = sums.columns[n], int(cells[n])
        score, n_items = is_score(column.measure), int(sample.weight[cell])
        low, high, degrees = bounds.get(n, (None, None, None))
        count = n_items if score else int(sample.total[n])
        yield Row(
            measure=column.measure,
            concept=column.concept,
            category=column.category,
            voice=column.voice,
            level=level,
            key=key,
            count=count,
            estimate=Estimate(
                value=_value(column, sample, n, cell) if n in bounds else None,
                unit="score" if score else "share",
                low=low,
                high=high,
                n_articles=int(sample.n_articles[cell]),
                n_outlets=int(sample.n_outlets[cell]),
                n_items=n_items,
                reason=reasons[cell],
                degrees=degrees,
                scope=_scope(int(sample.n_outlets[cell])),
                smoothed=None if score else (count + 0.5) / (n_items + 0.5 * int(n_categories[cell])),
            ),
        )


def _value(column: Column, sample: Sample, n: int, cell: int) -> float:
    scale = SCALE if is_score(column.measure) else 1
    return int(sample.total[n]) / (int(sample.weight[cell]) * scale)


def _scope(n_outlets: int) -> str:
    if n_outlets >= ENOUGH_OUTLETS:
        return SCOPES[0]
    return SCOPES[1] if n_outlets > 1 else SCOPES[2]


def _intervals(
    sample: Sample, columns: Integers, cells: Integers, measures: Sequence[str], *, seed: int, resamples: int
) -> list[tuple[float, float, float]]:
    """Low, high and degrees of freedom of each column."""
    if not len(columns):
        return []
    scale = np.array([SCALE if is_score(measure) else 1 for measure in measures])
    errors = standard_errors(sample, columns, cells, seed=seed, resamples=resamples) / scale
    degrees: Array = degrees_of_freedom(sample, cells)
    t = t_quantiles(degrees)
    found = []
    for n, (column, cell, measure) in enumerate(zip(columns, cells, measures, strict=True)):
        value = int(sample.total[column]) / (int(sample.weight[cell]) * int(scale[n]))
        n_outlets = int(sample.n_outlets[cell])
        if is_score(measure):
            bounds = score_interval(
                value, float(errors[n]), float(t[n]), limit=max(LIMITS.get(measure, 1.0), abs(value))
            )
        elif value in (0.0, 1.0):
            bounds = exact_bounds(value, _independent(n_outlets, int(sample.n_units[cell])))
        else:
            bounds = share_interval(value, float(errors[n]), float(t[n]))
        found.append((*bounds, float(degrees[n])))
    return found


def _independent(n_outlets: int, n_units: int) -> int:
    """How many times the same answer was given independently: by outlets, or by units where they are few."""
    return n_outlets if n_outlets >= ENOUGH_OUTLETS else n_units


def _shortfall(measure: str, sample: Sample, cell: int, floor: tuple[int, int]) -> str:
    """Why there is no figure, or an empty string. A headline is one item an article: articles count."""
    n_articles, n_units, n_items = (int(n[cell]) for n in (sample.n_articles, sample.n_units, sample.weight))
    min_articles, min_items = floor
    if n_articles < min_articles:
        return f"not enough data ({n_articles} article{'s' * (n_articles != 1)}, {min_articles} needed)"
    if n_units < min_articles:
        texts = f"{n_units} different text{'s' * (n_units != 1)}"
        return f"not enough data ({n_articles} articles, but {texts}, {min_articles} needed)"
    if measure not in PER_ARTICLE and n_items < min_items:
        what = _ITEM_NAMES.get(measure.split("_")[0], "attributions")
        return f"not enough data ({n_items} {what}, {min_items} needed)"
    return ""
