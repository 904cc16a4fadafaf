"""Groups the articles that report the same event, across outlets, within one language.

Two stages, both made to err on the side of leaving an article alone.

*Reports.* Articles whose dates lie within `WINDOW` days are joined from the bottom up, the most alike
first (group average, normalised by the likeness inside each group). Likeness is the cosine of weighted
stems, less what the two articles share with articles of other times: a corpus about one conflict uses
the same words every week. Where few such articles show how much that is, an ordinary amount is assumed,
and the dispute's everyday names count nothing at all (`everyday`). A group never spans more than
`WINDOW` days, so two strikes on one town two weeks apart stay two events, and talks announced and talks
held stay two if a week lies between them.
A group is an event when at least two outlets are in it.

*Follow-ups.* An article that stands alone joins an event of the ninety days before it when at least
three outlets reported that event, when no other event of the corpus, of whatever time, is as near to
it, and when it still is near without the two stems that they share most strongly.

Articles with an event of the user's own keep it and take no part. Articles without a date are in no
event. Known failures: talks announced and held within four days; a second incident that only one
outlet reports, in the same place and in the same words; an event that goes on for weeks, which
becomes several.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt
from typing import TYPE_CHECKING, Any

from framing.annotation.event_terms import CONCEPT, Terms, terms_of, usual_surface, vectors_of
from framing.annotation.everyday import everyday_names
from framing.lexicon import Lexicon
from framing.records import Annotation

if TYPE_CHECKING:
    from framing.annotation.background import Paragraph

#: Days between the first and the last report of an event.
WINDOW = 4
#: Least likeness of two groups that are joined. Chosen on the demo corpus and tests/cases/events/hard.toml:
#: .14 and .15 join no strangers in one corpus of all hard cases, .13 joins two.
JOIN = 0.14
FOLLOW_UP_DAYS = 90
#: Least cosine of a follow-up with its event, without their two strongest shared stems.
FOLLOW_UP = 0.08
FOLLOW_UP_OUTLETS = 3

_FAR = 10
#: So many imagined articles of other times are like every article by an ordinary cosine: the mean of the
#: demo corpus, over pairs more than `_FAR` days apart.
_SHRINK = 10
_ORDINARY = 0.045
_ROUNDS = 6
_MOST_NEIGHBOURS = 200
_LEAST_LIKENESS = 0.02
_MOST_NAMED = 8
_MOST_WORDINGS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A group of articles on one event, and why it holds.

    `given` is True for an event of the user's own. `names` and `terms` are shared by at least half
    of the articles, each with the number of articles that have it. `follow_ups` are those of
    `articles` that joined later.
    """

    id: str
    given: bool
    language: str
    articles: tuple[str, ...]
    follow_ups: tuple[str, ...]
    n_outlets: int
    first_date: str | None
    last_date: str | None
    names: tuple[tuple[str, int], ...]
    terms: tuple[tuple[str, int], ...]

    @property
    def reason(self) -> str:
        """Why the articles are one event, in words."""
        if self.given:
            return "the event that the input names"
        later = f", {len(self.follow_ups)} of them follow-ups" if self.follow_ups else ""
        when = f"{self.first_date} to {self.last_date}{later}"
        shared = f"names in common: {_listed(self.names)}; words in common: {_listed(self.terms)}"
        return f"{len(self.articles)} articles of {self.n_outlets} outlets, {when}; {shared}"


