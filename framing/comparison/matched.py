"""Two groups inside the events that both report: coverage set apart from wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from framing.comparison.event_counts import (
    MIN_EVENT_ITEMS,
    EventCounts,
    EventTable,
    SharedCounts,
    Stratum,
    count_events,
    tabulate_events,
)
from framing.comparison.event_jackknife import (
    EventStatistic,
    EventSums,
    event_interval,
    jackknife,
    value_of,
)
from framing.comparison.false_discovery import corrected
from framing.comparison.items import LIMITS, is_score
from framing.comparison.kitagawa import Parts, decompose_difference
from framing.comparison.mantel_haenszel import OddsRatio, odds_ratio_of
from framing.comparison.results import Effect, Estimate, Estimates
from framing.comparison.samples import Array
from framing.comparison.sign_flip import SignFlip, sign_flip_test
from framing.comparison.sums import Cell

#: Fewer shared events are counted, not tested: with four, no p below .125 can be reached.
MIN_EVENTS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedEvent:
    """One event that both groups report: `counts` of each and the difference of their figures, a minus b."""

    event_id: str
    counts: Stratum
    difference: float


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchedEffect:
    """An effect looked at inside the events that both groups report.

    `events` are those in which each of the two has `MIN_EVENT_ITEMS` items or more, sorted by id; `n_single`
    events only one of the two has items in, `n_thin` both, and one of them too few. `mean` is the mean of
    the events' differences, each event counting alike; `framing` the part of the raw difference that remains
    within the same events, each counting as much as it is reported. Both have intervals over events, whose
    `scope` says whether they speak about outlets at large or about these outlets; their `value` is None, with
    the reason, below `MIN_EVENTS`. So is `test`. `parts` are the whole difference taken apart, None without
    a shared event. `odds_ratio` is None for scores, and where one of the groups always or never uses the
    wording. `q` is `test.p` after Benjamini and Hochberg's correction over the effects that were matched
    together.
    """

    effect: Effect
    events: tuple[SharedEvent, ...]
    n_single: int
    n_thin: int
    mean: Estimate
    framing: Estimate
    test: SignFlip | None
    odds_ratio: OddsRatio | None
    parts: Parts | None
    q: float | None = None

    @property
    def vanishes(self) -> bool:
        """Whether inside the same events the difference turns its sign or loses more than half.

        False where there are too few events to tell.
        """
        if self.parts is None or self.mean.value is None:
            return False
        return 2 * self.parts.framing * _sign(self.parts.raw) < abs(self.parts.raw)


def match_effect(estimates: Estimates, effect: Effect) -> MatchedEffect:
    """One effect of these estimates inside the events that both groups report. Never raises for too few.

    The sign-flip test and the intervals take events as the units: what they say is about other events of
    the same kind, reported by these outlets, or, with six outlets or more in both groups, by outlets like
    these. The p of the test is always conditional on the outlets.
    """
    return _match(estimates, [effect])[0]


def match_effects(estimates: Estimates, effects: Iterable[Effect]) -> tuple[MatchedEffect, ...]:
    """Several effects, with `q` corrected over those among them that have enough events."""
    found = _match(estimates, effects)
    tested = [n for n, matched in enumerate(found) if matched.test]
    ps = [matched.test.p for matched in found if matched.test]
    for n, q in zip(tested, corrected(ps), strict=True):
        found[n] = replace(found[n], q=q)
    return tuple(found)


def _match(estimates: Estimates, effects: Iterable[Effect]) -> list[MatchedEffect]:
    """Each effect by itself; a cell is tabulated once for all its groups and categories."""
    grouping, not_counted = estimates.grouping, estimates.not_counted
    tables: dict[Cell, EventTable] = {}
    found = []
    for effect in effects:
        cell = Cell(effect.measure, effect.concept, effect.voice)
        if cell not in tables:
            tables[cell] = tabulate_events(estimates.sums, cell, grouping=grouping, not_counted=not_counted)
        counts = count_events(tables[cell], effect.category, effect.a, effect.b)
        found.append(_matched(effect, counts, seed=int(estimates.recipe["seed"])))
    return found


def _matched(effect: Effect, counts: EventCounts, *, seed: int) -> MatchedEffect:
    shared = counts.shared_part
    n = len(shared.events)
    parts = None
    if n:
        strata = counts.strata
        parts = decompose_difference(
            [strata[k] for k in counts.shared],
            single=[strata[k] for k in counts.single],
            thin=[strata[k] for k in counts.thin],
            no_event=strata[-1],
            scale=counts.scale,
        )
    events = tuple(
        SharedEvent(event_id=event, counts=s, difference=_difference(s, counts.scale))
        for event, s in zip(shared.events, shared.strata, strict=True)
    )
    enough = n >= MIN_EVENTS
    return MatchedEffect(
        effect=effect,
        events=events,
        n_single=len(counts.single),
        n_thin=len(counts.thin),
        mean=_estimate(effect, shared, MEAN_DIFFERENCE),
        framing=_estimate(effect, shared, FRAMING_PART),
        test=sign_flip_test([e.difference for e in events], seed=seed) if enough else None,
        odds_ratio=odds_ratio_of(shared) if enough and not is_score(effect.measure) else None,
        parts=parts,
    )


def _difference(s: Stratum, scale: int) -> float:
    """Exact before it is rounded, so that equal differences are equal to the last bit."""
    return float((Fraction(s.top_a, s.bottom_a) - Fraction(s.top_b, s.bottom_b)) / scale)


def _estimate(effect: Effect, shared: SharedCounts, statistic: EventStatistic) -> Estimate:
    n = len(shared.events)
    outlets = len(shared.a.outlets) + len(shared.b.outlets)
    n_items = int(shared.a.bottom.sum() + shared.b.bottom.sum())
    value = low = high = degrees = None
    scope = ""
    if n >= MIN_EVENTS:
        error = jackknife(shared, statistic)
        # A share lies between 0 and 1, so a difference within 1; a score has a width of its own.
        limit = 2 * LIMITS.get(effect.measure, 1.0) if is_score(effect.measure) else 1.0
        value = value_of(shared, statistic)
        low, high = event_interval(value, error, n_events=n, limit=limit)
        degrees, scope = error.degrees, error.scope
    return Estimate(
        value=value,
        unit="difference",
        low=low,
        high=high,
        n_articles=int(shared.n_articles.sum()),
        n_outlets=outlets,
        n_items=n_items,
        reason="" if n >= MIN_EVENTS else _too_few(n),
        scope=scope,
        degrees=degrees,
    )


def _too_few(n: int) -> str:
    events = f"{n} event{'s' * (n != 1)} in which both groups have at least {MIN_EVENT_ITEMS} items"
    return f"not enough data ({events}, {MIN_EVENTS} needed)"


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _mean_terms(tables: EventSums) -> Array:
    top_a, bottom_a, top_b, bottom_b = tables
    differences = top_a / bottom_a - top_b / bottom_b
    return np.stack([differences, np.ones_like(differences)])


def _mean_value(sums: Array) -> Array:
    return np.asarray(sums[0] / sums[1])


def _framing_terms(tables: EventSums) -> Array:
    top_a, bottom_a, top_b, bottom_b = tables
    difference = top_a / bottom_a - top_b / bottom_b
    return np.stack([bottom_a * difference, bottom_a, bottom_b * difference, bottom_b])


def _framing_value(sums: Array) -> Array:
    return np.asarray((sums[0] / sums[1] + sums[2] / sums[3]) / 2)


#: The mean of the differences, each event counting alike.
MEAN_DIFFERENCE = EventStatistic(terms=_mean_terms, value=_mean_value)

#: The framing part of `decompose_difference`: each event counts as much as the two groups report it.
FRAMING_PART = EventStatistic(terms=_framing_terms, value=_framing_value)
