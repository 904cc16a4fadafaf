"""The tone of one article in plain text, for `framing show`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from framing.annotation.event_words import load_event_words
from framing.annotation.tone import LANGUAGES, tone_recipe, vader
from framing.comparison.article_tone import article_tone_items
from framing.records import Annotation, Tone
from framing.reporting.labels import score
from framing.reporting.tone_notes import tone_notes
from framing.store import Tables

_MEANS = (
    ("tone_article", "outlet", "article, newsroom's own voice"),
    ("tone_article", "all", "article, all voices"),
    ("tone_gap", "outlet", "headline minus article in own voice"),
)


def article_tone_lines(annotation: Annotation, *, explain: bool = False) -> Iterator[str]:
    """The tone of one article, line by line, ending with what it does not mean; nothing without a tone.

    `explain` adds the scored words of each sentence, event words in brackets.

    >>> from framing.engine import annotate_text
    >>> for line in list(article_tone_lines(annotate_text("The brutal war is over.", title="Peace")))[:3]:
    ...     print(line)
    Tone (VADER without event words; with them in brackets)
      headline                             0.00 (+0.54)
      article, newsroom's own voice        −0.62 (−0.84)
    """
    tones = [t for t in annotation.tones if t.target is None and t.score_raw is not None]
    if not tones:
        return
    yield "Tone (VADER without event words; with them in brackets)"
    for tone in tones:
        if tone.field == "title":
            yield _line("headline", tone.score, tone.score_raw)
    means = _means(annotation, tones)
    for measure, voice, label in _MEANS:
        if (measure, voice) in means:
            yield _line(label, means[measure, voice], means[f"{measure}_raw", voice])
    if explain and annotation.article.language in LANGUAGES:
        yield from _explained(annotation, tones)
    yield from (f"  {line}" for line in tone_notes({"tone": tone_recipe()}))


def _means(annotation: Annotation, tones: list[Tone]) -> dict[tuple[str, str], float]:
    rows = [asdict(tone) | {"article_id": annotation.article.id} for tone in tones]
    return {(item[0], item[3]): item[5] for item in article_tone_items(Tables(tones=rows))}


def _line(label: str, value: float, raw: float | None) -> str:
    return f"  {label:<36} {score(value)} ({score(raw or 0.0)})"


def _explained(annotation: Annotation, tones: list[Tone]) -> Iterator[str]:
    events = load_event_words().words
    for tone in tones:
        text = annotation.article.field(tone.field)[tone.start : tone.end]
        words = [
            f"[{form} {score(value)}]" if form in events else f"{form} {score(value)}"
            for form, value in vader().explain(text)
        ]
        if words:
            yield f"  {tone.field} {tone.start}–{tone.end}, {tone.voice}: {', '.join(words)}"
