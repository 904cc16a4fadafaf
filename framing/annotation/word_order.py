"""Where sources and clauses stand in the languages that mark a reported clause, unlike English."""

from __future__ import annotations

from framing.annotation.labels import describes_speaker
from framing.annotation.listeners import (
    give_to_cited,
    is_listed,
    marked_name,
    without_listeners,
    without_told,
)
from framing.annotation.scan import Hit, Scan
from framing.annotation.source_facts import facts_of
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range, Words
from framing.language import load_language


def settle_source(sentence: Sentence, scan: Scan, hit: Hit) -> bool:
    """Mends the source of a cue verb by the word order of the language; False where it is no verb at all."""
    words = scan.words
    if hit.position == 2 and hit.first == hit.index and "reduced" in hit.cue.frames:
        return False  # "le pays, soutenu par …": a participle without its auxiliary
    if words.endings.indefinite and not hit.inverted:
        hit.source = _at_a_body(sentence, hit, words) or hit.source
    if hit.source is None:
        _find_source(sentence, scan, hit)
    elif hit.source == (0, 0) and sentence.words[0] in words.times:
        hit.source = _source_after_occasion(sentence, hit, words)
    elif hit.source == (0, 0) and sentence.words[0] in words.roles:
        _find_marked_behind(sentence, scan, hit)
    if words.informants:
        give_to_cited(sentence, hit, scan)
    if hit.source is not None and hit.source[1] < hit.first:
        told = without_told(sentence, _without_occasion(sentence, hit.source, words), scan)
        hit.source = None if told is None else _without_gerund(sentence, hit, told, scan)
    elif hit.source is not None:
        hit.source = without_listeners(sentence, hit.source, scan)
    return True


def _find_source(sentence: Sentence, scan: Scan, hit: Hit) -> None:
    """Who stands before a verb or, in marks, behind it, where no other rule has found anybody."""
    _find_source_before(sentence, scan, hit)
    if hit.source is None and sentence.classes[hit.last + 1 : hit.last + 2] == '"':
        _find_marked_behind(sentence, scan, hit)


def _find_source_before(sentence: Sentence, scan: Scan, hit: Hit) -> None:
    """Who stands before a verb behind a postposition, an ending of a name in marks, or a comma."""
    words, classes, last = scan.words, sentence.classes, hit.first - 1
    if hit.leads == ",":
        hit.source = _pronoun_before(sentence, last, words) or _marked_before(sentence, scan, last)
    elif hit.leads == "P" and sentence.words[last] in words.standalone:
        opening = marked_name(sentence, last)
        if opening is not None:
            hit.source = _marked(sentence, scan, opening, last)
        elif words.verb_final:
            while last > 0 and (classes[last] == "P" or sentence.words[last] in words.times):
                last -= 1
            hit.source = _pronoun_before(sentence, last, words)
        elif sentence.words[last] in words.medium and sentence.words[last - 1] in words.documents:
            before = source_before(sentence, last - 1, words, set())
            hit.source = (before[0], last) if before else None
        else:
            hit.source = _source_after_occasion(sentence, hit, words) or _subject_before(
                sentence, scan, last - 1
            )


def _marked(sentence: Sentence, scan: Scan, opening: int, last: int) -> Range | None:
    """A name in marks by its ending: «X»-ը speaks, and so does who stands before «X»-ին, who is told."""
    if sentence.words[last] in scan.words.reporters:
        return source_before(sentence, opening - 1, scan.words, set()) if opening else None
    if sentence.words[last] not in facts_of(scan.language).subject_endings:
        return None
    before = source_before(sentence, sentence.classes.rfind('"', 0, last), scan.words, set())
    return (before[0] if before else opening), last


def _marked_before(sentence: Sentence, scan: Scan, comma: int) -> Range | None:
    """«Name»-ը, հղում անելով աղբյուրներին, գրել է»: the name before what a gerund tells between commas."""
    opening = sentence.classes.rfind(",", 1, comma)
    adverb = scan.words.endings.adverb
    if not adverb or opening < 0 or not any(w.endswith(adverb) for w in sentence.words[opening:comma]):
        return None
    marks = marked_name(sentence, opening - 1)
    return _marked(sentence, scan, marks, opening - 1) if marks is not None else None


def _find_marked_behind(sentence: Sentence, scan: Scan, hit: Hit) -> None:
    """«Ինչպես հայտնում է «Name»-ը»: the name in marks behind the verb, not the "as" before it."""
    opening = hit.last + 1
    closing = sentence.classes.find('"', opening + 1)
    if sentence.classes[opening : opening + 1] != '"' or closing < 0:
        return
    if is_listed(scan.text[slice(*sentence.span(opening, closing))]):
        hit.source, hit.inverted = (opening, closing), True
    for last in (closing + 1, closing + 2):
        ends = last < len(sentence.words) and sentence.words[last] in facts_of(scan.language).subject_endings
        if ends and marked_name(sentence, last) == opening:
            hit.source, hit.inverted = (opening, last), True
            return


