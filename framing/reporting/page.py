"""The report: built from a comparison, rendered by one template. Every string is escaped there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from framing.comparison.estimates import MIN_ARTICLES, MIN_ITEMS
from framing.language import load_language
from framing.reporting.article_lists import outlet_link
from framing.reporting.articles_view import article_views
from framing.reporting.evidence import evidence_sections
from framing.reporting.explained import VOICE_NOTES
from framing.reporting.findings import find_findings
from framing.reporting.keyness_view import group_keyness
from framing.reporting.labels import VOICE_LABELS, amount, group_label
from framing.reporting.model import GroupCard, Page
from framing.reporting.passages import short_title
from framing.reporting.same_events_view import same_events
from framing.reporting.selection import articles_by_id, group_keys
from framing.reporting.separability_view import separability_view
from framing.reporting.spread_view import spread_table
from framing.reporting.terms_overview import terms_overview
from framing.reporting.terms_view import concept_views, glossary, rare_concepts
from framing.reporting.tone_notes import (
    NOT_STANCE,
    WEAK_ON_HEADLINES,
    accuracy_in_short,
    accuracy_lines,
    targets_method,
)
from framing.reporting.tone_view import target_tables, tone_chart, tone_tables
from framing.reporting.voices_view import named_sources, source_tables, word_tables
from framing.reporting.wire_view import MOST_STORIES, wire_stories
from framing.resources import data_folder
from framing.store import write_atomically

if TYPE_CHECKING:
    from framing.reporting.result import Comparison
    from framing.separability.results import Separability


def write_page(
    comparison: Comparison, path: str | Path, *, title: str, separability: Separability | None = None
) -> Path:
    """Writes the page and gives its path back; an older file stays until the new one is whole."""
    page = build_page(comparison, title=title, separability=separability)
    return write_atomically(path, render_page(page))


def render_page(page: Page) -> str:
    """The page as one HTML document that requests nothing."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = data_folder("reports")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (folder / "report.css").read_text(encoding="utf-8")
    return environment.get_template("report.html").render(
        page=page, style=style, voices=VOICE_LABELS, voice_notes=VOICE_NOTES
    )


def build_page(comparison: Comparison, *, title: str, separability: Separability | None = None) -> Page:
    """The content of the page, computed but not yet rendered."""
    estimates, tables, lexicon = comparison.estimates, comparison.tables, comparison.lexicon
    corpus, grouping = estimates.corpus, estimates.grouping
    keys = group_keys(comparison)
    views = concept_views(comparison, keys)
    stories = wire_stories(comparison)
    return Page(
        title=title,
        subtitle=_subtitle(comparison),
        banners=tuple(b for b in (tables.manifest.get("label"), grouping.notice) if b),
        remarks=tuple(tables.manifest.get("notices", ())),
        findings=tuple(find_findings(estimates, lexicon, tables, check=comparison.robustness)),
        few_outlets=any(
            row.level == "group" and row.estimate.low is not None and row.estimate.scope != "outlets"
            for row in estimates.rows
        ),
        grouping=grouping,
        corpus=corpus,
        groups=_group_cards(comparison),
        languages={_language(code): n for code, n in corpus.languages.items()},
        unlisted=tuple(o.outlet for o in corpus.outlets if not o.listed),
        copies=_copies(comparison),
        wire_stories=stories[:MOST_STORIES],
        n_wire_stories=len(stories),
        same_events=same_events(comparison, keys),
        skipped=tuple(tables.skipped),
        terms=terms_overview(comparison, views, keys),
        concepts=views,
        rare=rare_concepts(comparison, keys, {v.id for v in views}),
        keyness=group_keyness(comparison, keys),
        tone=tone_tables(comparison, keys),
        targets=target_tables(comparison, keys),
        targets_accuracy=accuracy_in_short(estimates.recipe, method=targets_method(estimates.recipe)),
        tone_warnings=(NOT_STANCE, WEAK_ON_HEADLINES),
        tone_accuracy=accuracy_lines(estimates.recipe),
        tone_chart=tone_chart(comparison, keys),
        sources=source_tables(comparison, keys),
        words=word_tables(comparison, keys),
        spread=spread_table(comparison),
        separability=None if separability is None else separability_view(comparison, separability),
        named_sources=named_sources(comparison, keys),
        evidence=evidence_sections(comparison, keys),
        articles=article_views(comparison),
        glossary=glossary(comparison),
        recipe=json.dumps(dict(estimates.recipe), ensure_ascii=False, indent=1, sort_keys=True),
        minimum=(MIN_ARTICLES, MIN_ITEMS),
        resamples=estimates.recipe["resamples"],
        wire=estimates.recipe["wire"],
    )


def _subtitle(comparison: Comparison) -> str:
    corpus = comparison.estimates.corpus
    span = ""
    if corpus.first_date:
        span = f", {corpus.first_date}" + (
            f" to {corpus.last_date}" if corpus.last_date != corpus.first_date else ""
        )
    return f"{amount(corpus.n_articles, 'article')} from {amount(len(corpus.outlets), 'outlet')}{span}"


def _language(code: str) -> str:
    return "not known" if code == "und" else load_language(code).name


def _group_cards(comparison: Comparison) -> tuple[GroupCard, ...]:
    corpus, grouping = comparison.estimates.corpus, comparison.estimates.grouping
    cards = []
    # A group without articles is worth a line, unless the grouping places no outlet at all.
    nobody = all(o.group == "unlisted" for o in corpus.outlets)
    for key in [
        *grouping.groups,
        *(["unlisted"] if any(o.group == "unlisted" for o in corpus.outlets) else []),
    ]:
        outlets = [o for o in corpus.outlets if o.group == key]
        if not outlets and nobody:
            continue
        cards.append(
            GroupCard(
                label=group_label(grouping, key),
                n_articles=sum(o.n_articles for o in outlets),
                n_words=sum(o.n_words for o in outlets),
                outlets=tuple((o.outlet, o.n_articles, outlet_link(o.outlet_id)) for o in outlets),
            )
        )
    return tuple(cards)


def _copies(comparison: Comparison) -> tuple[str, ...]:
    by_id = articles_by_id(comparison)
    estimates = comparison.estimates
    apart = estimates.corpus.set_apart if estimates.recipe["wire"] == "collapse" else {}
    lines = []
    for copy, kept in sorted(apart.items()):
        a, b = by_id[copy], by_id[kept]
        lines.append(f"“{short_title(a)}” ({a['outlet']}) is a copy of “{short_title(b)}” ({b['outlet']})")
    return tuple(lines)
