"""Whether a difference survives: other outlets, another grouping, other rules, another lexicon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.comparison.effects import effect_of
from framing.comparison.estimates import estimate_sums
from framing.comparison.matched import match_effect
from framing.comparison.results import Effect, Estimates, Row
from framing.comparison.sums import Cell, Sums, select_articles, select_sums
from framing.records import Grouping

#: A check is not printed as a figure, it asks whether one stands: it needs fewer articles and items than
#: a figure does. Else every finding of a small corpus would fall with its first outlet.
FLOOR = (3, 10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """The same difference computed once more, with one thing changed.

    `kind` is `outlet`, `grouping`, `wire`, `voice`, `events` or `lexicon`, `name` which outlet, grouping … it
    is. `value`, `low` and `high` are None where it cannot be computed, and `reason` says why. `holds`
    says whether the sign is the same and the interval leaves out zero; of `events`, whether at least half
    of the difference remains within the events that both groups report.
    """

    kind: str
    name: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    holds: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Robustness:
    """All checks of one effect. What does not apply, such as one grouping for both groups, is not here."""

    checks: tuple[Check, ...]

    @property
    def fragile(self) -> bool:
        """Whether any check turns the sign, loses the interval or leaves too little to tell."""
        return any(not check.holds for check in self.checks)


def check_effect(
    estimates: Estimates,
    effect: Effect,
    *,
    groupings: Sequence[Grouping] = (),
    rivals: Sequence[tuple[str, Sums]] = (),
) -> Robustness:
    """The checks of one effect of these estimates.

    Each outlet of the two groups is left out once; `groupings` are other groupings, `rivals` the sums
    of the same articles annotated with other lexicons, with their names.
    """
    return Robustness(
        checks=(
            *_without_outlets(estimates, effect),
            *_other_groupings(estimates, effect, groupings),
            *_wire_kept(estimates, effect),
            *_other_voice(estimates, effect),
            *_within_events(estimates, effect),
            *_rivals(estimates, effect, rivals),
        )
    )


def _without_outlets(estimates: Estimates, effect: Effect) -> Iterator[Check]:
    counted = _counted_in_cell(estimates, effect)
    for outlet in estimates.corpus.outlets:
        if outlet.group in (effect.a, effect.b):
            again = _again(estimates, effect, sums=counted, wire="keep", without=(outlet.outlet_id,))
            yield _check("outlet", outlet.outlet, effect, *_pair(again, effect, effect.a, effect.b))


def _counted_in_cell(estimates: Estimates, effect: Effect) -> Sums:
    """The articles that count and have items of the effect: with them the rule on copies is settled."""
    sums = select_sums(estimates.sums, [Cell(effect.measure, effect.concept, effect.voice)])
    return select_articles(
        sums,
        (
            n
            for n in set(sums.article.tolist())
            if sums.articles[n]["article_id"] not in estimates.not_counted
        ),
    )


def _other_groupings(estimates: Estimates, effect: Effect, groupings: Sequence[Grouping]) -> Iterator[Check]:
    for grouping in groupings:
        a, b = (_counterpart(estimates, group, grouping) for group in (effect.a, effect.b))
        # Where the other grouping puts both groups into one, it has nothing to say about their difference.
        if a and b and a != b and "unlisted" not in (a, b):
            again = _again(estimates, effect, grouping=grouping)
            yield _check("grouping", grouping.name, effect, *_pair(again, effect, a, b))


def _wire_kept(estimates: Estimates, effect: Effect) -> Iterator[Check]:
    if estimates.recipe["wire"] != "keep" and estimates.not_counted:
        again = _again(estimates, effect, wire="keep")
        yield _check("wire", "keep", effect, *_pair(again, effect, effect.a, effect.b))


def _other_voice(estimates: Estimates, effect: Effect) -> Iterator[Check]:
    """Quotations included; of a figure for all voices, the newsroom's own voice, where there is one."""
    voice = "outlet" if effect.voice == "all" else "all"
    if any(c == Cell(effect.measure, effect.concept, voice) for c in estimates.sums.cells):
        again = _again(estimates, effect, voice=voice)
        yield _check("voice", voice, effect, *_pair(again, effect, effect.a, effect.b, voice=voice))


def _within_events(estimates: Estimates, effect: Effect) -> Iterator[Check]:
    """The framing part of the difference, where there are enough events to tell.

    Its interval is shown and not asked for: with few events it takes in zero whatever the coverage.
    """
    found = match_effect(estimates, effect)
    part = found.framing
    if part.value is not None:
        yield Check(
            kind="events",
            name="shared",
            value=part.value,
            low=part.low,
            high=part.high,
            holds=not found.vanishes,
        )


def _rivals(estimates: Estimates, effect: Effect, rivals: Sequence[tuple[str, Sums]]) -> Iterator[Check]:
    for name, sums in rivals:
        again = _again(estimates, effect, sums=sums)
        yield _check("lexicon", name, effect, *_pair(again, effect, effect.a, effect.b))


def _again(
    estimates: Estimates,
    effect: Effect,
    *,
    sums: Sums | None = None,
    grouping: Grouping | None = None,
    wire: str | None = None,
    voice: str | None = None,
    without: Sequence[str] = (),
) -> Estimates:
    cell = Cell(effect.measure, effect.concept, voice or effect.voice)
    recipe = estimates.recipe
    return estimate_sums(
        select_sums(sums or estimates.sums, [cell]),
        grouping=grouping or estimates.grouping,
        wire=wire or recipe["wire"],
        seed=recipe["seed"],
        resamples=recipe["resamples"],
        levels=("group",),
        floor=FLOOR,
        permutations=0,
        without=without,
    )


def _pair(
    again: Estimates, effect: Effect, a: str, b: str, *, voice: str | None = None
) -> tuple[Row | None, Row | None]:
    one, two = (
        again.row(
            effect.measure,
            concept=effect.concept,
            category=effect.category,
            voice=voice or effect.voice,
            key=key,
        )
        for key in (a, b)
    )
    return one, two


def _check(kind: str, name: str, effect: Effect, a: Row | None, b: Row | None) -> Check:
    for row in (a, b):
        if row is None or row.estimate.value is None:
            reason = row.estimate.reason if row else "nothing of the kind is left in one of the groups"
            return Check(kind=kind, name=name, reason=reason)
    assert a is not None
    assert b is not None
    again = effect_of(a, b)
    value, estimate = again.estimate.value or 0.0, again.estimate
    same_sign = value * (effect.estimate.value or 0.0) > 0
    return Check(
        kind=kind,
        name=name,
        value=value,
        low=estimate.low,
        high=estimate.high,
        holds=same_sign and again.clear,
    )


def _counterpart(estimates: Estimates, group: str, grouping: Grouping) -> str | None:
    """Where most articles of a group are in another grouping; of two halves, the one of the same name."""
    counts: Counter[str] = Counter()
    for outlet in estimates.corpus.outlets:
        if outlet.group == group:
            counts[grouping.group_of(outlet.outlet_id)] += outlet.n_articles
    return min(counts, key=lambda key: (-counts[key], key != group, key)) if counts else None
