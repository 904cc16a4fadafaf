"""Residue of embedded posts: accounts, ages, signatures, counters and the preview cards of links."""

from __future__ import annotations

import re

from framing.reading.line_words import line_words
from framing.reading.marks import DASHES, LONGEST_NOTE, ends_sentence, plain


def is_social_closing(text: str) -> bool:
    """Whether a line is the foot of a post: counters, buttons, or a link's preview card."""
    if len(text) > LONGEST_NOTE:
        return False
    bare = re.sub(r"\d[\d.,]*\s?[km]?(?!\w)", " ", plain(text))
    pieces = [p for p in re.split(r"[|·•,/]|\s{2,}", re.sub(r"\s+", " ", bare)) if p.strip()]
    closing = line_words()["social_closing"]
    listed = all(p.strip() in closing or all(w in closing for w in p.split()) for p in pieces)
    if listed and (pieces or any(c.isdigit() for c in text)):
        return len(text) <= 80
    return is_card(text)


_CARD = re.compile(r"(?:https?://)?(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,4}[A-Za-z]{2,12}(?=[\s/|]|$)")
_HANDLE = re.compile(r"(?:^|[\s(])@[A-Za-z0-9_]{2,30}(?=[\s),·:.]|$)")


def is_card(text: str) -> bool:
    """Whether a line begins with a host name, as a link's preview card does.

    Cards print the host in small letters or in capitals and end without a stop; a sentence that
    begins with an outlet's address (`News.am writes …`) does neither.
    """
    host = _CARD.match(text)
    if host is None or len(text) > LONGEST_NOTE:
        return False
    printed = host.group().islower() or host.group().isupper()
    return printed and (host.end() == len(text) or not ends_sentence(text))


def is_account(text: str) -> bool:
    """Whether a line could be the name of an account above a post."""
    if len(text) > 80 or text.endswith((".", "!", "?", ":", ";", ",", "”", '"')):
        return False
    return bool(_HANDLE.search(text)) or len(text.split()) <= 7


def is_signed_post(text: str) -> bool:
    """Whether a line is the signature under a post: `— Ani Melik (@anim) March 3, 2021`."""
    return len(text) <= 120 and text[0] in DASHES and bool(_HANDLE.search(text))


def is_post(text: str) -> bool:
    """Whether words carry the marks of a post: a handle, a hashtag, a shortened link."""
    return bool(_HANDLE.search(text[:2000])) or any(
        mark in text[:2000] for mark in ("pic.twitter.com/", "https://t.co/", " #")
    )


def is_embed(text: str) -> bool:
    """Whether a line alone is residue of a post: a preview card, a bare handle, a viewer's button."""
    if len(text) > LONGEST_NOTE:
        return False
    if re.fullmatch(r"[\w.+-]{1,64}@[\w.-]{3,80}|@\w{2,30}", text):
        return True
    bare = plain(text)
    viewer = len(bare.split()) >= 3 and bare in line_words()["social_closing"]
    return viewer or bare.startswith("a post shared by") or is_card(text)


def is_ago(bare: str) -> bool:
    """Whether a line, as `plain` gives it, is only the age of a post: `3 hrs`, `yesterday at 14:05`.

    >>> is_ago("17 hours ago"), is_ago("17 people died")
    (True, False)
    """
    social = line_words()
    tokens = re.findall(r"\d+|[^\W\d_]+", bare)[:8]
    if len(bare) > 40 or not tokens:
        return False
    if tokens[0] in ("yesterday", "today", "вчера", "сегодня", "dün", "hier"):
        return len(tokens) > 1 and all(t.isdigit() or t in ("at", "в", "à", "am", "pm") for t in tokens[1:])
    if tokens[0] in ("about", "an", "a", "one", "updated", "posted", "published"):
        tokens = ["1", *tokens[1:]] if tokens[0] in ("an", "a", "one") else tokens[1:]
    if len(tokens) < 2 or not tokens[0].isdigit() or tokens[1] not in social["units"]:
        return False
    return len(tokens) == 2 or all(t in social["ago"] or t in ("edited", "public") for t in tokens[2:])
