"""Tone toward a target: how a sentence speaks of one party, person or body in it.

The target and every other name are masked before a method sees the sentence (see
`framing.annotation.target_tone.masking`). Methods are looked up by name: `linear` is always there,
`neural` comes with an extra. Tone is not stance: a sentence may report harm to somebody
without taking a side (Bestvater & Monroe 2022, 10.1017/pan.2022.10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from framing.annotation.target_tone.masking import Masked, mask_target
from framing.errors import InputError, UnknownNameError
from framing.language import find_sentences, load_language
from framing.records import Span

#: Languages that the methods were trained and measured on. Others get no score rather than a guess.
LANGUAGES = frozenset({"en"})

#: Longer sentences are lists and tables run together; of the 8,739 targets that the methods were trained on,
#: six stand in a longer one.
MOST_WORDS = 120

#: Method: the module whose `load_scorer()` gives its scorer. Imported on first use.
METHODS = {
    "linear": "framing.annotation.target_tone.linear",
    "neural": "framing.annotation.neural",
}


class Scorer(Protocol):
    """A method that scores masked sentences. It never sees a name."""

    @property
    def name(self) -> str:
        """The method's key in `METHODS`."""

    @property
    def version(self) -> str:
        """The version of its model file, for results to carry."""

    @property
    def thresholds(self) -> tuple[float, float]:
        """From which probability on a sentence counts as negative, and as positive."""

    def probabilities(self, sentences: Sequence[Masked], /) -> Any:
        """Array of shape (n, 3): negative, neutral, positive; each row sums to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetTone:
    """The tone of a sentence toward one target in it.

    `score` is p(positive) - p(negative), in [-1, 1]. `probabilities` are those of negative, neutral and
    positive, in this order. `label` is -1, 0 or 1; where the method does not know, it is 0 and
    `abstained` says why. `method` names the method and the version of its model.
    """

    label: int
    score: float
    probabilities: tuple[float, float, float]
    abstained: str
    method: str


def tone_toward(
    text: str, start: int, end: int, *, method: str = "linear", language: str = "en"
) -> TargetTone:
    """The tone toward `text[start:end]` of the sentence that it stands in.

    Raises InputError for a span that is empty or outside the text, and UnknownNameError for an
    unknown method. For another language than English there is no measured method: the label is 0,
    the score 0.0, and `abstained` says so.

    >>> tone = tone_toward("The minister praised Anna for her courage.", 21, 25)
    >>> tone.label, tone.score > 0, round(sum(tone.probabilities), 6)
    (1, True, 1.0)
    """
    scorer = load_scorer(method)
    masked = mask_in_text(text, start, end)
    if language not in LANGUAGES:
        return _unmeasured(scorer, f"no measured method for the language {language!r}")
    return score_masked([masked], scorer)[0]


def mask_in_text(text: str, start: int, end: int) -> Masked:
    """The masked sentence around a target. Raises InputError for a span that is none of the text's.

    >>> mask_in_text("It rained. Anna left.", 11, 15)
    Masked(left='', right=' left.')
    """
    if not 0 <= start < end <= len(text):
        raise InputError(
            f"the target [{start}, {end}) is not inside the text of {len(text)} characters",
            where="tone_toward",
            do="give 0 <= start < end <= len(text), counted in code points",
        )
    sentence = _sentence_around(text, start, end)
    return mask_target(text[sentence.start : sentence.end], start - sentence.start, end - sentence.start)


def score_masked(sentences: Sequence[Masked], scorer: Scorer) -> list[TargetTone]:
    """The tones toward the gaps of these masked sentences, in their order.

    A sentence that no method was measured on is not scored: its label is 0, its score 0.0, and `abstained`
    says why.
    """
    reasons = [_why_not(sentence) for sentence in sentences]
    asked = [s for s, reason in zip(sentences, reasons, strict=True) if not reason]
    rows = scorer.probabilities(asked) if asked else ()
    decided = iter([_decide((float(a), float(b), float(c)), scorer) for a, b, c in rows])
    return [_unmeasured(scorer, reason) if reason else next(decided) for reason in reasons]


@cache
def load_scorer(method: str) -> Scorer:
    """The scorer of a method, loaded once. Raises UnknownNameError for a method that is none.

    >>> load_scorer("linear").name
    'linear'
    """
    if method not in METHODS:
        raise UnknownNameError(method, kind="tone method", known=sorted(METHODS))
    scorer: Scorer = import_module(METHODS[method]).load_scorer()
    return scorer


def _decide(probabilities: tuple[float, float, float], scorer: Scorer) -> TargetTone:
    negative, _, positive = probabilities
    likeliest = max(range(3), key=probabilities.__getitem__) - 1
    low, high = scorer.thresholds
    label, abstained = likeliest, ""
    if (likeliest < 0 and negative < low) or (likeliest > 0 and positive < high):
        label = 0
        what, p = ("negative", negative) if likeliest < 0 else ("positive", positive)
        abstained = f"not sure enough: {what} with p = {p:.2f}"
    return TargetTone(
        label=label,
        score=positive - negative,
        probabilities=probabilities,
        abstained=abstained,
        method=f"{scorer.name} {scorer.version}",
    )


def _unmeasured(scorer: Scorer, reason: str) -> TargetTone:
    return TargetTone(
        label=0,
        score=0.0,
        probabilities=(0.0, 1.0, 0.0),
        abstained=reason,
        method=f"{scorer.name} {scorer.version}",
    )


def _sentence_around(text: str, start: int, end: int) -> Span:
    """From the start of the sentence of the target's first character to the end of its last one's."""
    found = [s for s in find_sentences(text, load_language("en")) if s.start < end and s.end > start]
    if not found:
        return Span(start, end)
    return Span(min(start, found[0].start), max(end, found[-1].end))


def _why_not(masked: Masked) -> str:
    """Why nothing can be said of a sentence, or an empty text."""
    around = masked.left + masked.right
    letters = [c for c in around if c.isalpha()]
    if not letters:
        return "no words around the target"
    if 2 * sum(c < "\u0250" for c in letters) < len(letters):
        return "no measured method for this script"
    n_words = len(around.split())
    if n_words > MOST_WORDS:
        return f"the sentence is too long ({n_words} words, {MOST_WORDS} at most)"
    return ""
