"""Where a source begins and ends: local rules over the tokens left and right of a cue."""

from __future__ import annotations

import re
from collections.abc import Set

from framing.annotation.tokens import Sentence
from framing.annotation.words import Words

_INSIDE = frozenset("UXD#\"'’&.M%/`‘$€£")
_LONGEST = 40
_AUXILIARY_OR_VERB = re.compile("[AV]")
_OPEN_CHUNK = frozenset("DU#WEXPG.")
#: What shows that a verb or another clause stands between "who" and a phrase.
_BEFORE_PHRASE = frozenset(',;:-Q"TAVEOW')


def source_before(sentence: Sentence, last: int, words: Words, verbs: Set[int]) -> tuple[int, int] | None:
    """The source that ends at token `last`, as first and last token.

    `verbs` holds the tokens known to be cue verbs. A comma at `last` closes an apposition or a
    relative clause ("Name, a political analyst in X,"), which belongs to the source.
    """
    last = _without_time(sentence, last, words)
    if last < 0:
        return None
    kind = sentence.classes[last]
    if kind in "WT":
        return _with_antecedent(sentence, last, words, verbs)
    if kind in "OM":
        if last > 2 and sentence.classes[last - 2] == "W" and sentence.classes[last - 1] in "XEV":
            # "People who left it say": the pronoun is the object of the clause before.
            return _with_antecedent(sentence, last - 2, words, verbs)[0], last
        return last, last
    if kind == ",":
        return _with_apposition(sentence, last, words, verbs)
    if kind == '"' and sentence.classes[last - 1 : last] == ",":
        described = _with_apposition(sentence, last - 1, words, verbs)  # "X, known as “Y,” said"
        return (described[0], last) if described and described[1] == last - 2 else described
    if kind == "-":
        return _between_dashes(sentence, last, words, verbs)
    if kind == ")":
        opening = last
        while opening >= 0 and sentence.classes[opening] != "(":
            opening -= 1
        first = _phrase_start(sentence, opening - 1, words, verbs)
        return None if first is None else (first, last)
    first = _phrase_start(sentence, last, words, verbs)
    if first is None:
        return None
    relative = _relative_with_phrase(sentence, first, verbs)
    if relative is not None:
        return _with_antecedent(sentence, relative, words, verbs)
    return _relative_start(sentence, first, words, verbs), last


def _relative_with_phrase(sentence: Sentence, first: int, verbs: Set[int]) -> int | None:
    """The "who" of "X, who in a speech to the nation said": no verb stands between it and the phrase."""
    classes = sentence.classes
    relative = classes.rfind("WP", max(first - 16, 1), first)
    if relative < 0 or not _BEFORE_PHRASE.isdisjoint(classes[relative + 1 : first]):
        return None
    return None if any(relative < place < first for place in verbs) else relative


def _relative_start(sentence: Sentence, first: int, words: Words, verbs: Set[int]) -> int:
    """The start of "people who came back in buses of X", where only "X" was seen so far."""
    classes = sentence.classes
    for place in range(first - 1, max(first - 16, 0), -1):
        kind = classes[place]
        if kind in ',;:-Q"T':
            break
        if kind == "W":
            begin = _phrase_start(sentence, place - 1, words, verbs)
            return first if begin is None else begin
    return first


def _with_antecedent(sentence: Sentence, relative: int, words: Words, verbs: Set[int]) -> tuple[int, int]:
    """ "critics who": the relative pronoun with the words that it stands for."""
    place = relative - 1
    if place >= 0 and sentence.classes[place] == ",":
        place -= 1
    if place >= 0 and sentence.classes[place] in 'UX#G")':
        first = _phrase_start(sentence, place, words, verbs)
        if first is not None:
            return first, relative
    return relative, relative


def _without_time(sentence: Sentence, last: int, words: Words) -> int:
    """Skips "on Tuesday", "last week" or "himself" between the source and its verb."""
    place = last
    while place > 0 and (sentence.words[place] in words.times or sentence.words[place] in words.emphatics):
        place -= 1
    if place == last:
        return last
    if place >= 0 and sentence.classes[place] == "P":
        place -= 1
    return place if place >= 0 and sentence.classes[place] in "UXO,)" else last


