"""Quotations whose cue stands inside their marks, behind other words, or before a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.annotation.descriptions import read_description
from framing.annotation.labels import describes_speaker, is_speaker
from framing.annotation.quotes import Quotation
from framing.annotation.scan import Found, Hit, Scan, find_hits
from framing.annotation.sentences import build_sentences
from framing.annotation.sources import source_after
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range
from framing.language import Language

_PUNCTUATION = " \u00a0,.!?…—–-"
#: How far a sentence is read behind or before a quotation, and how many words may stand between the
#: quotation and its cue.
_FAR, _MOST_BETWEEN = 400, 14


def read_inner_cues(text: str, scan: Scan, language: Language) -> None:
    """Adds the quotations that nobody has yet and whose cue stands inside their own marks or further off.

    Then it looks behind each cue that has no source, or one that is nobody, for who speaks.
    """
    taken = {start: f for f in scan.found for start, _ in f.content}
    added: list[Found] = []
    freed: dict[int, set[Range]] = {}
    for quote in scan.quotes:
        holder = taken.get(quote.start)
        if holder is not None and not _only_continues(text, holder, quote, language):
            continue
        found = _read(text, quote, scan, language) if holder is None else None
        found = found or _read_behind(text, quote, scan, language) or _read_ahead(text, quote, scan, language)
        if found is not None:
            added.append(found)
            if holder is not None:
                freed.setdefault(id(holder), set()).add((quote.start, quote.end))
    cues = {found.cue for found in added}
    scan.found[:] = [*(found for found in scan.found if found.cue not in cues), *added]
    for found in scan.found:
        if id(found) in freed:
            found.content = [part for part in found.content if part not in freed[id(found)]]
        _mend_source(text, found, scan, language)
        if found.rule == "colon" and found.source and _is_topic(text[slice(*found.source)], scan, language):
            found.source = None


def _only_continues(text: str, holder: Found, quote: Quotation, language: Language) -> bool:
    """Whether a quotation was given to somebody only because he spoke in a sentence before."""
    return (
        holder.cue is not None
        and len(holder.content) > 1
        and holder.cue[1] < quote.start
        and any(text.find(mark, holder.cue[1], quote.start) >= 0 for mark in language.sentence_end)
    )


def _read(text: str, quote: Quotation, scan: Scan, language: Language) -> Found | None:
    """«Дорога, — сказал министр, — закрыта»: the first verb of saying between a comma or dash and another,
    or the quotation's end."""
    inner, shift = text[quote.inner_start : quote.inner_end], quote.inner_start
    for sentence in build_sentences(inner, [], language, scan.words, scan.cues):
        for hit in find_hits(sentence, scan):
            if not hit.inverted or hit.source is None or hit.leads not in (",", "-"):
                continue
            begin = sentence.span(hit.first, hit.first)[0]
            end = sentence.span(*hit.source)[1]
            first = len(inner[:begin].rstrip(_PUNCTUATION))
            rest = len(inner) - len(inner[end:].lstrip(_PUNCTUATION))
            if not first or inner[end : end + 1] not in (",", ".", ""):
                continue
            content = [(quote.start, shift + first)]
            if rest < len(inner):
                content.append((shift + rest, quote.end))
            return _found("cue-inside-quotation", content, sentence, hit, hit.source, shift)
    return None


def _read_behind(text: str, quote: Quotation, scan: Scan, language: Language) -> Found | None:
    """«…»,- այսօր ասուլիսում ասաց X: other words stand between the quotation and its cue."""
    ends = _ENDS_SPEECH.match(text, quote.end)
    if ends is None or text.find(" ", quote.inner_start, quote.inner_end) < 0:
        return None
    begins = ends.end()
    for sentence in _one(text, begins, _line_end(text, begins), language, scan):
        hit = next((h for h in find_hits(sentence, scan) if h.finite and "quote" in h.cue.frames), None)
        if (
            hit is None
            or hit.first > _MOST_BETWEEN
            or not set(";:Q").isdisjoint(sentence.classes[: hit.first])
        ):
            return None
        source = _behind_cue(sentence, hit.last + 1, scan)
        if source is not None:
            return _found("quote-before-cue", [(quote.start, quote.end)], sentence, hit, source, begins)
    return None


#: «…»,- X and «…» – X, but «Name»-ի.
_ENDS_SPEECH = re.compile(r"(?:,\s?|\s)[-–—]\s?")


