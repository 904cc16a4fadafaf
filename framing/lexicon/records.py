"""The frozen records of a lexicon: concepts, their variants, and what decides between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from framing.errors import UnknownNameError

#: Words by language code: `{"en": ("Artsakh", "Artzakh")}`.
Forms = Mapping[str, tuple[str, ...]]

#: Who does it and to whom it is done.
ROLES = ("agent", "patient")

#: How close to a variant a place or a party of the dispute has to be named, where it asks for that.
SIGHTS = ("sentence", "nearby")

#: Where a party can stand around a word; `framing.annotation.direction` explains each.
CONSTRUCTIONS = (
    "by",
    "accused",
    "subject",
    "passive_subject",
    "modifier",
    "possessive",
    "object",
    "of",
    "against",
    "from",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A page or a book that shows a wording in use.

    `checked` says in plain words what of it was read: the text, a summary, or nothing (*unopened*). It is
    empty where the address was read when the source was entered.
    """

    id: str
    citation: str
    url: str = ""
    checked: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """A party to the dispute, by the words that name its state, people, army and leaders.

    `association` is the register that a mirror word takes from it. `lands` are names of places that, worded
    so, belong to it: to occupy *Artsakh* is to occupy it from the Armenian side. Where only one role of a
    mirror word is filled, `opponent` is taken for the other.
    """

    id: str
    association: str
    names: Forms
    lands: Forms = field(default_factory=dict)
    opponent: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Words that an object or a neighbour must belong to, such as the words for land.

    `words`, and every form of `concepts`.
    """

    id: str
    words: Forms = field(default_factory=dict)
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """How the association of a mirror word follows from its direction.

    `role` decides; `associations` maps the party that fills it to an association.
    """

    role: str
    associations: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """The article dates (ISO, inclusive, or None) in which a wording has another association."""

    association: str
    strength: str
    first: str | None = None
    last: str | None = None

    def holds(self, date: str) -> bool:
        """Whether an article of this date, or year, falls into it.

        >>> Period(association="armenian", strength="leaning", first="2023-09-28").holds("2024-01-01")
        True
        """
        begun = self.first is None or date >= self.first[: len(date)]
        return begun and (self.last is None or date <= self.last[: len(date)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """One way to word a concept.

    `forms` match in any case, `case_forms` only with the capitals as written and near
    the region's names (they are acronyms), `dated_forms` only in an article whose date
    is known. A part in square brackets at the head or tail of a form must stand in the text but is left
    to its own concept: in `"[Karabakh] war"` the mention is *war*. `anchor`: counts only near the region's
    names. `capital`: words written with a capital in the form need one in the text. `valid_from` and
    `valid_to` (ISO dates or None, both inclusive) bound the articles in which the wording means this.

    `sight` is for words of ordinary news. With `"sentence"` they count only where their own sentence names a
    place or a party of the dispute, with `"nearby"` also where the sentence before or the title does.

    `agent` and `patient` are parties: the variant is chosen only where the text says that this one acts, or
    that it is done to that one. `object` and `near` are groups: a word of it must be the object of the form,
    or stand near it in the sentence. `sides` makes the association follow the direction, `roles` says
    what a construction means for this word, and `periods` what the association is at other times.
    """

    id: str
    association: str
    strength: str
    forms: Forms
    case_forms: Forms = field(default_factory=dict)
    dated_forms: Forms = field(default_factory=dict)
    anchor: bool = False
    sight: str | None = None
    capital: bool = False
    valid_from: str | None = None
    valid_to: str | None = None
    agent: str | None = None
    patient: str | None = None
    object: str | None = None
    near: str | None = None
    sides: Sides | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()

    @property
    def directed(self) -> bool:
        """Whether it has to be known who does it, or to whom, to tell what this wording is."""
        return bool(self.agent or self.patient or self.sides)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dual:
    """The variant of a double naming such as *Artsakh (Nagorno-Karabakh)*, by the order of the two."""

    first: str
    second: str
    variant: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Concept:
    """A thing that is worded in more than one way, with all its variants.

    `contested` says why, and what each party objects to. `exclusions` are longer names that hide every
    form inside them (a football club). A sentence with a word of `elsewhere` holds no mention of this
    concept. `left_out` lists known forms that are not matched on purpose; `ambiguity` says why.
    `names`: the variants are proper names, so that two of them side by side are one double naming.
    """

    id: str
    title: str
    description: str
    contested: str
    ambiguity: str = ""
    sources: tuple[str, ...] = ()
    exclusions: Forms = field(default_factory=dict)
    elsewhere: Forms = field(default_factory=dict)
    left_out: Forms = field(default_factory=dict)
    names: bool = False
    duals: tuple[Dual, ...] = ()
    variants: tuple[Variant, ...] = ()

    def variant(self, id: str) -> Variant:
        """The variant of this id. Raises UnknownNameError, which lists the ids that exist."""
        return _by_id(self.variants, id, kind=f"variant of {self.id}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """What shows that a text is about this dispute: names of `concepts`, or a word of each pair.

    `elsewhere` lists names of other conflicts, whose sentences do not count for anchored variants.
    """

    concepts: tuple[str, ...] = ()
    pair_one: Forms = field(default_factory=dict)
    pair_two: Forms = field(default_factory=dict)
    elsewhere: Forms = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """All concepts of a dispute. `hash` is the SHA-256 of the content, whatever files it lay in.

    `associations` maps every association that a variant may have to its label for readers. `endings` lists,
    by language, what may follow a form that ends in an asterisk. `unpaired` names the markers
    (`"concept.variant"`) that have no counterpart on the other side, each with the reason; the balance of
    markers leaves them out.
    """

    id: str
    title: str
    version: str
    date: str
    languages: tuple[str, ...]
    reviewed: tuple[str, ...]
    associations: Mapping[str, str]
    concepts: tuple[Concept, ...]
    sources: tuple[Source, ...]
    anchor: Anchor
    parties: tuple[Party, ...] = ()
    groups: tuple[Group, ...] = ()
    endings: Forms = field(default_factory=dict)
    unpaired: Mapping[str, str] = field(default_factory=dict)
    hash: str = ""

    def concept(self, id: str) -> Concept:
        """The concept of this id. Raises UnknownNameError, which lists the ids that exist.

        >>> from framing.lexicon import load_lexicon
        >>> load_lexicon("karabakh").concept("region_name").variant("artsakh").association
        'armenian'
        """
        return _by_id(self.concepts, id, kind="concept")

    def variant(self, concept: str, variant: str) -> Variant:
        """The variant of a concept, both by id. Raises UnknownNameError."""
        return self.concept(concept).variant(variant)

    def source(self, id: str) -> Source:
        """The source of this id. Raises UnknownNameError."""
        return _by_id(self.sources, id, kind="source")

    def party(self, id: str) -> Party:
        """The party of this id. Raises UnknownNameError."""
        return _by_id(self.parties, id, kind="party")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)


def _by_id(entries: Sequence[_Entry], id: str, *, kind: str) -> _Entry:
    for entry in entries:
        if entry.id == id:
            return entry
    raise UnknownNameError(id, kind=kind, known=[entry.id for entry in entries])
