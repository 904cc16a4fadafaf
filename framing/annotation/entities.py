"""Who a source is: names, titles and pronouns linked inside the article and to the registry."""

from __future__ import annotations

import re
from itertools import islice

from framing.actors import Actor, Place, fold, load_actors
from framing.annotation.descriptions import WORD, Description, read_dated
from framing.annotation.fronted import without_opening
from framing.annotation.fullnames import FullNames
from framing.annotation.genders import full_names, is_woman, may_be_person
from framing.annotation.institutions import Institutions
from framing.annotation.name_cases import as_listed, cases_of
from framing.annotation.party_words import load_party_words
from framing.annotation.persons import NOBODY, UNNAMED, Identity, Person, affiliation_of, joined, role_of
from framing.annotation.source_facts import facts_of
from framing.annotation.source_nouns import (
    are_people_of_a_body,
    before_noun,
    is_named_person,
    is_plural,
    names_only_where,
    single_word,
)
from framing.annotation.speakers import speaker_named_by
from framing.annotation.words import words_of
from framing.language import load_language
from framing.records import Article

#: How far behind a source its sentence is searched for "on condition of …", and before a pronoun
#: the paragraph for a name.
_AFTER, _BEFORE, _PARAGRAPH = 160, 60, 600
#: Who spoke longer ago than this is not whom "he" means in another paragraph.
_RECENT = 1500
#: How many of those who spoke last "the minister" can mean. More than this no article has, and a book would
#: take the longer for each.
_IN_MIND = 100

_ENDS = re.compile(r"[.!?]\s|\n")
#: A dash behind the label of a turn.
_DASHED = (" -", " –", " —")
#: How many words at the head of a sentence may name its subject, and in how many characters they stand.
_AT_HEAD, _HEAD = 6, 60


def _first_words(sentence: str) -> list[str]:
    words: list[str] = WORD.findall(sentence, 0, _HEAD)
    if len(words) <= _AT_HEAD and len(sentence) > _HEAD:
        words = WORD.findall(sentence)  # the last one may have been cut
    return words[:_AT_HEAD]