def find_events(
    annotations: Sequence[Annotation],
    *,
    background: Mapping[str, Sequence[Paragraph]] | None = None,
    lexicons: Sequence[Lexicon] = (),
) -> tuple[Event, ...]:
    """All events, given and found, by id. The order of the articles does not matter.

    `background` gives the background paragraphs of each article id (`background.find_background`); from
    `lexicons` come the everyday names of the dispute (without any, from all that come with the package).

    >>> from framing.records import Article
    >>> texts = {"a": "A suspension bridge was opened at Varda.", "b": "Varda opened its suspension bridge."}
    >>> both = [Annotation(article=Article(id=i, outlet_id=i, outlet=i, title="", text=t, date="2023-06-12",
    ...         language="en")) for i, t in texts.items()]
    >>> [(e.id, e.articles, e.terms) for e in find_events(both)]
    [('found:a', ('a', 'b'), (('bridge', 2), ('opened', 2), ('suspension', 2), ('Varda', 2)))]
    """
    ordered = sorted(annotations, key=lambda a: a.article.id)
    everyday = everyday_names(lexicons)

    def terms(annotation: Annotation) -> Terms:
        return terms_of(annotation, (background or {}).get(annotation.article.id, ()), everyday)

    # Of the terms only the weights are kept for all articles: the rest is made again for those in events.
    weights = {a.article.id: terms(a).weights for a in ordered}
    frequency = Counter(stem for own in weights.values() for stem in own)
    given: dict[str, list[Annotation]] = defaultdict(list)
    free: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in ordered:
        article = annotation.article
        if article.event is not None:
            given[article.event].append(annotation)
        elif article.date:
            free[article.language or "und"].append(annotation)

    def event(id: str, members: Sequence[Annotation], follow_ups: set[str] | None = None) -> Event:
        own = [terms(m) for m in members]
        rarity = {s: log(1 + len(ordered) / frequency[s]) for t in own for s in t.weights}
        return _event(id, members, own, rarity, given=follow_ups is None, follow_ups=follow_ups or set())

    events = [event(id, members) for id, members in given.items()]
    for members in free.values():
        for places, later in _groups(members, [weights[m.article.id] for m in members]):
            inside = [members[n] for n in places]
            events.append(
                event(f"found:{inside[0].article.id}", inside, {members[n].article.id for n in later})
            )
    return tuple(sorted(events, key=lambda e: e.id))


def _groups(
    members: Sequence[Annotation], weights: Sequence[Mapping[str, float]]
) -> list[tuple[list[int], set[int]]]:
    """Places of the articles of each event, and those of its follow-ups among them."""
    outlets = [m.article.outlet_id for m in members]
    if len(set(outlets)) < 2:
        return []
    import numpy as np

    days = np.array([date.fromisoformat(m.article.date or "").toordinal() for m in members])
    vectors = vectors_of(weights)
    groups = _join(vectors, days)
    n_outlets = {n: len({outlets[i] for i in g}) for n, g in enumerate(groups)}
    large = [g for n, g in enumerate(groups) if n_outlets[n] >= FOLLOW_UP_OUTLETS]
    small = [g for n, g in enumerate(groups) if n_outlets[n] < FOLLOW_UP_OUTLETS]
    joined, left = _follow_ups(vectors, days, large, small)
    return [
        *((sorted([*g, *later]), set(later)) for g, later in zip(large, joined, strict=True)),
        *((g, set[int]()) for g in left if len({outlets[n] for n in g}) > 1),
    ]


# ---- reports ----------------------------------------------------------------------------------------


def _join(vectors: Any, days: Any) -> list[list[int]]:
    """Groups of articles, singles included, each in order."""
    elsewhere = _likeness_elsewhere(vectors, days)
    links = _Links(days=days.tolist(), selves=(1 - elsewhere).tolist())
    for a, b, cosine in _near_pairs(vectors, days):
        likeness = cosine - sqrt(elsewhere[a] * elsewhere[b])
        if likeness >= _LEAST_LIKENESS:
            links.add(a, b, likeness)
    return links.groups()


def _likeness_elsewhere(vectors: Any, days: Any) -> Any:
    """Mean cosine of each article with those of other times, drawn to the ordinary where these are few."""
    import numpy as np

    total = np.asarray(vectors.sum(axis=0)).ravel()
    order = np.argsort(days, kind="stable")
    sorted_days = days[order]
    means = np.zeros(len(days))
    for day in np.unique(days):
        low, high = np.searchsorted(sorted_days, [day - _FAR, day + _FAR + 1])
        near = np.asarray(vectors[np.sort(order[low:high])].sum(axis=0)).ravel()
        here = np.flatnonzero(days == day)
        sums = vectors[here] @ (total - near) + _SHRINK * _ORDINARY
        means[here] = sums / (len(days) - (high - low) + _SHRINK)
    return np.maximum(means, 0.0)


