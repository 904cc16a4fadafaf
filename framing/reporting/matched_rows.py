"""Matched effects as flat rows, for tables and DataFrames."""

from __future__ import annotations

from typing import Any

from framing.comparison.matched import MatchedEffect
from framing.reporting.matched_view import PARTS


def flat_matched(matched: MatchedEffect) -> dict[str, Any]:
    """A matched effect as one flat dictionary; what cannot be given is None, and `note` says why.

    `part_framing` to `part_no_event` add up to `raw`. `mentions_low` and `mentions_high` are the interval of
    the odds ratio if mentions were independent.
    """
    effect, test, ratio, parts = matched.effect, matched.test, matched.odds_ratio, matched.parts
    return {
        "measure": effect.measure,
        "concept": effect.concept,
        "category": effect.category,
        "voice": effect.voice,
        "a": effect.a,
        "b": effect.b,
        "raw": effect.estimate.value,
        "n_events": len(matched.events),
        "n_single": matched.n_single,
        "n_thin": matched.n_thin,
        "n_items": matched.mean.n_items,
        "n_articles": matched.mean.n_articles,
        "n_outlets": matched.mean.n_outlets,
        "mean": matched.mean.value,
        "low": matched.mean.low,
        "high": matched.mean.high,
        "scope": matched.mean.scope,
        "p": test.p if test else None,
        "smallest_p": test.smallest if test else None,
        "q": matched.q,
        **{f"part_{name}": float(getattr(parts, name)) if parts else None for name in PARTS},
        "framing_low": matched.framing.low,
        "framing_high": matched.framing.high,
        "odds_ratio": ratio.value if ratio else None,
        "odds_ratio_low": ratio.low if ratio else None,
        "odds_ratio_high": ratio.high if ratio else None,
        "mentions_low": ratio.mentions_low if ratio else None,
        "mentions_high": ratio.mentions_high if ratio else None,
        "vanishes": matched.vanishes,
        "note": matched.mean.reason,
    }
