"""Where the articles of an e-mail digest begin, and what belongs to their headlines.

A headline is known by what follows it: an outlet line and a date line, a share widget and a time
stamp, a byline, or a paragraph that opens with a dateline. Blank lines alone decide nothing: they
are as common inside articles as between them.

Known failures: two articles of which the second has neither outlet, date, byline nor dateline, with
fewer than three blank lines and no separator between them, are read as one; a subheading followed
by a dateline begins a new article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.reading.credits import is_credit, is_footer, split_credit
from framing.reading.dateline_end import find_dateline
from framing.reading.layout import Line
from framing.reading.marks import ends_sentence
from framing.reading.names import read_name
from framing.reading.posts import is_card
from framing.reading.prefixes import is_ordinary_prefix, is_press_prefix, is_small_word
from framing.reading.stamps import Stamp

if TYPE_CHECKING:
    from framing.reading.outlets import Outlets

_LONGEST_HEADLINE = 600


@dataclass(frozen=True, slots=True)
class Head:
    """A headline: where its first and last line stand in the list of all lines, and its outlet line.

    `evidence` says what gave it away: `outlet`, `widget`, `stamp`, `dateline`, `byline` or `gap`.
    `settled`: a byline, a time or a dateline follows, so that the next of these may be another article's.
    """

    first: int
    last: int
    outlet: int | None
    evidence: str
    settled: bool


def find_heads(lines: list[Line], outlets: Outlets) -> list[Head]:
    r"""The headlines of a whole file, in file order; `lines` are those of `read_lines`.

    >>> from framing.reading.layout import read_lines
    >>> from framing.reading.outlets import load_outlets
    >>> outlets = load_outlets()
    >>> lines = read_lines("Mill opens in Shaki\n\nMediamax\nMar 3 2021\n\nThe mill is open.", outlets)
    >>> [(head.first, head.outlet, head.evidence) for head in find_heads(lines, outlets)]
    [(0, 2, 'outlet')]
    """
    rows = [line for line in lines if line.kind != "blank"]
    heads, n_body, at = list[Head](), 0, 0
    while at < len(rows):
        head, after = _head_at(rows, at, heads[-1] if heads else None, n_body, outlets)
        if head:
            heads.append(head)
            n_body = 0
        else:
            text = rows[at].text
            n_body += rows[at].kind == "text" and ends_sentence(text) and len(text) > 12
        at = after
    return heads


def split_title(
    title: str, *, outlet_line: str | None, below: Iterable[str], outlets: Outlets
) -> tuple[str, str]:
    """A headline without the prefix of an aggregator (`NYT: …`), and that prefix where it is the source.

    A kicker stays. `outlet_line` is the article's outlet line or None; `below` are the paragraphs
    under the headline, of which one may repeat it.

    >>> from framing.reading.outlets import load_outlets
    >>> split_title("TASS: Mill opens in Shaki", outlet_line=None, below=[], outlets=load_outlets())
    ('Mill opens in Shaki', 'TASS')
    """
    prefix, colon, rest = title.partition(": ")
    rest = rest.strip()
    if not colon or not rest or len(prefix) > 40:
        return title, ""
    outlet = outlets.by_name(prefix)
    if outlet is not None and outlet_line is None and not is_ordinary_prefix(prefix):
        return rest, prefix
    named_below = outlets.by_name(outlet_line) if outlet_line is not None else None
    same = outlet is not None and named_below is not None and outlet.id == named_below.id
    repeated = same or any(letters(text) == letters(rest) for text in below)
    return (rest if repeated else title), ""


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Letters and digits only, in small letters: the form that headlines are compared in.

    >>> letters("“Mill opens” – 2021")
    'millopens2021'
    """
    return "".join(c for c in text.casefold() if c.isalnum())


