"""Web and mail addresses and names of accounts in a text, whose words are nobody's choice."""

from __future__ import annotations

import re

from framing.records import Span

#: A bare domain is known by its ending.
_ENDING = r"\.(?:com|org|net|info|am|az|ru|tr|eu|ge)\b"
_MARKS = ("://", "www.", "@")
_DOMAIN_ENDING = re.compile(_ENDING)
_MARK = re.compile("|".join([*map(re.escape, _MARKS), _ENDING]), re.I)
_REST = re.compile(r"[^\s<>\"“”«»—–]*")

#: How far before its mark a scheme, the name of a user or a domain is looked for.
_REACH = 100


def may_hold_address(view: str) -> bool:
    """Whether a text in small letters has a mark that may be an address's: a quick look before `addresses`.

    >>> may_hold_address("he left shusha."), may_hold_address("see artsakhpress.am")
    (False, True)
    """
    return any(mark in view for mark in _MARKS) or _DOMAIN_ENDING.search(view) is not None


def addresses(text: str) -> list[Span]:
    """The addresses in a text: their spans, in order and apart.

    An address ends at a blank, a quotation mark or a dash. Costs grow with the length of the text, however
    many marks stand in it.

    >>> text = "Karabakh:https://example.org/shushi-falls, see @artsakh_press and artsakhpress.am"
    >>> [text[start:end] for start, end in addresses(text)]
    ['https://example.org/shushi-falls,', '@artsakh_press', 'artsakhpress.am']
    """
    found: list[Span] = []
    done = 0
    for mark in _MARK.finditer(text):
        if mark.start() < done:
            continue
        start = _begin(text, mark.group(), mark.start(), max(done, mark.start() - _REACH))
        if start == mark.start() and mark.group().startswith("."):
            continue  # an ending with no domain before it
        done = _REST.match(text, mark.end()).end()  # type: ignore[union-attr]
        found.append(Span(start, done))
    return found


def _begin(text: str, mark: str, start: int, least: int) -> int:
    """Where the address of a mark begins: a scheme is of letters, a user or a domain of more."""
    more = "" if mark == "://" else "._-+"
    while start > least and (text[start - 1].isalnum() or text[start - 1] in more):
        start -= 1
    return start
