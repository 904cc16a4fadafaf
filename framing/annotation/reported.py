"""Reported speech and thought: clauses, infinitives, labels, phrases and nouns that carry content."""

from __future__ import annotations

from framing.annotation.scan import Found, Hit, Scan
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Range, Sentence, Words

_WH = frozenset(("if", "whether", "how", "why", "what", "where", "when", "who", "which"))


def read_reported(sentence: Sentence, scan: Scan, hit: Hit, made: list[Found]) -> None:
    """Adds what a cue verb reports, if it reports anything."""
    source = hit.source
    if hit.cue.cue_class == "appearance" or hit.passive:
        scan.short = True  # "seems to …, which": the outlet goes on in its own words after the comma
        rule, spans, source = _with_subject(sentence, scan, hit)
    else:
        scan.short = _is_subordinate(sentence, hit)
        right = None if hit.inverted else _content_after(sentence, scan, hit)
        if right is not None:
            rule, first, last = right
            spans = [(first, last)]
        elif hit.finite:
            rule, spans = _content_before(sentence, scan, hit)
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


_SUBORDINATE = frozenset(
    ("while", "although", "though", "as", "if", "when", "after", "because", "since", "even")
)


def _is_subordinate(sentence: Sentence, hit: Hit) -> bool:
    """Whether the cue stands in a clause that its next comma ends: "While X said …, Y", "X, who said …,"."""
    if hit.source is None or hit.source[0] > hit.index:
        return False
    first, last = hit.source
    if sentence.classes[last] == "W" and last and sentence.classes[last - 1] in ",-":
        return True
    return first < 3 and first > 0 and sentence.words[first - 1] in _SUBORDINATE


# ---------------------------------------------------------------------------- content after the cue


def _content_after(sentence: Sentence, scan: Scan, hit: Hit) -> tuple[str, int, int] | None:
    """The rule and the tokens of content to the right of a cue verb."""
    words, size = sentence.words, len(sentence.words)
    frames, cue = hit.cue.frames, hit.cue
    place = hit.last + 1
    if "accusation" in frames:
        return _named(sentence, scan, "noun-content", place)
    told = "addressee" in frames or "addressee_to" in frames
    if told:
        reached = _after_addressee(sentence, place)
        if reached is not None:
            word = words[reached]
            if word == "to" and "addressee_to" in frames:
                return _clause(sentence, scan, "infinitive", place, after=reached)
            if word == "to" and "to" in frames:
                return _clause(sentence, scan, "infinitive", reached)
            if word in cue.after:
                return _named(sentence, scan, "preposition", reached + 1)
            if word != "to" and (
                sentence.classes[reached] in "T:OQ" or word in _WH or "addressee_to" not in frames
            ):
                place = reached
            elif "noun" not in frames:
                return None
    if not ("to" in frames and place < size and words[place] == "to"):
        place = _after_adverbials(sentence, place, scan.words, medium="clause" in frames)
    if place >= size or sentence.classes[place] in ".?!;,)(":
        return None
    kind, word = sentence.classes[place], words[place]
    if (
        word in ("about", "over")
        and word not in cue.after
        and sentence.classes[place + 1 : place + 2] in (["#"], ["D"])
    ):
        kind = "#"
    if word in cue.after and place + 1 < size and kind == "P":
        return _named(sentence, scan, "preposition", place + 1)
    if kind == "T":
        return _clause(sentence, scan, "that-clause", place) if frames & {"clause", "noun", "that"} else None
    if word in _WH:
        return _clause(sentence, scan, "wh-clause", place) if frames & {"clause", "wh"} else None
    if word == "to":
        return _clause(sentence, scan, "infinitive", place) if "to" in frames else None
    if kind == "Q":
        return ("noun-content", place, place) if frames & {"noun", "label", "clause"} else None
    if kind == "G" and not frames & {"ing", "noun"}:
        if "clause" in frames and _has_verb(sentence, scan, place):
            return _clause(sentence, scan, "clause", place)
        return None
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
        if content is not None and "as" in words[place + 1 : content[2]]:
            return content
        if "noun" not in frames:
            return None
    reports = "clause" in frames or ("that" in frames and _is_document(sentence, scan, hit))
    if reports and _has_verb(sentence, scan, place):
        return _clause(sentence, scan, "clause", place)
    if kind == "M" and cue.cue_class == "factive_endorsing":
        return None  # "showed me around"
    if "noun" in frames and not (told and place == hit.last + 1):
        return _named(sentence, scan, "noun-content", place)
    return None


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


