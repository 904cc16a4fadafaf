"""The checks of a finding in plain words."""

from __future__ import annotations

from framing.comparison.results import Effect
from framing.comparison.robustness import Check, Robustness
from framing.reporting.effect_view import effect_lines
from framing.reporting.labels import VOICE_LABELS, in_points, points, probability, score

_NAMES = {
    ("wire", "keep"): "with all wire copies counted",
    ("voice", "all"): "with quotations and all other voices included",
    ("voice", "outlet"): "in the newsroom's own voice alone",
    ("events", "shared"): "within the events that both report",
}


def fragile_line(found: Robustness) -> str:
    """What the finding does not survive, or an empty string.

    >>> fragile_line(Robustness(checks=(Check(kind="outlet", name="X", reason="nothing is left"),)))
    'it does not survive without X.'
    """
    broken = [_name(check) for check in found.checks if not check.holds]
    return f"it does not survive {_listed(broken)}." if broken else ""


def check_lines(effect: Effect, found: Robustness, *, n_comparisons: int) -> tuple[str, ...]:
    """A line for the correction, one for each check, then its size and the test over outlets."""
    kind = effect.family.replace(f"voice {effect.voice}", VOICE_LABELS[effect.voice])
    corrected = (
        f"{n_comparisons} comparisons of this kind were made ({kind}); after correction for them "
        f"(Benjamini and Hochberg 1995) q = {probability(effect.q)}"
    )
    return (corrected, *(_line(effect, check) for check in found.checks), *effect_lines(effect))


def _line(effect: Effect, check: Check) -> str:
    if check.value is None or check.low is None or check.high is None:
        return f"{_name(check)}: cannot be told, {check.reason}"
    # Told in the direction of the finding, so that a turned sign is a minus.
    turn = 1 if (effect.estimate.value or 0) >= 0 else -1
    low, high = sorted((turn * check.low, turn * check.high))
    as_score = effect.row_a.estimate.unit == "score"
    told, bound = (score, score) if as_score else (in_points, points)
    verdict = "holds" if check.holds else "does not hold"
    return f"{_name(check)}: {told(turn * check.value)} ({bound(low)} to {bound(high)}), {verdict}"


def _name(check: Check) -> str:
    named = {
        "outlet": f"without {check.name}",
        "grouping": f"in the grouping {check.name}",
        "lexicon": f"with the lexicon {check.name}",
    }
    return named.get(check.kind) or _NAMES[check.kind, check.name]


def _listed(names: list[str], most: int = 3) -> str:
    if len(names) > most:
        return f"{', '.join(names[:most])}, and {len(names) - most} more checks"
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
