"""Listed names in the case that the words before them ask for: «по словам Пашиняна» is Pashinyan.

«Алиева» alone may be a woman's name or the genitive of a man's, so a form counts only where the grammar
leaves no choice: right behind a phrase that asks for the case, or a document in which something "is
said", and with nothing between but the office that this person has held. The spokesman of somebody is
never taken for him. Known failure: a surname that is not listed without a first name is nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from framing.actors import Actor, fold, load_actors
from framing.annotation.descriptions import WORD, Description, read_description
from framing.annotation.genders import is_registered_woman
from framing.annotation.source_facts import facts_of
from framing.language import load_language

#: The longest name, in words, and how far before a source its phrase is looked for, in characters.
_LONGEST_NAME, _FAR = 4, 30


@dataclass(frozen=True)
class NameCase:
    """One case of a language: what asks for it, and the listed form for each form in this case."""

    behind: tuple[str, ...]
    #: Endings of the verbs of which a document is the source, its author being in this case: «говорится».
    document: tuple[str, ...]
    forms: dict[str, tuple[str, Actor]]


@cache
def cases_of(language: str) -> tuple[NameCase, ...]:
    """The cases of names that a language file gives; empty where it gives none.

    >>> [case.forms["пашиняна"][0] for case in cases_of("ru")][0], cases_of("en")
    ('Пашинян', ())
    """
    return tuple(
        NameCase(
            tuple(f" {phrase} " for phrase in entry["behind"]),
            tuple(entry.get("document", ())),
            _forms(entry),
        )
        for entry in load_language(language).data.get("cases", {}).values()
    )


def _forms(entry: dict[str, list[str]]) -> dict[str, tuple[str, Actor]]:
    """From a folded name in the case to the name as listed and its actor; none that two actors share."""
    found: dict[str, tuple[str, Actor]] = {}
    shared: set[str] = set()
    for actor in {actor.id: actor for actor in load_actors().by_form.values() if not actor.body}.values():
        pairs = [pair.split() for pair in entry["woman" if is_registered_woman(actor) else "man"]]
        for form in actor.forms:
            for name in map(" ".join, product(*(_declined(word, pairs) for word in form.split()))):
                if name != form:
                    key = fold(name)
                    shared.update({key} if found.setdefault(key, (form, actor))[1] is not actor else ())
    return {name: listed for name, listed in found.items() if name not in shared}


def _declined(word: str, pairs: list[list[str]]) -> list[str]:
    """A word with each ending that its own may have in a case; as it is where it has none."""
    return [word[: -len(old)] + new for old, new in pairs if word.endswith(old)] or [word]


def as_listed(text: str, start: int, end: int, language: str) -> str:
    """The source `text[start:end]` with a listed name as the registry has it, where its case is certain.

    >>> text = "По словам Пашиняна, мост открыт."
    >>> as_listed(text, 10, 18, "ru"), as_listed("Алиева сказала", 0, 6, "ru")
    ('Пашинян', 'Алиева')
    """
    source = text[start:end]
    before = " ".join(["", *text[max(0, start - _FAR) : start].lower().split(), ""])
    opens = facts_of(language).roles.get(source.partition(" ")[0].lower()) == "document"
    # «В заявлении Алиева говорится» is his; in «В заявлении Алиева отметила» she speaks.
    verbs = (*before.split()[-2:-1], *text[end : end + _FAR].lower().split()[:1]) if opens else ()
    for case in cases_of(language):
        document = any(verb.strip(",.:").endswith(case.document) for verb in verbs)
        if document or before.endswith(case.behind):  # most sources stand behind neither
            for first, last, form, actor in _names(source, case, 1 if document else 0):
                listed = source[:first] + form + source[last:]
                described = read_description(listed, language)
                opening = source[:first].partition(" ")[2] if document else source[:first]
                if described is not None and _is_himself(described, actor, opening.lower().split()):
                    return listed
    return source


def _names(source: str, case: NameCase, skipped: int) -> Iterator[tuple[int, int, str, Actor]]:
    """Names in a case before the first comma: where each stands, its listed form and its actor."""
    found = list(WORD.finditer(source.partition(",")[0]))
    for first in range(skipped, len(found)):
        for last in range(min(first + _LONGEST_NAME, len(found)), first, -1):
            begins, ends = found[first].start(), found[last - 1].end()
            listed = case.forms.get(fold(source[begins:ends])) if source[begins].isupper() else None
            if listed is not None:
                yield begins, ends, *listed
                return


def _is_himself(described: Description, actor: Actor, opening: list[str]) -> bool:
    """Whether the words before a name are no more than the office that he has held, and its country."""
    if described.actor is None or described.actor.id != actor.id:
        return False
    if not opening:
        return True
    facts, title = described.facts, " ".join(opening) + " "
    if described.office not in {office for office, *_ in actor.offices}:
        return False
    for words, office in facts.offices:
        if office == described.office and title.startswith(f"{words} "):
            rest = title[len(words) :].split()
            return all(word in facts.titles or fold(word) in described.actors.places for word in rest)
    return False
