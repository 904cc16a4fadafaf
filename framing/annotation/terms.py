"""Finds the variants of a lexicon in an article: which name, where, in whose voice, of whom.

The text is matched in a folded view (case, accents, hyphens, line breaks) and every offset is mapped
back to the text as read. One automaton holds all forms, so the cost grows with the text alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from framing.annotation.direction import UNDIRECTED, Direction
from framing.annotation.folding import Folded, fold
from framing.annotation.matching import Found, Hit, is_word, matcher_of
from framing.annotation.naming import join_duals
from framing.annotation.surroundings import Surroundings
from framing.lexicon import Lexicon, Variant
from framing.records import FIELDS, Article, Mention, Nested

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
    Republic* the polity is mentioned, not the region, and the region is kept in `nested`. Two names of one
    thing side by side, as in *Shusha (Shushi)*, are one mention of kind `dual`. A mirror word has an
    association only where the sentence says who does it to whom. `rule` is `form:` and the lexicon's form.
    An article in a language without forms in the lexicon has no mentions; one of unknown language is tried
    in all.

    Known failures: a surname or another land that bears a name; a word about another conflict that the
    lexicon does not list, near the region's names; a party that is only a pronoun in the sentence.

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
    matcher = matcher_of(lexicon, languages)
    views = {name: fold(article.field(name)) for name in FIELDS}
    found = {name: matcher.find(views[name], article.date, own_name=article.outlet) for name in FIELDS}
    if not any(f.hits for f in found.values()):
        return ()
    anchors = _Anchors(found)
    surroundings = _surroundings(lexicon, languages)
    mentions: list[Mention] = []
    for name, view in views.items():
        hits = (h for h in found[name].hits if not h.entry.anchored or anchors.allow(name, h))
        hits = (h for h in hits if not _in_a_quotation(name, h, view, voices))
        told = _directed(hits, view, found[name], surroundings)
        chosen = [
            _mention(article, lexicon, name, view, hit, direction, nested, voices)
            for hit, direction, nested in _longest(told)
        ]
        joined = join_duals(chosen, view.text, lexicon, surroundings.constructions)
        mentions += surroundings.word_talk.tell(joined, view)
    return tuple(mentions)


def _mention(
    article: Article,
    lexicon: Lexicon,
    name: str,
    view: Folded,
    hit: Hit,
    direction: Direction,
    nested: Sequence[Hit],
    voices: Voices,
) -> Mention:
    variant, (start, end) = hit.entry.variant, view.raw(hit.start, hit.end)
    voice = _voice(name, *_without_marks(view.text, start, end), view.text, voices)
    association, strength = _association(variant, direction, article.date)
    return Mention(
        field=name,
        start=start,
        end=end,
        surface=view.text[start:end],
        lexicon=lexicon.id,
        concept=hit.entry.concept.id,
        variant=variant.id,
        association=association,
        strength=strength,
        voice=voice.voice,
        zone=article.zone_at(name, start),
        attribution_id=voice.attribution_id,
        rule=f"form:{hit.entry.form}",
        voice_rule=getattr(voice, "rule", ""),
        side=association if variant.sides is not None else None,
        agent=direction.agent,
        patient=direction.patient,
        direction=direction.rule,
        nested=tuple(_nested(hit, view) for hit in nested),
    )


def _nested(hit: Hit, view: Folded) -> Nested:
    start, end = view.raw(hit.start, hit.end)
    return Nested(start, end, hit.entry.concept.id, hit.entry.variant.id)


def _association(variant: Variant, direction: Direction, date: str | None) -> tuple[str, str]:
    """The association and strength of a variant in this direction, in an article of this date."""
    if variant.sides is not None:
        party = direction.agent if variant.sides.role == "agent" else direction.patient
        return variant.sides.associations.get(party or "", variant.association), variant.strength
    for period in variant.periods:
        if date is not None and period.holds(date):
            return period.association, period.strength
    return variant.association, variant.strength


_SURROUNDINGS: dict[tuple[str, tuple[str, ...]], Surroundings] = {}


def _surroundings(lexicon: Lexicon, languages: tuple[str, ...]) -> Surroundings:
    key = (lexicon.hash, languages)
    if key not in _SURROUNDINGS:
        _SURROUNDINGS[key] = Surroundings(lexicon, languages)
    return _SURROUNDINGS[key]


# --- about this dispute ----------------------------------------------------------------------------


class _Anchors:
    """Decides whether a hit of an anchored variant is about this dispute."""

    def __init__(self, found: Mapping[str, Found]) -> None:
        self.found = found
        names = any(f.names for f in found.values())
        pairs = all(any(getattr(f, pair) for f in found.values()) for pair in ("pair_one", "pair_two"))
        self.in_article = names or pairs
        title = found["title"]
        self.in_title = bool(title.names or (title.pair_one and title.pair_two))
        self.near = {name: sorted(f.names + f.pair_one + f.pair_two) for name, f in found.items()}
        self.seen: dict[str, set[int]] = {}
        self.named = {name: _named_sentences(f) for name, f in found.items() if f.elsewhere}

    def allow(self, name: str, hit: Hit) -> bool:
        found = self.found[name]
        if found.elsewhere:
            sentence = found.sentence(hit.start)
            if ("", sentence) in found.elsewhere and sentence not in self.named[name]:
                return False
        if hit.entry.variant.sight and not self._in_sight(name, hit, hit.entry.variant.sight):
            return False
        if self.in_title or name == "title":
            return self.in_article
        nearest = bisect_left(self.near[name], hit.start - ANCHOR_REACH)
        within = self.near[name][nearest : nearest + 1]
        return self.in_article and bool(within) and within[0] <= hit.end + ANCHOR_REACH

    def _in_sight(self, name: str, hit: Hit, sight: str) -> bool:
        """Whether a place or a party is named as close to the sentence of the hit as `sight` asks for."""
        found = self.found[name]
        if name not in self.seen:
            self.seen[name] = {found.sentence(place) for place in self.near[name]}
        sentence = found.sentence(hit.start)
        if sentence in self.seen[name]:
            return True
        return sight == "nearby" and bool(self.near["title"] or sentence - 1 in self.seen[name])


def _named_sentences(found: Found) -> set[int]:
    """Sentences that name the region, or both countries."""
    both = {found.sentence(i) for i in found.pair_one} & {found.sentence(i) for i in found.pair_two}
    return both | {found.sentence(i) for i in found.names}


# --- choosing --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """A hit whose sentence was read, and whether its variant asked for that."""

    hit: Hit
    direction: Direction
    asked: bool


def _directed(hits: Iterable[Hit], view: Folded, found: Found, surroundings: Surroundings) -> Iterator[_Told]:
    """The hits whose object, neighbour and parties are as their variant wants them."""
    for hit in hits:
        variant, span = hit.entry.variant, (hit.start, hit.end)
        asked = bool(variant.agent or variant.patient)
        direction = UNDIRECTED
        if variant.directed or variant.object is not None or variant.near is not None:
            sentence = found.bounds(hit.start, len(view.view))
            if not surroundings.allows(view.view, span, sentence, variant):
                continue
            if variant.directed:
                direction = surroundings.direction(view.view, span, sentence, hit.entry)
            if variant.agent not in (None, direction.agent) or variant.patient not in (
                None,
                direction.patient,
            ):
                continue
        yield _Told(hit, direction, asked)


def _longest(told: Iterable[_Told]) -> Iterator[tuple[Hit, Direction, list[Hit]]]:
    """Hits without overlap, each with those inside it: the first to begin, then the longest, then the one
    with more context, then the one that knows its direction."""
    chosen: list[tuple[Hit, Direction, list[Hit]]] = []
    done = 0
    for one in sorted(told, key=_order):
        hit = one.hit
        if hit.start >= done:
            done = hit.end
            chosen.append((hit, one.direction, []))
        elif hit.end <= done and (hit.start, hit.end) != (chosen[-1][0].start, chosen[-1][0].end):
            chosen[-1][2].append(hit)
    yield from chosen


def _order(one: _Told) -> tuple[int, int, int, bool, bool]:
    hit = one.hit
    return hit.start, -hit.end, hit.full[0] - hit.full[1], not one.asked, hit.entry.accents is None


def _in_a_quotation(field_name: str, hit: Hit, folded: Folded, voices: Voices) -> bool:
    """Whether a form that is a name in quotation marks stands where the marks only open a source's words."""
    if folded.view[hit.start] not in "'\"":
        return False
    start, end = _without_marks(folded.text, *folded.raw(hit.start, hit.end))
    return voices.at(field_name, start, end).voice == "direct"


def _voice(field_name: str, start: int, end: int, text: str, voices: Voices) -> VoiceAt:
    """The voice in which the words begin, or `scare` where they end in it, as in *so-called Artsakh*."""
    voice = voices.at(field_name, start, end)
    last = end - 1
    while last > start and is_word(text[last - 1]):
        last -= 1
    at_end = voices.at(field_name, last, end)
    return at_end if at_end.voice == "scare" else voice


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the quotation marks and blanks at its ends: the voice is that of the words."""
    while end - start > 1 and not is_word(text[start]):
        start += 1
    while end - start > 1 and not is_word(text[end - 1]):
        end -= 1
    return start, end
