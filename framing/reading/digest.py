"""Reads e-mail news digests: many articles in one text file, with no markup between them.

Every line that is not empty ends up in exactly one place: title, text, metadata, `set_aside` or
`Skipped`. What one line is stands in `framing.reading.layout`, where articles begin in
`framing.reading.headlines` (with the known failures of that), what the lines of one article make
in `framing.reading.paragraphs`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from framing.reading.dateline_end import find_dateline
from framing.reading.headlines import Head, find_heads, letters, split_title
from framing.reading.layout import Line, read_lines
from framing.reading.marks import ends_sentence
from framing.reading.names import read_name
from framing.reading.paragraphs import Paragraph, join_lines, mark_captions, mark_residue, noise_of
from framing.reading.stamps import Stamp
from framing.records import Article, SetAside, Skipped, Zone

if TYPE_CHECKING:
    from framing.reading.outlets import Outlets

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


def _read_all(
    text: str, *, where: str, outlets: Outlets
) -> tuple[list[Article], list[Skipped], dict[int, str]]:
    """Articles, skipped stretches, and for each line number that is not blank where it went."""
    lines = read_lines(text, outlets)
    heads = find_heads(lines, outlets)
    if not heads:
        ledger = {line.number: "skipped" for line in lines if line.kind != "blank"}
        reason = _NO_ARTICLE if ledger else "the file is empty"
        return [], [Skipped(origin=where, reason=reason)], ledger
    ledger, articles = dict[int, str](), list[Article]()
    skipped, loose = _read_preface(lines[: heads[0].first], where, ledger)
    stem = PurePath(where).stem if where != "-" else "stdin"
    stops = [*(head.first for head in heads[1:]), len(lines)]
    for head, stop in zip(heads, stops, strict=True):
        draft = _Draft(lines=lines, head=head, outlets=outlets, ledger=ledger, set_aside=[*loose])
        _read_article(draft, lines[head.last + 1 : stop])
        if any(paragraph.kind == "text" for paragraph in draft.paragraphs):
            loose = []
            origin = f"{where}:{lines[head.first].number}"
            articles.append(draft.article(id=f"{stem}-{len(articles) + 1}", origin=origin))
            continue
        run = [line for line in lines[head.first : stop] if line.kind != "blank"]
        ledger.update({line.number: "skipped" for line in run})
        skipped.append(_skip(where, run, f"no text under the headline {draft.title[:80]!r}"))
    for aside in loose:  # noise before the first headline, and no article to hang it on
        ledger[aside.line] = "skipped"
        skipped.append(Skipped(origin=f"{where}:{aside.line}", reason="noise before the first headline"))
    return articles, skipped, ledger


def _read_preface(
    lines: list[Line], where: str, ledger: dict[int, str]
) -> tuple[list[Skipped], list[SetAside]]:
    """What stands before the first headline: noise goes to the first article, words are skipped."""
    skipped, loose = list[Skipped](), list[SetAside]()
    for words, group in groupby(lines, key=lambda line: line.kind != "blank" and not noise_of(line.kind)):
        run = [line for line in group if line.kind != "blank"]
        ledger.update({line.number: "skipped" if words else "set_aside" for line in run})
        if words:
            skipped.append(_skip(where, run, f"text before the first headline: {run[0].text[:60]!r}"))
        else:
            loose += [SetAside(line=line.number, text=line.text, kind=noise_of(line.kind)) for line in run]
    return skipped, loose


def _skip(where: str, run: list[Line], reason: str) -> Skipped:
    first, last = run[0].number, run[-1].number
    return Skipped(origin=f"{where}:{first}" if first == last else f"{where}:{first}-{last}", reason=reason)


# ---- one article -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """An article in the making; the ledger remembers where each line went."""

    lines: list[Line]
    head: Head
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
    paragraphs: list[Paragraph] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)

    @property
    def title_lines(self) -> list[Line]:
        return self.lines[self.head.first : self.head.last + 1]

    @property
    def outlet_line(self) -> Line | None:
        return None if self.head.outlet is None else self.lines[self.head.outlet]

    def note(self, paragraph: Paragraph) -> None:
        """Record a line as metadata."""
        self.ledger.update(dict.fromkeys(paragraph.numbers, "metadata"))

    def put_aside(self, paragraph: Paragraph, kind: str) -> None:
        for number in paragraph.numbers:
            self.set_aside.append(SetAside(line=number, text=self.lines[number - 1].text, kind=kind))
            self.ledger[number] = "set_aside"

    def add(self, paragraph: Paragraph, kind: str) -> None:
        """Record a paragraph as part of the text: `text`, or a kind of zone."""
        paragraph.kind = kind
        if kind != "text" and not paragraph.spans:
            paragraph.spans.append((kind, 0, len(paragraph.text)))
        self.paragraphs.append(paragraph)
        self.ledger.update(dict.fromkeys(paragraph.numbers, "text"))

    def article(self, *, id: str, origin: str) -> Article:
        pieces, zones, start = [], list[Zone](), 0
        for paragraph in self.paragraphs:
            pieces.append(paragraph.text)
            zones += [Zone(kind=k, start=start + a, end=start + b) for k, a, b in paragraph.spans if b > a]
            start += len(paragraph.text) + 2
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
            set_aside=tuple(sorted([*self.set_aside, *self._artifacts()], key=lambda aside: aside.line)),
        )

    def _outlet(self) -> tuple[str, str]:
        line = self.outlet_line
        name = line.source or line.text if line else self.prefix
        if name:
            return self.outlets.resolve(name=name)
        # An unknown host in an article's last line may be anybody's: only a known one is the outlet.
        url = self.url if self.url and self.outlets.by_domain(self.url) else None
        found = self.outlets.resolve(url=url, dateline=self.dateline or None)
        if found[0] != "unknown":
            return found
        agencies = (outlet for name in self.authors if (outlet := self.outlets.by_name(name)))
        agency = next(agencies, None)
        return (agency.id, agency.name) if agency else found

    def _artifacts(self) -> list[SetAside]:
        """The mangled words that were mended in title and text."""
        numbers = [number for paragraph in self.paragraphs for number in paragraph.numbers]
        rows = [*self.title_lines, *(self.lines[number - 1] for number in numbers)]
        return [
            SetAside(line=line.number, text=word, kind="inline_artifact")
            for line in rows
            for word in line.artifacts
        ]


def _read_article(draft: _Draft, lines: list[Line]) -> None:
    """Fill the draft: headline, then the header's paragraphs, then the body's."""
    paragraphs = join_lines(lines, above=draft.lines[draft.head.last], outlet=draft.outlet_line)
    whole = " ".join(line.text for line in draft.title_lines)
    draft.title, draft.prefix = split_title(
        whole,
        outlet_line=draft.outlet_line.text if draft.outlet_line else None,
        below=[paragraph.text for paragraph in paragraphs[:8]],
        outlets=draft.outlets,
    )
    draft.ledger.update({line.number: "title" for line in draft.title_lines})
    mark_captions(paragraphs)
    start = _read_header(draft, paragraphs, titles={letters(draft.title), letters(whole)} - {""})
    body = paragraphs[start:]
    mark_residue(body)
    opening = next((paragraph for paragraph in body if paragraph.kind == "text"), None)
    if opening and not draft.dateline:
        _take_dateline(draft, opening)
    final = max((n for n, paragraph in enumerate(body) if paragraph.kind in _WORDS), default=-1)
    for n, paragraph in enumerate(body):
        _place(draft, paragraph, last=n > final)


#: Kinds of paragraphs whose words belong to the article.
_WORDS = ("text", "bullet", "caption", "credit", "footer")


def _read_header(draft: _Draft, paragraphs: list[Paragraph], *, titles: set[str]) -> int:
    """Read up to the first paragraph of the body and return its index."""
    standfirst = False
    for n, paragraph in enumerate(paragraphs):
        kind, text, stamp = paragraph.kind, paragraph.text, paragraph.line.stamp
        if kind == "outlet":
            draft.note(paragraph)
        elif kind == "source" and stamp:
            _take_date(draft, stamp)
            draft.note(paragraph)
        elif kind == "stamp" and stamp:
            _take_stamp(draft, paragraph, stamp)
        elif kind == "byline":
            _take_byline(draft, paragraph)
        elif kind == "url":
            _take_url(draft, paragraph)
        elif kind == "section":
            draft.put_aside(paragraph, "category")
        elif kind == "ago":
            draft.put_aside(paragraph, "timestamp")
        elif kind in ("caption", "credit"):
            draft.add(paragraph, kind)
        elif kind == "text" and text.casefold().startswith(("©", "copyright")):
            draft.add(paragraph, "footer")
        elif kind == "text" and letters(text) in titles:
            draft.put_aside(paragraph, "duplicate_headline")
        elif kind == "text" and not draft.dateline and _take_dateline(draft, paragraph):
            if draft.dateline != text:
                return n
            draft.add(paragraph, "dateline")
        elif kind == "text":
            if not _is_standfirst(draft, paragraphs, n, standfirst=standfirst):
                return n
            standfirst = True
            draft.add(paragraph, "standfirst")
        elif kind == "bullet" and (name := read_name(text)) and not _in_list(paragraphs, n):
            draft.authors.append(name)
            draft.note(paragraph)
        elif kind in ("bullet", "related_heading"):
            return n
        else:
            draft.put_aside(paragraph, noise_of(kind) or "separator")
    return len(paragraphs)


def _take_date(draft: _Draft, stamp: Stamp) -> None:
    draft.date = draft.date or stamp.date
    draft.time = draft.time or stamp.time
    draft.dated = draft.dated or stamp.has_date


def _take_stamp(draft: _Draft, paragraph: Paragraph, stamp: Stamp) -> None:
    """The digest's own date line comes first and wins; a later stamp gives what it left open."""
    repeated = draft.dated
    _take_date(draft, stamp)
    if stamp.glued:
        draft.put_aside(paragraph, "glued_datetime")
    elif repeated:
        draft.put_aside(paragraph, "timestamp")
    else:
        draft.note(paragraph)


