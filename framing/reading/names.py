"""A person's name in a line: how it is written, and what it is in title case."""

from __future__ import annotations

import re

from framing.reading.line_words import line_words
from framing.reading.marks import DASHES


def read_name(text: str) -> str | None:
    """A personal name in title case, for a line that holds only that (`• ANI MELIK`), else None.

    >>> read_name("• ANI MELIK"), read_name("The mill is open")
    ('Ani Melik', None)
    """
    bare = text.strip(" •·*|" + DASHES)
    return name_case(bare) if len(bare) <= 60 and is_name(bare) else None


_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’ʼ‘-]){0,30}")


def is_name(text: str) -> bool:
    """Whether two to five words are written as a person's name is, and none is known to be no name.

    >>> is_name("Ani Melik"), is_name("Ursula van der Berg"), is_name("Ani said")
    (True, True, False)
    """
    words = line_words()
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


def name_case(name: str) -> str:
    """A name in title case where a whole word of it is in capitals: `O'HARA` -> `O'Hara`.

    >>> name_case("Lale O'HARA"), name_case("Ani Melik")
    ("Lale O'Hara", 'Ani Melik')
    """

    def lower(match: re.Match[str]) -> str:
        piece = match.group()
        # Lower case of the Turkish dotted capital is two code points: say which one is meant.
        return piece[0] + piece[1:].replace("İ", "i").lower() if len(piece) > 1 and piece.isupper() else piece

    words = name.split()
    shouted = [w for w in words if len(w.strip(".")) > 1 and w.upper() == w]
    if not shouted:
        return name
    return " ".join(re.sub(r"[^\W\d_]+", lower, w) if w in shouted and "." not in w else w for w in words)
