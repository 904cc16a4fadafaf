"""Quotations and their cues: before, after, in the middle, a colon, or the source that spoke last."""

from __future__ import annotations

import re

from framing.annotation.listeners import source_in_marks, without_listeners, without_told
from framing.annotation.scan import Found, Hit, Scan
from framing.annotation.sources import source_after, source_before
from framing.annotation.tokens import Sentence
from framing.annotation.words import Range, Words


def read_quotations(
    sentence: Sentence, scan: Scan, hits: list[Hit], made: list[Found], claimed: dict[int, Found]
) -> list[int]:
    """Adds the sentence's quotations to `made`; returns the tokens of those without a cue.

    `claimed` maps a quotation's token to an attribution that has it already.
    """
    floating: list[int] = []
    for index in sentence.quotes:
        span = sentence.span(index, index)
        found = claimed.get(index)
        if scan.words.marked_clauses and found is None and source_in_marks(sentence, index, hits, scan):
            continue
        if found is None and span[1] - span[0] < _LONGEST_TITLE and _is_title(sentence, index, scan):
            continue
        if found is None:
            hit = _cue_of_quotation(sentence, index, hits, scan.words)
            if hit is not None:
                if scan.words.marked_clauses and hit.source is not None:
                    ahead = hit.source[1] < hit.first
                    hit.source = (without_told if ahead else without_listeners)(sentence, hit.source, scan)
                found = hit.used
                if found is None:
                    found = hit.used = _found(sentence, hit, index, scan.words)
                    made.append(found)
                    if hit.index > index:
                        found.content.extend(scan.pending)
                    scan.pending.clear()
                found.content.append(span)
            else:
                found = _colon(sentence, index, scan) or _unlisted_cue(sentence, index, scan)
                if found is not None:
                    made.append(found)
                    found.content.append(span)
        if found is None:
            floating.append(index)
        else:
            found.quoted = True
            found.content.sort()
    return floating


#: The longest title of a book or a film, and the longest word that may be small in it, in letters.
_LONGEST_TITLE, _SMALL = 60, 4


def _is_title(sentence: Sentence, index: int, scan: Scan) -> bool:
    """Whether a quotation is a title, in capitals behind the word for the work: her book, “Two Rivers”."""
    place = index - 1 if sentence.classes[index - 1 : index] == "," else index
    if place < 1 or sentence.words[place - 1] not in scan.words.documents:
        return False
    start, end = sentence.span(index, index)
    words = [word.strip(_AROUND) for word in scan.text[start : min(end, start + _LONGEST_TITLE)].split()]
    return end - start < _LONGEST_TITLE and all(len(w) < _SMALL or not w[0].islower() for w in words)


#: Marks that hug a word.
_AROUND = "“”\"'‘’«»„,.!?"


def place_floating(sentence: Sentence, scan: Scan, floating: list[int], made: list[Found]) -> None:
    """Quotations without a cue of their own continue the source that spoke last, or wait for one."""
    for index in floating:
        start, end = sentence.span(index, index)
        if any(a <= start and end <= b for f in made for a, b in f.content):
            continue
        owner = made[-1] if made else scan.last
        if owner is not None and not made and owner.rule in _NO_SPEAKERS:
            owner = None
        alone = index == 0 or sentence.classes[index - 1] == "Q"
        near = sentence.paragraph - scan.last_paragraph <= 1
        if owner is not None and (made or (alone and near)):
            owner.content.append((start, end))
            owner.quoted = True
            scan.last_paragraph = sentence.paragraph
        else:
            scan.pending.append((start, end))


#: Rules after which a quotation in the next sentence is not simply the source going on: nobody spoke.
_NO_SPEAKERS = frozenset(("cue-noun", "evidential-adverb"))


def _found(sentence: Sentence, hit: Hit, index: int, words: Words) -> Found:
    if hit.index > index and "quotes" in hit.cue.frames and not hit.inverted:
        # “…,” the paper quotes X: the words are those of X.
        quoted = source_after(sentence, hit.last + 1, words)
        if quoted is not None:
            hit.source = quoted
    found = Found(
        rule="quote-after-cue" if hit.index < index else "quote-before-cue",
        content=[],
        source=sentence.span(*hit.source) if hit.source else None,
        cue=sentence.span(hit.first, hit.last),
        cue_class=hit.cue.cue_class,
        quoted=True,
    )
    lead = _lead_in(sentence, hit, index)
    if lead is not None:
        found.content.append(lead)
    return found


def _cue_of_quotation(sentence: Sentence, index: int, hits: list[Hit], words: Words) -> Hit | None:
    classes = sentence.classes
    before = _cue_before(sentence, index, hits, words)
    after = _cue_after(sentence, index, hits)
    # "said of the fire, “…,” adding that": what follows in -ing has content of its own.
    adds = after is not None and after.position == 4 and not after.finite
    if before is not None and (adds or after is None or classes[index - 1] == ":" or before.used is not None):
        return before
    return after


_CLAUSE = frozenset("AVTQ;:")


