"""Texts and lists of words as cells of a spreadsheet: nothing runs as a formula, nothing is lost.

A cell that begins like a formula gets an apostrophe in front. Words of a list are separated by ` | `.
A backslash stands before what would otherwise be read as something else: `\\|`, `\\\\`, `\\u0009`.
See OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# The wide forms are run by spreadsheets in some countries' settings.
_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"

_APOSTROPHE = "'"

# Control characters, halves of surrogate pairs, line separators and byte order marks do not survive a
# spreadsheet. Behind a semicolon or a line break a formula begins for a program that reads the file with
# other separators.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]|(?<=[;\n])[=+\\-@\uff1d\uff0b\uff0d\uff20]"
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|[\\|])")
_EDGES = re.compile(r"\A\s+|\s+\Z")


def text_cell(text: str) -> str:
    """A text as a cell.

    >>> text_cell("=1+1"), text_cell("a\\tb"), text_cell("plain")
    ("'=1+1", 'a\\\\u0009b', 'plain')
    """
    return _guarded(_escaped(text))


def words_cell(words: Sequence[str]) -> str:
    """A list of words as a cell; a bar alone is an empty list.

    >>> words_cell(["@home", "a|b"]), words_cell([])
    ("'@home | a\\\\|b", '|')
    """
    pieces = (_EDGES.sub(_codes, _escaped(word).replace("|", r"\|")) for word in words)
    return _guarded(" | ".join(pieces)) if words else "|"


def read_text(cell: str) -> str:
    """The text of a cell.

    >>> read_text("'=1+1"), read_text("'tis")
    ('=1+1', "'tis")
    """
    return _unescaped(_unguarded(cell))


def read_words(cell: str) -> list[str]:
    """The words of a cell, without blanks around them.

    >>> read_words("Artsakh|Republic of Artsakh | "), read_words("|")
    (['Artsakh', 'Republic of Artsakh'], [])
    """
    pieces, escaped = [""], False
    for char in _unguarded(cell):
        if char == "|" and not escaped:
            pieces.append("")
        else:
            pieces[-1] += char
        escaped = char == "\\" and not escaped
    return [_unescaped(piece.strip()) for piece in pieces if piece.strip()]


def _escaped(text: str) -> str:
    return _UNSAFE.sub(_codes, text.replace("\\", "\\\\"))


def _codes(found: re.Match[str]) -> str:
    return "".join(f"\\u{ord(char):04x}" for char in found.group())


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m.group(1)[1:], 16)) if m.group(1)[0] == "u" else m.group(1), text)


def _guarded(cell: str) -> str:
    """With an apostrophe in front, also where one would be taken for such a guard."""
    bare = cell.lstrip(_APOSTROPHE)
    begins = cell[:1] and cell[0] in _STARTS
    return _APOSTROPHE + cell if begins or (cell[:1] == _APOSTROPHE and bare[:1] in _STARTS) else cell


def _unguarded(cell: str) -> str:
    bare = cell.lstrip(_APOSTROPHE)
    return cell[1:] if cell[:1] == _APOSTROPHE and bare[:1] in _STARTS else cell
