"""Can the groups be told apart by how they write about the same events? The figures, put together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations

import numpy as np

from framing.comparison.estimates import Estimates
from framing.comparison.false_discovery import corrected
from framing.separability.classifier import PENALTY, Accuracy, mean_known, measure, measure_auc
from framing.separability.control import control_group
from framing.separability.features import find_features
from framing.separability.folds import EVENT_BLOCKS, OUTLET_BLOCKS, Array, balance
from framing.separability.masking import MASKED_ZONES
from framing.separability.material import Material, gather_material
from framing.separability.null import Dealings, deal_groups, null_range, p_value, smallest_p
from framing.separability.results import Figure, Separability
from framing.store import Tables

#: With fewer tested articles on a side, or fewer events of both sides, there is no figure.
MIN_ARTICLES = 10
MIN_EVENTS = 3

DEALINGS = 200


def separate_groups(
    tables: Tables,
    estimates: Estimates,
    *,
    permutations: int = DEALINGS,
    masked_concepts: Collection[str] = (),
    own_voice: bool = False,
    seed: int = 0,
) -> Separability:
    """How well a classifier tells the groups apart on outlets and events that it has not seen.

    Every two groups, and each against the rest, are told apart by words and pairs of words outside the
    masks (`masking`), over folds that share neither outlet nor event (`folds`), against `permutations`
    dealings of the groups among the outlets (`null`) and against halves of one group (`control`). Mentions of
    `masked_concepts`, and with `own_voice` all quoted and reported statements, are masked too. The order of
    articles does not matter; the same seed gives the same figures. Raises ValueError for fewer than 1
    permutation.
    """
    if permutations < 1:
        raise ValueError(f"permutations={permutations}: at least 1 is needed")
    material = gather_material(
        tables, estimates, masked_concepts=masked_concepts, own_voice=own_voice, seed=seed
    )
    recipe = {
        "seed": seed,
        "permutations": permutations,
        "masked_zones": list(MASKED_ZONES),
        "masked_concepts": sorted(masked_concepts),
        "voice": "outlet" if own_voice else "all",
        "outlet_blocks": OUTLET_BLOCKS,
        "event_blocks": EVENT_BLOCKS,
        "penalty": PENALTY,
        "minimum_articles": MIN_ARTICLES,
        "minimum_events": MIN_EVENTS,
    }
    with _one_thread():
        return _asked(material, estimates.grouping.groups, recipe, permutations, seed)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Many small systems are solved in turn: threads would wait for each other, and sum in any order.

    Only libraries that are loaded can be held to one thread, so SciPy's is loaded first.
    """
    import scipy.linalg  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield


def _asked(
    material: Material, labels: Mapping[str, str], recipe: Mapping[str, object], permutations: int, seed: int
) -> Separability:
    numbers = range(len(material.groups))
    both = list(combinations(numbers, 2))
    pairs = _corrected([_pair(material, a, b, labels, permutations, seed) for a, b in both])
    told = [pair for pair, figure in zip(both, pairs, strict=True) if figure.auc is not None]
    overall, against = _together(material, pairs, told, permutations, seed)
    return Separability(
        overall=overall,
        pairs=tuple(pairs),
        one_against_rest=tuple(against),
        control=tuple(
            control_group(material, n, least_articles=MIN_ARTICLES, seed=seed) for n in numbers if told
        ),
        features={
            material.groups[n]: find_features(material, _against_rest(material, material.group_of_outlet, n))
            for n in sorted({n for pair in told for n in pair})
        },
        groups=material.groups,
        language=material.language,
        n_articles=len(material.articles),
        left_out=material.left_out,
        recipe=recipe,
    )


def _pair(
    material: Material, a: int, b: int, labels: Mapping[str, str], permutations: int, seed: int
) -> Figure:
    """Group a against group b, with the null of their own outlets."""
    blank = Figure(a=material.groups[a], b=material.groups[b])
    side = material.sides(material.group_of_outlet, a, [b])
    reason = _too_little(material, side, (labels[blank.a], labels[blank.b]))
    if reason or material.weights is None:
        return replace(blank, reason=reason or "no word stands in two outlets and two events")
    found = _measured(material, side)
    if found.auc is None or min(found.n_articles) < MIN_ARTICLES:
        n = min(found.n_articles)
        return replace(blank, reason=f"{n} articles of one group can be tested, {MIN_ARTICLES} needed")
    places = [n for n, g in enumerate(material.group_of_outlet) if g in (a, b)]
    own = [material.group_of_outlet[n] for n in places]
    dealings = deal_groups(own, most=permutations, seed=seed)
    null = []
    for row in dealings.rows:
        dealt = np.full(len(material.outlets), -1)
        dealt[places] = row
        null.append(_auc(material, material.sides(dealt.tolist(), a, [b])))
    return _with_null(_figure(material, blank, side, found), np.array(null), dealings, own, None)


