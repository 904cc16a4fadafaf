"""Tone of headlines and sentences by VADER's lexicon and rules, with the voice they stand in.

Hutto & Gilbert (2014); see `framing.annotation.vader`. Sentiment is not stance (Bestvater & Monroe 2022),
and bad news is not a negative opinion: words such as *killed* and *war* score below zero whoever writes
them (Balahur et al. 2010). Each tone therefore has two scores: without the event words of
`lexicons/tone/event_words.toml`, and with them. Known failures: "did not condemn the attack" comes out
positive, *liberated* scores 0, and a negation with a curly apostrophe (*isn’t*) is not seen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from itertools import pairwise
from typing import Any

from framing.annotation.accuracy import load_accuracy
from framing.annotation.event_words import load_event_words
from framing.annotation.vader import Vader
from framing.annotation.voice import Voices
from framing.language import Language, find_word_starts
from framing.records import Article, Span, Tone

#: Languages that the method was made and measured for. Others get no score rather than a guess.
LANGUAGES = frozenset({"en"})

#: The cut-offs that VADER's authors publish for positive and negative.
CUT_OFF = 0.05


def score_tones(
    article: Article, language: Language, voices: Voices, *, sentences: Sequence[Span]
) -> tuple[Tone, ...]:
    """A tone for the headline and for each of the text's `sentences`, in their order.

    `score` is VADER's compound in [-1, 1] without event words, `score_raw` with them. The label follows
    `score`: 1 from 0.05 up, -1 from -0.05 down, else 0. The voice is the one that most words of the
    sentence stand in; an equal split is the outlet's. Returns nothing for a language outside `LANGUAGES`.
    """
    if language.code not in LANGUAGES:
        return ()
    tones = []
    if article.title.strip():
        tones.append(_tone(article, "title", Span(0, len(article.title)), voices))
    for sentence in sentences:
        tones.append(_tone(article, "text", sentence, voices))
    return tuple(tones)


def score_sentence(sentence: str) -> float:
    """VADER's own compound score of one sentence in [-1, 1]: event words count.

    >>> score_sentence("The brutal war killed many."), score_sentence("The table is brown.")
    (-0.926, 0.0)
    """
    return vader().scores(sentence).raw


def label_of(score: float) -> int:
    """-1, 0 or 1 by the published cut-offs.

    >>> label_of(0.05), label_of(0.049), label_of(-0.2)
    (1, 0, -1)
    """
    return (score >= CUT_OFF) - (score <= -CUT_OFF)


@cache
def vader() -> Vader:
    """The rules, with the package's list of event words left out of `score`.

    >>> vader().scores("The brutal war killed many.")
    Scores(score=-0.6249, raw=-0.926)
    """
    return Vader(left_out=load_event_words().words)


def tone_recipe() -> dict[str, Any]:
    """What a result must say about its tones: method, languages, event words, measured accuracy.

    >>> recipe = tone_recipe()
    >>> recipe["method"], recipe["languages"], len(recipe["event_words"]["hash"])
    ('VADER (vaderSentiment)', ['en'], 64)
    """
    words = load_event_words()
    return {
        "method": "VADER (vaderSentiment)",
        "languages": sorted(LANGUAGES),
        "score": "without event words",
        "score_raw": "with event words",
        "event_words": {"version": words.version, "hash": words.hash},
        "accuracy": [asdict(m) for m in load_accuracy()],
    }


def _tone(article: Article, field: str, span: Span, voices: Voices) -> Tone:
    text = article.field(field)
    scores = vader().scores(text[span.start : span.end])
    return Tone(
        field=field,
        start=span.start,
        end=span.end,
        score=scores.score,
        label=label_of(scores.score),
        voice=_main_voice(text, field, span, voices),
        score_raw=scores.raw,
        zone=article.zone_at(field, span.start),
    )


def _main_voice(text: str, field: str, span: Span, voices: Voices) -> str:
    starts = voices.starts.get(field, [0])
    first, last = bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1) - 1
    if first == last:
        return voices.at(field, span.start, span.end).voice
    words = find_word_starts(text, span.start, span.end)
    # Where each stretch begins in `words`; the first begins before the sentence.
    borders = [0, *(bisect_left(words, start) for start in starts[first + 1 : last + 1]), len(words)]
    counts: dict[str, int] = {}
    for stretch, (begin, end) in enumerate(pairwise(borders), start=first):
        voice = voices.voices[field][stretch].voice if stretch >= 0 else "outlet"
        counts[voice] = counts.get(voice, 0) + end - begin
    best = max(counts.values())
    return "outlet" if counts.get("outlet") == best else next(v for v, n in counts.items() if n == best)
