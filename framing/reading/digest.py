"""Reads e-mail news digests: many articles in one text file, with no markup between them.

An article begins at a headline, and a headline is known by what follows it: an outlet line and a
date line, a share widget and a time stamp, a byline, or a paragraph that opens with a dateline. Blank
lines alone decide nothing: they are as common inside articles as between them. Every line that is
not empty ends up in exactly one place: title, text, metadata, `set_aside` or `Skipped`.

What one line is stands in `framing.reading.layout`. Known failures: two articles of which the second
has neither outlet, date, byline nor dateline, with fewer than three blank lines and no separator
between them, are read as one; a subheading followed by a dateline begins a new article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from framing.reading.layout import (
    Line,
    Stamp,
    ends_sentence,
    find_dateline,
    is_account,
    is_card,
    is_credit,
    is_embed,
    is_footer,
    is_ordinary_prefix,
    is_post,
    is_press_prefix,
    is_signed_post,
    is_small_word,
    is_social_closing,
    read_lines,
    read_name,
    split_credit,
)
from framing.records import Article, SetAside, Skipped, Zone

if TYPE_CHECKING:
    from framing.reading.outlets import Outlets

#: Kinds of `SetAside`, in the order of the page that explains them.
SET_ASIDE_KINDS = (
    "share_button", "related_link", "read_more", "image_placeholder", "duplicate_headline", "glued_datetime",
    "timestamp", "inline_artifact", "social_embed", "category", "separator",
)  # fmt: skip

_NO_ARTICLE = (
    "no article found: expected a headline, then an outlet line and a date line (Dec 9 2020), a time "
    "stamp, a byline or a dateline (YEREVAN, December 9.)"
)


def read_digest(text: str, *, where: str, outlets: Outlets) -> tuple[list[Article], list[Skipped]]:
    """The articles of a digest in file order, and the stretches of the file that are no article.

    `where` is the file's name: ids are its stem and a number from 1, origins its name and the line
    of the headline. Text holds standfirst, captions, credits, body and footers in file order,
    joined by empty lines, with zones over all that is not body. A label such as `Credit…` between a
    caption and its credit is layout and is left out. Never raises on any text.

    >>> from framing.reading.outlets import load_outlets
    >>> digest = "Mill opens in Shaki\\n\\nMediamax\\nMar 3 2021\\n\\nThe old mill is open again."
    >>> [article], skipped = read_digest(digest, where="march.txt", outlets=load_outlets())
    >>> article.id, article.title, article.outlet_id, article.date, article.text
    ('march-1', 'Mill opens in Shaki', 'mediamax', '2021-03-03', 'The old mill is open again.')
    """
    articles, skipped, _ = _read_all(text, where=where, outlets=outlets)
    return articles, skipped


def looks_like_digest(text: str, *, outlets: Outlets | None = None) -> bool:
    r"""Whether a headline with an outlet and a date, a time stamp or a dateline stands in the text.

    >>> looks_like_digest("Mill opens in Shaki\n\nMediamax\nMar 3 2021\n\nThe mill is open.")
    True
    >>> looks_like_digest("The mill is open again.\n\nIt had been closed for ten years.")
    False
    """
    if outlets is None:
        from framing.reading.outlets import load_outlets

        outlets = load_outlets()
    lines = read_lines(text[:200_000], outlets)  # a digest shows its first headline long before that
    return any(head.evidence not in ("byline", "gap") for head in _find_heads(lines, outlets))


def _read_all(
    text: str, *, where: str, outlets: Outlets
) -> tuple[list[Article], list[Skipped], dict[int, str]]:
    """Articles, skipped stretches, and for each line number that is not blank where it went."""
    lines = read_lines(text, outlets)
    heads = _find_heads(lines, outlets)
    if not heads:
        filled = [line.number for line in lines if line.kind != "blank"]
        reason = _NO_ARTICLE if filled else "the file is empty"
        return [], [Skipped(origin=where, reason=reason)], dict.fromkeys(filled, "skipped")
    articles, skipped, ledger = list[Article](), list[Skipped](), dict[int, str]()
    before, loose = _read_preface(lines[: heads[0].first], where, ledger)
    skipped += before
    stem = PurePath(where).stem if where != "-" else "stdin"
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        stop = following.first if following else len(lines)
        draft = _Draft(lines=lines, head=head, outlets=outlets, ledger=ledger)
        draft.set_aside += loose
        _read_article(draft, _units(lines, head, stop))
        origin = f"{where}:{lines[head.first].number}"
        if not draft.n_body:
            filled = [line.number for line in lines[head.first : stop] if line.kind != "blank"]
            ledger.update(dict.fromkeys(filled, "skipped"))
            reason = f"no text under the headline {draft.title[:80]!r}"
            skipped.append(Skipped(origin=_origin(where, filled[0], filled[-1]), reason=reason))
            continue
        loose = []
        articles.append(draft.article(id=f"{stem}-{len(articles) + 1}", origin=origin))
    for aside in loose:  # noise before the first headline, and no article to hang it on
        ledger[aside.line] = "skipped"
        skipped.append(Skipped(origin=f"{where}:{aside.line}", reason="noise before the first headline"))
    return articles, skipped, ledger


def _read_preface(
    lines: list[Line], where: str, ledger: dict[int, str]
) -> tuple[list[Skipped], list[SetAside]]:
    """What stands before the first headline: noise goes to the first article, words are skipped."""
    skipped, loose, run = list[Skipped](), list[SetAside](), list[Line]()
    for line in [*lines, None]:
        kind = _noise_of(line.kind) if line else ""
        if line and line.kind != "blank" and not kind:
            run.append(line)
            ledger[line.number] = "skipped"
            continue
        if run:
            reason = f"text before the first headline: {run[0].text[:60]!r}"
            skipped.append(Skipped(origin=_origin(where, run[0].number, run[-1].number), reason=reason))
            run = []
        if line and kind:
            loose.append(SetAside(line=line.number, text=line.text, kind=kind))
            ledger[line.number] = "set_aside"
    return skipped, loose


def _noise_of(kind: str) -> str:
    """The kind of `SetAside` for a kind of line that is noise wherever it stands, else nothing."""
    kind = _NOISE.get(kind, kind)
    return kind if kind in SET_ASIDE_KINDS else ""


_NOISE = {"related_heading": "related_link", "bullet": "related_link", "ago": "social_embed"}


def _origin(where: str, first: int, last: int) -> str:
    return f"{where}:{first}" if first == last else f"{where}:{first}-{last}"


# ---------------------------------------------------------------------------------------------
# Where articles begin


@dataclass(frozen=True, slots=True)
class _Head:
    """A headline (indices of its first and last line), its outlet line, and what gave it away."""

    first: int
    last: int
    outlet: int | None
    after: int
    evidence: str
    settled: bool


@dataclass(slots=True)
class _Found:
    """What stands under a possible headline before the first line of another nature."""

    known: int | None = None
    unknown: int | None = None
    stamp: Stamp | None = None
    byline: bool = False
    early_byline: bool = False
    authors: tuple[str, ...] = ()
    shares: int = 0
    dateline: bool = False
    sentence: bool = False
    repeated: bool = False
    end: int = 0


def _find_heads(lines: list[Line], outlets: Outlets) -> list[_Head]:
    filled = [n for n, line in enumerate(lines) if line.kind != "blank"]
    heads, n_body, at = list[_Head](), 0, 0
    while at < len(filled):
        head = _head_at(lines, filled, at, outlets, heads[-1] if heads else None, n_body)
        if head:
            heads.append(head)
            n_body, at = 0, head.after
            continue
        line = lines[filled[at]]
        n_body += line.kind == "text" and ends_sentence(line.text) and len(line.text) > 12
        at += 1
    return heads


def _head_at(
    lines: list[Line], filled: list[int], at: int, outlets: Outlets, before: _Head | None, n_body: int
) -> _Head | None:
    """The head whose headline begins at this line, with the headline on up to three lines."""
    first = filled[at]
    if (
        lines[first].kind not in ("text", "byline", "bullet", "section")
        or len(lines[first].text) > _LONGEST_HEADLINE
    ):
        return None
    for size in range(_headline_lines(lines, filled, at)):
        last = at + size
        found = _look_under(lines, filled, at, last, outlets)
        evidence = _judge(lines, filled, at, last, found, before, n_body, outlets)
        if evidence:
            settled = found.byline or found.dateline or bool(found.stamp and found.stamp.time)
            outlet = found.known if found.known is not None else found.unknown
            return _Head(first, filled[last], outlet, max(found.end, last + 1), evidence, settled)
    return None


_LONGEST_HEADLINE = 600


def _headline_lines(lines: list[Line], filled: list[int], at: int) -> int:
    """How many lines a headline that begins here may have: more than one only where lines are wrapped."""
    size = 1
    while size < 3 and at + size < len(filled):
        above, below = lines[filled[at + size - 1]], lines[filled[at + size]]
        if filled[at + size] != filled[at + size - 1] + 1 or below.kind != "text":
            break
        if not 40 <= len(above.text) <= 100 or ends_sentence(above.text):
            break
        size += 1
    return size


def _look_under(lines: list[Line], filled: list[int], first: int, last: int, outlets: Outlets) -> _Found:
    found = _Found()
    title = "".join(_folded(lines[n].text) for n in filled[first : last + 1])
    at = last + 1
    while at < len(filled) and at - last <= 14 and filled[at] - filled[at - 1] <= 5:
        line = lines[filled[at]]
        if line.kind == "share_button":
            found.shares += 1
        elif line.kind == "stamp" and line.stamp:
            if found.stamp is None or (line.stamp.date and not found.stamp.date):
                found.stamp = line.stamp
        elif line.kind == "source" and found.known is None and found.stamp is None:
            found.known, found.stamp = filled[at], line.stamp
        elif line.kind == "byline" and line.byline:
            found.byline = True
            found.authors += line.byline.authors
            found.early_byline = found.early_byline or (found.known is None and found.stamp is None)
            if line.byline.stamp and found.stamp is None:
                found.stamp = line.byline.stamp
        elif line.kind == "text":
            bare = found.known is None and found.unknown is None
            near = found.stamp is None or filled[at] - filled[at - 1] <= 2
            if bare and near and _is_outlet(line.text, outlets):
                found.known = filled[at]
            elif bare and found.stamp is None and _stands_as_outlet(lines, filled, at, title):
                found.unknown = filled[at]
            elif not found.repeated and _repeats(title, line.text):
                found.repeated = True
            else:
                break
        elif line.kind not in ("image_placeholder", "section", "category", "url", "ago"):
            break
        at += 1
    found.end = at
    if at < len(filled) and filled[at] - filled[at - 1] <= 5 and lines[filled[at]].kind == "text":
        text = lines[filled[at]].text
        found.dateline = find_dateline(text, outlets) > 0
        found.sentence = _paragraph_ends(lines, filled[at])
    return found


def _is_outlet(text: str, outlets: Outlets) -> bool:
    return len(text) <= 80 and outlets.by_name(text) is not None


def _repeats(title: str, text: str) -> bool:
    """Whether a line is the headline again, or all of it behind a prefix."""
    return len(text) > 15 and bool(title) and title.endswith(_folded(text))


def _stands_as_outlet(lines: list[Line], filled: list[int], at: int, title: str) -> bool:
    """Whether a line that the registry does not know stands where an outlet line stands.

    Directly above a date line (or above the headline's repetition), or one blank line away, and
    written like a name.
    """
    if at + 1 >= len(filled) or filled[at + 1] - filled[at] > 2:
        return False
    text, below = lines[filled[at]].text, lines[filled[at + 1]]
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


def _paragraph_ends(lines: list[Line], index: int) -> bool:
    """Whether the block of lines that begins here ends as a sentence does."""
    stop = index
    while stop + 1 < len(lines) and stop - index < 60 and lines[stop + 1].kind == "text":
        stop += 1
    return ends_sentence(lines[stop].text)


def _judge(
    lines: list[Line],
    filled: list[int],
    at: int,
    last: int,
    found: _Found,
    before: _Head | None,
    n_body: int,
    outlets: Outlets,
) -> str:
    """The evidence that a headline stands here, or nothing."""
    first, line = filled[at], lines[filled[last]]
    gap = first - filled[at - 1] - 1 if at else 9
    free = gap > 0 or lines[filled[at - 1]].kind in ("separator", "category", "read_more", "share_button")
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
    if found.byline or found.shares >= 2 or is_press_prefix(lines[first].text):
        return "byline"
    parted = at > 0 and lines[filled[at - 1]].kind == "separator" and len(lines[filled[at - 1]].text) > 3
    # A subheading may stand alone as well, but is shorter than a headline.
    wide = gap >= 3 and before is not None and len(line.text.split()) >= 6
    if found.sentence and found.end == last + 1 and (at == 0 or parted or wide):
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


# ---------------------------------------------------------------------------------------------
# What the lines of one article are


@dataclass(slots=True)
class _Unit:
    """A paragraph or a line of another kind; `tight` when no blank line stands above it."""

    kind: str
    text: str
    numbers: list[int]
    tight: bool
    line: Line
    spans: list[tuple[str, int, int]] = field(default_factory=list)


def _units(lines: list[Line], head: _Head, stop: int) -> list[_Unit]:
    part = lines[head.last + 1 : stop]
    width = _wrap_width(part)
    units, above = list[_Unit](), lines[head.last]
    for line in part:
        if line.kind == "blank":
            above = line
            continue
        tight = above.kind != "blank"
        kind = "outlet" if head.outlet is not None and line is lines[head.outlet] else line.kind
        if kind == "outlet" and line.kind == "source":
            kind = "source"
        runs_on = tight and bool(units) and units[-1].kind in ("text", "bullet")
        if runs_on and kind in _CAN_RUN_ON and _continues(above, line, width):
            _extend(units[-1], line)
        else:
            units.append(_Unit(kind, line.text, [line.number], tight, line))
        above = line
    return units


#: In wrapped text, a line that looks like one of these may be the middle of a paragraph.
_CAN_RUN_ON = ("text", "byline", "stamp", "bullet", "section", "share_button", "url", "ago", "source")


def _wrap_width(lines: list[Line]) -> int:
    """The column at which a mail program broke the lines, or 0 where it did not break them.

    Lines are wrapped when most could not have taken the next line's first word too, and when most
    of those run on in mid-sentence. Known failure: verse.
    """
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if above.kind in ("text", "bullet")
        and below.kind == "text"
        and 30 <= len(above.text) <= 100
        and len(below.text) <= 100
        and not is_credit(below.text)
    ]
    if not pairs:
        return 0
    lengths = sorted(len(above.text) for above, _ in pairs)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    full = [(a, b) for a, b in pairs if _is_full(a, b, width)]
    flowing = [b for a, b in full if b.text[0].islower() or (len(pairs) > 2 and not ends_sentence(a.text))]
    return width if full and len(full) >= 0.5 * len(pairs) and len(flowing) >= 0.5 * len(full) else 0


#: How far short of the width a line may stay: wrappers count columns, quoting marks and tabs unlike us.
_SLACK = 8


def _is_full(above: Line, below: Line, width: int) -> bool:
    """Whether the line above had no room left for the first word below, so that one paragraph runs on."""
    if not width or len(above.text) > width + _SLACK:
        return False
    if below.indent >= above.indent + 2 or is_credit(below.text):
        return False
    return len(above.text) + 1 + len(below.text.split(maxsplit=1)[0]) > width - _SLACK


def _continues(above: Line, below: Line, width: int) -> bool:
    """Whether wrapped text runs on from one line to the next: no room was left, or it is mid-sentence."""
    if _is_full(above, below, width):
        return True
    return width > 0 and below.kind == "text" and below.text[0].islower() and not ends_sentence(above.text)


def _extend(unit: _Unit, line: Line) -> None:
    """Join a wrapped line. A hyphen at the line's end stays, and the halves stay one word."""
    broken = unit.text.endswith("-") and unit.text[-2:-1].isalpha() and line.text[0].isalpha()
    suspended = line.text.split(maxsplit=1)[0] in ("and", "or", "to")
    unit.text += ("" if broken and not suspended else " ") + line.text
    unit.numbers.append(line.number)
    unit.line = replace(unit.line, artifacts=(*unit.line.artifacts, *line.artifacts))


@dataclass(slots=True)
class _Draft:
    """An article in the making; the ledger remembers where each line went."""

    lines: list[Line]
    head: _Head
    outlets: Outlets
    ledger: dict[int, str]
    title: str = ""
    date: str | None = None
    time: str | None = None
    dated: bool = False
    url: str | None = None
    authors: list[str] = field(default_factory=list)
    dateline: str = ""
    prefix: str = ""
    paragraphs: list[_Unit] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    n_body: int = 0

    def note(self, unit: _Unit) -> None:
        """Record a line as metadata."""
        self.ledger.update(dict.fromkeys(unit.numbers, "metadata"))

    def put_aside(self, unit: _Unit, kind: str) -> None:
        for number in unit.numbers:
            self.set_aside.append(SetAside(line=number, text=self.lines[number - 1].text, kind=kind))
            self.ledger[number] = "set_aside"

    def add(self, unit: _Unit) -> None:
        self.paragraphs.append(unit)
        self.ledger.update(dict.fromkeys(unit.numbers, "text"))

    def article(self, *, id: str, origin: str) -> Article:
        pieces, zones, start = [], list[Zone](), 0
        for unit in self.paragraphs:
            pieces.append(unit.text)
            zones += [Zone(kind=k, start=start + a, end=start + b) for k, a, b in unit.spans if b > a]
            start += len(unit.text) + 2
        outlet_id, outlet = self._outlet()
        return Article(
            id=id,
            outlet_id=outlet_id,
            outlet=outlet,
            title=self.title,
            text="\n\n".join(pieces),
            date=self.date,
            time=self.time,
            url=self.url,
            authors=tuple(dict.fromkeys(self.authors)),
            zones=tuple(zones),
            origin=origin,
            set_aside=tuple(sorted(self.set_aside, key=lambda aside: aside.line)),
        )

    def _outlet(self) -> tuple[str, str]:
        if self.head.outlet is not None:
            line = self.lines[self.head.outlet]
            return self.outlets.resolve(name=line.source or line.text)
        if self.prefix:
            return self.outlets.resolve(name=self.prefix)
        # An unknown host in an article's last line may be anybody's: only a known one is the outlet.
        url = self.url if self.url and self.outlets.by_domain(self.url) else None
        found = self.outlets.resolve(url=url, dateline=self.dateline or None)
        if found[0] != "unknown":
            return found
        agencies = (outlet for name in self.authors if (outlet := self.outlets.by_name(name)))
        agency = next(agencies, None)
        return (agency.id, agency.name) if agency else found


def _read_article(draft: _Draft, units: list[_Unit]) -> None:
    """Fill the draft: headline, then the header's units, then the body's."""
    _read_title(draft, units)
    _mark_captions(units)
    start = _read_header(draft, units)
    body = units[start:]
    for mark in (_mark_social, _mark_related):
        mark(body)
    _mark_footers(body)
    final = max((n for n, unit in enumerate(body) if unit.kind in _WORDS), default=-1)
    opening = next((unit for unit in body if unit.kind == "text"), None)
    if opening and not draft.dateline:
        _take_dateline(draft, opening)
    for n, unit in enumerate(body):
        _place(draft, unit, last=n > final)
    _record_artifacts(draft, units)
    draft.n_body = sum(1 for unit in draft.paragraphs if unit.kind in ("text", "bullet"))


#: Kinds of units whose words belong to the article.
_WORDS = ("text", "bullet", "caption", "credit", "footer")


def _read_title(draft: _Draft, units: list[_Unit]) -> None:
    """The headline, without the prefix of an aggregator (`NYT: …`); a kicker stays."""
    rows = draft.lines[draft.head.first : draft.head.last + 1]
    draft.title = " ".join(line.text for line in rows)
    draft.ledger.update({line.number: "title" for line in rows})
    prefix, colon, rest = draft.title.partition(": ")
    rest = rest.strip()
    if not colon or not rest or len(prefix) > 40:
        return
    outlet = draft.outlets.by_name(prefix)
    head = draft.head.outlet
    line_outlet = draft.outlets.by_name(draft.lines[head].text) if head is not None else None
    repeated = any(_folded(unit.text) == _folded(rest) for unit in units[:8])
    if outlet is not None and head is None and not is_ordinary_prefix(prefix):
        draft.prefix, draft.title = prefix, rest
    elif repeated or (outlet is not None and line_outlet is not None and outlet.id == line_outlet.id):
        draft.title = rest


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Letters and digits only, for comparing headlines."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _read_header(draft: _Draft, units: list[_Unit]) -> int:
    """Read up to the first paragraph of the body and return its index."""
    full = " ".join(line.text for line in draft.lines[draft.head.first : draft.head.last + 1])
    titles = {_folded(draft.title), _folded(full)} - {""}
    standfirst = False
    for n, unit in enumerate(units):
        kind = unit.kind
        if kind == "outlet":
            draft.note(unit)
        elif kind == "source" and unit.line.stamp:
            _take_date(draft, unit.line.stamp)
            draft.note(unit)
        elif kind == "stamp":
            _take_stamp(draft, unit, unit.line.stamp)
        elif kind == "byline":
            _take_byline(draft, unit)
        elif kind == "url":
            _take_url(draft, unit)
        elif kind == "section":
            draft.put_aside(unit, "category")
        elif kind == "ago":
            draft.put_aside(unit, "timestamp")
        elif kind in ("caption", "credit"):
            draft.add(_zoned(unit, kind))
        elif kind == "text" and unit.text.casefold().startswith(("©", "copyright")):
            draft.add(_zoned(replace(unit, kind="footer"), "footer"))
        elif kind == "text" and _folded(unit.text) in titles:
            draft.put_aside(unit, "duplicate_headline")
        elif kind == "text":
            if not draft.dateline and _take_dateline(draft, unit):
                if draft.dateline != unit.text:
                    return n
                draft.add(replace(unit, kind="dateline"))
            elif not _is_standfirst(draft, units, n, standfirst=standfirst):
                return n
            else:
                standfirst = True
                draft.add(_zoned(replace(unit, kind="standfirst"), "standfirst"))
        elif kind == "bullet" and (name := read_name(unit.text)) and not _in_list(units, n):
            draft.authors.append(name)
            draft.note(unit)
        elif kind in ("bullet", "related_heading"):
            return n
        else:
            draft.put_aside(unit, _noise_of(kind) or "separator")
    return len(units)


def _take_dateline(draft: _Draft, unit: _Unit) -> bool:
    end = find_dateline(unit.text, draft.outlets)
    if end:
        draft.dateline = unit.text[:end].rstrip()
        unit.spans.append(("dateline", 0, len(draft.dateline)))
    return end > 0


def _in_list(units: list[_Unit], n: int) -> bool:
    return any(u.kind == "bullet" and not read_name(u.text) for u in units[max(0, n - 1) : n + 2])


def _is_standfirst(draft: _Draft, units: list[_Unit], at: int, *, standfirst: bool) -> bool:
    """Whether this paragraph of the header stands before the article proper.

    It does when a byline, a time stamp or a dateline still follows; or when it has no stop at its
    end and a paragraph that has one follows.
    """
    passed = 0
    for n in range(at + 1, min(at + 10, len(units))):
        unit = units[n]
        stamp = unit.line.stamp
        if unit.kind == "byline":
            return True
        if unit.kind == "stamp" and stamp and (not draft.dated or _is_furniture(stamp) or stamp.time):
            return True
        if unit.kind == "text":
            if not draft.dateline and find_dateline(unit.text, draft.outlets):
                return True
            if ends_sentence(unit.text) or passed:
                break
            passed += 1
        elif unit.kind in ("bullet", "related_heading", "related_link", "read_more", "ago"):
            break
    if standfirst or ends_sentence(units[at].text) or len(units[at].text) > 300:
        return False
    if at + 1 < len(units) and units[at + 1].kind == "text" and units[at + 1].tight:
        return False
    return any(u.kind == "text" and ends_sentence(u.text) for u in units[at + 1 : at + 4])


def _take_stamp(draft: _Draft, unit: _Unit, stamp: Stamp | None) -> None:
    """The digest's own date line comes first and wins; a later stamp gives what it left open."""
    assert stamp is not None
    repeated = draft.dated
    _take_date(draft, stamp)
    if stamp.glued:
        draft.put_aside(unit, "glued_datetime")
    elif repeated:
        draft.put_aside(unit, "timestamp")
    else:
        draft.note(unit)


def _take_date(draft: _Draft, stamp: Stamp) -> None:
    draft.date = draft.date or stamp.date
    draft.time = draft.time or stamp.time
    draft.dated = draft.dated or stamp.has_date


def _take_byline(draft: _Draft, unit: _Unit) -> None:
    byline = unit.line.byline
    assert byline is not None
    draft.authors += byline.authors
    if byline.stamp:
        _take_date(draft, byline.stamp)
    draft.note(unit)


def _take_url(draft: _Draft, unit: _Unit) -> None:
    match = re.search(r"(?:https?://|www\.)[^\s<>]+", unit.text, re.I)
    if draft.url is None and match:
        draft.url = match.group()
    draft.note(unit)


def _zoned(unit: _Unit, kind: str) -> _Unit:
    if not unit.spans:
        unit.spans.append((kind, 0, len(unit.text)))
    return unit


def _mark_social(units: list[_Unit]) -> None:
    """Residue of an embedded post: account, age, the post's words, its preview card and counters.

    The paragraph after the age is the post. Those after it belong to it as long as they are cards
    or counters, repeat the article, or a card or counter still follows within four paragraphs.
    Known failure: a second paragraph of a post that nothing closes stays in the body.
    """
    seen = _Seen()
    n = 0
    while n < len(units):
        unit = units[n]
        above = units[n - 1] if n else None
        if unit.kind == "text" and above and is_signed_post(unit.text):
            unit.kind = "social_embed"
            if above.kind == "text" and (unit.tight or is_post(above.text) or seen.has(above.text)):
                above.kind = "social_embed"
        elif unit.kind == "text" and n and is_embed(unit.text):
            unit.kind = "social_embed"
        elif unit.kind == "stamp" and above and above.kind == "text" and _dates_a_post(unit, above):
            unit.kind = "ago"
        if unit.kind != "ago":
            if unit.kind == "text":
                seen.add(unit.text)
            n += 1
            continue
        unit.kind = "social_embed"
        if above and above.kind in ("text", "byline") and is_account(above.text):
            above.kind = "social_embed"
        n = _mark_post(units, n + 1, seen)


def _dates_a_post(unit: _Unit, above: _Unit) -> bool:
    """Whether a stamp without a year (`May 3 at 10:15 AM`) stands under the name of an account."""
    stamp = unit.line.stamp
    yearless = stamp is not None and not stamp.has_date and any(c.isalpha() for c in unit.text)
    return yearless and is_account(above.text) and len(above.text.split()) <= 5


def _mark_post(units: list[_Unit], start: int, seen: _Seen) -> int:
    end = start
    while end < len(units) and units[end].kind in ("share_button", "separator", "image_placeholder"):
        end += 1
    if end < len(units) and units[end].kind in ("text", "bullet"):
        end += 1
    while end < len(units) and units[end].tight and units[end].kind == units[end - 1].kind == "text":
        end += 1
    for n in range(end, min(end + 5, len(units))):
        if units[n].kind == "ago":
            break
        if units[n].kind == "text" and _closes(units[n]):
            end = n + 1
    while end < len(units) and (_closes(units[end]) or seen.has_text_of(units[end])):
        end += 1
    for unit in units[start:end]:
        unit.kind = "social_embed"
    return end


def _closes(unit: _Unit) -> bool:
    if unit.kind == "url":
        return True
    return unit.kind in ("text", "share_button", "read_more") and is_social_closing(unit.text)


class _Seen:
    """The word sequences of the article so far, to know a paragraph that repeats them."""

    def __init__(self) -> None:
        self.runs: set[tuple[str, ...]] = set()

    def add(self, text: str) -> None:
        self.runs.update(self._runs(text))

    def has(self, text: str) -> bool:
        runs = list(self._runs(text))
        return bool(runs) and sum(run in self.runs for run in runs) >= 0.5 * len(runs)

    def has_text_of(self, unit: _Unit) -> bool:
        return unit.kind == "text" and self.has(unit.text)

    @staticmethod
    def _runs(text: str) -> Iterator[tuple[str, ...]]:
        words = re.findall(r"\w+", text[:4000].casefold())
        return zip(words, words[1:], words[2:], words[3:], strict=False)


def _mark_related(units: list[_Unit]) -> None:
    """Links to other articles: the title above *Read More*, a list under a heading, a bare list of titles."""
    for n, unit in enumerate(units):
        above = units[n - 1] if n else None
        if unit.kind == "read_more" and above and above.kind in ("text", "bullet") and _is_title(above.text):
            above.kind = "related_link"
        elif unit.kind in ("related_heading", "related_link") and above and unit.line.kind != "text":
            unit.kind = "related_link"
        if unit.kind == "related_heading":
            unit.kind = "related_link"
    n = 0
    while n < len(units):
        stop = n
        if units[n].kind == "bullet":
            while stop < len(units) and units[stop].kind == "bullet":
                stop += 1
            above = units[n - 1] if n else None
            listed = above is not None and (above.kind == "related_link" or not above.text.endswith(":"))
            if (listed or above is None) and all(_is_title(_unbulleted(u.text)) for u in units[n:stop]):
                for unit in units[n:stop]:
                    unit.kind = "related_link"
        elif units[n].kind == "related_link" and units[n].line.kind == "related_heading":
            stop = n + 1
            while stop < len(units) and _is_listed(units[stop]):
                units[stop].kind = "related_link"
                stop += 1
        n = max(stop, n + 1)


def _is_title(text: str) -> bool:
    """Whether words could be the title of another article: no stop at the end, not a long paragraph."""
    tail = text.rstrip("\"'“”‘’»)] ")
    return len(text) <= 220 and len(text.split()) >= 2 and not tail.endswith((".", ":", ";", ",", "։"))


def _is_listed(unit: _Unit) -> bool:
    return unit.kind in ("text", "bullet") and _is_title(_unbulleted(unit.text))


def _unbulleted(text: str) -> str:
    return re.sub(r"^(?:[^\w\"'“‘«(]{1,3}|o\s|\d{1,2}[.)])\s*", "", text)


def _credited(units: list[_Unit], n: int) -> bool:
    """Whether the unit after this one, with no blank line between, is a credit."""
    below = units[n + 1]
    return below.tight and below.kind == "text" and is_credit(below.text)


def _mark_captions(units: list[_Unit]) -> None:
    """Captions: the line under *Image*, the line above a credit, a line with its credit glued on."""
    for n, unit in enumerate(units):
        if unit.kind != "text":
            continue
        under_image = n > 0 and units[n - 1].kind == "image_placeholder" and unit.tight
        split = split_credit(unit.text)
        if split and (split[0] or split[1]):
            _split_caption(unit, *split)
        elif n + 1 < len(units) and _credited(units, n) and not _signs_off(units, n + 1):
            unit.kind, units[n + 1].kind = "caption", "credit"
        elif under_image:
            unit.kind = "caption"
        elif is_credit(unit.text) and ":" in unit.text[:30]:
            unit.kind = "credit"


def _signs_off(units: list[_Unit], n: int) -> bool:
    """Whether an agency's bare name ends the article, as a signature does."""
    followed = any(unit.kind in ("text", "bullet") for unit in units[n + 1 : n + 6])
    return len(units[n].text.split()) <= 2 and not followed


def _split_caption(unit: _Unit, end: int, start: int) -> None:
    caption, credit = unit.text[:end], unit.text[start:]
    glued = unit.text[start] not in "(["
    unit.kind = "caption"
    if glued:
        unit.text = f"{caption}\n\n{credit}"
        start = end + 2
    unit.spans = [("caption", 0, end), ("credit", start, len(unit.text))]


def _mark_footers(units: list[_Unit]) -> None:
    for unit in reversed(units):
        if unit.kind in ("text", "credit") and is_footer(unit.text):
            unit.kind, unit.spans = "footer", []
        elif unit.kind in ("text", "bullet", "caption", "credit", "section"):
            return


def _place(draft: _Draft, unit: _Unit, *, last: bool) -> None:
    """Put one unit of the body where it belongs; `last` when no words of the article follow."""
    stamp = unit.line.stamp
    if unit.kind in ("caption", "credit", "footer"):
        draft.add(_zoned(unit, unit.kind))
    elif unit.kind == "stamp" and stamp and (_is_furniture(stamp) or (last and not draft.dated)):
        _take_stamp(draft, unit, stamp)
    elif unit.kind == "byline" and last:
        _take_byline(draft, unit)
    elif unit.kind == "url" and last:
        _take_url(draft, unit)
    elif unit.kind == "section" and last:  # the heading of the page's next item
        draft.put_aside(unit, "category")
    elif unit.kind not in ("bullet", "text") and (kind := _noise_of(unit.kind)):
        draft.put_aside(unit, kind)
    else:
        draft.add(replace(unit, kind="text"))


def _is_furniture(stamp: Stamp) -> bool:
    """Whether a stamp in the body is the page's; a bare date or time may be the article's own line."""
    return stamp.glued or (stamp.has_date and (stamp.labelled or stamp.time is not None))


def _record_artifacts(draft: _Draft, units: list[_Unit]) -> None:
    texts = {number for unit in draft.paragraphs for number in unit.numbers}
    texts.update(line.number for line in draft.lines[draft.head.first : draft.head.last + 1])
    for number in texts:
        for word in draft.lines[number - 1].artifacts:
            draft.set_aside.append(SetAside(line=number, text=word, kind="inline_artifact"))
