"""What a source is: the role that its words tell, and for whom a spokesman speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.actors import Actors, fold

if TYPE_CHECKING:
    from framing.annotation.descriptions import SourceFacts


def read_role(words: list[str], facts: SourceFacts, actors: Actors) -> str | None:
    """The role of a source that is told in these words; None where they tell none.

    The first word of a role decides, but a spokesman has the role of the body that he speaks for, and
    none where that is a firm or a party.

    >>> from framing.actors import load_actors
    >>> from framing.annotation.descriptions import facts_of
    >>> [
    ...     read_role(words.split(), facts_of("en"), load_actors())
    ...     for words in ("a spokesman for the ministry", "a Harbour Foods spokesman", "a union spokesman")
    ... ]
    ['state', None, 'civil_society']
    """
    owned: str | None = None
    lower = [word.lower() for word in words]
    bare = [facts.bare(word) for word in lower]
    for index, word in enumerate(lower):
        # One word of a role may have an ending, its last one.
        most = max(facts.longest_role.get(word, 0), facts.longest_role.get(bare[index], 0))
        for size in range(min(most, len(lower) - index), 0, -1):
            last = index + size - 1
            role = facts.roles.get(" ".join([*lower[index:last], bare[last]]))
            if role is None or _is_part_of_a_name(words, lower, index, last, role, facts):
                continue
            if lower[last] == bare[last]:
                if role == "state" and not _speaks_for_a_state(words, lower, bare, index, facts, actors):
                    return _role_of_body(lower[last + 1 :], facts)
                return role
            owned = owned or role  # "the mayor's wife" is no mayor
    return owned


def _is_part_of_a_name(
    words: list[str], lower: list[str], first: int, last: int, role: str, facts: SourceFacts
) -> bool:
    """Whether a capitalised word is no role: "Father Hovhannes", "Mill Law School", "Mill Post reporter"."""
    if not words[first][0].isupper() or last + 1 >= len(words):
        return False
    named = words[last + 1][0].isupper()
    if role == "civilian":
        return named and lower[first] in facts.titles
    if role != "document" or not first or not words[first - 1][0].isupper():
        return False
    return named or facts.roles.get(facts.bare(lower[last + 1]), "document") != "document"


def _speaks_for_a_state(
    words: list[str], lower: list[str], bare: list[str], index: int, facts: SourceFacts, actors: Actors
) -> bool:
    """Whether a role that could be anybody's is a state's here: not "a Harbour Foods spokesman"."""
    follows = lower[index + 1] if index + 1 < len(lower) else ""
    after = range(index + 2, len(words)) if follows in facts.attached else range(0)
    bodies = {bare[at] for at in after} & facts.bodies
    of_state = {at for at in range(len(words)) if at != index and facts.roles.get(bare[at]) == "state"}
    if any(fold(facts.bare(word)) in actors.places for word in words) or any(at in after for at in of_state):
        return True
    if lower[index] not in facts.spokesmen:
        return not bodies or bool(bodies & facts.states) or follows in facts.located
    if after:
        named = [fold(facts.bare(words[at])) for at in after if words[at][0].isupper()]
        whose = bool(named) or bool(bodies) or any(facts.roles.get(bare[at]) for at in after)
        return not whose or any(name in actors.by_form for name in named)
    before = words[index - 1] if index else ""
    if not before or not before[0].isupper() or lower[index - 1] in facts.titles | facts.closed:
        return not (index and bare[index - 1] in facts.bodies and not of_state)
    return fold(facts.bare(before)) in actors.by_form or bare[index - 1] in facts.role_words


def _role_of_body(lower: list[str], facts: SourceFacts) -> str | None:
    """The role of those for whom somebody speaks: "for the union", "for the family"."""
    found = (facts.roles.get(facts.bare(word)) for word in lower)
    return next((role for role in found if role not in (None, "state", "document")), None)
