"""Quotation marks: one scan, paired inside their paragraph, nested, with the orphans set aside."""

from __future__ import annotations

import re

from framing.language import Language, find_characters

_SINGLE = "'‘’`"
#: One of the single marks, or two that are typed for a double one. An apostrophe inside a word is none.
_SINGLE_MARK = re.compile(r"''|’’|‘[’‘]|``|(?<!\w)['‘’`]|['’](?!\w)")
_MAX_DEPTH = 3

#: Which closing kinds answer an opening kind. `d` double, `s` single, `g` guillemets, `t` a pair of
#: single marks typed for one double mark.
_KIND = {"“": "d", "”": "d", "„": "d", "‟": "d", '"': "d", "«": "g", "»": "g"}
_LOOKED_FOR = "".join(("\n", *_KIND, *_SINGLE))
_TYPED_DOUBLE = frozenset(("''", "’’", "‘’", "‘‘", "``"))
#: Longer words are never looked up among the clipped ones.
_LONGEST_CLIPPED = 12


# Written out and no tuple, since a compiled module reads the attributes of its own classes fastest.
class Quotation:
    """A quotation: `start` and `end` with its marks, `inner_start` and `inner_end` without.

    `depth` is 0 for an outermost one. `closed` is False where the paragraph ends inside it, as in
    speech that runs over several paragraphs. `kind` is `d` (double marks), `g` (guillemets), `t`
    (two single marks typed for a double one) or `s` (single marks).
    """

    def __init__(
        self, start: int, end: int, inner_start: int, inner_end: int, closed: bool, kind: str
    ) -> None:
        self.start = start
        self.end = end
        self.inner_start = inner_start
        self.inner_end = inner_end
        self.closed = closed
        self.kind = kind
        self.depth = 0


def find_quotations(text: str, language: Language | None = None) -> list[Quotation]:
    """All quotations in the order in which they begin.

    Pairing never leaves its paragraph, so that one lost mark costs one quotation. A mark that opens
    a paragraph and is closed nowhere in it holds to the paragraph's end, and so does one where the
    next paragraph opens with the same mark; any other mark without a partner is dropped. No quotation
    opens before a digit ('90s) or a clipped word of the language ('em). Known failures: feet and
    inches written with a space before the mark, and single marks around a phrase with a plural
    possessive that no comma or full stop closes.

    >>> [q.inner_end - q.inner_start for q in find_quotations('He said "go" and “stay”.')]
    [2, 4]
    """
    found: list[Quotation] = []
    opened: list[tuple[str, int, int]] = []
    paragraph = end = 0
    for start in find_characters(text, _LOOKED_FOR):
        if start < end:
            continue  # the second of two marks
        mark = text[start]
        if mark in _SINGLE:
            match = _SINGLE_MARK.match(text, start)
            if match is None:
                continue
            mark = match.group()
        end = start + len(mark)
        if mark == "\n":
            if opened:
                _close_paragraph(text, found, opened, paragraph, start, goes_on=_goes_on(text, end, opened))
                opened.clear()
            paragraph = end
            continue
        kind = "t" if mark in _TYPED_DOUBLE else _KIND.get(mark, "s")
        partner = len(opened) - 1
        while partner >= 0 and opened[partner][0] != kind:
            partner -= 1
        waiting = text[opened[partner][1]] if partner >= 0 else ""
        opens, closes = _roles(text, mark, kind, start, end, waiting)
        if closes and kind == "s" and _is_plural_possessive(text, start, end, language):
            continue
        if closes and partner >= 0:
            _, begin, inner = opened[partner]
            del opened[partner:]
            if start > inner and not text[inner:start].isspace():
                found.append(Quotation(begin, end, inner, start, True, kind))
        elif opens and len(opened) < _MAX_DEPTH and not (kind == "s" and _is_clipped(text, end, language)):
            opened.append((kind, start, end))
    _close_paragraph(text, found, opened, paragraph, len(text))
    return _nested(found)


