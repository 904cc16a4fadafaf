"""The passages behind every count of tone: all of them, or the lowest and the highest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.comparison.article_tone import NOT_BODY, article_tone_items
from framing.reporting.labels import VOICE_LABELS, amount, group_label, score
from framing.reporting.model import Evidence
from framing.reporting.passages import Passage, passage_of
from framing.reporting.selection import articles_by_id, counted, groups_of_articles
from framing.reporting.tone_links import target_label, target_link, tone_link
from framing.reporting.tone_view import TARGET_VOICES, TONE_LINES, parties_shown
from framing.store import Tables

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Passages shown for one count: where it counts more, half of them are the lowest and half the highest.
MOST_TONES = 6

_Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Scored:
    """What a mean is over: a span to show, its scores, and what to say of it."""

    row: Mapping[str, Any]
    score: float
    raw: float | None
    said: str

    @property
    def place(self) -> tuple[str, bool, int]:
        return self.row["article_id"], self.row["field"] != "title", self.row["start"]


def tone_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterator[Evidence]:
    """A block for each count of the tables of tone; the same one for a count without and with event words."""
    group_of, articles = groups_of_articles(comparison), articles_by_id(comparison)
    items: dict[tuple[str, str, str], list[_Scored]] = defaultdict(list)
    rows = counted(comparison, comparison.tables.tones)
    tones = [t for t in rows if t["target"] is None and t["score"] is not None]
    for measure, voice, item in _items(tones):
        items[measure, voice, group_of[item.row["article_id"]]].append(item)
    for line in TONE_LINES:
        for key in keys:
            if found := items[line.measure, line.voice, key]:
                label = group_label(comparison.estimates.grouping, key)
                yield _block(
                    articles,
                    found,
                    anchor=tone_link(line.measure, line.voice, key),
                    heading=f"{_sentence_case(line.label)} — {label}",
                )


def target_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterator[Evidence]:
    """A block for each count of the tables of tone toward the parties."""
    group_of, articles = groups_of_articles(comparison), articles_by_id(comparison)
    items: dict[tuple[str, str, str], list[_Scored]] = defaultdict(list)
    for tone in counted(comparison, comparison.tables.tones):
        if tone["target"] is None:
            continue
        item = _Scored(
            row=dict(tone, start=tone["target_start"], end=tone["target_end"]),
            score=tone["score"],
            raw=None,
            said=f"{VOICE_LABELS[tone['voice']]}, tone toward it {score(tone['score'])}",
        )
        for voice in (tone["voice"], "all"):
            items[tone["target"], voice, group_of[tone["article_id"]]].append(item)
    for party in parties_shown(comparison):
        for voice in TARGET_VOICES:
            for key in keys:
                if found := items[party, voice, key]:
                    label = group_label(comparison.estimates.grouping, key)
                    yield _block(
                        articles,
                        found,
                        anchor=target_link(party, voice, key),
                        heading=f"{_sentence_case(target_label(party))}, {VOICE_LABELS[voice]} — {label}",
                    )


def _sentence_case(label: str) -> str:
    """The first letter large and all others as they are: a name inside keeps its own."""
    return label[:1].upper() + label[1:]


def _items(tones: _Rows) -> Iterator[tuple[str, str, _Scored]]:
    """Measure, voice and item of everything that the tables of tone count, as the comparison counts it."""
    by_article: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for tone in tones:
        by_article[tone["article_id"]].append(tone)
        item = _Scored(row=tone, score=tone["score"], raw=tone.get("score_raw"), said=_voice_and_tone(tone))
        for voice in (tone["voice"], "all"):
            yield "tone_headline" if tone["field"] == "title" else "tone_sentence", voice, item
    for rows in by_article.values():
        yield from _article_items(rows)


def _article_items(tones: _Rows) -> Iterator[tuple[str, str, _Scored]]:
    """The article as a whole and its headlines against it: by its sentence that is farthest from zero."""
    means: dict[tuple[str, str], list[float]] = defaultdict(list)
    for measure, _, _, voice, _, value in article_tone_items(Tables(tones=[dict(t) for t in tones])):
        means[measure, voice].append(value)
    headlines = [t for t in tones if t["field"] == "title"]
    body = [t for t in tones if t["field"] == "text" and t.get("zone") not in NOT_BODY]
    for voice in ("outlet", "all"):
        sentences = [t for t in body if voice in (t["voice"], "all")]
        if not sentences:
            continue
        mean, raw = means["tone_article", voice][0], next(iter(means["tone_article_raw", voice]), None)
        farthest = max(sentences, key=lambda t: abs(t["score"]))
        n = len(sentences)
        said = (
            f"article, {VOICE_LABELS[voice]}: mean of {amount(n, 'sentence')} {_both(mean, raw)}; "
            f"this sentence {_both(farthest['score'], farthest.get('score_raw'))}"
        )
        yield "tone_article", voice, _Scored(row=farthest, score=mean, raw=raw, said=said)
        gaps, raw_gaps = means["tone_gap", voice], means["tone_gap_raw", voice]
        for n, (headline, gap) in enumerate(zip(headlines, gaps, strict=True)):
            raw_gap = raw_gaps[n] if len(raw_gaps) == len(gaps) else None
            said = (
                f"headline {_both(headline['score'], headline.get('score_raw'))}, "
                f"its article {_both(mean, raw)}: difference {_both(gap, raw_gap)}"
            )
            yield "tone_gap", voice, _Scored(row=headline, score=gap, raw=raw_gap, said=said)


def _block(
    articles: Mapping[str, Mapping[str, Any]], items: Sequence[_Scored], *, anchor: str, heading: str
) -> Evidence:
    shown = _ends(items)
    return Evidence(
        anchor=anchor,
        heading=heading,
        n=len(items),
        passages=tuple(_passage(articles[item.row["article_id"]], item) for item in shown),
        voices=_told(items, shown),
    )


def _told(items: Sequence[_Scored], shown: Sequence[_Scored]) -> str:
    """Which are here, lowest first; and how many have a figure with event words, where not all have."""
    order = "in the order of their tone" if len(items) > 1 else ""
    if len(shown) < len(items):
        order = "the lowest and the highest, in the order of their tone; all are in the table tones"
    with_raw = sum(item.raw is not None for item in items)
    missing = f"{with_raw} of them with event words" if 0 < with_raw < len(items) else ""
    return "; ".join(part for part in (order, missing) if part)


def _ends(items: Sequence[_Scored]) -> list[_Scored]:
    """At most `MOST_TONES` items, the lowest first: half of them from each end, also of the other score.

    With event words an order can be another one: its lowest and its highest item then take a place each.
    """
    ranked = sorted(items, key=lambda item: (item.score, *item.place))
    if len(ranked) <= MOST_TONES:
        return ranked
    with_events = sorted(
        (item for item in items if item.raw is not None), key=lambda item: (item.raw or 0.0, *item.place)
    )
    ends = [*with_events[:1], *with_events[-1:]]
    for item in (item for pair in zip(ranked, reversed(ranked), strict=True) for item in pair):
        if len(ends) == MOST_TONES:
            break
        if item not in ends:
            ends.append(item)
    return [item for item in ranked if item in ends]


def _passage(article: Mapping[str, Any], item: _Scored) -> Passage:
    row = item.row
    return passage_of(article, field=row["field"], start=row["start"], end=row["end"], voice=item.said)


def _voice_and_tone(tone: Mapping[str, Any]) -> str:
    return f"{VOICE_LABELS[tone['voice']]}, tone {_both(tone['score'], tone.get('score_raw'))}"


def _both(value: float, raw: float | None) -> str:
    return score(value) + (f" ({score(raw)} with event words)" if raw is not None else "")
