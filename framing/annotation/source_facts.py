"""What a language file says of sources: roles, titles, offices, bodies, pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from framing.annotation.words import words_of
from framing.language import load_language


@dataclass(frozen=True)
class SourceFacts:
    """What a language file says of sources."""

    roles: dict[str, str]
    role_words: frozenset[str]
    #: How many words the longest role has that begins with a word.
    longest_role: dict[str, int]
    #: Role words that may only describe the noun behind them: "a veteran strategist".
    modifiers: frozenset[str]
    #: Words for who speaks for somebody: "spokesman", "president".
    speaks_for: frozenset[str]
    #: Words behind which the whole stands that somebody is one of.
    partitive: frozenset[str]
    prepositions: frozenset[str]
    be: frozenset[str]
    #: "as" in "who served as a judge".
    acting: frozenset[str]
    participle: tuple[str, ...]
    #: "from" in "a statement from the ministry", which is where it is from, too.
    informants: frozenset[str]
    #: What somebody is called by: words of a role, and "former" and the like.
    nouns: frozenset[str]
    offices: tuple[tuple[str, str], ...]
    #: The first words of all offices.
    office_words: frozenset[str]
    titles: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    bodies: frozenset[str]
    #: Those of `bodies` that are a state: "republic".
    states: frozenset[str]
    #: Those who speak for a body, whatever it is: "spokesman".
    spokesmen: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    gendered: dict[str, bool]
    joins: frozenset[str]
    they: frozenset[str]
    it: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    #: Names that in small letters are another word: "US".
    acronyms: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    located: frozenset[str]
    attached: frozenset[str]
    anonymity: tuple[str, ...]
    closed: frozenset[str]
    #: Those of `closed` that stand for nobody in particular: "those", "both".
    pointing: frozenset[str]
    plural: tuple[str, ...]
    possessive: tuple[str, ...]
    #: Endings of case that a name of the registry may have.
    name_endings: tuple[str, ...]
    #: Endings of who speaks, as the article is where only a subject or an object has it: «նախարարը».
    subject_endings: tuple[str, ...]
    #: Words for somebody's family: the wife of a minister is no minister.
    kin: frozenset[str]
    #: Whether "İ" is the capital of "i", which Python makes an "i" with a dot of its own.
    dotted: bool
    joint: frozenset[str]
    #: Words after which a place is a topic or an addressee.
    topical: frozenset[str]
    #: Words after which a place is where somebody's life began: "born in Baku", "Baku-born".
    origins: frozenset[str]
    #: What makes a place no more than a friend: "Russian-backed".
    backed: frozenset[str]
    #: Words that take somebody out of the office that they stand before.
    out_of_office: frozenset[str]
    first_person: frozenset[str]
    #: Labels of an interview: of who asks, and of who answers.
    asked: frozenset[str]
    answers: frozenset[str]
    speeches: tuple[str, ...]
    #: What a speech is called behind the name of the speaker: "Ilham Aliyev's address".
    addresses: frozenset[str]
    #: Words that may stand before "speech by" in a title.
    speech_openers: frozenset[str]

    def in_small(self, word: str) -> str:
        """A word in small letters; as it stands where it is a name only in capitals: "US"."""
        return word if word in self.acronyms else word.lower()

    def bare(self, word: str) -> str:
        """A word without its possessive ending."""
        if word.endswith(self.possessive):
            for ending in self.possessive:
                if word.endswith(ending):
                    return word[: -len(ending)]
        return word

    def stems(self, word: str) -> list[str]:
        """A word as it stands, then without what can be an ending: of a possessive, or of a name."""
        bare = self.bare(word)
        found = [word] if bare == word else [word, bare]
        if word.endswith(self.name_endings):
            found += [word[: -len(ending)] for ending in self.name_endings if word.endswith(ending)]
        return found


@cache
def facts_of(code: str) -> SourceFacts:
    """What the file of a language says of sources; all empty where it has none."""
    data = load_language(code).data
    sources = data.get("sources", {})
    words = data.get("words", {})
    classes = words_of(code)

    def listed(name: str) -> frozenset[str]:
        return frozenset(sources.get(name, ()))

    roles: dict[str, str] = {}
    for role, text in data.get("roles", {}).items():
        for phrase in text.split("|"):
            roles.setdefault(phrase, role)
    offices = [(words_, title) for title, forms in data.get("offices", {}).items() for words_ in forms]
    he, they, it = listed("he"), listed("they"), listed("it")
    subjects = frozenset(words.get("subjects", "").split()) | frozenset(words.get("objects", "").split())
    closed = frozenset(
        w
        for name in ("determiners", "pronouns", "prepositions", "conjunctions", "subordinators", "times")
        for w in words.get(name, "").split()
    )
    pronouns = he | they | it | subjects | frozenset(words.get("relatives", "").split())
    role_words = frozenset(p for p in roles if " " not in p)
    longest_role: dict[str, int] = {}
    for phrase in roles:
        first, *more = phrase.split(" ")
        longest_role[first] = max(longest_role.get(first, 0), 1 + len(more))
    return SourceFacts(
        roles=roles,
        role_words=role_words,
        longest_role=longest_role,
        modifiers=listed("modifiers"),
        speaks_for=listed("speaks_for"),
        partitive=listed("partitive"),
        prepositions=frozenset(words.get("prepositions", "").split()),
        be=classes.be,
        acting=classes.roles,
        participle=classes.endings.participle,
        informants=classes.informants,
        nouns=role_words | listed("out_of_office"),
        offices=tuple(sorted(offices, key=lambda o: -len(o[0]))),
        office_words=frozenset(words_.split(" ")[0] for words_, _ in offices),
        titles=listed("titles"),
        honorifics=listed("honorifics") | listed("titles"),
        particles=listed("particles"),
        bodies=listed("bodies"),
        states=listed("states"),
        spokesmen=listed("spokesmen"),
        he=he,
        she=listed("she"),
        gendered=dict.fromkeys(listed("male_titles"), False) | dict.fromkeys(listed("female_titles"), True),
        joins=listed("joins"),
        they=they,
        it=it,
        pronouns=pronouns,
        relatives=frozenset(words.get("relatives", "").split()),
        acronyms=frozenset(words.get("acronyms", "").split()),
        definite=listed("definite"),
        indefinite=listed("indefinite"),
        located=listed("located"),
        attached=listed("attached"),
        anonymity=tuple(sources.get("anonymous", ())),
        plural=tuple(data.get("endings", {}).get("plural", "").split()),
        possessive=tuple(sources.get("possessive", ())),
        name_endings=tuple(sources.get("name_endings", ())),
        subject_endings=tuple(sources.get("subject_endings", ())),
        kin=listed("kin"),
        dotted=data.get("sentences", {}).get("dotted_capital", False),
        joint=listed("joint"),
        topical=listed("topical"),
        origins=listed("origins"),
        backed=listed("backed"),
        out_of_office=listed("out_of_office"),
        first_person=listed("first_person"),
        asked=listed("asked"),
        answers=listed("answers"),
        addresses=listed("addresses"),
        speeches=tuple(sources.get("speeches", ())),
        speech_openers=listed("speech_openers"),
        closed=closed,
        pointing=closed - pronouns - listed("indefinite") - role_words,
    )
