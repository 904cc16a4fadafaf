"""Sentences as local rules see them: words with coarse classes, whole quotations as one token."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain

from framing.annotation.words import TOKEN, Chunk, Range

_GAP = re.compile(r"\s{2,}")


class Tokens:
    """The tokens of a stretch of text: lower-case words, their offsets, classes and cues.

    `classes` has one letter for each token, see `framing.annotation.words`. `cues` holds the tokens
    at which a cue of any kind may begin, `starts` the offset of each token.
    """

    __slots__ = ("classes", "cues", "starts", "words")

    def __init__(self, text: str, start: int, end: int, chunks: list[Chunk]) -> None:
        """`chunks`: those of `text[start:end]`, at least one."""
        words: list[str] = []
        cues: list[int] = []
        for chunk in chunks:
            for cue in chunk.cues:
                cues.append(len(words) + cue)
            words.extend(chunk.words)
        self.words = words
        self.cues = cues
        self.classes = "".join([chunk.classes for chunk in chunks])
        self.starts = _starts(text, start, end, chunks)


def _starts(text: str, start: int, end: int, chunks: list[Chunk]) -> list[int]:
    """Where each token begins: one space after each chunk, and what there is more of white space."""
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    even: list[int] = []
    place = start
    for chunk in chunks:
        for step in chunk.steps:
            even.append(place)
            place += step
    if place > end:  # where a next chunk would begin
        return even
    starts: list[int] = []
    at = shift = 0
    for gap in _GAP.finditer(text, start, end):
        upto = bisect_left(even, gap.start() - shift, at)
        starts += [place + shift for place in even[at:upto]]
        shift += gap.end() - gap.start() - 1
        at = upto
    starts += [place + shift for place in even[at:]]
    return starts


#: "İ" is the one letter that has two characters in lower case, and this is the second.
_DOT_ABOVE = "\u0307"


class Sentence:
    """The tokens of one sentence.

    `places` holds the tokens at which a cue of any kind may begin. `quotes` maps the index of a
    token of class Q, a whole quotation, to the offset at which the quotation ends. `first`: the
    sentence opens its paragraph.
    """

    __slots__ = (
        "_closed", "_headline", "_starts",
        "classes", "first", "paragraph", "places", "quotes", "text", "words",
    )  # fmt: skip

    def __init__(self, text: str, paragraph: int, first: bool) -> None:
        self.text = text
        self.paragraph = paragraph
        self.first = first
        self.words: list[str] = []
        self.classes = ""
        self.places: list[int] = []
        self.quotes: dict[int, int] = {}
        self._starts: list[int] = []
        self._closed: int | None = None
        self._headline: bool | None = None

    def add_tokens(self, tokens: Tokens) -> None:
        """Appends tokens."""
        shift = len(self.words)
        self.places += [cue + shift for cue in tokens.cues]
        self.words += tokens.words
        self.classes += tokens.classes
        self._starts += tokens.starts

    def add_quotation(self, start: int, end: int) -> None:
        """Appends a whole quotation as one token of class Q."""
        self.quotes[len(self.words)] = end
        self.words.append("")
        self.classes += "Q"
        self._starts.append(start)

    def mark(self, fragments: list[Range]) -> None:
        """Gives the marks of quotations the class of double ones: in their own an apostrophe looks alike.

        `fragments`: where the opening and the closing mark of each stand.
        """
        classes = list(self.classes)
        for place in chain.from_iterable(fragments):
            index = bisect_left(self._starts, place)
            if index < len(classes) and self._starts[index] == place and len(self.words[index]) == 1:
                classes[index] = '"'
        self.classes = "".join(classes)

    @property
    def end(self) -> int:
        """The offset at which the last token ends."""
        return self.span(0, len(self.words) - 1)[1]

    def append(self, tail: Sentence) -> None:
        """Appends the tokens of the sentence that follows; their capitals do not make a headline."""
        shift = len(self.words)
        self._closed = self._closed or shift
        self.quotes = {**self.quotes, **{shift + index: end for index, end in tail.quotes.items()}}
        self.places += [shift + place for place in tail.places]
        self.words += tail.words
        self.classes += tail.classes
        self._starts += tail._starts

    @property
    def headline(self) -> bool:
        """Whether the sentence has a headline's capitals."""
        if self._headline is None:
            kinds = self.classes[: self._closed]
            long = [kind for kind, word in zip(kinds, self.words, strict=False) if len(word) > 3]
            self._headline = len(long) > 2 and 5 * sum(kind in "UQ#" for kind in long) > 3 * len(long)
        return self._headline

    def is_possessive(self, index: int) -> bool:
        """Whether an apostrophe hugs the word, and another word follows it: "the states' votes"."""
        if self.classes[index + 1 : index + 2] not in ("’", "'") or index + 2 >= len(self.words):
            return False
        hugs = self._starts[index + 1] == self._starts[index] + len(self.words[index])
        return hugs and self.classes[index + 2] in "XUEG#"

    def span(self, first: int, last: int) -> Range:
        """The offsets of tokens `first` to `last`, the last one included."""
        starts = self._starts
        if last in self.quotes:
            return starts[first], self.quotes[last]
        word = self.words[last]
        if _DOT_ABOVE not in word:
            return starts[first], starts[last] + len(word)
        token = TOKEN.match(self.text, starts[last])
        return starts[first], token.end() if token else starts[last]
