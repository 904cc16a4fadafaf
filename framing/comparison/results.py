"""What a comparison holds: estimates, cells, differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.comparison.corpus import CorpusSummary
from framing.comparison.effect_sizes import CliffsDelta, OddsRatio
from framing.comparison.permutation import PermutationTest
from framing.comparison.sums import Sums
from framing.records import Grouping

#: What an interval speaks about, from the widest to the narrowest: outlets like these (outlets were
#: drawn), these outlets alone (too few to draw from), this one outlet.
SCOPES = ("outlets", "these outlets", "this outlet")


#: What stands in place of the second group where one group is set against all others.
REST = "the rest"

#: What is corrected for together, by contrast.
FAMILIES = {"pair": "all pairs of groups", "rest": "each group against the rest"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A figure with its interval and everything it rests on.

    `unit` is `share` (0 to 1), `score` (-1 to 1) or `difference`. `value` is None, and `reason` says
    why, where there is not enough data; `low` and `high` are the bounds of the 95 % interval or None.
    `scope`, one of `SCOPES`, says what the interval speaks about. `smoothed` is a share with half an
    item added to every category that is in use (Jeffreys' prior), for use where a share of 0 breaks a
    formula; None for other units. `degrees` are the degrees of freedom of the interval.
    """

    value: float | None
    unit: str
    low: float | None
    high: float | None
    n_articles: int
    n_outlets: int
    n_items: int
    reason: str = ""
    scope: str = ""
    smoothed: float | None = None
    degrees: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One cell. `category` is the variant, affiliation, role …; `count` of `n_items` are of it."""

    measure: str
    concept: str
    category: str
    voice: str
    level: str
    key: str
    count: int
    estimate: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """Group `a` minus group `b`, or minus the rest.

    `contrast` is `pair` or `rest`. For `rest`, `b` is `REST`, and `rest` names the other groups that have a
    figure: each of them weighs the same, and `row_b` is their mean.

    `p` belongs to the interval: it is below .05 exactly when the interval leaves out zero. `q` is p
    after the correction of Benjamini & Hochberg (1995) over `family`: all differences of one contrast in
    one measure and voice. `permutation` asks the same at the level of outlets. `odds_ratio` is there for
    shares, None where no share is possible to put into odds; `cliffs_delta` compares article by article, or
    outlet by outlet.
    """

    measure: str
    concept: str
    category: str
    voice: str
    a: str
    b: str
    row_a: Row
    row_b: Row
    estimate: Estimate
    p: float = 1.0
    q: float = 1.0
    contrast: str = "pair"
    rest: tuple[str, ...] = ()
    odds_ratio: OddsRatio | None = None
    cliffs_delta: CliffsDelta | None = None
    permutation: PermutationTest | None = None

    @property
    def family(self) -> str:
        """The name of the differences that are corrected for together."""
        return f"{self.measure}, voice {self.voice}, {FAMILIES[self.contrast]}"

    @property
    def clear(self) -> bool:
        """Whether the 95 % interval of the difference lies on one side of zero."""
        low, high = self.estimate.low, self.estimate.high
        return low is not None and high is not None and (low > 0 or high < 0)


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """Everything that was computed, the sums it was computed from, and the recipe that does it again.

    `effects` are differences between every two groups; `against_rest`, for three groups or more, between
    each group and all others. `not_counted` are the articles that the rule on wire copies leaves out of
    the groups' figures.
    """

    rows: tuple[Row, ...]
    effects: tuple[Effect, ...]
    against_rest: tuple[Effect, ...] = ()
    corpus: CorpusSummary
    grouping: Grouping
    recipe: Mapping[str, Any]
    not_counted: frozenset[str]
    sums: Sums = field(repr=False, compare=False)
    _index: dict[tuple[str, str, str, str, str, str], Row] = field(
        default_factory=dict, repr=False, compare=False
    )

    def row(
        self, measure: str, *, concept: str = "", category: str, voice: str, key: str, level: str = "group"
    ) -> Row | None:
        """One cell, or None where nothing of the kind occurs."""
        if not self._index:
            self._index.update(
                {(r.measure, r.concept, r.category, r.voice, r.level, r.key): r for r in self.rows}
            )
        return self._index.get((measure, concept, category, voice, level, key))
