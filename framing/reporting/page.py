"""The report: plain dataclasses first, then one template. Every string is escaped by the template."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.comparison.estimates import MIN_ARTICLES, MIN_ITEMS, SOURCE_MEASURES, Row
from framing.records import VOICES
from framing.reporting.charts import Block, Dot, draw_dots, svg_of
from framing.reporting.findings import Finding, find_findings
from framing.reporting.labels import (
    ASSOCIATION_LABELS,
    MEASURE_LABELS,
    VOICE_LABELS,
    anchor,
    figure_of,
    group_label,
    interval_of,
    require_concept,
    score,
    variant_label,
)
from framing.reporting.naming import draw_naming
from framing.reporting.passages import Passage, passage_of, safe_url, sample
from framing.resources import data_folder
from framing.store import write_atomically

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Concepts shown in full, if they have this many mentions; the rest follow in one short table.
FULL_CONCEPTS = 10
FULL_MENTIONS = 10
#: Passages shown for one variant in one group. The counts beside them are never sampled.
MOST_PASSAGES = 6
#: Above this many articles the list "article by article" is left out.
MOST_LISTED_ARTICLES = 40
_MOST_SOURCES = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell of a table: the figure, its interval, the counts under it and where they lead."""

    figure: str
    interval: str = ""
    counts: str = ""
    anchor: str = ""
    reason: str = ""
    enough: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row of a table."""

    label: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Columns are groups. `basis` is what each column rests on."""

    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ConceptView:
    """One concept: its chart, its table in the newsroom's own voice, its tables in other voices."""

    id: str
    anchor: str
    title: str
    description: str
    contested: str
    chart: str
    own: Table
    others: tuple[Table, ...]
    n_mentions: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RareConcept:
    """A concept with few mentions: each wording with its count and evidence in each group."""

    anchor: str
    title: str
    description: str
    wordings: tuple[tuple[str, tuple[tuple[str, int, str], ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The passages behind one count."""

    anchor: str
    heading: str
    n: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupCard:
    """A group on the corpus card."""

    label: str
    n_articles: int
    n_words: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleView:
    """One article in the list of a small corpus."""

    title: str
    url: str | None
    outlet: str
    date: str
    origin: str
    names: str
    sources: str
    tone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Everything the template shows, ready to be printed."""

    title: str
    subtitle: str
    notices: tuple[str, ...]
    findings: tuple[Finding, ...]
    few_outlets: bool
    grouping: Any
    corpus: Any
    groups: tuple[GroupCard, ...]
    unlisted: tuple[str, ...]
    copies: tuple[str, ...]
    skipped: tuple[Mapping[str, str], ...]
    concepts: tuple[ConceptView, ...]
    rare: tuple[RareConcept, ...]
    tone: Table
    tone_chart: str
    sources: tuple[Table, ...]
    named_sources: tuple[tuple[str, str, int, str], ...]
    evidence: tuple[tuple[str, tuple[Evidence, ...]], ...]
    articles: tuple[ArticleView, ...]
    glossary: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    recipe: str
    minimum: tuple[int, int]
    resamples: int


def write_page(comparison: Comparison, path: str | Path, *, title: str) -> Path:
    """Writes the page and gives its path back; an older file stays until the new one is whole."""
    return write_atomically(path, render_page(build_page(comparison, title=title)))


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
    return environment.get_template("report.html").render(page=page, style=style, voices=VOICE_LABELS)


def build_page(comparison: Comparison, *, title: str) -> Page:
    """The content of the page, computed but not yet rendered."""
    estimates, tables, lexicon = comparison.estimates, comparison.tables, comparison.lexicon
    corpus, grouping = estimates.corpus, estimates.grouping
    keys = _group_keys(comparison)
    notices = list(tables.manifest.get("notices", ()))
    views = _concepts(comparison, keys)
    return Page(
        title=title,
        subtitle=_subtitle(comparison),
        notices=tuple([grouping.notice, *notices] if grouping.notice else notices),
        findings=tuple(find_findings(estimates, lexicon, tables)),
        few_outlets=any(sum(o.group == k for o in corpus.outlets) < 6 for k in keys),
        grouping=grouping,
        corpus=corpus,
        groups=_group_cards(comparison),
        unlisted=tuple(o.outlet for o in corpus.outlets if not o.listed),
        copies=_copies(comparison),
        skipped=tuple(tables.skipped),
        concepts=views,
        rare=_rare(comparison, keys, {v.id for v in views}),
        tone=_tone_table(comparison, keys),
        tone_chart=_tone_chart(comparison, keys),
        sources=_source_tables(comparison, keys),
        named_sources=_named_sources(comparison),
        evidence=_evidence(comparison, keys),
        articles=_articles(comparison),
        glossary=_glossary(comparison),
        recipe=json.dumps(dict(estimates.recipe), ensure_ascii=False, indent=1, sort_keys=True),
        minimum=(MIN_ARTICLES, MIN_ITEMS),
        resamples=estimates.recipe["resamples"],
    )


def _subtitle(comparison: Comparison) -> str:
    corpus = comparison.estimates.corpus
    span = ""
    if corpus.first_date:
        span = f", {corpus.first_date}" + (
            f" to {corpus.last_date}" if corpus.last_date != corpus.first_date else ""
        )
    outlets = len(corpus.outlets)
    return f"{corpus.n_articles} articles from {outlets} outlet{'s' * (outlets != 1)}{span}"


def _group_keys(comparison: Comparison) -> list[str]:
    """The groups that have articles, in the grouping's order."""
    there = {o.group for o in comparison.estimates.corpus.outlets}
    order = [*comparison.estimates.grouping.groups, "unlisted"]
    return [key for key in order if key in there]


# ---- corpus card --------------------------------------------------------------------------------------


def _group_cards(comparison: Comparison) -> tuple[GroupCard, ...]:
    corpus, grouping = comparison.estimates.corpus, comparison.estimates.grouping
    cards = []
    for key in [
        *grouping.groups,
        *(["unlisted"] if any(o.group == "unlisted" for o in corpus.outlets) else []),
    ]:
        outlets = [o for o in corpus.outlets if o.group == key]
        cards.append(
            GroupCard(
                label=group_label(grouping, key),
                n_articles=sum(o.n_articles for o in outlets),
                n_words=sum(o.n_words for o in outlets),
                outlets=tuple(f"{o.outlet} ({o.n_articles})" for o in outlets),
            )
        )
    return tuple(cards)


def _copies(comparison: Comparison) -> tuple[str, ...]:
    by_id = {a["article_id"]: a for a in comparison.tables.articles}
    apart = comparison.estimates.corpus.set_apart
    lines = []
    for copy, kept in sorted(apart.items()):
        a, b = by_id[copy], by_id[kept]
        lines.append(f"“{a['title']}” ({a['outlet']}) is a copy of “{b['title']}” ({b['outlet']})")
    return tuple(lines)


# ---- terminology --------------------------------------------------------------------------------------


def _concepts(comparison: Comparison, keys: Sequence[str]) -> tuple[ConceptView, ...]:
    counts = _mention_counts(comparison)
    views = []
    for concept_id in [c for c in counts if counts[c] >= FULL_MENTIONS][:FULL_CONCEPTS]:
        concept = require_concept(comparison.lexicon, concept_id)
        others = (_naming_table(comparison, concept_id, voice, keys) for voice in VOICES[1:])
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
                n_mentions=counts[concept_id],
            )
        )
    return tuple(views)


def _rare(comparison: Comparison, keys: Sequence[str], full: set[str]) -> tuple[RareConcept, ...]:
    group_of = _groups_of_articles(comparison)
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for m in _counted_mentions(comparison):
        if m["concept"] not in full:
            counts[m["concept"]][m["variant"]][group_of[m["article_id"]]] += 1
    found = []
    for concept_id in (c for c in _mention_counts(comparison) if c in counts):
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
        concept = require_concept(comparison.lexicon, concept_id)
        found.append(
            RareConcept(
                anchor=anchor("c", concept_id),
                title=concept.title,
                description=concept.description,
                wordings=wordings,
            )
        )
    return tuple(found)


def _mention_counts(comparison: Comparison) -> dict[str, int]:
    """Mentions of each concept, the name of the region first, then by number."""
    counts = Counter(m["concept"] for m in _counted_mentions(comparison))
    order = sorted(counts, key=lambda c: (c != "region_name", -counts[c], c))
    return {c: counts[c] for c in order}


def _counted_mentions(comparison: Comparison) -> list[dict[str, Any]]:
    """The mentions that enter the figures: not those of copies that another article stands for."""
    keep = comparison.estimates.recipe["wire"] == "keep"
    apart = {} if keep else comparison.estimates.corpus.set_apart
    return [m for m in comparison.tables.mentions if m["article_id"] not in apart]


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


def _naming_table(comparison: Comparison, concept: str, voice: str, keys: Sequence[str]) -> Table:
    def label(variant: str) -> tuple[str, str]:
        return variant_label(comparison.lexicon, concept, variant), _register(comparison, concept, variant)

    return _table(
        comparison,
        "naming",
        concept,
        voice,
        keys,
        caption=VOICE_LABELS[voice],
        label=label,
        link=lambda variant, key: anchor("ev", concept, variant, key),
    )


def _register(comparison: Comparison, concept_id: str, variant_id: str) -> str:
    for concept in comparison.lexicon.concepts:
        for variant in concept.variants if concept.id == concept_id else ():
            if variant.id == variant_id:
                strength = "" if variant.strength == "neutral" else f", {variant.strength}"
                return ASSOCIATION_LABELS[variant.association] + strength
    return ""


def _table(
    comparison: Comparison,
    measure: str,
    concept: str,
    voice: str,
    keys: Sequence[str],
    *,
    caption: str,
    label: Any,
    link: Any,
) -> Table:
    rows = {
        (r.category, r.key): r
        for r in comparison.estimates.rows
        if r.level == "group" and (r.measure, r.concept, r.voice) == (measure, concept, voice)
    }
    totals: Counter[str] = Counter()
    for (category, _), row in rows.items():
        totals[category] += row.count
    columns = [k for k in keys if any(key == k for _, key in rows)]
    lines = []
    for category, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        if total:
            name, note = label(category)
            cells = tuple(_cell(rows[category, key], link(category, key)) for key in columns)
            lines.append(Line(label=name, note=note, cells=cells))
    basis = tuple(_basis(next(r for (_, k), r in rows.items() if k == key)) for key in columns)
    names = tuple(group_label(comparison.estimates.grouping, k) for k in columns)
    return Table(caption=caption, columns=names, lines=tuple(lines), basis=basis)


def _cell(row: Row, link: str) -> Cell:
    estimate = row.estimate
    counts = f"{row.count} of {estimate.n_items}" if estimate.unit == "share" else f"{estimate.n_items}"
    return Cell(
        figure=figure_of(estimate),
        interval=interval_of(estimate),
        counts=counts,
        anchor=link if row.count else "",
        reason=estimate.reason,
        enough=estimate.value is not None,
    )


def _basis(row: Row) -> str:
    e = row.estimate
    articles = f"{e.n_articles} article{'s' * (e.n_articles != 1)}"
    return f"{e.n_items} in {articles}, {e.n_outlets} outlet{'s' * (e.n_outlets != 1)}"


# ---- tone and sources ---------------------------------------------------------------------------------

_TONE_LINES = (
    ("tone_headline", "all", "headlines, all"),
    ("tone_headline", "outlet", "headlines in the newsroom's own voice"),
    ("tone_sentence", "outlet", "sentences in the newsroom's own voice"),
    ("tone_sentence", "direct", "sentences in quotations"),
    ("tone_sentence", "indirect", "sentences of reported speech"),
    ("tone_sentence", "all", "sentences, all"),
)


def _tone_table(comparison: Comparison, keys: Sequence[str]) -> Table:
    columns = tuple(group_label(comparison.estimates.grouping, k) for k in keys)
    lines = []
    for measure, voice, label in _TONE_LINES:
        cells = []
        for key in keys:
            row = comparison.estimates.row(measure, category="mean", voice=voice, key=key)
            cells.append(_cell(row, anchor("tone", key)) if row else Cell(figure="none", enough=False))
        if any(c.figure != "none" for c in cells):
            lines.append(Line(label=label, note="", cells=tuple(cells)))
    return Table(caption="Mean tone, from −1 to +1", columns=columns, lines=tuple(lines))


def _tone_chart(comparison: Comparison, keys: Sequence[str]) -> str:
    grouping = comparison.estimates.grouping
    blocks = []
    for measure, voice, heading in (
        ("tone_headline", "all", "Headlines"),
        ("tone_sentence", "outlet", "Sentences, own voice"),
    ):
        rows = [(k, comparison.estimates.row(measure, category="mean", voice=voice, key=k)) for k in keys]
        dots = [
            Dot(
                label=group_label(grouping, k),
                value=r.estimate.value,
                low=r.estimate.low,
                high=r.estimate.high,
                remark="not enough data",
            )
            for k, r in rows
            if r
        ]
        if any(d.value is not None for d in dots):
            blocks.append(Block(heading=heading, dots=tuple(dots)))
    if not blocks:
        return ""
    return svg_of(
        draw_dots(blocks, limits=(-1, 1), unit="score"),
        key="s-tone",
        title="Mean tone by group",
        description="Dots with 95 % intervals on a scale from -1 to +1; the numbers are in the table.",
    )


def _source_tables(comparison: Comparison, keys: Sequence[str]) -> tuple[Table, ...]:
    tables = (
        _table(
            comparison,
            measure,
            "",
            "all",
            keys,
            caption=MEASURE_LABELS[measure],
            label=lambda category: (category.replace("_", " "), ""),
            link=lambda category, key: anchor("src", key),
        )
        for measure in SOURCE_MEASURES
    )
    return tuple(t for t in tables if t.lines)


def _named_sources(comparison: Comparison) -> tuple[tuple[str, str, int, str], ...]:
    group_of = _groups_of_articles(comparison)
    counts: Counter[str] = Counter()
    affiliation: dict[str, str] = {}
    where: dict[str, Counter[str]] = defaultdict(Counter)
    for a in comparison.tables.attributions:
        if a["entity"] and not a["anonymous"]:
            counts[a["entity"]] += 1
            affiliation.setdefault(a["entity"], a["affiliation"] or "not stated")
            where[a["entity"]][group_label(comparison.estimates.grouping, group_of[a["article_id"]])] += 1
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SOURCES]
    return tuple(
        (name, affiliation[name], n, ", ".join(f"{g} {k}" for g, k in sorted(where[name].items())))
        for name, n in best
    )


