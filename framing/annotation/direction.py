"""Who does it to whom: the direction of a mirror word such as *occupied*, *aggression*, *liberated*.

Both parties of a dispute use such words, each of the other. Their register is that of a direction, so a
mention counts for a side only where the sentence names the party that acts or suffers; otherwise it is
`undirected`. The patterns are data: `lexicons/constructions/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framing.annotation.constructions import Constructions, Item

#: What a construction says, unless the lexicon says otherwise for a variant.
ROLE_OF = {
    "by": "agent",
    "accused": "agent",
    "subject": "agent",
    "modifier": "agent",
    "possessive": "agent",
    "passive_subject": "patient",
    "object": "patient",
    "of": "patient",
    "against": "patient",
    "from": "patient",
}

_AND = frozenset(("and", "or", "&", "/"))


@dataclass(frozen=True, slots=True)
class Direction:
    """The parties in both roles, None where the sentence does not say; `rule` names what told them."""

    agent: str | None = None
    patient: str | None = None
    rule: str = ""


UNDIRECTED = Direction()


def find_direction(
    items: Sequence[Item],
    place: int,
    constructions: Constructions,
    *,
    roles: Mapping[str, str],
    opponents: Mapping[str, str],
) -> Direction:
    """The direction of the mention at `place` of a sentence.

    The first pattern that fits decides a role. `roles` overrides `ROLE_OF` for this word. A party that
    stands in line with its opponent (*Armenian and Azerbaijani*) says nothing. Where one role is known,
    the opponent fills the other.
    """
    found: dict[str, str] = {}
    rules = []
    for pattern in constructions.direction:
        role = roles.get(pattern.name) or ROLE_OF[pattern.name]
        if role == "none" or role in found:
            continue
        item = pattern.match(items, place)
        if item is None:
            continue
        party = item.tags.get("PARTY") or item.tags["LAND"]
        if _in_line(items, item, party, opponents):
            continue
        other = found.get("patient" if role == "agent" else "agent")
        if party == other:
            continue  # nobody acts against itself: the pattern that came first is the surer one
        found[role] = party
        rules.append(pattern.name)
    agent, patient = found.get("agent"), found.get("patient")
    if agent and not patient:
        patient = opponents.get(agent)
    elif patient and not agent:
        agent = opponents.get(patient)
    return Direction(agent, patient, "+".join(rules)) if rules else UNDIRECTED


def has_object(items: Sequence[Item], place: int, constructions: Constructions) -> bool:
    """Whether the object of the mention at `place` is tagged as a word of the group."""
    return any(pattern.match(items, place) for pattern in constructions.object)


def _in_line(items: Sequence[Item], item: Item, party: str, opponents: Mapping[str, str]) -> bool:
    """Whether the opponent stands beside the party, or next but for an *and*."""
    place = next(n for n, other in enumerate(items) if other.start == item.start)
    opponent = opponents.get(party)
    for step in (-1, 1):
        near = _at(items, place + step)
        if near is not None and near.text in _AND:
            near = _at(items, place + 2 * step)
        if near is not None and opponent is not None and near.tags.get("PARTY") == opponent:
            return True
    return False


def _at(items: Sequence[Item], place: int) -> Item | None:
    return items[place] if 0 <= place < len(items) else None