def _together(
    material: Material,
    pairs: Sequence[Figure],
    told: Sequence[tuple[int, int]],
    permutations: int,
    seed: int,
) -> tuple[Figure, list[Figure]]:
    """The mean over the pairs, and each group against the rest, with one null of all outlets."""
    if not told:
        return Figure(reason=_why_none(pairs)), []
    known = [f for f in pairs if f.auc is not None]
    if len(material.groups) == 2:
        return replace(known[0], a="", b=""), []
    own = list(material.group_of_outlet)
    ones = sorted({n for pair in told for n in pair})
    sides = [_against_rest(material, own, n) for n in ones]
    found = [_measured(material, side) for side in sides]
    dealings = deal_groups(own, most=permutations, seed=seed)
    overall, against = [], []
    for row in dealings.rows:
        overall.append(np.mean([_auc(material, material.sides(row, a, [b])) for a, b in told]))
        against.append([_auc(material, _against_rest(material, row, n)) for n in ones])
    used = np.max([balance(side, material.event) > 0 for side in sides], axis=0)
    mean = Figure(
        auc=mean_known([f.auc for f in known]),
        balanced=mean_known([f.balanced for f in known]),
        n_articles=int(used.sum()),
        n_outlets=len(np.unique(material.outlet[used])),
        n_events=len(np.unique(material.event[used])),
        kept_out=mean_known([f.kept_out for f in known]),
    )
    figures = [
        _with_null(
            _figure(material, Figure(a=material.groups[n]), side, accuracy),
            np.array(against)[:, place],
            dealings,
            own,
            n,
        )
        for place, (n, side, accuracy) in enumerate(zip(ones, sides, found, strict=True))
    ]
    return _with_null(mean, np.array(overall), dealings, own, None), figures


def _against_rest(material: Material, group_of_outlet: Sequence[int], one: int) -> Array:
    others = [n for n in range(len(material.groups)) if n != one]
    return material.sides(group_of_outlet, one, others)


def _measured(material: Material, side: Array) -> Accuracy:
    assert material.weights is not None
    return measure(material.weights.kernel, side, material.outlet, material.event)


def _auc(material: Material, side: Array) -> float:
    assert material.weights is not None
    return measure_auc(material.weights.kernel, side, material.outlet, material.event)


def _figure(material: Material, blank: Figure, side: Array, found: Accuracy) -> Figure:
    used = balance(side, material.event) > 0
    return replace(
        blank,
        auc=found.auc,
        balanced=found.balanced,
        n_articles=sum(found.n_articles),
        n_outlets=len(np.unique(material.outlet[used])),
        n_events=len(np.unique(material.event[used])),
        n_untested=found.n_untested,
        kept_out=found.kept_out,
        reason="" if found.auc is not None else "no article can be tested",
    )


def _with_null(
    figure: Figure, null: Array, dealings: Dealings, own: Sequence[int], target: int | None
) -> Figure:
    if figure.auc is None:
        return figure
    low, high = null_range(null)
    return replace(
        figure,
        null_low=low,
        null_high=high,
        p=p_value(figure.auc, null, every=dealings.every),
        smallest_p=smallest_p(own, dealings, target=target),
        n_dealings=len(dealings.rows),
        every_dealing=dealings.every,
    )


def _too_little(material: Material, side: Array, labels: tuple[str, str]) -> str:
    """Why two groups cannot be told apart at all; empty where they can be tried."""
    used = balance(side, material.event) > 0
    n_events = len(np.unique(material.event[used]))
    if n_events < MIN_EVENTS:
        shared = "no shared event" if not n_events else f"{n_events} shared event{'s' * (n_events != 1)}"
        return f"{shared}, {MIN_EVENTS} needed"
    for place, label in enumerate(labels):
        here = used & (side == place)
        if len(np.unique(material.outlet[here])) < 2:
            return f"one outlet of {label} on the shared events, 2 needed"
        if here.sum() < MIN_ARTICLES:
            return f"{int(here.sum())} articles of {label} on shared events, {MIN_ARTICLES} needed"
    return ""


def _corrected(pairs: Sequence[Figure]) -> list[Figure]:
    known = {n: f.p for n, f in enumerate(pairs) if f.p is not None}
    out = list(pairs)
    for n, q in zip(known, corrected(list(known.values())), strict=True):
        out[n] = replace(out[n], q=q)
    return out


def _why_none(pairs: Sequence[Figure]) -> str:
    if not pairs:
        return "fewer than two groups have two outlets with articles about known events"
    reasons = sorted({f.reason for f in pairs})
    return reasons[0] if len(reasons) == 1 else "no two groups have enough articles on the same events"
