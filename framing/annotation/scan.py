"""What the rules share while they read a field: cue hits, attributions in the making, the state."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field

from framing.annotation.cues import Cue, Cues, Phrase, Phrases
from framing.annotation.quotes import Quotation
from framing.annotation.source_facts import facts_of
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Sentence
from framing.annotation.verb_forms import is_by_somebody, is_called_by, is_no_verb, is_reduced, is_to_anybody
from framing.annotation.words import Range, Words


# Written out, since the `__init__` that a dataclass generates stays interpreted when this module is compiled.
class Found:
    """An attribution in the making; all spans are offsets."""

    def __init__(
        self,
        rule: str,
        content: list[Range],
        source: Range | None = None,
        cue: Range | None = None,
        cue_class: str | None = None,
        quoted: bool = False,
    ) -> None:
        self.rule = rule
        self.content = content
        self.source = source
        self.cue = cue
        self.cue_class = cue_class
        self.quoted = quoted


class Hit:
    """A cue verb in a sentence. `first` to `last` are the tokens of its verb group.

    `index` is the verb itself, `source` its source's first and last token, `position` the form
    (see `Cues.verbs`). `leads` names the class of the token before the group.
    """

    def __init__(
        self,
        index: int,
        first: int,
        last: int,
        cue: Cue,
        position: int,
        finite: bool,
        passive: bool,
        leads: str,
    ) -> None:
        self.index = index
        self.first = first
        self.last = last
        self.cue = cue
        self.position = position
        self.finite = finite
        self.passive = passive
        self.leads = leads
        self.source: Range | None = None
        self.inverted = False
        self.used: Found | None = None


_NOWHERE: Set[int] = frozenset()


@dataclass(slots=True)
class Scan:
    """The state of one pass over a field."""

    text: str
    words: Words
    cues: Cues
    quotes: list[Quotation]
    language: str = "en"
    found: list[Found] = field(default_factory=list)
    #: Quotations that wait for a cue later in their paragraph.
    pending: list[Range] = field(default_factory=list)
    #: The attribution that spoke last, and in which paragraph.
    last: Found | None = None
    last_paragraph: int = -9
    paragraph: int = -1
    #: Whether content ends at its next comma, for the cue at hand.
    short: bool = False
    #: In the sentence at hand: the phrases that name a source, where finite cues stand, where a
    #: second one is joined by "and", which cue's source begins at a token, and where a clause that
    #: runs on from a token ends.
    phrases: dict[int, Phrase] = field(default_factory=dict)
    finite: Set[int] = _NOWHERE
    joined: Set[int] = _NOWHERE
    begins: dict[int, Hit] = field(default_factory=dict)
    clause_ends: dict[int, int] = field(default_factory=dict)
    short_ends: dict[int, int] = field(default_factory=dict)
    #: Commas that close an apposition or a relative clause before a finite cue, with its source's start.
    closing: list[Range] = field(default_factory=list)


def find_hits(sentence: Sentence, scan: Scan) -> list[Hit]:
    """The cue verbs of a sentence, in order, each with its source."""
    _read_names(sentence)
    verbs: set[int] = set()
    hits: list[Hit] = []
    table = scan.cues.verbs
    words = sentence.words
    for index in sentence.places:
        entries = table.get(words[index])
        if entries:
            hit = _hit(sentence, scan.words, index, entries)
            if hit is None or (hit.leads == "X" and hit.position == 1 and _is_cue_noun(sentence, scan, hit)):
                continue
            if hit.position == 4 and hits and _is_quoted_as(sentence, scan.words, hit, hits, verbs):
                verbs.add(index)
            else:
                quoted = _quoted_speaker(sentence, scan.words, hit, hits) if hit.position == 4 else None
                if quoted is not None:
                    hits.pop()
                hit.source = quoted or _source(sentence, scan.words, hit, hits, verbs)
                if hit.position == 4 and hit.source and _is_issued(sentence, scan, hit, verbs):
                    hit.source = _inherited(hits) or _subject(sentence, scan.words, verbs, hit.first)
                verbs.add(index)
                hits.append(hit)
    scan.clause_ends, scan.short_ends, scan.short, scan.closing = {}, {}, False, []
    if not hits:
        scan.finite = scan.joined = _NOWHERE
        scan.begins = {}
        return hits
    finite = [h for h in hits if h.finite]
    for hit in hits:
        if hit.position == 4 and hit.source and hit.source[0] > hit.index:
            # "Noting the cost, the mayor said": its subject does not hold the verb.
            verb = next((h.first for h in finite if hit.source[0] < h.first <= hit.source[1]), None)
            hit.source = hit.source[0], hit.source[1] if verb is None else verb - 1
    for hit in hits if scan.phrases else ():
        if hit.source and hit.source[0] in scan.phrases:
            # "According to the agency, one of the leaders, X, said": the agency is no part of X.
            comma = sentence.classes.find(",", hit.source[0], hit.source[1])
            hit.source = (comma + 1, hit.source[1]) if comma > 0 else hit.source
    scan.closing = [
        (h.source[0], h.first - 1)
        for h in finite
        if h.source and h.leads == "," and h.source[0] < h.source[1] == h.first - 2
    ]
    scan.finite = {h.index for h in finite}
    scan.joined = {h.first for h in finite if h.leads == "C" and h.cue.cue_class not in _THOUGHT}
    scan.begins = {h.source[0]: h for h in finite if h.source and h.source[0] < h.index}
    return hits


def _is_cue_noun(sentence: Sentence, scan: Scan, hit: Hit) -> bool:
    """Whether one adjective behind a preposition leads to a cue noun: "amid global appeals for calm"."""
    noun = scan.cues.nouns.get(sentence.words[hit.index])
    following = sentence.words[hit.index + 1 : hit.index + 2]
    if noun is None or following == [] or following[0] not in noun.after or hit.index < 2:
        return False
    return sentence.classes[hit.index - 2] in "P,C" and hit.first == hit.index


def _read_names(sentence: Sentence) -> None:
    """Gives a name's second word its class where small letters make another word of it: "Theresa May"."""
    for pair in ("UA", "UR"):
        place = sentence.classes.find(pair) + 1
        while place:
            if sentence.text[sentence.span(place, place)[0]].isupper() and not sentence.headline:
                sentence.classes = sentence.classes[:place] + "U" + sentence.classes[place + 1 :]
            place = sentence.classes.find(pair, place) + 1


