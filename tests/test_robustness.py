"""Checks of a finding: what leaves it standing, what makes it fall, what does not apply."""

from __future__ import annotations

from dataclasses import replace

from test_estimates import GROUPING, tables, with_copies

from framing.comparison.corpus import counted_places, find_taken_over
from framing.comparison.estimates import estimate_tables
from framing.comparison.robustness import check_effect
from framing.comparison.sums import sum_tables


def checked(made, *, voice="outlet", **options):
    estimates = estimate_tables(made, grouping=GROUPING, resamples=300)
    effect = next(
        e for e in estimates.effects if (e.measure, e.category, e.voice) == ("naming", "shushi", voice)
    )
    return effect, check_effect(estimates, effect, **options)


def test_a_habit_of_every_outlet_of_a_group_is_not_fragile():
    effect, found = checked(tables(per_outlet=20, mentions=6))
    assert effect.clear
    assert [c.name for c in found.checks] == ["Arm1", "Arm2", "Az1", "Az2", "all"]
    assert not found.fragile


def test_a_habit_of_one_outlet_of_two_is_fragile_and_the_outlet_is_named():
    """Only arm1 writes shushi more often than the others."""
    made = tables(per_outlet=30, mentions=8)
    rows = [
        m if m["article_id"].startswith("arm1") else dict(m, variant="shushi" if n % 4 == 0 else "shusha")
        for n, m in enumerate(made.mentions)
    ]
    effect, found = checked(replace(made, mentions=rows))
    assert effect.clear
    assert found.fragile
    assert [c.name for c in found.checks if not c.holds] == ["Arm1"]


def test_leaving_out_an_outlet_is_the_same_as_not_having_it():
    made = tables(per_outlet=20)
    _, found = checked(made)
    check = next(c for c in found.checks if c.name == "Az1")
    less = replace(made, articles=[a for a in made.articles if a["outlet_id"] != "az1"])
    effect, _ = checked(less)
    assert (check.value, check.low, check.high) == (
        effect.estimate.value,
        effect.estimate.low,
        effect.estimate.high,
    )


def test_a_group_of_one_outlet_is_always_fragile():
    _, found = checked(tables(per_outlet=20, outlets=("arm1", "az1", "az2")))
    assert found.fragile
    assert next(c for c in found.checks if c.name == "Arm1").reason


def test_another_grouping_is_asked_only_if_it_tells_the_groups_apart():
    other = replace(GROUPING, name="other", members=dict(GROUPING.members, az2="armenian"))
    _, found = checked(tables(per_outlet=20), groupings=[other])
    assert "other" in [c.name for c in found.checks]
    one = replace(GROUPING, name="one", members=dict.fromkeys(GROUPING.members, "armenian"))
    _, found = checked(tables(per_outlet=20), groupings=[one])
    assert "one" not in [c.name for c in found.checks]


def test_wire_copies_are_counted_again_where_some_were_left_out():
    _, found = checked(with_copies())
    assert [c.kind for c in found.checks].count("wire") == 1
    _, without = checked(tables(per_outlet=12))
    assert [c.kind for c in without.checks].count("wire") == 0


def test_a_second_lexicon_that_finds_the_opposite_makes_a_finding_fragile():
    made = tables(per_outlet=20)
    names = {"shushi": "shusha", "shusha": "shushi"}
    rival = replace(made, mentions=[dict(m, variant=names[m["variant"]]) for m in made.mentions])
    _, found = checked(made, rivals=[("rival", sum_tables(rival))])
    check = next(c for c in found.checks if c.kind == "lexicon")
    assert check.name == "rival"
    assert check.value < 0
    assert found.fragile


def test_dropping_wire_copies_leaves_the_agencys_own_text():
    """arm1-0 is the agency's report; arm2-0 and az1-0 took it over, az2-1 is signed by an agency."""
    made = with_copies()
    rows = [
        dict(a, wire="arm1") if a["article_id"] == "arm2-0" else
        dict(a, wire="reuters") if a["article_id"] == "az2-1" else a
        for a in made.articles
    ]  # fmt: skip
    assert find_taken_over(rows) == {"arm2-0", "az1-0", "az2-1"}
    kept = counted_places(rows, grouping=GROUPING, level="group", wire="drop")
    assert len(kept) == len(rows) - 3
    estimates = estimate_tables(replace(made, articles=rows), grouping=GROUPING, wire="drop", resamples=20)
    assert estimates.not_counted == {"arm2-0", "az1-0", "az2-1"}


def with_events(made, event_of):
    return replace(made, articles=[dict(a, event_id=event_of(a)) for a in made.articles])


def number_of(article):
    return int(article["article_id"].split("-")[1])


def test_a_difference_that_stays_within_the_same_events_holds_there():
    made = with_events(tables(per_outlet=20, mentions=6), lambda a: f"e{number_of(a) % 6}")
    _, found = checked(made)
    check = next(c for c in found.checks if c.kind == "events")
    assert check.holds
    assert check.low < check.value < check.high


def test_a_difference_that_comes_from_other_events_is_fragile():
    """Everybody writes shushi about even events, and the groups report even and odd ones unequally."""

    def event_of(article):
        n = number_of(article)
        even = n % 5 > 0 if article["outlet_id"].startswith("arm") else n % 5 == 0
        return f"e{2 * (n // 5 % 4) + (not even)}"

    made = with_events(tables(per_outlet=40, mentions=8), event_of)
    event = {a["article_id"]: a["event_id"] for a in made.articles}
    rows = [
        dict(m, variant="shushi" if int(event[m["article_id"]][1:]) % 2 == 0 else "shusha")
        for m in made.mentions
    ]
    effect, found = checked(replace(made, mentions=rows))
    assert effect.clear
    check = next(c for c in found.checks if c.kind == "events")
    assert not check.holds
    assert abs(check.value) < 1e-12
    assert found.fragile


def test_too_few_shared_events_are_no_check():
    for event_of in (lambda a: None, lambda a: a["outlet_id"], lambda a: f"e{number_of(a) % 4}"):
        _, found = checked(with_events(tables(per_outlet=20, mentions=6), event_of))
        assert "events" not in [c.kind for c in found.checks]
