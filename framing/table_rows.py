"""Rows of the annotation tables, from annotations and from what the whole corpus tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from framing.annotation.hygiene import Hygiene
from framing.language import count_tokens
from framing.records import Annotation, Skipped
from framing.store import COLUMNS


def rows_of(annotation: Annotation, hygiene: Hygiene) -> dict[str, list[dict[str, Any]]]:
    """The rows of one annotated article, by table."""
    article = annotation.article
    head = {"article_id": article.id}
    repeated = [p for p in hygiene.background.get(article.id, ()) if p.repeated]

    def stands_repeated(field: str, start: int) -> bool:
        return field == "text" and any(p.start <= start < p.end for p in repeated)

    return {
        "articles": [head | _article_row(annotation) | _corpus_columns(annotation, hygiene)],
        "mentions": [
            head
            | {name: getattr(m, name, stands_repeated(m.field, m.start)) for name in _own("mentions")}
            | {"nested": [list(nested) for nested in m.nested]}
            for m in annotation.mentions
        ],
        "attributions": [
            head
            | _attribution_row(annotation, a)
            | {"repeated": stands_repeated(a.field, a.content[0].start)}
            for a in annotation.attributions
        ],
        "tones": [
            head | {name: getattr(t, name, stands_repeated(t.field, t.start)) for name in _own("tones")}
            for t in annotation.tones
        ],
        "background": [
            {
                "background_id": p.background_id,
                "outlet_id": article.outlet_id,
                "article_id": article.id,
                "start": p.start,
                "end": p.end,
                "repeated": p.repeated,
                "n_articles": p.n_articles,
            }
            for p in hygiene.background.get(article.id, ())
        ],
    }


def _own(table: str) -> list[str]:
    return [name for name in COLUMNS[table] if name != "article_id"]


def _article_row(annotation: Annotation) -> dict[str, Any]:
    article = annotation.article
    return {
        "outlet_id": article.outlet_id,
        "outlet": article.outlet,
        "title": article.title,
        "text": article.text,
        "date": article.date,
        "language": article.language,
        "url": article.url,
        "authors": list(article.authors),
        "zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in article.zones],
        "origin": article.origin,
        "n_tokens": annotation.n_tokens,
        "n_sentences": annotation.n_sentences,
        "time": article.time,
        "set_aside": [{"line": s.line, "text": s.text, "kind": s.kind} for s in article.set_aside],
        "notes": list(annotation.notes),
        "n_characters": len(article.text),
    }


def _corpus_columns(annotation: Annotation, hygiene: Hygiene) -> dict[str, Any]:
    """What the whole corpus tells of this article."""
    article = annotation.article
    wire = hygiene.wires.get(article.id)
    event_id, event_rule = hygiene.event_of(article.id)
    return {
        "wire": wire.agency if wire else None,
        "wire_rule": wire.rule if wire else None,
        "cluster_id": hygiene.copies.get(article.id),
        "event_id": event_id,
        "event_rule": event_rule,
        "n_tokens_repeated": sum(
            count_tokens(article.text[p.start : p.end])
            for p in hygiene.background.get(article.id, ())
            if p.repeated
        ),
    }


def corpus_rows(hygiene: Hygiene) -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables that belong to no single article: `wire_edits` and `events`."""
    return {
        "wire_edits": [
            {
                "cluster_id": e.cluster_id,
                "article_a": e.article_a,
                "article_b": e.article_b,
                "field": e.field,
                "kind": e.kind,
                "start_a": e.span_a.start if e.span_a else None,
                "end_a": e.span_a.end if e.span_a else None,
                "start_b": e.span_b.start if e.span_b else None,
                "end_b": e.span_b.end if e.span_b else None,
                "terms": [
                    {"concept": t.concept, "before": list(t.before), "after": list(t.after)} for t in e.terms
                ],
            }
            for e in hygiene.edits
        ],
        "events": [
            {
                "event_id": e.id,
                "given": e.given,
                "language": e.language,
                "n_articles": len(e.articles),
                "n_outlets": e.n_outlets,
                "first_date": e.first_date,
                "last_date": e.last_date,
                "names": [list(item) for item in e.names],
                "terms": [list(item) for item in e.terms],
                "reason": e.reason,
            }
            for e in hygiene.events
        ],
    }


def _attribution_row(annotation: Annotation, attribution: Any) -> dict[str, Any]:
    text = annotation.article.field(attribution.field)
    source, cue = attribution.source, attribution.cue
    return {
        "attribution_id": attribution.id,
        "parent_id": attribution.parent_id,
        "field": attribution.field,
        "kind": attribution.kind,
        "content": [list(span) for span in attribution.content],
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
        "source": text[source.start : source.end] if source else None,
        "entity": attribution.entity,
        "affiliation": attribution.affiliation,
        "role": attribution.role,
        "anonymous": attribution.anonymous,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "cue": text[cue.start : cue.end] if cue else None,
        "cue_class": attribution.cue_class,
        "rule": attribution.rule,
        "n_words": sum(count_tokens(text[span.start : span.end]) for span in attribution.content),
    }


def skipped_rows(skipped: Iterable[Skipped]) -> list[dict[str, Any]]:
    """The rows of the table `skipped`."""
    return [{"origin": s.origin, "reason": s.reason} for s in skipped]
