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
    block = _Block(text, words)
    bounds = _merged(sentence_bounds(text, language), quotes)
    held: Sentence | None = None
    at = paragraph = previous_end = 0
    opened = -1
    size = len(quotes)
    for number, (start, end) in enumerate(bounds):
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
            if end > block.end:
                block.read(bounds, number)
            made = (block.sentence(end, whole, paragraph, first=paragraph != opened),)
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
#: How many characters are read at once, at most: most paragraphs whole.
_BLOCK = 8000


class _Block:
    """The tokens of several sentences in a row, and how far they have been used."""

    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.table = words
        self.end = 0
        self.tokens = Tokens(text, 0, 0, words)
        self.at = self.cue = 0

    def read(self, bounds: list[Range], number: int) -> None:
        """Reads the sentences from this number on, as many as fit."""
        start, end = bounds[number]
        limit = start + _BLOCK
        for at in range(number + 1, len(bounds)):
            first, last = bounds[at]
            if last > limit or last - first > _LONGEST_STRETCH:
                break
            end = last
        self.tokens = Tokens(self.text, start, end, self.table)
        self.end = end
        self.at = self.cue = 0

    def sentence(self, end: int, whole: list[Range], paragraph: int, *, first: bool) -> Sentence | None:
        """The sentence that comes next, up to `end`; None where there is nothing in it to read."""
        tokens, at, cue = self.tokens, self.at, self.cue
        self.at = last = bisect_left(tokens.starts, end, at)
        cues = tokens.cues
        last_cue = cue
        while last_cue < len(cues) and cues[last_cue] < last:
            last_cue += 1
        self.cue = last_cue
        classes = tokens.classes[at:last]
        if not whole:
            if cue == last_cue and not (first and ":" in classes):
                return None
            places = [place - at for place in cues[cue:last_cue]]
            words, starts = tokens.words[at:last], tokens.starts[at:last]
            sentence = Sentence(self.text, paragraph, first, words, classes, places, starts)
        else:
            sentence = Sentence(self.text, paragraph, first, [], "", [], [])
            self._fill(sentence, at, last, whole, cues[cue:last_cue])
        _lower_first(sentence, self.table)
        return sentence

    def _fill(self, sentence: Sentence, at: int, last: int, whole: list[Range], cues: list[int]) -> None:
        tokens = self.tokens
        for start, stop in whole:
            upto = bisect_left(tokens.starts, start, at, last)
            if upto > at:
                sentence.add_tokens(tokens, at, upto, [cue for cue in cues if at <= cue < upto])
            sentence.add_quotation(start, stop)
            at = bisect_left(tokens.starts, stop, upto, last)
        if last > at:
            sentence.add_tokens(tokens, at, last, [cue for cue in cues if cue >= at])


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
            if tokens.words:
                opens = not sentence.words
                sentence.add_tokens(tokens, 0, len(tokens.words), tokens.cues)
                if opens:
                    _lower_first(sentence, words)
            place = stop
        if after > start:
            sentence.add_quotation(start, after)
            place = after
    yield sentence


_OPENING_MARKS = frozenset("[….“‘\"'$(")
_COMPLETE = frozenset(",.?!—–…-")


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
            if place == 0:
                return size > 1 and classes[1] in "UDOX"
            if size == place + 1 or classes[place + 1] in ".,PR" or sentence.words[place + 1] in words.times:
                return "Q" not in classes[:place]
            tells = any("addressee" in cue.frames and "inverted" not in cue.frames for cue, _ in entries)
            return tells and "T" not in classes[place : place + 6]
        if kind in "AVSTWQ;:":
            return False
    return False
