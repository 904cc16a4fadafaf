"""What an article is about, as weighted word stems, and the names it shares with others.

Quotations and repeated background paragraphs are left out: two stories may quote the same sentence
and close with the same history. News puts what happened first, so a word of the headline or the first
third counts in full and a word further down counts half. Stems are the first six letters, which is
crude and works alike for English, Russian, Armenian, Turkish and Azerbaijani endings.

What the lexicon finds counts by its concept, not by its wording: *Kyrenia* and *Girne* are one town, and
outlets that word an event in opposite ways report the same one. The everyday names of the dispute
(`everyday`) count nothing, and of a long article only the beginning is read: a report has the event there,
while an essay on the whole conflict has something in common with every report.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log, sqrt
from sys import intern
from typing import TYPE_CHECKING, Any

from framing.annotation.copies import text_outside
from framing.annotation.everyday import Everyday, everyday_names
from framing.language import load_language
from framing.records import Annotation, Mention, Span
from framing.resources import data_folder

if TYPE_CHECKING:
    from framing.annotation.background import Paragraph

_STEM = 6
_SHORTEST = 4
_LATER = 0.5
#: Characters of a text that are read, about 300 words. In all of an essay of 4,000 words there is
#: something of every report of the same days.
_MOST_READ = 2000
#: Before the id of a concept, where it stands for a stem; no word begins with it.
CONCEPT = "§"

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
#: Words in capitals on both sides of nothing but spaces: "Davit Rostomel".
_NAME = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*(?: [^\W\d_]+(?:[’'-][^\W\d_]+)*)*")
_STARTS = frozenset('.?!:\n"“”„«»‘([—–-')
_POSSESSIVE = ("'s", "’s")
#: The word classes of a language file that hold function words alone.
_CLOSED = (
    "determiners", "pronouns", "subjects", "objects", "possessives", "prepositions", "conjunctions",
    "subordinators", "relatives", "complementizers", "auxiliaries", "negations", "adverbs", "questions",
    "empty",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The stems of one article with their weights, a surface form of each, and its names.

    The stem of a mention is its concept's id after a `§`.
    """

    weights: Mapping[str, float]
    surfaces: Mapping[str, str]
    names: frozenset[str] = field(default_factory=frozenset)


def terms_of(
    annotation: Annotation, repeated: Sequence[Paragraph] = (), everyday: Everyday | None = None
) -> Terms:
    """The terms of an article without its `repeated` background paragraphs and `everyday` names.

    >>> from framing.records import Article
    >>> text = "The bridge of Varda opened. Crowds from Armenia sang in Varda."
    >>> article = Article(id="1", outlet_id="x", outlet="X", title="", text=text, language="en")
    >>> found = terms_of(Annotation(article=article))
    >>> sorted(found.weights), sorted(found.names), found.surfaces["varda"]
    (['bridge', 'crowds', 'opened', 'sang', 'varda'], ['Varda'], 'Varda')
    """
    article = annotation.article
    everyday = everyday or everyday_names()
    stop = _left_out_words(article.language or "und")
    passed = stop | _everyday_stems(everyday)
    left_out = [
        s for a in annotation.attributions if a.field == "text" and a.kind == "direct" for s in a.content
    ]
    left_out += [Span(p.start, p.end) for p in repeated]
    parts: tuple[tuple[str, str, list[Span], float], ...] = (
        ("title", article.title, [], 1.0),
        ("text", _beginning(article.text), left_out, _LATER),
    )
    amounts: Counter[str] = Counter()
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for field_name, part, hidden, whole in parts:
        mentions = _outermost((m for m in annotation.mentions if m.field == field_name), hidden, len(part))
        found = [
            (m.start, CONCEPT + m.concept, m.surface) for m in mentions if m.concept not in everyday.concepts
        ]
        found += _stems(text_outside(part, [*hidden, *(Span(m.start, m.end) for m in mentions)]), passed)
        for at, stem, surface in found:
            # Interned: a large corpus has the same few stems in each article.
            stem = intern(stem)
            amounts[stem] += 1.0 if at * 3 < len(part) else whole  # type: ignore[assignment]
            surfaces[stem][surface] += 1
    return Terms(
        weights={s: 1 + log(n) if n > 1 else n for s, n in sorted(amounts.items())},
        surfaces={s: usual_surface(c) for s, c in surfaces.items()},
        names=frozenset(
            n for n in _names(text_outside(article.text, left_out), stop) if not _only_everyday(n, everyday)
        ),
    )


def _beginning(text: str) -> str:
    """What is read of a text, up to a blank."""
    return text if len(text) <= _MOST_READ else text[:_MOST_READ].rpartition(" ")[0]


def _outermost(mentions: Iterable[Mention], hidden: Sequence[Span], end: int) -> list[Mention]:
    """Mentions before `end` that no hidden span touches, of those that overlap the first and longest."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        clear = not any(s.start < mention.end and mention.start < s.end for s in hidden)
        if clear and mention.end <= end and (not kept or kept[-1].end <= mention.start):
            kept.append(mention)
    return kept


def _stems(text: str, passed: frozenset[str]) -> Iterable[tuple[int, str, str]]:
    """Where each word stands, its stem and its surface, but for short and passed ones."""
    for match in _WORD.finditer(text):
        surface = _bare(match.group())
        word = surface.casefold()
        stem = word if word.isdigit() else word[:_STEM]
        if word in passed or stem in passed or (len(word) < _SHORTEST and not word.isdigit()):
            continue
        yield match.start(), stem, surface


@cache
def _everyday_stems(everyday: Everyday) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in everyday.words if len(w) >= _SHORTEST)


def _only_everyday(name: str, everyday: Everyday) -> bool:
    stems = _everyday_stems(everyday)
    return all(w[:_STEM] in stems for w in re.findall(r"[^\W_]+", name.casefold()))


def usual_surface(counts: Mapping[str, int]) -> str:
    """The most frequent surface; with a capital only where the word never stands without one.

    >>> usual_surface({"Bridge": 3, "bridge": 1}), usual_surface({"Kalbajar": 1, "KALBAJAR": 1})
    ('bridge', 'Kalbajar')
    """
    small = {w: n for w, n in counts.items() if w[:1].islower()}
    return min(small or counts, key=lambda w: (-counts[w], w.isupper(), w))


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(_POSSESSIVE) else word


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
    """Function words, weekdays and months: they tell how and when, not what."""
    data = load_language(language).data
    closed = {w for name in _CLOSED for w in data.get("words", {}).get(name, "").split()}
    times = _words_under(data, "times")
    months = tomllib.loads(
        (data_folder("lexicons") / "outlets" / "matching.toml").read_text(encoding="utf-8")
    )
    return frozenset((*closed, *times, *months["months"]))


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
