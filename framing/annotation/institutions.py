"""Ministries, councils and governments that one article names, so that "the ministry" is one of them."""

from __future__ import annotations

from itertools import islice

from framing.actors import fold, load_actors
from framing.annotation.descriptions import Description, read_dated
from framing.annotation.fullnames import FullNames
from framing.annotation.persons import Identity, affiliation_of
from framing.annotation.source_facts import facts_of
from framing.annotation.source_nouns import before_noun, stems_of

#: How many of those named last "the ministry" can mean. More than this no article has, and a book would
#: take the longer for each.
_IN_MIND = 100


class Institutions:
    """The institutions of one article, in the order in which it names them."""

    def __init__(self, names: FullNames, language: str, date: str | None) -> None:
        self.names = names
        self.language = language
        self.date = date
        self.facts = facts_of(language)
        self.actors = load_actors()
        #: Those with a noun such as "ministry", and the countries and capitals that spoke.
        self.bodies: set[Identity] = set()
        self.governments: set[Identity] = set()
        #: By their noun, those named so far, each with the stems of its name.
        self._by_noun: dict[str, list[tuple[frozenset[str], Identity]]] = {}

    def identity(self, described: Description, last: Identity) -> Identity:
        """Who these words mean, a body, a country or a capital; `last` is who spoke before."""
        body = described.body
        unnamed = described.place is None and described.owner is None and not described.proper
        if described.definite and body is not None and unnamed:
            return self._known(described, body, last)
        name = self.names.of_acronym(described.title())
        is_state = described.is_capital or described.is_country or body in self.facts.states
        # "Armenia said" is its government, as "Yerevan said" is.
        role = described.role or ("state" if is_state else None)
        words = name.split()
        named = name[:1].isupper() or (body in words[:2] and any(word[0].isupper() for word in words))
        identity = Identity(name if named else None, affiliation_of(described), role, False)
        actor = self.actors.by_form.get(fold(name))
        if actor is not None:
            identity = Identity(actor.name, actor.affiliation, actor.role, False)
        if body is not None:
            self._note(body, stems_of(described.lower), identity)
        elif is_state:
            self.governments.add(identity)
        return identity

    def _note(self, body: str, stems: frozenset[str], identity: Identity) -> None:
        self._by_noun.setdefault(body, []).append((stems, identity))
        self.bodies.add(identity)

    def _known(self, described: Description, body: str, last: Identity) -> Identity:
        """The one named last that the words before the noun fit: "the defence ministry", "the ministry"."""
        wanted = before_noun(described)
        known = self._by_noun.setdefault(body, [])
        if not known:
            self._note_first(body)
        # "Baku said …. The ministry said": not the ministry of Yerevan, though it was named before.
        government = last if last in self.governments else None
        for stems, identity in islice(reversed(known), _IN_MIND):
            if wanted <= stems and (
                government is None or identity.affiliation in (None, government.affiliation)
            ):
                return identity
        identity = Identity(None, None, described.role, False)
        self._note(body, wanted, identity)
        return identity

    def _note_first(self, body: str) -> None:
        """Notes the institution that the text names in full before it says "the ministry"."""
        name = self.names.of_body(body)
        described = read_dated(name, self.language, self.date) if name else None
        if described is None:
            return
        if described.actor is not None:
            actor = described.actor
            identity = Identity(actor.name, actor.affiliation, actor.role, False)
        else:
            identity = Identity(described.title(), affiliation_of(described), described.role, False)
        self._note(body, stems_of(described.lower), identity)