def _head_at(
    rows: list[Line], at: int, before: Head | None, n_body: int, outlets: Outlets
) -> tuple[Head | None, int]:
    """The head whose headline begins at this row, and the row to go on from.

    Rows are the lines that are not blank. `before` is the head before this one, `n_body` the
    number of sentences since.
    """
    line = rows[at]
    headline = line.kind in ("text", "byline", "bullet", "section") and len(line.text) <= _LONGEST_HEADLINE
    for last in range(at, at + _headline_rows(rows, at)) if headline else ():
        found = _look_under(rows, at, last, outlets)
        evidence = _judge(rows, at, last, found, before, n_body, outlets)
        if evidence:
            settled = found.byline or found.dateline or bool(found.stamp and found.stamp.time)
            outlet = found.known or found.unknown
            head = Head(
                first=line.number - 1,
                last=rows[last].number - 1,
                outlet=outlet.number - 1 if outlet else None,
                evidence=evidence,
                settled=settled,
            )
            return head, found.end
    return None, at + 1


def _headline_rows(rows: list[Line], at: int) -> int:
    """How many rows a headline that begins here may have: up to three, and only where lines are wrapped."""
    size = 1
    while size < 3 and at + size < len(rows):
        above, below = rows[at + size - 1], rows[at + size]
        if _blanks_above(rows, at + size) or below.kind != "text":
            break
        if not 40 <= len(above.text) <= 100 or ends_sentence(above.text):
            break
        size += 1
    return size


def _blanks_above(rows: list[Line], at: int) -> int:
    """How many blank lines stand above a row; the top of the file counts as a wide gap."""
    return rows[at].number - rows[at - 1].number - 1 if at else 9


@dataclass(slots=True)
class _Found:
    """What stands under a possible headline before the first line of another nature."""

    known: Line | None = None
    unknown: Line | None = None
    stamp: Stamp | None = None
    byline: bool = False
    early_byline: bool = False
    authors: tuple[str, ...] = ()
    shares: int = 0
    dateline: bool = False
    sentence: bool = False
    repeated: bool = False
    end: int = 0


def _look_under(rows: list[Line], first: int, last: int, outlets: Outlets) -> _Found:
    found = _Found()
    title = "".join(letters(line.text) for line in rows[first : last + 1])
    at = last + 1
    while at < len(rows) and at - last <= 14 and _blanks_above(rows, at) <= 4:
        line = rows[at]
        if line.kind == "share_button":
            found.shares += 1
        elif line.kind == "stamp" and line.stamp:
            if found.stamp is None or (line.stamp.date and not found.stamp.date):
                found.stamp = line.stamp
        elif line.kind == "source" and found.known is None and found.stamp is None:
            found.known, found.stamp = line, line.stamp
        elif line.kind == "byline" and line.byline:
            found.byline = True
            found.authors += line.byline.authors
            found.early_byline = found.early_byline or (found.known is None and found.stamp is None)
            found.stamp = found.stamp or line.byline.stamp
        elif line.kind == "text":
            bare = found.known is None and found.unknown is None
            near = found.stamp is None or _blanks_above(rows, at) <= 1
            if bare and near and _is_outlet(line.text, outlets):
                found.known = line
            elif bare and found.stamp is None and _stands_as_outlet(rows, at, title):
                found.unknown = line
            elif not found.repeated and _repeats(title, line.text):
                found.repeated = True
            else:
                break
        elif line.kind not in ("image_placeholder", "section", "category", "url", "ago"):
            break
        at += 1
    found.end = at
    if at < len(rows) and _blanks_above(rows, at) <= 4 and rows[at].kind == "text":
        found.dateline = find_dateline(rows[at].text, outlets) > 0
        found.sentence = _paragraph_ends(rows, at)
    return found


def _is_outlet(text: str, outlets: Outlets) -> bool:
    return len(text) <= 80 and outlets.by_name(text) is not None


