"""The forms of a lexicon as one automaton, and all that it finds in a text before any choice is made."""

from __future__ import annotations

import gc
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from framing.annotation.addresses import addresses, may_hold_address
from framing.annotation.folding import Folded, fold
from framing.lexicon import Concept, Forms, Lexicon, Variant, plain_form, spelled
from framing.records import Span

# The class that stands first lets the search jump from mark to mark; \x01 is the end of a paragraph.
_SENTENCE_END = re.compile(r"[.!?\x01](?:(?<=\x01)|[\"')\]]? )")


class Entry(NamedTuple):
    """A form, compiled. `lead` and `tail`: lengths of the context around the mention itself.

    `stem`: an ending of the language may follow, which then belongs to the mention.
    """

    concept: Concept
    variant: Variant
    form: str
    lead: int
    tail: int
    capitals: tuple[int, ...]
    dated: bool
    anchored: bool
    stem: frozenset[str] | None = None
    accents: str | None = None


class Hit(NamedTuple):
    """A form found in the view: the mention's span, and the span with its context."""

    start: int
    end: int
    full: tuple[int, int]
    entry: Entry


@dataclass(slots=True)
class Found:
    """All that one field holds, before the choice between overlapping hits."""

    view: str = ""
    hits: list[Hit] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    pair_one: list[int] = field(default_factory=list)
    pair_two: list[int] = field(default_factory=list)
    elsewhere_at: list[tuple[str, int]] = field(default_factory=list)
    elsewhere: set[tuple[str, int]] = field(default_factory=set)
    _sentences: list[int] | None = None

    @property
    def sentences(self) -> list[int]:
        """Where the sentences of the view end, looked for when first asked: most texts never ask."""
        if self._sentences is None:
            self._sentences = [end.end() for end in _SENTENCE_END.finditer(self.view)]
        return self._sentences

    def sentence(self, offset: int) -> int:
        """The number of the sentence that an offset of the view lies in."""
        return bisect_right(self.sentences, offset)

    def bounds(self, offset: int, length: int) -> tuple[int, int]:
        """Where that sentence begins and ends in the view, which is `length` long."""
        place = self.sentence(offset)
        first = self.sentences[place - 1] if place else 0
        return first, self.sentences[place] if place < len(self.sentences) else length


class _Use(NamedTuple):
    """What a pattern is there for: `form`, `exclusion`, a word of a pair, or a word of `elsewhere`."""

    kind: str
    entry: Entry | None = None
    concept: str = ""


