"""Whether a form that can be a cue verb is none where it stands: a noun, an adjective, what names a thing."""

from __future__ import annotations

from framing.annotation.party_words import party_adjectives, party_states
from framing.annotation.tokens import Sentence
from framing.annotation.words import Words


def is_no_verb(sentence: Sentence, words: Words, place: int, index: int, position: int) -> bool:
    """Whether a form without an auxiliary is a noun or an adjective here ("the claims", "a reported")."""
    if place < 0:
        return position < 2
    kind, word = sentence.classes[place], sentence.words[place]
    if kind == "T" and position < 2 and sentence.classes[place - 1 : place] == "P":
        return True  # "for that reason"
    if position == 1 and (kind == "G" or sentence.is_possessive(index)):
        return True  # "growing fears that", "the states' votes"
    if position == 4:  # "the cheering stopped"
        return kind == "D" and index - place == 1 and word not in words.standalone
    if kind in "UX" and word.endswith(words.endings.possessive):
        return True  # "Baku's proposed road"
    if position < 2 and word in words.possessives and sentence.classes[:place][-1:] in ("", "P", "C", ","):
        return index - place == 1  # "Her remarks came"
    if kind in "D#P" and index - place == 1 and word not in words.standalone:
        return True
    if position > 1 and kind == "D" and place and sentence.classes[place - 1] in "PD":
        return True  # "of all reported fires"
    if position == 1 and kind in "EV" and index - place == 1:
        return True  # "That raised questions about"
    if position == 1 and kind == "X" and place and sentence.classes[place - 1] in "EV":
        return True  # "gave new details about"
    if position == 1 and kind == "U" and f"{word} {sentence.words[index]}" in party_states():
        return True  # "United States Department of State": a headline's capitals make no verb of it
    if position == 1 and kind == "U" and word in party_adjectives() and index - place == 1:
        return sentence.classes[:place][-1:] != "D"  # "Armenian claims that", but "an Armenian says"
    if kind == "G" and position == 2 and sentence.classes[index + 1 : index + 2] == "X":
        return True  # "exchanging disputed territories"
    if position == 0:
        if kind == ",":
            return not _subject_follows(sentence, index)
        if kind == "U":
            plural = word.endswith(words.endings.plural)
            joined = place > 1 and sentence.classes[place - 1] == "C"
            return not (plural or joined or _are_several(sentence, words, place, index))
        if kind == "X":
            plural = word.endswith(words.endings.plural) or word in words.plurals
            return not (plural or _are_several(sentence, words, place, index))
        if kind in "#%":
            return not _subject_follows(sentence, index)
        return kind not in "OWTC)D"
    if position == 1:
        return kind == "X" and words.endings.is_plural(word)
    return False


def _are_several(sentence: Sentence, words: Words, place: int, index: int) -> bool:
    """Whether a phrase of several people ends here before a clause: "leaders in the town say that"."""
    classes = sentence.classes
    if classes[index + 1 : index + 2] not in _CLAUSE_OPENS:
        return False
    while place > 1 and classes[place] in "UXD#":
        place -= 1
    if classes[place] != "P" or sentence.words[place] not in words.left_of_source or place < 1:
        return False
    head = sentence.words[place - 1]
    return classes[place - 1] in "XU" and (head.endswith(words.endings.plural) or head in words.plurals)


#: What shows that a clause follows a verb.
_CLAUSE_OPENS = frozenset("TOD#")


def _subject_follows(sentence: Sentence, index: int) -> bool:
    return index + 1 < len(sentence.classes) and sentence.classes[index + 1] in "TO"


def is_to_anybody(sentence: Sentence, to: int, words: Words) -> bool:
    """Whether an infinitive has no subject but "it": "it is fair to say that", "there is reason to fear"."""
    classes, place = sentence.classes, to - 1
    if place < 1 or classes[place] not in "XE":
        return False
    while place > 0 and classes[place] in "XER":
        place -= 1
    while place > 0 and classes[place] == "A":
        place -= 1
    word = sentence.words[place].replace("’", "'").partition("'")[0]
    return word in words.dummies or word in words.expletives


def is_reduced(sentence: Sentence, place: int, last: int, words: Words) -> bool:
    """Whether a past form only tells what a noun is: "a man named Emin", but "Ankara named an envoy"."""
    classes = sentence.classes
    if place < 0 or classes[last + 1 : last + 2] not in ("U", '"', "'", "‘", "Q"):
        return False
    if classes[place] == "X":
        return True
    # "an Armenian named Artur", "a driver from the Town Centre named Emin"
    while place > 0 and classes[place] in "UXPG#D" and sentence.words[place] not in words.appositions:
        place -= 1
    return sentence.words[place] in words.appositions


def is_by_somebody(sentence: Sentence, words: Words, place: int, last: int) -> bool:
    """Whether a past form tells who did what stands behind a comma before it."""
    if sentence.words[last + 1 : last + 2] == [] or sentence.words[last + 1] not in words.agents:
        return False
    while place > 0 and sentence.classes[place] in "XEDG#":
        place -= 1
    return sentence.classes[place] == ","


def is_called_by(sentence: Sentence, words: Words, place: int, last: int) -> bool:
    """Whether a past form tells what others call a noun: "a city called Shushi by Armenians"."""
    classes, at = sentence.classes, last + 1
    if place < 0 or classes[place] not in "X,":
        return False
    while at < len(classes) and classes[at] == "U":
        at += 1
    if last + 1 < at and classes[at : at + 1] in _NAME_ENDS and _is_kind(sentence, words, place):
        return True  # "a programme called Open Roads": that is its name
    while at < len(classes) and classes[at] in 'UDXQ"':
        at += 1
    return last + 1 < at < len(classes) and sentence.words[at] in words.agents


#: What stands behind a name of which no more is said.
_NAME_ENDS = frozenset(("", ".", ",", ")", "C", "V", "A", "W", "T"))


def _is_kind(sentence: Sentence, words: Words, last: int) -> bool:
    """Whether words that end here say what kind of thing something is: "a new group"."""
    place = last
    while place > 0 and sentence.classes[place] in "XE#G-":
        place -= 1
    return sentence.words[place] in words.appositions