def _is_issued(sentence: Sentence, scan: Scan, hit: Hit, verbs: Set[int]) -> bool:
    """Whether the words before a verb in -ing are a document that somebody issued: "sent a letter saying"."""
    if hit.source is None or hit.source[1] != hit.first - 1:
        return False
    before = hit.source[0] - 1
    if before < 1 or (sentence.classes[before] not in "EV" and before not in verbs):
        return False
    roles = facts_of(scan.language).roles
    preposition = sentence.classes.find("P", before + 1, hit.first)
    head = sentence.words[before + 1 : hit.first if preposition < 0 else preposition]
    return any(roles.get(word) == "document" for word in head)


def _is_quoted_as(sentence: Sentence, words: Words, hit: Hit, hits: list[Hit], verbs: Set[int]) -> bool:
    """“X was quoted by Y as saying”: the verb belongs to the passive before it, and X is the source."""
    before = hit.index - 1
    if before < 1 or sentence.words[before] not in words.roles:
        return False
    passive = hits[-1]
    gap = before - passive.last - 1
    if not passive.passive or gap > 8 or (gap and sentence.words[passive.last + 1] not in words.agents):
        return False
    source = source_before(sentence, passive.first - 1, words, verbs)
    if source is None:
        return False
    passive.passive = False
    passive.source, passive.cue, passive.last = source, hit.cue, hit.index
    return True


