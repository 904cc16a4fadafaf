"""One group against the rest: each other group weighs the same, corrected in a family of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from test_effects import null_sums
from test_estimates import GROUPING, tables
from test_keyness import THREE

from framing.comparison.effects import effects_against_rest, mean_row
from framing.comparison.estimates import estimate_sums, estimate_tables
from framing.comparison.results import REST
from framing.comparison.sums import merge_sums, select_articles, sum_tables


@pytest.fixture(scope="module")
def estimates():
    made = tables(per_outlet=14, mentions=6, outlets=tuple(THREE.members))
    return estimate_tables(made, grouping=THREE, resamples=200)


def test_the_rest_is_the_mean_of_the_other_groups_figures(estimates):
    assert estimates.against_rest
    for effect in estimates.against_rest:
        others = [
            estimates.row(
                effect.measure, concept=effect.concept, category=effect.category, voice=effect.voice, key=key
            )
            for key in THREE.groups
            if key != effect.a
        ]
        values = [row.estimate.value for row in others]
        assert (effect.contrast, effect.b) == ("rest", REST)
        assert effect.rest == tuple(row.key for row in others)
        assert effect.estimate.value == pytest.approx(effect.row_a.estimate.value - np.mean(values))
        assert effect.row_b.count == sum(row.count for row in others)


def test_no_group_is_the_reference_and_the_differences_add_up_to_zero(estimates):
    """With equal weights, the differences of all groups from their rests cancel out; with items as weights
    they would not."""
    cells = {}
    for effect in estimates.against_rest:
        key = effect.measure, effect.concept, effect.category, effect.voice
        cells.setdefault(key, []).append(effect.estimate.value)
    full = [values for values in cells.values() if len(values) == 3]
    assert full
    for values in full:
        assert sum(values) == pytest.approx(0, abs=1e-12)


def test_more_articles_of_one_group_do_not_move_the_rest():
    """The third group's articles twice over, as other articles with the same mentions."""
    made = tables(per_outlet=14, mentions=6, outlets=tuple(THREE.members))
    twice = replace(
        made,
        **{
            name: [
                *getattr(made, name),
                *(
                    dict(row, article_id=f"{row['article_id']}-again")
                    for row in getattr(made, name)
                    if row["article_id"].startswith("ru")
                ),
            ]
            for name in ("articles", "mentions", "attributions", "tones")
        },
    )
    one, two = (estimate_tables(t, grouping=THREE, resamples=20).against_rest for t in (made, twice))
    mine = [(a, b) for a, b in zip(one, two, strict=True) if a.measure == "naming" and a.a == "one"]
    assert mine
    for a, b in mine:
        assert a.row_b.estimate.value == pytest.approx(b.row_b.estimate.value, abs=1e-12)


def test_the_mean_of_two_symmetric_intervals_has_the_interval_of_the_mean(estimates):
    """For intervals v ± t·s, square-and-add is sqrt(s1² + s2²) / 2: the error of a mean of two."""
    row = next(r for r in estimates.rows if r.level == "group" and r.estimate.value is not None)

    def made(value, error):
        half = stats.norm.ppf(0.975) * error
        return replace(row, estimate=replace(row.estimate, value=value, low=value - half, high=value + half))

    found = mean_row([made(0.4, 0.03), made(0.6, 0.04)]).estimate
    half = stats.norm.ppf(0.975) * 0.05 / 2
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.5 - half, 0.5 + half))


def test_q_is_corrected_within_the_family_that_the_effect_names(estimates):
    """scipy's Benjamini-Hochberg over exactly the effects of one family."""
    families = {e.family for e in estimates.against_rest}
    assert all(name.endswith("each group against the rest") for name in families)
    assert not families & {e.family for e in estimates.effects}
    for family in families:
        several = [e for e in estimates.against_rest if e.family == family]
        expected = stats.false_discovery_control([e.p for e in several])
        assert [e.q for e in several] == pytest.approx(list(expected))


def test_two_groups_are_a_pair_and_have_no_rest():
    estimates = estimate_tables(tables(per_outlet=14), grouping=GROUPING, resamples=20)
    assert estimates.effects
    assert estimates.against_rest == ()


