"""Reported speech and thought: clauses, infinitives, labels, phrases and nouns that carry content."""

from __future__ import annotations

import re

from framing.annotation.adverbials import after_addressee, after_adverbials
from framing.annotation.clauses import before_second_verb, clause_end, noun_end
from framing.annotation.labels import describes_speaker
from framing.annotation.objects import genitive_place, object_before
from framing.annotation.scan import Found, Hit, Scan
from framing.annotation.sources import source_before
from framing.annotation.subjects import with_subject
from framing.annotation.tokens import Sentence
from framing.annotation.word_order import announces_clause, announces_this, points_back, settle_source
from framing.annotation.words import Range, Words


def read_reported(sentence: Sentence, scan: Scan, hit: Hit, made: list[Found]) -> None:
    """Adds what a cue verb reports, if it reports anything."""
    if scan.words.marked_clauses and not settle_source(sentence, scan, hit):
        return
    source = hit.source
    if source is None and hit.last == 0 and hit.position == 2 and sentence.classes[1:2] in ("P", "S"):
        return  # "Asked about the road, the mayor said": nobody is quoted as asking
    if hit.cue.cue_class == "appearance" or hit.passive:
        scan.short = True  # "seems to …, which": the outlet goes on in its own words after the comma
        rule, spans, source = with_subject(sentence, scan, hit)
    else:
        scan.short = _is_subordinate(sentence, hit, scan.words)
        if scan.words.endings.reported and _nominal_content(sentence, hit, scan, made):
            return
        around = []
        if source is not None and hit.finite:
            start = (source[0] if source[0] < hit.first else hit.first) - 1
            if start >= 0 and sentence.words[start] in scan.words.roles:
                around = _around_aside(sentence, scan, hit, source, start)
        right = None if hit.inverted or around else _content_after(sentence, scan, hit)
        if around:
            rule, spans = "as-reported", around
        elif right is not None:
            rule, first, last = right
            spans = [(first, last)]
        elif hit.finite:
            rule, spans = _content_before(sentence, scan, hit)
            if not spans and scan.words.marked_clauses:
                rule, spans = _behind_source(sentence, scan, hit) or object_before(sentence, scan, hit)
                source = hit.source
        else:
            return
    spans = [s for s in spans if s[1] >= s[0]]
    if not spans:
        return
    made.append(
        Found(
            rule=rule,
            content=[sentence.span(a, b) for a, b in spans],
            source=sentence.span(*source) if source else None,
            cue=sentence.span(hit.first, hit.last),
            cue_class=hit.cue.cue_class,
        )
    )


def _is_subordinate(sentence: Sentence, hit: Hit, words: Words) -> bool:
    """Whether the cue stands in a clause that its next comma ends: "While X said …, Y", "X, who said …,"."""
    behind = hit.first and sentence.words[hit.first - 1] in words.backgrounding
    if hit.position == 4 and not hit.finite and behind and hit.first < 3:
        return True  # "After saying X, she …"
    if hit.source is None or hit.source[0] > hit.index:
        return False
    first, last = hit.source
    if sentence.classes[last] == "W" and last and sentence.classes[last - 1] in ",-":
        return True
    return first < 3 and first > 0 and sentence.words[first - 1] in words.backgrounding


def _nominal_content(sentence: Sentence, hit: Hit, scan: Scan, made: list[Found]) -> bool:
    """“Bakan, yolun kapalı olduğunu söyledi”: the source, a comma, a clause made a noun, the verb last.

    Without the comma the subject of the clause, in the genitive, shows where the source ends.
    """
    endings, before = scan.words.endings.reported, hit.first - 1
    if before < 2 or not sentence.words[before].endswith(endings):
        return False
    first, source = _before_comma(sentence, scan, before)
    if first is None:
        first = _genitive_subject(sentence, scan, before)
        if first is None:
            return False
        source = 0, first - 1
    made.append(
        Found(
            rule="clause",
            content=[sentence.span(first, before)],
            source=sentence.span(*source) if source else None,
            cue=sentence.span(hit.first, hit.last),
            cue_class=hit.cue.cue_class,
        )
    )
    return True


