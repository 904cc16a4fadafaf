"""What stands out, in sentences: each with its counts, its interval and its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from framing.comparison.estimates import MIN_ARTICLES, MIN_ITEMS, Effect, Estimates, Row
from framing.comparison.robustness import Robustness
from framing.lexicon import Lexicon
from framing.reporting.labels import (
    SCOPE_LABELS,
    amount,
    anchor,
    category_label,
    group_label,
    in_points,
    percent,
    points,
    score,
    variant_label,
)
from framing.reporting.quoted_marker import most_quoted_marker
from framing.reporting.robustness_view import check_lines, fragile_line
from framing.reporting.tone_links import tone_link
from framing.reporting.tone_notes import accuracy_in_short
from framing.store import Tables

_MOST_NAMING = 4

#: The share of false findings among those told, at most, if nothing differed but by chance.
MOST_Q = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One sentence for the top of the page, and the anchors of the passages behind it.

    `fragile` says what the difference does not survive, or is empty; `checks` tells every check.
    """

    text: str
    evidence: tuple[tuple[str, str], ...] = ()
    fragile: str = ""
    checks: tuple[str, ...] = ()


def find_findings(
    estimates: Estimates,
    lexicon: Lexicon,
    tables: Tables,
    *,
    check: Callable[[Effect], Robustness] | None = None,
) -> list[Finding]:
    """The differences that stand out; where there is none, what can be said instead.

    First comes the one whose interval stays farthest from zero.

    A difference stands out when it is clear after the correction for the number of comparisons in its
    family (`Effect.q` at most .05). Each wording is told once, between the two groups that it sets
    apart most; what rests on a single outlet comes last. `check` tests how robust each of them is.
    """

    def told(finding: Finding, effect: Effect) -> Finding:
        if check is None:
            return finding
        found = check(effect)
        family = sum(e.family == effect.family for e in estimates.effects)
        return replace(
            finding, fragile=fragile_line(found), checks=check_lines(effect, found, n_comparisons=family)
        )

    naming = [e for e in estimates.effects if e.measure == "naming" and e.voice == "outlet" and _shown(e)]
    found = [
        told(_naming(e, estimates, lexicon), e)
        for e in _widest(naming, lambda e: f"{e.concept} {e.category}", _MOST_NAMING)
    ]
    for measure in ("source_affiliation", "tone_headline"):
        rest = [e for e in estimates.effects if e.measure == measure and _shown(e) and _counted(e)]
        found += [told(_other(e, estimates), e) for e in _widest(rest, lambda e: e.measure, 1)]
    found += _voices(estimates, tables, lexicon)
    if not naming:
        return [_too_little(estimates), *_counts(estimates, lexicon), *found]
    return found


def _shown(effect: Effect) -> bool:
    """Clear after the correction, and after rounding: "0 to 27 points" would read as a contradiction."""
    return effect.clear and effect.q <= MOST_Q and _distance(effect) >= 0.005


def _counted(effect: Effect) -> bool:
    return effect.voice == "all" and effect.category != "not stated"


def _widest(effects: Iterable[Effect], key: Callable[[Effect], str], most: int) -> list[Effect]:
    kept: dict[str, Effect] = {}

    def order(e: Effect) -> tuple[Any, ...]:
        return _lone(e), -_distance(e), e.concept, e.category, e.a, e.b

    for effect in sorted(effects, key=order):
        kept.setdefault(key(effect), effect)
    return list(kept.values())[:most]


def _lone(effect: Effect) -> bool:
    """Whether one of the groups is a single outlet: such a difference is that outlet's, and comes last."""
    return min(effect.row_a.estimate.n_outlets, effect.row_b.estimate.n_outlets) < 2


def _distance(effect: Effect) -> float:
    """How far the interval stays away from zero: a wide but uncertain difference ranks low."""
    low, high = effect.estimate.low or 0.0, effect.estimate.high or 0.0
    return max(low, -high)


def _naming(effect: Effect, estimates: Estimates, lexicon: Lexicon) -> Finding:
    more, less = _ordered(effect)
    title = lexicon.concept(effect.concept).title
    label = variant_label(lexicon, effect.concept, effect.category)
    text = (
        f"{title}: in their own voice, {_group(more, estimates)} outlets write “{label}” "
        f"in {_share(more, ' of mentions')}, {_group(less, estimates)} outlets in {_share(less)}. "
        f"{_gap(effect)}"
    )
    return Finding(text=text, evidence=_evidence(effect, estimates, (more, less)))


def _other(effect: Effect, estimates: Estimates) -> Finding:
    more, less = _ordered(effect)
    if effect.measure == "tone_headline":
        a, b = more.estimate, less.estimate
        accuracy = accuracy_in_short(estimates.recipe)
        text = (
            f"Headlines of {_group(more, estimates)} outlets sound more positive, event words left out "
            f"(mean {score(a.value or 0)}, {a.n_articles} headlines), than those of "
            f"{_group(less, estimates)} outlets ({score(b.value or 0)}, {b.n_articles}). "
            f"Difference {score(abs(effect.estimate.value or 0))} (95\xa0% interval "
            f"{_tone_interval(effect)}{SCOPE_LABELS[effect.estimate.scope]}). "
            f"Tone is not stance: it counts words, not opinions{f', with {accuracy}' if accuracy else ''}."
        )
        links = (tone_link(effect.measure, effect.voice, row.key) for row in (more, less))
        return Finding(text=text, evidence=_labelled("headlines", (more, less), links, estimates))
    sources = category_label(effect.category)
    text = (
        f"Who speaks: {sources} sources have {_share(more, ' of the attributed statements')} "
        f"in {_group(more, estimates)} outlets and {_share(less)} in {_group(less, estimates)} outlets. "
        f"{_gap(effect)}"
    )
    links = (anchor("src", effect.measure, effect.category, row.key) for row in (more, less))
    return Finding(text=text, evidence=_labelled("statements", (more, less), links, estimates))


