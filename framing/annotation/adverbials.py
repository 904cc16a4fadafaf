"""What stands between a cue and its content: who was told, when, where, through what."""

from __future__ import annotations

from framing.annotation.tokens import Sentence
from framing.annotation.words import Words


def after_addressee(sentence: Sentence, place: int, words: Words) -> int | None:
    """The token after the person told, or None where there is none before the sentence ends."""
    classes, size = sentence.classes, len(sentence.words)
    start = place
    # "told her sister", but "told her the road"
    owner = classes[start : start + 2] == "MX" and sentence.words[start] in words.possessives
    while place < size and place - start < 14:
        kind, word = classes[place], sentence.words[place]
        if kind in "TQ:" or word in words.questions or word in words.infinitive:
            return place if place > start or kind in "TQ:" else None
        if kind in "O;,.?!" or (kind == "P" and word in words.addressee_ends):
            return place if place > start else None
        if owner and kind in "AV":
            return None  # "promised her plan would work"
        if kind == "M" and place == start and not owner:
            return place + 1 if place + 1 < size else None
        if kind == "D" and place > start and classes[place - 1] in "UX":
            return place
        place += 1
    return None


def after_adverbials(sentence: Sentence, place: int, words: Words, *, medium: bool) -> int:
    """Skips times and, for verbs of saying, a phrase of place or medium ("in a statement")."""
    classes, size = sentence.classes, len(sentence.words)
    while place < size:
        word = sentence.words[place]
        if word in words.times or (classes[place] == "R" and classes[place : place + 2] != "R#"):
            place += 1
        elif classes[place] == "#" and place and sentence.words[place - 1] in words.times:
            place += 1  # "on August 14"
        elif word in words.before_times and place + 1 < size and sentence.words[place + 1] in words.times:
            place += 2
        elif word in words.before_times and _is_dated(sentence, place + 1, words):
            place += 3
        elif (
            medium and classes[place] == "P" and (word in words.medium or "T" in classes[place : place + 12])
        ):
            stop = place + 1
            while stop < size and stop - place < 16 and classes[stop] not in "T,;:QO":
                if classes[stop] == "S" and _asks(sentence.words[stop], words):
                    return stop  # "explained in a letter how it works"
                if classes[stop] == "D" and classes[stop - 1] in "UX":
                    break
                stop += 1
            if words.times.issuperset(sentence.words[stop : stop + 2]) and stop + 1 < size:
                place = stop  # "argued in interviews this week that"
                continue
            return stop if stop < size and classes[stop] in "T:QOD" else size
        elif classes[place] == "," and classes[place + 1 : place + 2] in ("Q", "T"):
            place += 1
        elif classes[place : place + 2] in (",S", ",P") and (after := _behind_aside(classes, place)):
            place = after
        else:
            break
    return place


def _asks(word: str, words: Words) -> bool:
    return word in words.questions and word not in words.backgrounding


def _is_dated(sentence: Sentence, place: int, words: Words) -> bool:
    """Whether a number and a month stand here: "14 August"."""
    day = sentence.classes[place : place + 1] == "#" and place + 1 < len(sentence.words)
    return day and sentence.words[place + 1] in words.times


#: The longest aside between a cue and "that", in words.
_LONGEST_ASIDE = 14


def _behind_aside(classes: str, comma: int) -> int:
    """Where "that" stands in "stated, while touring the port, that"; 0 where it does not."""
    closing = classes.find(",", comma + 1, comma + _LONGEST_ASIDE)
    return closing + 1 if closing > 0 and classes[closing + 1 : closing + 2] == "T" else 0
