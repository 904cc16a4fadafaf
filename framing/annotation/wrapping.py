"""Texts whose lines were broken at a fixed width, as in mails and printed pages, read without the breaks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from framing.records import Article

#: Lines of this length may have been broken by a program; shorter ones are headings, longer ones paragraphs.
_SHORTEST, _LONGEST = 30, 100
#: How far short of the width a line may stay: programs count columns, quoting marks and tabs unlike us.
_SLACK = 8
#: Fewer pairs of lines say nothing of a width.
_FEWEST_PAIRS = 4


def without_wraps(article: Article) -> Article:
    r"""The article for reading: its text with a space for each line break that only a width made.

    The text keeps its length, so that every offset is valid in the text as read. The same article
    comes back where no lines were broken.

    >>> lines = ["The mayor of the town said that the", "old bridge would be shut until it", "is dry.", ""]
    >>> text = "\n".join(lines * 2)
    >>> view = without_wraps(Article(id="1", outlet_id="x", outlet="X", title="", text=text))
    >>> view.text.count("\n"), len(view.text) == len(text)
    (3, True)
    """
    text = joined(article.text)
    return article if text is article.text else replace(article, text=text)


def joined(text: str) -> str:
    r"""The text with spaces for the line breaks inside its paragraphs, or the same text.

    Lines were broken at a width when most of them could not have taken the next line's first word
    too, and when most of those go on in lower case: a list of headlines or quotations does not. Known
    failures: verse of even length whose lines go on in lower case; a paragraph that ends at the full
    width runs into the next one (its last sentence still ends); a word that was divided stays two.
    """
    if text.count("\n") < _FEWEST_PAIRS:
        return text
    lines = text.split("\n")
    width = _width(lines)
    if not width:
        return text
    pieces = [lines[0]]
    for above, below in pairwise(lines):
        pieces.append(" " if _runs_on(above, below, width) else "\n")
        pieces.append(below)
    return "".join(pieces)


def _width(lines: list[str]) -> int:
    """The column at which the lines were broken, or 0 where they were not."""
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if _SHORTEST <= len(above) <= _LONGEST and 0 < len(below) <= _LONGEST and not below.isspace()
    ]
    if len(pairs) < _FEWEST_PAIRS:
        return 0
    lengths = sorted(len(above.rstrip()) for above, _ in pairs)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    full = [below for above, below in pairs if _is_full(above, below, width)]
    flowing = sum(below.lstrip()[0].isalnum() and not below.lstrip()[0].isupper() for below in full)
    return width if 2 * len(full) >= len(pairs) and 2 * flowing >= len(full) else 0


def _runs_on(above: str, below: str, width: int) -> bool:
    if not below or below.isspace() or not above or above.isspace() or len(above) > width + _SLACK:
        return False
    if _is_full(above, below, width):
        return True
    return below[0].islower() and above.rstrip()[-1] not in ".?!:…։"


def _is_full(above: str, below: str, width: int) -> bool:
    """Whether the line above had no room left for the first word below, which is not indented."""
    if below[0].isspace() and not above[0].isspace():
        return False
    return len(above.rstrip()) + 1 + len(below.split(maxsplit=1)[0]) > width - _SLACK