def _near_pairs(vectors: Any, days: Any) -> Iterator[tuple[int, int, float]]:
    """Pairs within the window, for each article those with the `_MOST_NEIGHBOURS` it is most like."""
    import numpy as np

    order = np.argsort(days, kind="stable")
    sorted_days = days[order]
    found: set[tuple[int, int]] = set()
    for start in range(0, len(order), 256):
        rows = order[start : start + 256]
        low = np.searchsorted(sorted_days, sorted_days[start] - WINDOW)
        high = np.searchsorted(sorted_days, sorted_days[min(start + 256, len(order)) - 1] + WINDOW + 1)
        columns = order[low:high]
        product = (vectors[rows] @ vectors[columns].T).tocsr()
        for place, a in enumerate(rows.tolist()):
            where = slice(product.indptr[place], product.indptr[place + 1])
            others, cosines = columns[product.indices[where]], product.data[where]
            close = (np.abs(days[others] - days[a]) <= WINDOW) & (others != a)
            others, cosines = others[close], cosines[close]
            best = np.lexsort((others, -np.round(cosines, 12)))[:_MOST_NEIGHBOURS]
            for b, cosine in zip(others[best].tolist(), cosines[best].tolist(), strict=True):
                pair = (a, b) if a < b else (b, a)
                if pair not in found:
                    found.add(pair)
                    yield (*pair, cosine)


class _Links:
    """Groups that are joined, the most alike first, while their dates allow it."""

    def __init__(self, *, days: list[int], selves: list[float]) -> None:
        self._first, self._last, self._self = list(days), list(days), list(selves)
        self._likeness: list[dict[int, float]] = [{} for _ in days]
        self._members: list[list[int]] = [[n] for n in range(len(days))]
        self._heap: list[tuple[float, int, int, float]] = []

    def add(self, a: int, b: int, likeness: float) -> None:
        self._likeness[a][b] = self._likeness[b][a] = likeness
        self._push(a, b)

    def _push(self, a: int, b: int) -> None:
        if max(self._last[a], self._last[b]) - min(self._first[a], self._first[b]) > WINDOW:
            return
        likeness = self._likeness[a][b]
        score = likeness / sqrt(max(self._self[a] * self._self[b], 1e-12))
        if score >= JOIN:
            # Rounded, so that the order of equal pairs does not hang on the last bit of a sum.
            heapq.heappush(self._heap, (-round(score, 9), min(a, b), max(a, b), likeness))

    def groups(self) -> list[list[int]]:
        while self._heap:
            _, a, b, likeness = heapq.heappop(self._heap)
            # A pair whose groups have grown since was pushed again with its new likeness.
            if self._members[a] and self._members[b] and self._likeness[a].get(b) == likeness:
                self._merge(a, b)
        return [sorted(m) for m in self._members if m]

    def _merge(self, a: int, b: int) -> None:
        self._self[a] += self._self[b] + 2 * self._likeness[a].pop(b)
        self._likeness[b].pop(a)
        self._first[a], self._last[a] = min(self._first[a], self._first[b]), max(self._last[a], self._last[b])
        self._members[a] += self._members[b]
        self._members[b] = []
        for other, likeness in self._likeness[b].items():
            self._likeness[other].pop(b)
            total = self._likeness[a].get(other, 0.0) + likeness
            self._likeness[a][other] = self._likeness[other][a] = total
        self._likeness[b] = {}
        for other in self._likeness[a]:
            self._push(a, other)


# ---- follow-ups --------------------------------------------------------------------------------------


