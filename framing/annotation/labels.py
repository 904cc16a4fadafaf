"""Speakers before a colon: headlines and transcripts."""

from __future__ import annotations

import re

from framing.annotation.clauses import trimmed
from framing.annotation.descriptions import Description, read_description
from framing.annotation.scan import Found, Scan
from framing.annotation.tokens import Sentence
from framing.annotation.turns import Turn


def read_label_colon(sentence: Sentence, scan: Scan, made: list[Found]) -> bool:
    """“Ministry: two soldiers wounded” as a headline, and “NAME: …” in a transcript."""
    classes, size = sentence.classes, len(sentence.words)
    colon = classes.find(":", 1, 8)
    if colon < 0:
        return False
    if colon + 1 >= size or classes[colon + 1] in "QP" or any(k not in "UDP.&CX" for k in classes[:colon]):
        return False
    speaker = [k for k in classes[:colon] if k in "UX"]
    if not speaker or "X" in speaker or size - colon < 5:
        return False
    if any(w in scan.words.not_sources for w in sentence.words[:colon]):
        return False
    if any(
        k == "P" and w not in scan.words.in_names
        for k, w in zip(classes[:colon], sentence.words, strict=False)
    ):
        return False
    if len(speaker) == 1 and sentence.words[0].endswith(scan.words.endings.participle) and colon == 1:
        return False
    made.append(
        Found(
            rule="label-colon",
            content=[sentence.span(colon + 1, trimmed(sentence, colon + 1, size - 1))],
            source=sentence.span(0, colon - 1),
            cue=sentence.span(colon, colon),
            cue_class="neutral",
        )
    )
    return True


#: The rule of a turn in an interview.
TURN = "interview-turn"


def read_turns(text: str, scan: Scan, turns: list[Turn]) -> None:
    """Adds the turns of a transcript to what was found, in place of the labels of their lines."""
    if not turns:
        return
    labels = {turn.label_start for turn in turns}
    scan.found[:] = [
        f
        for f in scan.found
        if f.source is None or f.source[0] not in labels or f.cue is None or text[slice(*f.cue)] != ":"
    ]
    for turn in turns:
        scan.found.append(
            Found(
                rule=TURN,
                content=[(turn.start, turn.end)],
                source=(turn.label_start, turn.label_end),
                cue=(turn.label_end, turn.label_end + 1),
                cue_class="neutral",
            )
        )


#: A dash of a headline between spaces, or a colon behind a quotation: “Road to open”: Lavrov.
_DASH = re.compile(r"\s[-–—]{1,2}\s|(?<=[”\"»’']):\s")
_LONGEST_TITLE, _LONGEST_TAIL, _SHORTEST_HEADLINE = 300, 8, 3


def headline_tail(title: str, language: str) -> Found | None:
    """“Road to stay closed until spring – Lavrov”: a headline whose source stands behind its last dash.

    The source must be somebody: registered, with an office or a role, or a government. Known failure:
    an unlisted surname alone.

    >>> found = headline_tail("Road to stay closed until spring – Lavrov", "en")
    >>> found.rule, found.content, found.source
    ('headline-tail', [(0, 32)], (35, 41))
    """
    if len(title) > _LONGEST_TITLE:
        return None
    dashes = list(_DASH.finditer(title))
    if not dashes:
        return None
    dash = dashes[-1]
    tail, headline = title[dash.end() :].rstrip(), title[: dash.start()].rstrip()
    words = tail.split()
    if len(words) > _LONGEST_TAIL or len(headline.split()) < _SHORTEST_HEADLINE:
        return None
    if not all(c.isalpha() or c in " .'’-" for c in tail):
        return None
    if not describes_speaker(tail, language):
        return None
    return Found(
        rule="headline-tail",
        content=[(len(title) - len(title.lstrip()), len(headline))],
        source=(dash.end(), dash.end() + len(tail)),
        cue=(dash.end() - 1 - len(dash.group().strip()), dash.end() - 1),
        cue_class="neutral",
    )


def describes_speaker(words: str, language: str) -> bool:
    """Whether these words alone tell that they are somebody who speaks: listed, in office, a government.

    >>> describes_speaker("the minister", "en"), describes_speaker("the road", "en")
    (True, False)
    """
    found = read_description(words, language)
    return found is not None and _speaks(found)


_SPEAKERS = frozenset(("state", "military", "international", "expert", "civil_society"))


def _speaks(found: Description) -> bool:
    if found.actor is not None:
        return found.actor.role != "media"
    return found.is_capital or found.is_country or found.office is not None or found.role in _SPEAKERS
