"""People and bodies that speak in an article: what is known of each, and what their words tell of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from framing.annotation.descriptions import Description
from framing.annotation.source_facts import SourceFacts
from framing.annotation.source_nouns import stems_of

#: Roles that say nothing of whose they are: a spokesman, a head.
_SPOKEN_FOR = (None, "state")


class Identity(NamedTuple):
    """Who speaks. What the article does not say and the registry does not know is None."""

    entity: str | None = None
    affiliation: str | None = None
    role: str | None = None
    anonymous: bool = False


NOBODY = Identity()


def role_of(described: Description) -> str | None:
    """The role that the words tell; who speaks for an international body has the body's.

    Who has a name is not unnamed: "Ruth Alder, a supporter".
    """
    owner = described.owner
    if described.role == "unnamed" and " " in described.name and not described.indefinite:
        return None
    if owner is None or described.role not in _SPOKEN_FOR:
        return described.role
    return owner.role if owner.role in ("international", "civil_society") else described.role


def affiliation_of(described: Description) -> str | None:
    """The side that the words tell: the owner's, or the place's where somebody speaks for it; else None."""
    if described.owner is not None:
        return described.owner.affiliation
    if described.place is None or described.shared:
        return None
    if described.located and described.role == "expert":
        return "independent"
    if described.located and described.role not in ("civilian", "civil_society", "state", "military"):
        return None
    return described.place.affiliation


@dataclass(slots=True)
class Person:
    """Somebody who spoke or was named: a person, or an institution that is spoken of as one."""

    name: str
    affiliation: str | None
    role: str | None
    nouns: set[str] = field(default_factory=set)
    female: bool | None = None
    #: An institution: never "he" or "she".
    body: bool = False
    #: Where this person spoke last.
    place: int = 0
    #: The beginnings of the words by which it was called.
    stems: set[str] = field(default_factory=set)

    def identity(self) -> Identity:
        """What a record says of this source."""
        return Identity(self.name, self.affiliation, self.role, False)

    def learn(self, described: Description) -> None:
        """Notes the words by which somebody was called, for "the minister" and "she" later on."""
        self.nouns.update(described.role_nouns)
        self.stems |= stems_of(described.lower)
        facts: SourceFacts = described.facts
        for word in described.lower[:2]:
            if word in facts.gendered:
                self.female = facts.gendered[word]


#: Somebody without a name, whom "The aunt was …" brings in.
UNNAMED = Person("", None, None)


def joined(identities: list[Identity], joint: str) -> Identity:
    """Those who speak as one: all names, and what all have in common.

    >>> joined([Identity("A", "x", "state", False), Identity("B", "y", "state", False)], "and")
    Identity(entity='A and B', affiliation=None, role='state', anonymous=False)
    """
    *others, last = identities
    return Identity(
        f"{', '.join(str(other.entity) for other in others)} {joint} {last.entity}",
        last.affiliation if all(other.affiliation == last.affiliation for other in others) else None,
        last.role if all(other.role == last.role for other in others) else None,
        False,
    )
