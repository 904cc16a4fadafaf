"""Content that is the subject of its cue: “X is seen as Y”, “X was criticised by Y”."""

from __future__ import annotations

from framing.annotation.adverbials import after_adverbials
from framing.annotation.clauses import clause_end, noun_end
from framing.annotation.scan import Hit, Scan
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range

_PASSIVE_COMPLEMENT = frozenset(
    ("perception", "appearance", "labelling", "distancing", "accusatory", "neutral")
)


def with_subject(sentence: Sentence, scan: Scan, hit: Hit) -> tuple[str, list[Range], Range | None]:
    """“X is seen as Y”, “X appears to be Y”, “X was criticised by Y”, “X was told that Y”.

    The subject belongs to the content; the source is the agent after "by", or nobody.
    """
    classes, words, size = sentence.classes, sentence.words, len(sentence.words)
    facts = scan.words
    place = hit.last + 1
    cue_class = hit.cue.cue_class
    place = after_adverbials(sentence, place, scan.words, medium=False)
    source: Range | None = None
    informed = bool(hit.cue.frames & {"addressee"}) and hit.cue.cue_class != "perception"
    agents = facts.agents | facts.informants if informed else facts.agents
    if place < size and words[place] in agents and classes[place + 1 : place + 2] != "G":
        source = source_after(sentence, place + 1, facts)
        if source is not None:
            place = source[1] + 1
    subject = source_before(sentence, hit.first - 1, scan.words, scan.finite - {hit.index})
    kind = classes[place] if place < size else "."
    word = words[place] if place < size else ""
    told = hit.cue.frames & {"addressee", "addressee_to"}
    if told and source is None and kind == "P" and word not in facts.infinitive | hit.cue.after:
        # "was told at the ministry that"
        place = after_adverbials(sentence, place, scan.words, medium=True)
        kind = classes[place] if place < size else "."
        if kind != "T":
            return "", [], None
    if kind == "T" and _is_advice(sentence, hit, scan):
        return "", [], None
    if kind == "T" or word in facts.questions:
        scan.short = scan.short and not (kind == "T" and hit.passive)  # "It was noted that X, but Y"
        rest = place, clause_end(sentence, place, scan)
        # "He was told that": the content is the clause alone. "It appears that": so is it here.
        return "passive-clause", [rest], source
    if told and cue_class != "perception":
        if word in facts.infinitive and subject:
            return "passive-told", [subject, (place, clause_end(sentence, place, scan))], source
        if word in hit.cue.after and place + 1 < size:
            return "passive-told", [(place + 1, noun_end(sentence, place + 1, scan))], source
        if kind in "DUX#" and "noun" in hit.cue.frames:
            return "passive-told", [(place, noun_end(sentence, place, scan))], source
        return "", [], None
    if subject is None:
        return "", [], None
    if source is not None and "noun" in hit.cue.frames and kind in ".,;:CPS)":
        return "passive-agent", [subject], source
    if cue_class not in _PASSIVE_COMPLEMENT:
        return "", [], None
    if word in facts.infinitive or (cue_class == "appearance" and kind in "XEDRGP#U"):
        return "subject-and-infinitive", [subject, (place, clause_end(sentence, place, scan))], source
    if word in facts.roles or (hit.cue.frames & {"label", "labelled"} and kind in 'DXU"EGR'):
        return "subject-and-label", [subject, (place, noun_end(sentence, place, scan))], source
    if word in facts.genitives and "accusation" in hit.cue.frames and place + 1 < size:
        return "subject-and-accusation", [subject, (place + 1, clause_end(sentence, place + 1, scan))], source
    return "", [], None


def _is_advice(sentence: Sentence, hit: Hit, scan: Scan) -> bool:
    """Whether the outlet itself tells the reader: "It should be noted that the bridge is closed"."""
    facts = scan.words
    group = sentence.words[hit.first : hit.index]
    before = sentence.words[hit.first - 1] if hit.first else ""
    return before in facts.dummies and not facts.obliging.isdisjoint(group)
