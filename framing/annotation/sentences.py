"""Sentences for the rules: whole quotations are one token, and none ends inside a quotation."""

from __future__ import annotations

from framing.annotation.cues import Cues
from framing.annotation.quotes import Quotation
from framing.annotation.tokens import Sentence, Words
from framing.language import Language, find_sentences


def build_sentences(
    text: str, quotes: list[Quotation], language: Language, words: Words, cues: Cues
) -> list[Sentence]:
    """The sentences of the text, none of which ends inside a quotation."""
    merged: list[list[int]] = []
    at = 0
    for start, end in find_sentences(text, language):
        while at < len(quotes) and quotes[at].end <= start:
            at += 1
        if merged and at < len(quotes) and quotes[at].start < start and merged[-1][1] < quotes[at].end:
            merged[-1][1] = end
            continue
        # A sentence may have been lengthened past the start of this one.
        merged.append([start, end])
    sentences: list[Sentence] = []
    at = paragraph = previous_end = 0
    for start, end in merged:
        if "\n" in text[previous_end:start]:
            paragraph += 1
        previous_end = end
        sentence = Sentence(text, paragraph, words)
        place = start
        while at < len(quotes) and quotes[at].start < end:
            quote = quotes[at]
            if quote.start >= place and _is_whole(text, quote, start, end, cues):
                sentence = _filled(sentences, sentence, place, quote.start)
                sentence.add_quotation(quote.start, quote.end, at)
                place = quote.end
            at += 1
        sentence = _filled(sentences, sentence, place, end)
        sentence.close()
        if sentences and _is_tail(sentences[-1], sentence, text, words, cues):
            sentences[-1].append(sentence)
        else:
            sentences.append(sentence)
    return sentences


#: A sentence of news has some 25 tokens. Beyond these sizes it is cut, so that the cost of a text
#: without full stops stays linear.
_LONGEST_SENTENCE = 250
_LONGEST_STRETCH = 2000


def _filled(sentences: list[Sentence], sentence: Sentence, start: int, end: int) -> Sentence:
    """The sentence with the words of `text[start:end]`; a new one where it had grown too long."""
    while True:
        if len(sentence.words) > _LONGEST_SENTENCE:
            sentence.close()
            sentences.append(sentence)
            sentence = Sentence(sentence.text, sentence.paragraph, sentence.tables)
        stop = end
        if end - start > _LONGEST_STRETCH:
            space = sentence.text.find(" ", start + _LONGEST_STRETCH, end)
            stop = end if space < 0 else space
        sentence.add_words(start, stop)
        if stop == end:
            return sentence
        start = stop


def _is_whole(text: str, quote: Quotation, start: int, end: int, cues: Cues) -> bool:
    """Whether the quotation stands as a unit of its own, not as a fragment of the sentence around it."""
    inner = text[quote.inner_start : quote.inner_end].strip()
    before = text[max(start, quote.start - 60) : quote.start].rstrip()
    after = text[quote.end : quote.end + 2]
    words = inner.count(" ") + 1
    complete = inner[-1] in ",.?!—–…-" or not quote.closed
    first = inner[0]
    upper = not first.islower() and (first.isalnum() or first in "[….“‘\"'$(")
    if not before:
        following = text[quote.end : quote.end + 30].split(maxsplit=1)
        if words > 1 and following and _speaks(following[0].lower(), cues):
            return True
        return complete or after[:1] in (",", "") or (upper and after[:1] in "\n") or quote.end >= end - 1
    mark = before[-1]
    if mark == ":":
        return True
    tail = before[:-1].split()[-6:] if mark in ",—–-" else before.split()[-6:]
    near = any(word.strip(",;").lower() in cues.verbs for word in tail)
    if mark in ",—–-":
        return (upper and words > 1 and (complete or near)) or (near and complete and words > 2)
    word = tail[-1].lower() if tail else ""
    if _speaks(word, cues):
        ends = complete or quote.end >= end - 1 or after[0] in ",.;"
        return ends and (words > 1 or upper)
    return upper and words > 3 and complete and near and word not in ("that", "as", "the", "a", "of", "to")


def _speaks(word: str, cues: Cues) -> bool:
    return any("quote" in cue.frames and position in (1, 2) for cue, position in cues.verbs.get(word, ()))


def _is_tail(before: Sentence, sentence: Sentence, text: str, words: Words, cues: Cues) -> bool:
    """Whether a sentence is only the cue of the quotation before it: "…?” the minister asked."""
    if sentence.paragraph != before.paragraph or not before.classes or before.classes[-1] != "Q":
        return False
    last = text[before.end - 2]
    if last not in "?!….—–-,’'":
        return False
    size = len(sentence.words)
    for place in range(min(size, 12)):
        word = sentence.words[place]
        kind = sentence.classes[place]
        entries = cues.verbs.get(word)
        if entries and any("quote" in cue.frames for cue, p in entries if 0 < p < 3):
            if place == 0:
                return size > 1 and sentence.classes[1] in "UDOX"
            if (
                size == place + 1
                or (sentence.classes[place + 1] in ".,PR")
                or sentence.words[place + 1] in words.times
            ):
                return "Q" not in sentence.classes[:place]
            return word in ("told", "asked") and "T" not in sentence.classes[place : place + 6]
        if kind in "AVSTWQ;:":
            return False
    return False
