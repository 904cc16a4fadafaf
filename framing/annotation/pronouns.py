"""Pronouns and bare offices ("the minister") that can only mean a party named shortly before.

*He* and *she* stand for a person, *they* for a people or a group such as forces. One is resolved where the
same sentence and the one before it, in one paragraph, name exactly one party that fits in gender and number,
and nobody else who would fit: no other name that may be a person's, no other noun for a person or, for
*they*, no other plural. Words in quotation marks are left alone, since who *he* is there depends on whoever
speaks. What cannot be told is not resolved: precision goes before recall. The words are data, in
`lexicons/tone/targets.toml`. Known failures: a person whom only a verb brings in ("met with none, he …"), a
place that nothing marks as one counts as a rival, and *it* is never resolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from framing.actors import Actor, fold, load_actors
from framing.annotation.genders import is_registered_woman
from framing.annotation.party_words import PartyWords, load_party_words
from framing.annotation.source_facts import facts_of
from framing.annotation.target_tone.masking import find_names
from framing.records import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MARKS = frozenset(".!?:;,")
#: After "the minister", a word that says of what.
_BINDING = frozenset(("of", "for", "and", "elect"))
#: How many words an apposition ("Aliyev, Azerbaijan's president,") may have up to its noun.
_APPOSITION = 6


class Named(NamedTuple):
    """A mention of a party by name; `kind` as in `targets`, `actor` the id of a registered one, or empty."""

    start: int
    end: int
    party: str
    kind: str
    actor: str


class Resolved(NamedTuple):
    """A pronoun or bare office, the party that it means, and the rule: `pronoun` or `office`."""

    start: int
    end: int
    party: str
    rule: str


def resolve_pronouns(
    text: str, sentences: Sequence[Span], named: Sequence[Named], *, quoted: Callable[[int], bool]
) -> Iterator[Resolved]:
    """The pronouns and bare offices of a text that mean one of the parties `named` in it, in order.

    `named` stand in the order of the text; `quoted` says whether an offset stands in quotation marks.

    >>> text = "Aliyev left. He smiled."
    >>> named = [Named(0, 6, "azerbaijani", "actor", "aliyev")]
    >>> list(resolve_pronouns(text, [Span(0, 12), Span(13, 23)], named, quoted=lambda place: False))
    [Resolved(start=13, end=15, party='azerbaijani', rule='pronoun')]
    """
    words = load_party_words()
    starts = [n.start for n in named]
    for number, sentence in enumerate(sentences):
        before = sentences[number - 1] if number else sentence
        first = sentence.start if "\n" in text[before.end : sentence.start] else before.start
        here = named[bisect_left(starts, first) : bisect_left(starts, sentence.end)]
        if not here:
            continue
        scope: _Scope | None = None
        for start, end, low in _pointers(text, sentence, words):
            if not quoted(start) and not any(n.start < end and n.end > start for n in here):
                # Few sentences have a pronoun, and what it could mean is dear to find.
                scope = scope or _Scope(text, first, sentence, here, words, quoted)
                party = scope.party_of(low, start)
                if party:
                    yield Resolved(start, end, party, "office" if low in words.offices else "pronoun")


def _pointers(text: str, sentence: Span, words: PartyWords) -> Iterator[tuple[int, int, str]]:
    """Pronouns, and offices after *the* that no name and no *of* follows, of a sentence."""
    found = list(_WORD.finditer(text, sentence.start, sentence.end))
    for n, match in enumerate(found):
        low = match.group().lower()
        if low in words.he or low in words.she or low in words.they:
            yield match.start(), match.end(), low
        elif low == "the":
            for size in (2, 1):
                office = found[n + 1 : n + 1 + size]
                title = " ".join(m.group().lower() for m in office)
                if len(office) == size and title in words.offices:
                    end = office[-1].end()
                    following = found[n + 1 + size].group() if n + 1 + size < len(found) else ""
                    named = following[:1].isupper() or following in _BINDING
                    if not named and not text.startswith(("-", "'s", "’s"), end):
                        yield match.start(), end, title
                    break


class _Scope:
    """What stands in a sentence, and from `first` on before it, that a pronoun could mean."""

    def __init__(
        self,
        text: str,
        first: int,
        sentence: Span,
        named: Sequence[Named],
        words: PartyWords,
        quoted: Callable[[int], bool],
    ) -> None:
        self.text, self.sentence, self.named, self.words, self.quoted = text, sentence, named, words, quoted
        self.nouns = list(_WORD.finditer(text, first, sentence.end))
        self.others = self._other_names(first)

    def party_of(self, low: str, start: int) -> str:
        """The party that a pronoun or office at `start` means, or an empty text."""
        named = [n for n in self.named if n.start < start]
        if low in self.words.they:
            return self._group(named, start)
        fits = [n for n in named if self._is_person(n) and self._fits(n, low)]
        parties = {n.party for n in fits}
        if len(parties) != 1 or any(self.quoted(n.start) for n in fits):
            return ""
        if self.text[fits[-1].end : start] == ", ":
            return ""  # "In reply to Aliyev, he …" is somebody else
        if any(end <= start for end in self.others) or self._other_person(named, start):
            return ""
        return parties.pop()

    def _is_person(self, named: Named) -> bool:
        if named.kind == "actor":
            return named.actor not in self.words.bodies
        return named.kind == "adjectives" and self._last_word(named) in self.words.persons

    def _fits(self, named: Named, low: str) -> bool:
        if low in self.words.offices:
            if named.kind != "actor":
                return self._last_word(named) == low.rpartition(" ")[2]
            return any(_holds(title, low) for title, *_ in _actors()[named.actor].offices)
        if named.kind != "actor":
            return True
        return is_registered_woman(_actors()[named.actor]) == (low in self.words.she)

    def _last_word(self, named: Named) -> str:
        return self.text[named.start : named.end].lower().rpartition(" ")[2]

    def _other_names(self, first: int) -> list[int]:
        """Where the names end that may be a person's and are none of the parties'."""
        facts, places = facts_of("en"), load_actors().places
        ends = []
        for name in find_names(self.text[first : self.sentence.end]):
            begin, end = first + name.start, first + name.end
            parts = [facts.bare(m.group()) for m in _WORD.finditer(self.text, begin, end)]
            before = self.text[max(first, begin - 20) : begin].split()[-1:]
            known = any(n.start < end and n.end > begin for n in self.named)
            no_person = any(fold(part) in places or part.lower() in facts.bodies for part in parts)
            placed = bool(before) and before[0].lower() in {"the", *self.words.places}
            if parts and not (known or no_person or placed):
                ends.append(end)
        return ends

    def _other_person(self, named: Sequence[Named], start: int) -> bool:
        """Whether a noun for a person stands before `start` that belongs to none of the names."""
        for match in self.nouns:
            if match.end() > start:
                return False
            if match.group().lower() in self.words.persons and not self._belongs(match, named):
                return True
        return False

    def _belongs(self, noun: re.Match[str], named: Sequence[Named]) -> bool:
        for n in named:
            if n.start < noun.end() and n.end > noun.start():
                return True
            if not self._is_person(n):
                continue
            if noun.end() < n.start:
                gap = self.text[noun.end() : n.start]
                between = _WORD.findall(gap)
                titles = all(w[0].isupper() or w.lower() in self.words.persons for w in between)
                if len(between) <= 2 and titles and (_MARKS - {","}).isdisjoint(gap):
                    return True
            elif self.text.startswith(", ", n.end):
                gap = self.text[n.end + 2 : noun.start()]
                if _MARKS.isdisjoint(gap) and len(gap.split()) <= _APPOSITION:
                    return True
        return False

    def _group(self, named: Sequence[Named], start: int) -> str:
        """The party of the only plural before *they*: in its sentence, or else in the one before too."""
        own = [n for n in named if n.start >= self.sentence.start and self._is_group(n)]
        first = self.sentence.start if own else 0
        named = [n for n in named if n.start >= first]
        groups = [n for n in named if self._is_group(n)]
        if len({n.party for n in named}) != 1 or not groups or any(self.quoted(n.start) for n in groups):
            return ""
        if any(first <= end <= start for end in self.others):
            return ""
        for match in self.nouns:
            if first <= match.start() and match.end() <= start:
                inside = any(n.start < match.end() and n.end > match.start() for n in named)
                if not inside and (match.group() == "and" or self._is_plural(match.group())):
                    return ""
        return groups[0].party

    def _is_group(self, named: Named) -> bool:
        if named.kind == "adjectives":
            return self._last_word(named) in self.words.groups
        return named.kind == "peoples"

    def _is_plural(self, word: str) -> bool:
        low = word.lower()
        if low in self.words.plurals or low in self.words.they:
            return low in self.words.plurals
        return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s"))


def _holds(title: str, low: str) -> bool:
    """Whether "the `low`" may be the holder of this office: a foreign minister is a minister."""
    title, low = title.replace("defense", "defence"), low.replace("defense", "defence")
    if low == "premier":
        return title == "prime minister"
    return title == low or (low == "minister" and title.endswith(" minister"))


@cache
def _actors() -> dict[str, Actor]:
    return {actor.id: actor for actor in load_actors().by_form.values()}
