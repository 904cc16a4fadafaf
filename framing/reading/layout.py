"""What one line of an e-mail news digest is: noise, time stamp, byline, dateline or words.

Every test here looks at one line alone; how lines make headlines, paragraphs and articles is in
`framing.reading.headlines`, `paragraphs` and `digest`. The lists of words are data, in
`lexicons/reading/digest.toml`. Lines over `LONGEST_NOTE` code points are always words: notes are
short, and so the cost stays linear in the length of the file.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date as calendar_date
from functools import cache
from typing import TYPE_CHECKING, Any

from framing.resources import data_folder

if TYPE_CHECKING:
    from framing.reading.outlets import Outlets

#: A choice with room to spare: credits, preview cards and footers that we know have under 200.
LONGEST_NOTE = 300

#: What Python strips, and the marks that mail programs leave at the edges of a line.
_EDGES = " \t\r\n\v\f\x00\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_EDGES += "\u200b\u200e\u200f\u2060\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_QUOTES = "\"'“”‘’«»„‟‹›`"
_DASHES = "-–—―"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that holds a date, a time or both; None for a part that is missing or impossible."""

    date: str | None
    time: str | None
    has_date: bool
    glued: bool
    labelled: bool

    @property
    def is_furniture(self) -> bool:
        """Whether the stamp is the page's even inside a text, where a bare date may be the article's own."""
        return self.glued or (self.has_date and (self.labelled or self.time is not None))


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors that a byline names, and the stamp that stands in the same line, if any."""

    authors: tuple[str, ...]
    stamp: Stamp | None = None


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
        name, dated = _split_stamp(text)
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
    words = _words()
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
    if _is_ago(bare):
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


def _is_buttons(text: str) -> bool:
    """Whether all pieces of a short line are buttons: `Share`, `Save | Print`, `Share Tweet Email`."""
    buttons = _words()["share_button"]
    if len(text) > 80:
        return False
    pieces = [plain(re.sub(r"^\d+|\d+$|\(\d+\)$", "", p.strip())) for p in _PIECE.split(text)]
    pieces = [p for p in pieces if p]
    if pieces and all(p in buttons for p in pieces):
        return True
    return len(text.split()) > 1 and all(plain(p) in buttons for p in text.split())


def _is_ago(bare: str) -> bool:
    """Whether a line is only the age of a post: `17 hours ago`, `3 hrs`, `2d`, `yesterday at 14:05`."""
    social = _words()
    tokens = re.findall(r"\d+|[^\W\d_]+", bare)[:8]
    if len(bare) > 40 or not tokens:
        return False
    if tokens[0] in ("yesterday", "today", "вчера", "сегодня", "dün", "hier"):
        return len(tokens) > 1 and all(t.isdigit() or t in ("at", "в", "à", "am", "pm") for t in tokens[1:])
    if tokens[0] in ("about", "an", "a", "one", "updated", "posted", "published"):
        tokens = ["1", *tokens[1:]] if tokens[0] in ("an", "a", "one") else tokens[1:]
    if len(tokens) < 2 or not tokens[0].isdigit() or tokens[1] not in social["units"]:
        return False
    return len(tokens) == 2 or all(t in social["ago"] or t in ("edited", "public") for t in tokens[2:])


_GLUED_TIME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\d{1,2}[:.]\d\d(?!\d))")
_GLUED_WORD = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=([^\W\d_]{1,20}))")
_GLUED_CLOCK = re.compile(r"(\d{1,2}:\d\d)(?=([^\W\d_]{1,20}))")
_STAMP_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")


def read_stamp(line: str) -> Stamp | None:
    """The date and time of a line that holds nothing else; None for any other line.

    Numbers with dots are day first; numbers with slashes only where one of them can be no month.
    A year that runs into the next word or time is taken apart and marked `glued`.

    >>> stamp = read_stamp("MAR 03, 20217:15 AM")
    >>> stamp.date, stamp.time, stamp.glued
    ('2021-03-03', '07:15', True)
    >>> read_stamp("On 3 March 2021 the bridge was closed.") is None
    True
    """
    if len(line) > 90 or not any(c.isdigit() for c in line):
        return None
    words, text = _words(), line.casefold()
    if _GLUED_TIME.search(text):
        text, glued = _GLUED_TIME.sub(r"\1 ", text), True
    else:
        glued = False
    for pattern, harmless in (
        (_GLUED_WORD, words["year_marks"]),
        (_GLUED_CLOCK, _CLOCK_WORDS | words["zones"]),
    ):
        match = pattern.search(text)
        if match and match.group(2) not in harmless:
            text, glued = pattern.sub(r"\1 ", text), True
    parts = _stamp_parts(_STAMP_TOKEN.findall(text))
    if parts is None:
        return None
    has_date = {"year", "month", "day"} <= parts.keys()
    if not has_date and ("time" not in parts or "year" in parts):
        return None
    day = None
    if has_date:
        try:
            day = calendar_date(int(parts["year"]), int(parts["month"]), int(parts["day"])).isoformat()
        except ValueError:
            day = None
    return Stamp(day, parts.get("time") or None, has_date, glued, "label" in parts)


_CLOCK_WORDS = frozenset({"am", "pm", "a", "p", "h", "hrs", "z"})
_STAMP_MARKS = frozenset(",.|/:;()[]·•+_»") | frozenset(_DASHES)


def _stamp_parts(tokens: list[str]) -> dict[str, str] | None:
    """Year, month, day and time among the tokens, or None when any token is something else."""
    words, parts, at = _words(), dict[str, str](), 0
    while at < len(tokens):
        token = tokens[at]
        if token.isdecimal():
            used = _read_number(tokens, at, parts)
            if not used:
                return None
            at += used
            continue
        if token in words["months"]:
            if "month" in parts:
                return None
            parts["month"] = words["months"][token]
        elif token in words["labels"]:
            parts["label"] = token
        elif not (token in words["stamp_words"] or token in words["section"] or token in _STAMP_MARKS):
            return None
        at += 1
    return parts


def _read_number(tokens: list[str], at: int, parts: dict[str, str]) -> int:
    """How many tokens from here are a numeric date, a time, a year or a day; 0 when none is."""
    ahead = tokens[at : at + 5] + [""] * 5
    first, mark, second, mark2, third = ahead[:5]
    numbers = second.isdecimal() and third.isdecimal() and mark == mark2 and mark in "./-"
    if numbers and len(first) == 4 and len(second) <= 2 and len(third) <= 2 and "year" not in parts:
        parts.update(year=first, month=second, day=third)
        return 5
    if numbers and len(third) == 4 and len(first) <= 2 and len(second) <= 2 and "year" not in parts:
        day, month = first, second
        if int(month) > 12 and mark != ".":
            day, month = second, first
        elif mark != "." and int(day) <= 12 and day != month:
            month = "0"  # nobody's date: the day or the month may come first
        parts.update(year=third, month=month, day=day)
        return 5
    if len(first) <= 2 and mark in (":", ".") and len(second) == 2 and second.isdecimal():
        after = ahead[3]
        half = after in _CLOCK_WORDS or after in _words()["zones"]
        if mark == ":" or half or ("time" not in parts and {"year", "month"} <= parts.keys()):
            return _read_clock(tokens, at, parts)
    if len(first) <= 2 and mark in ("am", "pm") and "time" not in parts:
        parts["time"] = _clock(int(first), 0, mark)
        return 2
    if len(first) == 4 and first[:2] in ("19", "20") and "year" not in parts:
        parts["year"] = first
        return 1
    if len(first) <= 2 and 1 <= int(first) <= 31 and "day" not in parts:
        parts["day"] = first
        return 2 if mark in ("st", "nd", "rd", "th") else 1
    if at and tokens[at - 1] in ("+", "-", "–") and len(first) <= 4 and "time" in parts:
        return 1  # GMT+4, +0400
    return 0


def _read_clock(tokens: list[str], at: int, parts: dict[str, str]) -> int:
    used = 3
    if tokens[at + 3 : at + 4] == [":"] and tokens[at + 4 : at + 5] and len(tokens[at + 4]) == 2:
        used = 5
    half = "".join(t for t in tokens[at + used : at + used + 4] if t != ".")[:2]
    half = half if half in ("am", "pm") else ""
    if "time" not in parts:  # the first of two times is the older one, the one of publication
        parts["time"] = _clock(int(tokens[at]), int(tokens[at + 2]), half)
    return used


def _clock(hour: int, minute: int, half: str) -> str:
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


_BY_OPENING = re.compile(r"([^\W\d_]{2,8}(?: by)?)\s{0,4}(:?)\s{0,20}(?=\S)", re.I)
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_TAIL = re.compile(r"\s(?:[|/•·]|[-–—]{1,2})\s|\s*[|•·]\s*")
_PLACE_TAIL = re.compile(r"\s(?:in|at|for|from|of|в|à|à la)\s.*", re.S)


def read_byline(line: str, outlets: Outlets) -> Byline | None:
    """The authors of a line such as `By ANI MELIK in Ankara`, or `Ani Melik | Dec 9, 2020`.

    Names in capitals become title case; an agency's name stays as it is written. None for a line
    that only begins like a byline. Known failures: a name with one word, unless it is an agency's;
    a headline of two or three capitalised words after *By*.

    >>> from framing.reading.outlets import load_outlets
    >>> read_byline("By ANI MELIK and Lale O'HARA in Ankara", load_outlets()).authors
    ('Ani Melik', "Lale O'Hara")
    >>> read_byline("By land and by sea, aid reaches the valley", load_outlets()) is None
    True
    """
    if len(line) > 160:
        return None
    opening = _BY_OPENING.match(line)
    if opening and opening.group(1).casefold() in _words()["byline_starts"]:
        rest = line[opening.end() :].strip(" :*_;\xa0")
        body, stamp = _split_stamp(rest)
        authors = _authors(body, outlets)
        return None if authors is None else Byline(authors, stamp)
    body, stamp = _split_stamp(line)
    if stamp is None or not stamp.has_date:
        return None
    body = body.strip(" |·•,*_" + _DASHES)
    opening = _BY_OPENING.match(body)
    if opening and opening.group(1).casefold() in _words()["byline_starts"]:
        authors = _authors(body[opening.end() :], outlets)
        return None if authors is None else Byline(authors, stamp)
    return Byline((_name_case(body),), stamp) if _is_name(body) else None


def _split_stamp(text: str) -> tuple[str, Stamp | None]:
    """The text without the stamp at its end or its beginning, and that stamp."""
    if not any(c.isdigit() for c in text):
        return text, None
    words = text.split()
    for size in range(1, min(len(words), 9)):
        tail = " ".join(words[size:])
        stamp = read_stamp(tail)
        if stamp and (stamp.has_date or size > 1):
            return " ".join(words[:size]).rstrip(" |,·•" + _DASHES), stamp
    for size in range(min(len(words) - 1, 8), 2, -1):
        stamp = read_stamp(" ".join(words[:size]))
        if stamp and stamp.has_date:
            return " ".join(words[size:]).lstrip(" |,·•" + _DASHES), stamp
    return text, None


def _authors(text: str, outlets: Outlets) -> tuple[str, ...] | None:
    """The names in the rest of a byline; None when the first of them is no name."""
    words, names = _words(), list[str]()
    text = _BRACKETED.sub("", text)
    text = _TAIL.split(text, maxsplit=1)[0].strip(" .,;:")
    if not text or text[-1] in "?!":
        return None
    pieces = re.split(r"\s*[,;&]\s*|\s+", text)
    groups, group = list[list[str]](), list[str]()
    separators = re.findall(r"\s*[,;&]\s*|\s+", text)
    for piece, separator in zip(pieces, [*separators, ""], strict=False):
        if piece.casefold() in words["joins"]:
            groups, group = [*groups, group], []
            continue
        group.append(piece)
        if separator.strip():
            groups, group = [*groups, group], []
    for pieces in [*groups, group]:
        part = " ".join(pieces)
        if not part:
            continue
        bare = _PLACE_TAIL.sub("", part).rstrip(" .:")
        if plain(part) in words["byline_staff"] or plain(bare).rpartition(" ")[2] == "staff":
            names.append("")
        elif _is_name(bare):
            names.append(_name_case(bare) if outlets.by_name(bare) is None else bare)
        elif outlets.by_name(bare) is not None:
            names.append(bare)
        elif not names:
            return None
    # After the first name a comma may bring a role, a place or a newspaper: "Ani Melik, Staff Writer".
    return tuple(dict.fromkeys(name for name in names if name))


_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’ʼ‘-]){0,30}")


def _is_name(text: str) -> bool:
    words = _words()
    tokens = text.split()
    if not 2 <= len(tokens) <= 5 or not all(_NAME_WORD.fullmatch(token) for token in tokens):
        return False
    lowered = [token.casefold() for token in tokens]
    if any(token in words["not_names"] for token in lowered):
        return False
    capital = [t[0].isupper() or not t[0].islower() for t in tokens]
    return (
        capital[0]
        and sum(capital) >= 2
        and all(ok or token in words["particles"] for ok, token in zip(capital, lowered, strict=True))
    )


def _name_case(name: str) -> str:
    """A name in title case where a whole word of it is in capitals: `O'HARA` -> `O'Hara`."""

    def lower(match: re.Match[str]) -> str:
        piece = match.group()
        # Lower case of the Turkish dotted capital is two code points: say which one is meant.
        return piece[0] + piece[1:].replace("İ", "i").lower() if len(piece) > 1 and piece.isupper() else piece

    words = name.split()
    shouted = [w for w in words if len(w.strip(".")) > 1 and w.upper() == w]
    if not shouted:
        return name
    return " ".join(re.sub(r"[^\W\d_]+", lower, w) if w in shouted and "." not in w else w for w in words)


_DATELINE_PIECE = re.compile(
    r"(?P<dash>\s-{1,3}(?=\s|\w|$)|(?<=[)/.])\s?-{1,3}(?=\s|$)|\s*[–—―]+)|(?P<mark>[,:/()\[\]]|\.(?!\w)|\.(?=\d))"
    r"|(?P<word>(?:[^\s,.:/()\[\]–—―]|\.(?=[^\W\d]))+)|\s+"
)
_DATELINE_LIMIT = 140


def find_dateline(text: str, outlets: Outlets) -> int:
    """Where the dateline at the beginning of a paragraph ends; 0 when there is none.

    A dateline is a place in capitals (or a known city), with any of a country, a date and an
    agency, closed by a dash, a colon or a stop; or an agency's name closed by a dash or a colon.
    Which outlet a dateline names is another question, with stricter rules: `Outlets.by_dateline`.

    >>> from framing.reading.outlets import load_outlets
    >>> text = "BAKU, Azerbaijan, March 3. /TASS/. The mill is open."
    >>> text[:find_dateline(text, load_outlets())]
    'BAKU, Azerbaijan, March 3. /TASS/.'
    """
    if not text or not (text[0].isalpha() or text[0] in "/[("):
        return 0
    return _Dateline(text[:_DATELINE_LIMIT], outlets, whole=len(text) <= _DATELINE_LIMIT).end()


class _Dateline:
    """Reads the pieces between marks one by one and remembers the last place where it could end."""

    def __init__(self, text: str, outlets: Outlets, *, whole: bool) -> None:
        self.text, self.outlets, self.whole = text, outlets, whole
        self.place = ""  # "capitals", "city" or "" (an agency came first)
        self.country = self.date = self.agency = self.dash = False
        self.n_pieces = self.n_places = 0

    def end(self) -> int:
        best, opened = 0, ""
        for start, stop, mark, mark_end in self._pieces():
            piece = self.text[start:stop].strip()
            if piece and not self._take(piece, bracketed=bool(opened)):
                break
            if mark in ("(", "[") or (mark == "/" and not opened):
                opened = mark
            elif mark in (")", "]", "/"):
                opened = ""
            if mark == "dash":
                self.dash = True
            closes = mark in ("dash", ":", ".", "/", ")", "]") and not opened
            if closes and self._complete(mark):
                best = mark_end
            if mark == "" and self.whole and self._complete("", alone=True):
                best = len(self.text.rstrip())
        return best

    def _pieces(self) -> list[tuple[int, int, str, int]]:
        """Start and end of each run of words, the mark after it, and where that mark ends."""
        found, start, stop = [], None, 0
        for match in _DATELINE_PIECE.finditer(self.text):
            if match.group("word"):
                start, stop = (match.start() if start is None else start), match.end()
            elif match.group("mark") or match.group("dash"):
                begin = match.start() if start is None else start
                kind = "dash" if match.group("dash") else match.group("mark")
                found.append((begin, stop if start is not None else begin, kind, match.end()))
                start = None
        if start is not None:
            found.append((start, stop, "", len(self.text)))
        return found

    def _take(self, piece: str, *, bracketed: bool) -> bool:
        """Whether a dateline can go on with this piece."""
        self.n_pieces += 1
        words = piece.split()
        if _is_date_piece(words):
            self.date = True
            return self.n_pieces > 1
        if len(words) <= 5 and self.outlets.by_name(piece) is not None:
            known_place = self.n_pieces == 1 and piece.casefold() in _words()["cities"]
            self.agency = self.agency or not known_place
            self.place = "capitals" if known_place else self.place
            return True
        if bracketed and self.place and len(words) <= 4:
            self.agency = True
            return True
        if self.dash or len(words) > 4:
            return False
        shouted = piece.upper() == piece and piece.lower() != piece and sum(c.isalpha() for c in piece) > 1
        if self.n_pieces == 1:
            city = piece.casefold() in _words()["cities"]
            self.place = (
                "capitals" if shouted and sum(c.isalpha() for c in piece) > 2 else "city" if city else ""
            )
            return bool(self.place)
        if shouted and len(words) <= 3:
            self.agency = self.agency or self.date
            self.n_places += 1
            return self.n_places <= 2
        if not self.country and len(words) <= 3 and all(w[0].isupper() for w in words):
            self.country = True
            return True
        return False

    def _complete(self, mark: str, *, alone: bool = False) -> bool:
        if self.place == "capitals":
            if alone:
                known = self.text.strip(" .:-–—").casefold() in _words()["cities"]
                return self.date or self.agency or known
            return self.dash or self.agency or (self.date and mark in (".", ":"))
        if self.place == "city":
            return (
                self.agency
                or (self.date and (self.dash or mark == ":" or alone))
                or (self.dash and mark == "dash" and self.n_pieces <= 2)
            )
        if alone:  # an agency and its bureau: "JAMnews, Baku"
            return self.agency and self.n_pieces > 1
        return self.agency and self.n_pieces == 1 and mark in ("dash", ":", ".", "/", ")", "]")


def _is_date_piece(words: list[str]) -> bool:
    """`November 28`, `28 Nov 2020`, `Feb`, `28`, `2020`."""
    months = _words()["months"]
    tokens = [t for word in words for t in re.findall(r"\d+|[^\W\d_]+", word.casefold())]
    if not 1 <= len(tokens) <= 4:
        return False
    allowed = _words()["date_words"]
    if not any(t.isdecimal() or t in months for t in tokens):
        return False
    return all((t.isdecimal() and len(t) in (1, 2, 4)) or t in months or t in allowed for t in tokens)


def is_credit(text: str) -> bool:
    """Whether a short line says who took a picture: `Photo: Ani Melik`, `Ani Melik/AFP via Getty Images`.

    >>> is_credit("Ani Melik/AFP via Getty Images"), is_credit("The mill is open again.")
    (True, False)
    """
    if len(text) > 110:
        return False
    words, bare = _words(), plain(text)
    if bare.startswith("©"):  # with a year it is the notice of a page
        return not re.search(r"\d{4}", bare)
    for start in words["credit_starts"]:
        if bare.startswith(start) and re.match(r"\s?(?:[:…©]|by\s|\.\.\.|courtesy\s|/)", bare[len(start) :]):
            return True
    if bare in words["agencies"]:
        return True
    pieces = [p.strip(" .)(") for p in re.split(r"/|\svia\s|\sfor\s|\||\s[-–—]\s|,\s", bare)]
    if len(pieces) < 2 or text.rstrip(")").endswith((".", "!", "?", ":", ";")):
        return False
    names = [w for w in re.split(r"[/\s]+", text) if w[:1].isalpha()]
    small = sum(w.islower() and w not in ("via", "for", "of", "the", "and") for w in names)
    return small == 0 and (pieces[-1] in words["agencies"] or pieces[0] in words["agencies"])


_GLUED_CREDIT = re.compile(r"(?:Photo )?Credit(?:…|\.\.\.|:)\s*", re.I)


def split_credit(text: str) -> tuple[int, int] | None:
    """Where a caption ends and where the name of its credit begins, in one line; None without a credit.

    >>> text = "The mill at night.Credit…Ani Melik"
    >>> end, start = split_credit(text)
    >>> text[:end], text[start:]
    ('The mill at night.', 'Ani Melik')
    """
    at = max(text.rfind("Credit…"), text.rfind("Credit..."), text.rfind("Credit:"))
    if at > 0 and len(text) - at <= 110:
        label = _GLUED_CREDIT.match(text, at)
        assert label is not None
        if label.end() < len(text):
            end = at - len("Photo ") if text[:at].endswith("Photo ") else at
            return len(text[:end].rstrip()), label.end()
    if len(text) <= 600 and text.rstrip(".").endswith((")", "]")):
        at = max(text.rfind("("), text.rfind("["))
        inside = text[at + 1 :].rstrip(".)]")
        tokens = set(re.findall(r"[^\W\d_]+", inside.casefold())[:16])
        if at > 0 and len(inside) <= 90 and tokens & _words()["bracket_words"]:
            return len(text[:at].rstrip()), at
    return None


def is_footer(text: str) -> bool:
    """Whether a line at an article's end says who helped, paid or owns rather than what happened."""
    words, bare = _words(), text.casefold().lstrip(" *_[(" + _DASHES)
    if bare.startswith(words["footer_starts"]) or text.casefold().startswith(words["footer_starts"]):
        return True
    if len(text) > LONGEST_NOTE * 2 or not text[:1].isupper():
        return False
    for phrase in words["after_name"]:
        at = bare.find(phrase, 0, 120)
        if at > 0 and phrase.startswith("contributed"):
            return True
        if at > 0 and all(w[0].isupper() or w in ("and", "in", "of", "de", "van") for w in text[:at].split()):
            return True
    match = re.search(r"\s(?:is|are|was)\s(?:an?|the|one of)\s", text[:80])
    if not match or not _is_name(text[: match.start()].replace(" and ", " ").strip(" ,")):
        return False
    near = set(re.findall(r"[^\W\d_]+", text[match.end() : match.end() + 80].casefold()))
    return bool(near & words["professions"])


