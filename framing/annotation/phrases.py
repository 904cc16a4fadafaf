"""Phrases that name a source: “according to X”, “X'e göre”, “WIRE was informed from X”."""

from __future__ import annotations

from framing.annotation.clauses import clause_end
from framing.annotation.listeners import marked_name
from framing.annotation.scan import Found, Scan, find_phrases
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range


def read_phrases(sentence: Sentence, scan: Scan, made: list[Found]) -> dict[int, Found]:
    """“According to X, …” and “…, according to X”; returns the quotations that this claims."""
    claimed: dict[int, Found] = {}
    for index, phrase in scan.phrases.items():
        last = index + len(phrase.words) - 1
        owner = _owner_inside(sentence, index, last, scan)
        source = owner or source_after(
            sentence, last + 1, scan.words, fronted=index < 2 or _is_inserted(sentence, index), wide=True
        )
        if source is None:
            continue
        found = Found(
            rule="according-to",
            content=[],
            source=sentence.span(*source),
            cue=sentence.span(index, last),
            cue_class=phrase.cue_class,
        )
        for first, end in _around_phrase(sentence, scan, index, max(last, source[1]) + 1):
            found.content.append(sentence.span(first, end))
            claimed.update({quote: found for quote in sentence.quotes if first <= quote <= end})
        if found.content:
            made.append(found)
    return claimed


def _owner_inside(sentence: Sentence, first: int, last: int, scan: Scan) -> Range | None:
    """The source of a phrase that holds it, a possessive: «по его словам»."""
    for place in range(first + 1, last):
        if sentence.words[place] in scan.words.possessives:
            return place, place
    return None


def _is_inserted(sentence: Sentence, index: int) -> bool:
    """“… because, according to X, Y”: the clause that the source answers for stands behind alone."""
    return index > 1 and sentence.classes[index - 1] == "," and sentence.classes[index - 2] in "STC"


def _around_phrase(sentence: Sentence, scan: Scan, index: int, after: int) -> list[Range]:
    classes, size = sentence.classes, len(sentence.words)
    spans: list[Range] = []
    before = index - 1
    while before >= 0 and classes[before] in ",C-":
        before -= 1
    if before >= 0 and not _is_inserted(sentence, index):
        first = before
        while first > 0 and classes[first - 1] != ";":
            first -= 1
        spans.append((first, before))
    while after < size and classes[after] not in ",:-;.":
        after += 1
    follows = after < size and classes[after] in ",:-"
    after += 1
    if follows and after < size - 1 and classes[after] not in "WG":
        end = clause_end(sentence, after, scan)
        if end >= after:
            spans.append((after, end))
    return spans


def read_postpositions(sentence: Sentence, scan: Scan, made: list[Found]) -> None:
    """“X'e göre …”: the source stands before the phrase, what follows is content."""
    scan.short = False
    for index, phrase in find_phrases(sentence, scan.cues.postpositions).items():
        if index > _LATEST_POSTPOSITION:
            return
        last = index + len(phrase.words) - 1
        first = last + 1
        while first < len(sentence.words) and sentence.classes[first] in ",:-R":
            first += 1
        source = _before_postposition(sentence, index, scan)
        if source is not None and first < len(sentence.words):
            spoken = next(
                (f for f in made if f.quoted and f.cue and f.cue[0] > sentence.span(last, last)[0]), None
            )
            if spoken is not None:
                # "X tarafından yapılan açıklamada, “…” denildi": one attribution, and this its source.
                spoken.source = spoken.source or sentence.span(*source)
                return
            made.append(
                Found(
                    rule="according-to",
                    content=[sentence.span(first, clause_end(sentence, first, scan))],
                    source=sentence.span(*source),
                    cue=sentence.span(index, last),
                    cue_class=phrase.cue_class,
                )
            )
            return


#: How far from the head of its sentence such a phrase may stand, and how many words its source may have.
_LATEST_POSTPOSITION, _LONGEST_SOURCE = 20, 10
#: What ends the source to the left, besides punctuation: postpositions, participles, subordinators.
_NO_SOURCE = frozenset(",;:-PVST")


def _before_postposition(sentence: Sentence, index: int, scan: Scan) -> Range | None:
    """Who stands before “göre”; None for “buna göre”, a time (“geçen yıla göre”) or a number."""
    classes, words = sentence.classes, sentence.words
    opening = marked_name(sentence, index - 1) if classes[index - 1] == "P" else None
    if opening is not None:
        return opening, index - 1  # «Name»-ի փոխանցմամբ
    first = index
    while first > 0 and classes[first - 1] not in _NO_SOURCE:
        first -= 1
    if first == index or index - first > _LONGEST_SOURCE:
        return None
    last = words[index - 1]
    if classes[index - 1] == "#" or last in scan.words.times or last in scan.words.not_sources:
        return None
    return first, index - 1


def read_agency(sentence: Sentence, scan: Scan, made: list[Found]) -> range:
    """“…, WIRE was informed from X”: the content stands before, the source after.

    Returns the tokens of the phrase, whose verbs are no cues of their own; an empty range without one.
    """
    for index, phrase in find_phrases(sentence, scan.cues.agency).items():
        last = index + len(phrase.words) - 1
        if index < 3:
            continue
        source = source_after(sentence, last + 1, scan.words, wide=True)
        agency = source_before(sentence, index - 1, scan.words, set())
        if source is None or agency is None or agency[0] < 2:
            continue
        if sentence.classes[agency[0] - 1] not in ",-":
            continue
        made.append(
            Found(
                rule="agency-informed",
                content=[sentence.span(0, agency[0] - 2)],
                source=sentence.span(*source),
                cue=sentence.span(index, last),
                cue_class=phrase.cue_class,
            )
        )
        return range(index, last + 1)
    return range(0)
