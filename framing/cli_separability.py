"""The options of the question whether the groups can be told apart, which several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from framing.reporting.result import Comparison
    from framing.separability.results import Separability


@dataclass(frozen=True, kw_only=True)
class Separation:
    """Whether to ask, and how."""

    wanted: bool
    permutations: int
    mask_names: bool
    own_voice: bool

    def of(self, comparison: Comparison) -> Separability | None:
        """The answer, or None where nobody asked."""
        if not self.wanted:
            return None
        return comparison.separability(
            permutations=self.permutations, mask_names=self.mask_names, own_voice=self.own_voice
        )


def separability_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with these options, whose values reach it as `separation`."""

    @wraps(command)
    def wrapped(**values: Any) -> Any:
        separation = Separation(
            wanted=values.pop("separability"),
            permutations=values.pop("permutations"),
            mask_names=values.pop("mask_names"),
            own_voice=values.pop("own_voice"),
        )
        return command(**values, separation=separation)

    for option in (
        click.option(
            "--own-voice", is_flag=True, help="With --separability: mask all quoted and reported statements."
        ),
        click.option(
            "--mask-names",
            is_flag=True,
            help="With --separability: also mask the names that the lexicon compares.",
        ),
        click.option(
            "--permutations",
            type=click.IntRange(min=1),
            default=200,
            show_default=True,
            help="With --separability: how often the groups are dealt anew among the outlets.",
        ),
        click.option(
            "--separability",
            is_flag=True,
            help="Ask whether a classifier can tell the groups apart on outlets and events that it has not "
            "seen. Slow: about 15 seconds for a hundred articles, minutes for two thousand.",
        ),
    ):
        wrapped = option(wrapped)
    return wrapped