def _phrase_start(sentence: Sentence, last: int, words: Words, verbs: Set[int]) -> int | None:
    classes = sentence.classes
    place = last
    joint = False
    while place >= 0 and last - place < _LONGEST:
        kind = classes[place]
        if place in verbs:
            break
        if kind == '"' and place > 1:
            if classes[place - 1] in ",-":
                break
            opening = place - 1
            while opening >= 0 and classes[opening] != '"':
                opening -= 1
            place = opening if opening >= 0 else place
        if kind in _INSIDE:
            pass
        elif kind == "P":
            if sentence.words[place] not in words.left_of_source or place == last:
                break
        elif kind == "C":
            if place == 0 or classes[place - 1] not in 'UX")' or place == last:
                break
            if sentence.words[place] not in words.listing:
                break  # "a mediator but Baku claimed"
            joint = True
        elif kind == "E":
            released = place < last and sentence.words[place + 1] in words.agents  # "footage released by"
            if place > 0 and classes[place - 1] in "UO" and not released:
                break
            if place < last - 1 and classes[place + 1] == "D" and not released:
                break  # "both men issued a statement"
            if classes[max(place - 2, 0) : place] in (",R", "UR", "OR"):
                break  # "the deal, which …, at once drew critics who"
        elif kind == "V":
            if not _describes(sentence, place, last, words):
                break
        elif kind == "G":
            if place > 0 and classes[place - 1] == ",":
                break
        elif kind == "R":
            if place == last or classes[place + 1] not in "XE#":
                break
        else:
            break
        place -= 1
    first = place + 1
    while first <= last and (
        classes[first] in "CR.'’" or (classes[first] == "P" and sentence.words[first] in words.classes)
    ):
        if classes[first] == "P" and first < last:
            return _after_fronted(sentence, first, last, words)
        first += 1
    if first < last and classes[first] in "GE" and classes[first + 1] == "D":
        first += 1  # "is releasing a new film that"
    if first > last or (first == last and classes[first] == '"'):
        return None
    if not joint:
        return first
    second = _second_subject(classes, first, last)
    return _list_start(sentence, first, words, verbs) if second == first else second


def _describes(sentence: Sentence, verb: int, last: int, words: Words) -> bool:
    """Whether a word that can be a verb stands before a noun: "the killed soldier", "the lead editor"."""
    article, after = sentence.classes[verb - 1 : verb], sentence.classes[verb + 1 : verb + 2]
    if article != "D" or sentence.words[verb - 1] in words.standalone or verb >= last:
        return False
    return after in ("X", "U", "E")


_ITEM = re.compile("D?U[U.]*(?:PU+)?C")


def _list_start(sentence: Sentence, first: int, words: Words, verbs: Set[int]) -> int:
    """Where a list of names begins whose last two are at hand: "Armenia, Russia and Azerbaijan"."""
    classes = sentence.classes
    if first < 2 or classes[first - 1] != "," or not _ITEM.match(classes, first):
        return first
    begin = place = first
    while place > 1 and classes[place - 1] == ",":
        item = place - 2
        while item >= 0 and classes[item] in "U.":
            item -= 1
        if item >= 0 and classes[item] == "D":
            item -= 1
        if item + 1 > place - 2 or sentence.words[place - 2] in words.times:
            break
        place = item + 1
        before = classes[item] if item >= 0 else ""
        if before in ("", "S", "T", "C", '"', ","):
            begin = place
        elif before == "P" and item and _is_several(sentence.words[item - 1], words):
            # "observers from the council, the bank and the union"
            whole = _phrase_start(sentence, place, words, verbs)
            return begin if whole is None else whole
    return begin


def _is_several(word: str, words: Words) -> bool:
    return words.endings.is_plural(word) or word in words.plurals


def _second_subject(classes: str, first: int, last: int) -> int:
    """The start of the second of two clauses that "and" joins: "X ordered a truce and General Y vowed"."""
    joint = classes.rfind("CU", first, last + 1)
    if joint < 0:
        return first
    for place in range(max(first - 1, 1), joint):
        if classes[place] in "EV" and classes[place - 1] in "UOX":
            return joint + 1
    return first


def _after_fronted(sentence: Sentence, first: int, last: int, words: Words) -> int:
    """The source behind a fronted phrase without a comma: "In a statement the ministry said"."""
    classes = sentence.classes
    if sentence.words[first + 1] in words.times:
        place = first + 2
        while place < last and (classes[place] == "#" or sentence.words[place] in words.times):
            place += 1
        if classes[place] in "UDX":
            return place  # "On November 14 the ministry said"
    for place in range(last, first, -1):
        if classes[place] == "D" and (place > first + 1 or classes[last] != "U"):
            return place - 1 if classes[place - 1] == "D" and place > first + 1 else place
    place = last
    while place > first + 1 and classes[place - 1] in "U.":
        place -= 1
    return place


