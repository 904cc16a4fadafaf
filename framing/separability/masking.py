"""Finds what would give an outlet away, and is not wording: it is taken out before anything is learned.

Taken out are the names of outlets and agencies, authors and bylines, datelines, photo credits, captions and
footers, sentences that sign for an agency, web and mail addresses, and on demand the mentions of names that a
lexicon compares. All are replaced by one neutral mask. The mask is no feature, and no pair of words spans it:
whether an article has a dateline at all is also a house style.

Known failures: an author who is named nowhere but in the running text; a slogan or a standing phrase of an
outlet (which no other outlet of its group shares, so that leaving whole outlets out takes its force away).
The first word of a sentence that is also an outlet's name is masked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from framing.annotation.addresses import addresses
from framing.language import find_words
from framing.records import FIELDS, Span
from framing.separability.names import Names, find_names, gather_names, known_names, wire_facts

MASKED_ZONES = ("dateline", "caption", "credit", "footer")

_LONGEST_DATELINE = 80
_MOST_DATELINE_WORDS = 10
_LONGEST_BYLINE = 8
_LONGEST_CLOSING = 30
_EDGE_LINES = 3
_DASHES = "–—―-"


def corpus_names(articles: Iterable[Mapping[str, Any]], more: Iterable[str] = ()) -> Names:
    """The registry's names, those of the outlets of these articles, their authors, and `more` names.

    >>> row = {"outlet_id": "x", "outlet": "Village Bell", "authors": ["Ani Nrnenian"]}
    >>> sorted({"Village", "Ani"} & set(corpus_names([row]).by_first))
    ['Ani', 'Village']
    """
    own = {name for row in articles for name in (row["outlet_id"], row["outlet"], *(row["authors"] or ()))}
    return gather_names([*known_names(), *sorted(own), *more])


def find_masks(
    article: Mapping[str, Any], names: Names, also: Sequence[tuple[str, Span]] = ()
) -> dict[str, list[Span]]:
    """The spans of `title` and `text` to be taken out: sorted, apart, in code points of the text as read.

    `article` is a row of the table `articles`; `also` are more spans, each with its field.

    >>> row = {"title": "Rain", "text": "BAKU, May 3. /TASS/. The road was open.", "zones": []}
    >>> find_masks(row, gather_names(["TASS"]))
    {'title': [], 'text': [Span(start=0, end=20)]}
    """
    masks = {}
    for field in FIELDS:
        text = article[field] or ""
        spans = [*addresses(text), *find_names(text, names)]
        spans += [span for place, span in also if place == field]
        if field == "text":
            spans += [Span(z["start"], z["end"]) for z in article["zones"] or () if z["kind"] in MASKED_ZONES]
            spans += [*_dateline(text), *_signed_lines(text, names)]
        masks[field] = merged(spans)
    return masks


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap joined; empty ones are dropped.

    >>> merged([Span(4, 6), Span(0, 2), Span(1, 3), Span(9, 9)])
    [Span(start=0, end=3), Span(start=4, end=6)]
    """
    out: list[Span] = []
    for span in sorted(s for s in spans if s.end > s.start):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(Span(*span))
    return out


def _dateline(text: str) -> Iterable[Span]:
    """A dateline that the reader of the file did not mark: places, dates and names up to a stop or dash.

    Every word of it is a number, a month, or begins with a capital. It begins with a place in capitals, or
    holds a number or a month, or ends in a dash.
    """
    begin = len(text) - len(text.lstrip())
    line = text[begin : begin + _LONGEST_DATELINE].split("\n")[0]
    months = wire_facts()["words"]["months"]
    end, dated = 0, False
    for number, (start, stop) in enumerate(find_words(line)[:_MOST_DATELINE_WORDS]):
        word = line[start:stop]
        if word[0].islower() and word.casefold() not in months:
            break
        dated |= any(c.isdigit() for c in word) or word.casefold() in months
        dated |= number == 0 and len(word) > 2 and word.isupper()
        close = _closing(line[stop:], dated)
        if close:
            end = stop + close
    if end:
        yield Span(begin, begin + end)


def _closing(rest: str, dated: bool) -> int:
    """The length of the marks that end a dateline here; 0 where it goes on."""
    marks = rest[: len(rest) - len(rest.lstrip(" .:/)]|" + _DASHES))]
    dash = any(f" {d}" in marks or (d in marks and d != "-") for d in _DASHES)
    stop = dated and (marks.rstrip(" ").endswith((".", ":", "/", ")")) and marks.endswith(" "))
    return len(marks.rstrip(" ")) if dash or stop else 0


def _signed_lines(text: str, names: Names) -> Iterable[Span]:
    """Bylines and short lines at either end that are a name with a signing word, or sign for an agency."""
    words = wire_facts()["words"]
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    edges = {m.start(): m for m in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])}
    for match in edges.values():
        line = match.group().strip()
        folded = line.casefold().lstrip("—–-*([ ")
        n_words = len(line.split())
        if n_words <= _LONGEST_BYLINE and _starts(folded, words["bylines"]) and _all_names(line):
            yield Span(*match.span())
        elif n_words <= _LONGEST_BYLINE and _starts(folded, [*words["before"], *words["credits"]]):
            if find_names(line, names):
                yield Span(*match.span())
        elif n_words <= _LONGEST_CLOSING and any(cue in folded for cue in words["contributed"]):
            yield Span(*match.span())


def _starts(folded: str, words: Iterable[str]) -> bool:
    return any(folded.startswith(w) and not folded[len(w) : len(w) + 1].isalnum() for w in words)


def _all_names(line: str) -> bool:
    """Whether at least two words, and the last, begin with a capital, as in a line of names."""
    tokens = [line[start:end] for start, end in find_words(line)]
    return len(tokens) > 1 and tokens[-1][0].isupper() and sum(t[0].isupper() for t in tokens) >= 2
