"""Distances between outlets against SciPy; outlets that write alike are not told apart."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from test_estimates import GROUPING, tables

from framing.comparison.distances import divergences, outlet_distances
from framing.comparison.estimates import estimate_tables

counts = st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any)


@given(counts, counts)
def test_the_divergence_is_scipys(a, b):
    ours = divergences(np.array([a], dtype=float), np.array([b], dtype=float))[0]
    assert np.sqrt(ours) == pytest.approx(jensenshannon(a, b, base=2), abs=1e-7)


def distances(made):
    estimates = estimate_tables(made, grouping=GROUPING)
    return {(d.a, d.b): d for d in outlet_distances(estimates, concept="toponym_shusha", voice="all")}


def test_outlets_of_two_habits_are_apart_and_outlets_of_one_are_not():
    found = distances(tables(per_outlet=25, mentions=4))
    assert len(found) == 6
    for (a, b), d in found.items():
        assert 0 <= d.low <= d.value <= d.high <= 1
        assert (d.low > 0) == (a[:2] != b[:2]), (a, b, d)


def test_outlets_whose_articles_all_agree_have_a_distance_without_an_interval():
    """An interval from 1.00 to 1.00 would claim that no other article could share a wording."""
    made = tables(per_outlet=12, mentions=1)
    outlet_of = {row["article_id"]: row["outlet_id"] for row in made.articles}
    words = {"arm1": "shushi", "arm2": "shusha", "az1": "shusha"}
    kept = [m for m in made.mentions if outlet_of[m["article_id"]] in words]
    split = [m | {"variant": words[outlet_of[m["article_id"]]]} for m in kept]
    found = distances(replace(made, mentions=split))
    assert (found["arm1", "arm2"].value, found["arm2", "az1"].value) == (1.0, 0.0)
    assert {(d.low, d.high) for d in found.values()} == {(None, None)}


@pytest.mark.slow
def test_outlets_that_write_alike_are_seldom_told_apart():
    """100 pairs of outlets with one habit: the interval holds a distance of zero in 95 of them, about."""
    wrong = 0
    for seed in range(50):
        made = tables(per_outlet=15, mentions=4, seed=seed)
        found = distances(made)
        wrong += (found["arm1", "arm2"].low > 0) + (found["az1", "az2"].low > 0)
    assert wrong <= 10


def test_outlets_with_too_little_have_no_distance_and_order_does_not_matter():
    assert distances(tables(per_outlet=2)) == {}
    made = tables(per_outlet=12)
    shuffled = replace(made, articles=random.Random(2).sample(made.articles, len(made.articles)))
    assert distances(made) == distances(shuffled)