def _ordered(effect: Effect) -> tuple[Row, Row]:
    rows = effect.row_a, effect.row_b
    return rows if (effect.estimate.value or 0) >= 0 else (rows[1], rows[0])


def _group(row: Row, estimates: Estimates) -> str:
    return group_label(estimates.grouping, row.key)


def _share(row: Row, whole: str = "") -> str:
    e = row.estimate
    rests_on = f"{amount(e.n_articles, 'article')}, {amount(e.n_outlets, 'outlet')}"
    return f"{percent(e.value or 0)}{whole} ({row.count:,} of {e.n_items:,}, {rests_on})"


def _gap(effect: Effect) -> str:
    e = effect.estimate
    low, high = sorted((abs(e.low or 0), abs(e.high or 0)))
    return (
        f"Difference {in_points(abs(e.value or 0))} "
        f"(95\xa0% interval {points(low)} to {points(high)}{SCOPE_LABELS[e.scope]})."
    )


def _tone_interval(effect: Effect) -> str:
    low, high = sorted((abs(effect.estimate.low or 0), abs(effect.estimate.high or 0)))
    return f"{score(low)} to {score(high)}"


def _evidence(effect: Effect, estimates: Estimates, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    links = (anchor("ev", effect.concept, effect.category, row.key) for row in rows)
    return _labelled("passages", rows, links, estimates)


def _labelled(
    what: str, rows: Iterable[Row], links: Iterable[str], estimates: Estimates
) -> tuple[tuple[str, str], ...]:
    """A link for each group; none for a count of zero."""
    return tuple(
        (f"{what}, {_group(row, estimates)}", link)
        for row, link in zip(rows, links, strict=True)
        if row.count
    )


def _voices(estimates: Estimates, tables: Tables, lexicon: Lexicon) -> list[Finding]:
    """The marker that stands most often in other people's words."""
    found = most_quoted_marker(estimates, tables)
    if found is None:
        return []
    n = len(found.quoted)
    label = variant_label(lexicon, found.concept, found.wording)
    text = (
        f"Whose words: of the wordings that tell a register by themselves and occur {MIN_ITEMS} times or "
        f"more, “{label}” stands most often in other people's words: {n} of {found.n} mentions "
        f"({percent(n / found.n)}) are in quotations or reported speech."
    )
    passages = (("passages in other people's words", found.anchor),) if n else ()
    return [
        Finding(text=text, evidence=(*passages, ("all its mentions, by voice", anchor("c", found.concept))))
    ]


def _too_little(estimates: Estimates) -> Finding:
    corpus = estimates.corpus
    enough = {
        r.key
        for r in estimates.rows
        if r.level == "group" and r.measure == "naming" and r.estimate.value is not None
    }
    if len(enough - {"unlisted"}) >= 2:
        return Finding(
            text=(
                "No difference in naming between two groups stands out once the number of comparisons is "
                "taken into account."
            )
        )
    counts = (
        "What follows are counts of these articles, with the passages behind them, and no conclusion about "
        "any group of outlets."
    )
    needed = f"a figure needs at least {MIN_ARTICLES} articles and {MIN_ITEMS} mentions in a group"
    if not enough:
        n_apart = len(estimates.not_counted)
        apart = f" ({n_apart} cop{'y' if n_apart == 1 else 'ies'} not counted)" if n_apart else ""
        n = corpus.n_articles - n_apart
        reason = (
            f"{amount(n, 'article')}{apart} {'is' if n == 1 else 'are'} too few to compare groups: {needed}, "
            "and no group has that many."
        )
        return Finding(text=f"{reason} {counts}")
    if all(outlet.group == "unlisted" for outlet in corpus.outlets):
        reason = (
            "None of these outlets is placed in a group, so no groups can be compared. To place them, give a "
            "table with the columns outlet and group: --grouping FILE.csv."
        )
        return Finding(text=f"{reason} {counts}")
    only = group_label(estimates.grouping, min(enough - {"unlisted"} or enough))
    if len({outlet.group for outlet in corpus.outlets}) == 1:
        return Finding(
            text=f"All outlets here are of one group, “{only}”, so no groups can be compared. {counts}"
        )
    return Finding(
        text=f"There is too little to compare groups: {needed}, and only “{only}” has that many. {counts}"
    )


def _counts(estimates: Estimates, lexicon: Lexicon) -> list[Finding]:
    """The best attested concepts in plain counts over the whole corpus."""
    totals: dict[str, Counter[str]] = {}
    for row in estimates.rows:
        if row.measure == "naming" and row.level == "group" and row.voice == "outlet" and row.count:
            totals.setdefault(row.concept, Counter())[row.category] += row.count
    found = []
    for concept in sorted(totals, key=lambda c: (c != "region_name", -sum(totals[c].values()), c))[:3]:
        title = lexicon.concept(concept).title
        parts = [
            f"“{variant_label(lexicon, concept, variant)}” {n}"
            for variant, n in sorted(totals[concept].items(), key=lambda item: (-item[1], item[0]))
        ]
        text = f"{title}, in the newsrooms' own voice: {', '.join(parts)}."
        found.append(Finding(text=text, evidence=(("the passages", anchor("c", concept)),)))
    return found
