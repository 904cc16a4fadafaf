"""The passages behind every count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.comparison.estimates import SOURCE_MEASURES, category_of
from framing.reporting.labels import (
    MEASURE_LABELS,
    VOICE_LABELS,
    anchor,
    category_label,
    group_label,
    score,
    variant_label,
)
from framing.reporting.model import Evidence
from framing.reporting.passages import passage_of, sample
from framing.reporting.selection import (
    articles_by_id,
    counted,
    counted_mentions,
    groups_of_articles,
    mention_counts,
)

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Passages shown for one variant in one group and voice. The counts beside them are never sampled.
MOST_PASSAGES = 6
MOST_SOURCE_PASSAGES = 3


def evidence_sections(
    comparison: Comparison, keys: Sequence[str]
) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    """Titled sections of evidence: one for each concept, then sources, then tone; empty ones left out."""
    sections = [(view_title, tuple(blocks)) for view_title, blocks in _mention_evidence(comparison, keys)]
    sections.append(("Sources", tuple(_source_evidence(comparison, keys))))
    sections.append(("Tone", tuple(_tone_evidence(comparison, keys))))
    sections.append(("Tone toward each party", tuple(_target_evidence(comparison, keys))))
    return tuple(s for s in sections if s[1])


def _mention_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[tuple[str, list[Evidence]]]:
    group_of, articles = groups_of_articles(comparison), articles_by_id(comparison)
    blocks: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for m in counted_mentions(comparison):
        blocks[m["concept"], m["variant"], group_of[m["article_id"]]].append(m)
    for concept in mention_counts(comparison):
        mine = [key for key in blocks if key[0] == concept]
        yield (
            comparison.lexicon.concept(concept).title,
            [
                _by_voice(articles, blocks[key], anchor("ev", *key), heading=_heading(comparison, key))
                for key in sorted(mine, key=lambda k: (k[1], keys.index(k[2])))
            ],
        )


def _by_voice(
    articles: Mapping[str, Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], link: str, *, heading: str
) -> Evidence:
    """One block with the count of each voice, and passages of each: a count in one voice leads here."""
    voices: dict[str, list[Mapping[str, Any]]] = {voice: [] for voice in VOICE_LABELS}
    for row in rows:
        voices[row["voice"]].append(row)
    blocks = [
        (voice, _block(articles, mine, link, heading=heading)) for voice, mine in voices.items() if mine
    ]
    return Evidence(
        anchor=link,
        heading=heading,
        n=len(rows),
        passages=tuple(passage for _, block in blocks for passage in block.passages),
        voices=", ".join(f"{block.n} {VOICE_LABELS[voice]}" for voice, block in blocks),
    )


def _heading(comparison: Comparison, key: tuple[str, str, str]) -> str:
    concept, variant, group = key
    wording = variant_label(comparison.lexicon, concept, variant)
    return f"{wording} — {group_label(comparison.estimates.grouping, group)}"


def _source_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[Evidence]:
    group_of, articles = groups_of_articles(comparison), articles_by_id(comparison)
    blocks: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for a in counted(comparison, comparison.tables.attributions):
        first = a["content"][0]
        who = a["entity"] or a["source"] or "no source named"
        shown = {
            "article_id": a["article_id"],
            "field": a["field"],
            "start": first[0],
            "end": first[1],
            "voice": f"{a['kind']}: {who}" + (f" ({a['cue']})" if a["cue"] else ""),
        }
        for measure, column in SOURCE_MEASURES.items():
            blocks[measure, category_of(a, column), group_of[a["article_id"]]].append(shown)
    for measure, category, key in sorted(
        blocks, key=lambda b: (list(SOURCE_MEASURES).index(b[0]), b[1], keys.index(b[2]))
    ):
        label = group_label(comparison.estimates.grouping, key)
        heading = f"{MEASURE_LABELS[measure]}: {category_label(category)} — {label}"
        link = anchor("src", measure, category, key)
        yield _block(
            articles, blocks[measure, category, key], link, heading=heading, most=MOST_SOURCE_PASSAGES
        )


def _tone_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[Evidence]:
    """The most negative and the most positive spans of each group: what drives the mean."""
    group_of, articles = groups_of_articles(comparison), articles_by_id(comparison)
    tones = counted(comparison, comparison.tables.tones)
    for key in keys:
        rows = [t for t in tones if t["target"] is None and group_of[t["article_id"]] == key]
        ranked = sorted(rows, key=lambda t: (t["score"], t["article_id"], t["start"]))
        ends = ranked[:4] + [t for t in ranked[-4:] if t not in ranked[:4]]
        if ends:
            label = group_label(comparison.estimates.grouping, key)
            shown = [dict(t, voice=_voice_and_tone(t)) for t in ends]
            block = _block(
                articles, shown, anchor("tone", key), heading=f"Lowest and highest tone — {label}", most=8
            )
            yield Evidence(anchor=block.anchor, heading=block.heading, n=len(rows), passages=block.passages)


def _target_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[Evidence]:
    """For each party and group, the mentions whose sentences sound worst and best toward it."""
    group_of, articles = groups_of_articles(comparison), articles_by_id(comparison)
    blocks: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for tone in counted(comparison, comparison.tables.tones):
        if tone["target"] is not None:
            placed = dict(tone, start=tone["target_start"], end=tone["target_end"])
            blocks[tone["target"], group_of[tone["article_id"]]].append(placed)
    for party, key in sorted(blocks, key=lambda b: (b[0], keys.index(b[1]))):
        rows = sorted(blocks[party, key], key=lambda t: (t["score"], t["article_id"], t["start"]))
        ends = rows[:3] + [row for row in rows[-3:] if row not in rows[:3]]
        shown = [
            dict(t, voice=f"{VOICE_LABELS[t['voice']]}, tone toward it {score(t['score'])}") for t in ends
        ]
        label = group_label(comparison.estimates.grouping, key)
        heading = f"Toward the {party.capitalize()} side — {label}"
        block = _block(articles, shown, anchor("target", party, key), heading=heading)
        yield Evidence(anchor=block.anchor, heading=heading, n=len(rows), passages=block.passages)


def _voice_and_tone(tone: Mapping[str, Any]) -> str:
    raw = tone.get("score_raw")
    with_events = f" ({score(raw)} with event words)" if raw is not None else ""
    return f"{VOICE_LABELS[tone['voice']]}, tone {score(tone['score'])}{with_events}"


def _block(
    articles: Mapping[str, Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    link: str,
    *,
    heading: str,
    most: int = MOST_PASSAGES,
) -> Evidence:
    passages = tuple(
        passage_of(
            articles[r["article_id"]], field=r["field"], start=r["start"], end=r["end"], voice=r["voice"]
        )
        for r in sample(rows, most=most)
    )
    return Evidence(anchor=link, heading=heading, n=len(rows), passages=passages)
