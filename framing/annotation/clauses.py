"""Where reported content ends: clauses and noun phrases."""

from __future__ import annotations

import re

from framing.annotation.scan import Scan
from framing.annotation.tokens import Sentence

#: The classes at which a clause, and a noun phrase, may end.
_CLAUSE_STOPS = re.compile('[;Q",\\-CS]')
_NOUN_STOPS = re.compile('[;:Q",\\-CASPT]')


def clause_end(sentence: Sentence, first: int, scan: Scan) -> int:
    """The last token of a reported clause that begins at `first`.

    It runs to the end of its sentence, unless another cue takes over: ", adding that", "and said",
    ", according to", ", X said".
    """
    classes, size = sentence.classes, len(sentence.words)
    # Beyond its first token the walk depends on where it is alone, so that two walks that meet end
    # together. Without this a list of "said, said, …" would be walked once for each of its words.
    ends = scan.short_ends if scan.short else scan.clause_ends
    walked: list[int] = []
    place = first
    while place < size:
        stop = _CLAUSE_STOPS.search(classes, place)
        place = _phrase_before(scan, max(place, first + 1), stop.start() if stop else size)
        if place >= size:
            break
        if place > first:
            if place in ends:
                place = ends[place]
                break
            walked.append(place)
        kind = classes[place]
        closes = kind in '"Q'
        if kind == '"':
            place = _past_marks(sentence, place)
            if place < size and classes[place] == '"' and classes[place - 1] == ",":
                kind = ","
        if _stops_clause(sentence, place, kind, first, scan):
            break
        place += 1
        if closes and classes[place : place + 1] == "P" and _is_circumstance(sentence, place, scan):
            break
    for walk in walked:
        ends[walk] = place
    # "A baker, who hoped to stay, said": the comma closes what the baker, the source, hoped.
    if scan.closing:
        place = min((at for opens, at in scan.closing if opens < first < at < place), default=place)
    return trimmed(sentence, first, place - 1)


def _phrase_before(scan: Scan, place: int, stop: int) -> int:
    """Where the next source phrase begins, or `stop` where none begins before it."""
    return min((at for at in scan.phrases if place <= at < stop), default=stop) if scan.phrases else stop


def _stops_clause(sentence: Sentence, place: int, kind: str, first: int, scan: Scan) -> bool:
    classes = sentence.classes
    if kind == ";":
        return True
    if place <= first:
        return False
    if place in scan.phrases or (kind == "Q" and classes[place - 1] in ",:-"):
        return True
    if kind == ",":
        return scan.short or _ends_at_comma(sentence, place, scan)
    if kind == "-":
        return scan.short or place + 1 in scan.finite or _ends_at_dash(sentence, place, scan)
    if kind == "S":
        return sentence.words[place] in scan.words.contrast and _takes_over(scan, place + 1)
    if kind == "C":
        following = classes[place + 1 : place + 2]
        return place + 1 in scan.joined or (following == "G" and sentence.words[place + 1] in scan.cues.verbs)
    return False


def _ends_at_comma(sentence: Sentence, comma: int, scan: Scan) -> bool:
    classes, words = sentence.classes, sentence.words
    after = comma + 1
    if after >= len(words):
        return True
    kind, word = classes[after], words[after]
    if kind == "G" and word in scan.cues.verbs:
        return True
    if after in scan.phrases:
        return True
    if kind == "C" or word in scan.words.contrast:
        if after + 1 in scan.joined or after + 1 in scan.finite:
            return True
        return any(t in scan.begins for t in range(after + 1, after + 8))
    hit = scan.begins.get(after)
    if hit is None:
        return False
    # ", X said." closes what was reported; in ", X said, …" it goes on.
    return hit.last + 1 >= len(words) or classes[hit.last + 1] not in ",)-"


def _takes_over(scan: Scan, first: int) -> bool:
    """Whether the source of another cue begins here or behind one word."""
    return first in scan.begins or first + 1 in scan.begins


def _ends_at_dash(sentence: Sentence, dash: int, scan: Scan) -> bool:
    """Whether another source takes over behind a dash: "– after Y warned …", "– which denies …"."""
    after = dash + 1
    kind = sentence.classes[after : after + 1]
    if kind == "W":
        return after + 1 in scan.finite
    joins = kind == "C" or (kind in ("S", "P") and sentence.words[after] in scan.words.backgrounding)
    return joins and _takes_over(scan, after + 1)


_FINITE = re.compile("[AVE]")


def _is_circumstance(sentence: Sentence, place: int, scan: Scan) -> bool:
    """Whether the outlet goes on behind a quotation: "said it would ‘stand firm’ as the fire spread"."""
    if sentence.words[place] not in scan.words.roles or sentence.classes[place + 1 : place + 2] == "P":
        return False
    verb = _FINITE.search(sentence.classes, place + 2, place + 10)
    return verb is not None and not _STOPS.search(sentence.classes, place, verb.start())


_STOPS = re.compile('[,;:"Q]')


