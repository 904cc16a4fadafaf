"""The authors that a line names: `By ANI MELIK in Ankara`, `Ani Melik | Dec 9, 2020`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.reading.line_words import line_words
from framing.reading.marks import DASHES, plain
from framing.reading.names import is_name, name_case
from framing.reading.stamps import Stamp, split_stamp

if TYPE_CHECKING:
    from framing.reading.outlets import Outlets


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors that a byline names, and the stamp that stands in the same line, if any."""

    authors: tuple[str, ...]
    stamp: Stamp | None = None


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
    if opening and opening.group(1).casefold() in line_words()["byline_starts"]:
        rest = line[opening.end() :].strip(" :*_;\xa0")
        body, stamp = split_stamp(rest)
        authors = _authors(body, outlets)
        return None if authors is None else Byline(authors, stamp)
    body, stamp = split_stamp(line)
    if stamp is None or not stamp.has_date:
        return None
    body = body.strip(" |·•,*_" + DASHES)
    opening = _BY_OPENING.match(body)
    if opening and opening.group(1).casefold() in line_words()["byline_starts"]:
        authors = _authors(body[opening.end() :], outlets)
        return None if authors is None else Byline(authors, stamp)
    return Byline((name_case(body),), stamp) if is_name(body) else None


def _authors(text: str, outlets: Outlets) -> tuple[str, ...] | None:
    """The names in the rest of a byline; None when the first of them is no name."""
    words, names = line_words(), list[str]()
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
        elif is_name(bare):
            names.append(name_case(bare) if outlets.by_name(bare) is None else bare)
        elif outlets.by_name(bare) is not None:
            names.append(bare)
        elif not names:
            return None
    # After the first name a comma may bring a role, a place or a newspaper: "Ani Melik, Staff Writer".
    return tuple(dict.fromkeys(name for name in names if name))