def is_social_closing(text: str) -> bool:
    """Whether a line is the foot of a post: counters, buttons, or a link's preview card."""
    if len(text) > LONGEST_NOTE:
        return False
    bare = re.sub(r"\d[\d.,]*\s?[km]?(?!\w)", " ", plain(text))
    pieces = [p for p in re.split(r"[|·•,/]|\s{2,}", re.sub(r"\s+", " ", bare)) if p.strip()]
    closing = _words()["social_closing"]
    listed = all(p.strip() in closing or all(w in closing for w in p.split()) for p in pieces)
    if listed and (pieces or any(c.isdigit() for c in text)):
        return len(text) <= 80
    return is_card(text)


_CARD = re.compile(r"(?:https?://)?(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,4}[A-Za-z]{2,12}(?=[\s/|]|$)")
_HANDLE = re.compile(r"(?:^|[\s(])@[A-Za-z0-9_]{2,30}(?=[\s),·:.]|$)")


def is_card(text: str) -> bool:
    """Whether a line begins with a host name, as a link's preview card does.

    Cards print the host in small letters or in capitals and end without a stop; a sentence that
    begins with an outlet's address (`News.am writes …`) does neither.
    """
    host = _CARD.match(text)
    if host is None or len(text) > LONGEST_NOTE:
        return False
    printed = host.group().islower() or host.group().isupper()
    return printed and (host.end() == len(text) or not ends_sentence(text))