def _before_comma(sentence: Sentence, scan: Scan, before: int) -> tuple[int | None, Range | None]:
    """Where the clause begins, and the source: the first comma behind words that can be one."""
    comma = sentence.classes.find(",", 1, before)
    while comma > 0:
        source = source_before(sentence, comma - 1, scan.words, set())
        if source and any(w not in scan.words.times for w in sentence.words[source[0] : source[1] + 1]):
            return comma + 1, source
        comma = sentence.classes.find(",", comma + 1, before)
    return None, None


def _genitive_subject(sentence: Sentence, scan: Scan, before: int) -> int | None:
    """Where the clause begins in “Bakan yolun kapalı olduğunu söyledi”: at its subject in the genitive.

    Only where one word in small letters has that ending and what stands before it is somebody who speaks:
    in "Rus ordusunun komutanı geleceğini söyledi" the genitive belongs to the source.
    """
    endings, words, classes = scan.words.endings, sentence.words, sentence.classes
    genitives = [
        at
        for at in range(before)
        if classes[at] == "X" and len(words[at]) > 3 and words[at].endswith(endings.genitive)
    ]
    if len(genitives) > 1 or (genitives and not 0 < genitives[0] < before):
        return None
    own = genitives[0] if genitives else 0
    first = genitive_place(sentence, scan, own, before) or own
    if not first:
        return None
    if any(k not in "UX&." for k in classes[:first]):
        return None
    owned = describes_speaker(words[first + 1], scan.language)
    source = scan.text[slice(*sentence.span(0, first - 1))]
    return first if not owned and describes_speaker(source, scan.language) else None


def _around_aside(sentence: Sentence, scan: Scan, hit: Hit, source: Range, start: int) -> list[Range]:
    """“As X reported, …” and “…, as X told Y, …”: the content around it, `start` being the "as".

    Nothing for any other cue.
    """
    classes, size = sentence.classes, len(sentence.words)
    if "clause" not in hit.cue.frames:
        return []
    comma = classes.find(",", max(hit.last, source[1]) + 1)
    behind = source[1] if classes[source[0]] == "Q" else hit.last  # the source may be a name in marks
    near = 0 < comma <= hit.last + 9 and not _CONTENT.search(classes, behind + 1, comma)
    if comma < 0 and not hit.inverted and not _stands_alone(sentence, hit, hit.last + 1, scan.words):
        return []  # "…, as the town announces its end": what it announces is its end
    spans: list[Range] = []
    if start > 2 and classes[start - 1] in ",-" and (near or comma < 0):
        first = classes.rfind(";", 0, start) + 1
        spans.append((first, start - 2))
    elif start > 1:
        return []
    if near and comma + 1 < size and (spans or start < 2):
        scan.short = False
        spans.append((comma + 1, clause_end(sentence, comma + 1, scan)))
    return spans


#: What shows that a cue has content of its own behind it.
_CONTENT = re.compile("[TOQAV]")

# ---------------------------------------------------------------------------- content after the cue


