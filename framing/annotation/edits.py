"""Lists what two outlets did differently to the same wire story, sentence by sentence.

Two newsrooms start from the same words; where their texts part, somebody decided. Of each set of
copies the agency's own article, or else the earliest, is laid beside the copy in each other outlet.
Sentences that are word for word the same are passed over. Of the others, those that share at least
half of their words, in order, are one sentence that was changed; the rest were added or dropped.
"Before" and "after" mean the first and the second article: which of two newsrooms changed the text
is known only where the first is the agency. Lines that were broken at a width are read as if they were
not (`wrapping`), so that the same words in a mail and on a page are no difference.

Known failures: a sentence split in two shows as changed and added; a sentence moved to another place
shows as dropped and added; a sentence rewritten from scratch likewise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from framing.annotation.runs import words_of
from framing.annotation.wrapping import joined
from framing.language import find_sentences, load_language
from framing.records import Annotation, Article, Span

#: Share of words in common, in order (difflib's ratio), from which two sentences are one sentence changed.
ALIKE = 0.5
#: Signatures and stumps of datelines are no sentences.
_LEAST_WORDS = 3
#: A stretch with more pairs of sentences than this is not laid side by side: the cost grows with them.
_MOST_PAIRS = 10_000
_NOT_COMPARED = ("dateline", "caption", "credit", "footer")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedTerms:
    """The variants of one concept in the two versions of a sentence, where they differ."""

    concept: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WireEdit:
    """One difference: `kind` is `changed`, `added` (no `span_a`) or `dropped` (no `span_b`)."""

    cluster_id: str
    article_a: str
    article_b: str
    field: str
    kind: str
    span_a: Span | None
    span_b: Span | None
    terms: tuple[ChangedTerms, ...]


def find_wire_edits(
    annotations: Sequence[Annotation], *, copies: Mapping[str, str], wires: Mapping[str, str]
) -> tuple[WireEdit, ...]:
    """The differences within each set of copies, by set, second article and place.

    `copies` maps article ids to their set of copies, `wires` to the outlet id of their agency. The
    order of the articles does not matter.

    >>> from dataclasses import replace
    >>> from framing.engine import annotate_text
    >>> made = [annotate_text(f"The road to {town} was open again.") for town in ("Shusha", "Shushi")]
    >>> made = [replace(m, article=replace(m.article, id=i, outlet_id=i)) for i, m in zip("ab", made)]
    >>> edit, = find_wire_edits(made, copies={"a": "a", "b": "a"}, wires={})
    >>> edit.kind, edit.terms
    ('changed', (ChangedTerms(concept='toponym_shusha', before=('shusha',), after=('shushi',)),))
    """
    sets: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        if annotation.article.id in copies:
            sets[copies[annotation.article.id]].append(annotation)
    return tuple(
        edit
        for cluster_id in sorted(sets)
        for a, b in _pairs(sets[cluster_id], wires)
        for edit in _edits(cluster_id, a, b)
    )


def _pairs(
    members: Sequence[Annotation], wires: Mapping[str, str]
) -> Iterator[tuple[Annotation, Annotation]]:
    """The first version with the earliest one of each other outlet."""
    agencies = {wires[m.article.id] for m in members if m.article.id in wires}
    ordered = sorted(
        members,
        key=lambda m: (m.article.outlet_id not in agencies, m.article.date or "9", m.article.id),
    )
    first, seen = ordered[0], {ordered[0].article.outlet_id}
    for other in ordered[1:]:
        if other.article.outlet_id not in seen:
            seen.add(other.article.outlet_id)
            yield first, other


def _edits(cluster_id: str, a: Annotation, b: Annotation) -> Iterator[WireEdit]:
    for field in ("title", "text"):
        for kind, span_a, span_b in _differences(
            _sentences(a.article, field), _sentences(b.article, field), field
        ):
            yield WireEdit(
                cluster_id=cluster_id,
                article_a=a.article.id,
                article_b=b.article.id,
                field=field,
                kind=kind,
                span_a=span_a,
                span_b=span_b,
                terms=_changed_terms(a, span_a, b, span_b, field),
            )


Sentence = tuple[tuple[str, ...], Span]
Difference = tuple[str, Span | None, Span | None]


def _sentences(article: Article, field: str) -> list[Sentence]:
    """Words and span of each sentence of running text; the title is one."""
    if field == "title":
        words = tuple(words_of(article.title))
        return [(words, Span(0, len(article.title)))] if words else []
    found = []
    closed = [z for z in article.zones if z.kind in _NOT_COMPARED]
    text = joined(article.text)
    for start, end in find_sentences(text, load_language(article.language or "und")):
        for zone in closed:
            if zone.start <= start < zone.end:
                start = min(zone.end, end)
        words = tuple(words_of(text[start:end]))
        if len(words) >= _LEAST_WORDS:
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            found.append((words, Span(start + lead, end)))
    return found


def _differences(a: list[Sentence], b: list[Sentence], field: str) -> Iterator[Difference]:
    if field == "title" and a and b:
        if a[0][0] != b[0][0]:
            yield "changed", a[0][1], b[0][1]
        return
    matcher = SequenceMatcher(None, [words for words, _ in a], [words for words, _ in b], autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag != "equal":
            yield from _aligned(a[a0:a1], b[b0:b1])


def _aligned(a: list[Sentence], b: list[Sentence]) -> Iterator[Difference]:
    """The alignment in order with the most likeness in all (dynamic programming)."""
    if len(a) * len(b) > _MOST_PAIRS:
        yield from (("dropped", span, None) for _, span in a)
        yield from (("added", None, span) for _, span in b)
        return
    best: list[list[float]] = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    like = _likeness(a, b)
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            paired = like.get((i, j), 0.0) + best[i + 1][j + 1] if (i, j) in like else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    i = j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and (i, j) in like and best[i][j] == like[i, j] + best[i + 1][j + 1]:
            if a[i][0] != b[j][0]:
                yield "changed", a[i][1], b[j][1]
            i, j = i + 1, j + 1
        elif j == len(b) or (i < len(a) and best[i][j] == best[i + 1][j]):
            yield "dropped", a[i][1], None
            i += 1
        else:
            yield "added", None, b[j][1]
            j += 1


def _likeness(a: list[Sentence], b: list[Sentence]) -> dict[tuple[int, int], float]:
    like = {}
    for j, (words_b, _) in enumerate(b):
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(words_b)
        for i, (words_a, _) in enumerate(a):
            matcher.set_seq1(words_a)
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                ratio = matcher.ratio()
                if ratio >= ALIKE:
                    like[i, j] = ratio
    return like


def _changed_terms(
    a: Annotation, span_a: Span | None, b: Annotation, span_b: Span | None, field: str
) -> tuple[ChangedTerms, ...]:
    before, after = _terms(a, span_a, field), _terms(b, span_b, field)
    return tuple(
        ChangedTerms(
            concept=concept,
            before=tuple(sorted(before[concept].elements())),
            after=tuple(sorted(after[concept].elements())),
        )
        for concept in sorted(before.keys() | after.keys())
        if before[concept] != after[concept]
    )


def _terms(annotation: Annotation, span: Span | None, field: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for m in annotation.mentions:
        if span and m.field == field and span.start <= m.start < span.end:
            found[m.concept][m.variant] += 1
    return found