def _cue_after(sentence: Sentence, index: int, hits: list[Hit]) -> Hit | None:
    """“…,” said X and “…,” X said."""
    classes, size = sentence.classes, len(sentence.words)
    right = index + 1
    while right < size and classes[right] in ",-":
        right += 1
    for hit in hits:
        if hit.index < right or "quote" not in hit.cue.frames or hit.passive:
            continue
        if "Q" in classes[right : hit.index]:
            return None
        if hit.first == right:
            return hit
        if hit.source and hit.source[0] >= right and hit.source[0] < hit.index:
            between = classes[right : hit.source[0]]
            if hit.source[0] <= right + 1 or (hit.finite and _CLAUSE.isdisjoint(between)):
                return hit
        return None
    return None


def _cue_before(sentence: Sentence, index: int, hits: list[Hit], words: Words) -> Hit | None:
    """X said, “…” and X told reporters in Y: “…”."""
    classes = sentence.classes
    for hit in reversed(hits):
        if hit.index >= index:
            continue
        if "Q" in classes[hit.last + 1 : index]:
            return None
        if "quote" not in hit.cue.frames and classes[index - 1] != ":":
            return None
        return hit if reaches(sentence, hit, index, words) else None
    return None


def reaches(sentence: Sentence, hit: Hit, index: int, words: Words) -> bool:
    """Whether only a person told, a time, a place or a medium stands between a cue and a quotation."""
    first = (hit.source[1] if hit.inverted and hit.source else hit.last) + 1
    between = sentence.classes[first:index]
    if hit.inverted and between == ",":
        return hit.used is not None  # "…," said X, "…" goes on, whatever verb follows
    between = sentence.classes[hit.last + 1 : index]
    if len(between) > 25 or "T" in between:
        return False
    if not between or between[-1] == ":" or "addressee" in hit.cue.frames:
        return True
    for place in range(hit.last + 1, index):
        if sentence.classes[place] in "R," or sentence.words[place] in words.times:
            continue
        return sentence.classes[place] in "P-" or sentence.words[place] in words.reporters
    return True


def _lead_in(sentence: Sentence, hit: Hit, index: int) -> Range | None:
    """The paraphrase before ", he said, “…": it belongs to the same content."""
    if hit.index > index or hit.source is None or hit.inverted:
        return None
    first = hit.source[0]
    if first < 2 or sentence.classes[first - 1] != "," or sentence.classes[index - 1] != ",":
        return None
    if index - hit.last > 2 or "A" in sentence.classes[: first - 1]:
        return None
    return sentence.span(0, first - 2)


def _colon(sentence: Sentence, index: int, scan: Scan) -> Found | None:
    """“NAME: “…”” and “From the report: “…””."""
    if index < 2 or sentence.classes[index - 1] != ":":
        return None
    source = _opening_subject(sentence, index) or source_before(sentence, index - 2, scan.words, set())
    if source and sentence.classes[source[1]] in "EV":
        source = _subject_of_verb(sentence, source[1], scan)  # "She leaned in and boomed: “…”"
    return Found(
        rule="colon",
        content=[],
        source=sentence.span(*source) if source else None,
        cue=sentence.span(index - 1, index - 1),
        cue_class="neutral",
        quoted=True,
    )


def _subject_of_verb(sentence: Sentence, verb: int, scan: Scan) -> Range | None:
    """Whose verb this is: what stands before it, or before the first verb where "and" joins the two."""
    classes = sentence.classes
    if verb and classes[verb - 1] == "C":
        first = _FINITE.search(classes, 0, verb)
        verb = first.start() if first else verb
    while verb > 1 and classes[verb - 1] in "AR":
        verb -= 1
    return source_before(sentence, verb - 1, scan.words, set()) if verb else None


_FINITE = re.compile("[AVE]")
#: A subject and a past form, or the reverse, with nothing behind them in their clause.
_UNLISTED = re.compile(r",?(?:(O|U[U.]*|DX*U[U.]*|DX{1,2})(E)|(E)(U[U.]*|DX*U[U.]*|DX{1,2}))(?=[.,;!?])")


def _unlisted_cue(sentence: Sentence, index: int, scan: Scan) -> Found | None:
    """“…,” X verbed: behind a quotation that ends with a comma, any past form tells how X spoke.

    The verb has no class, since no list has it.
    """
    match = _UNLISTED.match(sentence.classes, index + 1)
    if match is None:
        return None
    start, end = sentence.span(index, index)
    if scan.text[max(end - 2, start)] != "," and sentence.classes[index + 1] != ",":
        return None
    before = match.group(1) is not None
    source, cue = match.span(1 if before else 4), match.span(2 if before else 3)
    return Found(
        rule="quote-before-cue",
        content=[],
        source=sentence.span(source[0], source[1] - 1),
        cue=sentence.span(cue[0], cue[1] - 1),
        quoted=True,
    )


#: A pronoun or a name at the head of a sentence, and the verb behind it.
_SUBJECT = re.compile(r"(?:[PSR][^,;:Q]{1,40},)?(O|U[U.]*|D[XE#]{0,4}U[U.]*)R?[AVE]")
#: What shows that the sentence has another subject or clause.
_CLAUSES = frozenset(",;-TSOWQ")


def _opening_subject(sentence: Sentence, quotation: int) -> Range | None:
    """“She blamed the news: “…””: the subject that opens a sentence of one clause."""
    match = _SUBJECT.match(sentence.classes)
    if match is None or not _CLAUSES.isdisjoint(sentence.classes[match.end() : quotation - 1]):
        return None
    return match.start(1), match.end(1) - 1