class Matcher:
    """The automaton of one lexicon in some of its languages."""

    def __init__(self, lexicon: Lexicon, languages: tuple[str, ...]) -> None:
        patterns: dict[str, list[_Use]] = {}
        for word, use in _uses(lexicon, languages):
            patterns.setdefault(fold(word).view, []).append(use)
        self.uses = [_told_apart(uses, pattern) for pattern, uses in patterns.items()]
        self.ways = [_way(uses, pattern) for uses, pattern in zip(self.uses, patterns, strict=True)]
        #: For a pattern of way `plain`, the entries that its place alone decides.
        self.plain = [[use.entry for use in uses if use.entry] for uses in self.uses]
        self.automaton = automaton(list(patterns))
        self.anchor_concepts = frozenset(lexicon.anchor.concepts)

    def find(self, folded: Folded, date: str | None, *, own_name: str = "") -> Found:
        """Every hit that its own form, the exclusions and the sentence allow, and what anchors hits.

        `own_name` is a name that hides what lies inside it, as the outlet's own does.
        """
        found = Found(view=folded.view)
        self._collect(found, folded, date)
        if not found.hits:
            return found
        if found.elsewhere_at:
            _drop_elsewhere(found)
        hidden = _Ranges([*found.hidden, *_places(found.view, own_name)])
        if hidden.spans:
            found.hits = [hit for hit in found.hits if not hidden.hide(*hit.full)]
        if may_hold_address(found.view):
            found.hits = _outside(folded, found.hits, addresses(folded.text))
        anchors = (h for h in found.hits if h.entry.concept.id in self.anchor_concepts)
        found.names = sorted(h.start for h in anchors if not h.entry.anchored)
        return found

    def _collect(self, found: Found, folded: Folded, date: str | None) -> None:
        """Notes every whole word that the automaton meets. This loop is most of the cost of matching."""
        view, length = folded.view, len(folded.view)
        for pattern, start, end in self.automaton.find_matches_as_indexes(view, overlapping=True):
            way = self.ways[pattern]
            if way == "stem":
                self._note_stem(pattern, found, folded, start, end, date)
                continue
            if way == "marked":
                if not is_whole(view, start, end):
                    continue
            elif (start and ((c := view[start - 1]).isalnum() or c == "_")) or (
                end < length and ((c := view[end]).isalnum() or c == "_")
            ):
                continue
            if way == "plain":
                for entry in self.plain[pattern]:
                    found.hits.append(Hit(start + entry.lead, end - entry.tail, (start, end), entry))
            elif way == "pair_one":
                found.pair_one.append(start)
            elif way == "pair_two":
                found.pair_two.append(start)
            else:
                for use in self.uses[pattern]:
                    _note(use, found, folded, start, end, date)

    def _note_stem(
        self, pattern: int, found: Found, folded: Folded, start: int, end: int, date: str | None
    ) -> None:
        """A stem goes on to the end of its word where the rest is an ending of the language."""
        view, last = folded.view, end
        while last < len(view) and is_word(view[last]):
            last += 1
        for use in self.uses[pattern]:
            stem = use.entry.stem if use.entry else None
            if stem is None:
                if is_whole(view, start, end):
                    _note(use, found, folded, start, end, date)
            elif view[end:last] in stem and is_whole(view, start, last):
                _note(use, found, folded, start, last, date)


#: Up to this many words a DFA is made: it scans a third faster than an NFA, and takes six times as long to
#: make (.07 s for nine thousand words), which the first article would wait for.
_MOST_IN_DFA = 2_500


def automaton(patterns: list[str]) -> Any:
    """An Aho-Corasick automaton of these words, which must not be empty texts."""
    import ahocorasick_rs

    kinds = ahocorasick_rs.Implementation
    kind = kinds.DFA if len(patterns) <= _MOST_IN_DFA else kinds.ContiguousNFA
    return ahocorasick_rs.AhoCorasick(patterns, store_patterns=False, implementation=kind)


