"""Who a source is: names, titles and pronouns linked inside the article and to the registry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from framing.actors import Actor, Actors, Place, fold, load_actors
from framing.language import load_language


class Identity(NamedTuple):
    """Who speaks. What the article does not say and the registry does not know is None."""

    entity: str | None = None
    affiliation: str | None = None
    role: str | None = None
    anonymous: bool = False


NOBODY = Identity()


class Resolver:
    """Resolves the sources of one article, in the order of its text.

    What one source says of itself ("Armenian Foreign Minister Ara Aivazian") serves the later ones
    ("the minister", "he", "Mr. Aivazian"). A title without a name is looked up by the article's
    date. Known failures: "he" after a person who was named but never quoted; two people of one
    surname; a firm whose name looks like a person's.
    """

    def __init__(self, text: str, date: str | None, language: str) -> None:
        self.text = text
        self.date = date
        self.actors = load_actors()
        self.language = language
        self.facts = _facts(language)
        self.reviewed = load_language(language).reviewed
        #: By folded surname, by office and place, and in the order in which they spoke.
        self.people: dict[str, _Person] = {}
        self.offices: dict[tuple[str, str | None], _Person] = {}
        self.recent: list[_Person] = []
        #: Everybody who spoke, once each, whoever spoke last at the end.
        self.spoken: dict[int, _Person] = {}
        self.bodies: dict[str, Identity] = {}
        self.unnamed_bodies: set[str] = set()
        self.last = NOBODY
        self.brackets: dict[str, int] | None = None

    def resolve(self, source: str, around: str = "", *, before: str = "") -> Identity:
        """The identity behind a source's words.

        `around` is its sentence ("on condition of …"), `before` its paragraph up to the source.
        """
        words = _WORD.findall(source)
        while len(words) > 1 and words[-1].lower() in self.facts.relatives:
            words.pop()
        if not words:
            return NOBODY
        if len(words) == 1 and words[0].lower() in self.facts.pronouns:
            identity = self._pronoun(words[0].lower(), before)
        else:
            identity = self._described(_phrase(tuple(words), self.language))
        if not self.reviewed and fold(identity.entity or "") not in self.actors.by_form:
            # An inflected name is no canonical name, and only a reader of the language can tell.
            identity = identity._replace(entity=None)
        if identity.entity is None and not identity.anonymous:
            lower = around.lower()
            if any(p in lower for p in self.facts.anonymity):
                identity = identity._replace(anonymous=True)
        if identity != NOBODY:
            self.last = identity
        return identity

    def _pronoun(self, word: str, before: str) -> Identity:
        if word in self.facts.he:
            gender = word in self.facts.she
            person = self._subject(before, gender)
            if person is None and self.last.anonymous and self.last.entity is None:
                return self.last
            for candidate in [person] if person else list(reversed(self.recent[-4:])):
                if candidate.female is None:
                    candidate.female = gender
                if candidate.female == gender:
                    self._spoke(candidate)
                    return candidate.identity()
            return NOBODY
        if word in self.facts.they or word in self.facts.it:
            named = self.last.entity is not None and self.last not in self.bodies.values()
            return NOBODY if named and self.last.role != "document" else self.last
        return NOBODY

    def _subject(self, before: str, gender: bool) -> _Person | None:
        """The person whose name opens the nearest sentence of the paragraph before a pronoun."""
        for sentence in reversed(before[-600:].split(". ")):
            words = _WORD.findall(sentence)[:6]
            for size in range(len(words), 0, -1):
                if words[size - 1][0].isupper():
                    person = self.people.get(fold(_bare(words[size - 1])))
                    if person is not None and person.female in (None, gender):
                        return person
        return None

    def _described(self, phrase: _Phrase) -> Identity:
        if phrase.actor is not None:
            return self._registered(phrase, phrase.actor)
        if phrase.name and phrase.role != "document":
            return self._named(phrase)
        if phrase.office is not None:
            found = self._in_office(phrase.office, phrase.place)
            if found is not None:
                return found
        definite = phrase.lower[0] in self.facts.definite
        if definite and phrase.place is None and phrase.role != "document":
            person = self._by_noun(phrase)
            if person is not None:
                self._spoke(person)
                return person.identity()
        affiliation = self._affiliation(phrase)
        if phrase.role == "document":
            return Identity(None, affiliation, "document", False)
        indefinite = phrase.lower[0] in self.facts.indefinite
        if not phrase.is_people and not indefinite and (phrase.body or phrase.is_capital or phrase.proper):
            return self._institution(phrase, definite)
        if phrase.is_people:
            return Identity(None, affiliation, phrase.role or "civilian", True)
        anonymous = phrase.lower[0] in self.facts.indefinite or (phrase.role is not None and not definite)
        return Identity(None, affiliation, phrase.role, anonymous)

    def _registered(self, phrase: _Phrase, actor: Actor) -> Identity:
        if phrase.role == "document":
            return Identity(actor.name, actor.affiliation, "document", False)
        key = fold(actor.name.split()[-1])
        person = self.people.get(key)
        if person is None or person.name != actor.name:
            person = _Person(actor.name, actor.affiliation, actor.role)
            self.people[key] = person
            for form in (actor.name, *actor.forms):
                self.people.setdefault(fold(form.split()[-1]), person)
        person.learn(phrase)
        for title, place, *_ in actor.offices:
            person.nouns.update(title.split())
            if phrase.office == title:
                self.offices[title, place] = person
        self._hold(person, phrase)
        self._spoke(person)
        return person.identity()

    def _named(self, phrase: _Phrase) -> Identity:
        name = phrase.name
        person = self.people.get(fold(name.split()[-1]))
        if person is not None and (" " not in name or fold(name) == fold(person.name)):
            pass
        else:
            if " " not in name:
                name, before = self._first_mention(name)
                if before:
                    mention = _phrase(tuple(_WORD.findall(before + " " + name)), self.language)
                    if mention.actor is not None:
                        return self._registered(phrase, mention.actor)
                    phrase.role = phrase.role or mention.role
                    phrase.place = phrase.place or mention.place
                    phrase.office = phrase.office or mention.office
            actor = self.actors.by_form.get(fold(name))
            if actor is not None:
                return self._registered(phrase, actor)
            person = _Person(name, self._affiliation(phrase), phrase.role)
            self.people[fold(name.split()[-1])] = person
        person.learn(phrase)
        if person.affiliation is None:
            person.affiliation = self._affiliation(phrase)
        person.role = person.role or phrase.role
        self._hold(person, phrase)
        self._spoke(person)
        return person.identity()

    def _hold(self, person: _Person, phrase: _Phrase) -> None:
        if phrase.office is not None:
            place = phrase.place.id if phrase.place else None
            self.offices[phrase.office, place] = person
            self.offices[phrase.office, None] = person

    def _spoke(self, person: _Person) -> None:
        if not self.recent or self.recent[-1] is not person:
            self.recent.append(person)
            self.spoken.pop(id(person), None)
            self.spoken[id(person)] = person

    def _first_mention(self, surname: str) -> tuple[str, str]:
        """The full name of a surname at its first mention, and the capitalised words before it."""
        at = self.text.find(surname)
        while at >= 0:
            line = self.text.rfind("\n", 0, at) + 1
            before = self.text[max(line, at - 80) : at]
            words = before.replace("—", " — ").replace("–", " – ").split()
            names: list[str] = []
            while words and words[-1][:1].isupper() and words[-1][-1] not in ',.;:!?”"':
                bare = words[-1].lower()
                if bare in self.facts.titles or fold(_bare(words[-1])) in self.actors.places:
                    break
                names.insert(0, words.pop())
            if 0 < len(names) <= 3:
                lead: list[str] = []
                while words and words[-1][:1].isupper() and words[-1][-1] not in ",.;:!?":
                    lead.insert(0, words.pop())
                return " ".join([*names, surname]), " ".join(lead)
            return surname, ""
        return surname, ""

    def _in_office(self, office: str, place: Place | None) -> Identity | None:
        title = office
        if office == "leader":
            if place is None or place.leader is None:
                return None
            title = place.leader
        person = self.offices.get((title, place.id if place else None))
        if person is not None:
            self._spoke(person)
            return person.identity()
        if place is None:
            return None
        actor = self.actors.holder(title, place.id, self.date)
        if actor is None:
            return Identity(None, place.affiliation, "state", False)
        person = _Person(actor.name, actor.affiliation, actor.role, set(title.split()))
        self.people.setdefault(fold(actor.name.split()[-1]), person)
        self.offices[title, place.id] = person
        self.offices[title, None] = person
        self._spoke(person)
        return person.identity()

    def _by_noun(self, phrase: _Phrase) -> _Person | None:
        nouns = {w for w in phrase.lower[1:] if w in self.facts.role_words}
        if not nouns:
            return None
        for person in reversed(self.spoken.values()):
            if nouns <= person.nouns:
                return person
        return None

    def _institution(self, phrase: _Phrase, definite: bool) -> Identity:
        body = phrase.body
        if definite and body is not None and phrase.place is None and not phrase.proper:
            known = self.bodies.get(body) or self._first_body(body)
            return known or Identity(None, None, phrase.role, False)
        name = self._full_form(phrase.title())
        role = phrase.role or ("state" if phrase.is_capital else None)
        identity = Identity(name or None, self._affiliation(phrase), role, False)
        actor = self.actors.by_form.get(fold(name))
        if actor is not None:
            identity = Identity(actor.name, actor.affiliation, actor.role, False)
        if body is not None:
            self.bodies[body] = identity
        return identity

    def _first_body(self, body: str) -> Identity | None:
        """The institution that the text names in full before it says "the ministry"."""
        if body in self.unnamed_bodies:
            return None
        self.unnamed_bodies.add(body)
        at = self.text.find(body.capitalize())
        if at < 0:
            return None
        line = self.text.rfind("\n", 0, at) + 1
        stop = self.text.find("\n", at)
        before = _WORD.findall(self.text[max(line, at - 40) : at])
        after = _WORD.findall(self.text[at : at + 90 if stop < 0 else min(stop, at + 90)])
        words: list[str] = []
        for word in reversed(before):
            if not word[0].isupper() or word.lower() in self.facts.closed:
                break
            words.insert(0, word)
        for word in after:
            if not (word[0].isupper() or word in self.facts.joins or word == "the"):
                break
            words.append(word)
        while words and not words[-1][0].isupper():
            words.pop()
        if len(words) < 2:
            return None
        phrase = _phrase(tuple(words), self.language)
        if phrase.actor is not None:
            identity = Identity(phrase.actor.name, phrase.actor.affiliation, phrase.actor.role, False)
        else:
            identity = Identity(phrase.title(), self._affiliation(phrase), phrase.role, False)
        self.bodies[body] = identity
        return identity

    def _full_form(self, name: str) -> str:
        """An acronym's full form where the text explains it: "Full Name (FN)"."""
        if not (name.isupper() and 2 <= len(name) <= 8):
            return name
        at = self._bracketed().get(name)
        if at is None:
            return name
        words = self.text[max(0, at - 120) : at].split()
        wanted = len(name)
        for size in range(wanted, min(wanted + 5, len(words)) + 1):
            chosen = words[-size:]
            initials = "".join(w[0] for w in chosen if w[0].isupper())
            if initials == name and chosen[0][0].isupper():
                return " ".join(chosen)
        return name

    def _bracketed(self) -> dict[str, int]:
        """Where a short text first stands in brackets; one search serves all acronyms."""
        if self.brackets is None:
            self.brackets = {}
            for match in _BRACKETED.finditer(self.text):
                self.brackets.setdefault(match[1], match.start())
        return self.brackets

    def _affiliation(self, phrase: _Phrase) -> str | None:
        if phrase.owner is not None:
            return phrase.owner.affiliation
        if phrase.place is None or phrase.shared:
            return None
        if phrase.located and phrase.role == "expert":
            return "independent"
        if phrase.located and phrase.role not in ("civilian", "civil_society", "state", "military"):
            return None
        return phrase.place.affiliation