def _with_apposition(sentence: Sentence, comma: int, words: Words, verbs: Set[int]) -> tuple[int, int] | None:
    classes = sentence.classes
    place = comma - 1
    for _ in range(5):
        while place >= 0 and classes[place] not in ",;:-Q" and comma - place < _LONGEST:
            place -= 1
        if place <= 0 or classes[place] != ",":
            return None
        chunk = place + 1
        first = _phrase_start(sentence, place - 1, words, verbs)
        if first is None and classes[place - 1] == "O":
            first = place - 1
        if first is not None:
            head = classes[first]
            starts_clause = first == 0 or classes[first - 1] in ",;:-CTSPRQ(VW"
            named = any(classes[t] == "U" for t in range(first, place))
            owned = head == "M" and sentence.words[first] in words.possessives
            if (head in "UDO" or named or owned) and not (
                head == "D" and first > 1 and classes[first - 1] == ","
            ):
                last = comma if classes[chunk] in _OPEN_CHUNK else place - 1
                return first, last - 1 if last == comma else last
            if not starts_clause:
                return None
        place -= 1
    return None


def _between_dashes(sentence: Sentence, dash: int, words: Words, verbs: Set[int]) -> tuple[int, int] | None:
    """The source before an aside: "Estonia – a member of the council – stressed"."""
    classes = sentence.classes
    opening = classes.rfind("-", max(dash - _LONGEST, 0), dash)
    if opening < 1 or classes[opening - 1] not in 'UX)"':
        return None
    first = _phrase_start(sentence, opening - 1, words, verbs)
    if first is None or (first > 0 and classes[first - 1] not in ",;:CTSP"):
        return None
    return first, opening - 1


def source_after(
    sentence: Sentence, first: int, words: Words, *, fronted: bool = False, wide: bool = False
) -> tuple[int, int] | None:
    """The source that begins at token `first` ("said X, a Y based in Z"), as first and last token.

    `fronted`: it opens its sentence, so that ", the Y" may begin the content. `wide`: it may hold
    any preposition ("people briefed on the matter").
    """
    classes, size = sentence.classes, len(sentence.words)
    if first >= size:
        return None
    if classes[first] in "OM":
        return first, first
    last = _phrase_end(sentence, first, words, wide=wide)
    if last is None:
        return None
    for _ in range(3):
        chunk = last + 2
        if chunk >= size or classes[last + 1] != ",":
            break
        kind = classes[chunk]
        if fronted and (kind in "UX" or sentence.words[chunk] not in words.appositions):
            break
        if kind not in "D#WUXE" or sentence.words[chunk] in words.times or "Q" in classes[chunk : chunk + 2]:
            break
        end = chunk
        while end + 1 < size and classes[end + 1] not in ",;:-Q(":
            end += 1
        if end - first > _LONGEST:
            break
        if end + 1 >= size and classes[end] in ".?!":
            end -= 1
        if kind != "W" and _AUXILIARY_OR_VERB.search(classes, chunk, end + 1):
            break
        last = end
    return first, last


def _phrase_end(sentence: Sentence, first: int, words: Words, *, wide: bool) -> int | None:
    classes, size = sentence.classes, len(sentence.words)
    place = first
    while place < size and place - first < _LONGEST:
        kind = classes[place]
        word = sentence.words[place]
        if word in words.times and place > first:
            break
        if kind == "." and place == size - 1:
            break
        if kind in _INSIDE or kind == "E" or kind == "G" or kind == "R":
            pass
        elif kind == "P" and place > first:
            following = classes[place + 1] if place + 1 < size else "."
            if wide:
                if following in "#" or (place + 1 < size and sentence.words[place + 1] in words.times):
                    break
            elif word in words.placing:
                if following != "U" or sentence.words[place + 1] in words.times:
                    break
            elif word not in words.right_of_source:
                break
        elif kind == "C" and place > first:
            following = classes[place + 1] if place + 1 < size else "."
            if following not in "UDX#":
                break
        elif kind == "W" and place > first:
            while place + 1 < size and classes[place + 1] not in ",;:Q-":
                place += 1
            if place == size - 1 and classes[place] in ".?!":
                place -= 1
            return place
        else:
            break
        place += 1
    last = place - 1
    while last > first and classes[last] in "PCRD":
        last -= 1
    if last == first and classes[first] == "D" and sentence.words[first] not in words.standalone:
        return None  # "stressed the need": no verb of saying before its subject
    return last if last >= first and classes[first] not in "PCRG" else None
