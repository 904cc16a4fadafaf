"""The view of a text that matching sees, one to one with the text as read.

Case, accents, hyphens, line breaks, soft hyphens and letters that look like others are folded away; every
offset of the view leads back to the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

_BREAK = "\x01"  # the end of a paragraph, or a dash between clauses: nothing matches across it
_NOTHING = "\x00"  # combining marks, soft hyphens and zero-width characters: dropped from the view
_SINGLE = {"ı": "i", "ə": "e", "Ə": "e", "İ": "i", "ø": "o", "ł": "l", "đ": "d", "\t": " ", "\r": " "}
_SINGLE |= dict.fromkeys("’‘ʼʻ`´′", "'") | dict.fromkeys("“”„«»‟″", '"') | dict.fromkeys("‐‑–−", "-")
_SINGLE |= dict.fromkeys("—―\x01\u2028\u2029", _BREAK)
# Cyrillic letters that look like Latin ones: they stray into Latin words by keyboard or by disguise.
# Folding both text and forms keeps Cyrillic forms findable.
_SINGLE |= dict(zip("аеорсхуіјѕАЕОРСХУІЈЅ", "aeopcxyijsaeopcxyijs", strict=True))

# Two letters that stand for one: the older Armenian spelling writes եւ, capitals write ԵՎ, where the newer
# spelling has the single letter և. The second of the two is dropped from the view.
_PAIRS = {"եւ": "և", "եվ": "և"}

_RUN = re.compile(r"[ \n\-][ \n\-]+")
_RUN_WITH_NOTHING = re.compile(r"[ \n\-\x00]{2,}|\x00")
_DASH = re.compile(r"[ \n]-[ \n]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

#: Texts with more different characters outside ASCII than this are folded character by character; in the
#: others, English ones mostly, each such character is replaced at once.
_MOST_REPLACED = 24


class _Folding(dict[int, str]):
    """A table for `str.translate` that folds each character when it is first met, one to one."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    @staticmethod
    def _fold(char: str) -> str:
        if char in _SINGLE:
            return _SINGLE[char]
        category = unicodedata.category(char)
        if category in ("Mn", "Me", "Cf", "Cs") or char == _NOTHING:
            return _NOTHING
        if category == "Zs":
            return " "
        base = unicodedata.normalize("NFKD", char)
        if len(base) == 1 or all(unicodedata.combining(c) for c in base[1:]):
            char = base[0]
        lower = char.casefold()
        return _SINGLE.get(lower, lower) if len(lower) == 1 else char


_FOLDING = _Folding()
#: What folding does to ASCII beyond small letters: `lower` and three replacements are six times as fast as a
#: table, and most English texts are ASCII once their quotation marks and accents are folded.
_ASCII = (("\t", " "), ("\r", " "), ("`", "'"))


class Folded(NamedTuple):
    """A text, its folded view, and the way back: `starts[i]` in the view is `starts[i] + shifts[i]` raw."""

    text: str
    view: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a non-empty span of the view stands for, with combining marks."""
        first, last = self._raw(start), self._raw(end - 1) + 1
        while last < len(self.text) and (
            unicodedata.combining(self.text[last]) or self.text[last - 1 : last + 1].casefold() in _PAIRS
        ):
            last += 1
        return first, last

    def _raw(self, offset: int) -> int:
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def fold(text: str) -> Folded:
    """The text in the form that matching sees.

    >>> fold("Nagorno–\\nKarabakh’s  Şuşa").view
    "nagorno karabakh's susa"
    """
    flat = _flat(text)
    pieces, starts, shifts = [], [0], [0]
    length = done = 0
    for run in (_RUN_WITH_NOTHING if _NOTHING in flat else _RUN).finditer(flat):
        kept = _joined(run.group())
        pieces += [flat[done : run.start()], kept]
        length += run.start() - done + len(kept)
        done = run.end()
        starts.append(length)
        shifts.append(done - length)
    pieces.append(flat[done:])
    view = "".join(pieces).replace("\n", " ").replace("-", " ")
    return Folded(text=text, view=view, starts=tuple(starts), shifts=tuple(shifts))


def _flat(text: str) -> str:
    """Every character folded, one to one."""
    others = set() if text.isascii() else set(_NOT_ASCII.findall(text))
    if len(others) <= _MOST_REPLACED:
        for char in others:
            text = text.replace(char, _FOLDING[ord(char)])
    if not text.isascii():
        text = text.translate(_FOLDING)
        for pair, letter in _PAIRS.items() if "ե" in text else ():
            text = text.replace(pair, letter + _NOTHING)
        return text
    text = text.lower()
    for char, folded in _ASCII:
        text = text.replace(char, folded)
    return text


def _joined(run: str) -> str:
    """What a run of blanks, hyphens and nothings becomes: a paragraph's end, one space, or nothing."""
    run = run.replace(_NOTHING, "")
    if run.count("\n") > 1 or "--" in run or _DASH.search(run):
        return _BREAK
    return " " if run else ""