def read_name(text: str) -> str | None:
    """A personal name in title case, for a line that holds only that (`• ANI MELIK`), else None."""
    bare = text.strip(" •·*|" + _DASHES)
    return _name_case(bare) if len(bare) <= 60 and _is_name(bare) else None


def is_account(text: str) -> bool:
    """Whether a line could be the name of an account above a post."""
    if len(text) > 80 or text.endswith((".", "!", "?", ":", ";", ",", "”", '"')):
        return False
    return bool(_HANDLE.search(text)) or len(text.split()) <= 7


def is_signed_post(text: str) -> bool:
    """Whether a line is the signature under a post: `— Ani Melik (@anim) March 3, 2021`."""
    return len(text) <= 120 and text[0] in _DASHES and bool(_HANDLE.search(text))


def is_post(text: str) -> bool:
    """Whether words carry the marks of a post: a handle, a hashtag, a shortened link."""
    return bool(_HANDLE.search(text[:2000])) or any(
        mark in text[:2000] for mark in ("pic.twitter.com/", "https://t.co/", " #")
    )


def is_embed(text: str) -> bool:
    """Whether a line alone is residue of a post: a preview card, a bare handle, a viewer's button."""
    if len(text) > LONGEST_NOTE:
        return False
    if re.fullmatch(r"[\w.+-]{1,64}@[\w.-]{3,80}|@\w{2,30}", text):
        return True
    bare = plain(text)
    viewer = len(bare.split()) >= 3 and bare in _words()["social_closing"]
    return viewer or bare.startswith("a post shared by") or is_card(text)


