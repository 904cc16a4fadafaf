"""Outlets in groups, for measurements over generated articles."""

from __future__ import annotations

from collections.abc import Sequence

from framing.records import Grouping


def make_grouping(outlets: Sequence[str], *, n_groups: int) -> Grouping:
    """The outlets dealt by turns into groups `g0`, `g1` and so on."""
    return Grouping(
        name="bench",
        title=f"{n_groups} groups",
        date="2026-01-01",
        rationale="for a measurement",
        groups={f"g{n}": f"Group {n}" for n in range(n_groups)},
        members={outlet: f"g{n % n_groups}" for n, outlet in enumerate(outlets)},
    )