def _groups_of_articles(comparison: Comparison) -> dict[str, str]:
    grouping = comparison.estimates.grouping
    return {a["article_id"]: grouping.group_of(a["outlet_id"]) for a in comparison.tables.articles}


# ---- evidence -----------------------------------------------------------------------------------------


def _evidence(comparison: Comparison, keys: Sequence[str]) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    sections = [(view_title, tuple(blocks)) for view_title, blocks in _mention_evidence(comparison, keys)]
    sections.append(("Sources", tuple(_source_evidence(comparison, keys))))
    sections.append(("Tone", tuple(_tone_evidence(comparison, keys))))
    return tuple(s for s in sections if s[1])


def _mention_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[tuple[str, list[Evidence]]]:
    group_of = _groups_of_articles(comparison)
    blocks: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for m in _counted_mentions(comparison):
        blocks[m["concept"], m["variant"], group_of[m["article_id"]]].append(m)
    for concept in _mention_counts(comparison):
        mine = [key for key in blocks if key[0] == concept]
        yield (
            require_concept(comparison.lexicon, concept).title,
            [
                _block(comparison, blocks[key], anchor("ev", *key), heading=_heading(comparison, key))
                for key in sorted(mine, key=lambda k: (k[1], keys.index(k[2])))
            ],
        )


