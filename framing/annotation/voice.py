"""Whose voice a word stands in: the outlet's own, a source's, or an editor's insertion."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from framing.annotation.quotes import Quotation, find_quotations
from framing.language import Language, load_language
from framing.records import FIELDS, Article, Attribution


class VoiceAt(NamedTuple):
    """The voice at a place, the attribution it belongs to, and the rule that decided."""

    voice: str
    attribution_id: str | None
    rule: str


_OUTLET = VoiceAt("outlet", None, "outlet")


@dataclass(frozen=True)
class Voices:
    """The voices of one article, as stretches of each field that do not overlap."""

    starts: dict[str, list[int]]
    voices: dict[str, list[VoiceAt]]

    def at(self, field: str, start: int, end: int) -> VoiceAt:
        """The innermost voice at `start`; a span that crosses a border counts where it begins.

        O(log n) in the number of stretches.
        """
        starts = self.starts.get(field)
        if not starts:
            return _OUTLET
        index = bisect_right(starts, start) - 1
        return self.voices[field][index] if index >= 0 else _OUTLET


def find_voices(article: Article, attributions: tuple[Attribution, ...], language: Language) -> Voices:
    """Who is speaking, for every place of the title and the text.

    Inside a source's quotation marks `direct`; elsewhere in an attribution's content `indirect`;
    `scare` for one to four words in marks, or after *so-called*, that no source answers for;
    `gloss` for an editor's insertion in a quotation and for an explained alternative name. The
    innermost voice wins, so a gloss inside a quotation is the outlet speaking. Sources and cues are
    the outlet's words. What a source only wants or supports (classes of `voice.transparent`) is
    told in the outlet's words.

    >>> from framing.annotation.attribution import find_attributions
    >>> language = load_language("en")
    >>> article = Article(id="1", outlet_id="x", outlet="X", title="", text="“We won [the war],” she said.")
    >>> voices = find_voices(article, find_attributions(article, language), language)
    >>> [voices.at("text", place, place + 1).voice for place in (1, 10, 22)]
    ['direct', 'gloss', 'outlet']
    """
    starts: dict[str, list[int]] = {}
    voices: dict[str, list[VoiceAt]] = {}
    facts = _facts(language.code)
    for field in FIELDS:
        text = article.field(field)
        if text:
            own = [a for a in attributions if a.field == field]
            starts[field], voices[field] = _stretches(_layers(text, own, facts, language), len(text))
    return Voices(starts=starts, voices=voices)


class _Layer(NamedTuple):
    start: int
    end: int
    voice: VoiceAt


@dataclass(frozen=True)
class _Facts:
    roles: tuple[str, ...]
    transparent: frozenset[str]
    reported_nouns: frozenset[str]
    reported_infinitives: frozenset[str]
    so_called: re.Pattern[str] | None
    explained: re.Pattern[str] | None
    naming: re.Pattern[str] | None


_BRACKETS = re.compile(r"\[[^\[\]\n]{1,300}\]")
_PARENTHESES = re.compile(r"\([^()\n]{1,300}\)")
#: "( … – TASS)": a dash and one or two capitalised words before the closing parenthesis.
_SIGNED = re.compile(r"[–—-]\s?(?:[^\W\d_a-z][\w.]*)(?:\s[^\W\d_a-z][\w.]*)?\.?\)$")
_SCARE_WORDS = 4
#: "announced a peace deal", "praised the army": the object of the verb is the outlet's wording.
_OUTLET_WORDED = frozenset(
    ("noun-content", "preposition", "passive-agent", "passive-told", "cue-noun", "object-as")
)


@cache
def _facts(code: str) -> _Facts:
    facts = load_language(code).data.get("voice", {})

    def phrases(name: str) -> re.Pattern[str] | None:
        listed = facts.get(name, ())
        if not listed:
            return None
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)", re.IGNORECASE)

    return _Facts(
        roles=tuple(load_language(code).data.get("words", {}).get("roles", "").split()),
        transparent=frozenset(facts.get("transparent", ())),
        reported_nouns=frozenset(facts.get("reported_nouns", ())),
        reported_infinitives=frozenset(facts.get("reported_infinitives", ())),
        so_called=phrases("so_called"),
        explained=phrases("explained"),
        naming=phrases("naming"),
    )


def _layers(text: str, attributions: list[Attribution], facts: _Facts, language: Language) -> list[_Layer]:
    layers: list[_Layer] = []
    owners: list[tuple[int, int, Attribution]] = []
    for a in attributions:
        if a.kind == "indirect" and _in_outlet_words(a, facts):
            continue
        for start, end in a.content:
            if a.rule == "object-as":
                # "cast the deal as a victory": only "as a victory" is the source's.
                start = max([start, *(text.rfind(f" {word} ", start, end) for word in facts.roles)])
            layers.append(_Layer(start, end, VoiceAt("indirect", a.id, a.rule)))
            owners.append((start, end, a))
        for span in (a.source, a.cue):
            if span and any(start <= span.start and span.end <= end for start, end in a.content):
                layers.append(_Layer(span.start, span.end, VoiceAt("outlet", None, "source-or-cue")))
    owners.sort(key=lambda o: o[0])
    quotes = find_quotations(text, language)
    layers.extend(_quotation_layers(text, quotes, owners, facts))
    layers.extend(_gloss_layers(text, quotes, facts))
    return layers


def _in_outlet_words(a: Attribution, facts: _Facts) -> bool:
    """Whether content is told in the outlet's own words: acts, wishes, objects of a verb."""
    if a.cue_class in facts.transparent:
        return True
    if a.rule == "infinitive":
        return a.cue_class not in facts.reported_infinitives
    return a.rule in _OUTLET_WORDED and a.cue_class not in facts.reported_nouns


