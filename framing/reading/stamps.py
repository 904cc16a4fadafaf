"""The date and time that a line holds: `MAR 03, 20217:15 AM`, `Posted 9 December 2020 | 14:05`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as calendar_date

from framing.reading.line_words import line_words
from framing.reading.marks import DASHES


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
    words, text = line_words(), line.casefold()
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


def split_stamp(text: str) -> tuple[str, Stamp | None]:
    """The text without the stamp at its end or its beginning, and that stamp; None when there is none.

    >>> rest, stamp = split_stamp("Ani Melik | Dec 9, 2020")
    >>> rest, stamp.date
    ('Ani Melik', '2020-12-09')
    """
    if not any(c.isdigit() for c in text):
        return text, None
    words = text.split()
    for size in range(1, min(len(words), 9)):
        tail = " ".join(words[size:])
        stamp = read_stamp(tail)
        if stamp and (stamp.has_date or size > 1):
            return " ".join(words[:size]).rstrip(" |,·•" + DASHES), stamp
    for size in range(min(len(words) - 1, 8), 2, -1):
        stamp = read_stamp(" ".join(words[:size]))
        if stamp and stamp.has_date:
            return " ".join(words[size:]).lstrip(" |,·•" + DASHES), stamp
    return text, None


_CLOCK_WORDS = frozenset({"am", "pm", "a", "p", "h", "hrs", "z"})
_STAMP_MARKS = frozenset(",.|/:;()[]·•+_»") | frozenset(DASHES)


def _stamp_parts(tokens: list[str]) -> dict[str, str] | None:
    """Year, month, day and time among the tokens, or None when any token is something else."""
    words, parts, at = line_words(), dict[str, str](), 0
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
        half = after in _CLOCK_WORDS or after in line_words()["zones"]
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
