"""What the words of a source tell: how many people it is, whether it names one, which body it means."""

from __future__ import annotations

from functools import lru_cache

from framing.annotation.descriptions import WORD, Description
from framing.annotation.party_words import load_party_words
from framing.annotation.source_facts import facts_of
from framing.annotation.words import words_of


def names_only_where(described: Description) -> bool:
    """Whether a name only tells which one: "the Florida senator" is no person called Florida.

    >>> from framing.annotation.descriptions import read_description
    >>> names_only_where(read_description("the Florida senator", "en"))
    True
    """
    words, last = described.words, described.lower[-1]
    return (
        described.definite
        and len(words) > 2
        and last in described.facts.role_words
        and words[-1] == last
        and words[1][0].isupper()
    )


@lru_cache(maxsize=20_000)
def is_plural(described: Description, language: str) -> bool:
    """Whether a source is several people: "many Armenians", "witnesses of the fire".

    >>> from framing.annotation.descriptions import read_description
    >>> [is_plural(read_description(words, "en"), "en") for words in ("many witnesses", "a witness")]
    [True, False]
    """
    word, plurals = _head(described), load_party_words().plurals
    if described.is_people or word in plurals or described.lower[0] in plurals:
        return True
    return words_of(language).endings.is_plural(word)


@lru_cache(maxsize=20_000)
def are_people_of_a_body(described: Description) -> bool:
    """Whether persons speak who are told by their body alone: "Labor Department officials".

    >>> from framing.annotation.descriptions import read_description
    >>> phrases = ("Labor Department officials", "the Labor Department", "police union members")
    >>> [are_people_of_a_body(read_description(words, "en")) for words in phrases]
    [True, False, True]
    """
    word, persons = _head(described), load_party_words().persons
    if described.proper and described.lower[0] == word:
        return False  # "Citizens for Tax Justice"
    return any(word.endswith(ending) and word[: -len(ending)] in persons for ending in described.facts.plural)


def _head(described: Description) -> str:
    """The noun that a phrase is about: the last word before "of", "in" or "who"."""
    facts = described.facts
    ends = facts.located | facts.attached | facts.relatives
    head = next((at for at, word in enumerate(described.lower) if word in ends), len(described.lower)) - 1
    return described.lower[max(head, 0)]


@lru_cache(maxsize=20_000)
def before_noun(described: Description) -> frozenset[str]:
    """The stems of what stands before the noun of an institution.

    >>> from framing.annotation.descriptions import read_description
    >>> before_noun(read_description("the defence ministry", "en"))
    frozenset({'defen'})
    """
    lower, facts = described.lower, described.facts
    at = next((n for n, word in enumerate(lower) if facts.bare(word) == described.body), 0)
    return stems_of([word for word in lower[:at] if word not in facts.definite])


def stems_of(words: list[str]) -> frozenset[str]:
    """The beginnings of words, which *defence* and *defense* share.

    >>> stems_of(["defence", "defense"])
    frozenset({'defen'})
    """
    return frozenset(word[:5] for word in words)


def is_named_person(described: Description) -> bool:
    """Whether these words name a person, in full or with a title, or somebody of the registry.

    >>> from framing.annotation.descriptions import read_description
    >>> [is_named_person(read_description(words, "en")) for words in ("Ruth Alder", "Lavrov", "Armenia")]
    [True, True, False]
    """
    if described.actor is not None:
        return not described.actor.body and described.owner is None
    name = described.name
    titled = any(word in described.facts.honorifics for word in described.lower)
    return bool(name) and described.body is None and (" " in name or titled) and not described.is_people


@lru_cache(maxsize=20_000)
def single_word(source: str, language: str) -> str:
    """The word of a source that is one word ("he", "he who"), in lower case, or an empty text.

    >>> single_word("She who", "en"), single_word("the mayor", "en")
    ('she', '')
    """
    facts, words = facts_of(language), WORD.findall(source)
    while len(words) > 1 and facts.in_small(words[-1]) in facts.relatives:
        words.pop()
    if len(words) != 1:
        return ""
    word = facts.in_small(words[0])
    stem = word.replace("’", "'").partition("'")[0]
    return stem if stem in facts.pronouns | facts.first_person else word