@dataclass(slots=True)
class _Person:
    name: str
    affiliation: str | None
    role: str | None
    nouns: set[str] = field(default_factory=set)
    female: bool | None = None

    def identity(self) -> Identity:
        return Identity(self.name, self.affiliation, self.role, False)

    def learn(self, phrase: _Phrase) -> None:
        self.nouns.update(w for w in phrase.lower if w in phrase.facts.role_words)
        for word in phrase.lower[:2]:
            if word in phrase.facts.gendered:
                self.female = phrase.facts.gendered[word]


_WORD = re.compile(r"\w+(?:[.’'\-&]\w+)*")
_BRACKETED = re.compile(r"\(([^()]{2,8})\)")
_POSSESSIVE = ("’s", "'s", "’", "'")


def _phrase(words: tuple[str, ...], language: str) -> _Phrase:
    phrase = _Phrase.__new__(_Phrase)
    phrase.__dict__.update(_read_phrase(words, language).__dict__)
    return phrase


@lru_cache(maxsize=20_000)
def _read_phrase(words: tuple[str, ...], language: str) -> _Phrase:
    return _Phrase(list(words), _facts(language), load_actors())


class _Phrase:
    """What the words of a source say: name, office, place, role, body."""

    def __init__(self, words: list[str], facts: _Facts, actors: Actors) -> None:
        self.words = words
        self.facts = facts
        self.actors = actors
        self.lower = [w.lower() for w in words]
        self.located = self.shared = False
        self.place_index = -1
        self.place = self._place()
        self.role = self._role()
        self.office = self._office()
        self.actor: Actor | None = None
        self.owner: Actor | None = None
        self.name = ""
        self._find_actor()
        if self.actor is None:
            self.name = self._name()
        self.body = self._body()
        first = words[0]
        self.is_capital = len(words) <= 2 and fold(_bare(words[-1])) in actors.capitals
        named = any(w[0].isupper() for w in words[1:]) or (first[0].isupper() and self.role is None)
        self.proper = named and self.lower[0] not in facts.indefinite and self._all_names()
        self.is_people = (
            self.place is not None
            and _bare(self.lower[self.place_index]).endswith("s")
            and self.role in (None, "unnamed")
            and self.body is None
            and self.lower[0] not in facts.definite
        )

    def _body(self) -> str | None:
        """The noun that makes the phrase an institution; "a volunteer at the center" is none."""
        for word in self.lower:
            bare = _bare(word)
            if bare in self.facts.bodies:
                return bare
            if word in self.facts.located or bare in self.facts.role_words:
                return None
        return None

    def _all_names(self) -> bool:
        """Whether the phrase, its article aside, is one name: capitals, and what joins them."""
        rest = self.lower[1:] if self.lower[0] in self.facts.definite else self.lower
        words = self.words[-len(rest) :] if rest else []
        pairs = zip(words, rest, strict=True)
        return all(w[0].isupper() or w[0].isdigit() or low in self.facts.joins for w, low in pairs)

    def title(self) -> str:
        """The phrase without its article and what follows a comma."""
        words = self.words[1:] if self.lower[0] in self.facts.definite and len(self.words) > 1 else self.words
        return " ".join([*words[:-1], _bare(words[-1])])

    def _place(self) -> Place | None:
        for index, word in enumerate(self.words):
            if word[0].isupper():
                key = fold(_bare(word))
                found = self.actors.places.get(key) or self.actors.places.get(key.partition("-")[0])
                if found is not None:
                    self.place_index = index
                    self.located = index > 0 and self.lower[index - 1] in self.facts.located
                    self.shared = self._shared(index, found)
                    return found
        return None

    def _shared(self, index: int, first: Place) -> bool:
        """Whether a second place of another affiliation is joined to the first ("Baku and Yerevan")."""
        joints = self.lower[index + 1 : index + 3]
        for word, joint in zip(self.words[index + 2 : index + 4], joints, strict=False):
            other = self.actors.places.get(fold(_bare(word)))
            if joint == "and" and other is not None and other.affiliation != first.affiliation:
                return True
        return False

    def _role(self) -> str | None:
        for index in range(len(self.lower)):
            for size in (4, 3, 2, 1):
                if index + size <= len(self.lower):
                    words = [*self.lower[index : index + size - 1], _bare(self.lower[index + size - 1])]
                    role = self.facts.roles.get(" ".join(words))
                    if role is not None:
                        return role
        return None

    def _office(self) -> str | None:
        text = f" {' '.join(_bare(w) for w in self.lower)} "
        for words, office in self.facts.offices:
            if f" {words} " in text:
                return office
        return None

    def _find_actor(self) -> None:
        """A registered name in the phrase: the source itself, or whose lawyer or statement it is."""
        size = len(self.words)
        for index in range(size):
            if not self.words[index][0].isupper():
                continue
            for end in range(min(size, index + 8), index, -1):
                last = self.words[end - 1]
                actor = self.actors.by_form.get(fold(" ".join([*self.words[index : end - 1], _bare(last)])))
                if actor is None:
                    continue
                owned = _bare(last) != last and end < size
                attached = index > 0 and self.lower[index - 1] in self.facts.attached
                if (owned or attached) and self.role != "document":
                    self.owner = self.owner or actor
                else:
                    self.actor = actor
                    return
                break

    def _name(self) -> str:
        """The first run of capitalised words that is a person's name, without titles."""
        best = ""
        index, size = 0, len(self.words)
        while index < size:
            run: list[str] = []
            first = index
            while index < size and self._is_name(index, bool(run)):
                run.append(self.words[index])
                index += 1
            if not run:
                index += 1
                continue
            while run and run[-1].lower() in self.facts.particles:
                run.pop()
            owned = bool(run) and _bare(run[-1]) != run[-1] and index < size
            if run:
                run[-1] = _bare(run[-1])
            follows = _bare(self.lower[index]) if index < size else ""
            attached = first > 0 and self.lower[first - 1] in self.facts.attached
            titled = first > 0 and self.lower[first - 1] in self.facts.honorifics
            usable = run and not owned and not attached and follows not in self.facts.bodies
            if usable and (len(run) > 1 or titled or first == 0 or self.role is not None):
                if len(run) == 1 and not titled and first == 0 and size > 1 and self.role is None:
                    continue
                if len(run) == 1 and run[0].isupper() and len(run[0]) > 1:
                    continue
                name = " ".join(run)
                if len(run) > 1:
                    return name
                best = best or name
        return best

    def _is_name(self, index: int, inside: bool) -> bool:
        word, lower = self.words[index], _bare(self.lower[index])
        if inside and lower in self.facts.particles:
            return True
        if not word[0].isupper() or word[0].isdigit():
            return False
        if lower in self.facts.titles or lower in self.facts.bodies or lower in self.facts.closed:
            return False
        return not (fold(_bare(word)) in self.actors.places or lower in self.facts.role_words)


