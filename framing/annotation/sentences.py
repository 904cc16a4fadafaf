"""Sentences for the rules: whole quotations are one token, and none ends inside a quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from framing.annotation.cues import Cues
from framing.annotation.quotes import Quotation
from framing.annotation.tokens import Sentence, Tokens
from framing.annotation.words import Range, Words
from framing.language import Language, sentence_bounds


def build_sentences(
    text: str, quotes: list[Quotation], language: Language, words: Words, cues: Cues
) -> Iterator[Sentence]:
    """The sentences of the text in which somebody may speak, none of which ends inside a quotation.

    Sentences without a quotation, without a word that can begin a cue and, where they open their
    paragraph, without a colon are left out: there is nothing in them to read.
    """
    words.chunks.forget()
    bounds = _merged(sentence_bounds(text, language), quotes)
    held: Sentence | None = None
    at = paragraph = previous_end = 0
    opened = -1
    size = len(quotes)
    for start, end in bounds:
        if "\n" in text[previous_end:start]:
            paragraph += 1
        previous_end = end
        whole: list[Range] = []
        if at < size and quotes[at].start < end:
            at = _whole(text, (start, end), quotes, at, whole, words, cues)
        if end - start > _LONGEST_STRETCH:
            made: Iterable[Sentence | None] = _long(
                text, (start, end), whole, paragraph, words, first=paragraph != opened
            )
        else:
            made = (_sentence(text, (start, end), whole, paragraph, words, first=paragraph != opened),)
        opened = paragraph
        for sentence in made:
            if held is not None:
                if sentence is not None and held.classes[-1] == "Q" and _is_tail(held, sentence, words, cues):
                    held.append(sentence)
                    continue
                yield held
            held = sentence
    if held is not None:
        yield held


def _whole(
    text: str,
    bounds: Range,
    quotes: list[Quotation],
    at: int,
    whole: list[Range],
    words: Words,
    cues: Cues,
) -> int:
    """Adds the quotations that are one token of the sentence; returns the first that begins after it."""
    place, end = bounds
    while at < len(quotes) and quotes[at].start < end:
        quote = quotes[at]
        if quote.start >= place and _is_whole(text, quote, bounds, words, cues):
            whole.append((quote.start, quote.end))
            place = quote.end
        at += 1
    return at


def _merged(bounds: list[Range], quotes: list[Quotation]) -> list[Range]:
    """The sentences, joined where a quotation runs on."""
    if not quotes:
        return bounds
    merged: list[Range] = []
    at, size = 0, len(quotes)
    for start, end in bounds:
        while at < size and quotes[at].end <= start:
            at += 1
        if merged and at < size and quotes[at].start < start and merged[-1][1] < quotes[at].end:
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return merged


#: A sentence of news has some 25 tokens. Beyond these sizes it is cut, so that the cost of a text
#: without full stops stays linear.
_LONGEST_SENTENCE = 250
_LONGEST_STRETCH = 2000


def _sentence(
    text: str, bounds: Range, whole: list[Range], paragraph: int, words: Words, *, first: bool
) -> Sentence | None:
    """A sentence of ordinary length; None where there is nothing in it to read."""
    tokens = Tokens(text, *bounds, words)
    if not whole:
        if not tokens.cues and not (first and ":" in tokens.classes):
            return None
        sentence = Sentence(
            text, paragraph, first, tokens.words(), tokens.classes, tokens.cues, tokens.starts()
        )
    else:
        sentence = Sentence(text, paragraph, first, [], "", [], [])
        _fill(sentence, tokens, whole)
    _lower_first(sentence, words)
    return sentence


def _fill(sentence: Sentence, tokens: Tokens, whole: list[Range]) -> None:
    """Adds the tokens, those of each whole quotation as one."""
    words, classes, starts = tokens.words(), tokens.classes, tokens.starts()
    at, size = 0, len(starts)
    for start, stop in (*whole, (None, None)):
        upto = size if start is None else bisect_left(starts, start, at)
        if upto > at:
            places = [cue - at for cue in tokens.cues if at <= cue < upto]
            sentence.add_tokens(words[at:upto], classes[at:upto], starts[at:upto], places)
        if start is not None and stop is not None:
            sentence.add_quotation(start, stop)
            at = bisect_left(starts, stop, upto)


def _lower_first(sentence: Sentence, words: Words) -> None:
    """Gives the first word the class that it has in lower case.

    "Start" inside a sentence is part of a name; here its capital says nothing.
    """
    if sentence.classes[:1] == "U":
        sentence.classes = words.classes.get(sentence.words[0], "U") + sentence.classes[1:]


def _long(
    text: str, bounds: Range, whole: list[Range], paragraph: int, words: Words, *, first: bool
) -> Iterator[Sentence]:
    """A sentence that is too long, as several."""
    place, end = bounds
    sentence = Sentence(text, paragraph, first, [], "", [], [])
    for start, after in (*whole, (end, end)):
        while place < start or len(sentence.words) > _LONGEST_SENTENCE:
            if len(sentence.words) > _LONGEST_SENTENCE:
                yield sentence
                sentence = Sentence(text, paragraph, False, [], "", [], [])
            stop = start
            if start - place > _LONGEST_STRETCH:
                space = text.find(" ", place + _LONGEST_STRETCH, start)
                stop = start if space < 0 else space
            tokens = Tokens(text, place, stop, words)
            if tokens.classes:
                opens = not sentence.words
                sentence.add_tokens(tokens.words(), tokens.classes, tokens.starts(), tokens.cues)
                if opens:
                    _lower_first(sentence, words)
            place = stop
        if after > start:
            sentence.add_quotation(start, after)
            place = after
    yield sentence


_OPENING_MARKS = frozenset("[….“‘\"'$(")
_COMPLETE = frozenset(",.?!—–…-")
_CLOSING_SINGLE = frozenset("’'")


def _is_whole(text: str, quote: Quotation, bounds: Range, words: Words, cues: Cues) -> bool:
    """Whether the quotation stands as a unit of its own, not as a fragment of the sentence around it."""
    start, end = bounds
    before = text[max(start, quote.start - 60) : quote.start].rstrip()
    if before and before[-1] == ":":
        return True
    first, last = text[quote.inner_start], text[quote.inner_end - 1]
    if first.isspace() or last.isspace():
        inner = text[quote.inner_start : quote.inner_end].strip()
        first, last = inner[0], inner[-1]
    if last in _CLOSING_SINGLE and quote.inner_end - quote.inner_start > 2:
        last = text[quote.inner_end - 2]  # “… ‘never,’” X wrote
    complete = last in _COMPLETE or not quote.closed
    after = text[quote.end : quote.end + 2]
    if not before and (complete or after[:1] in (",", "") or quote.end >= end - 1):
        return True
    upper = not first.islower() and (first.isalnum() or first in _OPENING_MARKS)
    size = _few_spaces(text, quote) + 1
    if not before:
        following = text[quote.end : quote.end + 30].split(maxsplit=1)
        speaks = size > 1 and bool(following) and following[0].lower() in cues.speaking
        return speaks or (upper and after[:1] in "\n")
    mark = before[-1]
    tail = before[:-1].split()[-6:] if mark in ",—–-" else before.split()[-6:]
    if words.verb_final:
        following = text[quote.end : quote.end + 30].split(maxsplit=1)
        return size > 1 and bool(following) and following[0].strip(".,;").lower() in cues.speaking
    near = any(word.strip(",;").lower() in cues.verbs for word in tail)
    if mark in ",—–-":
        return (upper and size > 1 and (complete or near)) or (near and complete and size > 2)
    word = tail[-1].lower() if tail else ""
    if word in cues.speaking:
        ends = complete or quote.end >= end - 1 or after[0] in ",.;"
        return ends and (size > 1 or upper)
    return upper and size > 3 and complete and near and word not in words.before_fragment


def _few_spaces(text: str, quote: Quotation) -> int:
    """How many spaces stand inside a quotation, up to three."""
    count = 0
    start, end = quote.inner_start, quote.inner_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while count < 3:
        start = text.find(" ", start, end) + 1
        if not start:
            break
        count += 1
    return count


def _is_tail(before: Sentence, sentence: Sentence, words: Words, cues: Cues) -> bool:
    """Whether a sentence is only the cue of the quotation before it: "…?” the minister asked."""
    if sentence.paragraph != before.paragraph:
        return False
    last = before.text[before.end - 2]
    if last not in "?!….—–-,’'":
        return False
    classes = sentence.classes
    size = len(classes)
    for place in range(min(size, 12)):
        kind = classes[place]
        entries = cues.verbs.get(sentence.words[place])
        if entries and any("quote" in cue.frames for cue, p in entries if 0 < p < 3):
            if ":Q" in classes[place:] or (last == "." and ",Q" in classes[place:]):
                return False  # “…” Another told me: “…”, where the cue has a quotation of its own
            if place == 0:
                return size > 1 and classes[1] in "UDOX"
            if size == place + 1 or classes[place + 1] in ".,PR" or sentence.words[place + 1] in words.times:
                return "Q" not in classes[:place]
            tells = any("addressee" in cue.frames and "inverted" not in cue.frames for cue, _ in entries)
            return tells and "T" not in classes[place : place + 6]
        if kind in "AVSTWQ;:":
            return False
    return False
