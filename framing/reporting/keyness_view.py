"""What sets each group apart: its most and its least typical wordings, with their counts and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.comparison.estimates import MIN_ITEMS
from framing.comparison.keyness import Key, Keyness
from framing.comparison.results import Effect
from framing.reporting.labels import amount, anchor, group_label, in_points, percent, points, variant_label

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Wordings shown for each group, and as many that it avoids; of these, named in its headline.
MOST_WORDINGS = 8
MOST_NAMED = 3

#: Below this, the order of wordings is mostly noise, and they are not shown. It is no test.
LEAST_Z = 2.0

#: As for the differences at the top of the page.
MOST_Q = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyLine:
    """One wording: counts here, counts in each other group with their evidence, the difference of shares.

    `spread` says in how many articles and outlets of the side where it stands out. `chance` is true where the
    difference is not clear after the correction for the number of comparisons.
    """

    label: str
    concept: str
    here: str
    link: str
    elsewhere: str
    others: tuple[tuple[str, int, str], ...]
    spread: str
    difference: str
    chance: bool
    z: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupKeyness:
    """A group with the wordings that set it apart; `reason` says why there are none."""

    label: str
    often: tuple[KeyLine, ...] = ()
    seldom: tuple[KeyLine, ...] = ()
    often_named: str = ""
    seldom_named: str = ""
    note: str = ""
    reason: str = ""


def group_keyness(comparison: Comparison, keys: Sequence[str]) -> tuple[GroupKeyness, ...]:
    """For each group of the grouping that has articles, in the newsroom's own voice; none for one group."""
    groups = [key for key in keys if key in comparison.estimates.grouping.groups]
    return tuple(_group(comparison, key, groups) for key in groups) if len(groups) > 1 else ()


def _group(comparison: Comparison, key: str, groups: Sequence[str]) -> GroupKeyness:
    label = group_label(comparison.estimates.grouping, key)
    found = comparison.keyness(key)
    often = [entry for entry in found.entries if entry.z >= LEAST_Z][:MOST_WORDINGS]
    seldom = [entry for entry in reversed(found.entries) if entry.z <= -LEAST_Z][:MOST_WORDINGS]
    reason = found.reason or ("" if often or seldom else "no wording sets this group apart")
    one = found.n_outlets_a == 1
    return GroupKeyness(
        label=label,
        often=_lines(comparison, found, often, groups),
        seldom=_lines(comparison, found, seldom, groups),
        often_named=_named(comparison, often),
        seldom_named=_named(comparison, seldom),
        note="one outlet: what follows are the habits of this outlet" if one else "",
        reason=reason,
    )


def _named(comparison: Comparison, entries: Sequence[Key]) -> str:
    labels = (f"“{_label(comparison, entry)}”" for entry in entries[:MOST_NAMED])
    return ", ".join(dict.fromkeys(labels))


def _label(comparison: Comparison, entry: Key) -> str:
    return variant_label(comparison.lexicon, entry.concept, entry.category)


def _lines(
    comparison: Comparison, found: Keyness, entries: Iterable[Key], groups: Sequence[str]
) -> tuple[KeyLine, ...]:
    return tuple(_line(comparison, found, entry, groups) for entry in entries)


def _line(comparison: Comparison, found: Keyness, entry: Key, groups: Sequence[str]) -> KeyLine:
    effect = _effect(comparison, found.a, entry, len(groups))
    articles, outlets = (
        (entry.articles_a, entry.outlets_a) if entry.z > 0 else (entry.articles_b, entry.outlets_b)
    )
    return KeyLine(
        label=_label(comparison, entry),
        concept=comparison.lexicon.concept(entry.concept).title,
        here=_share(entry.count_a, entry.whole_a),
        link=anchor("ev", entry.concept, entry.category, found.a) if entry.count_a else "",
        elsewhere=_share(entry.count_b, entry.whole_b),
        others=tuple(_others(comparison, entry, [key for key in groups if key != found.a])),
        spread=f"{amount(articles, 'article')}, {amount(outlets, 'outlet')}",
        difference=_difference(effect, found.a) if effect else "",
        chance=effect is not None and not (effect.clear and effect.q <= MOST_Q),
        z=f"{entry.z:+.1f}".replace("-", "\N{MINUS SIGN}"),
    )


def _share(count: int, whole: int) -> str:
    """Counts, and the share where there are enough mentions for one."""
    if not whole:
        return "no mention"
    return f"{count} of {whole}" + (f" ({percent(count / whole)})" if whole >= MIN_ITEMS else "")


def _others(comparison: Comparison, entry: Key, groups: Sequence[str]) -> Iterable[tuple[str, int, str]]:
    for key in groups:
        row = comparison.estimates.row(
            "naming", concept=entry.concept, category=entry.category, voice="outlet", key=key
        )
        if row is not None and row.count:
            label = group_label(comparison.estimates.grouping, key)
            yield label, row.count, anchor("ev", entry.concept, entry.category, key)


def _effect(comparison: Comparison, key: str, entry: Key, n_groups: int) -> Effect | None:
    """The difference of the same shares from the other groups, where there is enough data.

    Of two groups, the difference between them.
    """
    several = comparison.effects if n_groups == 2 else comparison.against_rest
    wanted = ("naming", entry.concept, entry.category, "outlet")
    for effect in several:
        if (effect.measure, effect.concept, effect.category, effect.voice) == wanted and (
            effect.a == key or (n_groups == 2 and effect.b == key)
        ):
            return effect
    return None


def _difference(effect: Effect, key: str) -> str:
    """In points, this group less the others."""
    e, turn = effect.estimate, 1 if effect.a == key else -1
    value = turn * (e.value or 0.0)
    low, high = sorted((turn * (e.low or 0.0), turn * (e.high or 0.0)))
    return f"{in_points(value, sign='+')} ({points(low)} to {points(high)})"
