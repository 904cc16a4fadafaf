"""Cues: the verbs, phrases and nouns that introduce a source, from the language's data file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from framing.language import load_language

#: The kinds of cue in `Cues.kinds`.
PHRASE, POSTPOSITION, AGENCY, NOUN, ADVERB = 1, 2, 4, 8, 16


class Phrase(NamedTuple):
    """A phrase of one or more words, `key` being the place of the word by which it is looked up."""

    words: tuple[str, ...]
    cue_class: str
    key: int


#: From the longest word of a phrase, the rarest as a rule, to the phrases.
Phrases = dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue verb. `frames` says what may follow it, `after` which prepositions lead to content.

    `barred` are words soon after it that make it another verb: "claimed the lives of".
    """

    lemma: str
    cue_class: str
    frames: frozenset[str]
    after: frozenset[str]
    barred: frozenset[str]
    particle: str


@dataclass(frozen=True, slots=True)
class CueNoun:
    """A cue noun. `after` lists the words that lead to its content; `ownerless` needs no owner."""

    cue_class: str
    after: frozenset[str]
    ownerless: bool


@dataclass(frozen=True)
class Cues:
    """All cues of a language. `verbs` maps a form to `[(cue, position)]`.

    Positions: 0 base, 1 third person, 2 past, 3 participle, 4 form in -ing. A form that is both past
    and participle is listed at 2. `nouns` and `adverbs` map a form to its entry. `phrases` holds
    phrases such as "according to", the longest first.
    """

    verbs: dict[str, tuple[tuple[Cue, int], ...]]
    nouns: dict[str, CueNoun]
    adverbs: dict[str, str]
    phrases: Phrases
    #: Phrases that follow their source, as "göre" does in Turkish.
    postpositions: Phrases
    agency: Phrases
    #: Every word that can begin a cue: a sentence with none of them needs no reading.
    words: frozenset[str]
    #: Verb forms after which, or before which, a quotation may stand.
    speaking: frozenset[str]
    #: For a word that can begin a cue of another kind than a verb, those kinds, added up.
    kinds: dict[str, int]


@cache
def cues_of(code: str) -> Cues:
    """The cues of a language; all tables are empty where its file lists none.

    >>> cues_of("en").verbs["claimed"][0][0].cue_class
    'distancing'
    """
    data = load_language(code).data
    verbs: dict[str, list[tuple[Cue, int]]] = {}
    # Where "İ" is the capital of "i", Python's small letter of it is an "i" with a dot of its own.
    dotted = "\u0307" if data.get("sentences", {}).get("dotted_capital") else ""
    # Only where participles have an ending of their own do five forms stand for the five positions.
    in_order = bool(data.get("endings", {}).get("participle"))
    for cue_class, entries in data.get("verbs", {}).items():
        for key, entry in entries.items():
            lemma, _, particle = key.partition(" ")
            frames = entry.get("frames", "").split()
            cue = Cue(
                lemma=lemma,
                cue_class=cue_class,
                frames=frozenset(f for f in frames if ":" not in f),
                after=frozenset(f[6:] for f in frames if f.startswith("after:")),
                barred=frozenset(f[4:] for f in frames if f.startswith("not:")),
                particle=particle,
            )
            forms = entry["forms"].split()
            for position, form in enumerate(forms):
                # A past tense like its base form ("cast") is more often the past in reports.
                past = not in_order or len(forms) != 5 or (position == 0 and form == forms[2])
                for spelling in {form, form[0] + dotted + form[1:] if form[0] == "i" else form}:
                    listed = verbs.setdefault(spelling, [])
                    if not any(known is cue for known, _ in listed):
                        listed.append((cue, 2 if past else position))
    nouns = {
        word: CueNoun(cue_class, frozenset(entry["after"].split()), entry.get("ownerless", False))
        for cue_class, entries in data.get("nouns", {}).items()
        for entry in entries
        for word in entry["words"].split()
    }
    adverbs = {w: c for c, listed in data.get("adverbs", {}).items() for w in listed.split()}
    phrases = _phrases(data.get("phrases", {}).get("source_after", {}))
    postpositions = _phrases(data.get("phrases", {}).get("source_before", {}))
    agency = _phrases({"neutral_official": data.get("phrases", {}).get("agency", [])})
    kinds: dict[str, int] = {}
    for kind, table in (
        (PHRASE, phrases),
        (POSTPOSITION, postpositions),
        (AGENCY, agency),
        (NOUN, nouns),
        (ADVERB, adverbs),
    ):
        for word in table:
            kinds[word] = kinds.get(word, 0) | kind
    speaking = {f for f, listed in verbs.items() for c, p in listed if p in (1, 2) and "quote" in c.frames}
    return Cues(
        # Entries with a particle come first, so that "point out" wins over "point".
        verbs={f: tuple(sorted(c, key=lambda x: not x[0].particle)) for f, c in verbs.items()},
        nouns=nouns,
        adverbs=adverbs,
        phrases=phrases,
        postpositions=postpositions,
        agency=agency,
        words=frozenset((*verbs, *kinds)),
        speaking=frozenset(speaking),
        kinds=kinds,
    )


def _phrases(listed: dict[str, list[str]]) -> Phrases:
    found: dict[str, list[Phrase]] = {}
    for cue_class, phrases in listed.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            key = max(range(len(words)), key=lambda place: len(words[place]))
            found.setdefault(words[key], []).append(Phrase(words, cue_class, key))
    return {word: tuple(sorted(p, key=lambda x: -len(x.words))) for word, p in found.items()}