def _after_addressee(sentence: Sentence, place: int) -> int | None:
    """The token after the person told, or None where there is none before the sentence ends."""
    classes, size = sentence.classes, len(sentence.words)
    start = place
    while place < size and place - start < 14:
        kind, word = classes[place], sentence.words[place]
        if kind in "TQ:" or word in _WH or word == "to":
            return place if place > start or kind in "TQ:" else None
        if kind in "O;,.?!" or (kind == "P" and word in ("about", "for")):
            return place if place > start else None
        if kind == "M" and place == start:
            return place + 1 if place + 1 < size else None
        if kind == "D" and place > start and classes[place - 1] in "UX":
            return place
        place += 1
    return None


_BEFORE_TIMES = frozenset(("on", "in", "at", "since", "until", "by", "early", "during"))
_MEDIUM = frozenset(
    ("in", "on", "at", "during", "after", "before", "to", "via", "through", "from", "with", "by", "of")
)


def _after_adverbials(sentence: Sentence, place: int, words: Words, *, medium: bool) -> int:
    """Skips times and, for verbs of saying, a phrase of place or medium ("in a statement")."""
    classes, size = sentence.classes, len(sentence.words)
    while place < size:
        word = sentence.words[place]
        if word in words.times or (classes[place] == "R" and classes[place : place + 2] != ["R", "#"]):
            place += 1
        elif word in _BEFORE_TIMES and place + 1 < size and sentence.words[place + 1] in words.times:
            place += 2
        elif medium and classes[place] == "P" and (word in _MEDIUM or "T" in classes[place : place + 12]):
            stop = place + 1
            while stop < size and stop - place < 16 and classes[stop] not in "T,;:QO":
                if classes[stop] == "D" and classes[stop - 1] in "UX":
                    break
                stop += 1
            return stop if stop < size and classes[stop] in "T:QOD" else size
        elif classes[place] == "," and classes[place + 1 : place + 2] in (["Q"], ["T"]):
            place += 1
        else:
            break
    return place


# ---------------------------------------------------------------------------- where content ends


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
            if classes[place + 1 : place + 2] == ["G"] and words[place + 1] in verbs:
                break
        if place > first and words[place] in scan.cues.phrases and _phrase_at(sentence, scan, place):
            break
        place += 1
    ends.update(dict.fromkeys(walked, place))
    return _trimmed(sentence, first, place - 1)


def _ends_at_comma(sentence: Sentence, comma: int, scan: Scan) -> bool:
    classes, words = sentence.classes, sentence.words
    after = comma + 1
    if after >= len(words):
        return True
    kind, word = classes[after], words[after]
    if kind == "G" and word in scan.cues.verbs:
        return True
    if word in scan.cues.phrases and _phrase_at(sentence, scan, after):
        return True
    if kind == "C" or word in ("while", "though", "although"):
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


