"""The passages behind every count, and the headlines behind counts of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from framing.comparison.estimates import SOURCE_MEASURES, category_of
from framing.reporting.article_lists import event_evidence, outlet_evidence
from framing.reporting.articles_view import article_evidence
from framing.reporting.labels import (
    MEASURE_LABELS,
    VOICE_LABELS,
    anchor,
    category_label,
    group_label,
    variant_label,
)
from framing.reporting.model import Evidence
from framing.reporting.passages import passage_of, sample, statement_row
from framing.reporting.quoted_marker import most_quoted_marker
from framing.reporting.selection import (
    articles_by_id,
    counted,
    counted_mentions,
    groups_of_articles,
    mention_counts,
)
from framing.reporting.tone_evidence import target_evidence, tone_evidence
from framing.reporting.voices_view import named_sources, statements_of_named

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Passages shown for one variant in one group and voice. The counts beside them are never sampled.
MOST_PASSAGES = 6
MOST_SOURCE_PASSAGES = 3


def evidence_sections(
    comparison: Comparison, keys: Sequence[str]
) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    """Titled sections of evidence: one for each concept, then sources, tone and articles; none empty."""
    sections = [(view_title, tuple(blocks)) for view_title, blocks in _mention_evidence(comparison, keys)]
    sections.append(("In other people's words", tuple(_quoted_evidence(comparison))))
    sections.append(("Sources", tuple(_source_evidence(comparison, keys))))
    sections.append(("Most heard sources", tuple(_named_evidence(comparison, keys))))
    sections.append(("Tone", tuple(tone_evidence(comparison, keys))))
    sections.append(("Tone toward each party", tuple(target_evidence(comparison, keys))))
    sections.append(("Article by article", tuple(article_evidence(comparison))))
    sections.append(("Articles of each outlet", tuple(outlet_evidence(comparison, keys))))
    sections.append(("Articles on each event", tuple(event_evidence(comparison, keys))))
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


def _quoted_evidence(comparison: Comparison) -> Iterable[Evidence]:
    """The mentions of the marker that is quoted most, in all groups together."""
    found = most_quoted_marker(comparison.estimates, comparison.tables)
    if found and found.quoted:
        label = variant_label(comparison.lexicon, found.concept, found.wording)
        heading = f"{label}, in quotations and reported speech — all groups"
        yield _by_voice(articles_by_id(comparison), found.quoted, found.anchor, heading=heading)


def _source_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[Evidence]:
    group_of, articles = groups_of_articles(comparison), articles_by_id(comparison)
    blocks: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for a in counted(comparison, comparison.tables.attributions):
        shown = statement_row(a)
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


def _named_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[Evidence]:
    """Statements of the sources that are heard most: of each, then of each in every group that hears it."""
    articles = articles_by_id(comparison)
    said = statements_of_named(comparison)
    for source in named_sources(comparison, keys):
        by_group = said[source.name]
        everywhere = [statement_row(a) for rows in by_group.values() for a in rows]
        block = _block(articles, everywhere, source.anchor, heading=source.name, most=MOST_SOURCE_PASSAGES)
        yield replace(block, voices=", ".join(f"{label} {n}" for label, n, _ in source.where))
        there = [key for key in keys if key in by_group]
        for key, (label, _, link) in zip(there, source.where, strict=True):
            if link != source.anchor:
                rows = [statement_row(a) for a in by_group[key]]
                heading = f"{source.name} — {label}"
                yield _block(articles, rows, link, heading=heading, most=MOST_SOURCE_PASSAGES)


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