def _heading(comparison: Comparison, key: tuple[str, str, str]) -> str:
    concept, variant, group = key
    wording = variant_label(comparison.lexicon, concept, variant)
    return f"{wording} — {group_label(comparison.estimates.grouping, group)}"


def _block(
    comparison: Comparison,
    rows: Sequence[Mapping[str, Any]],
    link: str,
    *,
    heading: str,
    most: int = MOST_PASSAGES,
) -> Evidence:
    articles = {a["article_id"]: a for a in comparison.tables.articles}
    passages = tuple(
        passage_of(
            articles[r["article_id"]], field=r["field"], start=r["start"], end=r["end"], voice=r["voice"]
        )
        for r in sample(rows, most=most)
    )
    return Evidence(anchor=link, heading=heading, n=len(rows), passages=passages)


def _source_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[Evidence]:
    group_of = _groups_of_articles(comparison)
    for key in keys:
        rows = [
            {
                "article_id": a["article_id"],
                "field": a["field"],
                "start": a["content"][0][0],
                "end": a["content"][0][1],
                "voice": "direct" if a["kind"] == "direct" else "indirect",
            }
            for a in comparison.tables.attributions
            if group_of[a["article_id"]] == key and a["content"]
        ]
        if rows:
            label = group_label(comparison.estimates.grouping, key)
            yield _block(comparison, rows, anchor("src", key), heading=f"What sources say — {label}", most=12)