def _pronoun_before(sentence: Sentence, comma: int, words: Words) -> Range | None:
    """The pronoun of “O, əlavə edib ki”, which is written with a comma behind it."""
    if not words.verb_final or comma < 1 or sentence.classes[comma - 1 : comma + 1] != "O,":
        return None
    opens = comma == 1 or sentence.classes[comma - 2] in ",;:-CTQ"
    return (comma - 1, comma - 1) if opens else None


def _subject_before(sentence: Sentence, scan: Scan, last: int) -> Range | None:
    """«X-ը կառավարության նիստում ասել է»: the article shows where the subject before an occasion ends.

    Only where those words are somebody who speaks.
    """
    endings, genitive = facts_of(scan.language).subject_endings, scan.words.endings.genitive
    for place in range(last, max(last - _LONGEST_OCCASION, -1), -1):
        if sentence.classes[place] not in "UX":
            return None
        word = sentence.words[place]
        if word.endswith(endings) and not word.endswith(genitive) and len(word) > _SHORTEST_SUBJECT:
            source = source_before(sentence, place, scan.words, set())
            speaks = source and describes_speaker(scan.text[slice(*sentence.span(*source))], scan.language)
            return source if speaks else None
    return None


#: How many words an occasion may have, and how many letters a subject has more than.
_LONGEST_OCCASION, _SHORTEST_SUBJECT = 5, 3


def _without_gerund(sentence: Sentence, hit: Hit, source: Range, scan: Scan) -> Range:
    """A source without what a gerund tells of the speaker: “Nazir, yoldan danışaraq, deyib”.

    Without commas the object of the gerund goes, back to a name or a word for what somebody is.
    """
    first, last = source
    adverb, words = scan.words.endings.adverb, sentence.words
    if scan.words.verb_final and sentence.classes[first : first + 2] == "O,":
        return first, first  # “Onlar, öz növbəsində, deyiblər”
    if not adverb:
        return source
    comma = sentence.classes.find(",", first, last)
    if comma > first and sentence.classes[last] == "R" and words[last].endswith(adverb):
        return first, comma - 1
    if sentence.classes[hit.first] == "R" and words[hit.first].endswith(adverb):
        facts = facts_of(scan.language)
        place = last
        while place > first and sentence.classes[place] == "X" and words[place] not in facts.role_words:
            place -= 1
        return first, place
    return source


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
    source = None if words.verb_final else source_after(sentence, hit.last + 1, words, fronted=True)
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


def announces_clause(sentence: Sentence, scan: Scan, place: int) -> bool:
    """Whether the mark ՝ opens what is said: «ասաց՝ ճանապարհը բաց է».

    A verb must follow before the next comma; no gerund («ասել է՝ հղում անելով») and no date alone.
    """
    if sentence.words[place] != "՝":
        return False
    comma = sentence.classes.find(",", place + 1)
    end = comma if comma > 0 else len(sentence.words)
    opening, adverb = sentence.classes[place + 1 : end], scan.words.endings.adverb
    if not opening or not _NO_STATEMENT.isdisjoint(opening):
        return False
    if any(
        word.endswith(adverb) for word in sentence.words[place + 1 : min(end, place + 1 + _GERUND_WITHIN)]
    ):
        return False
    return "A" in opening or any(_is_finite(word, scan.language) for word in sentence.words[place + 1 : end])


#: What shows that no statement follows: a quotation, or a gerund within a few words.
_NO_STATEMENT, _GERUND_WITHIN = frozenset("QG"), 4


def _is_finite(word: str, language: str) -> bool:
    """Whether a word looks like a finite verb by its ending, or by its beginning and ending: «կ-ի»."""
    listed: str = load_language(language).data.get("sentences", {}).get("finite_verbs", "")
    pairs = (entry.rpartition("-") for entry in listed.split())
    return len(word) > _SHORTEST_VERB and any(word.startswith(a) and word.endswith(z) for a, _, z in pairs)


_SHORTEST_VERB = 4


def points_back(sentence: Sentence, hit: Hit, words: Words) -> bool:
    """Whether "about this" stands before the cue: what was said stands elsewhere, in the sentences before."""
    for phrase in words.about_this:
        for at in range(hit.first - len(phrase) + 1):
            opens = not at or sentence.classes[at - 1] in ",-TC"
            if opens and tuple(sentence.words[at : at + len(phrase)]) == phrase:
                return True
    return False