def _read_ahead(text: str, quote: Quotation, scan: Scan, language: Language) -> Found | None:
    """«X-ը գրել է. «…»»: the mark before the quotation is a full stop in other languages."""
    end = quote.start
    while end and text[end - 1].isspace():
        end -= 1
    if "." in language.sentence_end or text[end - 1 : end] not in _LIKE_A_COLON:
        return None
    begins = max(text.rfind("\n", max(0, end - _FAR), end) + 1, end - _FAR, 0)
    read = list(build_sentences(text[begins : end - 1], [], language, scan.words, scan.cues))
    sentence = read[-1] if read else None
    hits = find_hits(sentence, scan) if sentence is not None else []
    if sentence is None or not hits or begins + sentence.end < end - 1:
        return None
    hit = hits[-1]
    if hit.last + 1 < len(sentence.words) or "quote" not in hit.cue.frames:
        return None
    return _found("quote-after-cue", [(quote.start, quote.end)], sentence, hit, hit.source, begins)


_LIKE_A_COLON = (".", "\u2024")


def _found(
    rule: str, content: list[Range], sentence: Sentence, hit: Hit, source: Range | None, shift: int
) -> Found:
    start, end = sentence.span(*source) if source else (0, 0)
    first, last = sentence.span(hit.first, hit.last)
    return Found(
        rule=rule,
        content=content,
        source=(start + shift, end + shift) if source else None,
        cue=(first + shift, last + shift),
        cue_class=hit.cue.cue_class,
        quoted=True,
    )


def _mend_source(text: str, found: Found, scan: Scan, language: Language) -> None:
    """Who stands behind a cue whose source is missing, or is nobody who speaks while that one is."""
    if found.cue is None or not (found.quoted or found.rule.startswith("content-before")):
        return
    if found.source is None:
        for pronoun in _HYPHEN.finditer(text, *found.cue):
            if scan.words.classes.get(pronoun[1].lower()) == "O":
                found.source = pronoun.span(1)
                return
    before = found.source is None or found.source[1] <= found.cue[0]
    if not before or found.content[0][0] > found.cue[0]:
        return
    start, size = found.cue[0], found.cue[1] - found.cue[0]
    for sentence in _one(text, start, _line_end(text, start), language, scan):
        after = next((at for at in range(len(sentence.words)) if sentence.span(at, at)[0] >= size), None)
        source = _behind_cue(sentence, after, scan) if after is not None else None
        if source is None:
            return
        first, last = sentence.span(*source)
        named = start + first, start + last
        if not _speaks_already(text, found.source, named, scan, language):
            found.source = named


def _is_topic(label: str, scan: Scan, language: Language) -> bool:
    """Whether a label before a colon is what a headline is about: places, "À lire aussi"."""
    if not scan.words.not_sources.isdisjoint(label.lower().split()):
        return True
    described = read_description(label, language.code)
    placed = described is not None and described.place is not None and described.actor is None
    return placed and not is_speaker(label, language.code)


def _speaks_already(text: str, source: Range | None, other: Range, scan: Scan, language: Language) -> bool:
    """Whether a source is as likely somebody who speaks as the other one, and not who was told."""
    if source is None:
        return False
    words = text[slice(*source)]
    if not scan.words.reporters.isdisjoint(words.lower().split()):
        return False
    return describes_speaker(words, language.code) or not describes_speaker(
        text[slice(*other)], language.code
    )


#: "a-t-il déclaré", "dit-elle".
_HYPHEN = re.compile(r"-(\w+)\b")


def _behind_cue(sentence: Sentence, after: int, scan: Scan) -> Range | None:
    """Who stands right behind a cue, times aside, and ends his clause; a name, an office, a pronoun."""
    words, classes, size = sentence.words, sentence.classes, len(sentence.words)
    if after < size and words[after] in scan.words.placing and _is_indefinite(sentence, after, scan):
        after += 1  # «сообщили в министерстве»
    if after >= size or classes[after] not in "UXDO" or words[after] in scan.words.times:
        return None
    source = source_after(sentence, after, scan.words, fronted=True)
    if source is None or classes[source[1] + 1 : source[1] + 2] not in ("", ".", ",", "-", ":"):
        return None
    return source


def _is_indefinite(sentence: Sentence, after: int, scan: Scan) -> bool:
    endings = scan.words.endings.indefinite
    following = sentence.words[after + 1 : after + 2]
    return (
        after > 0
        and sentence.words[after - 1].endswith(endings)
        and following != []
        and (following[0] not in scan.words.times)
    )


def _one(text: str, start: int, end: int, language: Language, scan: Scan) -> Iterator[Sentence]:
    """The sentence that begins at an offset; its own offsets count from there."""
    for sentence in build_sentences(text[start:end], [], language, scan.words, scan.cues):
        if sentence.span(0, 0)[0] == 0:
            yield sentence
        return


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + _FAR)
    return min(len(text), start + _FAR) if end < 0 else end
