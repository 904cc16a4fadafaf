"""What an article is about, as weighted word stems, and the names it shares with others.

Quotations and repeated background paragraphs are left out: two stories may quote the same sentence
and close with the same history. News puts what happened first, so a word of the headline or the first
third counts in full and a word further down counts half. Stems are the first six letters, which is
crude and works alike for English, Russian, Armenian, Turkish and Azerbaijani endings.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log, sqrt
from sys import intern
from typing import TYPE_CHECKING, Any

from framing.annotation.copies import text_outside
from framing.language import load_language
from framing.records import Annotation, Span
from framing.resources import data_folder

if TYPE_CHECKING:
    from framing.annotation.background import Paragraph

_STEM = 6
_SHORTEST = 4
_LATER = 0.5

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
#: Words in capitals on both sides of nothing but spaces: "Davit Rostomel".
_NAME = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*(?: [^\W\d_]+(?:[’'-][^\W\d_]+)*)*")
_STARTS = frozenset('.?!:\n"“”„«»‘([—–-')
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The stems of one article with their weights, a surface form of each, and its names."""

    weights: Mapping[str, float]
    surfaces: Mapping[str, str]
    names: frozenset[str] = field(default_factory=frozenset)


def terms_of(annotation: Annotation, repeated: Sequence[Paragraph] = ()) -> Terms:
    """The terms of an article; `repeated` are its background paragraphs.

    >>> from framing.records import Article
    >>> text = "The bridge of Varda opened. Crowds in Varda sang."
    >>> article = Article(id="1", outlet_id="x", outlet="X", title="", text=text, language="en")
    >>> found = terms_of(Annotation(article=article))
    >>> sorted(found.weights), sorted(found.names)
    (['bridge', 'crowds', 'opened', 'sang', 'varda'], ['Varda'])
    """
    article = annotation.article
    left_out = [
        s for a in annotation.attributions if a.field == "text" and a.kind == "direct" for s in a.content
    ]
    left_out += [Span(p.start, p.end) for p in repeated]
    text = text_outside(article.text, left_out)
    stop = _left_out_words(article.language or "und")
    amounts: Counter[str] = Counter()
    surfaces: dict[str, Counter[str]] = {}
    for part, whole in ((article.title, 1.0), (text, _LATER)):
        for match in _WORD.finditer(part):
            word = _bare(match.group().casefold())
            if word in stop or (len(word) < _SHORTEST and not word.isdigit()):
                continue
            # Interned: a large corpus has the same few stems in each article.
            stem = intern(word if word.isdigit() else word[:_STEM])
            amounts[stem] += 1.0 if match.start() * 3 < len(part) else whole  # type: ignore[assignment]
            surfaces.setdefault(stem, Counter())[word] += 1
    return Terms(
        weights={s: 1 + log(n) if n > 1 else n for s, n in sorted(amounts.items())},
        surfaces={s: _most_frequent(c) for s, c in surfaces.items()},
        names=frozenset(_names(text, stop)),
    )


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(_POSSESSIVE) else word


def _most_frequent(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda w: (-counts[w], w))


def _names(text: str, stop: frozenset[str]) -> Iterable[str]:
    """Runs of capitalised words that do not begin a sentence."""
    for match in _NAME.finditer(text):
        run: list[str] = []
        before = text[: match.start()].rstrip(" ")[-1:]
        fresh = not before or before in _STARTS
        for word in [*match.group().split(" "), ""]:
            if word[:1].isupper() and not fresh and _bare(word.casefold()) not in stop:
                run.append(word if not word.endswith(_POSSESSIVE) else word[:-2])
            elif run:
                yield " ".join(run)
                run = []
            fresh = False


@cache
def _left_out_words(language: str) -> frozenset[str]:
    """Function words (English only), weekdays and months: they tell when, not what."""
    data = load_language(language).data
    times = _words_under(data, "times")
    months = tomllib.loads(
        (data_folder("lexicons") / "outlets" / "matching.toml").read_text(encoding="utf-8")
    )
    words = {*times, *months["months"]}
    if language == "en":
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        words |= ENGLISH_STOP_WORDS
    return frozenset(words)


def _words_under(data: Mapping[str, Any], key: str) -> set[str]:
    found: set[str] = set()
    for name, value in data.items():
        if isinstance(value, Mapping):
            found |= _words_under(value, key)
        elif name == key:
            found |= set(value.split() if isinstance(value, str) else value)
    return found


def vectors_of(weights: Sequence[Mapping[str, float]]) -> Any:
    """A sparse matrix of shape `(n_articles, n_stems)` from `Terms.weights`, each row of length 1 or empty.

    A weight is the stem's own times the square root of its inverse document frequency (Sparck
    Jones 1972), damped so that one rare name does not decide everything.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    frequency = Counter(stem for own in weights for stem in own)
    column = {stem: n for n, stem in enumerate(sorted(frequency))}
    inverse = {stem: sqrt(log((len(weights) + 1) / n)) for stem, n in frequency.items()}
    data, columns, ends = [], [], [0]
    for own in weights:
        row = [(column[s], w * inverse[s]) for s, w in own.items()]
        length = sqrt(sum(w * w for _, w in row)) or 1.0
        columns += [c for c, _ in row]
        data += [w / length for _, w in row]
        ends.append(len(data))
    shape = (len(weights), max(len(column), 1))
    return csr_matrix((np.array(data, dtype=np.float64), columns, ends), shape=shape)
