"""Who says what: quotations, reported speech, documents, beliefs, each with its source and cue."""

from __future__ import annotations

from bisect import bisect_right

from framing.annotation.about_this import read_about_this
from framing.annotation.blocks import read_block
from framing.annotation.cues import ADVERB, AGENCY, NOUN, PHRASE, POSTPOSITION, cues_of
from framing.annotation.direct import place_floating, read_quotations
from framing.annotation.entities import Resolver
from framing.annotation.inner import read_inner_cues
from framing.annotation.labels import TURN, headline_tail, read_label_colon, read_turns
from framing.annotation.nouns import read_adverbs, read_nouns
from framing.annotation.persons import NOBODY, Identity
from framing.annotation.phrases import read_agency, read_phrases, read_postpositions
from framing.annotation.quotes import Quotation, find_quotations
from framing.annotation.reported import read_reported
from framing.annotation.scan import Found, Scan, find_hits, find_phrases
from framing.annotation.sentences import build_sentences
from framing.annotation.tokens import Sentence
from framing.annotation.turns import find_turns
from framing.annotation.words import Range, words_of
from framing.language import Language
from framing.records import FIELDS, Article, Attribution, Span


def find_attributions(article: Article, language: Language) -> tuple[Attribution, ...]:
    """The attributions of an article's title and text, in the order in which their content begins.

    `kind` is `direct` where all content stands in quotation marks, `mixed` where a part does,
    `indirect` where none does. `rule` names the rule that found it. Offsets point into the field.

    >>> from framing.language import load_language
    >>> article = Article(id="1", outlet_id="x", outlet="X", title="", text='"We agree," the mayor said.')
    >>> found = find_attributions(article, load_language("en"))[0]
    >>> found.kind, article.text[slice(*found.source)], article.text[slice(*found.cue)]
    ('direct', 'the mayor', 'said')
    """
    # The text is read first: a headline's "the minister" is somebody whom the text names in full.
    resolver = Resolver(article, language.code)
    records: dict[str, list[Attribution]] = {}
    for name in reversed(FIELDS):
        text = article.field(name)
        records[name] = _finished(text, name, *_found_in(text, language, name), resolver) if text else []
    return tuple(record for name in FIELDS for record in records[name])


def _found_in(text: str, language: Language, field: str) -> tuple[list[Found], list[Quotation]]:
    quotes = find_quotations(text, language)
    words, cues = words_of(language.code), cues_of(language.code)
    scan = Scan(text, words, cues, [q for q in quotes if q.depth == 0], language.code)
    for sentence in build_sentences(text, scan.quotes, language, words, cues):
        if sentence.paragraph != scan.paragraph:
            scan.paragraph = sentence.paragraph
            scan.pending.clear()
        _read_sentence(sentence, scan, language.code)
    if quotes and language.data.get("quotes", {}).get("inner_cues"):
        read_inner_cues(text, scan, language)
    if field == "title" and not scan.found:
        tail = headline_tail(text, language.code)
        scan.found.extend([tail] if tail else ())
    if field == "text":
        read_turns(text, scan, find_turns(text))
    scan.found.extend(_nested(text, quotes, language))
    return scan.found, quotes


def _nested(text: str, quotes: list[Quotation], language: Language) -> list[Found]:
    """Quotations with a cue of their own inside a quotation: “He told me, ‘Go,’ so I went.”

    Other reported speech inside a quotation is left to it: the words are the source's either way.
    """
    found: list[Found] = []
    outer: Quotation | None = None
    read: Quotation | None = None
    for quote in quotes:
        if quote.depth == 0:
            outer = quote
        elif outer is not None and outer is not read:
            read = outer
            shift = outer.inner_start
            for f in _found_in(text[shift : outer.inner_end], language, "quotation")[0]:
                if f.quoted and f.cue is not None:
                    f.content = [(a + shift, b + shift) for a, b in f.content]
                    f.source = (f.source[0] + shift, f.source[1] + shift) if f.source else None
                    f.cue = f.cue[0] + shift, f.cue[1] + shift
                    found.append(f)
    return found


def _read_sentence(sentence: Sentence, scan: Scan, language: str) -> None:
    kinds, words = scan.cues.kinds, sentence.words
    others = 0
    for place in sentence.places:
        others |= kinds.get(words[place], 0)
    scan.phrases = find_phrases(sentence, scan.cues.phrases) if others & PHRASE else {}
    hits = find_hits(sentence, scan)
    made: list[Found] = []
    if scan.words.about_this and hits:
        read_about_this(sentence, scan, hits, made)
    claimed = read_phrases(sentence, scan, made) if scan.phrases else {}
    floating = read_quotations(sentence, scan, hits, made, claimed) if sentence.quotes else []
    if hits and sentence.classes[-1] == ":":
        read_block(sentence, scan, hits, made)
    informed = read_agency(sentence, scan, made) if others & AGENCY else range(0)
    for hit in hits:
        if hit.used is None and hit.index not in informed:
            read_reported(sentence, scan, hit, made)
    if others & POSTPOSITION:
        read_postpositions(sentence, scan, made)
    if others & NOUN:
        read_nouns(sentence, scan, made)
    if others & ADVERB:
        read_adverbs(sentence, scan, made)
    if sentence.first and not made:
        read_label_colon(sentence, scan, made, language)
    kept = _outermost(made)
    scan.found.extend(kept)
    if floating:
        place_floating(sentence, scan, floating, kept)
    if kept:
        scan.last = kept[-1]
        scan.last_paragraph = sentence.paragraph