def _quoted_speaker(sentence: Sentence, words: Words, hit: Hit, hits: list[Hit]) -> Range | None:
    """The X of “the paper quoted X as saying”: X speaks, and the paper only passes it on."""
    if not hits or "quotes" not in hits[-1].cue.frames or hits[-1].passive:
        return None
    first, last = hits[-1].last + 1, hit.index - 2
    between = sentence.classes[first : last + 1]
    if not between or len(between) > 20 or sentence.words[last + 1] not in words.roles:
        return None
    return (first, last) if _NO_NAME.isdisjoint(between) else None


#: What shows that words are more than somebody's name and office.
_NO_NAME = frozenset(";:QTAV")


def find_phrases(sentence: Sentence, listed: Phrases) -> dict[int, Phrase]:
    """The phrases of a table that a sentence holds, by their first token; of two at one token the longer."""
    found: dict[int, Phrase] = {}
    words = sentence.words
    for place in sentence.places:
        for phrase in listed.get(words[place], ()):
            first = place - phrase.key
            known = found.get(first)
            if known is not None and len(known.words) >= len(phrase.words):
                continue
            if first >= 0 and tuple(words[first : first + len(phrase.words)]) == phrase.words:
                found[first] = phrase
    return dict(sorted(found.items())) if len(found) > 1 else found


#: "she was tired and wanted a change": these continue what is reported more often than they report.
_THOUGHT = frozenset(("attitude", "perception", "appearance"))


def _hit(sentence: Sentence, words: Words, index: int, entries: tuple[tuple[Cue, int], ...]) -> Hit | None:
    classes = sentence.classes
    place = index - 1
    if place >= 0 and classes[index] == "U" and classes[place] not in '":-(' and not sentence.headline:
        return None
    chosen = _entry(sentence, index, entries)
    if chosen is None:
        return None
    cue, position, last = chosen
    if cue.barred and not cue.barred.isdisjoint(sentence.words[last + 1 : last + 5]):
        return None
    if cue.frames == _ONLY_TO and words.infinitive.isdisjoint(sentence.words[last + 1 : last + 5]):
        return None  # "acts aimed at the port"
    if cue.frames == _ONLY_THAT and "T" not in classes[last + 1 : last + 9]:
        return None  # "the rules committee"
    if not cue.frames and not cue.particle and cue.after.isdisjoint(sentence.words[last + 1 : last + 7]):
        return None  # "a round of peace talks"
    auxiliary = be = infinitive = False
    while place >= 0:
        if classes[place] == "A":
            auxiliary = True
            be = be or sentence.words[place] in words.be
        elif classes[place] != "R":
            size = _interposed(sentence, place, words) if sentence.words[place] in words.interposed else 0
            if not size:
                break
            place -= size - 1
        place -= 1
    leads = classes[place] if place >= 0 else "^"
    if place >= 0:
        word = sentence.words[place]
        infinitive = word in words.infinitive and position in (0, 5)
        if leads == "O" and ("'" in word or "’" in word):
            auxiliary = True
            dummy = word.replace("’", "'").partition("'")[0] in words.dummies
            be = be or position == 4 or dummy or word.endswith(words.endings.be_contraction)
    if "reduced" in cue.frames and not auxiliary and is_reduced(sentence, place, last, words):
        return None
    if be and position == 0 and index - place == 2:
        return None  # "is press secretary"
    if infinitive and is_to_anybody(sentence, place, words):
        return None
    if position == 2 and not auxiliary and leads == "X" and is_by_somebody(sentence, words, place, last):
        return None  # "…, a toll confirmed by the ministry"
    if position == 3 and not auxiliary:
        return None  # "Court shown film of the crash", "a plan seen as a risk"
    if "label" in cue.frames and not auxiliary and is_called_by(sentence, words, place, last):
        return None
    names_it = "label" in cue.frames and leads == "X" and _object_follows(sentence, words, index)
    is_verb = auxiliary or infinitive or names_it
    if not is_verb and is_no_verb(sentence, words, place, index, position):
        return None
    return Hit(
        index,
        place + 1,
        last,
        cue,
        position,
        not infinitive and (position < 4 or be),
        be and position in (2, 3),
        leads,
    )


