"""Cue nouns and adverbs: “her claim that …”, “X reportedly did Y”."""

from __future__ import annotations

import re

from framing.annotation.clauses import before_second_verb, clause_end, noun_end
from framing.annotation.cues import CueNoun
from framing.annotation.scan import Found, Scan
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range


def read_nouns(sentence: Sentence, scan: Scan, made: list[Found]) -> None:
    """“her claim that …”, “accusations of …”, “the decision to …”."""
    classes, words, size = sentence.classes, sentence.words, len(sentence.words)
    for index in sentence.places:
        noun = scan.cues.nouns.get(words[index])
        if noun is None or index + 2 >= size or index in scan.finite:
            continue
        following = words[index + 1]
        if classes[index] == "U" and index and not sentence.headline:
            continue
        owner = _owner(sentence, index, scan)
        if following in scan.words.agents and owner is None:
            made.extend(_claim_by(sentence, index, noun, scan))
            continue
        if following not in noun.after or (owner is None and not noun.ownerless):
            continue
        if classes[index + 1] == "T":
            if classes[index + 2] in "AV":
                continue
            end = clause_end(sentence, index + 1, scan)
            denied = scan.begins.get(index + 2)
            if denied is not None and denied.cue.cue_class == "denial" and denied.last >= end:
                continue  # "an allegation that the ministry denies" does not tell what was alleged
            content = index + 1, _before_main_verb(sentence, index, end)
        elif following in scan.words.infinitive:
            content = index + 1, noun_end(sentence, index + 1, scan)
        else:
            content = index + 2, _before_verb(sentence, index, noun_end(sentence, index + 2, scan))
        start = sentence.span(content[0], content[0])[0]
        if owner is None and any(f.content and f.content[-1][0] == start for f in made):
            continue  # "said in a statement that": the verb has this content already
        made.append(
            Found(
                rule="cue-noun",
                content=[sentence.span(*content)],
                source=sentence.span(*owner) if owner else None,
                cue=sentence.span(index, index),
                cue_class=noun.cue_class,
            )
        )


def _claim_by(sentence: Sentence, index: int, noun: CueNoun, scan: Scan) -> list[Found]:
    """“the claim by Baku that …”."""
    source = source_after(sentence, index + 2, scan.words)
    if source is None or sentence.words[source[1] + 1 : source[1] + 2] == []:
        return []
    after = source[1] + 1
    if any(source[0] < at < after for at in scan.finite):
        return []  # "A report by the council found that …": the verb is the cue
    if sentence.classes[after] != "T" or sentence.words[after] not in noun.after:
        return []
    end = clause_end(sentence, after, scan)
    return [
        Found(
            rule="cue-noun",
            content=[sentence.span(after, _before_main_verb(sentence, index, end))],
            source=sentence.span(*source),
            cue=sentence.span(index, index),
            cue_class=noun.cue_class,
        )
    ]


_VERB = re.compile("[AV]")


def _before_main_verb(sentence: Sentence, index: int, end: int) -> int:
    """The end of "that the road was closed" in "The claim that the road was closed was false"."""
    if index > 4 or _VERB.search(sentence.classes, 0, index):
        return end
    return before_second_verb(sentence, index + 2, end)


_VERB_OR_CLAUSE = re.compile("[AVWTSGE]")


def _before_verb(sentence: Sentence, index: int, end: int) -> int:
    """The end of "a truce" in "Calls for a truce grew louder", where the noun opens its sentence."""
    if index > 4 or _VERB.search(sentence.classes, 0, index):
        return end
    verb = _VERB_OR_CLAUSE.search(sentence.classes, index + 2, end + 1)
    return verb.start() - 1 if verb and verb.group() in "AV" else end


def _owner(sentence: Sentence, index: int, scan: Scan) -> Range | None:
    """Whose claim it is: a possessive before the noun, adjectives between."""
    for place in range(index - 1, max(index - 5, -1), -1):
        word, kind = sentence.words[place], sentence.classes[place]
        if word in scan.words.possessives:
            return place, place
        if kind in "UX" and word.endswith(scan.words.endings.possessive):
            first = place
            while first > 0 and sentence.classes[first - 1] == "U":
                first -= 1
            if first > 0 and sentence.classes[first - 1] == "D":
                first -= 1
            return first, place
        if kind == "U" and word not in scan.words.times and place == index - 1:
            first = place
            while first > 0 and sentence.classes[first - 1] == "U":
                first -= 1
            return first, place  # "Republican criticism of"
        if kind not in "XREG#":
            return None
    return None


def read_adverbs(sentence: Sentence, scan: Scan, made: list[Found]) -> None:
    """“X reportedly did Y”: content without a source."""
    for index in sentence.places:
        cue_class = scan.cues.adverbs.get(sentence.words[index])
        if cue_class is None or index + 1 >= len(sentence.words):
            continue
        spans: list[Range] = []
        if index == 0:
            first = 2 if sentence.classes[1] == "," else 1  # "Reportedly, two were hurt"
            spans.append((first, clause_end(sentence, first, scan)))
        before = index - 1
        while before >= 0 and sentence.classes[before] == "A":
            before -= 1
        subject = source_before(sentence, before, scan.words, scan.finite) if before >= 0 else None
        if subject is not None:
            spans.append((subject[0], index - 1))
        end = noun_end(sentence, index + 1, scan) if index else 0
        if end > index:
            spans.append((index + 1, end))
        if spans:
            made.append(
                Found(
                    rule="evidential-adverb",
                    content=[sentence.span(a, b) for a, b in spans],
                    cue=sentence.span(index, index),
                    cue_class=cue_class,
                )
            )
