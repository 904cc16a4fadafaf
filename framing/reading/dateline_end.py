"""Where the dateline that opens a paragraph ends; who signs it is a question for `datelines`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.reading.line_words import line_words

if TYPE_CHECKING:
    from framing.reading.outlets import Outlets

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
            known_place = self.n_pieces == 1 and piece.casefold() in line_words()["cities"]
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
            city = piece.casefold() in line_words()["cities"]
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
                known = self.text.strip(" .:-–—").casefold() in line_words()["cities"]
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
    months = line_words()["months"]
    tokens = [t for word in words for t in re.findall(r"\d+|[^\W\d_]+", word.casefold())]
    if not 1 <= len(tokens) <= 4:
        return False
    allowed = line_words()["date_words"]
    if not any(t.isdecimal() or t in months for t in tokens):
        return False
    return all((t.isdecimal() and len(t) in (1, 2, 4)) or t in months or t in allowed for t in tokens)
