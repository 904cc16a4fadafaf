"""The marks around a line's words: what a line is without them, and whether they end a sentence."""

from __future__ import annotations

import re

#: A choice with room to spare: credits, preview cards and footers that we know have under 200.
LONGEST_NOTE = 300

QUOTES = "\"'“”‘’«»„‟‹›`"
DASHES = "-–—―"


def plain(text: str) -> str:
    """Lower case, without the marks at either end: the form that lists of noise are compared in.

    >>> plain("Read More »"), plain("[Image]"), plain("----")
    ('read more', 'image', '')
    """
    folded = re.sub(r"\s+", " ", text.casefold())
    start, end = 0, len(folded)
    while start < end and not (folded[start].isalnum() or folded[start] in "©("):
        start += 1
    while end > start and not (folded[end - 1].isalnum() or folded[end - 1] in "+"):
        end -= 1
    return folded[start:end].strip("(")


def ends_sentence(text: str) -> bool:
    """Whether the last mark ends a sentence, behind any closing quotation marks and brackets.

    >>> ends_sentence("He left.”"), ends_sentence("Mill opens in Shaki")
    (True, False)
    """
    return text.rstrip(QUOTES + ")]} \xa0*")[-1:] in tuple(".?!…։:;。")
