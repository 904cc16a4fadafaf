"""From annotation tables to estimates: naming shares, tone and sources by group, outlet and voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from framing.comparison.article_tone import PER_ARTICLE, article_tone_items
from framing.comparison.bootstrap import RESAMPLES, difference_bounds, exact_bounds, ratio_intervals
from framing.comparison.corpus import WIRE_RULES, CorpusSummary, find_set_apart, key_of, summarise_corpus
from framing.comparison.wordings import wording_of
from framing.errors import UnknownNameError
from framing.records import Grouping

#: Below these a cell shows its counts and no figure. Five articles and thirty items are the floor
#: at which a share of .5 has an interval narrower than about .36 either way.
MIN_ARTICLES = 5
MIN_ITEMS = 30

LEVELS = ("group", "outlet")

#: Measures over attributions: the column that is counted.
SOURCE_MEASURES = {
    "source_affiliation": "affiliation",
    "source_role": "role",
    "source_kind": "kind",
    "source_anonymous": "anonymous",
    "cue_class": "cue_class",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A figure with its interval and everything it rests on.

    `unit` is `share` (0 to 1), `score` (-1 to 1) or `difference`. `value` is None, and `reason` says
    why, where there is not enough data; `low` and `high` are the bounds of the 95 % interval or None.
    """

    value: float | None
    unit: str
    low: float | None
    high: float | None
    n_articles: int
    n_outlets: int
    n_items: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One cell. `category` is the variant, affiliation, role …; `count` of `n_items` are of it."""

    measure: str
    concept: str
    category: str
    voice: str
    level: str
    key: str
    count: int
    estimate: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """Group `a` minus group `b`. `clear` says whether the interval leaves out zero."""

    measure: str
    concept: str
    category: str
    voice: str
    a: str
    b: str
    row_a: Row
    row_b: Row
    estimate: Estimate

    @property
    def clear(self) -> bool:
        """Whether the 95 % interval of the difference lies on one side of zero."""
        low, high = self.estimate.low, self.estimate.high
        return low is not None and high is not None and (low > 0 or high < 0)


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """Everything that was computed, and the recipe that computes it again."""

    rows: tuple[Row, ...]
    effects: tuple[Effect, ...]
    corpus: CorpusSummary
    grouping: Grouping
    recipe: Mapping[str, Any]
    _index: dict[tuple[str, str, str, str, str, str], Row] = field(
        default_factory=dict, repr=False, compare=False
    )

    def row(
        self, measure: str, *, concept: str = "", category: str, voice: str, key: str, level: str = "group"
    ) -> Row | None:
        """One cell, or None where nothing of the kind occurs."""
        if not self._index:
            self._index.update(
                {(r.measure, r.concept, r.category, r.voice, r.level, r.key): r for r in self.rows}
            )
        return self._index.get((measure, concept, category, voice, level, key))


def estimate_tables(
    tables: Any, *, grouping: Grouping, wire: str = "collapse", seed: int = 0, resamples: int = RESAMPLES
) -> Estimates:
    """Estimates of the measures `naming`, `tone_headline`, `tone_sentence` and `SOURCE_MEASURES`.

    Also those of `framing.comparison.article_tone`.

    `tables` has the row lists of `framing.store.Tables`. Raises UnknownNameError for a wire rule
    that is none. An empty group has no rows; nothing raises for it.
    """
    if wire not in WIRE_RULES:
        raise UnknownNameError(wire, kind="wire rule", known=list(WIRE_RULES))
    summary = summarise_corpus(tables.articles, grouping=grouping, n_skipped=len(tables.skipped))
    items: dict[str, list[Item]] = defaultdict(list)
    for item in _items(tables):
        items[item[4]].append(item)
    rows: list[Row] = []
    for level in LEVELS:
        apart = find_set_apart(tables.articles, grouping=grouping, level=level) if wire == "collapse" else {}
        members: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for article in tables.articles:
            if article["article_id"] not in apart:
                members[key_of(article, grouping, level)].append(article)
        found: list[Row] = []
        for key in sorted(members):
            found.extend(_cells(members[key], items, level=level, key=key, seed=seed, resamples=resamples))
        rows.extend(_with_zeros(found))
    return Estimates(
        rows=tuple(rows),
        effects=tuple(_effects(rows, grouping)),
        corpus=summary,
        grouping=grouping,
        recipe={
            **tables.manifest.get("recipe", {}),
            "grouping": {"name": grouping.name, "date": grouping.date, "origin": grouping.origin},
            "wire": wire,
            "seed": seed,
            "resamples": resamples,
            "interval": "95 %, bootstrap over articles",
            "min_articles": MIN_ARTICLES,
            "min_items": MIN_ITEMS,
        },
    )


# One item to count: measure, concept, category, voice, article id, value (1 for counts, a score for tone).
Item = tuple[str, str, str, str, str, float]


def _items(tables: Any) -> Iterator[Item]:
    for m in tables.mentions:
        wording = wording_of(m)
        for voice in (m["voice"], "all"):
            if wording is not None:
                yield "naming", m["concept"], wording, voice, m["article_id"], 1.0
    for t in tables.tones:
        if t["target"] is None:
            measure = "tone_headline" if t["field"] == "title" else "tone_sentence"
            for voice in (t["voice"], "all"):
                yield measure, "", "mean", voice, t["article_id"], t["score"]
    yield from article_tone_items(tables)
    for a in tables.attributions:
        for measure, column in SOURCE_MEASURES.items():
            yield measure, "", category_of(a, column), "all", a["article_id"], 1.0


def category_of(attribution: Mapping[str, Any], column: str) -> str:
    """The category of an attribution in one of the columns of `SOURCE_MEASURES`.

    "not stated" where the column is empty, and for `anonymous` where the article names no source.

    >>> category_of({"role": "state"}, "role"), category_of({"role": None}, "role")
    ('state', 'not stated')
    >>> category_of({"anonymous": True, "source_start": 3}, "anonymous")
    'anonymous'
    >>> category_of({"anonymous": False, "source_start": None}, "anonymous")
    'not stated'
    """
    value = attribution[column]
    if column == "anonymous":
        if value:
            return "anonymous"
        return "not stated" if attribution["source_start"] is None else "named"
    return str(value) if value else "not stated"


def _cells(
    articles: Sequence[Mapping[str, Any]],
    items: Mapping[str, Sequence[Item]],
    *,
    level: str,
    key: str,
    seed: int,
    resamples: int,
) -> Iterator[Row]:
    """All rows of one group or outlet."""
    import numpy as np
    from scipy.sparse import coo_matrix

    ids = [a["article_id"] for a in articles]
    outlet = {a["article_id"]: a["outlet_id"] for a in articles}
    tops: dict[tuple[str, str, str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    bottoms: dict[tuple[str, str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for n, article_id in enumerate(ids):
        for measure, concept, category, voice, _, value in items.get(article_id, ()):
            tops[measure, concept, category, voice][n] += value
            bottoms[measure, concept, voice][n] += 1

    columns = sorted(tops)
    enough = [c for c in columns if not _shortfall(c[0], bottoms[c[0], c[1], c[3]])]
    low, high = np.empty(0), np.empty(0)
    if enough:
        low, high = ratio_intervals(
            _matrix([tops[c] for c in enough], len(ids), coo_matrix),
            _matrix([bottoms[c[0], c[1], c[3]] for c in enough], len(ids), coo_matrix),
            ids=ids,
            seed=seed,
            resamples=resamples,
        )
    bounds = {c: (float(low[n]), float(high[n])) for n, c in enumerate(enough)}
    for column in columns:
        measure, concept, category, voice = column
        bottom = bottoms[measure, concept, voice]
        total, n_items = sum(tops[column].values()), int(sum(bottom.values()))
        is_tone = measure.startswith("tone")
        mean = total / n_items if column in bounds else None
        if mean == 1.0 and not is_tone:
            bounds[column] = exact_bounds(1.0, len(bottom))
        interval: tuple[float | None, float | None] = bounds.get(column, (None, None))
        estimate = Estimate(
            value=mean,
            unit="score" if is_tone else "share",
            low=interval[0],
            high=interval[1],
            n_articles=len(bottom),
            n_outlets=len({outlet[ids[n]] for n in bottom}),
            n_items=n_items,
            reason=_shortfall(measure, bottom),
        )
        count = n_items if is_tone else int(total)
        yield Row(
            measure=measure,
            concept=concept,
            category=category,
            voice=voice,
            level=level,
            key=key,
            count=count,
            estimate=estimate,
        )


def _matrix(columns: Sequence[Mapping[int, float]], n_rows: int, coo_matrix: Any) -> Any:
    values = [v for column in columns for v in column.values()]
    rows = [n for column in columns for n in column]
    places = [c for c, column in enumerate(columns) for _ in column]
    return coo_matrix((values, (rows, places)), shape=(n_rows, len(columns)))


def _shortfall(measure: str, bottom: Mapping[int, float]) -> str:
    """Why there is no figure, or an empty string. Where an article has one item, articles count."""
    n_articles, n_items = len(bottom), int(sum(bottom.values()))
    if n_articles < MIN_ARTICLES:
        return f"not enough data ({n_articles} article{'s' * (n_articles != 1)}, {MIN_ARTICLES} needed)"
    if measure not in PER_ARTICLE and n_items < MIN_ITEMS:
        what = {"naming": "mentions", "tone": "sentences"}.get(measure.split("_")[0], "attributions")
        return f"not enough data ({n_items} {what}, {MIN_ITEMS} needed)"
    return ""


def _with_zeros(rows: Sequence[Row]) -> list[Row]:
    """These rows of one level, and a row of count 0 wherever another group or outlet uses a category."""
    categories: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    samples: dict[tuple[str, str, str], dict[str, Row]] = defaultdict(dict)
    seen = set()
    for row in rows:
        cell = (row.measure, row.concept, row.voice)
        categories[cell].add(row.category)
        samples[cell].setdefault(row.key, row)
        seen.add((*cell, row.category, row.key))
    zeros = [
        _zero(sample, category)
        for cell, by_key in samples.items()
        for key, sample in by_key.items()
        for category in categories[cell]
        if (*cell, category, key) not in seen
    ]
    return sorted([*rows, *zeros], key=lambda r: (r.measure, r.concept, r.voice, r.key, r.category))


def _zero(sample: Row, category: str) -> Row:
    estimate = sample.estimate
    if not estimate.reason:
        low, high = exact_bounds(0.0, estimate.n_articles)
        estimate = replace(estimate, value=0.0, low=low, high=high)
    return replace(sample, category=category, count=0, estimate=estimate)


def _effects(rows: Sequence[Row], grouping: Grouping) -> Iterator[Effect]:
    order = list(grouping.groups)
    cells: dict[tuple[str, str, str, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row.level == "group" and row.estimate.value is not None and row.key in order:
            cells[row.measure, row.concept, row.category, row.voice][row.key] = row
    for _, by_group in sorted(cells.items()):
        for a, b in combinations(sorted(by_group, key=order.index), 2):
            yield _effect(by_group[a], by_group[b])


def _effect(a: Row, b: Row) -> Effect:
    ea, eb = a.estimate, b.estimate
    low, high = difference_bounds(_triple(ea), _triple(eb))
    estimate = Estimate(
        value=_triple(ea)[0] - _triple(eb)[0],
        unit="difference",
        low=low,
        high=high,
        n_articles=ea.n_articles + eb.n_articles,
        n_outlets=ea.n_outlets + eb.n_outlets,
        n_items=ea.n_items + eb.n_items,
    )
    return Effect(
        measure=a.measure,
        concept=a.concept,
        category=a.category,
        voice=a.voice,
        a=a.key,
        b=b.key,
        row_a=a,
        row_b=b,
        estimate=estimate,
    )


def _triple(estimate: Estimate) -> tuple[float, float, float]:
    value, low, high = estimate.value, estimate.low, estimate.high
    if value is None or low is None or high is None:
        raise ValueError(f"no interval: {estimate.reason}")
    return value, low, high