def _outermost(made: list[Found]) -> list[Found]:
    """The attributions of a sentence without those whose cue stands in the content of another one.

    Where each holds the other's, the one whose content stands before its cue is the outer one.
    """
    if len(made) < 2:
        return made
    reach = [(min(a for a, _ in f.content), max(b for _, b in f.content), f) for f in made if f.content]
    kept: list[Found] = []
    relayed = {f.content[0][0] for f in made if f.content and _relays(f)}
    for f in made:
        at = f.cue[0] if f.cue is not None and not f.quoted else -1
        if f.source is not None and f.source[0] in relayed and f.cue_class not in _SILENT:
            kept.append(f)  # "According to the agency, she said that …": she is the one who spoke
            continue
        if not any(low <= at < high and _is_outer(other, f, at) for low, high, other in reach):
            kept.append(f)
    return kept


#: Classes of cue with which nobody need have said anything.
_SILENT = frozenset(("attitude", "appearance", "perception"))


def _relays(found: Found) -> bool:
    """Whether a source may only pass on what somebody else said: "According to AGENCY, X said …"."""
    if found.rule == "as-reported":
        return found.cue is not None and found.cue[0] < found.content[0][0]
    return found.rule in ("according-to", "agency-informed")


def _is_outer(other: Found, found: Found, at: int) -> bool:
    if other is found or not any(a <= at < b for a, b in other.content):
        return False
    inserted = found.rule.startswith("content-before") and not other.rule.startswith("content-before")
    if inserted or other.rule == "evidential-adverb":
        return other.cue is None or not any(a <= other.cue[0] < b for a, b in found.content)
    return True


def _finished(
    text: str, name: str, found: list[Found], quotes: list[Quotation], resolver: Resolver
) -> list[Attribution]:
    """The records, in the order of their content, with kinds, parents and identities."""
    found = [f for f in found if f.content]
    for f in found:
        f.content.sort()
    starts = [q.start for q in quotes]
    identities = _identities(text, found, quotes, starts, resolver)
    found.sort(key=lambda f: (f.content[0][0], -f.content[-1][1]))
    parents = _parents(found)
    prefix = "t" if name == "title" else "a"
    records: list[Attribution] = []
    for number, (f, parent) in enumerate(zip(found, parents, strict=True), 1):
        identity = identities[id(f)]
        records.append(
            Attribution(
                id=f"{prefix}{number}",
                field=name,
                kind=_kind(f.content, quotes, starts),
                content=tuple([_span(pair) for pair in f.content]),
                source=_span(f.source) if f.source else None,
                entity=identity.entity,
                affiliation=identity.affiliation,
                role=identity.role,
                anonymous=identity.anonymous,
                cue=_span(f.cue) if f.cue else None,
                cue_class=f.cue_class,
                parent_id=None if parent is None else f"{prefix}{parent + 1}",
                rule=f.rule,
            )
        )
    return records


def _span(pair: Range) -> Span:
    return tuple.__new__(Span, pair)  # Span(*pair) in a third of its time


def _identities(
    text: str, found: list[Found], quotes: list[Quotation], starts: list[int], resolver: Resolver
) -> dict[int, Identity]:
    identities: dict[int, Identity] = {}
    turns: list[Found] = []
    for f in sorted(found, key=_place):
        if f.source is None:
            identities[id(f)] = NOBODY
        else:
            start, end = f.source
            around = bisect_right(starts, start) - 1
            quoted = around >= 0 and start < quotes[around].end
            while turns and turns[-1].content[-1][1] <= start:
                turns.pop()
            speaker = identities[id(turns[-1])] if turns else None
            identities[id(f)] = resolver.resolve(text, start, end, quoted=quoted, speaker=speaker)
            if f.rule == TURN:
                turns.append(f)
    return identities


def _place(found: Found) -> tuple[int, int]:
    return found.source or found.cue or found.content[0]


def _parents(found: list[Found]) -> list[int | None]:
    """For each attribution, the innermost earlier one whose content holds all of its content."""
    parents: list[int | None] = []
    #: How far the contents up to here reach: where none reaches far enough, none is a parent.
    reach: list[int] = []
    for index, f in enumerate(found):
        start, end = f.content[0][0], f.content[-1][1]
        parent = index - 1
        lowest = max(0, index - 39)
        while parent >= lowest and reach[parent] >= end:
            if any(a <= start and end <= b for a, b in found[parent].content):
                break
            parent -= 1
        else:
            parent = -1
        parents.append(parent if parent >= 0 else None)
        furthest = end if len(f.content) == 1 else max(b for _, b in f.content)
        reach.append(max(furthest, reach[-1]) if reach else furthest)
    return parents


def _kind(content: list[tuple[int, int]], quotes: list[Quotation], starts: list[int]) -> str:
    """`direct` where each part is one quotation, `mixed` where some marks stand in it."""
    whole = part = 0
    for start, end in content:
        index = bisect_right(starts, start + 1) - 1
        following = index + 1
        while index > 0 and quotes[index].depth:
            index -= 1
        if index >= 0 and quotes[index].start <= start + 1 and end - 1 <= quotes[index].end:
            whole += 1
        elif (index >= 0 and quotes[index].end > start) or (
            following < len(quotes) and quotes[following].start < end
        ):
            part += 1
    if whole == len(content):
        return "direct"
    return "mixed" if whole or part else "indirect"
