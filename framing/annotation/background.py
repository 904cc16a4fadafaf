"""Finds paragraphs that an outlet repeats under article after article.

Many newsrooms close each report with the same paragraph of history. It was written once, so it is
one choice of words, and counting it under every report would drown the words that were chosen anew.
A paragraph, or a sentence of twelve words or more, is background when three or more articles of an
outlet, which are not copies of each other, have it with at least seven tenths of its three-word runs the
same. Its first appearance, by date and then by id, counts; the others are marked as repeated. Lines that
were broken at a width make one paragraph (`wrapping`).
Known failure: a paragraph of history that is written anew each time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.annotation.runs import find_alike, run_hashes, words_of
from framing.annotation.wrapping import without_wraps
from framing.language import find_sentences, load_language
from framing.records import Annotation, Article, Span

LEAST_ARTICLES = 3
#: Shorter paragraphs are bylines and headings, which hold no terms.
LEAST_WORDS = 12
JACCARD = 0.7
RUN = 3

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A background paragraph, or sentence, where it stands in one article.

    `background_id` is the article and offset of its first appearance (`a7:1042`), `repeated` is
    False there and True in the other articles. `n_articles` is in how many articles it stands.
    """

    background_id: str
    article_id: str
    start: int
    end: int
    repeated: bool
    n_articles: int


def find_background(annotations: Sequence[Annotation]) -> dict[str, tuple[Paragraph, ...]]:
    """The background paragraphs of each article id that has some, in text order.

    Copies of one article count as several here; `leave_copies_out` mends that. The order of the
    articles does not matter.

    >>> text = "The region broke away from Soviet rule in nineteen ninety one, and a long war followed."
    >>> many = [Annotation(article=Article(id=i, outlet_id="x", outlet="X", title="", text=f"{i}.\\n{text}"))
    ...         for i in ("a", "b", "c")]
    >>> [(p.background_id, p.start, p.repeated) for p in find_background(many)["b"]]
    [('a:3', 3, True)]
    """
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for annotation in annotations:
        by_outlet[annotation.article.outlet_id].append(annotation.article)
    return _by_article(p for articles in by_outlet.values() for p in _of_outlet(articles))


def leave_copies_out(
    background: Mapping[str, Sequence[Paragraph]], copies: Mapping[str, str]
) -> dict[str, tuple[Paragraph, ...]]:
    """The background that still stands in `LEAST_ARTICLES` articles when a set of copies counts as one.

    `copies` maps article ids to their set of copies (`copies.find_copies`).
    """
    sets: dict[str, set[str]] = defaultdict(set)
    for article_id, paragraphs in background.items():
        for p in paragraphs:
            sets[p.background_id].add(copies.get(article_id, article_id))
    return _by_article(
        p for own in background.values() for p in own if len(sets[p.background_id]) >= LEAST_ARTICLES
    )


def _by_article(paragraphs: Iterable[Paragraph]) -> dict[str, tuple[Paragraph, ...]]:
    found: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        found[paragraph.article_id].append(paragraph)
    return {id: tuple(sorted(own, key=lambda p: p.start)) for id, own in sorted(found.items())}


def _of_outlet(articles: Sequence[Article]) -> Iterator[Paragraph]:
    """Whole paragraphs first, then single sentences of the paragraphs that are not repeated as a whole."""
    ordered = [without_wraps(a) for a in sorted(articles, key=lambda a: (a.date or "9", a.id))]
    lines = [(a, Span(*m.span())) for a in ordered for m in _LINE.finditer(a.text)]
    whole = list(_repeated(lines))
    yield from whole
    taken = {(p.article_id, p.start) for p in whole}
    sentences = []
    for article in ordered:
        for start, end in find_sentences(article.text, load_language(article.language or "und")):
            line = article.text.rfind("\n", 0, start) + 1
            if (article.id, line) not in taken:
                sentences.append((article, Span(start, end)))
    yield from _repeated(sentences)


def _repeated(pieces: Sequence[tuple[Article, Span]]) -> Iterator[Paragraph]:
    """The pieces that stand in enough articles; `pieces` are in the order in which they appeared."""
    places, runs = [], []
    for article, (start, end) in pieces:
        words = words_of(article.text[start:end])
        if len(words) >= LEAST_WORDS:
            places.append((article.id, start, end))
            runs.append(run_hashes(words, RUN))
    for alike in find_alike(runs, least=JACCARD):
        group = [places[n] for n in alike]
        n_articles = len({id for id, _, _ in group})
        if n_articles < LEAST_ARTICLES:
            continue
        for n, (id, start, end) in enumerate(group):
            yield Paragraph(
                background_id=f"{group[0][0]}:{group[0][1]}",
                article_id=id,
                start=start,
                end=end,
                repeated=n > 0,
                n_articles=n_articles,
            )