def is_whole(view: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on before or after; a possessive 's stays outside the match."""
    before = start > 0 and is_word(view[start - 1]) and is_word(view[start], "'\"")
    after = end < len(view) and is_word(view[end]) and is_word(view[end - 1], "'\"")
    return not (before or after)


def is_word(char: str, also: str = "_") -> bool:
    """Whether a character is a letter, a digit, or one of `also`."""
    return char.isalnum() or char in also


_MATCHERS: dict[tuple[str, tuple[str, ...]], Matcher] = {}


def matcher_of(lexicon: Lexicon, languages: tuple[str, ...]) -> Matcher:
    """The compiled lexicon, kept by its hash for the life of the process."""
    key = (lexicon.hash, languages)
    if key not in _MATCHERS:
        with _without_collection():
            _MATCHERS[key] = Matcher(lexicon, languages)
    return _MATCHERS[key]


@contextmanager
def _without_collection() -> Iterator[None]:
    """What is made here stays; to look for garbage meanwhile takes a tenth of the time of compiling."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


# --- compiling -------------------------------------------------------------------------------------


def _uses(lexicon: Lexicon, languages: tuple[str, ...]) -> Iterator[tuple[str, _Use]]:
    """All words to look for, each with its use."""

    def words(forms: Forms) -> Iterator[str]:
        for language in languages:
            yield from forms.get(language, ())

    endings = {
        language: frozenset(fold(ending).view for ending in lexicon.endings.get(language, ())) | {""}
        for language in languages
    }
    for concept in lexicon.concepts:
        for variant in concept.variants:
            for kind in ("forms", "case_forms", "dated_forms"):
                for language in languages:
                    for form in getattr(variant, kind).get(language, ()):
                        entry = _entry(concept, variant, form, kind, endings[language])
                        yield plain_form(form), _Use("form", entry)
        for word in words(concept.exclusions):
            yield word, _Use("exclusion")
        for word in words(concept.elsewhere):
            yield word, _Use("elsewhere", concept=concept.id)
    for kind in ("pair_one", "pair_two", "elsewhere"):
        for word in words(getattr(lexicon.anchor, kind)):
            yield word, _Use(kind)


def _entry(concept: Concept, variant: Variant, form: str, kind: str, endings: frozenset[str]) -> Entry:
    asks_for_capitals = kind == "case_forms" or variant.capital
    stem = endings if form.endswith("*") else None
    head, core, tail = _parts(form.removesuffix("*"))
    length = len(fold(plain_form(form)).view) if head or tail else 0
    capitals = _capitals(plain_form(form), all_of_them=kind == "case_forms") if asks_for_capitals else ()
    return Entry(
        concept=concept,
        variant=variant,
        form=form,
        lead=length - len(fold(core + tail).view.lstrip()) if head else 0,
        tail=length - len(fold(head + core).view.rstrip()) if tail else 0,
        capitals=capitals,
        dated=kind == "dated_forms",
        anchored=variant.anchor or kind == "case_forms",
        stem=stem,
    )


def _capitals(plain: str, *, all_of_them: bool) -> tuple[int, ...]:
    """Places of the view where the form has a capital: all, or those that begin a word."""
    folded = fold(plain)
    upper = tuple(i for i in range(len(folded.view)) if folded.text[folded.raw(i, i + 1)[0]].isupper())
    return upper if all_of_them else tuple(i for i in upper if i == 0 or not is_word(folded.view[i - 1]))


def _parts(form: str) -> tuple[str, str, str]:
    """Head context, mention and tail context of a form such as `"[Karabakh] war"`."""
    head = form[1 : form.index("]")] if form.startswith("[") else ""
    tail = form[form.rindex("[") + 1 : -1] if form.endswith("]") else ""
    core = form[len(head) + 2 if head else 0 : len(form) - len(tail) - 2 if tail else len(form)]
    return head, core, tail


def _told_apart(uses: list[_Use], pattern: str) -> list[_Use]:
    """Asks for accents only where they tell two variants apart.

    *Ağdam* belongs to another variant than *Agdam*, so it must be met with its accent; *Karabağ* has its
    pattern for itself and matches without.
    """
    if len(uses) == 1:
        return uses
    owners = {(use.entry.concept.id, use.entry.variant.id) for use in uses if use.entry}
    spellings = [spelled(plain_form(use.entry.form)) if use.entry else "" for use in uses]
    if len(owners) == 1 or len({s for s, use in zip(spellings, uses, strict=True) if use.entry}) == 1:
        return uses
    told = []
    for use, spelling in zip(uses, spellings, strict=True):
        if use.entry and spelling != pattern:
            use = use._replace(entry=use.entry._replace(accents=spelling))
        told.append(use)
    return told


def _way(uses: list[_Use], pattern: str) -> str:
    """How a pattern is looked at: `stem`, `marked` (it begins or ends with a mark), `plain` or a kind of pair
    where no more is asked than its place, or `word`."""
    if any(use.entry and use.entry.stem is not None for use in uses):
        return "stem"
    if not (is_word(pattern[0]) and is_word(pattern[-1])):
        return "marked"
    if all(use.entry is not None and _is_plain(use.entry) for use in uses):
        return "plain"
    return uses[0].kind if len(uses) == 1 and uses[0].kind in ("pair_one", "pair_two") else "word"


def _is_plain(entry: Entry) -> bool:
    """Whether a form counts wherever it stands as a whole word: no capitals, accents or dates to look at."""
    dates = entry.dated or entry.variant.valid_from or entry.variant.valid_to
    return not (entry.capitals or entry.accents or dates)


# --- noting ----------------------------------------------------------------------------------------


def _note(use: _Use, found: Found, folded: Folded, start: int, end: int, date: str | None) -> None:
    if use.entry is not None:
        if _in_period(use.entry, date) and _as_written(use.entry, folded, start, end):
            hit = Hit(start + use.entry.lead, end - use.entry.tail, (start, end), use.entry)
            found.hits.append(hit)
    elif use.kind == "exclusion":
        found.hidden.append((start, end))
    elif use.kind == "pair_one":
        found.pair_one.append(start)
    elif use.kind == "pair_two":
        found.pair_two.append(start)
    else:
        found.elsewhere_at.append((use.concept, start))


def _drop_elsewhere(found: Found) -> None:
    """Takes out the hits of a concept whose sentence names another place or conflict."""
    forms = _Ranges([hit.full for hit in found.hits])
    # *Syrian mercenaries* is of this dispute, *Syrian* is not.
    places = [(concept, start) for concept, start in found.elsewhere_at if not forms.hide(start, start + 1)]
    if not places:
        return
    found.elsewhere = {(concept, found.sentence(start)) for concept, start in places}
    concepts = {concept for concept, _ in places}
    found.hits = [
        hit
        for hit in found.hits
        if (concept := hit.entry.concept.id) not in concepts
        or (concept, found.sentence(hit.start)) not in found.elsewhere
    ]


def _in_period(entry: Entry, date: str | None) -> bool:
    """Whether the date of the article, or its year, allows it; no date allows all but dated forms."""
    if date is None:
        return not entry.dated
    first, last = entry.variant.valid_from, entry.variant.valid_to
    return not (first and date < first[: len(date)]) and not (last and date > last[: len(date)])


def _as_written(entry: Entry, folded: Folded, start: int, end: int) -> bool:
    """Whether the text has the capitals and the accents that the form asks for."""
    if not all(folded.text[folded.raw(start + i, start + i + 1)[0]].isupper() for i in entry.capitals):
        return False
    if entry.accents is None:
        return True
    first, last = folded.raw(start, end)
    return entry.accents == spelled(unicodedata.normalize("NFC", folded.text[first:last]))


def _outside(folded: Folded, hits: list[Hit], spans: list[Span]) -> list[Hit]:
    """The hits that no address holds. The text itself is asked: in the view hyphens are blanks."""
    starts = [start for start, _ in spans]

    def is_inside(hit: Hit) -> bool:
        first, _ = folded.raw(*hit.full)
        place = bisect_right(starts, first)
        return place > 0 and first < spans[place - 1].end

    return [hit for hit in hits if not is_inside(hit)]


def _places(view: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name of several words stands in the view. One word alone may be the region's own name."""
    wanted = _name_view(name)
    if " " not in wanted:
        return
    place = view.find(wanted)
    while place >= 0:
        yield place, place + len(wanted)
        place = view.find(wanted, place + len(wanted))


@lru_cache(maxsize=256)
def _name_view(name: str) -> str:
    return fold(name).view.strip()


class _Ranges:
    """Spans of excluded names. A hit that touches one is hidden, unless it holds it and goes on."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if not self.spans or end > self.spans[-1][1]:
                self.spans.append((start, end))
        self.starts = [start for start, _ in self.spans]
        self.ends = [end for _, end in self.spans]

    def hide(self, start: int, end: int) -> bool:
        touched = self.spans[bisect_right(self.ends, start) : bisect_left(self.starts, end)]
        return any(not (start <= s and e <= end and e - s < end - start) for s, e in touched)
