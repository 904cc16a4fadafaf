"""Whom "she" and "he" can stand for: the gender that a name or the registry tells."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from framing.actors import Actor, fold, load_actors
from framing.annotation.descriptions import WORD
from framing.annotation.given_names import gender_of, given_names
from framing.annotation.party_words import load_party_words
from framing.annotation.source_facts import facts_of

_FULL = re.compile(r"(?<![\w-])([^\W\d_][\w-]{1,40}) [^\W\d_][\w-]{1,40}")
# The class that stands first lets the search jump from mark to mark.
_QUOTED = re.compile(
    r"[“\"«„](?:(?<=“)[^“”\n]{0,600}”|(?<=\")[^\"\n]{0,600}\"|(?<=«)[^«»\n]{0,600}»|(?<=„)[^„“\n]{0,600}“)"
)


@lru_cache(maxsize=20_000)
def is_woman(name: str) -> bool | None:
    """True for a woman, False for a man: from the registry, or else from a given name; None if neither tells.

    >>> is_woman("Nikol Pashinyan"), is_woman("Nune Tashchian"), is_woman("Slava Ttenian")
    (False, True, None)
    """
    actor = load_actors().by_form.get(fold(name))
    if actor is not None and not actor.body:
        return is_registered_woman(actor)
    words = name.split()
    return gender_of(words) if len(words) > 1 else given_names().get(fold(name))


@cache
def is_registered_woman(actor: Actor) -> bool:
    """Whether a person of the registry is *she*: listed among its women, or with a woman's given name.

    >>> [is_registered_woman(load_actors().by_form[name]) for name in ("maria zakharova", "ilham aliyev")]
    [True, False]
    """
    return actor.id in load_party_words().women or gender_of(actor.name.split()) is True


@lru_cache(maxsize=20_000)
def may_be_person(name: str, language: str) -> bool:
    """Whether a name can be "he" or "she": no place, no body, no single word that is not listed.

    >>> [may_be_person(name, "en") for name in ("Goris", "White House", "Slavik", "Nune Tashchian")]
    [False, False, True, True]
    """
    actors, facts = load_actors(), facts_of(language)
    actor = actors.by_form.get(fold(name))
    if actor is not None:
        return not actor.body
    words = WORD.findall(name)
    if any(fold(word) in actors.places or word.lower() in facts.bodies for word in words):
        return False
    if facts.roles.get(name.lower()) is not None:
        return False
    return len(words) > 1 or fold(name) in given_names()


def full_names(text: str) -> list[str]:
    """The full names in a text that begin with a listed given name or are the registry's, in order.

    The registry's own spelling for its people; without what stands in quotation marks.

    >>> full_names("Nune Tashchian met Ilham Aliyev near the Lachin road.")
    ['Nune Tashchian', 'Ilham Aliyev']
    """
    pairs: list[str] = []
    before = ""
    for word in _QUOTED.sub("", text).split(" "):
        if before and word[:1].isupper():
            pair = _FULL.search(f"{before} {word}")
            if pair is not None and pair[1][0].isupper():
                pairs.append(pair[0])
        before = word
    actors = load_actors().by_form
    names = [name for name in pairs if is_woman(name) is not None]
    return [actors[fold(name)].name if fold(name) in actors else name for name in names]
