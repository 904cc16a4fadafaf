"""What a mention counts as: its variant, with the side of a mirror word or the second name of a pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Wording(NamedTuple):
    """A category of the measure `naming`, taken apart. `side` and `second` are empty where there is none."""

    variant: str
    side: str = ""
    second: str = ""


def wording_of(mention: Mapping[str, Any]) -> str | None:
    """The category that a row of the mentions table counts in; None for talk about a word.

    A mirror word counts by its direction, and a pair of names side by side is a category of its own.

    >>> wording_of({"variant": "liberated", "side": "azerbaijani", "kind": "use", "second": None})
    'liberated:azerbaijani'
    >>> wording_of({"variant": "shusha", "side": None, "kind": "dual", "second": "shushi"})
    'shusha+shushi'
    >>> wording_of({"variant": "artsakh", "side": None, "kind": "about", "second": None})
    """
    if mention.get("kind") == "about":
        return None
    if mention.get("second"):
        return f"{mention['variant']}+{mention['second']}"
    return f"{mention['variant']}:{mention['side']}" if mention.get("side") else str(mention["variant"])


def parse_wording(category: str) -> Wording:
    """A category of `wording_of`, taken apart.

    >>> parse_wording("shusha+shushi")
    Wording(variant='shusha', side='', second='shushi')
    """
    variant, _, second = category.partition("+")
    variant, _, side = variant.partition(":")
    return Wording(variant, side, second)