def _content_after(sentence: Sentence, scan: Scan, hit: Hit) -> tuple[str, int, int] | None:
    """The rule and the tokens of content to the right of a cue verb."""
    words, size = sentence.words, len(sentence.words)
    frames, cue, facts = hit.cue.frames, hit.cue, scan.words
    place = hit.last + 1
    if "accusation" in frames:
        return _named(sentence, scan, "noun-content", place)
    told = "addressee" in frames or "addressee_to" in frames
    if told and place + 1 < size and words[place] in cue.after:
        return _led_by_preposition(sentence, scan, place + 1)
    if told:
        reached = after_addressee(sentence, place, facts)
        if reached is not None:
            word = words[reached]
            to = word in facts.infinitive
            if to and "addressee_to" in frames:
                return _clause(sentence, scan, "infinitive", place, after=reached)
            if to and "to" in frames:
                negated = words[reached - 1] in facts.negations  # "warned them not to go"
                return _clause(sentence, scan, "infinitive", reached - negated, after=reached)
            if word in cue.after:
                return _led_by_preposition(sentence, scan, reached + 1)
            asks = word in facts.questions and (reached == place or "wh" in frames)
            if not to and (sentence.classes[reached] in "T:OQ" or asks or "addressee_to" not in frames):
                place = reached
            elif "noun" not in frames:
                return None
    if "to_addressee" in frames and (asked := _asked_of(sentence, scan, place)):
        return asked
    announced = sentence.classes[place : place + 1] == "P" and sentence.classes[place + 2 : place + 4] == ",T"
    if announced and words[place + 1] in facts.dummies and facts.marked_clauses:
        place += 2  # «сообщил о том, что»
    led = place < size and (
        words[place] in cue.after or ("to" in frames and words[place] in facts.infinitive)
    )
    if led and words[place] in facts.infinitive and _is_preposition(sentence, place, facts):
        led = False  # "told to his followers that"
    if not led or _clause_behind(sentence, scan, hit, place):
        place = after_adverbials(sentence, place, facts, medium="clause" in frames)
    if place < size and "clause" in frames and announces_clause(sentence, scan, place):
        return _clause(sentence, scan, "clause", place + 1)
    if place >= size or sentence.classes[place] in ".?!;,)(":
        return None
    kind, word = sentence.classes[place], words[place]
    if (
        word in facts.topics
        and word not in cue.after
        and sentence.classes[place + 1 : place + 2] in ("#", "D")
    ):
        kind = "#"
    if word in cue.after and place + 1 < size and kind == "P":
        return _led_by_preposition(sentence, scan, place + 1)
    if kind == "T" and sentence.classes[place + 1 : place + 3] in _NO_CLAUSE:
        kind = "D"  # "demanded exactly that", "had read that far"
    if kind == "T" and announces_this(sentence, place, facts):
        return None
    if kind == "T":
        return _clause(sentence, scan, "that-clause", place) if frames & {"clause", "noun", "that"} else None
    if word in facts.questions:
        return _clause(sentence, scan, "wh-clause", place) if frames & {"clause", "wh"} else None
    if word in facts.infinitive:
        return _clause(sentence, scan, "infinitive", place) if "to" in frames else None
    if kind == "Q":
        return ("noun-content", place, place) if frames & {"noun", "label", "clause"} else None
    if kind == "A" and "ing" in frames and word.endswith(facts.endings.participle):
        return _named(sentence, scan, "noun-content", place)
    if kind == "G" and word in scan.cues.verbs and "ing" not in frames:
        return None  # "the agency reports citing …"
    if kind == "G" and not frames & {"ing", "noun"}:
        if "clause" in frames and _has_verb(sentence, scan, place):
            return _clause(sentence, scan, "clause", place)
        return None
    if kind in "AVE" and place == hit.last + 1 and _is_in_relative(sentence, hit, place, facts):
        scan.short = True
        return (
            "relative-clause",
            place,
            before_second_verb(sentence, place, clause_end(sentence, place, scan)),
        )
    if kind in "PCA-":
        return None
    if kind == ":":
        return (
            _clause(sentence, scan, "clause", place + 1) if "clause" in frames and place + 1 < size else None
        )
    if "label" in frames:
        return _named(sentence, scan, "label", place)
    if "object_as" in frames:
        content = _named(sentence, scan, "object-as", place)
        if content is not None and not facts.roles.isdisjoint(words[place + 1 : content[2]]):
            return content
        if "noun" not in frames:
            return None
    reports = "clause" in frames or ("that" in frames and _is_document(sentence, scan, hit))
    if reports and not facts.marked_clauses and _has_verb(sentence, scan, place):
        return _clause(sentence, scan, "clause", place)
    if kind == "M" and cue.cue_class == "factive_endorsing":
        return None  # "showed me around"
    if "noun" in frames and not (told and place == hit.last + 1):
        return _named(sentence, scan, "noun-content", place)
    return None


def _behind_source(sentence: Sentence, scan: Scan, hit: Hit) -> tuple[str, list[Range]] | None:
    """«Երեկ ասաց նախարարը, որ …»: the clause stands behind the source, which stands behind its cue."""
    place = hit.source[1] + 2 if hit.source is not None else 0
    opens = hit.inverted and sentence.classes[place - 1 : place + 1] == ",T"
    if not opens or "clause" not in hit.cue.frames:
        return None
    return "that-clause", [(place, clause_end(sentence, place, scan))]


