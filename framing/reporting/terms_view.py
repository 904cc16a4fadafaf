"""The section on words: concepts in full, concepts mentioned less often, the glossary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.records import VOICES
from framing.reporting.charts import svg_of
from framing.reporting.explained import VOICE_NOTES
from framing.reporting.labels import (
    POSITION_LABELS,
    VOICE_LABELS,
    anchor,
    group_label,
    register_label,
    variant_label,
)
from framing.reporting.model import ConceptView, RareConcept, Table
from framing.reporting.naming import draw_naming
from framing.reporting.selection import counted_mentions, groups_of_articles, mention_counts
from framing.reporting.tables import figure_table

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Concepts shown in full, if they have this many mentions; the rest follow in one short table.
FULL_CONCEPTS = 10
FULL_MENTIONS = 10


def concept_views(comparison: Comparison, keys: Sequence[str]) -> tuple[ConceptView, ...]:
    """The concepts with enough mentions, each with its chart and its tables by voice."""
    counts = mention_counts(comparison)
    views = []
    for concept_id in [c for c in counts if counts[c] >= FULL_MENTIONS][:FULL_CONCEPTS]:
        concept = comparison.lexicon.concept(concept_id)
        others = (_naming_table(comparison, concept_id, voice, keys) for voice in VOICES[1:])
        positions = (
            _naming_table(comparison, concept_id, "outlet", keys, measure=measure, caption=label)
            for measure, label in POSITION_LABELS.items()
        )
        views.append(
            ConceptView(
                id=concept_id,
                anchor=anchor("c", concept_id),
                title=concept.title,
                description=concept.description,
                contested=concept.contested,
                chart=_naming_chart(comparison, concept_id, concept.title),
                own=_naming_table(comparison, concept_id, "outlet", keys),
                others=tuple(table for table in others if table.lines),
                positions=tuple(table for table in positions if table.lines),
            )
        )
    return tuple(views)


def rare_concepts(comparison: Comparison, keys: Sequence[str], full: set[str]) -> tuple[RareConcept, ...]:
    """The other concepts that occur: each wording with its count in each group, all voices together."""
    group_of = groups_of_articles(comparison)
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for m in counted_mentions(comparison):
        if m["concept"] not in full:
            counts[m["concept"]][m["variant"]][group_of[m["article_id"]]] += 1
    found = []
    for concept_id in (c for c in mention_counts(comparison) if c in counts):
        wordings = tuple(
            (
                variant_label(comparison.lexicon, concept_id, variant),
                tuple(
                    (
                        group_label(comparison.estimates.grouping, k),
                        by_group[k],
                        anchor("ev", concept_id, variant, k),
                    )
                    for k in keys
                    if by_group[k]
                ),
            )
            for variant, by_group in sorted(counts[concept_id].items(), key=lambda i: (-i[1].total(), i[0]))
        )
        concept = comparison.lexicon.concept(concept_id)
        found.append(
            RareConcept(
                anchor=anchor("c", concept_id),
                title=concept.title,
                description=concept.description,
                wordings=wordings,
            )
        )
    return tuple(found)


def glossary(
    comparison: Comparison,
) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """For each concept that occurs: its title, and the label, register and note of each wording found."""
    mentions = comparison.tables.mentions
    seen = {(m["concept"], m[name]) for m in mentions for name in ("variant", "second") if m[name]}
    return tuple(
        (
            concept.title,
            tuple(
                (
                    variant_label(comparison.lexicon, concept.id, v.id),
                    register_label(comparison.lexicon, concept.id, v.id),
                    v.note,
                )
                for v in concept.variants
                if (concept.id, v.id) in seen
            ),
        )
        for concept in comparison.lexicon.concepts
        if any(concept.id == used for used, _ in seen)
    )


def _naming_chart(comparison: Comparison, concept: str, title: str) -> str:
    if not any(m["concept"] == concept and m["voice"] == "outlet" for m in comparison.tables.mentions):
        return ""
    figure = draw_naming(comparison.estimates, comparison.lexicon, concept=concept)
    return svg_of(
        figure,
        key=anchor("s", concept),
        title=f"{title}: wording by group",
        description="Dots with 95 % intervals, or counts where data are few; the numbers are in the table.",
    )


def _naming_table(
    comparison: Comparison,
    concept: str,
    voice: str,
    keys: Sequence[str],
    *,
    measure: str = "naming",
    caption: str = "",
) -> Table:
    def label(variant: str) -> tuple[str, str]:
        return variant_label(comparison.lexicon, concept, variant), register_label(
            comparison.lexicon, concept, variant
        )

    return figure_table(
        comparison,
        measure,
        concept=concept,
        voice=voice,
        keys=keys,
        caption=caption or VOICE_LABELS[voice],
        note="" if voice == "outlet" else VOICE_NOTES[voice],
        label=label,
        link=lambda variant, key: anchor("ev", concept, variant, key),
    )
