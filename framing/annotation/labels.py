"""Speakers before a colon: headlines and transcripts."""

from __future__ import annotations

import re

from framing.actors import fold
from framing.annotation.clauses import trimmed
from framing.annotation.descriptions import Description, read_description
from framing.annotation.given_names import gender_of
from framing.annotation.scan import Found, Scan
from framing.annotation.tokens import Sentence
from framing.annotation.turns import Turn
from framing.language import load_language


def read_label_colon(sentence: Sentence, scan: Scan, made: list[Found], language: str) -> bool:
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
    source = sentence.span(0, colon - 1)
    label = scan.text[slice(*source)]
    if not (is_speaker(label, language) or _is_surname(label, scan.text)):
        return False
    made.append(
        Found(
            rule="label-colon",
            content=[sentence.span(colon + 1, trimmed(sentence, colon + 1, size - 1))],
            source=source,
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
        mark = turn.label_end + (text[turn.label_end] != ":")
        scan.found.append(
            Found(
                rule=TURN,
                content=[(turn.start, turn.end)],
                source=(turn.label_start, turn.label_end),
                cue=(mark, mark + 1),
                cue_class="neutral",
            )
        )


#: A dash of a headline between spaces, or a colon behind a quotation: “Road to open”: Lavrov.
_DASH = re.compile(r"\s[-–—]{1,2}\s|(?<=[”\"»’']):\s")
#: Where another mark ends sentences, as in Armenian, a full stop stands there: «Ճանապարհը կբացվի. Լավրով».
_DASH_OR_STOP = re.compile(_DASH.pattern + r"|(?<=\w)[.\u2024]\s")
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
    stops = "." in load_language(language).sentence_end
    dashes = list((_DASH if stops else _DASH_OR_STOP).finditer(title))
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
    if dash.group().strip() in _STOPS and _is_country(tail, language):
        return None  # «Պատերազմից երեք տարի անց. Ադրբեջան»: what the headline is about
    return Found(
        rule="headline-tail",
        content=[(len(title) - len(title.lstrip()), len(headline))],
        source=(dash.end(), dash.end() + len(tail)),
        cue=(dash.end() - 1 - len(dash.group().strip()), dash.end() - 1),
        cue_class="neutral",
    )


_STOPS = (".", "\u2024")


def _is_country(words: str, language: str) -> bool:
    found = read_description(words, language)
    return found is not None and found.is_country


def describes_speaker(words: str, language: str) -> bool:
    """Whether these words alone tell that they are somebody who speaks: listed, in office, a government.

    >>> describes_speaker("the minister", "en"), describes_speaker("the road", "en")
    (True, False)
    """
    found = read_description(words, language)
    return found is not None and _speaks(found)


_SPEAKERS = frozenset(("state", "military", "international", "expert", "civil_society"))

#: The region's own names stand before a colon as a subject ("Nagorno-Karabakh: what comes next").
_REGION = "karabakh"


def is_speaker(label: str, language: str) -> bool:
    """Whether what stands before a colon is somebody who can speak, and no subject of the headline.

    A registered actor, an institution, an office or a role, a country or capital alone, a title with a
    name, or a name that begins with a given name. Known failures: an unlisted surname alone, and a
    person of whom the headline speaks ("Ilham Aliyev: a portrait").

    >>> [is_speaker(label, "en") for label in ("Armenian FM", "Baku", "Nune Tashchian", "Trump Route")]
    [True, True, True, False]
    """
    found = read_description(label, language)
    if found is None or found.role == "document":
        return False
    names = [found.facts.bare(word) for word in found.words]
    if found.actor is not None:
        forms = {part for form in (found.actor.name, *found.actor.forms) for part in fold(form).split()}
        return all(fold(name) in forms or _is_title(name, found) for name in names)
    if fold(found.title()) in found.actors.places:
        return found.is_capital or (
            found.is_country and found.place is not None and found.place.id != _REGION
        )
    return _is_institution(names, found) or _is_role(names, found) or _is_person(names, found)


def _is_surname(label: str, text: str) -> bool:
    """Whether the text gives the one word a given name: "Tashchian" of "Nune Tashchian"."""
    before = re.finditer(rf"(\w+) {re.escape(label)}(?!\w)", text) if label.isalpha() else ()
    return any(gender_of([match[1], label]) is not None for match in before)


def _is_title(word: str, found: Description) -> bool:
    """Whether a word says what somebody is or where: "the", "Armenian", "Foreign", "Minister"."""
    facts, low = found.facts, word.lower()
    known = low in facts.titles or low in facts.honorifics or low in facts.definite
    return known or facts.roles.get(low, "document") != "document" or fold(word) in found.actors.places


def _is_institution(names: list[str], found: Description) -> bool:
    """ "Health Ministry" and "Ministry of Health", not "Campaign Songs"."""
    if found.body is None:
        return False
    lower = [name.lower() for name in names]
    at = lower.index(found.body)
    return at == len(lower) - 1 or lower[at + 1] in found.facts.joins or lower[-1] in found.facts.bodies


def _is_role(names: list[str], found: Description) -> bool:
    """ "Experts", "Armenian army", "Prime Minister"; an adjective alone is nobody."""
    if found.role not in _SPEAKERS or found.name:
        return False
    listed = all(_is_title(name, found) or name.lower() in found.facts.joins for name in names)
    return listed and names[-1].lower() not in found.facts.joins


def _is_person(names: list[str], found: Description) -> bool:
    """ "Minister Karimov", "Mr Karimov", "Nune Tashchian"."""
    facts = found.facts
    name = found.name.split()
    if not name or fold(found.name.split()[-1]) != fold(names[-1]):
        return False
    before = names[: -len(name)]
    if before and all(_is_title(word, found) for word in before):
        title = before[-1].lower()
        # "General Elections" and "Foreign Aid" begin as titles do, but one is no minister's.
        role = facts.roles.get(title) if title in facts.titles else None
        return title in facts.gendered or role == "state" or (role is not None and len(name) > 1)
    return not before and len(name) > 1 and gender_of(name) is not None


def _speaks(found: Description) -> bool:
    if found.actor is not None:
        return found.actor.role != "media"
    return found.is_capital or found.is_country or found.office is not None or found.role in _SPEAKERS
