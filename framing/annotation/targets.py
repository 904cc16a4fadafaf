"""Mentions of a party in an article, and the tone of their sentences toward them.

States, peoples, governments and armies by `lexicons/tone/targets.toml`, leaders and bodies by the registry
of actors. Tone is not stance (Bestvater & Monroe 2022, 10.1017/pan.2022.10). Known failures: pronouns are
not resolved to a party; a country named as a place without one of the listed words counts as its state.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from framing.actors import load_actors
from framing.annotation.folding import Folded, fold
from framing.annotation.matching import automaton, is_whole
from framing.annotation.target_tone.masking import mask_target
from framing.annotation.toward import LANGUAGES, load_scorer, score_masked
from framing.annotation.voice import Voices
from framing.records import FIELDS, Article, Span, Tone
from framing.resources import data_folder

#: Roles of registered actors that are a party: its leaders and bodies, not its analysts or newspapers.
PARTY_ROLES = frozenset(("state", "military"))

#: Zones whose names are places and desks.
NOT_PARTIES = frozenset(("dateline", "credit", "footer"))

_WORD = re.compile(r"[^\W_]+(?:'s)?")
#: How far behind an adjective its noun may end, in code points.
_REACH = 40


class Target(NamedTuple):
    """A mention of a party: where it stands, and the party's affiliation."""

    field: str
    start: int
    end: int
    party: str


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
        for start, end, party in sorted(_spans(view, names), key=lambda s: (s[0], -s[1])):
            if start >= done:
                done = end
                found.append(Target(field, *view.raw(start, end), party))
    return tuple(found)


def score_targets(
    article: Article, voices: Voices, *, sentences: Sequence[Span], method: str = "linear"
) -> tuple[Tone, ...]:
    """A tone for each mention of a party, of the sentence or headline that it stands in.

    `target` is the party's affiliation. The voice is that of the mention. Datelines, credits and footers name
    places, not parties, and are left out. Nothing for a language without
    a measured method. Raises UnknownNameError for a method that is none.
    """
    if (article.language or "") not in LANGUAGES:
        return ()
    starts = [sentence.start for sentence in sentences]
    placed = []
    for target in find_targets(article):
        whole = Span(0, len(article.title))
        if target.field == "text":
            place = bisect_right(starts, target.start) - 1
            if place < 0 or sentences[place].end < target.end:
                continue  # a name across the border of two sentences belongs to neither
            whole = sentences[place]
        if article.zone_at(target.field, target.start) not in NOT_PARTIES:
            placed.append((target, whole))
    masked = [
        mask_target(article.field(t.field)[s.start : s.end], t.start - s.start, t.end - s.start)
        for t, s in placed
    ]
    tones = score_masked(masked, load_scorer(method))
    return tuple(
        Tone(
            field=target.field,
            start=sentence.start,
            end=sentence.end,
            score=tone.score,
            label=tone.label,
            voice=voices.at(target.field, target.start, target.end).voice,
            zone=article.zone_at(target.field, target.start),
            target=target.party,
            target_start=target.start,
            target_end=target.end,
        )
        for (target, sentence), tone in zip(placed, tones, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """All words that name a party, as one automaton; `kinds` has the kind and party of each pattern."""

    automaton: Any
    kinds: list[tuple[str, str]]
    heads: frozenset[str]
    between: frozenset[str]
    places: frozenset[str]


@cache
def _names() -> _Names:
    path = data_folder("lexicons") / "tone" / "targets.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    patterns: dict[str, tuple[str, str]] = {}
    for actor in load_actors().by_form.values():
        if actor.role in PARTY_ROLES and actor.affiliation and actor.affiliation in data["parties"]:
            for form in (actor.name, *actor.forms):
                patterns.setdefault(fold(form).view, ("actor", actor.affiliation))
    for party, lists in data["parties"].items():
        for kind in ("states", "peoples", "adjectives"):
            for word in lists[kind]:
                patterns[fold(word).view] = (kind, party)
    return _Names(
        automaton=automaton(list(patterns)),
        kinds=list(patterns.values()),
        heads=frozenset(data["heads"]),
        between=frozenset(data["between"]),
        places=frozenset(data["places"]),
    )


def _spans(view: Folded, names: _Names) -> Iterator[tuple[int, int, str]]:
    text = view.view
    for pattern, start, end in names.automaton.find_matches_as_indexes(text, overlapping=True):
        if not is_whole(text, start, end) or not _has_capital(view, start, end):
            continue
        kind, party = names.kinds[pattern]
        if kind == "adjectives":
            last = _head(text, end, names)
            if last:
                yield start, last, party
        elif kind != "states" or _before(text, start) not in names.places:
            yield start, end, party


def _has_capital(view: Folded, start: int, end: int) -> bool:
    """Whether a name is written as one, *the* and *ethnic* aside."""
    for small in ("the ", "ethnic "):
        start += len(small) if view.view.startswith(small, start) else 0
    return start < end and view.text[view.raw(start, start + 1)[0]].isupper()


def _head(text: str, end: int, names: _Names) -> int:
    """Where the noun behind an adjective ends, or 0 where none of `heads` follows."""
    place = end
    for number, word in enumerate(_WORD.finditer(text, end, min(len(text), end + _REACH))):
        if text[place : word.start()] != " " or number > 2:
            return 0
        if word.group() in names.heads:
            return word.end()
        if word.group() not in names.between:
            return 0
        place = word.end()
    return 0


def _before(text: str, start: int) -> str:
    """The word before a place of the view."""
    words = text[max(0, start - 20) : start].split()
    return words[-1] if words else ""
