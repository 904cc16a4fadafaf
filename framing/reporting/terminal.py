"""What the terminal shows: one article with its marks, and the tables of a comparison."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from framing.comparison.estimates import Estimates, Row
from framing.lexicon import Lexicon, Source
from framing.lexicon.checks import Problem
from framing.lexicon.difference import Change
from framing.records import Annotation, Article, Attribution, Mention
from framing.reporting.labels import (
    MEASURE_LABELS,
    category_label,
    figure_of,
    group_label,
    interval_of,
    variant_label,
)
from framing.reporting.tone_lines import article_tone_lines
from framing.reporting.tone_notes import tone_notes

# Control characters of a hostile text would be commands to the terminal: they are shown, not obeyed.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_BOLD, _UNDER, _DIM, _END = "\x1b[1m", "\x1b[4m", "\x1b[2m", "\x1b[0m"


def show_article(annotation: Annotation, *, color: bool = False, explain: bool = False) -> str:
    """The article with each term followed by `[concept/variant, voice]`, its attributions and tone below.

    `explain` adds the rule that made each annotation, and the words behind each tone.
    Without `color` there are no escape codes.
    """
    article = annotation.article
    bold = (lambda s: f"{_BOLD}{s}{_END}") if color else (lambda s: s)
    lines = [
        bold(_marked(annotation, "title", color=color, explain=explain)),
        " · ".join(
            map(safe, (article.outlet, article.date or "no date", article.origin, f"id {article.id}"))
        ),
        "",
        _marked(annotation, "text", color=color, explain=explain),
    ]
    if annotation.attributions:
        lines += ["", bold(f"Sources ({len(annotation.attributions)})")]
        lines += [_source_line(annotation, a, explain=explain) for a in annotation.attributions]
    tone = list(article_tone_lines(annotation, explain=explain))
    lines += ["", bold(tone[0]), *map(safe, tone[1:])] if tone else []
    lines += ["", *(f"Note: {note}" for note in annotation.notes)] if annotation.notes else []
    return "\n".join(lines)


def safe(text: str) -> str:
    """The text with control and direction characters made visible.

    >>> safe("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return _CONTROL.sub(lambda m: m.group().encode("unicode_escape").decode(), text)


def _marked(annotation: Annotation, field: str, *, color: bool, explain: bool) -> str:
    """The text with `«n … n»` around attribution n's content and a tag behind each term."""
    text = annotation.article.field(field)
    inserts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, a in enumerate(annotation.attributions, start=1):
        for start, end in a.content if a.field == field else ():
            inserts[start].append((2, _dim(f"‹{number} ", color)))
            inserts[end].append((0, _dim(f" {number}›", color)))
    for m in (m for m in annotation.mentions if m.field == field):
        inserts[m.start].append((3, _UNDER if color else ""))
        inserts[m.end].append((-1, (_END if color else "") + _dim(_tag(m, explain), color)))
    out, at = [], 0
    for offset in sorted(inserts):
        out.append(safe(text[at:offset]))
        out += [piece for _, piece in sorted(inserts[offset], key=lambda p: p[0])]
        at = offset
    return "".join([*out, safe(text[at:])])


def _dim(text: str, color: bool) -> str:
    return f"{_DIM}{text}{_END}" if color else text


def _tag(mention: Mention, explain: bool) -> str:
    rule = f", {safe(mention.rule)}" if explain and mention.rule else ""
    by = f" by {mention.voice_rule}" if explain and mention.voice_rule not in ("", mention.voice) else ""
    return f" [{mention.concept}/{mention.variant}, {mention.voice}{by}{rule}]"


def _source_line(annotation: Annotation, a: Attribution, *, explain: bool) -> str:
    number = annotation.attributions.index(a) + 1
    text = annotation.article.field(a.field)
    source = safe(text[a.source.start : a.source.end]) if a.source else "no source named"
    entity = f" = {safe(a.entity)}" if a.entity and a.entity != source else ""
    about = ", ".join(p for p in (a.affiliation, a.role, "anonymous" if a.anonymous else "") if p)
    cue = f", cue “{safe(text[a.cue.start : a.cue.end])}” ({a.cue_class})" if a.cue else ""
    rule = f", rule {a.rule}" if explain else ""
    return f"  {number}. {a.kind}: {source}{entity}{f' ({about})' if about else ''}{cue}{rule}"


def article_list(articles: Iterable[Article]) -> str:
    """One line an article: number, id, date, outlet and headline."""
    return "\n".join(
        f"{n:>4}  {safe(a.id)}  {a.date or '':<10}  {safe(a.outlet)}: {safe(a.title[:70])}"
        for n, a in enumerate(articles, start=1)
    )


def lexicon_text(lexicon: Lexicon) -> str:
    """The concepts of a lexicon, one a line."""
    lines = [f"  {safe(c.id):<32} {safe(c.title)} ({len(c.variants)} variants)" for c in lexicon.concepts]
    return "\n".join([lexicon_line(lexicon), *lines])


def lexicon_line(lexicon: Lexicon) -> str:
    """A lexicon in one line: id, title, version, size, hash.

    >>> from framing.lexicon import load_lexicon
    >>> lexicon_line(load_lexicon()).startswith("karabakh: Nagorno-Karabakh, version 0.")
    True
    """
    variants = sum(len(concept.variants) for concept in lexicon.concepts)
    size = f"{len(lexicon.concepts)} concepts, {variants} variants"
    name = f"{lexicon.id}: {safe(lexicon.title)}, version {safe(lexicon.version)}"
    return f"{name}, {size}, hash {lexicon.hash[:12]}"


def problems_text(problems: Sequence[Problem], *, notes: bool = False) -> str:
    """Errors and warnings, one a line, and how many there are; with `notes`, these as well."""
    lines = [f"{p.grade}: {safe(p.message)}" for p in problems if notes or p.grade != "note"]
    counts = {grade: sum(p.grade == grade for p in problems) for grade in ("error", "warning", "note")}
    told = ", ".join(f"{n} {grade}{'' if n == 1 else 's'}" for grade, n in counts.items())
    hidden = " (--all prints the notes)" if counts["note"] and not notes else ""
    return "\n".join([*lines, told + hidden])


def changes_text(changes: Sequence[Change]) -> str:
    """What differs between two lexicons, one change a line."""
    return "\n".join(safe(str(change)) for change in changes) or "no difference"


def concept_text(lexicon: Lexicon, concept_id: str) -> str:
    """One concept with its variants, forms, notes and sources. Raises UnknownNameError for none such."""
    concept = lexicon.concept(concept_id)
    lines = [
        concept.title,
        concept.description,
        concept.contested,
        f"Sources: {', '.join(concept.sources)}",
        "",
    ]
    for v in concept.variants:
        kinds = (v.forms, v.case_forms, v.dated_forms)
        forms = "; ".join(form for kind in kinds for several in kind.values() for form in several)
        lines.append(f"{v.id} ({lexicon.associations[v.association]}, {v.strength}): {forms}")
        lines += [f"    {v.note}"] if v.note else []
        lines += [f"    Sources: {', '.join(v.sources)}"] if v.sources else []
    named = dict.fromkeys([*concept.sources, *(id for v in concept.variants for id in v.sources)])
    lines += ["", *(_citation_line(lexicon.source(id)) for id in named)]
    return safe("\n".join(lines))


def _citation_line(source: Source) -> str:
    """A source in full, with what of it was read where the lexicon says so."""
    notes = [source.url, f"checked: {source.checked}" if source.checked else ""]
    return "; ".join([f"{source.id}: {source.citation}", *filter(None, notes)])


def comparison_text(estimates: Estimates, lexicon: Lexicon, *, concepts: Sequence[str] = ()) -> str:
    """The main tables in plain text: naming in the newsroom's own voice, tone and sources.

    Raises UnknownNameError for a concept that the lexicon does not have.
    """
    for concept in concepts:
        lexicon.concept(concept)
    blocks = []
    titles = {c.id: c.title for c in lexicon.concepts}
    naming = [r for r in _group_rows(estimates) if r.measure == "naming" and r.voice == "outlet"]
    wanted = list(concepts) or sorted({r.concept for r in naming}, key=lambda c: (c != "region_name", c))
    for concept in wanted:
        rows = [r for r in naming if r.concept == concept]
        if rows:
            title = f"{titles.get(concept, concept)} (newsroom's own voice)"
            blocks.append(_block(title, rows, estimates, lambda c, k=concept: variant_label(lexicon, k, c)))
    for measure, label in MEASURE_LABELS.items():
        rows = [r for r in _group_rows(estimates) if r.measure == measure and r.voice == "all"]
        if rows:
            blocks.append(_block(f"{label} (all voices)", rows, estimates, category_label))
    if any(r.measure.startswith("tone") for r in estimates.rows):
        blocks.append("\n".join(["About tone", *(f"  {line}" for line in tone_notes(estimates.recipe))]))
    notice = estimates.grouping.notice
    return "\n\n".join([*([notice] if notice else []), *blocks])


def _group_rows(estimates: Estimates) -> Iterable[Row]:
    order = [*estimates.grouping.groups, "unlisted"]
    return sorted((r for r in estimates.rows if r.level == "group"), key=lambda r: order.index(r.key))


def _block(title: str, rows: Sequence[Row], estimates: Estimates, label) -> str:  # type: ignore[no-untyped-def]
    lines = [title]
    for category in sorted(
        {r.category for r in rows}, key=lambda c: (-sum(r.count for r in rows if r.category == c), c)
    ):
        if category != "mean":
            lines.append(f"  {safe(label(category))}")
        for r in (r for r in rows if r.category == category):
            e = r.estimate
            counts = f"{r.count} of {e.n_items}" if e.unit == "share" else f"{e.n_items}"
            interval = f" [{interval_of(e)}]" if e.low is not None else ""
            figure = e.reason or figure_of(e) + interval
            name = group_label(estimates.grouping, r.key)
            articles = "article" if e.n_articles == 1 else "articles"
            lines.append(f"    {safe(name):<18} {figure:<26} {counts} in {e.n_articles} {articles}")
    return "\n".join(lines)
