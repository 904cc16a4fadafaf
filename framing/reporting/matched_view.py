"""Differences inside the events that both groups report, in sentences and in one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from framing.comparison.event_counts import MIN_EVENT_ITEMS
from framing.comparison.mantel_haenszel import OddsRatio
from framing.comparison.matched import MIN_EVENTS, MatchedEffect
from framing.comparison.results import SCOPES, Effect, Estimate
from framing.reporting.findings import MOST_Q
from framing.reporting.labels import (
    SCOPE_LABELS,
    amount,
    anchor,
    group_label,
    points,
    probability,
    variant_label,
)
from framing.reporting.selection import mention_counts

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Concepts whose differences are told, and pairs of groups that stand open; the others are folded away.
MOST_CONCEPTS = 2
MOST_PAIRS = 4

_OUTSIDE = "coverage outside these events"
_NOT_WITHIN = " Most of it does not show within the same events: it may be coverage and not wording."

#: The parts of a difference, in the order of the table's columns.
PARTS = ("framing", "selection", "single", "thin", "no_event")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """What is told, and labels with the anchors of the passages behind it."""

    text: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchedView:
    """One concept: a sentence for each pair of groups and their figures.

    The widest differences come first, those of a group of one outlet last: such a one is that outlet's.
    `too_few` names the pairs with too few events in common, or is empty. The lines of the table are those of
    `FIGURES`.
    """

    title: str
    sentences: tuple[Sentence, ...]
    more: tuple[Sentence, ...]
    too_few: str
    lines: tuple[tuple[str, ...], ...]


#: The columns of the table of figures.
FIGURES = (
    "groups", "wording", "shared events", "events of one only", "events with too few",
    *("mean difference", "p", "smallest p", "q", "raw difference"),
    *("same events", "selection", "one only", "too few", "no event"),
    *("odds ratio", "if mentions were independent"),
)  # fmt: skip


def matched_views(comparison: Comparison, concepts: Sequence[str]) -> tuple[MatchedView, ...]:
    """The differences in naming each of the concepts, inside the events that two groups report."""
    return tuple(_view(comparison, concept) for concept in concepts)


def matched_concepts(comparison: Comparison) -> list[str]:
    """The concept whose wordings two groups differ on most clearly, and the next if it is clear as well.

    Without any difference to look at, the concept that is named most often.
    """
    farthest: dict[str, tuple[bool, float]] = {}
    for effect in _naming(comparison):
        estimate = effect.estimate
        away = max(estimate.low or 0.0, -(estimate.high or 0.0))
        rank = (effect.clear and effect.q <= MOST_Q, away)
        farthest[effect.concept] = max(farthest.get(effect.concept, (False, -1.0)), rank)
    ordered = sorted(farthest, key=lambda c: (not farthest[c][0], -farthest[c][1], c))
    if not ordered:
        return list(mention_counts(comparison))[:1]
    return [c for n, c in enumerate(ordered[:MOST_CONCEPTS]) if n == 0 or farthest[c][0]]


def _naming(comparison: Comparison) -> Iterable[Effect]:
    return (e for e in comparison.effects if e.measure == "naming" and e.voice == "outlet")


def _view(comparison: Comparison, concept: str) -> MatchedView:
    # All wordings are matched, so that q counts them all; of each pair the widest difference is told.
    told: dict[tuple[str, str], MatchedEffect] = {}
    for matched in sorted(comparison.same_events(concept), key=_width):
        told.setdefault((matched.effect.a, matched.effect.b), matched)
    enough = [m for m in told.values() if m.mean.value is not None]
    enough.sort(key=lambda m: (m.effect.estimate.scope == SCOPES[2], *_width(m)))
    sentences = [
        Sentence(text=matched_sentence(comparison, m), evidence=_evidence(comparison, m.effect))
        for m in enough
    ]
    return MatchedView(
        title=comparison.lexicon.concept(concept).title,
        sentences=tuple(sentences[:MOST_PAIRS]),
        more=tuple(sentences[MOST_PAIRS:]),
        too_few=_too_few(comparison, [m for m in told.values() if m.mean.value is None]),
        lines=tuple(_figures(comparison, m) for m in enough),
    )


def _width(matched: MatchedEffect) -> tuple[float, str, str, str]:
    effect = matched.effect
    return -abs(effect.estimate.value or 0.0), effect.a, effect.b, effect.category


def matched_sentence(comparison: Comparison, matched: MatchedEffect) -> str:
    """What a difference is inside the same events, and where the rest of it comes from.

    Told in the direction of the raw difference, so that exchanging the groups tells the same.
    """
    effect, n = matched.effect, len(matched.events)
    turn, more, less = _directed(comparison, effect)
    wording = variant_label(comparison.lexicon, effect.concept, effect.category)
    mean, low, high = _turned(turn, matched.mean)
    scope = SCOPE_LABELS[matched.mean.scope]
    if matched.test is None or matched.parts is None:
        raise ValueError(f"not enough events for a sentence: {matched.mean.reason}")
    smallest = matched.test.smallest
    reach = (
        "possible with these events" if matched.test.p == smallest else f"possible is {probability(smallest)}"
    )
    return (
        f"Over {n} events that both report, {more} outlets write “{wording}” {_often(mean)} "
        f"{less} outlets (95\xa0% interval {points(low)} to {points(high)}{scope}; sign-flip test p = "
        f"{probability(matched.test.p)}, the smallest {reach}{_corrected(matched)}). "
        f"{_parts_told(matched, turn)}"
    )


def _corrected(matched: MatchedEffect) -> str:
    """The correction for having looked at every wording and pair, where there is one."""
    return f"; q = {probability(matched.q)} for all wordings and pairs" if matched.q is not None else ""


def _often(mean: float) -> str:
    size = round(100 * abs(mean))
    if not size:
        return "as often as"
    return f"{amount(size, 'point')} {'more' if mean > 0 else 'less'} often than"


def _evidence(comparison: Comparison, effect: Effect) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            f"passages, {_group(comparison, row.key)}",
            anchor("ev", effect.concept, effect.category, row.key),
        )
        for row in (effect.row_a, effect.row_b)
        if row.count
    )


def _parts_told(matched: MatchedEffect, turn: int) -> str:
    """In three parts; the table tells what is outside the shared events apart."""
    assert matched.parts is not None
    parts = matched.parts
    shown = rounded_parts([turn * part for part in (parts.framing, parts.selection, parts.unshared)])
    raw, (within, often, outside) = sum(shown), shown
    if not often and not outside:
        return f"The raw difference of {amount(raw, 'point')} remains whole within the same events."
    told = [f"{points(within / 100)} {'remains' if abs(within) == 1 else 'remain'} within the same events"]
    for n, whence in ((often, "reporting these events more or less often"), (outside, _OUTSIDE)):
        if n:
            told.append(f"{points(n / 100)} {'comes' if abs(n) == 1 else 'come'} from {whence}")
    verdict = _NOT_WITHIN if matched.vanishes else ""
    return f"Of the raw difference of {amount(raw, 'point')}, {', '.join(told[:-1])} and {told[-1]}.{verdict}"


def rounded_parts(parts: Sequence[Fraction], *, per: int = 100) -> list[int]:
    """Parts in whole hundredths (`per`) that add up to their sum in whole hundredths.

    Each is rounded down, and what is missing goes to those that were cut most (the method of largest
    remainders), the first of several equal ones.

    >>> rounded_parts([Fraction(314, 1000), Fraction(54, 1000), Fraction(36, 1000)])
    [31, 5, 4]
    """
    whole = [per * part for part in parts]
    down = [int(value // 1) for value in whole]
    missing = round(sum(whole)) - sum(down)
    most_cut = sorted(range(len(parts)), key=lambda n: (-(whole[n] - down[n]), n))
    for n in most_cut[:missing]:
        down[n] += 1
    return down


def _too_few(comparison: Comparison, several: Sequence[MatchedEffect]) -> str:
    if not several:
        return ""
    pairs = [
        f"{_group(comparison, m.effect.a)} and {_group(comparison, m.effect.b)} ({len(m.events)})"
        for m in sorted(several, key=lambda m: (-len(m.events), m.effect.a, m.effect.b))
    ]
    return (
        f"Too few events in common to compare ({MIN_EVENTS} are needed in which both groups name it at least "
        f"{MIN_EVENT_ITEMS} times in their own voice): {', '.join(pairs)}."
    )


def _figures(comparison: Comparison, matched: MatchedEffect) -> tuple[str, ...]:
    """A line of the table, in the direction of the sentence; points with one decimal, which add up."""
    effect, parts, test = matched.effect, matched.parts, matched.test
    assert parts is not None
    assert test is not None
    turn, more, less = _directed(comparison, effect)
    shown = rounded_parts([turn * getattr(parts, name) for name in PARTS], per=1000)
    mean = _turned(turn, matched.mean)
    _, low, high = _turned(turn, matched.framing)
    return (
        f"{more} minus {less}",
        variant_label(comparison.lexicon, effect.concept, effect.category),
        *(str(n) for n in (len(matched.events), matched.n_single, matched.n_thin)),
        f"{_tenths(mean[0])} [{_tenths(mean[1])} to {_tenths(mean[2])}]",
        *(probability(p) for p in (test.p, test.smallest, matched.q)),
        _tenths(sum(shown) / 1000),
        f"{_tenths(shown[0] / 1000)} [{_tenths(low)} to {_tenths(high)}]",
        *(_tenths(n / 1000) for n in shown[1:]),
        *_odds(matched.odds_ratio, turn),
    )


def _odds(ratio: OddsRatio | None, turn: int) -> tuple[str, str]:
    if ratio is None:
        return "none", "none"

    def told(*values: float) -> list[str]:
        return [f"{value:.3g}" for value in sorted(value**turn for value in values)]

    value, mentions = told(ratio.value)[0], " to ".join(told(ratio.mentions_low, ratio.mentions_high))
    if ratio.low is None or ratio.high is None:
        return f"{value} [cannot be told]", mentions
    return f"{value} [{' to '.join(told(ratio.low, ratio.high))}]", mentions


def _tenths(value: float) -> str:
    shown = f"{100 * value:.1f}"
    return "0.0" if shown == "-0.0" else shown.replace("-", "\N{MINUS SIGN}")


def _directed(comparison: Comparison, effect: Effect) -> tuple[int, str, str]:
    """The sign that makes the raw difference positive, and the labels of the two groups in that order."""
    turn = 1 if (effect.estimate.value or 0.0) >= 0 else -1
    more, less = (group_label(comparison.estimates.grouping, key) for key in (effect.a, effect.b)[::turn])
    return turn, more, less


def _turned(turn: int, estimate: Estimate) -> tuple[float, float, float]:
    bounds = sorted((turn * (estimate.low or 0.0), turn * (estimate.high or 0.0)))
    return turn * (estimate.value or 0.0), bounds[0], bounds[1]


def _group(comparison: Comparison, key: str) -> str:
    return group_label(comparison.estimates.grouping, key)