def _asked_of(sentence: Sentence, scan: Scan, place: int) -> tuple[str, int, int] | None:
    """What follows in “appealed to X to go”, X included; nothing in “appealed to the court on Monday”."""
    facts, words = scan.words, sentence.words
    if place >= len(words) or words[place] not in facts.infinitive:
        return None
    reached = after_addressee(sentence, place + 1, facts)
    if reached is None or words[reached] not in facts.infinitive or "W" in sentence.classes[place:reached]:
        return None
    return _clause(sentence, scan, "infinitive", place + 1, after=reached)


def _is_in_relative(sentence: Sentence, hit: Hit, verb: int, words: Words) -> bool:
    """Whether cue and source stand inside a relative clause: "the mill, which analysts say is old".

    In "What he said was wrong" the verb behind the cue is the outlet's, and the only other one.
    """
    if hit.source is None or hit.inverted or not hit.finite or "clause" not in hit.cue.frames:
        return False
    before = hit.source[0] - 1
    if before < 0 or hit.source[1] != hit.first - 1:
        return False
    classes = sentence.classes
    if sentence.words[before] in words.fused:
        return before > 0 and any(_FINITE.search(part) for part in (classes[:before], classes[verb + 2 :]))
    return classes[before] in "WT" and before > 0


_FINITE = re.compile("[AVE]")


#: What follows "that" where no clause does: nothing, or one word and the end of the sentence.
_NO_CLAUSE = frozenset(("", ".", ",", "X.", "R.", "?", "X", "R"))


def _is_document(sentence: Sentence, scan: Scan, hit: Hit) -> bool:
    """Whether a poll, a report or a court is the source: "the survey found the town divided"."""
    if hit.source is None:
        return False
    return any(w in scan.words.documents for w in sentence.words[hit.source[0] : hit.source[1] + 1])


def _clause(
    sentence: Sentence, scan: Scan, rule: str, first: int, *, after: int | None = None
) -> tuple[str, int, int]:
    return rule, first, clause_end(sentence, first if after is None else after, scan)


def _named(sentence: Sentence, scan: Scan, rule: str, first: int) -> tuple[str, int, int] | None:
    if first >= len(sentence.words) or sentence.classes[first] in ".,;:)":
        return None
    return rule, first, noun_end(sentence, first, scan)


def _is_preposition(sentence: Sentence, to: int, words: Words) -> bool:
    """Whether "to" stands before somebody, with "that" behind: no infinitive."""
    classes = sentence.classes
    somebody = classes[to + 1 : to + 2] in ("D", "U", "#", "M") or words.possessives.issuperset(
        sentence.words[to + 1 : to + 2]
    )
    return somebody and "T" in classes[to + 2 : to + 9]


def _led_by_preposition(sentence: Sentence, scan: Scan, first: int) -> tuple[str, int, int] | None:
    """What follows in “spoke about X”; nothing in “the plan they talked about in public”."""
    place_or_time = (
        sentence.classes[first : first + 1] == "P" and sentence.words[first] in scan.words.adjuncts
    )
    return None if place_or_time else _named(sentence, scan, "preposition", first)


def _clause_behind(sentence: Sentence, scan: Scan, hit: Hit, place: int) -> bool:
    """Whether "that" follows what a preposition leads to: "insisted on CNN that he", "agreed with X that".

    In "wrote about a group that calls itself" and "insisted on a deal that would" it is a relative.
    """
    facts, word = scan.words, sentence.words[place]
    if "clause" not in hit.cue.frames or word in facts.topics | facts.genitives | facts.infinitive:
        return False
    that = after_adverbials(sentence, place, facts, medium=True)
    if sentence.classes[that - 1 : that + 1] not in ("UT", "MT"):
        return False
    after = sentence.classes[that + 1 : that + 2]
    return after != "" and after not in "AVE" and sentence.words[that + 1] not in scan.cues.verbs


def _has_verb(sentence: Sentence, scan: Scan, place: int) -> bool:
    """Whether a clause of its own begins here: a finite verb comes before the next comma."""
    classes = sentence.classes
    if classes[place] == "O":
        return True
    for at in range(place + 1, min(place + 18, len(classes))):
        kind = classes[at]
        if kind in "AV" or at in scan.finite:
            return True
        after = classes[at + 1] if at + 1 < len(classes) else "."
        if kind == "E" and (classes[at - 1] in "UO" or (classes[at - 1] in "X)" and after != "P")):
            return True
        if kind in ",;:WST":
            return False
    return False


