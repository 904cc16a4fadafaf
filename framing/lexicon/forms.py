"""Forms of a lexicon as two writers would call the same, and who owns each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from framing.lexicon.records import Concept, Lexicon, Variant

_FOLDED = {0x2010: " ", 0x2011: " ", 0x2013: " ", 0x2D: " ", 0x2019: "'"}


def plain_form(form: str) -> str:
    """A form as it stands in a text: without the brackets of its context and the asterisk of a stem.

    >>> plain_form("[Karabakh] war"), plain_form("Арцах*")
    ('Karabakh war', 'Арцах')
    """
    return form.replace("[", "").replace("]", "").removesuffix("*")


def spelled(form: str) -> str:
    """A form as two writers would call the same: lower case, no brackets, hyphens as spaces.

    Accents are kept: *Ağdam* and *Agdam* are two spellings.

    >>> spelled("[Nagorno-Karabakh]  War")
    'nagorno karabakh war'
    """
    if form.isalnum():
        return form.casefold()  # one word, with nothing to take off
    plain = form.replace("[", "").replace("]", "").casefold()
    return " ".join(plain.translate(_FOLDED).split())


def overlaps(lexicon: Lexicon, *, file_of: Callable[[str], str]) -> Iterator[str]:
    """A message for each form that belongs to two variants that nothing tells apart.

    What can tell them apart: periods without a common day, another agent or patient, a group that the
    object or a neighbour has to belong to.
    """
    owners: dict[tuple[str, str, bool], list[tuple[Concept, Variant]]] = {}
    for concept in lexicon.concepts:
        for variant in concept.variants:
            for kind in (variant.forms, variant.case_forms, variant.dated_forms):
                for language, forms in kind.items():
                    for form in forms:
                        key = (language, spelled(form), kind is variant.case_forms)
                        owners.setdefault(key, []).append((concept, variant))
    shared = {key: pairs for key, pairs in owners.items() if len(pairs) > 1}
    for (_, form, _), pairs in shared.items():
        for (concept, variant), (other_concept, other) in combinations(pairs, 2):
            place = f"{file_of(other_concept.id)}: concept {other_concept.id!r}: variant {other.id!r}"
            if variant is other:
                yield f"{place}: form {form!r} is listed twice. Delete one."
            elif not (_apart(variant, other) or _told_apart(variant, other)):
                owner = f"concept {concept.id!r}, variant {variant.id!r}"
                yield f"{place}: form {form!r} already belongs to {owner}. Keep it in one of them."


def _told_apart(one: Variant, other: Variant) -> bool:
    """Whether the text around a form decides between two variants."""
    return _conditions(one) != _conditions(other)


def _conditions(variant: Variant) -> tuple[str | None, ...]:
    return variant.agent, variant.patient, variant.object, variant.near


def _apart(one: Variant, other: Variant) -> bool:
    """Whether no day belongs to the periods of both."""
    ends_before = (
        one.valid_to is not None and other.valid_from is not None and one.valid_to < other.valid_from
    )
    begins_after = (
        other.valid_to is not None and one.valid_from is not None and other.valid_to < one.valid_from
    )
    return ends_before or begins_after
