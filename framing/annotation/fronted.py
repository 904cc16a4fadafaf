"""What stands at the head of a sentence, before its subject: "In answer to X, he …"."""

from __future__ import annotations

from itertools import islice

from framing.annotation.descriptions import WORD
from framing.annotation.words import words_of


def without_opening(before: str, language: str) -> str:
    """The text before a pronoun without a phrase that opens the pronoun's own sentence: he is not in it.

    A clause with a subject of its own stays: "After Nune left, she". Where a language has no ending
    for participles, only phrases with a preposition go.

    >>> without_opening("Alder was hurt. In answer to Ruben Orbeli, ", "en")
    'Alder was hurt. '
    >>> without_opening("After Nune Orbeli left, ", "en")
    'After Nune Orbeli left, '
    """
    if not before.rstrip().endswith(","):
        return before
    start = before.rfind(". ") + 2 if ". " in before else 0
    words = words_of(language)
    first, second = ([match.group().lower() for match in islice(WORD.finditer(before, start), 2)] + ["", ""])[
        :2
    ]
    endings = words.endings.participle
    joins = first in words.backgrounding
    opens = words.classes.get(first) == "P" and (not joins or (bool(endings) and second.endswith(endings)))
    answering = bool(endings) and len(first) > 4 and first.endswith(endings)
    return before[:start] if opens or answering else before
