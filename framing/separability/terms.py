"""Words and pairs of words of an article outside what is masked, and their weights in a corpus."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.language import find_words
from framing.records import FIELDS, Span

#: A term that stands in fewer outlets or fewer events cannot help: no fold has it on both of its sides.
MIN_OUTLETS = 2
MIN_EVENTS = 2

#: How a newsroom's software sets apostrophes and hyphens, its soft hyphens and its letters with accents in
#: two characters are no choice of words. Word joiners are the marks that hold two parts of one word together.
_TYPOGRAPHY = str.maketrans(dict.fromkeys("’‘ʼʻ‛`´′", "'") | dict.fromkeys("‐‑", "-") | {"\u00ad": ""})
_JOINERS = frozenset("ʼʻ‘‛`´′‐‑\u00ad")


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One occurrence of a word, or of two words with nothing but a blank between them.

    `name` is in small letters, with straight apostrophes and plain hyphens, however the text sets them.
    """

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
        for word in _unmasked(_joined(find_words(text), text), spans):
            name = plain_word(text[word.start : word.end])
            if not any(c.isalpha() for c in name):
                before = None
                continue
            yield Term(name=name, field=field, start=word.start, end=word.end)
            if before is not None and _is_blank(text[before.end : word.start]):
                first = plain_word(text[before.start : before.end])
                yield Term(name=f"{first} {name}", field=field, start=before.start, end=word.end)
            before = word


def plain_word(word: str) -> str:
    """A word in small letters, without what only the typesetting adds.

    >>> plain_word("DON’T"), plain_word("cease\u2011fire"), plain_word("Ala\u00adverdi")
    ("don't", 'cease-fire', 'alaverdi')
    """
    return unicodedata.normalize("NFKC", word.translate(_TYPOGRAPHY).casefold())


def _is_blank(gap: str) -> bool:
    """One blank of any width; "to 30 people" may be set with one that does not break."""
    return len(gap) == 1 and unicodedata.category(gap) == "Zs"


def _holds_together(gap: str) -> bool:
    return len(gap) == 1 and (gap in _JOINERS or bool(unicodedata.combining(gap)))


def _joined(words: Iterable[Span], text: str) -> Iterator[Span]:
    """The words, with their accents, and in one piece where a joiner splits one: "don`t"."""
    last: Span | None = None
    for start, end in words:
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        word = Span(start, end)
        gap = text[last.end : word.start] if last is not None else ""
        if last is not None and _holds_together(gap):
            last = Span(last.start, word.end)
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


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
