"""What is denied or condemned, and who is accused, before its verb, where a language ends with the verb."""

from __future__ import annotations

from framing.actors import fold, load_actors
from framing.annotation.descriptions import Description, read_description
from framing.annotation.scan import Hit, Scan
from framing.annotation.source_facts import facts_of
from framing.annotation.sources import source_before
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range

_FRAMES = frozenset(("noun", "accusation"))
_IN_OBJECT = frozenset("UXD#&\"'’-RC")


def object_before(sentence: Sentence, scan: Scan, hit: Hit) -> tuple[str, list[Range]]:
    """“Nazirlik bu məlumatı təkzib edib”, “Bakanlık, iddiaları yalanladı”; gives `hit` its source.

    Where no comma stands behind the source, it must be a body, a country, a capital or a listed person,
    and the object must begin with "this" or a country, or be one word. Nothing is read otherwise:
    “Nazirlik rəhbəri məlumatı təkzib edib” might be split behind its first word.
    """
    last = hit.first - 1
    if not scan.words.verb_final or hit.cue.frames.isdisjoint(_FRAMES) or last < 1:
        return "", []
    if sentence.classes[last] not in "UX" or sentence.classes[hit.last + 1 : hit.last + 2] not in _ENDS:
        return "", []
    comma = sentence.classes.find(",", 1, last)
    end = _source_end(sentence, scan, last) if comma < 0 else comma - 1
    first = (comma if comma > 0 else end or 0) + 1
    if end is None or first > last or not set(sentence.classes[first : last + 1]) <= _IN_OBJECT:
        return "", []
    if comma > 0 and not _is_speaker(sentence, scan, end):
        return "", []
    hit.source = 0, end
    return "noun-content", [(first, last)]


#: The verb ends its clause.
_ENDS = ("", ".", ",", ";", "!", "C", "-")


def _is_speaker(sentence: Sentence, scan: Scan, end: int) -> bool:
    """Whether somebody who speaks, and nothing else, stands from the head of a sentence to `end`."""
    if source_before(sentence, end, scan.words, set()) != (0, end):
        return False
    if not scan.words.times.isdisjoint(sentence.words[: end + 1]):
        return False
    found = read_description(scan.text[slice(*sentence.span(0, end))], scan.language)
    if found is None or found.role == "document":
        return False
    known = found.role is not None or found.body is not None or found.is_capital or found.is_country
    return known or found.actor is not None or bool(found.name)


def _source_end(sentence: Sentence, scan: Scan, last: int) -> int | None:
    """The last token of a source at the head of a sentence that surely ends there, before `last`."""
    facts, words = facts_of(scan.language), sentence.words
    for place in range(last):
        if sentence.classes[place] not in "UX":
            return None
        if not _opens_object(sentence, scan, place + 1, last):
            continue
        found = read_description(scan.text[slice(*sentence.span(0, place))], scan.language)
        if found is None or words[place].endswith(scan.words.endings.genitive):
            continue
        alone = place == 0 and (found.is_capital or found.is_country)
        body = words[place] in facts.bodies and facts.roles.get(words[place]) is not None
        if alone or body or (found.owner is None and found.role != "document" and _ends_a_name(found)):
            return place
    return None


def _ends_a_name(found: Description) -> bool:
    """Whether the last word is the last of a listed name, as it is listed."""
    if found.actor is None:
        return False
    last = f" {fold(found.words[-1])}"
    return any(f" {fold(form)}".endswith(last) for form in (found.actor.name, *found.actor.forms))


def _opens_object(sentence: Sentence, scan: Scan, first: int, last: int) -> bool:
    """Whether what begins here can be no part of the source before it."""
    kind, word = sentence.classes[first], sentence.words[first]
    if kind == "D":
        return True
    facts = facts_of(scan.language)
    if kind == "X":
        return first == last and word not in facts.role_words | facts.titles | facts.bodies | facts.kin
    places = load_actors().places
    return any(fold(word[:size]) in places for size in range(len(word), _SHORTEST_PLACE, -1))


#: A country or a capital has more letters than this.
_SHORTEST_PLACE = 3


def genitive_place(sentence: Sentence, scan: Scan, genitive: int, before: int) -> int:
    """Where the clause of “Əliyev Azərbaycanın (yolunun) açıq olduğunu deyib” begins: at the country; or 0.

    `genitive`: where a word in small letters stands in the genitive, or 0; then the country stands before it.
    """
    ending, words = scan.words.endings.genitive, sentence.words
    facts, places = facts_of(scan.language), load_actors().places
    found = [
        at
        for at in (range(genitive - 1, genitive) if genitive else range(1, before))
        if sentence.classes[at] == "U"
        and words[at].endswith(ending)
        and any(fold(stem) in places for stem in facts.stems(words[at])[1:])
    ]
    return found[0] if len(found) == 1 else 0
