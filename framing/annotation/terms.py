"""Finds the variants of a lexicon in an article: which name, where, in whose voice.

The text is matched in a folded view (case, accents, hyphens, line breaks) and every offset is mapped
back to the text as read. One automaton holds all forms, so the cost grows with the text alone.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from framing.lexicon import Concept, Forms, Lexicon, Variant, spelled
from framing.records import FIELDS, Article, Mention

#: How far, in code points, an anchored variant may stand from a name that anchors it. News paragraphs are
#: 200 to 400 long, so this is two or three paragraphs. A name in the title anchors the whole article.
ANCHOR_REACH = 1000


class VoiceAt(Protocol):
    """Who speaks at a place."""

    @property
    def voice(self) -> str:
        """One of `framing.records.VOICES`."""

    @property
    def attribution_id(self) -> str | None:
        """The attribution that the place stands in, if any."""


class Voices(Protocol):
    """What `find_mentions` needs of the voices of an article."""

    def at(self, field: str, start: int, end: int, /) -> VoiceAt:
        """The innermost voice of a span."""


def find_mentions(article: Article, lexicon: Lexicon, voices: Voices) -> tuple[Mention, ...]:
    """The mentions in title and text, in order, without overlap; offsets point into the text as read.

    Where forms overlap, the one that begins first is taken, then the longest: in *Nagorno-Karabakh
    Republic* the polity is mentioned, not the region. `rule` is `form:` and the lexicon's form. An article
    in a language without forms in the lexicon has no mentions; one of unknown language is tried in all.

    Known failures: a name that is talked about as a word; a surname or another land that bears a name; a
    word about another conflict that the lexicon does not list, near the region's names.

    >>> from types import SimpleNamespace as Some
    >>> from framing.lexicon import load_lexicon
    >>> outlet = Some(at=lambda field, start, end: Some(voice="outlet", attribution_id=None))
    >>> article = Article(id="1", outlet_id="x", outlet="X", title="", text="Snow in Shushi.", language="en")
    >>> [(m.surface, m.association) for m in find_mentions(article, load_lexicon(), outlet)]
    [('Shushi', 'armenian')]
    """
    if article.language is None:
        languages = lexicon.languages
    else:
        languages = tuple(code for code in lexicon.languages if code == article.language.lower()[:2])
    matcher = _matcher(lexicon, languages)
    views = {name: fold(article.field(name)) for name in FIELDS}
    found = {name: matcher.find(views[name], article.date) for name in FIELDS}
    anchors = _Anchors(found)
    mentions = []
    for name, view in views.items():
        hits = (h for h in found[name].hits if not h.entry.anchored or anchors.allow(name, h))
        for hit in _longest(h for h in hits if not _in_a_quotation(name, h, view, voices)):
            entry, (start, end) = hit.entry, view.raw(hit.start, hit.end)
            voice = _voice(name, *_without_marks(view.text, start, end), view.text, voices)
            mentions.append(
                Mention(
                    field=name,
                    start=start,
                    end=end,
                    surface=view.text[start:end],
                    lexicon=lexicon.id,
                    concept=entry.concept.id,
                    variant=entry.variant.id,
                    association=entry.variant.association,
                    strength=entry.variant.strength,
                    voice=voice.voice,
                    zone=article.zone_at(name, start),
                    attribution_id=voice.attribution_id,
                    rule=f"form:{entry.form}",
                )
            )
    return tuple(mentions)


# --- the folded view -------------------------------------------------------------------------------

_BREAK = "\x01"  # the end of a paragraph, or a dash between clauses: nothing matches across it
_NOTHING = "\x00"  # combining marks, soft hyphens and zero-width characters: dropped from the view
_SINGLE = {"ı": "i", "ə": "e", "Ə": "e", "İ": "i", "ø": "o", "ł": "l", "đ": "d", "\t": " ", "\r": " "}
_SINGLE |= dict.fromkeys("’‘ʼʻ`´′", "'") | dict.fromkeys("“”„«»‟″", '"') | dict.fromkeys("‐‑–−", "-")
_SINGLE |= dict.fromkeys("—―\x01\u2028\u2029", _BREAK)
# Cyrillic letters that look like Latin ones: they stray into Latin words by keyboard or by disguise.
# Folding both text and forms keeps Cyrillic forms findable.
_SINGLE |= dict(zip("аеорсхуіјѕАЕОРСХУІЈЅ", "aeopcxyijsaeopcxyijs", strict=True))

_RUN = re.compile(r"[ \n\-\x00]{2,}|\x00")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]? |\x01")
_WEB = re.compile(r"https?://\S+|www\.\S+|@\w+|\b[\w\-]+\.(?:com|org|net|info|am|az|ru|tr|eu|ge)\b")


class _Folding(dict[int, str]):
    """A table for `str.translate` that folds each character when it is first met, one to one."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    @staticmethod
    def _fold(char: str) -> str:
        if char in _SINGLE:
            return _SINGLE[char]
        category = unicodedata.category(char)
        if category in ("Mn", "Me", "Cf", "Cs") or char == _NOTHING:
            return _NOTHING
        if category == "Zs":
            return " "
        base = unicodedata.normalize("NFKD", char)
        if len(base) == 1 or all(unicodedata.combining(c) for c in base[1:]):
            char = base[0]
        lower = char.casefold()
        return _SINGLE.get(lower, lower) if len(lower) == 1 else char


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, its folded view, and the way back: `starts[i]` in the view is `starts[i] + shifts[i]` raw."""

    text: str
    view: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a non-empty span of the view stands for, with combining marks."""
        first, last = self._raw(start), self._raw(end - 1) + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return first, last

    def _raw(self, offset: int) -> int:
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def fold(text: str) -> Folded:
    """The text in the form that matching sees.

    >>> fold("Nagorno–\\nKarabakh’s  Şuşa").view
    "nagorno karabakh's susa"
    """
    flat = text.translate(_FOLDING)
    pieces, starts, shifts = [], [0], [0]
    length = done = 0
    for run in _RUN.finditer(flat):
        kept = _joined(run.group())
        pieces += [flat[done : run.start()], kept]
        length += run.start() - done + len(kept)
        done = run.end()
        starts.append(length)
        shifts.append(done - length)
    pieces.append(flat[done:])
    view = "".join(pieces).replace("\n", " ").replace("-", " ")
    return Folded(text=text, view=view, starts=tuple(starts), shifts=tuple(shifts))