def _roles(text: str, mark: str, kind: str, start: int, end: int, waiting: str) -> tuple[bool, bool]:
    """Whether the mark can open and can close, from its shape and its neighbours.

    `waiting`: the mark of this kind that waits for its partner, or an empty text.
    """
    is_open = waiting != ""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    left_free = before.isspace() or before in "([{—–-:/“«\"‘'…"
    right_free = after.isspace() or not (after.isalnum() or after in "$€£#@[([“«\"‘'…<.—–")
    if kind == "s":
        opens = left_free and (after.isalnum() or after in '[“"…') and mark != "’"
        closes = is_open and not before.isspace() and not after.isalnum()
        return opens, closes
    if mark in "“‟" and waiting == "„" and not before.isspace():
        # „…“ is closed by the mark that opens elsewhere, whatever follows: „measures“. „Wait…“ „I went—“
        closes = not left_free or not after.isalnum()
        return not closes, closes
    if mark in "“„‟" and not (right_free and not left_free and is_open):
        # A second low-high or curly opening mark closes „…“ when it hugs the word before it.
        return True, False
    if mark in "”" and not (left_free and not right_free and not is_open):
        return False, True
    if kind == "g":
        turned = (right_free and not left_free) if mark == "«" else (left_free and not right_free)
        opens = (mark == "«") != turned
        return opens, not opens
    if is_open and not (left_free and not right_free and before.isspace()):
        return False, True
    if mark == '"' and before.isdigit() and not is_open:
        return False, False  # inches
    return not right_free or left_free, is_open


#: How far the mark that closes a quotation is looked for behind a plural possessive inside it.
_FURTHER = 300


def _is_plural_possessive(text: str, start: int, end: int, language: Language | None) -> bool:
    """Whether a mark is the one of "the farmers' road": the quotation around it is closed further on.

    That one stands behind a comma or the end of a sentence, with no mark that could open between them.
    """
    if text[start - 1 : start] != "s" or text[end : end + 1] != " " or not text[end + 1 : end + 2].islower():
        return False
    if language is None or text[start] not in language.data.get("sources", {}).get("possessive", ()):
        return False
    for at in range(end, min(end + _FURTHER, len(text) - 1)):
        mark = text[at]
        if mark == "\n":
            return False
        if mark in "'’‘":
            before, after = text[at - 1], text[at + 1]
            if before.isalnum() and after.isalnum():
                continue
            return before in ",.?!…" and not after.isalnum()
    return text[-1] in "'’" and text[-2] in ",.?!…" and len(text) - end < _FURTHER


def _is_clipped(text: str, start: int, language: Language | None) -> bool:
    """Whether a decade or a shortened word follows an apostrophe."""
    if text[start : start + 1].isdigit():
        return True
    end = start
    while end < len(text) and end - start < _LONGEST_CLIPPED and text[end].isalpha():
        end += 1
    return language is not None and text[start:end].lower() in language.clipped


def _close_paragraph(
    text: str,
    found: list[Quotation],
    opened: list[tuple[str, int, int]],
    paragraph: int,
    end: int,
    *,
    goes_on: bool = False,
) -> None:
    """A mark left open holds to the end of the paragraph if it stands first in it.

    `goes_on`: the next paragraph opens with such a mark again, so that it holds wherever it stands.
    """
    for kind, begin, inner in opened[:1]:
        first = paragraph
        while first < begin and text[first].isspace():
            first += 1
        if (first != begin and not goes_on) or kind == "s":
            continue
        # The quotations already paired after it stand inside it or show that it is a lost mark.
        if any(q.start >= inner and q.kind == kind for q in reversed(found[-8:])):
            continue
        last = end
        while last > inner and text[last - 1].isspace():
            last -= 1
        if last > inner:
            found.append(Quotation(begin, last, inner, last, False, kind))


def _goes_on(text: str, start: int, opened: list[tuple[str, int, int]]) -> bool:
    """Whether the next paragraph begins with the mark that was left open: speech over paragraphs."""
    while start < len(text) and text[start].isspace():
        start += 1
    return text[start : start + 1] == text[opened[0][1]]


def _nested(found: list[Quotation]) -> list[Quotation]:
    found.sort(key=lambda q: (q.start, -q.end))
    around: list[int] = []
    result: list[Quotation] = []
    for q in found:
        while around and around[-1] <= q.start:
            around.pop()
        if around and q.end > around[-1]:
            continue
        q.depth = len(around)
        result.append(q)
        around.append(q.end)
    return result