def _take_byline(draft: _Draft, paragraph: Paragraph) -> None:
    byline = paragraph.line.byline
    assert byline is not None
    draft.authors += byline.authors
    if byline.stamp:
        _take_date(draft, byline.stamp)
    draft.note(paragraph)


def _take_url(draft: _Draft, paragraph: Paragraph) -> None:
    match = re.search(r"(?:https?://|www\.)[^\s<>]+", paragraph.text, re.I)
    if draft.url is None and match:
        draft.url = match.group()
    draft.note(paragraph)


def _take_dateline(draft: _Draft, paragraph: Paragraph) -> bool:
    end = find_dateline(paragraph.text, draft.outlets)
    if end:
        draft.dateline = paragraph.text[:end].rstrip()
        paragraph.spans.append(("dateline", 0, len(draft.dateline)))
    return end > 0


def _is_standfirst(draft: _Draft, paragraphs: list[Paragraph], at: int, *, standfirst: bool) -> bool:
    """Whether this paragraph of the header stands before the article proper.

    It does when a byline, a time stamp or a dateline still follows; or when it has no stop at its
    end and a paragraph that has one follows.
    """
    passed = 0
    for below in paragraphs[at + 1 : at + 10]:
        stamp = below.line.stamp
        if below.kind == "byline":
            return True
        if below.kind == "stamp" and stamp and (not draft.dated or stamp.is_furniture or stamp.time):
            return True
        if below.kind == "text":
            if not draft.dateline and find_dateline(below.text, draft.outlets):
                return True
            if ends_sentence(below.text) or passed:
                break
            passed += 1
        elif below.kind in ("bullet", "related_heading", "related_link", "read_more", "ago"):
            break
    this, below_it = paragraphs[at], paragraphs[at + 1 : at + 4]
    if standfirst or ends_sentence(this.text) or len(this.text) > 300:
        return False
    if below_it and below_it[0].kind == "text" and below_it[0].tight:
        return False
    return any(below.kind == "text" and ends_sentence(below.text) for below in below_it)


def _in_list(paragraphs: list[Paragraph], n: int) -> bool:
    return any(p.kind == "bullet" and not read_name(p.text) for p in paragraphs[max(0, n - 1) : n + 2])


def _place(draft: _Draft, paragraph: Paragraph, *, last: bool) -> None:
    """Put one paragraph of the body where it belongs; `last` when no words of the article follow."""
    kind, stamp = paragraph.kind, paragraph.line.stamp
    if kind in ("caption", "credit", "footer"):
        draft.add(paragraph, kind)
    elif kind == "stamp" and stamp and (stamp.is_furniture or (last and not draft.dated)):
        _take_stamp(draft, paragraph, stamp)
    elif kind == "byline" and last:
        _take_byline(draft, paragraph)
    elif kind == "url" and last:
        _take_url(draft, paragraph)
    elif kind == "section" and last:  # the heading of the page's next item
        draft.put_aside(paragraph, "category")
    elif kind != "bullet" and (noise := noise_of(kind)):
        draft.put_aside(paragraph, noise)
    else:
        draft.add(paragraph, "text")
