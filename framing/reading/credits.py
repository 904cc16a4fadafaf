"""Lines beside an article's words: who took a picture, and who helped, paid or owns."""

from __future__ import annotations

import re

from framing.reading.line_words import line_words
from framing.reading.marks import DASHES, LONGEST_NOTE, plain
from framing.reading.names import is_name


def is_credit(text: str) -> bool:
    """Whether a short line says who took a picture: `Photo: Ani Melik`, `Ani Melik/AFP via Getty Images`.

    >>> is_credit("Ani Melik/AFP via Getty Images"), is_credit("The mill is open again.")
    (True, False)
    """
    if len(text) > 110:
        return False
    words, bare = line_words(), plain(text)
    if bare.startswith("©"):  # with a year it is the notice of a page
        return not re.search(r"\d{4}", bare)
    for start in words["credit_starts"]:
        if bare.startswith(start) and re.match(r"\s?(?:[:…©]|by\s|\.\.\.|courtesy\s|/)", bare[len(start) :]):
            return True
    if bare in words["agencies"]:
        return True
    pieces = [p.strip(" .)(") for p in re.split(r"/|\svia\s|\sfor\s|\||\s[-–—]\s|,\s", bare)]
    if len(pieces) < 2 or text.rstrip(")").endswith((".", "!", "?", ":", ";")):
        return False
    names = [w for w in re.split(r"[/\s]+", text) if w[:1].isalpha()]
    small = sum(w.islower() and w not in ("via", "for", "of", "the", "and") for w in names)
    return small == 0 and (pieces[-1] in words["agencies"] or pieces[0] in words["agencies"])


_GLUED_CREDIT = re.compile(r"(?:Photo )?Credit(?:…|\.\.\.|:)\s*", re.I)


def split_credit(text: str) -> tuple[int, int] | None:
    """Where a caption ends and where the name of its credit begins, in one line; None without a credit.

    >>> text = "The mill at night.Credit…Ani Melik"
    >>> end, start = split_credit(text)
    >>> text[:end], text[start:]
    ('The mill at night.', 'Ani Melik')
    """
    at = max(text.rfind("Credit…"), text.rfind("Credit..."), text.rfind("Credit:"))
    if at > 0 and len(text) - at <= 110:
        label = _GLUED_CREDIT.match(text, at)
        assert label is not None
        if label.end() < len(text):
            end = at - len("Photo ") if text[:at].endswith("Photo ") else at
            return len(text[:end].rstrip()), label.end()
    if len(text) <= 600 and text.rstrip(".").endswith((")", "]")):
        at = max(text.rfind("("), text.rfind("["))
        inside = text[at + 1 :].rstrip(".)]")
        tokens = set(re.findall(r"[^\W\d_]+", inside.casefold())[:16])
        if at > 0 and len(inside) <= 90 and tokens & line_words()["bracket_words"]:
            return len(text[:at].rstrip()), at
    return None


def is_footer(text: str) -> bool:
    """Whether a line at an article's end says who helped, paid or owns rather than what happened."""
    words, bare = line_words(), text.casefold().lstrip(" *_[(" + DASHES)
    if bare.startswith(words["footer_starts"]) or text.casefold().startswith(words["footer_starts"]):
        return True
    if len(text) > LONGEST_NOTE * 2 or not text[:1].isupper():
        return False
    for phrase in words["after_name"]:
        at = bare.find(phrase, 0, 120)
        if at > 0 and phrase.startswith("contributed"):
            return True
        if at > 0 and all(w[0].isupper() or w in ("and", "in", "of", "de", "van") for w in text[:at].split()):
            return True
    match = re.search(r"\s(?:is|are|was)\s(?:an?|the|one of)\s", text[:80])
    if not match or not is_name(text[: match.start()].replace(" and ", " ").strip(" ,")):
        return False
    near = set(re.findall(r"[^\W\d_]+", text[match.end() : match.end() + 80].casefold()))
    return bool(near & words["professions"])
