"""The list "article by article" of a small corpus, and the passages behind its counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.comparison.wordings import wording_of
from framing.reporting.labels import anchor, score, variant_label
from framing.reporting.model import ArticleView, Evidence
from framing.reporting.passages import passage_of, safe_url, short_title, statement_row

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

#: Above this many articles the list is left out.
MOST_LISTED_ARTICLES = 40

#: Names and sources of one article that are listed, and passages shown for each of them.
MOST_NAMES = 6
MOST_SOURCES = 4
MOST_OF_EACH = 2

#: For each article what it names or whom it hears, with the mentions or statements, those with most first.
_Found = Mapping[str, Sequence[tuple[str, Sequence[Mapping[str, Any]]]]]


def article_views(comparison: Comparison) -> tuple[ArticleView, ...]:
    """The articles by date; none where there are more than `MOST_LISTED_ARTICLES`. Copies are listed too."""
    articles, names, sources = _listed(comparison), _names(comparison), _sources(comparison)
    headline = {
        t["article_id"]: t["score"]
        for t in comparison.tables.tones
        if t["field"] == "title" and t["target"] is None
    }
    return tuple(
        ArticleView(
            title=short_title(a),
            url=safe_url(a["url"]),
            outlet=a["outlet"],
            date=a["date"] or "",
            origin=a["origin"],
            names=_counts(names, a["article_id"], MOST_NAMES),
            names_anchor=_names_link(a["article_id"]),
            sources=_counts(sources, a["article_id"], MOST_SOURCES),
            sources_anchor=_sources_link(a["article_id"]),
            tone=score(headline[a["article_id"]]) if a["article_id"] in headline else "",
        )
        for a in articles
    )


def article_evidence(comparison: Comparison) -> Iterator[Evidence]:
    """For each article of the list a block for its names and one for its sources: the first of each."""
    names, sources = _names(comparison), _sources(comparison)
    for article in _listed(comparison):
        id_, title = article["article_id"], f"{short_title(article)} — {article['outlet']}"
        yield from _block(article, names, _names_link(id_), heading=f"Names used: {title}")
        yield from _block(article, sources, _sources_link(id_), heading=f"Sources: {title}")


def _listed(comparison: Comparison) -> list[Mapping[str, Any]]:
    articles = comparison.tables.articles
    if len(articles) > MOST_LISTED_ARTICLES:
        return []
    return sorted(articles, key=lambda a: (a["date"] or "", a["article_id"]))


def _names(comparison: Comparison) -> _Found:
    """The names of the region and its authorities in the newsroom's own voice."""
    concepts = _naming_concepts(comparison)
    return _ranked(
        (m["article_id"], variant_label(comparison.lexicon, m["concept"], wording), m)
        for m in comparison.tables.mentions
        if m["concept"] in concepts and m["voice"] == "outlet" and (wording := wording_of(m))
    )


def _naming_concepts(comparison: Comparison) -> set[str]:
    """The region and its authorities, or what else the dispute has names for."""
    concepts = comparison.lexicon.concepts
    first = {c.id for c in concepts} & {"region_name", "polity_name"}
    return first or {c.id for c in concepts if c.names}


def _sources(comparison: Comparison) -> _Found:
    return _ranked(
        (a["article_id"], a["entity"] or "unnamed", statement_row(a)) for a in comparison.tables.attributions
    )


def _ranked(rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> _Found:
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for article_id, label, row in rows:
        found[article_id][label].append(row)
    return {
        article_id: sorted(by_label.items(), key=lambda item: (-len(item[1]), item[0]))
        for article_id, by_label in found.items()
    }


def _names_link(article_id: str) -> str:
    return anchor("names", article_id)


def _sources_link(article_id: str) -> str:
    return anchor("heard", article_id)


def _counts(found: _Found, article_id: str, most: int) -> tuple[tuple[str, int], ...]:
    """Labels with their counts; after `most` of them how many more there are, with a count of zero."""
    ranked = found.get(article_id, ())
    more = ((f"{len(ranked) - most} more", 0),) if len(ranked) > most else ()
    return (*((label, len(rows)) for label, rows in ranked[:most]), *more)


def _block(article: Mapping[str, Any], found: _Found, link: str, *, heading: str) -> Iterator[Evidence]:
    ranked = found.get(article["article_id"], ())
    if not ranked:
        return
    shown = [row for _, rows in ranked for row in sorted(rows, key=_place)[:MOST_OF_EACH]]
    yield Evidence(
        anchor=link,
        heading=heading,
        n=sum(len(rows) for _, rows in ranked),
        passages=tuple(
            passage_of(article, field=r["field"], start=r["start"], end=r["end"], voice=r["voice"])
            for r in shown
        ),
        voices=", ".join(f"{label} {len(rows)}" for label, rows in ranked),
    )


def _place(row: Mapping[str, Any]) -> tuple[bool, int]:
    return row["field"] != "title", row["start"]
