"""“About this X reported”: the content stands in the sentences before, as agencies write."""

from __future__ import annotations

import re

from framing.annotation.listeners import give_to_cited
from framing.annotation.scan import Found, Hit, Scan
from framing.annotation.sources import source_after
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range

#: What may stand in a source between "about this" and a verb at the end.
_IN_SOURCE = frozenset("UXD#&\"'’-.")
_LONGEST_SOURCE = 14
#: The first pieces of a paragraph up to a full stop, colon or dash, where a dateline may stand.
_PIECE = re.compile(r"[^.:։—–\n]{1,60}(?:[.:։]|\s[—–])\s+")
_MOST_PIECES, _MOST_WORDS = 2, 6
#: A longer paragraph is no agency item; the limit keeps the cost of a text linear.
_LONGEST_PARAGRAPH = 5000
_CAPITALS = re.compile(r"[^\W\d_]{3,}")


def read_about_this(sentence: Sentence, scan: Scan, hits: list[Hit], made: list[Found]) -> None:
    """«Дорога закрыта. Об этом сообщил министр»: what the paragraph said up to here is the minister's.

    Where the phrase opens the second paragraph, the content is the first one; inside a sentence, behind a
    comma, it is what stands before. Nothing is made where it is not certain who reports.
    """
    if sentence.words[-1] == "?":
        return
    for first, size in _phrases(sentence, scan):
        end = first + size
        hit = next((h for h in hits if h.first >= end and h.finite and not h.passive), None)
        if hit is None or "quote" not in hit.cue.frames:
            return
        source = _source(sentence, scan, hit, end)
        if source is not None and source[0] > hit.last:
            hit.source = source
            source = give_to_cited(sentence, hit, scan)  # «Об этом сообщает ТАСС со ссылкой на X»
        content = _before(sentence, scan.text, first)
        if source is None or content is None:
            return
        found = Found(
            rule="about-this",
            content=[content],
            source=sentence.span(*source),
            cue=sentence.span(hit.first, hit.last),
            cue_class=hit.cue.cue_class,
        )
        for other in hits:
            other.used = found
        made.append(found)
        return


def _phrases(sentence: Sentence, scan: Scan) -> list[Range]:
    """Where "about this" stands: at the head of the sentence, or behind a comma or dash."""
    words, classes = sentence.words, sentence.classes
    found = []
    for first in range(len(words)):
        if first and classes[first - 1] not in ",-" and not (first == 1 and classes[0] == "C"):
            continue
        for phrase in scan.words.about_this:
            if tuple(words[first : first + len(phrase)]) == phrase:
                found.append((first, len(phrase)))
    return found


def _source(sentence: Sentence, scan: Scan, hit: Hit, end: int) -> Range | None:
    """Who reports: between the phrase and the verb, or behind the verb; None where both could be meant."""
    words, classes, facts = sentence.words, sentence.classes, scan.words
    between, last = end, hit.first - 1
    while between <= last and (classes[between] == "," or words[between] in facts.times):
        between += 1
    while last >= between and words[last] in facts.times:
        last -= 1
        if last >= between and classes[last] == "P":
            last -= 1
    after = hit.last + 1
    while after < len(words) and (classes[after] in "AR" or words[after] in facts.times):
        after += 1
    if facts.verb_final:
        # “Bu barədə Trend agentliyinə nazirlikdən məlumat verilib”: who is told stands before who reports.
        between = next(
            (at + 1 for at in range(last, between - 1, -1) if words[at] in facts.reporters), between
        )
    told = between <= last and words[between] in facts.reporters
    # «Այս մասին «Name»-ին հայտնել է X»: the ending of a name in marks tells that it is told.
    told = told or (between < last and classes[last] == "P" and words[last] in facts.reporters)
    if between > last or classes[between] == "P" or classes[last] == "," or told:
        return _source_behind(sentence, scan, hit, after)
    # "Об этом ТАСС сообщил источник" and "Об этом ТАСС сообщило": only a full stop tells them apart.
    ends = after >= len(words) or classes[after] in ".,:-;" or words[after] in facts.reporters
    known = last - between < _LONGEST_SOURCE and all(k in _IN_SOURCE for k in classes[between : last + 1])
    if not ends or not known or any(w in facts.informants for w in words[between : last + 1]):
        return None
    return between, last


def _source_behind(sentence: Sentence, scan: Scan, hit: Hit, after: int) -> Range | None:
    words, classes, facts = sentence.words, sentence.classes, scan.words
    if scan.words.verb_final or after >= len(words):
        return None
    following = words[after + 1] if after + 1 < len(words) else ""
    if words[after] in facts.before_times and following in facts.times:
        after += 2
    elif words[after] in facts.reporters:
        after += 1
    elif classes[after] == "P":
        # «Об этом сообщили в министерстве»: a plural verb without a subject, and where they work.
        if words[after] not in facts.placing or not words[hit.index].endswith(facts.endings.indefinite):
            return None
        after += 1
    source = source_after(sentence, after, facts, fronted=True) if after < len(words) else None
    if classes[after : after + 1] == "Q" and after == hit.last + 1:
        source = after, after  # «Об этом сообщает «Интерфакс»»
    if source is None:
        return None
    told = (at for at in range(source[0] + 1, source[1] + 1) if words[at] in facts.reporters)
    return source[0], next(told, source[1] + 1) - 1


def _before(sentence: Sentence, text: str, first: int) -> Range | None:
    """What stands before "about this", from the beginning of its paragraph, without a dateline."""
    if first > 1 and sentence.classes[first - 2] != "T":
        return sentence.span(0, first - 2)
    # Behind "X xəbər verir ki," too, what is reported stands in the sentences before.
    begins = sentence.span(0, 0)[0]
    end = begins
    while end and text[end - 1].isspace():
        end -= 1
    floor = max(0, begins - _LONGEST_PARAGRAPH)
    start = text.rfind("\n", floor, begins) + 1
    if floor and (not start or not text[start:begins].strip()):
        return None
    if not text[start:begins].strip():
        start = 0
        if "\n" in text[:end].strip():
            return None
    while start < end and text[start].isspace():
        start += 1
    start = _past_dateline(text, start, end)
    return (start, end) if start < end else None


def _past_dateline(text: str, start: int, end: int) -> int:
    """«МОСКВА, 10 ноября. /ТАСС/. …»: short pieces with a word in capitals and a comma, slash or bracket."""
    for _ in range(_MOST_PIECES):
        match = _PIECE.match(text, start, end)
        if match is None:
            break
        piece = match.group()
        capitals = any(word.isupper() for word in _CAPITALS.findall(piece))
        if not capitals or len(piece.split()) > _MOST_WORDS or not set(",/(—–") & set(piece):
            break
        start = match.end()
    return start