def ends_sentence(text: str) -> bool:
    """Whether the last mark ends a sentence, behind any closing quotation marks and brackets.

    >>> ends_sentence("He left.”"), ends_sentence("Mill opens in Shaki")
    (True, False)
    """
    return text.rstrip(_QUOTES + ")]} \xa0*")[-1:] in tuple(".?!…։:;。")


_ORDINALS = frozenset(("st", "nd", "rd", "th"))


def _prefix_words(table: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(word) for word in table[key])


@cache
def _words() -> dict[str, Any]:
    path = data_folder("lexicons") / "reading" / "digest.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lines, stamps = data["lines"], data["stamps"]
    found: dict[str, Any] = {key: frozenset(values) for key, values in lines.items()}
    months = {
        name: str(n) for names in stamps["months"].values() for n, row in enumerate(names, 1) for name in row
    }
    found.update(
        units=frozenset(data["social"]["units"]),
        ago=frozenset(data["social"]["ago"]),
        social_closing=frozenset(data["social"]["closing"]),
        credit_starts=_prefix_words(data["credits"], "starts"),
        agencies=frozenset(data["credits"]["agencies"]),
        bracket_words=frozenset(data["credits"]["bracket_words"]),
        footer_starts=_prefix_words(data["footers"], "starts"),
        after_name=_prefix_words(data["footers"], "after_name"),
        professions=frozenset(data["footers"]["professions"]),
        byline_starts=frozenset(data["bylines"]["starts"]),
        joins=frozenset(data["bylines"]["joins"]),
        byline_staff=frozenset(data["bylines"]["staff"]),
        particles=frozenset(data["bylines"]["particles"]),
        not_names=frozenset(data["bylines"]["not_names"]),
        ordinary_prefixes=frozenset(data["prefixes"]["ordinary"]),
        press_prefixes=frozenset(data["prefixes"]["press"]),
        small_words=frozenset(data["prefixes"]["small_words"]),
        months=months,
        labels=frozenset(stamps["labels"]),
        zones=frozenset(stamps["zones"]),
        year_marks=frozenset(stamps["year_marks"]),
        date_words=frozenset(stamps["weekdays"]) | frozenset(stamps["year_marks"]) | _ORDINALS,
        stamp_words=frozenset(stamps["weekdays"])
        | frozenset(stamps["zones"])
        | frozenset(stamps["year_marks"])
        | frozenset(("am", "pm", "a", "p", "m", "st", "nd", "rd", "th", "h", "t")),
        cities=frozenset(data["places"]["cities"]),
    )
    return found


def is_small_word(word: str) -> bool:
    """Whether a word may be in small letters inside an outlet's name: `of`, `the`, `&`."""
    return word in _words()["small_words"] or not word[0].isalnum()


def is_press_prefix(headline: str) -> bool:
    """Whether a headline begins as aggregators begin those of one country's press: `Turkish press: …`."""
    prefix, colon, rest = headline.partition(":")
    return bool(colon and rest.strip()) and prefix.casefold().strip() in _words()["press_prefixes"]


def is_ordinary_prefix(text: str) -> bool:
    """Whether an outlet's name is an ordinary word or heading too, such as `Report`."""
    return plain(text) in _words()["ordinary_prefixes"]
