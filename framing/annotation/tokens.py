"""Sentences as local rules see them: words with coarse classes, whole quotations as one token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate, chain
from operator import itemgetter

from framing.annotation.words import TOKEN, Range, Words

_CUE = re.compile("[a-z]")
_WORDS, _CLASSES, _STEPS = map(itemgetter, range(3))
_GAP = re.compile(r"\s{2,}")


class Tokens:
    """The tokens of a stretch of text: lower-case words, classes and offsets.

    `classes` has one letter for each token, see `framing.annotation.words`. `cues` holds the tokens
    at which a cue of any kind may begin, `starts` the offset of each token.
    """

    __slots__ = ("classes", "cues", "starts", "words")

    def __init__(self, text: str, start: int, end: int, words: Words) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.cues: list[int] = []
        self.classes = ""
        chunks = text[start:end].split()
        if chunks:
            read = list(map(words.chunks.__getitem__, chunks))
            self.words += chain.from_iterable(map(_WORDS, read))
            classes = "".join(map(_CLASSES, read))
            self.cues += [match.start() for match in _CUE.finditer(classes)]
            self.classes = classes.upper()
            self.starts += _starts(text, start, end, chain.from_iterable(map(_STEPS, read)))


def _starts(text: str, start: int, end: int, steps: Iterable[int]) -> list[int]:
    """Where each token begins: one space after each chunk, and what there is more of white space."""
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    even = list(accumulate(steps, initial=start))
    # The last number is where a next chunk would begin.
    if even.pop() > end:
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
_NONE: dict[int, int] = {}


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

    def __init__(
        self,
        text: str,
        paragraph: int,
        first: bool,
        words: list[str],
        classes: str,
        places: list[int],
        starts: list[int],
    ) -> None:
        self.text = text
        self.paragraph = paragraph
        self.first = first
        self.words = words
        self.classes = classes
        self.places = places
        self.quotes = _NONE
        self._starts = starts
        self._closed: int | None = None
        self._headline: bool | None = None

    def add_tokens(self, words: list[str], classes: str, starts: list[int], places: list[int]) -> None:
        """Appends tokens; `places` counts from the first of them."""
        shift = len(self.words)
        self.places += [place + shift for place in places]
        self.words += words
        self.classes += classes
        self._starts += starts

    def add_quotation(self, start: int, end: int) -> None:
        """Appends a whole quotation as one token of class Q."""
        self.quotes = {**self.quotes, len(self.words): end}
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