def _joined(run: str) -> str:
    """What a run of blanks, hyphens and nothings becomes: a paragraph's end, one space, or nothing."""
    run = run.replace(_NOTHING, "")
    if run.count("\n") > 1 or "--" in run or re.search(r"[ \n]-[ \n]", run):
        return _BREAK
    return " " if run else ""


# --- matching --------------------------------------------------------------------------------------


class _Entry(NamedTuple):
    """A form, compiled. `lead` and `tail`: lengths of the context around the mention itself."""

    concept: Concept
    variant: Variant
    form: str
    lead: int
    tail: int
    capitals: tuple[int, ...]
    accents: str | None
    dated: bool
    anchored: bool


class _Hit(NamedTuple):
    """A form found in the view: the mention's span, and the span with its context."""

    start: int
    end: int
    full: tuple[int, int]
    entry: _Entry


class _Use(NamedTuple):
    """What a pattern is there for: `form`, `exclusion`, a word of a pair, or a word of `elsewhere`."""

    kind: str
    entry: _Entry | None = None
    concept: str = ""


@dataclass(slots=True)
class _Found:
    """All that one field holds, before the choice between overlapping hits."""

    sentences: list[int]
    hits: list[_Hit] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    pair_one: list[int] = field(default_factory=list)
    pair_two: list[int] = field(default_factory=list)
    elsewhere: set[tuple[str, int]] = field(default_factory=set)

    def sentence(self, offset: int) -> int:
        return bisect_right(self.sentences, offset)


