"""Where in a dateline an agency may be named: `YEREVAN, DECEMBER 7, ARMENPRESS.`, `(AP) —`, `/TASS/.`"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

DASHES = "-‐‑‒–—―−"
_DELIMITERS = ",.;:|/()[]\n" + DASHES
_PAIRS = {"/": "/", "(": ")", "[": "]"}

#: Datelines stand at the very start; the longest in our own examples has 58 characters.
_REACH = 160
_LONGEST_LINE = 80
_LONGEST_NAME = 60
_MOST_STARTS = 14
_MOST_HEAD_WORDS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A stretch of a dateline that stands where agencies sign.

    `opens`: nothing stands before it. `dated`: a date, or a place in capitals, stands before it.
    `mark`: the character after it (empty at the end). `paired`: slashes or brackets surround it.
    """

    name: str
    opens: bool
    dated: bool
    mark: str
    paired: bool


def find_slots(text: str, *, months: Collection[str], credit_words: Collection[str]) -> Iterator[Slot]:
    """The slots of the dateline that a text begins with, from the left, longer ones first.

    Looks at the first `160` characters and at most three short lines. Before a slot only words with
    a capital letter, numbers and month names may stand, so running text has no slots. Known
    failures: a body that begins `Armenia, Azerbaijan, Interfax:`; datelines with words in small letters
    (`near Lachin`) are missed.

    >>> facts = {"months": {"may"}, "credit_words": {"photo"}}
    >>> [s.name for s in find_slots("GORIS, May 5. /MEDIAMAX/. Snow fell.", **facts) if s.paired]
    ['MEDIAMAX']
    >>> [s.name for s in find_slots("The road was closed, Mediamax said.", **facts)]
    ['The road was closed, Mediamax said.', 'The road was closed, Mediamax said']
    """
    start_of_text, ended = _beginning(text)
    for start in _starts(start_of_text):
        head = start_of_text[:start]
        opens = not head.strip(_DELIMITERS + " ")
        dated = _dated(head, months, credit_words)
        if dated is None and not opens:
            return  # running text: it only gets longer from here
        opener = head.rstrip(" ")[-1:]
        for end in _ends(start_of_text, start, ended):
            if _closes(opener, head, start_of_text, end):
                mark = start_of_text[end : end + 1]
                name = start_of_text[start:end].strip()
                paired = opener in _PAIRS and opener != ""
                yield Slot(name=name, opens=opens, dated=bool(dated), mark=mark, paired=paired)


def fold(text: str) -> str:
    """A name as it is compared: small letters, no accents, one kind of space, dash and apostrophe.

    For comparison only; offsets of the original do not fit it.

    >>> fold("  Yeni Şafak ") == fold("YENI SAFAK") and fold("JAM-news") == fold("Jam News")
    True
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = ("" if unicodedata.category(c) in ("Mn", "Cf") else _FOLDED.get(c, c) for c in decomposed)
    return " ".join("".join(kept).split())


_FOLDED = {**dict.fromkeys(DASHES, " "), **dict.fromkeys("’‘ʼ`´", "'"), "ı": "i"}


def _beginning(text: str) -> tuple[str, bool]:
    """The first lines of a text, joined by line ends, and whether they end where a line ends."""
    start = text[: 4 * _REACH].lstrip()
    lines: list[str] = []
    for line in start[:_REACH].splitlines():
        if len(lines) == 3 or (lines and len(lines[-1]) > _LONGEST_LINE):
            return "\n".join(lines), True
        if line.strip():
            lines.append(line.strip())
    return "\n".join(lines), len(start) <= _REACH


def _starts(text: str) -> list[int]:
    starts = [0] if text and text[0] not in _DELIMITERS else []
    for i, char in enumerate(text):
        if char in _DELIMITERS:
            after = i + 1
            while after < len(text) and text[after] == " ":
                after += 1
            if after < len(text) and text[after] not in _DELIMITERS:
                starts.append(after)
    return starts[:_MOST_STARTS]


def _ends(text: str, start: int, ended: bool) -> Iterator[int]:
    last = min(len(text), start + _LONGEST_NAME)
    if ended and last == len(text):
        yield last
    yield from (i for i in range(last - 1, start, -1) if text[i] in _DELIMITERS)


def _closes(opener: str, head: str, text: str, end: int) -> bool:
    """Whether a name that ends here is signed off the way its opening asks for."""
    mark, after = text[end : end + 1], text[end + 1 :].lstrip(" ")
    rest = after[:1]
    if opener == "/":
        # Closed by a slash, and not glued to a letter: "Aris/AFP/Getty" is a picture credit.
        return mark == "/" and not text[end + 1 : end + 2].isalnum()
    bracket = max(("(", "["), key=head.rfind)
    if head.rfind(bracket) > head.rfind(_PAIRS[bracket]):
        # "YEREVAN (CivilNet) -" is signed, "the president (TASS) said" is not; at the very
        # start a bracket is a signature by itself: "(MENAFN - AzerNews) Snow fell".
        return mark == _PAIRS[bracket] and (head[0] == bracket or not rest or rest in DASHES + ".:,|\n")
    if mark in (".", "/"):  # not the point inside NEWS.am nor the slash of "AFP/Getty Images"
        return not text[end + 1 : end + 2].isalnum()
    if mark and mark in DASHES:  # a spaced or long dash, not a hyphen
        return text[end - 1] == " " or mark in "–—―" or text[end + 1 : end + 2] == " "
    return mark in ("", ":", "\n")


def _dated(head: str, months: Collection[str], credit_words: Collection[str]) -> bool | None:
    """Whether the words before a slot hold a date or start in capitals; None when they are no dateline."""
    words = "".join(c if c.isalnum() or c in "'’" else " " for c in head).split()
    if not words or len(words) > _MOST_HEAD_WORDS:
        return None
    dated = len(words[0]) > 2 and words[0].isupper()
    for word in words:
        folded = fold(word)
        if folded in credit_words:
            return None
        if folded in months or (word[0].isdigit() and len(word) <= 5):
            dated = True
        elif word[0].islower() or not (word[0].isalpha() or word[0].isdigit()):
            return None
    return dated
