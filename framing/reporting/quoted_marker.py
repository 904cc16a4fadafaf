"""The wording that tells a register by itself and stands most often in other people's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from framing.comparison.estimates import MIN_ITEMS, Estimates
from framing.comparison.wordings import wording_of
from framing.reporting.labels import anchor
from framing.reporting.selection import counted_in
from framing.store import Tables

#: The voices in which others speak; scare quotes and glosses are the newsroom's.
_OTHERS = ("direct", "indirect")


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotedMarker:
    """A wording as the tables count it: how many mentions, and those in quotations and reported speech."""

    concept: str
    wording: str
    n: int
    quoted: tuple[Mapping[str, Any], ...]

    @property
    def anchor(self) -> str:
        """Where the passages of the quoted mentions stand."""
        return anchor("quoted", self.concept, self.wording)


def most_quoted_marker(estimates: Estimates, tables: Tables) -> QuotedMarker | None:
    """The one with the largest share of quoted mentions; None where no marker has `MIN_ITEMS` of them."""
    mentions: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for m in counted_in(estimates, tables.mentions):
        if m["strength"] == "marker" and (wording := wording_of(m)):
            mentions[m["concept"], wording].append(m)
    quoted = {key: [m for m in rows if m["voice"] in _OTHERS] for key, rows in mentions.items()}
    often = [key for key, rows in mentions.items() if len(rows) >= MIN_ITEMS]
    if not often:
        return None
    concept, wording = key = max(often, key=lambda k: (len(quoted[k]) / len(mentions[k]), k))
    return QuotedMarker(concept=concept, wording=wording, n=len(mentions[key]), quoted=tuple(quoted[key]))