def _bare(word: str) -> str:
    if word.endswith(_POSSESSIVE):
        return word[:-2] if word[-1] in "sS" else word[:-1]
    return word


@dataclass(frozen=True)
class _Facts:
    roles: dict[str, str]
    role_words: frozenset[str]
    offices: tuple[tuple[str, str], ...]
    titles: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    bodies: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    gendered: dict[str, bool]
    joins: frozenset[str]
    they: frozenset[str]
    it: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    located: frozenset[str]
    attached: frozenset[str]
    anonymity: tuple[str, ...]
    closed: frozenset[str]


@cache
def _facts(code: str) -> _Facts:
    data = load_language(code).data
    sources = data.get("sources", {})
    words = data.get("words", {})

    def listed(name: str) -> frozenset[str]:
        return frozenset(sources.get(name, ()))

    roles: dict[str, str] = {}
    for role, text in data.get("roles", {}).items():
        for phrase in text.split("|"):
            roles.setdefault(phrase, role)
    offices = [(words_, title) for title, forms in data.get("offices", {}).items() for words_ in forms]
    he, they, it = listed("he"), listed("they"), listed("it")
    subjects = frozenset(words.get("subjects", "").split()) | frozenset(words.get("objects", "").split())
    return _Facts(
        roles=roles,
        role_words=frozenset(p for p in roles if " " not in p),
        offices=tuple(sorted(offices, key=lambda o: -len(o[0]))),
        titles=listed("titles"),
        honorifics=listed("honorifics") | listed("titles"),
        particles=listed("particles"),
        bodies=listed("bodies"),
        he=he,
        she=listed("she"),
        gendered=dict.fromkeys(listed("male_titles"), False) | dict.fromkeys(listed("female_titles"), True),
        joins=listed("joins"),
        they=they,
        it=it,
        pronouns=he | they | it | subjects | frozenset(words.get("relatives", "").split()),
        relatives=frozenset(words.get("relatives", "").split()),
        definite=listed("definite"),
        indefinite=listed("indefinite"),
        located=listed("located"),
        attached=listed("attached"),
        anonymity=tuple(sources.get("anonymous", ())),
        closed=frozenset(
            w
            for name in ("determiners", "pronouns", "prepositions", "conjunctions", "subordinators", "times")
            for w in words.get(name, "").split()
        ),
    )