def _follow_ups(
    vectors: Any, days: Any, large: Sequence[list[int]], small: Sequence[list[int]]
) -> tuple[list[list[int]], list[list[int]]]:
    """For each large group the articles that join it, and the small groups that join none.

    What joins moves the centre of a group, so it is done in rounds.
    """
    joined: list[list[int]] = [[] for _ in large]
    waiting = list(small)
    begins = [int(days[g].min()) for g in large]
    for _ in range(_ROUNDS if large else 0):
        nearest = _nearest(vectors, [[*g, *later] for g, later in zip(large, joined, strict=True)], waiting)
        rest = []
        for group in waiting:
            targets = {nearest.get(n) for n in group}
            target = targets.pop() if len(targets) == 1 else None
            latest = WINDOW if len(group) > 1 else FOLLOW_UP_DAYS
            if target is not None and all(-2 <= days[n] - begins[target] <= latest for n in group):
                joined[target] += group
            else:
                rest.append(group)
        if len(rest) == len(waiting):
            break
        waiting = rest
    return joined, waiting


def _nearest(vectors: Any, large: Sequence[list[int]], small: Sequence[list[int]]) -> dict[int, int]:
    """For each article of the small groups the large group that is clearly nearest and near enough."""
    import numpy as np
    from scipy.sparse import csr_matrix, vstack

    centres = vstack([csr_matrix(vectors[g].sum(axis=0)) for g in large], format="csr")
    lengths = np.maximum(np.sqrt(np.asarray(centres.multiply(centres).sum(axis=1)).ravel()), 1e-12)
    articles = [n for group in small for n in group]
    found = {}
    for start in range(0, len(articles), 512):
        rows = articles[start : start + 512]
        scores = np.round((vectors[rows] @ centres.T).toarray() / lengths, 9)
        for n, row in zip(rows, scores, strict=True):
            best = int(row.argmax())
            clearly = row[best] > np.delete(row, best).max(initial=0.0)
            if clearly and _without_strongest(vectors[n], centres[best]) / lengths[best] >= FOLLOW_UP:
                found[n] = best
    return found


def _without_strongest(article: Any, centre: Any) -> float:
    """The product of two rows without the two stems that add most to it."""
    shared = sorted(article.multiply(centre).tocsr().data.tolist())
    return float(sum(shared[:-2]))


# ---- why a group holds ----------------------------------------------------------------------------


def _event(
    id: str,
    members: Sequence[Annotation],
    own: Sequence[Terms],
    rarity: Mapping[str, float],
    *,
    given: bool,
    follow_ups: set[str],
) -> Event:
    dates = sorted(m.article.date for m in members if m.article.date)
    languages = Counter(m.article.language or "und" for m in members)
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for t in own:
        for stem, surface in t.surfaces.items():
            surfaces[stem][surface] += 1
    stems = _shared(Counter(s for t in own for s in t.weights), len(members))
    telling = sorted(stems, key=lambda item: (-item[1] * rarity[item[0]], item[0]))
    return Event(
        id=id,
        given=given,
        language=min(languages, key=lambda code: (-languages[code], code)),
        articles=tuple(m.article.id for m in members),
        follow_ups=tuple(sorted(follow_ups)),
        n_outlets=len({m.article.outlet_id for m in members}),
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        names=tuple(_shared(Counter(name for t in own for name in t.names), len(members))[:_MOST_NAMED]),
        terms=tuple(
            (_wordings(surfaces[s]) if s.startswith(CONCEPT) else usual_surface(surfaces[s]), n)
            for s, n in telling[:_MOST_NAMED]
        ),
    )


def _wordings(counts: Mapping[str, int]) -> str:
    """The wordings of a concept by the articles that use them most, no side's alone: "Girne / Kyrenia"."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for surface, n in counts.items():
        kinds[surface.casefold()][surface] += n
    ordered = sorted(kinds.values(), key=lambda c: (-c.total(), min(c).casefold()))
    return " / ".join(usual_surface(c) for c in ordered[:_MOST_WORDINGS])


def _shared(counts: Mapping[str, int], n_articles: int) -> list[tuple[str, int]]:
    """What at least half of the articles have, and at least two, the most frequent first."""
    enough = [(w, n) for w, n in counts.items() if n >= 2 and 2 * n >= n_articles]
    return sorted(enough, key=lambda item: (-item[1], item[0]))


def _listed(counts: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{word} ({n})" for word, n in counts) or "none"
