"""Phrases that name a source: “according to X”, “X'e göre”, “WIRE was informed from X”."""

from __future__ import annotations

from framing.annotation.clauses import clause_end
from framing.annotation.scan import Found, Scan, find_phrases
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range


def read_phrases(sentence: Sentence, scan: Scan, made: list[Found]) -> dict[int, Found]:
    """“According to X, …” and “…, according to X”; returns the quotations that this claims."""
    claimed: dict[int, Found] = {}
    for index, phrase in scan.phrases.items():
        last = index + len(phrase.words) - 1
        source = source_after(
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
        for first, end in _around_phrase(sentence, scan, index, source[1] + 1):
            found.content.append(sentence.span(first, end))
            claimed.update({quote: found for quote in sentence.quotes if first <= quote <= end})
        if found.content:
            made.append(found)
    return claimed


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
    """“X'e göre …”: source and phrase open the sentence, the rest is content."""
    scan.short = False
    for index, phrase in find_phrases(sentence, scan.cues.postpositions).items():
        if index > 13:
            return
        last = index + len(phrase.words) - 1
        first = last + 1
        while first < len(sentence.words) and sentence.classes[first] in ",:-":
            first += 1
        if index and first < len(sentence.words):
            made.append(
                Found(
                    rule="according-to",
                    content=[sentence.span(first, clause_end(sentence, first, scan))],
                    source=sentence.span(0, index - 1),
                    cue=sentence.span(index, last),
                    cue_class=phrase.cue_class,
                )
            )
            return


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
