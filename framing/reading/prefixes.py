"""What stands before a headline's colon or in an outlet's name: the words that mislead there."""

from __future__ import annotations

from framing.reading.line_words import line_words
from framing.reading.marks import plain


def is_small_word(word: str) -> bool:
    """Whether a word may be in small letters inside an outlet's name: `of`, `the`, `&`."""
    return word in line_words()["small_words"] or not word[0].isalnum()


def is_press_prefix(headline: str) -> bool:
    """Whether a headline begins as aggregators begin those of one country's press: `Turkish press: …`."""
    prefix, colon, rest = headline.partition(":")
    return bool(colon and rest.strip()) and prefix.casefold().strip() in line_words()["press_prefixes"]


def is_ordinary_prefix(text: str) -> bool:
    """Whether an outlet's name is an ordinary word or heading too, such as `Report`."""
    return plain(text) in line_words()["ordinary_prefixes"]
