"""Effects for readers: how large they are, what a test over outlets says, and all of it as one flat row."""

from __future__ import annotations

from typing import Any

from framing.comparison.effect_sizes import OddsRatio
from framing.comparison.results import Effect
from framing.reporting.labels import probability


def effect_lines(effect: Effect) -> tuple[str, ...]:
    """What stands under a difference beside its interval: its size, and the test at the level of outlets.

    Both are told in the direction of the finding: of the group with the higher figure.
    """
    return tuple(line for line in (_size(effect), _permuted(effect)) if line)


#: The columns of `flat_effect`, which a table without any difference has too.
EFFECT_COLUMNS = (
    *("measure", "concept", "category", "voice", "contrast", "a", "b", "rest", "value", "low", "high"),
    *("unit", "scope"),
    *("value_a", "count_a", "n_items_a", "n_articles_a", "n_outlets_a"),
    *("value_b", "count_b", "n_items_b", "n_articles_b", "n_outlets_b"),
    *("p", "q", "family", "clear", "odds_ratio", "odds_ratio_low", "odds_ratio_high"),
    *("cliffs_delta", "cliffs_delta_unit", "p_permutation", "smallest_p", "n_ways", "exact", "note"),
)


def flat_effect(effect: Effect) -> dict[str, Any]:
    """An effect as one flat dictionary, for CSV, JSON and DataFrames."""
    e, odds, delta, test = effect.estimate, effect.odds_ratio, effect.cliffs_delta, effect.permutation
    row: dict[str, Any] = {
        "measure": effect.measure,
        "concept": effect.concept,
        "category": effect.category,
        "voice": effect.voice,
        "contrast": effect.contrast,
        "a": effect.a,
        "b": effect.b,
        "rest": ", ".join(effect.rest),
        "value": e.value,
        "low": e.low,
        "high": e.high,
        "unit": e.unit,
        "scope": e.scope,
    }
    for side, part in (("a", effect.row_a), ("b", effect.row_b)):
        row |= {
            f"value_{side}": part.estimate.value,
            f"count_{side}": part.count,
            f"n_items_{side}": part.estimate.n_items,
            f"n_articles_{side}": part.estimate.n_articles,
            f"n_outlets_{side}": part.estimate.n_outlets,
        }
    return row | {
        "p": effect.p,
        "q": effect.q,
        "family": effect.family,
        "clear": effect.clear,
        "odds_ratio": odds and odds.value,
        "odds_ratio_low": odds and odds.low,
        "odds_ratio_high": odds and odds.high,
        "cliffs_delta": delta and delta.value,
        "cliffs_delta_unit": delta and delta.unit,
        "p_permutation": test and test.p,
        "smallest_p": test and test.smallest,
        "n_ways": test and test.n_ways,
        "exact": test and test.exact,
        "note": test.note if test else "",
    }


def _size(effect: Effect) -> str:
    turned = (effect.estimate.value or 0.0) < 0
    parts = []
    if effect.odds_ratio:
        parts.append(f"the odds are {_odds(effect.odds_ratio, turned)} times those of the other group")
    if effect.cliffs_delta:
        delta = effect.cliffs_delta
        value = -delta.value if turned else delta.value
        what = "score" if effect.row_a.estimate.unit == "score" else "share"
        unit = "an article" if delta.unit == "articles" else "an outlet"
        parts.append(
            f"if {unit} of each group is drawn, the first group's has the higher {what} in "
            f"{100 * abs(value):.0f} {'more' if value >= 0 else 'fewer'} of 100 such draws than the other's "
            f"(Cliff's delta {_signed(value)})"
        )
    return f"size: {'; '.join(parts)}" if parts else ""


def _odds(odds: OddsRatio, turned: bool) -> str:
    value, low, high = odds.value, odds.low, odds.high
    if turned:
        value, low, high = 1 / value, 0.0 if high is None else 1 / high, 1 / low if low else None
    bounds = f"{_number(low)} to {_number(high)}" if high is not None else f"{_number(low)} or more"
    return f"{_number(value)} ({bounds})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "\N{MINUS SIGN}")


def _permuted(effect: Effect) -> str:
    test = effect.permutation
    if test is None:
        return ""
    if test.smallest >= 1:
        return test.note
    ways = f"all {test.n_ways:,} ways" if test.exact else f"{test.n_ways:,} random ways"
    least = test.note or f"the smallest p that so many outlets can reach is {probability(test.smallest)}"
    return (
        f"in {ways} of dealing the outlets out to the groups, a difference at least as large has the "
        f"probability p = {probability(test.p)}; {least}"
    )
