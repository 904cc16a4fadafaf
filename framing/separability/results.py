"""What the question of separability gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """How well group `a` is told from group `b`; both figures are .5 by chance, 1 at best.

    `b` is empty where `a` stands against all other groups, `a` too where this is the mean over every two
    groups. `auc` is how often, of two articles of one fold, one from each group, the classifier puts the
    right one first; `balanced` is the balanced accuracy. Both are None, and `reason` says why, where there is
    too little. `n_articles` were tested; `n_outlets` and `n_events` are of the articles on events of both,
    `n_untested` those among them that no fold could test; `kept_out` is the share of them that a fold, on
    average, neither learned from nor tested. `null_low` to `null_high` hold the middle 90 % of `auc` after
    the groups were dealt anew among the outlets; `p` is the share of these dealings that do at least as well,
    `smallest_p` the smallest that so few outlets and dealings can give, `q` is p corrected over all pairs
    (Benjamini & Hochberg 1995).
    """

    a: str = ""
    b: str = ""
    auc: float | None = None
    balanced: float | None = None
    n_articles: int = 0
    n_outlets: int = 0
    n_events: int = 0
    n_untested: int = 0
    kept_out: float | None = None
    null_low: float | None = None
    null_high: float | None = None
    p: float | None = None
    q: float | None = None
    smallest_p: float | None = None
    n_dealings: int = 0
    every_dealing: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """`auc` between halves of the outlets of one group: the mean, lowest and highest over the splits."""

    group: str
    auc: float | None = None
    low: float | None = None
    high: float | None = None
    n_splits: int = 0
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a term stands: `start` and `end` in the `field` (title or text) of the article as read."""

    article_id: str
    outlet_id: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Feature:
    """A term that pulls toward a group. Frequencies are numbers of articles on events of both sides."""

    term: str
    coefficient: float
    n_articles: int
    n_articles_of: int
    n_elsewhere: int
    n_elsewhere_of: int
    outlets: tuple[str, ...]
    n_outlets_of: int
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Separability:
    """The answer. `reason` says why there is none; then `overall` has no figure either.

    `groups` are the groups that took part, in the grouping's order; `left_out` are sentences on what did not.
    `recipe` reproduces the figures.
    """

    overall: Figure
    pairs: tuple[Figure, ...] = ()
    one_against_rest: tuple[Figure, ...] = ()
    control: tuple[Control, ...] = ()
    features: Mapping[str, tuple[Feature, ...]]
    groups: tuple[str, ...] = ()
    language: str = ""
    n_articles: int = 0
    left_out: tuple[str, ...] = ()
    recipe: Mapping[str, object]

    @property
    def reason(self) -> str:
        """Why there is no answer; empty where there is one."""
        return self.overall.reason
