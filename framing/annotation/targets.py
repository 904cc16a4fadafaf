"""Mentions of a party in an article, and the tone of their sentences toward them.

States, peoples, governments and armies by `lexicons/tone/targets.toml`, leaders and bodies by the registry
of actors. Tone is not stance (Bestvater & Monroe 2022, 10.1017/pan.2022.10). Known failures: a country
named as a place without one of the listed words counts as its state; *it* is not resolved to a party.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from framing.actors import load_actors
from framing.annotation.folding import Folded, fold
from framing.annotation.matching import automaton, is_whole
from framing.annotation.party_places import is_place
from framing.annotation.party_words import PartyWords, load_party_words
from framing.annotation.pronouns import Named, resolve_pronouns
from framing.annotation.target_tone.masking import mask_target
from framing.annotation.toward import LANGUAGES, load_scorer, score_masked
from framing.annotation.voice import Voices
from framing.records import FIELDS, Article, Span, Tone

#: Roles of registered actors that are a party: its leaders and bodies, not its analysts or newspapers.
PARTY_ROLES = frozenset(("state", "military"))

#: Zones whose names are places and desks.
NOT_PARTIES = frozenset(("dateline", "credit", "footer"))

_WORD = re.compile(r"[^\W_]+(?:'s)?")
#: How far behind an adjective its noun may end, in code points.
_REACH = 40


class Target(NamedTuple):
    """A mention of a party: where it stands, the party's affiliation, and what kind of mention it is.

    `rule` is `name`, or `pronoun` or `office` for a word that means a party named shortly before. `kind` is
    the list of `lexicons/tone/targets.toml` that a name comes from, or `actor`; then `actor` is its id.
    """

    field: str
    start: int
    end: int
    party: str
    rule: str = "name"
    kind: str = ""
    actor: str = ""


def find_targets(article: Article) -> tuple[Target, ...]:
    """The parties that an English article names, in order, without overlap.

    >>> text = "Armenian forces left. The Armenian church stayed, in Armenia."
    >>> article = Article(id="1", outlet_id="x", outlet="X", title="", text=text, language="en")
    >>> [(text[t.start : t.end], t.party) for t in find_targets(article)]
    [('Armenian forces', 'armenian')]
    """
    names = _names()
    found = []
    for field in FIELDS:
        view = fold(article.field(field))
        done = 0
        for start, end, (kind, party, actor) in sorted(_spans(view, names), key=lambda s: (s[0], -s[1])):
            if start >= done:
                done = end
                found.append(Target(field, *view.raw(start, end), party, kind=kind, actor=actor))
    return tuple(found)


def find_pronouns(
    article: Article, named: Sequence[Target], voices: Voices, *, sentences: Sequence[Span]
) -> tuple[Target, ...]:
    """The pronouns and bare offices that can only mean one of the parties that `find_targets` named.

    Those in quotation marks are left out: see `framing.annotation.pronouns`.
    """
    found = []
    for field in FIELDS:
        own = [Named(t.start, t.end, t.party, t.kind, t.actor) for t in named if t.field == field]
        if own:

            def quoted(place: int, field: str = field) -> bool:
                return voices.at(field, place, place + 1).voice == "direct"

            text = article.field(field)
            spans = sentences if field == "text" else [Span(0, len(text))]
            for r in resolve_pronouns(text, spans, own, quoted=quoted):
                found.append(Target(field, r.start, r.end, r.party, rule=r.rule))
    return tuple(found)


def score_targets(
    article: Article, voices: Voices, *, sentences: Sequence[Span], method: str = "linear"
) -> tuple[Tone, ...]:
    """A tone for each mention of a party, of the sentence or headline that it stands in.

    `target` is the party's affiliation, `target_rule` says whether a name, a pronoun or an office stands for
    it, and `reason` why the method gives no label but 0, where it does not know. The voice is that of the
    mention. Datelines, credits and footers name places, not parties, and are left out. Nothing for a language
    without a measured method. Raises UnknownNameError for a method that is none.
    """
    if (article.language or "") not in LANGUAGES:
        return ()
    named = find_targets(article)
    pronouns = find_pronouns(article, named, voices, sentences=sentences)
    placed = []
    for target in sorted((*named, *pronouns), key=lambda t: (FIELDS.index(t.field), t.start)):
        span = _span_around(article, target, sentences)
        if article.zone_at(target.field, target.start) not in NOT_PARTIES:
            placed.append((target, span))
    masked = [
        mask_target(article.field(t.field)[s.start : s.end], t.start - s.start, t.end - s.start)
        for t, s in placed
    ]
    tones = score_masked(masked, load_scorer(method))
    return tuple(
        Tone(
            field=target.field,
            start=span.start,
            end=span.end,
            score=tone.score,
            label=tone.label,
            voice=voices.at(target.field, target.start, target.end).voice,
            zone=article.zone_at(target.field, target.start),
            target=target.party,
            target_start=target.start,
            target_end=target.end,
            target_rule=target.rule,
            reason=tone.abstained or None,
        )
        for (target, span), tone in zip(placed, tones, strict=True)
    )


def _span_around(article: Article, target: Target, sentences: Sequence[Span]) -> Span:
    """The headline or sentence of a target; of a name across a border, all that it touches."""
    if target.field == "title":
        return Span(0, len(article.title))
    first = max(0, bisect_right(sentences, target.start, key=lambda s: s.start) - 1)
    last = max(first, bisect_right(sentences, target.end - 1, key=lambda s: s.start) - 1)
    start, end = (sentences[first].start, sentences[last].end) if sentences else (target.start, target.end)
    return Span(min(start, target.start), max(end, target.end))


_Kind = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Names:
    """All words that name a party, as one automaton; `kinds` has kind, party, actor of each pattern."""

    automaton: Any
    kinds: list[_Kind]
    words: PartyWords


@cache
def _names() -> _Names:
    words = load_party_words()
    patterns: dict[str, _Kind] = {}
    for actor in load_actors().by_form.values():
        if actor.role in PARTY_ROLES and actor.affiliation and actor.affiliation in words.parties:
            for form in (actor.name, *actor.forms):
                patterns.setdefault(fold(form).view, ("actor", actor.affiliation, actor.id))
    for party, names in words.parties.items():
        for kind in ("states", "capitals", "peoples", "adjectives"):
            for word in getattr(names, kind):
                patterns[fold(word).view] = (kind, party, "")
    return _Names(automaton=automaton(list(patterns)), kinds=list(patterns.values()), words=words)


def _spans(view: Folded, names: _Names) -> Iterator[tuple[int, int, _Kind]]:
    text = view.view
    for pattern, start, end in names.automaton.find_matches_as_indexes(text, overlapping=True):
        if not is_whole(text, start, end) or not _has_capital(view, start, end):
            continue
        kind, party, actor = names.kinds[pattern]
        if kind == "adjectives":
            last = _head(text, end, names.words)
            if last:
                yield start, last, (kind, party, actor)
        elif kind not in ("states", "capitals") or not is_place(
            text, start, end, words=names.words, party=party
        ):
            yield start, end, (kind, party, actor)


def _has_capital(view: Folded, start: int, end: int) -> bool:
    """Whether a name is written as one, *the* and *ethnic* aside."""
    for small in ("the ", "ethnic "):
        start += len(small) if view.view.startswith(small, start) else 0
    return start < end and view.text[view.raw(start, start + 1)[0]].isupper()


def _head(text: str, end: int, words: PartyWords) -> int:
    """Where the noun behind an adjective ends, or 0 where none of `heads` follows."""
    place = end
    for number, word in enumerate(_WORD.finditer(text, end, min(len(text), end + _REACH))):
        if text[place : word.start()] != " " or number > 2:
            return 0
        if word.group() in words.heads:
            return word.end()
        if word.group() not in words.between:
            return 0
        place = word.end()
    return 0
