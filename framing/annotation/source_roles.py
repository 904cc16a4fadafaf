"""What the words of a source say that it is: state, expert, civilian, document and so on.

The role stands in the noun that a phrase is about, so the phrase is read piece by piece: first what stands
before a preposition, then what stands behind it, and never what a relative clause or a participle tells
("Orlova, who filed papers for diplomats", "Orlova, leading in the polls"). Known failures: a president of a
body that says nothing of what it is ("president of Save the Mill"), a trade that no list has.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from framing.actors import fold

if TYPE_CHECKING:
    from framing.annotation.descriptions import Description

#: What somebody or something is, whoever's it is: "election law expert", "Defense Ministry report".
_OF_ITS_OWN = frozenset(("expert", "document", "media"))
#: Whom a spokesman of such a body speaks for: "a spokesman for the army", "president of the lawyers' union".
_GIVEN_ON = frozenset(("military", "international", "civil_society", "media", "expert"))
#: Behind a preposition these are something else than the source: "a lecturer in public law".
_NOT_BEHIND = frozenset(("document", "unnamed"))


class _Role(NamedTuple):
    """A role with its first and last word; `owned`: the last one has a possessive ending."""

    role: str
    first: int
    last: int
    owned: bool


def find_role(described: Description) -> str | None:
    """The role that a description's words tell, or None.

    >>> from framing.annotation.descriptions import read_description
    >>> phrases = ("election law expert Ana Orlova", "Ana Orlova, a lecturer in public law")
    >>> [read_description(words, "en").role for words in phrases]
    ['expert', None]
    """
    owned: str | None = None
    for first, last in (*_pieces(described), *_told_to_be(described)):
        start = first
        while start < last:
            end = _end_of_noun(described, start, last)
            found = list(_roles(described, start, end))
            behind = start > first
            for role in _decided(described, found, end):
                if role.owned:
                    owned = owned or role.role  # "the mayor's wife" is no mayor
                elif not (behind and _is_something_else(described, role, start)):
                    return _given_on(described, role, end, last)
            start = end + 1
    return owned


def _pieces(described: Description) -> list[tuple[int, int]]:
    """The stretches between commas, up to the clause that tells what somebody does."""
    borders = sorted({0, *(at for at in described.apart if at < described.head), described.head})
    return list(pairwise(borders))


def _told_to_be(described: Description) -> list[tuple[int, int]]:
    """What a relative clause says that somebody is: "Orlova, who is a poet", "who served as a judge"."""
    facts, verb = described.facts, described.lower[described.head + 1 : described.head + 3]
    if len(verb) < 2 or not (verb[0] in facts.be or verb[1] in facts.acting):
        return []
    first = described.head + (2 if verb[0] in facts.be else 3)
    last = min([len(described.lower), *(at for at in described.apart if at > first)])
    return [(first, _end_of_noun(described, first, last))]


def _end_of_noun(described: Description, start: int, last: int) -> int:
    """Where a noun with what stands before it ends: at the next preposition."""
    prepositions = described.facts.prepositions
    return next((at for at in range(start, last) if described.lower[at] in prepositions), last)


def _roles(described: Description, start: int, end: int) -> Iterator[_Role]:
    """The roles that begin in a stretch, of two that begin together the longer one."""
    lower, bare, facts = described.lower, described.bare, described.facts
    at = start
    while at < end:
        # One word of a role may have an ending, its last one.
        most = max(facts.longest_role.get(lower[at], 0), facts.longest_role.get(bare[at], 0))
        for size in range(min(most, len(lower) - at), 0, -1):
            last = at + size - 1
            role = facts.roles.get(" ".join([*lower[at:last], bare[last]]))
            if role is not None and not (role == "civilian" and _is_title(described, at)):
                yield _Role(role, at, last, lower[last] != bare[last])
                at = last
                break
        at += 1


def _decided(described: Description, found: list[_Role], end: int) -> list[_Role]:
    """The roles of a stretch, the one that decides first."""
    nouns = [role for role in found if not _is_modifier(described, role, end)]
    if not described.facts.modifiers:
        return (
            nouns  # "сообщении министерства": a language in which the first noun is what the phrase is about
        )
    while len(nouns) > 1 and nouns[0].role == "document" and not _joined(described, nouns[0], nouns[1]):
        nouns = nouns[1:]  # "poll workers"
    own = nouns[-1:] if nouns and not nouns[-1].owned and nouns[-1].role in _OF_ITS_OWN else []
    return nouns if not own or _joined(described, nouns[0], own[0]) else own


def _joined(described: Description, one: _Role, other: _Role) -> bool:
    return not described.facts.joint.isdisjoint(described.lower[one.last : other.first])


def _is_modifier(described: Description, role: _Role, end: int) -> bool:
    """Whether a word such as "veteran" only describes the noun behind it: "a veteran strategist"."""
    around = described.words[max(role.first - 1, 0) : role.last + 2]
    if role.role == "document" and len(around) == 3 and all(word[0].isupper() for word in around):
        return True  # "Harbour Law School"
    if role.first < role.last or described.lower[role.last] not in described.facts.modifiers:
        return False
    return any(word[0].islower() for word in described.words[role.last + 1 : end])


def _is_title(described: Description, index: int) -> bool:
    """Whether a capitalised title stands before a name here: "Father Hovhannes"."""
    name = described.words[index + 1 : index + 2]
    titled = described.words[index][0].isupper() and described.lower[index] in described.facts.titles
    return titled and name != [] and name[0][0].isupper()


def _is_something_else(described: Description, role: _Role, start: int) -> bool:
    """Whether a role behind a preposition is not the source's: one of those who …, but not "in a lawsuit"."""
    return role.role in _NOT_BEHIND and described.lower[start - 1] not in described.facts.partitive


def _given_on(described: Description, role: _Role, end: int, last: int) -> str | None:
    """The role of the body that somebody speaks for; none for a firm or a party."""
    if role.role != "state" or described.lower[role.last] not in described.facts.speaks_for:
        return role.role
    behind = list(_roles(described, end + 1, _end_of_noun(described, end + 1, last)))
    given = next((other.role for other in behind if other.role in _GIVEN_ON), None)
    if given is None and not any(other.role == "state" for other in behind):
        return role.role if _may_be_of_a_state(described, role, end, last) else None
    return given or role.role


def _may_be_of_a_state(described: Description, role: _Role, end: int, last: int) -> bool:
    """Whether nothing tells that a firm or a party is spoken for: "a Harbour Foods spokesman"."""
    facts, words, bare, actors = described.facts, described.words, described.bare, described.actors
    behind = range(end + 1, _end_of_noun(described, end + 1, last)) if end < last else range(0)
    whose = behind or range(max(role.first - 3, 0), role.first)
    if described.lower[end : end + 1] != [] and described.lower[end] in facts.located:
        return True  # "a spokesman in the town"
    named = [fold(bare[at]) for at in whose if words[at][0].isupper()]
    pairs = [f"{one} {other}" for one, other in pairwise(named)]
    if any(name in actors.places or name in actors.by_form for name in (*named, *pairs)):
        return True
    if any(bare[at] in facts.bodies and facts.roles.get(bare[at]) != "state" for at in whose):
        return any(bare[at] in facts.states for at in whose)
    if described.lower[role.last] not in facts.spokesmen:
        return True
    if behind:
        return not any(words[at][0].isupper() for at in behind)
    before = role.first - 1
    is_name = before >= 0 and words[before][0].isupper() and before + 1 not in described.apart
    return not is_name or described.lower[before] in facts.titles | facts.closed | facts.role_words