def _quotation_layers(
    text: str, quotes: list[Quotation], owners: list[tuple[int, int, Attribution]], facts: _Facts
) -> list[_Layer]:
    """Marks inside an attribution are the source's words; few words in marks without one are not."""
    layers = []
    active: list[tuple[int, int, Attribution]] = []
    at = 0
    for quote in quotes:
        while at < len(owners) and owners[at][0] <= quote.start + 1:
            active.append(owners[at])
            at += 1
        active = [o for o in active if o[1] > quote.start]
        inner = [o for o in active if o[0] <= quote.start + 1 and o[1] >= quote.inner_end]
        if inner:
            owner = max(inner, key=lambda o: o[0])[2]
            voice = VoiceAt("direct", owner.id, owner.rule)
        elif quote.depth:
            continue
        elif len(text[quote.inner_start : quote.inner_end].split(maxsplit=_SCARE_WORDS)) <= _SCARE_WORDS:
            voice = VoiceAt("scare", None, "marks-without-source")
        else:
            voice = VoiceAt("direct", None, "quotation-without-source")
        layers.append(_Layer(quote.inner_start, quote.inner_end, voice))
    if facts.so_called:
        for match in facts.so_called.finditer(text):
            end = _few_words(text, match.end())
            layers.append(_Layer(match.end() + 1, end, VoiceAt("scare", None, "so-called")))
    return layers


def _few_words(text: str, start: int, *, name: bool = False) -> int:
    """The end of at most four words, sooner at punctuation; of a name, sooner at a small letter."""
    end = place = start
    for _ in range(_SCARE_WORDS):
        while place < len(text) and text[place] in " \u00a0'\"“‘«":
            place += 1
        word = place
        while place < len(text) and (text[place].isalnum() or text[place] in "-’'"):
            place += 1
        if place == word or (name and end > start and text[word].islower()):
            break
        end = place
    return end


def _gloss_layers(text: str, quotes: list[Quotation], facts: _Facts) -> list[_Layer]:
    layers = []
    starts = [q.start for q in quotes if not q.depth]
    ends = [q.end for q in quotes if not q.depth]

    def quoted(start: int, end: int) -> bool:
        index = bisect_right(starts, start) - 1
        return index >= 0 and end <= ends[index]

    for match in _BRACKETS.finditer(text) if "[" in text else ():
        if quoted(*match.span()):
            layers.append(_Layer(*match.span(), VoiceAt("gloss", None, "brackets-in-quotation")))
    for match in _PARENTHESES.finditer(text) if "(" in text else ():
        inside = match.group()
        if _SIGNED.search(inside[-40:]):
            layers.append(_Layer(*match.span(), VoiceAt("gloss", None, "signed-insertion")))
        elif facts.explained and facts.explained.search(inside):
            layers.append(_Layer(*match.span(), VoiceAt("gloss", None, "explained-name")))
    if facts.naming:
        for match in facts.naming.finditer(text):
            end = _few_words(text, match.end(), name=True)
            layers.append(_Layer(match.end() + 1, end, VoiceAt("gloss", None, "naming-phrase")))
    return layers


def _stretches(layers: list[_Layer], size: int) -> tuple[list[int], list[VoiceAt]]:
    """The layers as stretches, each with the voice of its innermost (shortest) layer."""
    layers = sorted((x for x in layers if x.start < x.end), key=lambda x: x.start)
    borders = sorted({0, *(x.start for x in layers), *(min(x.end, size) for x in layers)})
    starts: list[int] = []
    voices: list[VoiceAt] = []
    active: list[_Layer] = []
    at = 0
    for border in borders:
        active = [x for x in active if x.end > border]
        while at < len(layers) and layers[at].start <= border:
            if layers[at].end > border:
                active.append(layers[at])
            at += 1
        # Of two equal layers the later one wins: quotations and glosses come after contents.
        voice = min(reversed(active), key=lambda x: x.end - x.start).voice if active else _OUTLET
        if not voices or voices[-1] != voice:
            starts.append(border)
            voices.append(voice)
    return starts, voices
