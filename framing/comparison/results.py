"""What a comparison holds: estimates, cells, differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.comparison.corpus import CorpusSummary
from framing.comparison.sums import Sums
from framing.records import Grouping

#: What an interval speaks about, from the widest to the narrowest: outlets like these (outlets were
#: drawn), these outlets alone (too few to draw from), this one outlet.
SCOPES = ("outlets", "these outlets", "this outlet")


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
    """Group `a` minus group `b`.

    `p` belongs to the interval: it is below .05 exactly when the interval leaves out zero. `q` is p
    after the correction of Benjamini & Hochberg (1995) over `family`: all differences between groups in
    one measure and voice.
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

    @property
    def family(self) -> str:
        """The name of the differences that are corrected for together."""
        return f"{self.measure}, voice {self.voice}, all pairs of groups"

    @property
    def clear(self) -> bool:
        """Whether the 95 % interval of the difference lies on one side of zero."""
        low, high = self.estimate.low, self.estimate.high
        return low is not None and high is not None and (low > 0 or high < 0)


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """Everything that was computed, the sums it was computed from, and the recipe that does it again.

    `not_counted` are the articles that the rule on wire copies leaves out of the groups' figures.
    """

    rows: tuple[Row, ...]
    effects: tuple[Effect, ...]
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
