"""Tone of headlines and sentences by VADER's lexicon and rules, with the voice they stand in.

Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social
Media Text", ICWSM. The figures are those of the authors' own package (vaderSentiment), which
carries the lexicon. Sentiment is not stance, and bad news is not a negative opinion: words such as
*killed* and *war* score below zero whoever writes them (Balahur et al. 2010). Known failures:
"did not condemn the attack" comes out positive, *liberated* scores 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from framing.annotation.voice import Voices
from framing.language import Language, find_words
from framing.records import Article, Span, Tone

#: Languages that the method was made and measured for. Others get no score rather than a guess.
LANGUAGES = frozenset({"en"})

#: The cut-offs that VADER's authors publish for positive and negative.
CUT_OFF = 0.05


def score_tones(
    article: Article, language: Language, voices: Voices, *, sentences: Sequence[Span]
) -> tuple[Tone, ...]:
    """A tone for the headline and for each of the text's `sentences`, in their order.

    `score` is VADER's compound in [-1, 1]; the label is 1 from 0.05 up, -1 from -0.05 down, else 0.
    The voice is the one that most words of the sentence stand in; an equal split is the outlet's.
    Returns nothing for a language outside `LANGUAGES`.
    """
    if language.code not in LANGUAGES:
        return ()
    tones = []
    if article.title.strip():
        tones.append(_score(article, "title", Span(0, len(article.title)), voices))
    for sentence in sentences:
        tones.append(_score(article, "text", sentence, voices))
    return tuple(tones)


def score_sentence(sentence: str) -> float:
    """VADER's compound score of one sentence, in [-1, 1].

    >>> score_sentence("The talks were a great success.") > 0.5
    True
    >>> score_sentence("The table is brown.")
    0.0
    """
    return float(_vader().polarity_scores(sentence)["compound"])


def label_of(score: float) -> int:
    """-1, 0 or 1 by the published cut-offs.

    >>> label_of(0.05), label_of(0.049), label_of(-0.2)
    (1, 0, -1)
    """
    return (score >= CUT_OFF) - (score <= -CUT_OFF)


def _score(article: Article, field: str, span: Span, voices: Voices) -> Tone:
    text = article.field(field)
    score = score_sentence(text[span.start : span.end])
    return Tone(
        field=field,
        start=span.start,
        end=span.end,
        score=score,
        label=label_of(score),
        voice=_main_voice(text, field, span, voices),
    )


def _main_voice(text: str, field: str, span: Span, voices: Voices) -> str:
    words = find_words(text, span.start, span.end)
    counts = Counter(voices.at(field, word.start, word.end).voice for word in words)
    best = max(counts.values(), default=0)
    return "outlet" if counts["outlet"] == best else next(v for v, n in counts.items() if n == best)


@cache
def _vader() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