class _Matcher:
    """The automaton of one lexicon in some of its languages."""

    def __init__(self, lexicon: Lexicon, languages: tuple[str, ...]) -> None:
        import ahocorasick_rs

        patterns: dict[str, list[_Use]] = {}
        for word, use in _uses(lexicon, languages):
            patterns.setdefault(fold(word).view, []).append(use)
        self.uses = [_told_apart(uses, pattern) for pattern, uses in patterns.items()]
        self.automaton: Any = ahocorasick_rs.AhoCorasick(list(patterns))
        self.anchor_concepts = frozenset(lexicon.anchor.concepts)

    def find(self, folded: Folded, date: str | None) -> _Found:
        """Every hit that its own form, the exclusions and the sentence allow, and what anchors hits."""
        view = folded.view
        found = _Found([end.end() for end in _SENTENCE_END.finditer(view)])
        found.hidden += [(m.start(), m.end()) for m in _WEB.finditer(view)]
        for pattern, start, end in self.automaton.find_matches_as_indexes(view, overlapping=True):
            if _is_whole(view, start, end):
                for use in self.uses[pattern]:
                    _note(use, found, folded, start, end, date)
        hidden = _Ranges(found.hidden)
        hits = (hit for hit in found.hits if not hidden.hide(*hit.full))
        found.hits = [h for h in hits if (h.entry.concept.id, found.sentence(h.start)) not in found.elsewhere]
        anchors = (h for h in found.hits if h.entry.concept.id in self.anchor_concepts)
        found.names = sorted(h.start for h in anchors if not h.entry.anchored)
        return found


_MATCHERS: dict[tuple[str, tuple[str, ...]], _Matcher] = {}


def _matcher(lexicon: Lexicon, languages: tuple[str, ...]) -> _Matcher:
    """The compiled lexicon, kept by its hash for the life of the process."""
    key = (lexicon.hash, languages)
    if key not in _MATCHERS:
        _MATCHERS[key] = _Matcher(lexicon, languages)
    return _MATCHERS[key]


def _uses(lexicon: Lexicon, languages: tuple[str, ...]) -> Iterator[tuple[str, _Use]]:
    """All words to look for, each with its use."""

    def words(forms: Forms) -> Iterator[str]:
        for language in languages:
            yield from forms.get(language, ())

    for concept in lexicon.concepts:
        for variant in concept.variants:
            for kind in ("forms", "case_forms", "dated_forms"):
                for form in words(getattr(variant, kind)):
                    yield _plain(form), _Use("form", _entry(concept, variant, form, kind))
        for word in words(concept.exclusions):
            yield word, _Use("exclusion")
        for word in words(concept.elsewhere):
            yield word, _Use("elsewhere", concept=concept.id)
    for kind in ("pair_one", "pair_two", "elsewhere"):
        for word in words(getattr(lexicon.anchor, kind)):
            yield word, _Use(kind)


def _entry(concept: Concept, variant: Variant, form: str, kind: str) -> _Entry:
    head, core, tail = _parts(form)
    folded = fold(_plain(form))
    upper = tuple(i for i in range(len(folded.view)) if folded.text[folded.raw(i, i + 1)[0]].isupper())
    initials = tuple(i for i in upper if i == 0 or not _is_word(folded.view[i - 1]))
    capitals = upper if kind == "case_forms" else initials if variant.capital else ()
    return _Entry(
        concept=concept,
        variant=variant,
        form=form,
        lead=len(folded.view) - len(fold(core + tail).view.lstrip()) if head else 0,
        tail=len(folded.view) - len(fold(head + core).view.rstrip()) if tail else 0,
        capitals=capitals,
        accents=spelled(form),
        dated=kind == "dated_forms",
        anchored=variant.anchor or kind == "case_forms",
    )


def _plain(form: str) -> str:
    return form.replace("[", "").replace("]", "")


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
    owners = {(use.entry.concept.id, use.entry.variant.id) for use in uses if use.entry}
    told = []
    for use in uses:
        if use.entry and (len(owners) == 1 or use.entry.accents == pattern):
            use = use._replace(entry=use.entry._replace(accents=None))
        told.append(use)
    return told