def _tone_evidence(comparison: Comparison, keys: Sequence[str]) -> Iterable[Evidence]:
    """The most negative and the most positive spans of each group: what drives the mean."""
    group_of = _groups_of_articles(comparison)
    for key in keys:
        rows = [
            t for t in comparison.tables.tones if t["target"] is None and group_of[t["article_id"]] == key
        ]
        ranked = sorted(rows, key=lambda t: (t["score"], t["article_id"], t["start"]))
        ends = ranked[:4] + [t for t in ranked[-4:] if t not in ranked[:4]]
        if ends:
            label = group_label(comparison.estimates.grouping, key)
            shown = [dict(t, voice=f"{t['voice']}, tone {score(t['score'])}") for t in ends]
            block = _block(
                comparison, shown, anchor("tone", key), heading=f"Lowest and highest tone — {label}", most=8
            )
            yield Evidence(anchor=block.anchor, heading=block.heading, n=len(rows), passages=block.passages)


# ---- article by article, glossary ---------------------------------------------------------------------


def _articles(comparison: Comparison) -> tuple[ArticleView, ...]:
    tables = comparison.tables
    if len(tables.articles) > MOST_LISTED_ARTICLES:
        return ()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for m in tables.mentions:
        if m["concept"] in ("region_name", "polity_name") and m["voice"] == "outlet":
            names[m["article_id"]][variant_label(comparison.lexicon, m["concept"], m["variant"])] += 1
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    for a in tables.attributions:
        sources[a["article_id"]][a["entity"] or "unnamed"] += 1
    headline = {
        t["article_id"]: t["score"] for t in tables.tones if t["field"] == "title" and t["target"] is None
    }
    return tuple(
        ArticleView(
            title=a["title"] or "(no headline)",
            url=safe_url(a["url"]),
            outlet=a["outlet"],
            date=a["date"] or "",
            origin=a["origin"],
            names=_listed(names[a["article_id"]]),
            sources=_listed(sources[a["article_id"]], 4),
            tone=score(headline[a["article_id"]]) if a["article_id"] in headline else "",
        )
        for a in sorted(tables.articles, key=lambda a: (a["date"] or "", a["article_id"]))
    )


def _listed(counts: Counter[str], most: int = 6) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f", {len(ranked) - most} more" if len(ranked) > most else ""
    return ", ".join(f"{name} {n}" for name, n in ranked[:most]) + more


def _glossary(
    comparison: Comparison,
) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    seen = {(m["concept"], m["variant"]) for m in comparison.tables.mentions}
    return tuple(
        (
            concept.title,
            tuple(
                (
                    variant_label(comparison.lexicon, concept.id, v.id),
                    _register(comparison, concept.id, v.id),
                    v.note,
                )
                for v in concept.variants
                if (concept.id, v.id) in seen
            ),
        )
        for concept in comparison.lexicon.concepts
        if any(concept.id == used for used, _ in seen)
    )
