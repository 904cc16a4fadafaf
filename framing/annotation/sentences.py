"""Sentences for the rules: whole quotations are one token, and none ends inside a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from framing.annotation.cues import Cues
from framing.annotation.quotes import Quotation
from framing.annotation.tokens import Sentence, Tokens
from framing.annotation.words import Chunk, Range, Words
from framing.language import Language, sentence_bounds

#: A sentence before it is read: its offsets, the number of its paragraph, whether it opens it, the
#: quotations that are one token of it, and its fragments in single marks.
Outline = tuple[int, int, int, bool, list[Range], list[Range]]


def build_sentences(
    text: str, quotes: list[Quotation], language: Language, words: Words, cues: Cues
) -> Iterator[Sentence]:
    """The sentences of the text in which somebody may speak, none of which ends inside a quotation.

    Sentences without a quotation, without a word that can begin a cue and, where they open their
    paragraph, without a colon are left out: there is nothing in them to read.
    """
    words.chunks.forget()
    held: Sentence | None = None
    for sentence in _in_order(text, _outlines(text, quotes, language, words, cues), words):
        if held is not None:
            if sentence is not None and held.classes[-1] == "Q" and _is_tail(held, sentence, words, cues):
                held.append(sentence)
                continue
            yield held
        held = sentence
    if held is not None:
        yield held


def _outlines(
    text: str, quotes: list[Quotation], language: Language, words: Words, cues: Cues
) -> Iterator[Outline]:
    """Where each sentence lies, before any token of it is read."""
    at = paragraph = previous_end = 0
    opened = -1
    size = len(quotes)
    for start, end in _merged(sentence_bounds(text, language), quotes):
        if text.find("\n", previous_end, start) >= 0:
            paragraph += 1
        previous_end = end
        whole: list[Range] = []
        fragments: list[Range] = []
        if at < size and quotes[at].start < end:
            at = _whole(text, (start, end), quotes, at, whole, fragments, words, cues)
        yield start, end, paragraph, paragraph != opened, whole, fragments
        opened = paragraph


def _in_order(text: str, outlines: Iterable[Outline], words: Words) -> Iterator[Sentence | None]:
    """The sentences in their order, None for each in which there is nothing to read."""
    for outline in outlines:
        start, end, paragraph, first, whole, fragments = outline
        if whole or end - start > _LONGEST_STRETCH:
            yield from _in_parts(text, outline, words)
            continue
        chunks = words.chunks.read(text[start:end])
        if _may_speak(chunks) or (first and ":" in text[start:end]):
            sentence = Sentence(text, paragraph, first)
            sentence.add_tokens(Tokens(text, start, end, chunks))
            _lower_first(sentence, words)
            if fragments:
                sentence.mark(fragments)
            yield sentence
        else:
            yield None


def _may_speak(chunks: list[Chunk]) -> bool:
    """Whether a cue may begin in one of the chunks."""
    return any(chunk.cues for chunk in chunks)


def _whole(
    text: str,
    bounds: Range,
    quotes: list[Quotation],
    at: int,
    whole: list[Range],
    fragments: list[Range],
    words: Words,
    cues: Cues,
) -> int:
    """Adds the quotations of the sentence to one of two lists; returns the first that begins after it.

    `whole` are those that are one token, `fragments` the others in single marks.
    """
    place, end = bounds
    while at < len(quotes) and quotes[at].start < end:
        quote = quotes[at]
        if quote.start >= place and _is_whole(text, quote, bounds, words, cues):
            whole.append((quote.start, quote.end))
            place = quote.end
        elif quote.start >= place and quote.closed and text[quote.start] in _SINGLE_MARKS:
            fragments.append((quote.start, quote.end - 1))
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


def _lower_first(sentence: Sentence, words: Words) -> None:
    """Gives the first word the class that it has in lower case.

    "Start" inside a sentence is part of a name; here its capital says nothing. "US" is none, unless the whole
    line is in capitals.
    """
    if sentence.classes[:1] == "U":
        kind = words.classes.get(sentence.words[0], "U")
        if kind in "MW" and _is_acronym(sentence, words):
            return
        sentence.classes = kind + sentence.classes[1:]


def _is_acronym(sentence: Sentence, words: Words) -> bool:
    start, end = sentence.span(0, 0)
    following = sentence.text[end : end + _NEAR].split(maxsplit=1)
    return sentence.text[start:end] in words.acronyms and not "".join(following[:1]).isupper()


#: How many characters behind a word show whether it stands in a line of capitals.
_NEAR = 30


def _in_parts(text: str, outline: Outline, words: Words) -> Iterator[Sentence]:
    """A sentence with quotations that are one token each; one that is too long, as several."""
    place, end, paragraph, first, whole, fragments = outline
    is_long = end - place > _LONGEST_STRETCH
    longest = _LONGEST_SENTENCE if is_long else end - place
    sentence = Sentence(text, paragraph, first)
    for start, after in (*whole, (end, end)):
        while place < start or len(sentence.words) > longest:
            if len(sentence.words) > longest:
                yield sentence
                sentence = Sentence(text, paragraph, False)
            stop = start
            if start - place > _LONGEST_STRETCH:
                space = text.find(" ", place + _LONGEST_STRETCH, start)
                stop = start if space < 0 else space
            chunks = words.chunks.read(text[place:stop])
            if chunks:
                opens = not sentence.words
                sentence.add_tokens(Tokens(text, place, stop, chunks))
                if opens:
                    _lower_first(sentence, words)
            place = stop
        if after > start:
            sentence.add_quotation(start, after)
            place = after
    if fragments and not is_long:
        sentence.mark(fragments)
    if sentence.words:
        yield sentence


_OPENING_MARKS = frozenset("[….“‘\"'$(")
_COMPLETE = frozenset(",.?!—–…-")
_CLOSING_SINGLE = frozenset("’'")
_SINGLE_MARKS = frozenset("‘’'‚")


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
