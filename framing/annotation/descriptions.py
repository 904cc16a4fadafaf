"""What the words of a source say of it: name, office, place, role, institution."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.actors import Actor, Actors, Place, fold, load_actors
from framing.annotation.given_names import given_names
from framing.annotation.party_words import party_adjectives
from framing.annotation.source_facts import SourceFacts, facts_of
from framing.annotation.source_roles import find_role

WORD = re.compile(r"\w+(?:[.’'\-&]\w+)*")

#: "The Border Monitoring Group (BMG)": what stands in brackets is no part of the name.
_ASIDE = re.compile(r"\s*\([^()\n]{0,80}\)")
#: Between two words these end a name: "a resident of Gyumri, Ana Orlova".
_APART = frozenset(",;:")


@lru_cache(maxsize=20_000)
def read_description(source: str, language: str) -> Description | None:
    """What a source's words say; None where there are no words. The same object serves all callers.

    >>> found = read_description("Armenian Foreign Minister Ara Aivazian", "en")
    >>> found.actor.id, found.office, found.place.id
    ('aivazian', 'foreign minister', 'armenia')
    """
    facts = facts_of(language)
    source = _ASIDE.sub("", source) or source
    found = _words(source, facts)
    words = [source[start:end] for start, end in found]
    if len(words) > 1 and source.isupper() and not facts.acronyms.isdisjoint(words):
        words = [word.lower() if word in facts.acronyms else word for word in words]  # "THE MAN WHO"
    apart = frozenset(
        index
        for index in range(1, len(found))
        if not _APART.isdisjoint(source[found[index - 1][1] : found[index][0]])
    )
    while len(words) > 1 and facts.in_small(words[-1]) in facts.relatives:
        words.pop()
    relative = next(
        (at for at, word in enumerate(words) if facts.in_small(word) in facts.relatives), len(words)
    )
    if words[relative + 1 :] and all(word[0].isupper() for word in words[relative + 1 :]):
        # "Someone whom Mr. Alder" accused: Alder speaks.
        words, apart = words[relative + 1 :], frozenset(at - relative - 1 for at in apart)
    return Description(words, facts, load_actors(), apart) if words else None


def _words(source: str, facts: SourceFacts) -> list[tuple[int, int]]:
    """Where the words stand; the name of a country that has two, "United States", is one of them."""
    places = load_actors().places
    found: list[tuple[int, int]] = []
    for word in WORD.finditer(source):
        start, end = word.span()
        if found and source[found[-1][1] : start] == " " and source[start].isupper():
            first = found[-1][0]
            if fold(facts.bare(source[first:end])) in places:
                found[-1] = first, end
                continue
        found.append((start, end))
    return found


def read_dated(source: str, language: str, date: str | None) -> Description | None:
    """The same on a date, ISO or None: a place whose affiliation has ended by then has none.

    >>> found = [read_dated("officials in Stepanakert", "en", date) for date in ("2020-11-10", "2024-05-01")]
    >>> [description.place.affiliation for description in found]
    ['armenian', None]
    """
    described = read_description(source, language)
    return described.on(date) if described is not None else None


class Description:
    """What the words of a source say: name, office, place, role, body.

    `located`: the place is where somebody is, not for whom he speaks. `shared`: two places of
    different affiliation are joined. `owner`: whose lawyer or spokesman the source is. `is_surname`:
    nothing but one word of the name, with no office or place, tells that it is the actor. `apart`: the
    words that stand behind a comma.
    """

    def __init__(self, words: list[str], facts: SourceFacts, actors: Actors, apart: frozenset[int]) -> None:
        self.words = words
        self.apart = apart
        self.facts = facts
        self.actors = actors
        self.lower = [facts.in_small(w) for w in words]
        if facts.dotted:
            self.lower = [w.replace("i\u0307", "i") for w in self.lower]
        #: The same without possessive endings.
        self.bare = [facts.bare(w) for w in self.lower]
        #: How many words stand before a clause: "Baku" of "Baku, whose ministry …".
        self.head = next((at for at in range(1, len(words)) if self._opens_clause(at)), len(words))
        self.located = self.shared = False
        self._without_side: Description | None = None
        self._title: str | None = None
        self.place_index = -1
        self.place = self._place()
        self.role = find_role(self)
        if self.role == "state" and self._is_kin():
            self.role = None
        self.office = self._office()
        self.owner: Actor | None = None
        self.is_surname = False
        self._owners: set[int] = set()
        self.name = ""
        self.actor = self._find_actor()
        if self.actor is None:
            self.name = self._name()
        self.body = self._body()
        self.indefinite = self.lower[0] in facts.indefinite
        self.definite = self.lower[0] in facts.definite
        self.role_nouns = facts.nouns.intersection(self.lower[: self.head])
        first = words[0]
        self.is_capital = self.head <= 2 and fold(facts.bare(words[self.head - 1])) in actors.capitals
        #: "Armenian claims" are nobody's by name, but have a side.
        is_adjective = self.head == 1 and self.lower[0] in party_adjectives()
        self.is_country = (
            self.place is not None
            and not self.place.adjective
            and fold(self.title()) in self.place.words
            and not is_adjective
        )
        named = any(w[0].isupper() for w in words[1 : self.head])
        named = named or (first[0].isupper() and self.role is None and self.lower[0] not in facts.closed)
        titled = all(w in facts.titles or w in facts.role_words for w in self.lower[: self.head])
        unnamed = titled or is_adjective or self.indefinite or self._is_role_of()
        self.proper = named and not unnamed and self._all_names()
        self.is_people = (
            self.place is not None
            and self.bare[self.place_index].endswith(facts.plural)
            and not words[self.place_index].isupper()
            and self.role in (None, "unnamed")
            and not self.is_capital
            and self.body is None
            and self.lower[0] not in facts.definite
        )

    def _opens_clause(self, index: int) -> bool:
        """Whether a relative word stands here, or a participle behind a comma: "Orlova, citing data"."""
        word = self.lower[index]
        if word in self.facts.relatives:
            return True
        participle = index in self.apart and word.endswith(self.facts.participle) and len(word) > 4
        return participle and self.words[index].islower() and word not in self.facts.role_words

    def _body(self) -> str | None:
        """The noun that makes the phrase an institution; "a volunteer at the center" is none."""
        for word, bare in zip(self.lower[: self.head], self.bare, strict=False):
            if bare in self.facts.bodies:
                return bare
            if word in self.facts.located or bare in self.facts.role_words:
                return None
        return None

    def _is_role_of(self) -> bool:
        """Whether people open the phrase by their role, and where or whose they are follows."""
        first = self.lower[0]
        several = first in self.facts.role_words and first.endswith(self.facts.plural)
        return several and not self.facts.attached.isdisjoint(self.lower[1:2])

    def _all_names(self) -> bool:
        """Whether the phrase, its article aside, is one name: capitals, and what joins them."""
        first = self._opening()
        pairs = zip(self.words[first : self.head], self.lower[first : self.head], strict=True)
        return all(w[0].isupper() or w[0].isdigit() or low in self.facts.joins for w, low in pairs)

    def _opening(self) -> int:
        """How many words stand before a name: its article, and what only describes a body.

        "The powerful Harbour Council" is the Harbour Council, but "the ruling party in Goris" has no name.
        """
        facts, lower = self.facts, self.lower
        first = at = 1 if lower[0] in facts.definite else 0
        while at < self.head and self.words[at].islower():
            known = lower[at] in facts.role_words or lower[at] in facts.joins or lower[at] in facts.bodies
            if known or lower[at] != self.bare[at] or lower[at] in facts.closed:
                return first
            at += 1
        if at == first or at in self.apart or lower[at : at + 1] == []:
            return first
        named = [self.words[n][0].isupper() and lower[n] in facts.bodies for n in range(at + 1, self.head)]
        return at if any(named) else first

    def on(self, date: str | None) -> Description:
        """The same as on a date: a place whose affiliation ended may have none."""
        if self.place is None or self.place.until is None:
            return self
        place = self.place.on(date)
        if place is self.place:
            return self
        if self._without_side is None:
            self._without_side = self._with(self.role, place, self.office)
        return self._without_side

    def completed(self, other: Description) -> Description:
        """The same, with the role, place and office of another description where this one has none."""
        return self._with(self.role or other.role, self.place or other.place, self.office or other.office)

    def _with(self, role: str | None, place: Place | None, office: str | None) -> Description:
        found = Description(self.words, self.facts, self.actors, self.apart)
        found.role, found.place, found.office = role, place, office
        return found

    def title(self) -> str:
        """The phrase without its article and without "Russian-backed" and the like."""
        if self._title is None:
            self._title = self._without_article()
        return self._title

    def _without_article(self) -> str:
        words = self.words[: min(self.head, *self.apart) if self.apart else self.head]
        first = self._opening()
        words = words[first:] if first < len(words) else words
        if len(words) > 1 and words[0].rpartition("-")[2] in self.facts.backed:
            words = words[1:]
        return " ".join([*words[:-1], self.facts.bare(words[-1])])

    def _place(self) -> Place | None:
        """The first place that tells a side, or the first of all: "Shushi, Artsakh" tells one."""
        first: tuple[int, Place] | None = None
        for index, word in enumerate(self.words):
            if self.lower[index] in self.facts.relatives or self.lower[index] in self.facts.origins:
                break  # "who covers Armenia", "born in Baku": a place in there places nobody
            if word[0].isupper() and not self._is_topic(index):
                key = fold(self.facts.bare(word))
                head, _, tail = key.partition("-")
                found = self.actors.places.get(key)
                if found is None and not (tail in self.facts.backed or tail in self.facts.origins):
                    found = self.actors.places.get(head)
                if found is not None and not (found.adjective and self._stands_in_a_name(index)):
                    first = first or (index, found)
                    if found.affiliation is not None:
                        return self._placed(index, found)
        return None if first is None else self._placed(*first)

    def _placed(self, index: int, place: Place) -> Place:
        self.place_index = index
        self.located = index > 0 and self.lower[index - 1] in self.facts.located
        self.shared = self._shared(index, place)
        return place

    def _is_topic(self, index: int) -> bool:
        """Whether what stands here is what somebody speaks about or is sent to: "an expert on Armenia"."""
        return self._before_article(index) in self.facts.topical

    def _before_article(self, index: int) -> str:
        """The word that stands before another one, articles aside; an empty text at the head."""
        before = index - 1
        while before > 0 and self.lower[before] in self.facts.definite:
            before -= 1
        return self.lower[before] if before >= 0 else ""

    def _stands_in_a_name(self, index: int) -> bool:
        """Whether a capitalised word follows: "Western Azerbaijan", not "a Western diplomat"."""
        return self.words[index + 1 : index + 2] != [] and self.words[index + 1][0].isupper()

    def _shared(self, index: int, first: Place) -> bool:
        """Whether a second place of another affiliation is joined to the first ("Baku and Ankara")."""
        joint = next(
            (
                at
                for at in range(index + 1, index + 3)
                if self.lower[at : at + 1] != [] and self.lower[at] in self.facts.joint
            ),
            0,
        )
        if not joint:
            return False
        for at in range(joint + 1, min(joint + 5, len(self.words))):
            if self.lower[at] in self.facts.attached:
                return False  # "Baku and the envoys from Yerevan"
            other = self.actors.places.get(fold(self.facts.bare(self.words[at])))
            if other is not None and self.words[at][0].isupper():
                return other.affiliation != first.affiliation
        return False

    def _office(self) -> str | None:
        """The office that the words name; a former minister or a deputy holds another one or none."""
        if self.facts.office_words.isdisjoint(self.bare) or self._is_kin():
            return None
        text = f" {' '.join(self.bare[: self.head])} "
        for words, office in self.facts.offices:
            before, found, _ = text.partition(f" {words} ")
            if found:
                ahead = before.split()
                last = len(ahead) + len(words.split()) - 1
                theirs = bool(self.facts.out_of_office & set(ahead[-3:])) or self._is_behind(len(ahead))
                return None if theirs or self._owns_what_follows(last) else office
        return None

    def _owns_what_follows(self, index: int) -> bool:
        """Whether a word is a possessive before a noun: "the prime minister's office", "the mayor's wife"."""
        follows = index + 1 < self.head and index + 1 not in self.apart
        return follows and self.lower[index] != self.bare[index]

    def _is_behind(self, index: int) -> bool:
        """Whether "of" or the like stands before a word between the same commas: "aides to the minister"."""
        start = max((at for at in self.apart if at <= index), default=0)
        return not self.facts.attached.isdisjoint(self.lower[start:index])

    def _is_kin(self) -> bool:
        """Whether the wife or a brother of somebody speaks, who is another person."""
        return not self.facts.kin.isdisjoint(self.lower[: self.head])

    def _find_actor(self) -> Actor | None:
        """A registered name in the phrase: the source itself, or whose lawyer or statement it is."""
        size = self.head
        for index in range(size):
            if index in self._owners or not self.words[index][0].isupper():
                continue
            if not self._may_open_a_name(index):
                continue
            for end in range(min(size, index + 8), index, -1):
                actor, as_owner = self._listed(index, end)
                if actor is None or (end == index + 1 and self._is_namesake(index, actor)):
                    continue
                owned = end < size and (as_owner or self._is_role(end))
                owned = owned or (not actor.body and self._is_anothers(index, end))
                if self.role == "document" and self._is_where(index):
                    break  # "a declaration at the White House"
                if (owned or self._is_attached(index)) and self.role != "document":
                    self.owner = self.owner or actor
                    self._owners.update(range(index, end))
                else:
                    self.is_surname = end == index + 1 and self.office is None and self.place is None
                    return actor
                break
        return None

    def _is_anothers(self, index: int, end: int) -> bool:
        """Whether a noun follows a person's name between the same commas: "an Aliyev aide".

        Only where an article stands first, or the noun is a body or several people: "Pashinyan allies".
        """
        facts = self.facts
        if end >= self.head or end in self.apart or not facts.modifiers or not self.words[end].islower():
            return False
        last = next((at for at in range(end, self.head) if self._ends_noun(at)), self.head) - 1
        if last < end:
            return False
        opens = index > 0 and self.lower[0] in facts.definite | facts.indefinite
        noun = self.lower[last]
        return opens or noun in facts.bodies or (noun.endswith(facts.plural) and noun not in facts.closed)

    def _ends_noun(self, index: int) -> bool:
        word = self.lower[index]
        return index in self.apart or word in self.facts.prepositions or word in self.facts.joint

    def _listed(self, index: int, end: int) -> tuple[Actor | None, bool]:
        """Whose name these words are in the registry, and whether a possessive ending was taken off.

        As they stand first: what looks like an ending may belong to the name, as "in" in "Putin".
        """
        forms, words = self.actors.by_form, self.words[index:end]
        for stem in self.facts.stems(words[-1]):
            actor = forms.get(fold(" ".join([*words[:-1], stem])))
            if actor is not None:
                return actor, stem != words[-1]
        return None, False

    def _may_open_a_name(self, index: int) -> bool:
        """Whether a registered name begins with this word, with or without a possessive ending."""
        return any(fold(stem) in self.actors.opening for stem in self.facts.stems(self.words[index]))

    def _is_namesake(self, index: int, actor: Actor) -> bool:
        """Whether a surname stands after the first name of somebody else: "Renat Aliyev"."""
        known = fold(actor.name).split()
        surname = fold(self.facts.bare(self.words[index]))
        if actor.body and index and " " not in surname:
            # "Michael Bloomberg" and "Mr. Bloomberg" are not the agency.
            before = self.lower[index - 1]
            return before in self.facts.gendered or fold(before) in given_names()
        if len(known) < 2 or surname == known[0] or not self._is_name(index - 1, False) or not index:
            return False
        before = self.words[index - 1]
        if before != self.facts.bare(before) or self.lower[index - 1] in self.facts.closed:
            return False
        return not any(word.startswith(fold(before)) or fold(before) in word for word in known)

    def _is_attached(self, index: int) -> bool:
        """Whether "of" or the like stands before a name, its article, adjectives and office aside.

        "The government of Armenian Prime Minister X", but "Secretary of State X".
        """
        before, titled = index - 1, False
        while before > 0:
            word = self.lower[before]
            office = self._tells_office(before)
            hyphened = "-" in word and word not in self.facts.joins
            if not (office or hyphened or word in self.facts.definite):
                break
            titled = titled or office
            before -= 1
        if before < 0 or self.lower[before] not in self.facts.attached:
            return False
        return not titled or (self.office is None and before > 0 and self.words[before - 1].islower())

    def _tells_office(self, index: int) -> bool:
        """Whether a capitalised word is a title or a place, as before a name: "Armenian Prime Minister"."""
        titled = self.lower[index] in self.facts.titles or fold(self.bare[index]) in self.actors.places
        return titled and self.words[index][0].isupper()

    def _is_where(self, index: int) -> bool:
        """Whether a name only tells where a document was made."""
        before = self._before_article(index)
        return before in self.facts.located and before not in self.facts.informants

    def _is_role(self, index: int) -> bool:
        """Whether a noun for a person follows: "an EU monitor" is not the Union, its "agency" is.

        A title counts where a name follows it: "UN Secretary-General Ana Ferreira".
        """
        found = False
        for at in range(index, len(self.words)):
            word = self.words[at]
            bare = self.facts.bare(word)
            if bare.lower() in self.facts.bodies or bare in self.facts.closed:
                return found and bare in self.facts.closed
            if not word[0].islower():
                if not self._is_personal_title(at):
                    # "UN relief chief Ruth Alder": any noun for which a full name stands
                    return found or (at > index and self._is_full_name(at))
                return (
                    self._is_name(at + 1, False) or self._is_role(at + 1)
                    if at + 1 < len(self.words)
                    else found
                )
            found = found or self.facts.roles.get(bare, "document") != "document"
        return found

    def _is_full_name(self, index: int) -> bool:
        """Whether two words of a name stand here, or more."""
        follows = index + 1 < self.head and index + 1 not in self.apart
        return follows and self._is_name(index, False) and self._is_name(index + 1, True)

    def _is_personal_title(self, index: int) -> bool:
        """Whether a capitalised word is a title or names what somebody is: "Special", "Ambassador"."""
        lower = self.lower[index]
        role = self.facts.roles.get(lower, "document")
        return lower in self.facts.titles or role not in ("document", "media")

    def _name(self) -> str:
        """The first run of capitalised words that is a person's name, without titles."""
        best = ""
        index, size = 0, self.head  # "a baker who knows Ruth Alder" is not she
        while index < size:
            run: list[str] = []
            first = index
            while index < size and self._is_name(index, bool(run)) and not (run and index in self.apart):
                run.append(self.words[index])
                index += 1
            if not run:
                index += 1
                continue
            while run and run[-1].lower() in self.facts.particles:
                run.pop()
            owned = bool(run) and self.facts.bare(run[-1]) != run[-1] and index < size
            if run:
                run[-1] = self.facts.bare(run[-1])
            follows = self.bare[index] if index < size else ""
            attached = self._follows_attached(first)
            titled = first > 0 and self.lower[first - 1] in self.facts.honorifics
            usable = run and not owned and not attached and follows not in self.facts.bodies
            if usable and (len(run) > 1 or titled or first == 0 or self.role is not None):
                if len(run) == 1 and not titled and first == 0 and self.head > 1 and self.role is None:
                    continue
                if len(run) == 1 and not titled and self._runs_on(first, index):
                    continue
                if len(run) == 1 and first and self.lower[first - 1] in self.facts.joint:
                    continue  # "prosecutors in Goris, Kapan and Meghri"
                if len(run) == 1 and run[0].isupper() and len(run[0]) > 1 and not self._is_mr(first - 1):
                    continue  # an acronym
                if self._only_describes(index) or self._opens_a_title(first, index):
                    continue
                name = " ".join(run)
                if len(run) > 1 and not self._places_an_office(first, index):
                    return name
                best = best or name
        return best

    def _is_mr(self, index: int) -> bool:
        return index >= 0 and self.lower[index] in self.facts.gendered

    def _only_describes(self, index: int) -> bool:
        """Whether a noun and then a name follow capitals: "Open Roads leader Ruth Alder"."""
        facts, at = self.facts, index
        while at < self.head and self.words[at].islower() and at not in self.apart:
            if self.lower[at] in facts.attached | facts.located | facts.joins:
                return False
            at += 1
        return at > index and at not in self.apart and self._is_full_name(at)

    def _opens_a_title(self, first: int, index: int) -> bool:
        """Whether capitals belong to the title behind them: "Human Rights Ombudsman"."""
        if index - first < 2 or index >= self.head or index in self.apart:
            return False
        return self.words[index][0].isupper() and self.facts.roles.get(self.lower[index]) == "state"

    def _places_an_office(self, first: int, index: int) -> bool:
        """Whether capitals tell where an office is: "South Carolina Gov. Ruth Alder"."""
        last = index
        while last < len(self.words) and self._is_personal_title(last) and self.words[last][0].isupper():
            last += 1
        return index < last < len(self.words) and last not in self.apart and self._is_name(last, False)

    def _runs_on(self, first: int, index: int) -> bool:
        """Whether the phrase goes on behind one word, which a capital then does not make a name:
        "Ethnic Armenian officials", "a former Democratic aide"; but "Garik from Aghdara"."""
        if index >= len(self.lower) or index in self.apart:
            return False
        opens = first == 0 or (first == 1 and self.lower[0] in self.facts.definite | self.facts.indefinite)
        if not opens and self.lower[index] in self.facts.attached:
            return False  # "spokesman Alder of the ministry", but "Representatives of the residents"
        return self.lower[index] not in self.facts.located | self.facts.relatives

    def _follows_attached(self, index: int) -> bool:
        """Whether "of" stands before a name, its titles aside: "Ministry of Foreign Affairs"."""
        before = index - 1
        while before > 0 and (
            self.lower[before] in self.facts.definite
            or before in self._owners
            or (self.words[before][0].isupper() and self.lower[before] in self.facts.titles)
        ):
            before -= 1
        return before >= 0 and self.lower[before] in self.facts.attached

    def _is_name(self, index: int, inside: bool) -> bool:
        word, lower = self.words[index], self.bare[index]
        if inside and lower in self.facts.particles:
            return True
        if not word[0].isupper() or word[0].isdigit() or index in self._owners:
            return False
        if lower.rpartition("-")[2] in self.facts.origins:
            return False
        if lower in self.facts.titles or lower in self.facts.bodies or lower in self.facts.closed:
            return False
        return not (fold(self.facts.bare(word)) in self.actors.places or lower in self.facts.role_words)