def _past_marks(sentence: Sentence, place: int) -> int:
    closing = place + 1
    while closing < len(sentence.classes) and sentence.classes[closing] != '"':
        closing += 1
    return closing if closing < len(sentence.classes) else place


#: Where one clause gives way to the next, so that another verb is no surprise.
_JOINT = re.compile("[CWTSO,;:]")
_VERB = re.compile("[AV]")


def before_second_verb(sentence: Sentence, first: int, end: int) -> int:
    """The last token of a clause from `first` to `end` before the verb of the clause around it."""
    classes = sentence.classes
    verb = _VERB.search(classes, first, end + 1)
    place = verb.end() if verb else end + 1
    while place <= end and classes[place] in "AR":
        place += 1
    place += 1  # the participle
    second = _VERB.search(classes, place, end + 1)
    if second is None or _JOINT.search(classes, place, second.start()):
        return end
    return second.start() - 1


_SUBORDINATION = re.compile("[WTS]")


def noun_end(sentence: Sentence, first: int, scan: Scan) -> int:
    """The last token of content that is a noun phrase, its complements included."""
    classes, words, size = sentence.classes, sentence.words, len(sentence.words)
    if classes[first] == "M" or words[first] in scan.words.dummies:
        following = classes[first + 1] if first + 1 < size else "."
        if following in ".,;:CS-" or (following == "P" and words[first + 1] in scan.words.adjuncts):
            return first
    others = [at for at in (*scan.finite, *scan.phrases) if at > first]
    place = first
    while place < size:
        stop = _NOUN_STOPS.search(classes, place)
        place = min([at for at in others if at >= place] + [stop.start() if stop else size])
        if place >= size:
            break
        if classes[place] == '"':
            place = _past_marks(sentence, place)
            if place < size and classes[place - 1] == ",":
                place += 1
                break
        elif _stops_noun(sentence, place, first, scan):
            break
        place += 1
    return trimmed(sentence, first, _before_relative(sentence, place, first, scan) - 1)


def _before_relative(sentence: Sentence, place: int, first: int, scan: Scan) -> int:
    """Without the beginning of a clause whose cue stands at `place`: "the plane which it | claims"."""
    classes = sentence.classes
    if place not in scan.finite or place < first + 3:
        return place
    relative = place - 1 if classes[place - 1] in "TW" else place - 2
    if classes[relative] not in "TW" or (relative < place - 1 and place - 1 not in scan.begins):
        return place
    return relative - 1 if classes[relative - 1] == "P" else relative


def _stops_noun(sentence: Sentence, place: int, first: int, scan: Scan) -> bool:
    classes = sentence.classes
    kind = classes[place]
    if kind in ";:":
        return True
    if place <= first:
        return False
    if kind in "Q,-":
        if kind == "Q":
            return classes[place - 1] in ",:-"
        return kind == "-" or not (_is_in_date(classes, place) or _goes_on(sentence, place, scan))
    if place in scan.finite or place in scan.phrases:
        return True
    if kind == "C" and (place + 1 in scan.joined or place + 1 in scan.finite or place + 1 in scan.begins):
        return True
    if kind == "C" and classes[place + 1 : place + 2] in ("V", "A", "E", "G"):
        return True
    if classes[place - 1] != "P" and sentence.words[place] in scan.words.ends_noun:
        return True
    return kind == "A" and classes[place - 1] in "UXG" and not _SUBORDINATION.search(classes, first, place)


def _is_in_date(classes: str, comma: int) -> bool:
    """Whether a comma stands before or behind a year: "on May 12, 2023, in the pit"."""
    if classes[comma - 1 : comma + 2] == "#,#":
        return True
    return classes[comma - 3 : comma] == "#,#" and classes[comma + 1 : comma + 2] == "P"


def _goes_on(sentence: Sentence, comma: int, scan: Scan) -> bool:
    """Whether a comma stands in a list ("A, B and C") or before "that"."""
    classes = sentence.classes
    after = comma + 1
    if classes[after : after + 1] == "T":
        return True
    for place in range(after, min(after + 7, len(classes))):
        kind = classes[place]
        if kind == "C" and sentence.words[place] in scan.words.listing and place > after:
            return True
        if kind == "," and place > after:
            return _goes_on_from(classes, place)
        if kind not in 'UXD#P"E&.G':
            return False
    return False


def _goes_on_from(classes: str, comma: int) -> bool:
    ahead = classes[comma + 1 : comma + 7]
    return "C" in ahead and all(k in 'UXD#P"E&.C' for k in ahead[: ahead.index("C")])


def trimmed(sentence: Sentence, first: int, last: int) -> int:
    """The last token of a stretch without the punctuation at its end, inside the brackets around it."""
    closing = sentence.classes.find(")", first + 1, last + 1)
    if closing > 0 and "(" not in sentence.classes[first:closing] and sentence.classes[closing - 1] != "#":
        last = closing - 1
    while last > first and sentence.classes[last] in ".,?!-:":
        last -= 1
    return last