_ONLY_THAT, _ONLY_TO = frozenset(("that",)), frozenset(("to",))


def _interposed(sentence: Sentence, last: int, words: Words) -> int:
    """How many words a phrase has that ends here, inside a verb group: "has so far denied"."""
    for phrase in words.interposed[sentence.words[last]]:
        size = len(phrase)
        if size <= last + 1 and tuple(sentence.words[last - size + 1 : last + 1]) == phrase:
            return size
    return 0


def _entry(
    sentence: Sentence, index: int, entries: tuple[tuple[Cue, int], ...]
) -> tuple[Cue, int, int] | None:
    """The cue that the words after the verb select: "point out", "call for", "call him a traitor"."""
    if len(entries) == 1 and not entries[0][0].particle:
        return entries[0][0], entries[0][1], index
    near = sentence.words[index + 1 : index + 3]
    plain: tuple[Cue, int, int] | None = None
    for cue, position in entries:
        if cue.particle:
            if cue.particle in near:
                return cue, position, index + 1 + near.index(cue.particle)
        elif near and near[0] in cue.after:
            return cue, position, index
        elif plain is None or not plain[0].frames:
            plain = cue, position, index
    return plain


def _object_follows(sentence: Sentence, words: Words, index: int) -> bool:
    """Whether a pronoun that is no subject follows: "officials in the region call it a siege"."""
    after = index + 1
    if after >= len(sentence.classes) or sentence.words[after] in words.possessives:
        return False
    return sentence.classes[after] == "M" or sentence.words[after] in words.dummies


def _source(sentence: Sentence, words: Words, hit: Hit, hits: list[Hit], verbs: Set[int]) -> Range | None:
    size = len(sentence.classes)
    place = hit.first - 1
    if not hit.finite:
        if hit.position == 4 and hit.leads in "UX)M" and place not in verbs:
            return source_before(sentence, place, words, verbs)
        if hit.position == 4 and place <= 0:
            later = _subject_after_comma(sentence, hit.last + 1, words)
            if later is not None:
                return later
        return _inherited(hits) or _subject(sentence, words, verbs, size)
    if hit.passive:
        return None
    if hit.leads == "C":
        relative = _relative_of(sentence, place, hits)
        if relative is not None:
            return source_before(sentence, relative, words, verbs)
        return _inherited(hits) or _subject(sentence, words, verbs, hit.first)
    if hit.leads == "," and _continues(sentence, hit, words, verbs):
        return _inherited(hits) or _subject(sentence, words, verbs, hit.first)
    if words.verb_final and hit.leads == "Q" and place > 0:
        before = place - 2 if place and sentence.classes[place - 1] == "," else place - 1
        return source_before(sentence, before, words, verbs)
    after = hit.last + 1
    # "…, a farmer, told AFP": AFP is the one who was told.
    told = "addressee" in hit.cue.frames and hit.cue.frames.isdisjoint(("inverted", "speaker_follows"))
    may_invert = "quote" in hit.cue.frames and hit.position in (1, 2) and after < size and not told
    # "Как сообщает ТАСС": the verb stands before its source also behind "as".
    aside = place == 0 and sentence.words[0] in words.roles
    if may_invert and (place < 0 or aside or hit.leads in 'Q,-"') and _names_follow(sentence, after, words):
        ahead = source_before(sentence, place, words, verbs) if hit.leads in ",-" else None
        if ahead is not None and _opens_clause(sentence, ahead, place):
            return ahead  # "X, chair of Y, said Z was late": what stands before is no clause
        source = source_after(sentence, after, words, fronted=aside)
        if source is not None and (
            hit.leads == "Q" or place < 0 or aside or ahead is None or _closes(sentence, source[1], words)
        ):
            hit.inverted = True
            return source
        return ahead
    return source_before(sentence, place, words, verbs) if place >= 0 else None


