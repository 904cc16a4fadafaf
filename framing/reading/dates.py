"""Dates of records, in many styles, without guessing between day and month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Literal

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp]\.?[Mm]\.?)?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


#: What stands first in dates such as 03/04/2021.
Order = Literal["day", "month"]


def order_of(values: Iterable[str]) -> Order | None:
    """What stands first in the dates of one file, where some of them can only be read in one way.

    Dates between which this cannot be told are read like the others of their file: otherwise a file would
    lose the first twelve days of each month. None where no date tells, or where they contradict each other.

    >>> order_of(["03/04/2021", "25/04/2021"]), order_of(["03/04/2021", "2021-04-25"])
    ('day', None)
    >>> order_of(["25/04/2021", "04/25/2021"])
    """
    found: set[Order] = set()
    for value in values:
        match = _NUMERIC.match(value.strip())
        if match and match.group(2) != ".":
            first, second, year = (int(match.group(n)) for n in (1, 3, 4))
            as_day, as_month = ((year, second, first), (year, first, second))
            can = [_checked(*numbers, None, None)[0] is not None for numbers in (as_day, as_month)]
            if can == [True, False]:
                found.add("day")
            elif can == [False, True]:
                found.add("month")
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=50_000)
def parse_date(value: str, order: Order | None = None) -> tuple[str | None, str | None]:
    """ISO date and `HH:MM` time; None where the value does not say, or does not say which.

    `03/04/2021` is nobody's date until somebody says whether the day or the month comes first, so
    it gives None without an `order`. `3.4.2021` is day first, as everywhere where dots are written.

    >>> parse_date("2020-12-07T20:28:00Z"), parse_date("Dec 9 2020"), parse_date("31/12/2020")
    (('2020-12-07', '20:28'), ('2020-12-09', None), ('2020-12-31', None))
    >>> parse_date("03/04/2021"), parse_date("2020-02-31"), parse_date("yesterday")
    ((None, None), (None, None), (None, None))
    """
    value = value.strip()
    if match := _ISO.match(value):
        year, month, day, hour, minute = match.groups()
        return _checked(int(year), int(month), int(day), hour, minute)
    if match := _NUMERIC.match(value):
        first, mark, second, year = match.group(1, 2, 3, 4)
        days = {(int(second), int(first))}
        if mark != ".":
            days.add((int(first), int(second)))
        found = {_checked(int(year), m, d, None, None)[0] for m, d in days} - {None}
        if order and len(found) > 1:
            month, day = (second, first) if order == "day" else (first, second)
            found = {_checked(int(year), int(month), int(day), None, None)[0]}
        return (found.pop() if len(found) == 1 else None), _time(value[match.end() :])
    if len(value) > 60 or not _HAS_YEAR.search(value):
        return None, None
    return _worded(value)


def why_no_date(value: str) -> str:
    """What is wrong with a date that `parse_date` does not take, and what to do.

    >>> why_no_date("03/04/2021")
    'can be 3 April or 4 March (write 2021-04-03 or 2021-03-04)'
    >>> why_no_date("soon")
    'was not understood (write it as 2020-11-09)'
    """
    match = _NUMERIC.match(value.strip())
    if match and match.group(2) != ".":
        first, second, year = (int(match.group(n)) for n in (1, 3, 4))
        days = [_checked(year, m, d, None, None)[0] for d, m in ((first, second), (second, first))]
        if None not in days:
            words = " or ".join(f"{int(str(day)[8:])} {_MONTHS[int(str(day)[5:7]) - 1]}" for day in days)
            return f"can be {words} (write {days[0]} or {days[1]})"
    return "was not understood (write it as 2020-11-09)"


def _worded(value: str) -> tuple[str | None, str | None]:
    import dateparser

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "RETURN_AS_TIMEZONE_AWARE": False}
    found = dateparser.parse(
        value,
        languages=["en", "ru", "tr", "az", "hy", "fr", "de"],
        settings=settings,
    )
    return (found.date().isoformat(), _time(value)) if found else (None, None)


def _time(value: str) -> str | None:
    match = _TIME.search(value)
    if not match:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2)), (match.group(3) or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _checked(
    year: int, month: int, day: int, hour: str | None, minute: str | None
) -> tuple[str | None, str | None]:
    try:
        moment = datetime(year, month, day, int(hour or 0), int(minute or 0))
    except ValueError:
        return None, None
    return moment.date().isoformat(), (f"{moment:%H:%M}" if hour else None)