def _is_whole(view: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on before or after; a possessive 's stays outside the match."""
    before = start > 0 and _is_word(view[start - 1]) and _is_word(view[start], "'\"")
    after = end < len(view) and _is_word(view[end]) and _is_word(view[end - 1], "'\"")
    return not (before or after)


def _is_word(char: str, also: str = "_") -> bool:
    return char.isalnum() or char in also


def _note(use: _Use, found: _Found, folded: Folded, start: int, end: int, date: str | None) -> None:
    if use.entry is not None:
        if _in_period(use.entry, date) and _as_written(use.entry, folded, start, end):
            hit = _Hit(start + use.entry.lead, end - use.entry.tail, (start, end), use.entry)
            found.hits.append(hit)
    elif use.kind == "exclusion":
        found.hidden.append((start, end))
    elif use.kind == "pair_one":
        found.pair_one.append(start)
    elif use.kind == "pair_two":
        found.pair_two.append(start)
    else:
        found.elsewhere.add((use.concept, found.sentence(start)))


def _in_period(entry: _Entry, date: str | None) -> bool:
    """Whether the date of the article, or its year, allows it; no date allows all but dated forms."""
    if date is None:
        return not entry.dated
    first, last = entry.variant.valid_from, entry.variant.valid_to
    return not (first and date < first[: len(date)]) and not (last and date > last[: len(date)])


def _as_written(entry: _Entry, folded: Folded, start: int, end: int) -> bool:
    """Whether the text has the capitals and the accents that the form asks for."""
    if not all(folded.text[folded.raw(start + i, start + i + 1)[0]].isupper() for i in entry.capitals):
        return False
    if entry.accents is None:
        return True
    first, last = folded.raw(start, end)
    return entry.accents == spelled(unicodedata.normalize("NFC", folded.text[first:last]))


class _Ranges:
    """Spans of excluded names. A hit that touches one is hidden, unless it holds it and goes on."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans: list[tuple[int, int]] = []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if not self.spans or end > self.spans[-1][1]:
                self.spans.append((start, end))
        self.starts = [start for start, _ in self.spans]
        self.ends = [end for _, end in self.spans]

    def hide(self, start: int, end: int) -> bool:
        touched = self.spans[bisect_right(self.ends, start) : bisect_left(self.starts, end)]
        return any(not (start <= s and e <= end and e - s < end - start) for s, e in touched)


class _Anchors:
    """Decides whether a hit of an anchored variant is about this dispute."""

    def __init__(self, found: Mapping[str, _Found]) -> None:
        self.found = found
        names = any(f.names for f in found.values())
        pairs = all(any(getattr(f, pair) for f in found.values()) for pair in ("pair_one", "pair_two"))
        self.in_article = names or pairs
        title = found["title"]
        self.in_title = bool(title.names or (title.pair_one and title.pair_two))
        self.near = {name: sorted(f.names + f.pair_one + f.pair_two) for name, f in found.items()}
        self.named = {name: _named_sentences(f) for name, f in found.items()}

    def allow(self, name: str, hit: _Hit) -> bool:
        found, sentence = self.found[name], self.found[name].sentence(hit.start)
        if ("", sentence) in found.elsewhere and sentence not in self.named[name]:
            return False
        if self.in_title or name == "title":
            return self.in_article
        nearest = bisect_left(self.near[name], hit.start - ANCHOR_REACH)
        within = self.near[name][nearest : nearest + 1]
        return self.in_article and bool(within) and within[0] <= hit.end + ANCHOR_REACH


def _named_sentences(found: _Found) -> set[int]:
    """Sentences that name the region, or both countries."""
    both = {found.sentence(i) for i in found.pair_one} & {found.sentence(i) for i in found.pair_two}
    return both | {found.sentence(i) for i in found.names}


# --- choosing --------------------------------------------------------------------------------------


def _longest(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Hits without overlap: the first to begin, then the longest, then the one with more context."""
    done = 0
    for hit in sorted(hits, key=_order):
        if hit.start >= done:
            done = hit.end
            yield hit


def _order(hit: _Hit) -> tuple[int, int, int, bool]:
    return hit.start, -hit.end, hit.full[0] - hit.full[1], hit.entry.accents is None


def _in_a_quotation(field_name: str, hit: _Hit, folded: Folded, voices: Voices) -> bool:
    """Whether a form that is a name in quotation marks stands where the marks only open a source's words."""
    if folded.view[hit.start] not in "'\"":
        return False
    start, end = _without_marks(folded.text, *folded.raw(hit.start, hit.end))
    return voices.at(field_name, start, end).voice == "direct"


def _voice(field_name: str, start: int, end: int, text: str, voices: Voices) -> VoiceAt:
    """The voice in which the words begin, or `scare` where they end in it, as in *so-called Artsakh*."""
    voice = voices.at(field_name, start, end)
    last = end - 1
    while last > start and _is_word(text[last - 1]):
        last -= 1
    at_end = voices.at(field_name, last, end)
    return at_end if at_end.voice == "scare" else voice


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the quotation marks and blanks at its ends: the voice is that of the words."""
    while end - start > 1 and not _is_word(text[start]):
        start += 1
    while end - start > 1 and not _is_word(text[end - 1]):
        end -= 1
    return start, end