class Resolver:
    """Resolves the sources of one article, in the order of its text.

    What one source says of itself ("Armenian Foreign Minister Ara Aivazian") serves the later ones
    ("the minister", "he", "Mr. Aivazian"). A title without a name is looked up by the article's
    date. "I" and "we" are the speaker whom the title or the first line of a speech or an interview
    names, and nobody otherwise. Known failures: "he" after a person who was named but never quoted,
    where no listed given name tells that it is one; two people of one surname; a firm whose
    name looks like a person's.
    """

    def __init__(self, article: Article, language: str) -> None:
        self.article = article
        self.date = article.date
        self.actors = load_actors()
        self.language = language
        self.facts = facts_of(language)
        self.reviewed = load_language(language).reviewed
        self.cases = cases_of(language)
        self.past = words_of(language).endings.past
        #: By folded surname, by office and place, and in the order in which they spoke.
        self.people: dict[str, Person] = {}
        self.offices: dict[tuple[str, str | None], Person] = {}
        self.recent: list[Person] = []
        #: Everybody who spoke, once each, whoever spoke last at the end.
        self.spoken: dict[int, Person] = {}
        self.names = FullNames(article.text, language)
        self.institutions = Institutions(self.names, language, article.date)
        self.last = NOBODY
        self.heard = ("", 0)
        #: Whether that was several people, none of whom is "he" or "she".
        self.plural = False
        #: Where the source at hand begins.
        self.place = 0
        self.speaker: Identity | None = None
        #: By title and place, whom the text names in an office.
        self.named_in_office: dict[tuple[str, str | None], Description | None] = {}

    def resolve(
        self, text: str, start: int, end: int, *, quoted: bool = False, speaker: Identity | None = None
    ) -> Identity:
        """The identity behind the source `text[start:end]`, `text` being a field of the article.

        `quoted`: the source stands inside a quotation, where "I" is whoever is quoted. `speaker`: whose
        turn it is in an interview; then "I" is he.
        """
        source = as_listed(text, start, end, self.language) if self.cases else text[start:end]
        self.place = start
        word = single_word(source, self.language)
        facts = self.facts
        if word:
            labels = text[end : end + 1] == ":" or text[end : end + 2] in _DASHED
            if labels and word in facts.asked:
                return NOBODY
            if labels and word in facts.answers:
                return self._first_person()
            if word in facts.first_person:
                if quoted:
                    return NOBODY
                return self._first_person() if speaker is None else speaker
            if word in facts.pointing:
                return NOBODY
        if word in facts.pronouns:
            identity = self._pronoun(word, text, start)
        else:
            described = self._read(source)
            if described is None:
                return NOBODY
            together = self._together(source)
            identity = together or self._described(described)
            self.plural = together is not None or is_plural(described, self.language)
        identity = self._certain(identity)
        if identity.entity is not None:
            name = self.names.with_stops(identity.entity)
            identity = identity if name == identity.entity else identity._replace(entity=name)
        if identity.entity is None and not identity.anonymous and self._asks_for_anonymity(text, start, end):
            identity = identity._replace(anonymous=True)
        if identity != NOBODY:
            self.last, self.heard = identity, (text, start)
        return identity

    def _read(self, words: str) -> Description | None:
        """What these words say of a source on the date of the article."""
        return read_dated(words, self.language, self.date)

    def _together(self, source: str) -> Identity | None:
        """Those who speak as one, "X and Y": with a side and a role only where all have the same.

        Two or more persons, or three or more countries.
        """
        for joint in self.facts.joint:
            if joint not in source:
                continue
            first, found, second = source.partition(f" {joint} ")
            article, _, rest = second.partition(" ")
            if not found or not (rest if article in self.facts.definite else second)[:1].isupper():
                continue
            items = [self._read(words) for words in (*first.split(", "), second)]
            persons = all(d is not None and is_named_person(d) for d in items)
            states = len(items) > 2 and all(d is not None and (d.is_country or d.is_capital) for d in items)
            if persons or states:
                return joined([self._described(d) for d in items if d is not None], joint)
        return None

    def _certain(self, identity: Identity) -> Identity:
        """Without the name where the language is not reviewed and the registry does not know it.

        An inflected name is no canonical name, and only a reader of the language can tell.
        """
        if self.reviewed or fold(identity.entity or "") in self.actors.by_form:
            return identity
        return identity._replace(entity=None)

    def _asks_for_anonymity(self, text: str, start: int, end: int) -> bool:
        around = text[max(0, start - _BEFORE) : end + _AFTER].partition("\n")[0].lower()
        return any(phrase in around for phrase in self.facts.anonymity)

    def _first_person(self) -> Identity:
        if self.speaker is None:
            named = speaker_named_by(self.article, self.language)
            self.speaker = NOBODY
            if named is not None:
                identity = self._certain(self._described(named))
                if identity.entity is not None and identity.role not in ("document", "media"):
                    self.speaker = identity
        return self.speaker

    def _pronoun(self, word: str, text: str, start: int) -> Identity:
        if word in self.facts.he:
            gender = word in self.facts.she
            near = max(0, start - _PARAGRAPH)
            before = without_opening(
                text[max(near, text.rfind("\n", near, start) + 1) : start], self.language
            )
            person = self._subject(before, gender)
            unnamed = self.last.anonymous and self.last.entity is None and not self.plural
            if person in (None, UNNAMED) and unnamed:
                return self.last
            return NOBODY if person is UNNAMED else self._of_gender(person, gender, before)
        if word in self.facts.it and self.last.anonymous:
            return NOBODY
        if word in self.facts.it and self.last in self.institutions.governments:
            # "Armenia warned that …, because of what it called …": a country is "it" in its sentence.
            field, place = self.heard
            return self.last if field is text and not _ENDS.search(text, place, start) else NOBODY
        if word in self.facts.they or word in self.facts.it:
            named = self.last.entity is not None and self.last not in self.institutions.bodies
            return NOBODY if named and self.last.role != "document" else self.last
        return NOBODY

    def _of_gender(self, subject: Person | None, gender: bool, before: str) -> Identity:
        """Whom "he" or "she" means: the nearest person known to be one, and nobody where it could be two.

        Somebody whose gender nothing tells is meant only where no other person is in reach: neither
        one who spoke before, nor one whom the paragraph `before` the pronoun names. The only one of
        this gender whom that paragraph names comes before all who spoke earlier.
        """
        gendered = bool(self.facts.she)
        recent = [p for p in reversed(self.recent[-4:]) if not p.body and self.place - p.place <= _RECENT]
        reach = [subject, *recent] if subject is not None else recent
        persons = [p for p in reach if may_be_person(p.name, self.language)]
        named = [name for name in full_names(before) if is_woman(name) == gender] if gendered else []
        if len(set(named)) == 1:
            only = self._read(named[0])
            if only is not None:
                return self._described(only)
        for number, person in enumerate(persons):
            if person.female is None and gendered:
                person.female = is_woman(person.name)
            if gendered and person.female not in (None, gender):
                continue
            others = {fold(p.name) for p in persons if p is not person}
            unsure = gendered and person.female is None
            if unsure and (number or others):
                return NOBODY
            if any(fold(name) != fold(person.name) for name in named[-1:]):
                return NOBODY
            if gendered:
                person.female = gender
            self._spoke(person)
            return person.identity()
        return NOBODY

    def _subject(self, before: str, gender: bool) -> Person | None:
        """The person whose name opens the nearest sentence of the paragraph before a pronoun.

        Somebody who has not spoken yet counts where the full name is the subject of a verb.
        """
        for sentence in reversed(before.split(". ")):
            words = _first_words(sentence)
            for size in range(len(words), 0, -1):
                if words[size - 1][0].isupper():
                    person = self.people.get(fold(self.facts.bare(words[size - 1])))
                    if person is not None and self._fits(person, gender):
                        return person
            person = self._introduced(words)
            if person is not None and self._fits(person, gender):
                return person
            person = self._by_noun_at_head(words)
            if person is not None:
                return person
        return None

    def _fits(self, person: Person, gender: bool) -> bool:
        if person.body or not may_be_person(person.name, self.language):
            return False
        known = is_woman(person.name) if person.female is None else person.female
        return not self.facts.she or known in (None, gender)

    def _by_noun_at_head(self, words: list[str]) -> Person | None:
        """Whom "The aunt was …" means at the head of a sentence; `UNNAMED` where the text names nobody."""
        if not self.reviewed or len(words) < 3 or any(word[0].isupper() for word in words[1:3]):
            return None
        first, classes = words[0].lower(), words_of(self.language).classes
        if first not in self.facts.definite and first not in self.facts.indefinite:
            return None
        if words[1] not in load_party_words().persons:
            return None
        if classes.get(words[2]) not in ("A", "V") and not words[2].endswith(self.past):
            return None
        described = self._read(f"{words[0]} {words[1]}")
        known = self._by_noun(described) if described is not None and described.definite else None
        return known or UNNAMED

    def _introduced(self, words: list[str]) -> Person | None:
        """Who is named in full at the head of a sentence, before its verb: "Ruth Alder was born in …"."""
        if len(words) < 3 or not (words[0][0].isupper() and words[1][0].isupper()):
            return None
        size = next((at for at, word in enumerate(words) if not word[0].isupper()), 0)
        if not 2 <= size <= 4 or words[0].lower() in self.facts.closed:
            return None
        classes = words_of(self.language).classes
        if classes.get(words[size]) not in ("A", "V") and not words[size].endswith(self.past):
            return None
        described = self._read(" ".join(words[:size]))
        if described is None or described.body or " " not in described.name or described.is_capital:
            return None
        person = Person(described.name, affiliation_of(described), role_of(described))
        person.learn(described)
        self.people[fold(described.name.split()[-1])] = person
        return person

    def _described(self, described: Description) -> Identity:
        if described.actor is not None:
            namesake = self._namesake(described, described.actor)
            if namesake is None:
                return self._registered(described, described.actor)
            self._spoke(namesake)
            return namesake.identity()
        if described.name and described.role != "document" and not names_only_where(described):
            return self._named(described)
        if len(described.words) == 1 and described.words[0].isupper():
            person = self.people.get(fold(described.words[0]))
            if person is not None:
                self._spoke(person)
                return person.identity()  # "ALDER:" before her turn in a transcript
        if described.office is not None and not described.indefinite:
            found = self._in_office(described.office, described.place)
            if found is not None:
                return found
        if described.definite and described.place is None and described.role != "document":
            person = self._by_noun(described)
            if person is not None:
                self._spoke(person)
                return person.identity()
        affiliation = affiliation_of(described)
        if described.role == "document":
            return Identity(None, affiliation, "document", False)
        institution = described.body or described.is_capital or described.proper
        institution = institution and not are_people_of_a_body(described)
        if not described.is_people and not described.indefinite and institution:
            return self.institutions.identity(described, self.last)
        if described.is_people:
            # "Many Armenians", but "critics of Armenians".
            role = described.role if described.place_index > 1 else None
            return Identity(None, affiliation, role or "civilian", True)
        anonymous = described.indefinite or (described.role is not None and not described.definite)
        return Identity(None, affiliation, role_of(described), anonymous)

    # ------------------------------------------------------------------------ people

    def _namesake(self, described: Description, actor: Actor) -> Person | None:
        """Somebody else of this surname who spoke last under it: "Aliyev" after "Vusal Aliyev, a teacher"."""
        if not described.is_surname or described.role == "document":
            return None
        person = self.people.get(fold(self.facts.bare(described.words[-1])))
        return person if person is not None and person.name != actor.name else None

    def _registered(self, described: Description, actor: Actor) -> Identity:
        if described.role == "document":
            return Identity(actor.name, actor.affiliation, "document", False)
        key = fold(actor.name.split()[-1])
        person = self.people.get(key)
        if person is None or person.name != actor.name:
            person = self._listed(actor)
            self.people[key] = person
            for form in (actor.name, *actor.forms):
                self.people.setdefault(fold(form.split()[-1]), person)
        person.learn(described)
        for title, place, *_ in actor.offices:
            person.nouns.update(title.split())
            if described.office == title:
                self.offices[title, place] = person
        self._hold(person, described)
        self._spoke(person)
        return person.identity()

    def _listed(self, actor: Actor) -> Person:
        """Somebody of the registry, which tells who is a woman; *o* in Turkish tells nothing."""
        person = Person(actor.name, actor.affiliation, actor.role, body=actor.body)
        if self.facts.she and not actor.body:
            person.female = is_woman(actor.name)
        return person

    def _named(self, described: Description) -> Identity:
        name = described.name
        person = self.people.get(fold(name.split()[-1]))
        if person is None or (" " in name and fold(name) != fold(person.name)):
            if " " not in name:
                name, before = self.names.first_mention(name)
                mention = self._read(f"{before} {name}") if before else None
                if mention is not None:
                    if mention.actor is not None:
                        return self._registered(described, mention.actor)
                    described = described.completed(mention)
            actor = self.actors.by_form.get(fold(name))
            if actor is not None:
                return self._registered(described, actor)
            if described.words == [name] and not self._is_known_word(name):
                return Identity(None, affiliation_of(described), role_of(described), False)
            person = Person(name, affiliation_of(described), role_of(described))
            self.people[fold(name.split()[-1])] = person
        person.learn(described)
        if person.affiliation is None:
            person.affiliation = affiliation_of(described)
        person.role = person.role or role_of(described)
        self._hold(person, described)
        self._spoke(person)
        return person.identity()

    def _is_known_word(self, name: str) -> bool:
        """Whether one word is a name: not "Experience", which the text has at the head of a sentence only."""
        return not name[1:].islower() or is_woman(name) is not None or self.names.has_inside(name)

    def _hold(self, person: Person, described: Description) -> None:
        if described.office is not None:
            place = described.place.id if described.place else None
            self.offices[described.office, place] = person
            self.offices[described.office, None] = person

    def _spoke(self, person: Person) -> None:
        if not self.recent or self.recent[-1] is not person:
            self.recent.append(person)
            self.spoken.pop(id(person), None)
            self.spoken[id(person)] = person
        person.place = self.place

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
        actor = None if place is None else self.actors.holder(title, place.id, self.date)
        if actor is None:
            named = self._named_in_office(title, place)
            if named is not None or place is None:
                return named
            return Identity(None, place.affiliation, "state", False)
        assert place is not None
        person = self._listed(actor)
        person.nouns.update(title.split())
        self.people.setdefault(fold(actor.name.split()[-1]), person)
        self.offices[title, place.id] = person
        self.offices[title, None] = person
        self._spoke(person)
        return person.identity()

    def _named_in_office(self, title: str, place: Place | None) -> Identity | None:
        """The one person whom the text names with this title; None where it names two or none."""
        key = title, place.id if place else None
        if key not in self.named_in_office:
            self.named_in_office[key] = self._only_name_in_office(title, place)
        described = self.named_in_office[key]
        return None if described is None else self._described(described)

    def _only_name_in_office(self, title: str, place: Place | None) -> Description | None:
        forms = tuple(words for words, office in self.facts.offices if office == title)
        found: dict[str, Description] = {}
        for phrase in self.names.in_office(title, forms):
            described = self._read(phrase)
            if described is None or described.office != title:
                continue
            name = described.actor.name if described.actor else described.name
            same = place is None or described.place is None or described.place.id == place.id
            if same and name:
                found.setdefault(fold(name), described)
        return next(iter(found.values())) if len(found) == 1 else None

    def _by_noun(self, described: Description) -> Person | None:
        nouns = described.role_nouns
        if not nouns:
            return None
        for person in islice(reversed(self.spoken.values()), _IN_MIND):
            if nouns <= person.nouns and (not person.body or before_noun(described) <= person.stems):
                return person
        return None
