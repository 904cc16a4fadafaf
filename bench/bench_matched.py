"""How often the intervals of matched events hold the mean difference of two groups, and how wide they are.

    python bench/bench_matched.py

Worlds are drawn in which events lean by themselves (standard deviation .1) and differ by group (mean .2,
standard deviation .1), and outlets of both groups lean by themselves where that is said. Each outlet has two
to nine mentions in each event. Prints one line a setting; a minute in all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from framing.comparison.event_counts import GroupCounts, SharedCounts
from framing.comparison.event_jackknife import EventStatistic, event_interval, jackknife, value_of
from framing.comparison.matched import FRAMING_PART, MEAN_DIFFERENCE

TRUTH = 0.2

#: Events, outlets in each group, standard deviation of the outlets' leanings.
SETTINGS = [
    (5, 3, 0.0), (8, 3, 0.0), (20, 3, 0.0), (8, 6, 0.08), (8, 8, 0.08),
    (20, 8, 0.08), (30, 8, 0.08), (30, 20, 0.08), (20, 3, 0.08),
]  # fmt: skip


def main(args: Sequence[str] | None = None) -> None:
    """Prints coverage and width for each setting."""
    parser = argparse.ArgumentParser(description="Coverage of the intervals over matched events.")
    parser.add_argument("--simulations", type=int, default=1000, help="worlds of each setting (1000)")
    parser.add_argument("--seed", type=int, default=77)
    options = parser.parse_args(args)
    print("events  outlets  between outlets  mean held, %  width  framing held, %")
    for n_events, n_outlets, between in SETTINGS:
        rng = np.random.default_rng(options.seed)
        worlds = [
            draw_world(rng, n_events=n_events, n_outlets=n_outlets, between_outlets=between)
            for _ in range(options.simulations)
        ]
        mean, width = coverage(worlds, MEAN_DIFFERENCE)
        framing, _ = coverage(worlds, FRAMING_PART)
        held = f"{100 * mean:12.1f}  {width:5.2f}  {100 * framing:15.1f}"
        print(f"{n_events:6}  {n_outlets:7}  {between:15}  {held}")


def coverage(worlds: Sequence[SharedCounts], statistic: EventStatistic) -> tuple[float, float]:
    """The share of worlds whose interval holds the truth, and the mean width."""
    bounds = [
        event_interval(
            value_of(shared, statistic), jackknife(shared, statistic), n_events=len(shared.events), limit=1.0
        )
        for shared in worlds
    ]
    held = sum(low <= TRUTH <= high for low, high in bounds)
    return held / len(worlds), sum(high - low for low, high in bounds) / len(worlds)


def draw_world(
    rng: np.random.Generator, *, n_events: int, n_outlets: int, between_outlets: float
) -> SharedCounts:
    """Two groups that report all events; their mean difference is `TRUTH`."""
    base, gap = rng.normal(0.45, 0.1, n_events), rng.normal(TRUTH, 0.1, n_events)
    groups = []
    for sign in (1, -1):
        own = rng.normal(0, between_outlets, (n_outlets, 1))
        bottom = rng.integers(2, 10, (n_outlets, n_events))
        top = rng.binomial(bottom, np.clip(base + sign * gap / 2 + own, 0.01, 0.99))
        names = tuple(f"o{n:02}" for n in range(n_outlets))
        groups.append(GroupCounts(outlets=names, top=top, bottom=bottom))
    return SharedCounts(
        events=tuple(f"e{n:03}" for n in range(n_events)),
        a=groups[0],
        b=groups[1],
        n_articles=np.zeros(n_events, dtype=np.int64),
        scale=1,
    )


if __name__ == "__main__":
    main()
