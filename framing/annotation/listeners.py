"""Who is told something, or passes it on: no part of the source, although it stands beside the source."""

from __future__ import annotations

from framing.actors import fold, load_actors
from framing.annotation.descriptions import read_description
from framing.annotation.scan import Hit, Scan
from framing.annotation.source_facts import facts_of
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range

#: The longest name of a news outlet, in tokens, its quotation marks counted.
_LONGEST_OUTLET = 5
_MARKS = " \"“”„‟«»'’‘"


def marked_name(sentence: Sentence, last: int) -> int | None:
    """The opening mark of a name in quotation marks whose ending stands at `last`: «Name»-ին, “Name”ə.

    None where `last` is no such ending. The ending hugs the mark, with or without a hyphen.
    """
    classes, place = sentence.classes, last - 1
    if place > 1 and classes[place] == "-":
        place -= 1
    if place < 2 or classes[place] != '"' or len(sentence.words[last]) > 3:
        return None
    if sentence.span(last, last)[0] != sentence.span(place, place)[1] + last - place - 1:
        return None
    opening = classes.rfind('"', 0, place)
    return opening if opening >= 0 and set(classes[opening + 1 : place]) <= _IN_A_NAME else None


_IN_A_NAME = frozenset("UXDC#&.-'’")


def source_in_marks(sentence: Sentence, index: int, hits: list[Hit], scan: Scan) -> bool:
    """Whether a quotation is the name of who speaks: «Как сообщает «Интерфакс», …»; gives it to its cue.

    Behind "as" any short name is one, otherwise only one that the registry lists.
    """
    hit = next((h for h in hits if h.last + 1 == index), None)
    if hit is None or "clause" not in hit.cue.frames:
        return False
    if hit.source == (index, index):
        return True
    name = scan.text[slice(*sentence.span(index, index))].strip(_MARKS)
    aside = hit.first == 1 and sentence.words[0] in scan.words.roles
    short = aside and name[:1].isupper() and len(name.split()) <= _LONGEST_IN_MARKS
    if hit.used is not None or not (short or is_listed(name)):
        return False
    hit.source, hit.inverted = (index, index), True
    return True


#: How many words a name in marks has at most.
_LONGEST_IN_MARKS = 4


def is_listed(name: str) -> bool:
    """Whether these words are the name of a listed news outlet, marks aside.

    >>> is_listed("«Интерфакс»"), is_listed("«Мост»")
    (True, False)
    """
    actor = load_actors().by_form.get(fold(name.strip(_MARKS)))
    return actor is not None and actor.role == "media"


def without_listeners(sentence: Sentence, source: Range, scan: Scan) -> Range:
    """A source behind its cue without who was told before it: «сообщил журналистам министр».

    An agency goes where somebody who speaks is left: «сообщил ТАСС источник в правительстве». A reporter
    in the genitive, which is listed as a determiner, belongs to what follows.
    """
    first, last = source
    while first < last and sentence.words[first] in scan.words.reporters and sentence.classes[first] != "D":
        first += 1
    size = _outlet_at(sentence, first, last, scan)
    if 0 < size <= last - first:
        rest = read_description(scan.text[slice(*sentence.span(first + size, last))], scan.language)
        if rest is not None and (rest.actor or rest.role not in (None, "media", "document")):
            first += size
    return first, last


def without_told(sentence: Sentence, source: Range, scan: Scan) -> Range | None:
    """A source before its verb without who was told at its end: “X «Name» ռադիոկայանին ասել է”.

    None where nobody else is left: “Trend”ə bildirilib.
    """
    first, last = source
    if sentence.words[last] not in scan.words.reporters or sentence.classes[last] == "D":
        return source
    opening = marked_name(sentence, last)
    if opening is None and last > 1 and sentence.classes[last - 1] == '"':
        opening = sentence.classes.rfind('"', 0, last - 1)
    start = last if opening is None or opening < first else opening
    if start > first:
        ours = all(sentence.words[at] in scan.words.possessives for at in range(first, start))
        return source if ours else (first, start - 1)  # «մեր թղթակցին ասաց X»: nobody else is left
    if opening is None and first > 1 and sentence.classes[first - 1] == ",":
        return source_before(sentence, first - 2, scan.words, set())  # “Bakan, gazetecilere, “…” dedi”
    return None if opening is not None else source


def give_to_cited(sentence: Sentence, hit: Hit, scan: Scan) -> Range | None:
    """Gives a cue to whom an agency cites: «сообщает ТАСС со ссылкой на X», “Trend X-ə istinadən …”.

    It has no source where it is not certain where the agency's name ends. Returns the source.
    """
    hit.source = _cited(sentence, hit, scan)
    return hit.source


def _cited(sentence: Sentence, hit: Hit, scan: Scan) -> Range | None:
    words, classes, informants = sentence.words, sentence.classes, scan.words.informants
    behind = (hit.source[1] if hit.source and hit.source[0] > hit.last else hit.last) + 1
    if not informants.isdisjoint(words[behind + 1 : behind + 2]):
        if classes[behind] == "P" and classes[behind + 2 : behind + 3] == "P":
            return source_after(sentence, behind + 3, scan.words, fronted=True) or hit.source
    elif hit.source is not None and hit.source[1] < hit.first:
        first, last = hit.source
        if words[last] in informants and last > first:
            size = _outlet_at(sentence, first, last - 1, scan)
            certain = size or last - first == 1
            return (first + size, last - 1) if certain and size < last - first else None
        if first > 2 and words[first - 2] in informants and classes[first - 3 : first] == "PXP":
            outlets = (at for at in range(first + 1, last + 1) if _outlet_at(sentence, at, last, scan))
            agency = next(outlets, None)
            return None if agency is None else (first, agency - 1)
    return hit.source


def _outlet_at(sentence: Sentence, first: int, last: int, scan: Scan) -> int:
    """How many tokens the name of a listed news outlet has that begins here, or 0."""
    if sentence.classes[first] not in 'U"':
        return _is_outlet(sentence.words[first], scan) if first <= last else 0
    for size in range(min(_LONGEST_OUTLET, last - first + 1), 0, -1):
        name = scan.text[slice(*sentence.span(first, first + size - 1))]
        if is_listed(name):
            after = first + size
            return size + (_is_outlet(sentence.words[after], scan) if after <= last else 0)
    return 0


def _is_outlet(word: str, scan: Scan) -> int:
    return int(facts_of(scan.language).roles.get(word) == "media")
