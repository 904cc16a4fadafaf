"""What stands beside the interval of an effect: a test at the level of outlets, and Cliff's delta."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from framing.comparison.bootstrap import ENOUGH_OUTLETS
from framing.comparison.effect_sizes import CliffsDelta, delta_of_counts
from framing.comparison.outlet_sums import OutletSums, outlet_sums
from framing.comparison.permutation import PermutationTest, permutation_tests
from framing.comparison.results import Effect
from framing.comparison.samples import Sample
from framing.comparison.sums import Column, Sums
from framing.comparison.unit_values import UnitValues, values_of_articles, values_of_outlets


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupData:
    """The articles that count in each group, and their sums by outlet."""

    sums: Sums
    samples: dict[str, Sample] = field(default_factory=dict)
    places: dict[str, Sequence[int]] = field(default_factory=dict)
    _values: dict[tuple[str, str], UnitValues] = field(default_factory=dict, repr=False)
    _deltas: dict[tuple[int, str, str, str], tuple[float, int, int]] = field(default_factory=dict, repr=False)

    def add(self, key: str, sample: Sample, places: Sequence[int]) -> None:
        """One more group: its sample, and the places of its articles."""
        self.samples[key], self.places[key] = sample, places

    @cached_property
    def outlets(self) -> OutletSums:
        """The sums of the outlets of all groups."""
        return outlet_sums(self.sums, self.samples)

    @cached_property
    def place_of_column(self) -> dict[Column, int]:
        """Where each column stands."""
        return {column: n for n, column in enumerate(self.sums.columns)}

    def values(self, key: str, unit: str) -> UnitValues:
        """The figures of each of a group's `articles` or `outlets`."""
        if (key, unit) not in self._values:
            self._values[key, unit] = (
                values_of_outlets(self.outlets, self.outlets.groups.index(key))
                if unit == "outlets"
                else values_of_articles(self.sums, self.places[key])
            )
        return self._values[key, unit]

    def delta(self, column: int, a: str, b: str, unit: str) -> tuple[float, int, int]:
        """Cliff's delta of two groups, and how many units each has."""
        if a > b:
            delta, n_b, n_a = self.delta(column, b, a, unit)
            return -delta, n_a, n_b
        key = (column, a, b, unit)
        if key not in self._deltas:
            one, two = (self.values(group, unit).of(column) for group in (a, b))
            self._deltas[key] = delta_of_counts(one, two), len(one[0]) + one[1], len(two[0]) + two[1]
        return self._deltas[key]


def tested(effects: Sequence[Effect], data: GroupData, *, seed: int, permutations: int) -> list[Effect]:
    """The effects with `permutation` and `cliffs_delta`.

    The permutation deals out the outlets that have items in the effect's cell, with the articles that
    count in their groups: outlets without any item have no figure to exchange.
    """
    columns = [data.place_of_column[Column(e.measure, e.concept, e.voice, e.category)] for e in effects]
    tests = _permuted(effects, columns, data, seed=seed, permutations=permutations)
    return [
        replace(effect, permutation=test, cliffs_delta=_delta(effect, column, data))
        for effect, column, test in zip(effects, columns, tests, strict=True)
    ]


def _delta(effect: Effect, column: int, data: GroupData) -> CliffsDelta:
    """Outlets are compared where every group has enough of them to draw from, else articles."""
    groups = (effect.a, *_others(effect))
    cell = data.sums.cell_of_column[column]
    enough = all(data.samples[key].n_outlets[cell] >= ENOUGH_OUTLETS for key in groups)
    unit = "outlets" if enough else "articles"
    found = [data.delta(column, effect.a, key, unit) for key in _others(effect)]
    return CliffsDelta(
        value=sum(delta for delta, _, _ in found) / len(found),
        unit=unit,
        n_a=found[0][1],
        n_b=sum(n_b for _, _, n_b in found),
    )


def _others(effect: Effect) -> tuple[str, ...]:
    return effect.rest or (effect.b,)


def _permuted(
    effects: Sequence[Effect], columns: Sequence[int], data: GroupData, *, seed: int, permutations: int
) -> list[PermutationTest]:
    """Effects of the same groups and the same outlets are tested together."""
    outlets = data.outlets
    together: dict[tuple[tuple[int, ...], bytes], list[int]] = defaultdict(list)
    with_items = outlets.bottoms > 0
    number = {key: n for n, key in enumerate(outlets.groups)}
    member = np.array([outlets.group == n for n in range(len(outlets.groups))])
    for n, (effect, column) in enumerate(zip(effects, columns, strict=True)):
        groups = tuple(sorted(number[key] for key in (effect.a, *_others(effect))))
        rows = member[list(groups)].any(axis=0) & with_items[:, column]
        together[groups, rows.tobytes()].append(n)
    found: dict[int, PermutationTest] = {}
    for (groups, packed), several in together.items():
        places = np.flatnonzero(np.frombuffer(packed, dtype=bool))
        group = [groups.index(g) for g in outlets.group[places].tolist()]
        first = {n: groups.index(number[effects[n].a]) for n in several}
        used = sorted({columns[n] for n in several})
        contrasts = {g: _contrast(g, len(groups)) for g in sorted(set(first.values()))}
        tests = permutation_tests(
            outlets.tops[places][:, used],
            outlets.bottoms[places][:, used],
            group,
            list(contrasts.values()),
            seed=seed,
            permutations=permutations,
        )
        by_group = dict(zip(contrasts, tests, strict=True))
        place = {column: n for n, column in enumerate(used)}
        found.update({n: by_group[first[n]][place[columns[n]]] for n in several})
    return [found[n] for n in range(len(effects))]


def _contrast(group: int, n_groups: int) -> list[float]:
    """One group minus the mean of the others."""
    return [1.0 if n == group else -1.0 / (n_groups - 1) for n in range(n_groups)]
