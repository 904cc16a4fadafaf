"""What one line of an e-mail news digest is: noise, time stamp, byline, dateline or words.

Every test here looks at one line alone: the date in it (`framing.reading.stamps`), the authors
(`bylines`, `names`), the marks of a post (`posts`). How lines make headlines, paragraphs and articles
is in `headlines`, `paragraphs` and `digest`. The lists of words are data, in
`lexicons/reading/digest.toml`. Lines over `LONGEST_NOTE` code points are always words: notes are
short, and so the cost stays linear in the length of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.reading.bylines import Byline, read_byline
from framing.reading.line_words import line_words
from framing.reading.marks import LONGEST_NOTE, plain
from framing.reading.posts import is_ago, is_signed_post
from framing.reading.stamps import Stamp, read_stamp, split_stamp

if TYPE_CHECKING:
    from framing.reading.outlets import Outlets

#: What Python strips, and the marks that mail programs leave at the edges of a line.
_EDGES = " \t\r\n\v\f\x00\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_EDGES += "\u200b\u200e\u200f\u2060\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: `text` without its edges and with mangled words mended.

    `kind` is `blank`, `text`, `stamp`, `byline`, `source` (an outlet and its date in one line),
    `bullet`, `ago`, `url`, `section`, `related_heading` or one of the kinds of noise of a `SetAside`.
    """

    number: int
    raw: str
    text: str
    kind: str
    artifacts: tuple[str, ...] = ()
    stamp: Stamp | None = None
    byline: Byline | None = None
    source: str = ""

    @property
    def indent(self) -> int:
        """How many blanks stand before the words."""
        return len(self.raw) - len(self.raw.lstrip(_EDGES))


def read_lines(text: str, outlets: Outlets) -> list[Line]:
    r"""The lines of a file with any line ends, each with its kind.

    >>> from framing.reading.outlets import load_outlets
    >>> [line.kind for line in read_lines("A headline\r\n\xa0\rDec 9 2020\nShare", load_outlets())]
    ['text', 'blank', 'stamp', 'share_button']
    """
    rows = re.split(r"\r\n|\r|\n", text)
    return [_read_line(number, raw, outlets) for number, raw in enumerate(rows, start=1)]


def _read_line(number: int, raw: str, outlets: Outlets) -> Line:
    text = raw.strip(_EDGES)
    if not text:
        return Line(number, raw, "", "blank")
    text, artifacts = _mend(text)
    if len(text) > LONGEST_NOTE:
        return Line(number, raw, text, "text", artifacts)
    stamp = read_stamp(text)
    if stamp is None and len(text) <= 120:
        name, dated = split_stamp(text)
        if dated and dated.has_date and outlets.by_name(name) is not None:
            return Line(number, raw, text, "source", artifacts, dated, source=name)
    byline = None if stamp else read_byline(text, outlets)
    kind = "stamp" if stamp else "byline" if byline else _kind(text)
    return Line(number, raw, text, kind, artifacts, stamp, byline)


# Mailing-list software writes `_word_` for a word it mistrusts. Known failure: Markdown emphasis
# on one word looks the same, and loses its marks too.
_UNDERSCORED = re.compile(r"(?<![\w@#/.:-])_([^\W\d_]{1,40})_(?![\w@])")
_MIXED = re.compile(r"[A-Za-z\u00c0-\u024f][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z\u00c0-\u024f]")
_LOOKALIKES = frozenset("аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅҺԌУу")


def _mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without `_word_` marks, and the words that were mangled (look-alikes stay as they are)."""
    found = []
    if "_" in text:
        found = [match.group() for match in _UNDERSCORED.finditer(text)]
        text = _UNDERSCORED.sub(r"\1", text) if found else text
    done = 0
    for match in _MIXED.finditer(text):
        if match.start() < done:
            continue
        start, done = _word_around(text, match.start())
        word = text[start:done]
        cyrillic = {c for c in word if "\u0400" <= c <= "\u04ff"}
        if cyrillic <= _LOOKALIKES:
            found.append(word)
    return text, tuple(found)


def _word_around(text: str, at: int) -> tuple[int, int]:
    start = end = at
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end


def _kind(text: str) -> str:
    words = line_words()
    bare = plain(text)
    label, colon, rest = bare.partition(":")
    label = label.rstrip()
    if not bare:
        return "separator" if len(text) >= 3 or text in "•·*" else "text"
    if _is_buttons(text):
        return "share_button"
    if bare in words["image_placeholder"]:
        return "image_placeholder"
    if bare in words["read_more"]:
        return "read_more"
    if bare in words["related_heading"]:
        return "related_heading"
    if text[0].islower():  # labels and headings begin with a capital: this is the middle of a sentence
        colon = ""
    if colon and rest and (label in words["related_heading"] or label in words["read_more"]):
        return "related_link"
    if colon and label in words["category"] and len(text) <= 160:
        return "category"
    if bare in words["section"]:
        return "section"
    if is_ago(bare):
        return "ago"
    if _URL.fullmatch(text):
        return "url"
    if _BULLET.match(text) and not is_signed_post(text):
        return "bullet"
    return "text"


_URL = re.compile(
    r"(?:(?:source|link|url|источник|kaynak)\s{0,3}:\s{0,3})?<?(?:https?://|www\.)[^\s<>]{3,280}>?", re.I
)
_BULLET = re.compile(r"(?:[•·▪▫‣◦●○■□►▶»*]|[-–—o](?=\s)|\d{1,2}[.)](?=\s))[\s\u200b]{0,8}\S")
_PIECE = re.compile(r"[|/•·,]| {2,}|\t")


def _is_buttons(text: str) -> bool:
    """Whether all pieces of a short line are buttons: `Share`, `Save | Print`, `Share Tweet Email`."""
    buttons = line_words()["share_button"]
    if len(text) > 80:
        return False
    pieces = [plain(re.sub(r"^\d+|\d+$|\(\d+\)$", "", p.strip())) for p in _PIECE.split(text)]
    pieces = [p for p in pieces if p]
    if pieces and all(p in buttons for p in pieces):
        return True
    return len(text.split()) > 1 and all(plain(p) in buttons for p in text.split())