#: A verb with none of these has only a quotation before it: “…,” she began, but not "Leaving, she began".
_REPORTS = frozenset(("clause", "that", "noun", "to", "wh"))
#: What may stand between content and the source behind it; a closing mark does after a comma.
_CLOSING = frozenset("\"'’")
_BEFORE_CUE = frozenset(",-") | _CLOSING


def _speaks(sentence: Sentence, scan: Scan, source: Range | None) -> bool:
    return source is not None and describes_speaker(scan.text[slice(*sentence.span(*source))], scan.language)


def _is_said_to_be(sentence: Sentence, hit: Hit, scan: Scan) -> bool:
    """Whether a participle without a subject follows its noun: "men in uniform, said to be soldiers"."""
    after = hit.last + 1
    bare = hit.source is None or hit.inverted
    to = sentence.words[after] in scan.words.infinitive if after < len(sentence.words) else False
    return bare and to and sentence.words[after + 1 : after + 2] != [] and not hit.inverted


def _content_before(sentence: Sentence, scan: Scan, hit: Hit) -> tuple[str, list[Range]]:
    """“…, X said” and “…, said X”: the clause before, and what follows a parenthetical cue."""
    classes, size = sentence.classes, len(sentence.words)
    scan.short = False
    if not hit.cue.frames & {"inverted", "before"} or hit.cue.frames.isdisjoint(_REPORTS):
        return "", []
    start = hit.first if hit.inverted or hit.source is None else min(hit.source[0], hit.first)
    comma = start - 1
    if comma < 1 or classes[comma] not in _BEFORE_CUE:
        return "", []
    if classes[comma] in _CLOSING and classes[comma - 1] not in ",-":
        return "", []
    if hit.first and sentence.words[hit.first - 1].endswith(scan.words.endings.reported):
        return "", []  # the clause before the verb is its content, and was read already
    if points_back(sentence, hit, scan.words):
        return "", []
    if scan.words.verb_final and not _speaks(sentence, scan, hit.source):
        return "", []  # “Şirket, zararı açıkladı”: an object
    if hit.position == 2 and _is_said_to_be(sentence, hit, scan):
        return "", []
    after = (hit.source[1] if hit.inverted and hit.source else hit.last) + 1
    if not hit.inverted and not _stands_alone(sentence, hit, after, scan.words):
        return "", []
    first = comma
    while first > 0 and classes[first - 1] not in ";Q":
        first -= 1
    if scan.words.marked_clauses and set(classes[first:comma]) <= {"R"}:
        return "", []  # "Enfin, l'article rappelle"
    spans = [(first, comma if classes[comma] in _CLOSING else comma - 1)]
    if not hit.inverted:
        after = after_adverbials(sentence, after, scan.words, medium=True)
    goes_on = after + 1 < size and classes[after] == "," and classes[after + 1] not in "GWQ"
    # "…, the mayor said, as the snow fell": what the outlet tells of the day.
    goes_on = goes_on and sentence.words[after + 1] not in scan.words.roles
    if goes_on and not (hit.inverted and classes[after + 1] in "DUX#"):
        spans.append((after + 1, clause_end(sentence, after + 1, scan)))
    elif not hit.inverted and _is_only_when(sentence, first, comma, scan):
        return "", []
    return ("content-before-inverted" if hit.inverted else "content-before"), spans


def _is_only_when(sentence: Sentence, first: int, comma: int, scan: Scan) -> bool:
    """Whether what stands before a cue only tells when, where or how: "On Friday, at the pier, she said"."""
    if first in scan.phrases:
        return True  # "As reported by the agency, he stated that"
    if sentence.headline or (
        sentence.classes[first] not in "PGSR" and sentence.words[first] not in scan.words.times
    ):
        return False
    return not _FINITE.search(sentence.classes, first, comma) and not any(
        first <= at < comma for at in scan.finite
    )


def _stands_alone(sentence: Sentence, hit: Hit, after: int, words: Words) -> bool:
    """Whether nothing but time, place, medium or a person told follows the cue in its clause."""
    if after >= len(sentence.words) or sentence.classes[after] in ".,:-)PRGQS":
        return True
    if sentence.words[after] in words.times:
        return True
    if "addressee" not in hit.cue.frames:
        return False
    return after_addressee(sentence, after, words) is not None or "." in sentence.classes[after:]