def test_a_group_without_enough_data_is_in_no_rest():
    made = tables(per_outlet=14, mentions=6, outlets=("arm1", "arm2", "az1", "az2"))
    few = tables(per_outlet=1, mentions=6, outlets=("ru1",))
    both = replace(
        made, **{n: [*getattr(made, n), *getattr(few, n)] for n in ("articles", "mentions", "tones")}
    )
    assert estimate_tables(both, grouping=THREE, resamples=20).against_rest == ()


def test_renaming_and_reordering_groups_changes_nothing_but_the_names(estimates):
    """The first and the second group change names and places: the same effects under the other name."""
    swap = {"one": "two", "two": "one", "three": "three"}
    turned = replace(
        THREE,
        groups={"three": "", "one": "", "two": ""},
        members={o: swap[g] for o, g in THREE.members.items()},
    )
    made = tables(per_outlet=14, mentions=6, outlets=tuple(THREE.members))
    again = estimate_tables(made, grouping=turned, resamples=200)
    two = {(e.measure, e.concept, e.category, e.voice, e.a): e for e in again.against_rest}
    assert len(two) == len(estimates.against_rest)
    for effect in estimates.against_rest:
        other = two[effect.measure, effect.concept, effect.category, effect.voice, swap[effect.a]]
        for name in ("value", "low", "high"):
            assert getattr(effect.estimate, name) == pytest.approx(getattr(other.estimate, name), abs=1e-9)
        assert (effect.p, effect.q) == pytest.approx((other.p, other.q), abs=1e-9)
        assert effect.permutation.p == other.permutation.p
        assert effect.cliffs_delta.value == pytest.approx(other.cliffs_delta.value, abs=1e-9)
        if effect.odds_ratio:
            assert effect.odds_ratio.value == pytest.approx(other.odds_ratio.value)


def test_delta_against_the_rest_is_the_mean_over_the_other_groups(estimates):
    """Shares of articles, recounted: the mean of two deltas by brute force."""
    effect = next(e for e in estimates.against_rest if (e.measure, e.a, e.voice) == ("naming", "one", "all"))
    made = tables(per_outlet=14, mentions=6, outlets=tuple(THREE.members))
    shares = {group: [] for group in THREE.groups}
    for article in made.articles:
        mine = [m["variant"] for m in made.mentions if m["article_id"] == article["article_id"]]
        shares[THREE.members[article["outlet_id"]]].append(mine.count(effect.category) / len(mine))
    deltas = [np.sign(np.subtract.outer(shares["one"], shares[g])).mean() for g in ("two", "three")]
    assert effect.cliffs_delta.value == pytest.approx(np.mean(deltas))
    assert (effect.cliffs_delta.n_a, effect.cliffs_delta.n_b) == (28, 56)


def test_parts_put_together_give_the_same_bits(estimates):
    sums = sum_tables(tables(per_outlet=14, mentions=6, outlets=tuple(THREE.members)))
    shards = [select_articles(sums, range(n, len(sums.articles), 3)) for n in (2, 0, 1)]
    again = estimate_sums(merge_sums(shards), grouping=THREE, resamples=200)
    assert again.effects == estimates.effects
    assert again.against_rest == estimates.against_rest


def test_nothing_is_made_of_rows_without_figures():
    assert effects_against_rest([], list(THREE.groups)) == []


@pytest.mark.slow
def test_where_nothing_differs_few_worlds_have_a_group_apart_from_the_rest():
    """Null worlds of three groups of eight outlets, eight wordings: the share of worlds in which any q is at
    or below .05 is the false discovery rate; 200 worlds have a standard error of 1.5 %."""
    rng = np.random.default_rng(29)
    members = {f"o{n:02}": ("one", "two", "three")[n % 3] for n in range(24)}
    grouping = replace(THREE, members=members)
    alarms = 0
    for world in range(200):
        sums = null_sums(rng, sorted(members), alike=False)
        found = estimate_sums(
            sums, grouping=grouping, seed=world, resamples=300, levels=("group",), permutations=0
        )
        assert len(found.against_rest) == 24
        alarms += any(e.q <= 0.05 for e in found.against_rest)
    assert alarms / 200 <= 0.05 + 2 * 0.0154
