"""Where reported content ends: clauses and noun phrases."""

from __future__ import annotations

import re

from framing.annotation.scan import Scan
from framing.annotation.tokens import Sentence


def clause_end(sentence: Sentence, first: int, scan: Scan) -> int:
    """The last token of a reported clause that begins at `first`.

    It runs to the end of its sentence, unless another cue takes over: ", adding that", "and said",
    ", according to", ", X said".
    """
    classes, words, size = sentence.classes, sentence.words, len(sentence.words)
    verbs = scan.cues.verbs
    # Beyond its first token the walk depends on where it is alone, so that two walks that meet end
    # together. Without this a list of "said, said, …" would be walked once for each of its words.
    ends = scan.short_ends if scan.short else scan.clause_ends
    walked: list[int] = []
    place = first
    while place < size:
        if place > first:
            if place in ends:
                place = ends[place]
                break
            walked.append(place)
        kind = classes[place]
        if kind == ";" or (kind == "Q" and place > first and classes[place - 1] in ",:-"):
            break
        if kind == '"':
            place = _past_marks(sentence, place)
            if place < size and classes[place] == '"' and classes[place - 1] == ",":
                kind = ","
        if kind == "," and place > first and (scan.short or _ends_at_comma(sentence, place, scan)):
            break
        if kind == "-" and place > first and (scan.short or place + 1 in scan.finite):
            break
        if kind == "C" and place > first:
            if place + 1 in scan.joined:
                break
            if classes[place + 1 : place + 2] == "G" and words[place + 1] in verbs:
                break
        if place > first and place in scan.phrases:
            break
        place += 1
    ends.update(dict.fromkeys(walked, place))
    return trimmed(sentence, first, place - 1)


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


def _past_marks(sentence: Sentence, place: int) -> int:
    closing = place + 1
    while closing < len(sentence.classes) and sentence.classes[closing] != '"':
        closing += 1
    return closing if closing < len(sentence.classes) else place


_SUBORDINATION = re.compile("[WTS]")


def noun_end(sentence: Sentence, first: int, scan: Scan) -> int:
    """The last token of content that is a noun phrase, its complements included."""
    classes, words, size = sentence.classes, sentence.words, len(sentence.words)
    if classes[first] == "M" or words[first] in scan.words.dummies:
        following = classes[first + 1] if first + 1 < size else "."
        if following in ".,;:CS-" or (following == "P" and words[first + 1] in scan.words.adjuncts):
            return first
    ends_noun = scan.words.ends_noun
    place = first
    while place < size:
        kind, word = classes[place], words[place]
        if kind in ";:" or (kind == "Q" and place > first and classes[place - 1] in ",:-"):
            break
        if kind == '"':
            place = _past_marks(sentence, place)
            if place < size and classes[place - 1] == ",":
                place += 1
                break
        elif place > first:
            if kind == "," and not _goes_on(sentence, place, scan):
                break
            if kind == "-":
                break
            if kind == "C" and (place + 1 in scan.joined or place + 1 in scan.finite):
                break
            if kind == "C" and classes[place + 1 : place + 2] in ("V", "A", "E", "G"):
                break
            if word in ends_noun and classes[place - 1] != "P":
                break
            if place in scan.finite:
                break
            if (
                kind == "A"
                and classes[place - 1] in "UX"
                and not _SUBORDINATION.search(classes, first, place)
            ):
                break
            if place in scan.phrases:
                break
        place += 1
    return trimmed(sentence, first, place - 1)


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
    """The last token of a stretch without the punctuation at its end."""
    while last > first and sentence.classes[last] in ".,?!-:":
        last -= 1
    return last