def _phrase_at(sentence: Sentence, scan: Scan, place: int) -> int:
    """The number of words of a source phrase such as "according to" at this token, or 0."""
    for phrase, _ in scan.cues.phrases.get(sentence.words[place], ()):
        if tuple(sentence.words[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


_ENDS_NOUN = frozenset(
    ("while", "because", "when", "if", "after", "before", "although", "though", "since", "but", "unless")
)


def noun_end(sentence: Sentence, first: int, scan: Scan) -> int:
    """The last token of content that is a noun phrase, its complements included."""
    classes, words, size = sentence.classes, sentence.words, len(sentence.words)
    if classes[first] == "M" or words[first] == "it":
        following = classes[first + 1] if first + 1 < size else "."
        if following in ".,;:CS-" or (
            following == "P" and words[first + 1] in ("in", "on", "at", "during", "after")
        ):
            return first
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
            if kind == "," and not _goes_on(sentence, place):
                break
            if kind == "-":
                break
            if kind == "C" and (place + 1 in scan.joined or place + 1 in scan.finite):
                break
            if kind == "C" and classes[place + 1 : place + 2] in (["V"], ["A"], ["E"], ["G"]):
                break
            if word in _ENDS_NOUN and classes[place - 1] not in "P":
                break
            if place in scan.finite:
                break
            if kind == "A" and classes[place - 1] in "UX" and not set("WTS") & set(classes[first:place]):
                break
            if word in scan.cues.phrases and _phrase_at(sentence, scan, place):
                break
        place += 1
    return _trimmed(sentence, first, place - 1)


def _goes_on(sentence: Sentence, comma: int) -> bool:
    """Whether a comma stands in a list ("A, B and C") or before "that"."""
    classes = sentence.classes
    after = comma + 1
    if classes[after : after + 1] == ["T"]:
        return True
    for place in range(after, min(after + 7, len(classes))):
        kind = classes[place]
        if kind == "C" and sentence.words[place] in ("and", "or") and place > after:
            return True
        if kind == "," and place > after:
            return _goes_on_from(classes, place)
        if kind not in 'UXD#P"E&.G':
            return False
    return False


def _goes_on_from(classes: list[str], comma: int) -> bool:
    ahead = classes[comma + 1 : comma + 7]
    return "C" in ahead and all(k in 'UXD#P"E&.C' for k in ahead[: ahead.index("C")])


def _trimmed(sentence: Sentence, first: int, last: int) -> int:
    while last > first and sentence.classes[last] in ".,?!-:":
        last -= 1
    return last


# ---------------------------------------------------------------------------- content before the cue


def _content_before(sentence: Sentence, scan: Scan, hit: Hit) -> tuple[str, list[Range]]:
    """“…, X said” and “…, said X”: the clause before, and what follows a parenthetical cue."""
    classes, size = sentence.classes, len(sentence.words)
    scan.short = False
    if not hit.cue.frames & {"inverted", "before"}:
        return "", []
    start = hit.first if hit.inverted or hit.source is None else min(hit.source[0], hit.first)
    comma = start - 1
    if comma < 1 or classes[comma] not in ',-"':
        return "", []
    if classes[comma] == '"' and classes[comma - 1] not in ",-":
        return "", []
    after = (hit.source[1] if hit.inverted and hit.source else hit.last) + 1
    if not hit.inverted and not _stands_alone(sentence, hit, after, scan.words):
        return "", []
    first = comma
    while first > 0 and classes[first - 1] not in ";Q":
        first -= 1
    spans = [(first, comma - 1)]
    if not hit.inverted:
        after = _after_adverbials(sentence, after, scan.words, medium=True)
    goes_on = after + 1 < size and classes[after] == "," and classes[after + 1] not in "GWQ"
    if goes_on and not (hit.inverted and classes[after + 1] in "DUX#"):
        spans.append((after + 1, clause_end(sentence, after + 1, scan)))
    return ("content-before-inverted" if hit.inverted else "content-before"), spans


def _stands_alone(sentence: Sentence, hit: Hit, after: int, words: Words) -> bool:
    """Whether nothing but time, place, medium or a person told follows the cue in its clause."""
    if after >= len(sentence.words) or sentence.classes[after] in ".,:-)PRGQS":
        return True
    if sentence.words[after] in words.times:
        return True
    if "addressee" not in hit.cue.frames:
        return False
    return _after_addressee(sentence, after) is not None or "." in sentence.classes[after:]


# ---------------------------------------------------------------------------- subject as content


_PASSIVE_COMPLEMENT = frozenset(
    ("perception", "appearance", "labelling", "distancing", "accusatory", "neutral")
)


def _with_subject(sentence: Sentence, scan: Scan, hit: Hit) -> tuple[str, list[Range], Range | None]:
    """“X is seen as Y”, “X appears to be Y”, “X was criticised by Y”, “X was told that Y”.

    The subject belongs to the content; the source is the agent after "by", or nobody.
    """
    classes, words, size = sentence.classes, sentence.words, len(sentence.words)
    place = hit.last + 1
    cue_class = hit.cue.cue_class
    place = _after_adverbials(sentence, place, scan.words, medium=False)
    source: Range | None = None
    if place < size and words[place] == "by" and classes[place + 1 : place + 2] != ["G"]:
        source = source_after(sentence, place + 1, scan.words)
        if source is not None:
            place = source[1] + 1
    subject = source_before(sentence, hit.first - 1, scan.words, scan.finite - {hit.index})
    kind = classes[place] if place < size else "."
    word = words[place] if place < size else ""
    told = hit.cue.frames & {"addressee", "addressee_to"}
    if kind == "T" or word in _WH:
        rest = place, clause_end(sentence, place, scan)
        # "He was told that": the content is the clause alone. "It appears that": so is it here.
        return "passive-clause", [rest], source
    if told and cue_class != "perception":
        if word == "to" and subject:
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
    if word == "to" or (cue_class == "appearance" and kind in "XEDRGP#U"):
        return "subject-and-infinitive", [subject, (place, clause_end(sentence, place, scan))], source
    if word == "as" or (
        hit.cue.lemma in ("consider", "call", "deem", "label", "brand", "dub") and kind in 'DXU"EGR'
    ):
        return "subject-and-label", [subject, (place, noun_end(sentence, place, scan))], source
    if word == "of" and "accusation" in hit.cue.frames and place + 1 < size:
        return "subject-and-accusation", [subject, (place + 1, clause_end(sentence, place + 1, scan))], source
    return "", [], None


# ---------------------------------------------------------------------------- phrases


def read_agency(sentence: Sentence, scan: Scan, made: list[Found], places: list[int]) -> None:
    """“…, WIRE was informed from X”: the content stands before, the source after."""
    for index in places:
        for phrase in scan.cues.agency.get(sentence.words[index], ()):
            last = index + len(phrase) - 1
            if tuple(sentence.words[index : last + 1]) != phrase or index < 3:
                continue
            source = source_after(sentence, last + 1, scan.words, wide=True)
            agency = source_before(sentence, index - 1, scan.words, set())
            if source is None or agency is None or agency[0] < 2:
                continue
            if sentence.classes[agency[0] - 1] not in ",-":
                continue
            made.append(
                Found(
                    rule="agency-informed",
                    content=[sentence.span(0, agency[0] - 2)],
                    source=sentence.span(*source),
                    cue=sentence.span(index, last),
                    cue_class="neutral_official",
                )
            )
            return


def read_postpositions(sentence: Sentence, scan: Scan, made: list[Found], places: list[int]) -> None:
    """“X'e göre …”: source and phrase open the sentence, the rest is content."""
    for index in places:
        listed = scan.cues.postpositions.get(sentence.words[index])
        if listed is None:
            continue
        scan.short = False
        if index > 13:
            return
        for phrase, cue_class in listed:
            last = index + len(phrase) - 1
            if not index or tuple(sentence.words[index : last + 1]) != phrase:
                continue
            first = last + 1
            while first < len(sentence.words) and sentence.classes[first] in ",:-":
                first += 1
            if first < len(sentence.words):
                end = clause_end(sentence, first, scan)
                made.append(
                    Found(
                        rule="according-to",
                        content=[sentence.span(first, end)],
                        source=sentence.span(0, index - 1),
                        cue=sentence.span(index, last),
                        cue_class=cue_class,
                    )
                )
            return


def read_phrases(sentence: Sentence, scan: Scan, made: list[Found], places: list[int]) -> dict[int, Found]:
    """“According to X, …” and “…, according to X”; returns the quotations that this claims."""
    claimed: dict[int, Found] = {}
    for index in places:
        listed = scan.cues.phrases.get(sentence.words[index])
        if listed is None:
            continue
        scan.short = False
        for phrase, cue_class in listed:
            last = index + len(phrase) - 1
            if tuple(sentence.words[index : last + 1]) != phrase:
                continue
            source = source_after(sentence, last + 1, scan.words, fronted=index < 2, wide=True)
            if source is None:
                break
            found = Found(
                rule="according-to",
                content=[],
                source=sentence.span(*source),
                cue=sentence.span(index, last),
                cue_class=cue_class,
            )
            for first, end in _around_phrase(sentence, scan, index, source[1] + 1):
                found.content.append(sentence.span(first, end))
                claimed.update({quote: found for quote in sentence.quotes if first <= quote <= end})
            if found.content:
                made.append(found)
            break
    return claimed


def _around_phrase(sentence: Sentence, scan: Scan, index: int, after: int) -> list[Range]:
    classes, size = sentence.classes, len(sentence.words)
    spans: list[Range] = []
    before = index - 1
    while before >= 0 and classes[before] in ",C-":
        before -= 1
    if before >= 0:
        first = before
        while first > 0 and classes[first - 1] != ";":
            first -= 1
        spans.append((first, before))
    while after < size and classes[after] not in ",:-;.":
        after += 1
    follows = after < size and classes[after] in ",:-"
    after += 1
    if follows and after < size - 1 and classes[after] not in "WG":
        end = clause_end(sentence, after, scan)
        if end >= after:
            spans.append((after, end))
    return spans


# ---------------------------------------------------------------------------- nouns


def read_nouns(sentence: Sentence, scan: Scan, made: list[Found], places: list[int]) -> None:
    """“her claim that …”, “accusations of …”, “the decision to …”."""
    classes, words, size = sentence.classes, sentence.words, len(sentence.words)
    for index in places:
        noun = scan.cues.nouns.get(words[index])
        if noun is None or index + 2 >= size or index in scan.finite:
            continue
        following = words[index + 1]
        if following not in noun.after or (classes[index] == "U" and not sentence.headline):
            continue
        owner = _owner(sentence, index, scan)
        if owner is None and not noun.ownerless:
            continue
        if following == "that":
            if classes[index + 2] in "AV":
                continue
            content = index + 1, clause_end(sentence, index + 1, scan)
        elif following == "to":
            content = index + 1, noun_end(sentence, index + 1, scan)
        else:
            content = index + 2, noun_end(sentence, index + 2, scan)
        made.append(
            Found(
                rule="cue-noun",
                content=[sentence.span(*content)],
                source=sentence.span(*owner) if owner else None,
                cue=sentence.span(index, index),
                cue_class=noun.cue_class,
            )
        )


_POSSESSIVES = frozenset(("his", "her", "their", "its", "my", "our", "your"))


def _owner(sentence: Sentence, index: int, scan: Scan) -> Range | None:
    """Whose claim it is: a possessive before the noun, adjectives between."""
    for place in range(index - 1, max(index - 5, -1), -1):
        word, kind = sentence.words[place], sentence.classes[place]
        if word in _POSSESSIVES:
            return place, place
        if word.endswith(("'s", "’s", "s'", "s’")) and kind in "UX":
            first = place
            while first > 0 and sentence.classes[first - 1] == "U":
                first -= 1
            if first > 0 and sentence.classes[first - 1] == "D":
                first -= 1
            return first, place
        if kind not in "XREG#":
            return None
    return None


# ---------------------------------------------------------------------------- adverbs, headlines


def read_adverbs(sentence: Sentence, scan: Scan, made: list[Found], places: list[int]) -> None:
    """“X reportedly did Y”: content without a source."""
    for index in places:
        cue_class = scan.cues.adverbs.get(sentence.words[index])
        if cue_class is None or index + 1 >= len(sentence.words):
            continue
        spans: list[Range] = []
        before = index - 1
        while before >= 0 and sentence.classes[before] == "A":
            before -= 1
        subject = source_before(sentence, before, scan.words, scan.finite) if before >= 0 else None
        if subject is not None:
            spans.append((subject[0], index - 1))
        end = noun_end(sentence, index + 1, scan)
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


def read_label_colon(sentence: Sentence, scan: Scan, made: list[Found]) -> bool:
    """“Ministry: two soldiers wounded” as a headline, and “NAME: …” in a transcript."""
    classes, size = sentence.classes, len(sentence.words)
    try:
        colon = classes.index(":", 1, 8)
    except ValueError:
        return False
    if colon + 1 >= size or classes[colon + 1] == "Q" or any(k not in "UDP.&CX" for k in classes[:colon]):
        return False
    speaker = [k for k in classes[:colon] if k in "UX"]
    if not speaker or "X" in speaker or size - colon < 5:
        return False
    if any(w in scan.words.not_sources for w in sentence.words[:colon]):
        return False
    made.append(
        Found(
            rule="label-colon",
            content=[sentence.span(colon + 1, _trimmed(sentence, colon + 1, size - 1))],
            source=sentence.span(0, colon - 1),
            cue=sentence.span(colon, colon),
            cue_class="neutral",
        )
    )
    return True
