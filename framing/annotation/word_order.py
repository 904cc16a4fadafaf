"""Where sources and clauses stand in the languages that mark a reported clause, unlike English."""

from __future__ import annotations

from framing.annotation.scan import Hit, Scan
from framing.annotation.sources import source_after
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range, Words


def settle_source(sentence: Sentence, scan: Scan, hit: Hit) -> bool:
    """Mends the source of a cue verb by the word order of the language; False where it is no verb at all."""
    words = scan.words
    if hit.position == 2 and hit.first == hit.index and "reduced" in hit.cue.frames:
        return False  # "le pays, soutenu par …": a participle without its auxiliary
    if words.endings.indefinite and not hit.inverted:
        hit.source = _at_a_body(sentence, hit, words) or hit.source
    if hit.source is not None and hit.source[1] < hit.first:
        hit.source = _without_occasion(sentence, hit.source, words)
    if hit.source is None and hit.leads == "P" and sentence.words[hit.first - 1] in words.standalone:
        hit.source = _source_after_occasion(sentence, hit, words)
    return True


def _without_occasion(sentence: Sentence, source: Range, words: Words) -> Range:
    """A source without the time before it, and without «в беседе с журналистами» behind it."""
    first, last = source
    while first < last and (
        sentence.words[first] in words.times
        or (sentence.classes[first] == "#" and sentence.words[first + 1] in words.times)
    ):
        first += 1
    told = next((at for at in range(first, last + 1) if sentence.words[at] in words.reporters), None)
    if told is not None:
        cut = next((at for at in range(told, first, -1) if sentence.words[at] in words.placing), None)
        last = cut - 1 if cut is not None else last
    return first, last


def _source_after_occasion(sentence: Sentence, hit: Hit, words: Words) -> Range | None:
    """«Ճեպազրույցում ասաց X»: behind an occasion, which ends in a postposition, the source is last."""
    if words.verb_final:
        return None
    source = source_after(sentence, hit.last + 1, words, fronted=True)
    hit.inverted = source is not None
    return source


def _at_a_body(sentence: Sentence, hit: Hit, words: Words) -> Range | None:
    """«В министерстве обороны сообщили, что»: a verb without a subject, and where it was said."""
    if not words.endings.indefinite or not sentence.words[hit.index].endswith(words.endings.indefinite):
        return None
    last = hit.first - 1
    while last > 0 and sentence.words[last] in words.times:
        last -= 1
    if last > 0 and sentence.words[0] in words.placing and set(sentence.classes[1 : last + 1]) <= _IN_A_NAME:
        return 1, last
    after = hit.last + 1
    following = sentence.words[after : after + 2]
    if hit.source is None and len(following) == 2 and following[0] in words.placing:
        return None if following[1] in words.times else source_after(sentence, after + 1, words, fronted=True)
    return None


_IN_A_NAME = frozenset('UX#.&"')


def announces_this(sentence: Sentence, place: int, words: Words) -> bool:
    """“AGENCY xəbər verir ki, bunu X deyib”: the agency only passes on what the sentences before say."""
    first = place + 2 if sentence.classes[place + 1 : place + 2] == "," else place + 1
    return any(tuple(sentence.words[first : first + len(p)]) == p for p in words.about_this)


def points_back(sentence: Sentence, hit: Hit, words: Words) -> bool:
    """Whether "about this" stands before the cue: what was said stands elsewhere, in the sentences before."""
    for phrase in words.about_this:
        for at in range(hit.first - len(phrase) + 1):
            opens = not at or sentence.classes[at - 1] in ",-TC"
            if opens and tuple(sentence.words[at : at + len(phrase)]) == phrase:
                return True
    return False