def _stands_as_outlet(rows: list[Line], at: int, title: str) -> bool:
    """Whether a line that the registry does not know stands where an outlet line stands.

    Directly above a date line (or above the headline's repetition), or one blank line away, and
    written like a name.
    """
    if at + 1 >= len(rows) or _blanks_above(rows, at + 1) > 1:
        return False
    text, below = rows[at].text, rows[at + 1]
    if below.kind == "text":
        if not _repeats(title, below.text):
            return False
    elif below.kind != "stamp" or below.stamp is None or not below.stamp.has_date:
        return False
    words = text.split()
    if len(text) > 80 or len(words) > 10 or ends_sentence(text) or _repeats(title, text):
        return False
    if text[0] in "\"“«'‘":
        return False
    return all(not w[0].islower() or "." in w or is_small_word(w) for w in words)


def _repeats(title: str, text: str) -> bool:
    """Whether a line is the headline again, or all of it behind a prefix."""
    return len(text) > 15 and bool(title) and title.endswith(letters(text))


def _paragraph_ends(rows: list[Line], at: int) -> bool:
    """Whether the block of lines that begins here ends as a sentence does."""
    stop = at
    while (
        stop + 1 < len(rows)
        and stop - at < 60
        and rows[stop + 1].kind == "text"
        and not _blanks_above(rows, stop + 1)
    ):
        stop += 1
    return ends_sentence(rows[stop].text)


def _judge(
    rows: list[Line],
    first: int,
    last: int,
    found: _Found,
    before: Head | None,
    n_body: int,
    outlets: Outlets,
) -> str:
    """The evidence that a headline stands here, or nothing."""
    line = rows[last]
    above = rows[first - 1] if first else None
    gap = _blanks_above(rows, first)
    free = gap > 0 or (above and above.kind in ("separator", "category", "read_more", "share_button"))
    strict = line.kind == "text" and _is_headline(line.text)
    dated = found.stamp is not None and found.stamp.has_date
    if found.known is not None and dated:
        # A headline that ends with a stop is one only when nothing but outlet and date follows.
        short = len(line.text) <= 160 or not ends_sentence(line.text)
        loose = short and not line.text.endswith((":", ";", ",")) and not found.early_byline
        return "outlet" if strict or loose else ""
    if not strict or not free:
        return ""
    if found.unknown is not None and dated:
        return "outlet"
    support = found.stamp is not None or found.byline or found.shares or found.dateline
    if found.known is not None and support:
        return "outlet"
    if found.shares and (found.stamp is not None or found.dateline):
        return "widget"
    # Weaker signs also occur between an article's own standfirst, captions and body.
    if before is not None:
        over = n_body >= 2 or gap >= 2 or before.settled or before.outlet is None
        if not n_body or not (over or found.dateline):
            return ""
    elif n_body > 2:  # prose that has a dated note in its middle: no digest begins this late
        return ""
    if _is_outlet(line.text, outlets) or read_name(line.text) in found.authors:
        return ""
    if found.stamp is not None and (dated or found.dateline):
        return "stamp"
    if found.dateline and found.sentence:  # a headline may begin like a dateline, without a stop
        return "dateline"
    if found.byline or found.shares >= 2 or is_press_prefix(rows[first].text):
        return "byline"
    parted = above is not None and above.kind == "separator" and len(above.text) > 3
    # A subheading may stand alone as well, but is shorter than a headline.
    wide = gap >= 3 and before is not None and len(line.text.split()) >= 6
    if found.sentence and found.end == last + 1 and (above is None or parted or wide):
        return "gap"
    return ""


def _is_headline(text: str) -> bool:
    """Whether a line reads as a headline: some words, no stop at the end, no credit, no note."""
    if not 6 <= len(text) <= 300 or len(text.split()) < 2:
        return False
    tail = text.rstrip("\"'“”‘’»)] ")
    stopped = tail.endswith((".", ";", ":", ",", "։", "。")) and not tail.endswith("...")
    if stopped and not _ABBREVIATED.search(tail[-12:]):
        return False
    return not (is_credit(text) or split_credit(text) or is_footer(text) or is_card(text))


_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,6}$|\b(?:Jr|Sr|Inc|Ltd|Co|St)\.$")
