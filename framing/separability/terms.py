"""Words and pairs of words of an article outside what is masked, and their weights in a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.language import find_words
from framing.records import FIELDS, Span

#: A term that stands in fewer outlets or fewer events cannot help: no fold has it on both of its sides.
MIN_OUTLETS = 2
MIN_EVENTS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One occurrence of a word, or of two words with nothing but a blank between them, in small letters."""

    name: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Weights:
    """`matrix` has a row an article, a column a term, of unit length a row; `kernel` is rows times rows.

    `kernel` has 1 added to every entry, which gives the classifier its intercept.
    """

    names: tuple[str, ...]
    matrix: Any
    kernel: np.ndarray[Any, np.dtype[np.float64]]


def find_terms(article: Mapping[str, Any], masks: Mapping[str, Sequence[Span]]) -> Iterator[Term]:
    """The terms outside the masks. Numbers and other words without a letter are none.

    >>> row = {"title": "", "text": "TASS said the road, in short, is open"}
    >>> [t.name for t in find_terms(row, {"title": [], "text": [Span(0, 4)]})]
    ['said', 'the', 'said the', 'road', 'the road', 'in', 'short', 'in short', 'is', 'open', 'is open']
    """
    for field in FIELDS:
        text, spans = article[field] or "", masks[field]
        before: Span | None = None
        for word in _unmasked(find_words(text), spans):
            name = text[word.start : word.end].casefold()
            if not any(c.isalpha() for c in name):
                before = None
                continue
            yield Term(name=name, field=field, start=word.start, end=word.end)
            if before is not None and text[before.end : word.start] == " ":
                first = text[before.start : before.end].casefold()
                yield Term(name=f"{first} {name}", field=field, start=before.start, end=word.end)
            before = word


def _unmasked(words: Iterable[Span], masks: Sequence[Span]) -> Iterator[Span]:
    """The words that no mask touches; both are in order."""
    at = 0
    for word in words:
        while at < len(masks) and masks[at].end <= word.start:
            at += 1
        if at == len(masks) or masks[at].start >= word.end:
            yield word


def weigh_terms(
    terms: Sequence[Sequence[str]], outlets: Sequence[str], events: Sequence[str]
) -> Weights | None:
    """TF-IDF weights of the terms of each article; None where no term stands in two outlets and events.

    Weights are `(1 + log count) · (log((1 + n) / (1 + df)) + 1)`, each row then of length 1 (scikit-learn's
    TfidfTransformer with sublinear counts). Frequencies over all articles tell nothing about the groups.

    >>> found = weigh_terms([["road", "open"], ["road"]], ["x", "y"], ["e1", "e2"])
    >>> found.names, found.matrix.toarray().tolist()
    (('road',), [[1.0], [1.0]])
    """
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    where: dict[str, tuple[set[str], set[str]]] = {}
    for names, outlet, event in zip(terms, outlets, events, strict=True):
        for name in set(names):
            in_outlets, in_events = where.setdefault(name, (set(), set()))
            in_outlets.add(outlet)
            in_events.add(event)
    kept = sorted(t for t, (o, e) in where.items() if len(o) >= MIN_OUTLETS and len(e) >= MIN_EVENTS)
    if not kept:
        return None
    counts = CountVectorizer(analyzer=list, vocabulary=kept).transform(terms)
    matrix = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    return Weights(names=tuple(kept), matrix=matrix, kernel=(matrix @ matrix.T).toarray() + 1.0)
