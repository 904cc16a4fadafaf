"""Finds articles that are copies of each other, within an outlet and across outlets.

Two articles are copies when at least half of their five-word runs are the same (Jaccard), after the
direct quotations have been taken out: two reporters who quote the same sentence made the same choice
of source, not the same text. A paragraph that stands in three or more articles of one outlet is
taken out too, where enough is left: a shared background paragraph does not make two reports one.
Known failures: a copy cut to a third of its length, a translation, texts under 20 words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.annotation.background import Paragraph
from framing.annotation.runs import find_alike, run_hashes, words_of
from framing.records import Annotation, Span

#: Share of five-word runs that two copies have in common. Rewritten agency copy in the demo corpus
#: lies above .6, different reports of one event below .1.
JACCARD = 0.5
RUN = 5
#: With fewer words outside quotations there is too little to tell a copy by.
LEAST_WORDS = 20


def find_copies(
    annotations: Sequence[Annotation], *, repeated: Mapping[str, Sequence[Paragraph]] | None = None
) -> dict[str, str]:
    """For each article that has copies, the smallest article id of its set.

    `repeated` gives the repeated paragraphs of each article id (`background.find_repeated`).
    The order of the articles does not matter.

    >>> from framing.records import Article
    >>> text = " ".join(f"word{n}" for n in range(30))
    >>> both = [Annotation(article=Article(id=i, outlet_id=i, outlet=i, title="", text=text)) for i in "ba"]
    >>> find_copies(both)
    {'a': 'a', 'b': 'a'}
    """
    ordered = sorted(annotations, key=lambda a: a.article.id)
    runs = [run_hashes(_own_words(a, (repeated or {}).get(a.article.id, ())), RUN) for a in ordered]
    ids = [a.article.id for a in ordered]
    return {ids[n]: ids[places[0]] for places in find_alike(runs, least=JACCARD) for n in places}


def _own_words(annotation: Annotation, repeated: Sequence[Paragraph]) -> list[str]:
    """The words outside quotations and, where enough is left, outside repeated paragraphs."""
    quotations = [
        s for a in annotation.attributions if a.field == "text" and a.kind == "direct" for s in a.content
    ]
    words = words_of(text_outside(annotation.article.text, quotations))
    if repeated:
        paragraphs = [Span(p.start, p.end) for p in repeated]
        own = words_of(text_outside(annotation.article.text, [*quotations, *paragraphs]))
        words = own if len(own) >= LEAST_WORDS else words
    return words if len(words) >= LEAST_WORDS else []


def text_outside(text: str, spans: Sequence[Span]) -> str:
    """The text without these spans, which may overlap; a space stands where one was.

    >>> text_outside("one two three", [Span(4, 7), Span(5, 8)])
    'one   three'
    """
    keep, at = [], 0
    for start, end in sorted(spans):
        keep.append(text[at:start])
        at = max(at, end)
    return " ".join([*keep, text[at:]])