_VERB_OR_RELATIVE = re.compile("[AVEOW]")


def _opens_clause(sentence: Sentence, source: Range, comma: int) -> bool:
    """Whether a source is the first subject of its sentence, and only a relative clause has a verb before it.

    `comma`: what closes the source.
    """
    classes = sentence.classes
    if source[0] and classes[source[0] - 1] not in ",C-R":
        return False
    first = _VERB_OR_RELATIVE.search(classes, 0, comma)
    return first is None or (first.start() > source[0] and first.group() in "WE")


def _relative_of(sentence: Sentence, conjunction: int, hits: list[Hit]) -> int | None:
    """The "who" of "a baker, who runs a shop and asked not to be named"."""
    last = hits[-1].last if hits else -1
    for place in range(conjunction - 1, max(conjunction - 16, last, 0), -1):
        if sentence.classes[place] == "W":
            return place if sentence.classes[place + 1] in "AVE" else None
        if sentence.classes[place] in ',;:-Q"TSO':
            break
    return None


def _continues(sentence: Sentence, hit: Hit, words: Words, verbs: Set[int]) -> bool:
    """Whether a verb behind a comma has a subject that stands further back: "she paused, then said"."""
    comma = hit.first - 1
    if _joined_over_comma(sentence, comma):
        return True
    return sentence.classes[hit.first] == "R" and source_before(sentence, comma, words, verbs) is None


def _joined_over_comma(sentence: Sentence, comma: int) -> bool:
    """Whether "and" stands before the phrase that this comma closes: "he stood and, when asked, said"."""
    opening = sentence.classes.rfind(",", max(comma - 20, 0), comma)
    return opening > 0 and sentence.classes[opening - 1] == "C"


def _subject_after_comma(sentence: Sentence, first: int, words: Words) -> Range | None:
    """The subject that follows an opening participle: "Noting the cost, the mayor resigned"."""
    classes = sentence.classes
    for place in range(first, len(classes) - 1):
        if classes[place] == "," and classes[place + 1] in "OUD":
            source = source_after(sentence, place + 1, words, fronted=True)
            if source is not None and classes[source[1] + 1 : source[1] + 2] not in (",", "C", "."):
                return source
    return None


def _closes(sentence: Sentence, last: int, words: Words) -> bool:
    """Whether a source that ends here is followed by the end of its clause, not by "to go"."""
    after = last + 1
    if after >= len(sentence.classes):
        return True
    return sentence.classes[after] in ".,;:-QP" and sentence.words[after] not in words.infinitive


def _names_follow(sentence: Sentence, place: int, words: Words) -> bool:
    kind = sentence.classes[place]
    return kind in "UDXO#" and sentence.words[place] not in words.times


def _inherited(hits: list[Hit]) -> Range | None:
    for hit in reversed(hits):
        if hit.source is not None:
            return hit.source
    return None


def _subject(sentence: Sentence, words: Words, verbs: Set[int], before_verb: int) -> Range | None:
    """The subject of the sentence: what stands before its first finite verb, which comes before a cue."""
    classes, background = sentence.classes, False
    for place, kind in enumerate(classes[:before_verb]):
        if kind in "AV" or (kind == "E" and place and classes[place - 1] in "UOX,R)"):
            if not place or classes[place - 1] in "WT":
                continue
            subject = place - 1
            while subject > 0 and classes[subject] == "R":
                subject -= 1
            source = source_before(sentence, subject, words, verbs)
            if source is None:
                continue
            before = classes[: source[0]]
            if before and sentence.words[source[0] - 1] in words.backgrounding:
                # "After the deal was signed, I came": the deal is not the subject of the sentence.
                background = True
            elif not background or before.endswith((",", ',"')):
                return source
        elif kind == "O" and (not place or classes[place - 1] == ","):
            if sentence.words[place] not in words.dummies | words.expletives:
                return place, place
        elif kind in "QT:;":
            return None
    return None
