"""The lists of words that tell one line from another: `lexicons/reading/digest.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from framing.resources import data_folder

_ORDINALS = frozenset(("st", "nd", "rd", "th"))


@cache
def line_words() -> dict[str, Any]:
    """Sets and tuples of words in small letters, and `months`: a name's number as text.

    >>> line_words()["months"]["dec"], "share" in line_words()["share_button"]
    ('12', True)
    """
    path = data_folder("lexicons") / "reading" / "digest.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lines, stamps = data["lines"], data["stamps"]
    found: dict[str, Any] = {key: frozenset(values) for key, values in lines.items()}
    months = {
        name: str(n) for names in stamps["months"].values() for n, row in enumerate(names, 1) for name in row
    }
    found.update(
        units=frozenset(data["social"]["units"]),
        ago=frozenset(data["social"]["ago"]),
        social_closing=frozenset(data["social"]["closing"]),
        credit_starts=_prefix_words(data["credits"], "starts"),
        agencies=frozenset(data["credits"]["agencies"]),
        bracket_words=frozenset(data["credits"]["bracket_words"]),
        footer_starts=_prefix_words(data["footers"], "starts"),
        after_name=_prefix_words(data["footers"], "after_name"),
        professions=frozenset(data["footers"]["professions"]),
        byline_starts=frozenset(data["bylines"]["starts"]),
        joins=frozenset(data["bylines"]["joins"]),
        byline_staff=frozenset(data["bylines"]["staff"]),
        particles=frozenset(data["bylines"]["particles"]),
        not_names=frozenset(data["bylines"]["not_names"]),
        ordinary_prefixes=frozenset(data["prefixes"]["ordinary"]),
        press_prefixes=frozenset(data["prefixes"]["press"]),
        small_words=frozenset(data["prefixes"]["small_words"]),
        months=months,
        labels=frozenset(stamps["labels"]),
        zones=frozenset(stamps["zones"]),
        year_marks=frozenset(stamps["year_marks"]),
        date_words=frozenset(stamps["weekdays"]) | frozenset(stamps["year_marks"]) | _ORDINALS,
        stamp_words=frozenset(stamps["weekdays"])
        | frozenset(stamps["zones"])
        | frozenset(stamps["year_marks"])
        | frozenset(("am", "pm", "a", "p", "m", "st", "nd", "rd", "th", "h", "t")),
        cities=frozenset(data["places"]["cities"]),
    )
    return found


def _prefix_words(table: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(word) for word in table[key])
