"""Whether the groups can be told apart by their wording: the answer in sentences, then the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from framing.records import Grouping
from framing.reporting.labels import amount, group_label, percent, probability
from framing.reporting.passages import Passage, passage_of
from framing.reporting.selection import articles_by_id
from framing.separability.results import Control, Feature, Figure, Separability

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: A difference that chance would give in one of so many dealings or more is not called one.
LEVEL = 0.05

LIMITS = (
    "Separable is not biased: newsrooms can be told apart by spelling, by tense or by what their readers "
    "know already.",
    "Words of the topic may leak: two groups can send reporters to different places of one event. A masked "
    "word leaves its surroundings.",
    "Quotations and reported speech are read too, unless they are said to be masked: a word may be a "
    "source's.",
    "In a small corpus a failure to tell the groups apart says little.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FeatureLine:
    """A word that pulls toward a group: its coefficient, where it stands, and passages with it."""

    term: str
    coefficient: str
    here: str
    elsewhere: str
    outlets: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SeparabilityView:
    """The section: sentences, a table with a line for each comparison, and the words of each group."""

    answer: tuple[str, ...]
    basis: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    controls: tuple[tuple[str, str], ...]
    features: tuple[tuple[str, tuple[FeatureLine, ...]], ...]
    limits: tuple[str, ...]


def separability_view(comparison: Comparison, found: Separability) -> SeparabilityView:
    """The section of the page."""
    grouping = comparison.estimates.grouping
    return SeparabilityView(
        answer=tuple(answer_lines(found, grouping)),
        basis=tuple(basis_lines(found)),
        lines=tuple(_line(f, grouping) for f in (*found.pairs, *found.one_against_rest)),
        controls=tuple((group_label(grouping, c.group), _control(c)) for c in found.control),
        features=tuple(
            (group_label(grouping, group), tuple(_feature_line(comparison, f) for f in features))
            for group, features in found.features.items()
            if features
        ),
        limits=LIMITS,
    )


def separability_text(found: Separability, grouping: Grouping) -> str:
    """The same for the terminal: the answer, a line for each comparison, the words of each group."""
    lines = ["Separability", *(f"  {s}" for s in (*answer_lines(found, grouping), *basis_lines(found)))]
    for figure in (*found.pairs, *found.one_against_rest):
        name, auc, balanced, null, p, n = _line(figure, grouping)
        rest = f"dealt anew {null}, {p}, balanced accuracy {balanced}, {n}" if figure.auc is not None else n
        lines.append(f"    {name:<34} {auc:<12} {rest}")
    lines += [f"    halves of {group_label(grouping, c.group)}: {_control(c)}" for c in found.control]
    for group, features in found.features.items():
        words = ", ".join(f"{f.term} ({f.n_articles}/{f.n_elsewhere})" for f in features)
        lines.append(f"  Words that pull toward {group_label(grouping, group)} (articles/elsewhere): {words}")
    return "\n".join([*lines, *(f"  {limit}" for limit in LIMITS)])


def answer_lines(found: Separability, grouping: Grouping) -> Iterator[str]:
    """The answer with chance level, null range and control: one sentence each."""
    figure = found.overall
    if figure.auc is None:
        yield f"Whether the groups can be told apart by their wording is not known: {figure.reason}."
        return
    over = " on average over every two groups" if len(found.pairs) > 1 else ""
    yield (
        f"{_verdict(figure, found.control)}{_alone(found)} Given one article from each of two groups, from "
        f"outlets and about events that it had not seen, the classifier told which is which in "
        f"{percent(figure.auc)} of pairs{over}; 50\xa0% is chance."
    )
    yield _null_line(figure)
    yield _control_line(found.control, grouping)


def basis_lines(found: Separability) -> Iterator[str]:
    """What the answer rests on, and what was left out."""
    figure = found.overall
    masked = "names of outlets and agencies, bylines, datelines, credits, captions, footers and web addresses"
    more = ""
    if found.recipe["masked_concepts"]:
        more += ", the names that the lexicon compares"
    if found.recipe["voice"] == "outlet":
        more += ", all quoted and reported statements"
    yield f"Language: {found.language or 'none'}. Masked: {masked}{more}."
    if figure.kept_out is not None:
        untested = sum(f.n_untested for f in found.pairs)
        articles = amount(untested, "article")
        more = f"; {articles} could not be tested in some pair of groups" if untested else ""
        yield (
            f"{amount(figure.n_articles, 'article')} from {amount(figure.n_outlets, 'outlet')} on "
            f"{amount(figure.n_events, 'shared event')}. Since whole outlets and events are left out, a "
            f"fold sets aside {percent(figure.kept_out)} of the articles on average{more}."
        )
    settings = found.recipe
    yield (
        f"Seed {settings['seed']}, {settings['permutations']} permutations, {settings['outlet_blocks']} "
        f"blocks of outlets, {settings['event_blocks']} of events, penalty {settings['penalty']}."
    )
    if found.left_out:
        yield f"Left out: {'; '.join(found.left_out)}."


def _verdict(figure: Figure, control: Sequence[Control]) -> str:
    inside = _mean_inside(control)
    assert figure.p is not None
    assert figure.smallest_p is not None
    assert figure.auc is not None
    if figure.smallest_p > LEVEL:
        return "There are too few outlets to show whether the groups can be told apart."
    if figure.p > LEVEL:
        return "The groups were not told apart better than groups dealt by chance."
    if inside is not None and inside >= figure.auc:
        return "The groups were told apart, but no better than halves of one group: the groups say little."
    return "The groups were told apart better than groups dealt by chance."


def _alone(found: Separability) -> str:
    """What the verdict on all groups together must not hide: that no two of them were told apart."""
    known = [f.q for f in found.pairs if f.q is not None]
    figure = found.overall
    if len(known) < 2 or figure.p is None or figure.p > LEVEL or min(known) <= LEVEL:
        return ""
    least = probability(min(known))
    return f" That is all groups together: no single pair was told apart (smallest q {_equals(least)})."


def _null_line(figure: Figure) -> str:
    how = "in all possible ways" if figure.every_dealing else "at random"
    assert figure.null_low is not None
    assert figure.null_high is not None
    return (
        f"With the groups dealt anew among the outlets, {how}, {figure.n_dealings} times, it was "
        f"{percent(figure.null_low)} to {percent(figure.null_high)} in the middle 90 of 100 "
        f"({_p(figure)}; the smallest p possible here is {probability(figure.smallest_p)})."
    )


def _control_line(control: Sequence[Control], grouping: Grouping) -> str:
    known = [c for c in control if c.auc is not None]
    inside = _mean_inside(control)
    if inside is None:
        return (
            "How far halves of one group can be told apart is not known, since no group has four outlets and "
            "enough articles: the figure above may be due to single outlets."
        )
    each = ", ".join(f"{group_label(grouping, c.group)} {percent(c.auc)}" for c in known if c.auc is not None)
    return f"Halves of one group were told apart in {percent(inside)} of pairs on average ({each})."


def _mean_inside(control: Sequence[Control]) -> float | None:
    known = [c.auc for c in control if c.auc is not None]
    return fmean(known) if known else None


def _control(control: Control) -> str:
    if control.auc is None or control.low is None or control.high is None:
        return control.reason
    splits = amount(control.n_splits, "split")
    return f"{percent(control.auc)} (from {percent(control.low)} to {percent(control.high)} in {splits})"


def _line(figure: Figure, grouping: Grouping) -> tuple[str, ...]:
    """Who, pairs in order, balanced accuracy, dealt anew, p, and what it rests on."""
    other = group_label(grouping, figure.b) if figure.b else "all others"
    name = f"{group_label(grouping, figure.a)} and {other}"
    if figure.auc is None or figure.null_low is None or figure.null_high is None:
        return name, "not enough data", "", "", "", figure.reason
    return (
        name,
        percent(figure.auc),
        percent(figure.balanced) if figure.balanced is not None else "",
        f"{percent(figure.null_low)} to {percent(figure.null_high)}",
        _p(figure) + (f", q {_equals(probability(figure.q))}" if figure.q is not None else ""),
        ", ".join(
            amount(n, noun)
            for n, noun in (
                (figure.n_articles, "article"),
                (figure.n_outlets, "outlet"),
                (figure.n_events, "event"),
            )
        ),
    )


def _p(figure: Figure) -> str:
    return f"p {_equals(probability(figure.p))}"


def _equals(shown: str) -> str:
    """A probability after its letter: "= .040", or "below .0001"."""
    return shown if shown.startswith("below") else f"= {shown}"


def _feature_line(comparison: Comparison, feature: Feature) -> FeatureLine:
    articles = articles_by_id(comparison)
    names = {o.outlet_id: o.outlet for o in comparison.estimates.corpus.outlets}
    return FeatureLine(
        term=feature.term,
        coefficient=f"{feature.coefficient:.2f}",
        here=f"{feature.n_articles} of {feature.n_articles_of}",
        elsewhere=f"{feature.n_elsewhere} of {feature.n_elsewhere_of}",
        outlets=f"{len(feature.outlets)} of {feature.n_outlets_of}: "
        + ", ".join(names.get(o, o) for o in feature.outlets),
        passages=tuple(
            passage_of(articles[p.article_id], field=p.field, start=p.start, end=p.end, voice="")
            for p in feature.places
        ),
    )
