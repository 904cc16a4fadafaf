"""Several lexicons side by side: a shipped one and a user's own, each with its own mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from framing.errors import LexiconError
from framing.lexicon.files import load_lexicon
from framing.lexicon.records import Lexicon

#: One lexicon or several, by name, path, or as they are.
LexiconChoice = str | Path | Lexicon | Sequence[str | Path | Lexicon]


def load_lexicons(choice: LexiconChoice) -> tuple[Lexicon, ...]:
    """The lexicons of a choice, in its order.

    Raises LexiconError where two have the same id, or both have a concept of the same id, and what
    `load_lexicon` raises.

    >>> [lexicon.id for lexicon in load_lexicons("karabakh")]
    ['karabakh']
    """
    given = [choice] if isinstance(choice, str | Path | Lexicon) else choice
    lexicons = tuple(one if isinstance(one, Lexicon) else load_lexicon(one) for one in given)
    if not lexicons:
        raise LexiconError("no lexicon: the list is empty. Name one, for example karabakh.")
    owners: dict[str, str] = {}
    names: set[str] = set()
    for lexicon in lexicons:
        if lexicon.id in names:
            raise LexiconError(f"the lexicon {lexicon.id!r} is there twice. Change the id of one.")
        names.add(lexicon.id)
        for concept in lexicon.concepts:
            if concept.id in owners:
                both = f"the lexicons {owners[concept.id]!r} and {lexicon.id!r} both have it"
                raise LexiconError(f"concept {concept.id!r}: {both}. Rename it in one of them.")
            owners[concept.id] = lexicon.id
    return lexicons


def combined(lexicons: Sequence[Lexicon]) -> Lexicon:
    """One lexicon to look concepts up in. Of one lexicon it is the lexicon itself.

    Matching uses each by itself, so that no exclusion or anchor of one changes the counts of another. Ids of
    sources become `lexicon:source`; where two give an association different labels, the first one's is used.

    >>> combined(load_lexicons("karabakh")).id
    'karabakh'
    """
    first = lexicons[0]
    if len(lexicons) == 1:
        return first
    named = [_with_own_sources(lexicon) for lexicon in lexicons]
    associations: dict[str, str] = {}
    for lexicon in named:
        associations = {**lexicon.associations, **associations}
    return replace(
        first,
        id="+".join(lexicon.id for lexicon in named),
        title=", ".join(lexicon.title for lexicon in named),
        version=", ".join(f"{lexicon.id} {lexicon.version}" for lexicon in named),
        date=max(lexicon.date for lexicon in named),
        languages=tuple(dict.fromkeys(code for lexicon in named for code in lexicon.languages)),
        associations=associations,
        concepts=tuple(concept for lexicon in named for concept in lexicon.concepts),
        sources=tuple(source for lexicon in named for source in lexicon.sources),
        hash="+".join(lexicon.hash for lexicon in named),
    )


def _with_own_sources(lexicon: Lexicon) -> Lexicon:
    def own(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{lexicon.id}:{id}" for id in ids)

    return replace(
        lexicon,
        sources=tuple(replace(source, id=f"{lexicon.id}:{source.id}") for source in lexicon.sources),
        concepts=tuple(
            replace(
                concept,
                sources=own(concept.sources),
                variants=tuple(replace(v, sources=own(v.sources)) for v in concept.variants),
            )
            for concept in lexicon.concepts
        ),
    )
