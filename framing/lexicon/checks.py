"""Checks that keep a lexicon honest, beyond what the loader refuses.

Every problem is listed, not the first alone, each with its file, concept and variant, and what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from framing.lexicon.files import inspect_lexicon
from framing.lexicon.forms import spelled
from framing.lexicon.records import Concept, Lexicon, Variant

#: The source that stands for the editors' own knowledge, which nobody has checked: it is no evidence.
UNCHECKED = "K"

#: How far apart the numbers of markers of two opposed parties may be, as a share of the larger one.
BALANCE = 0.1

#: Reasons shorter than this say nothing.
_REASON = 20

#: Forms that the matcher does not find in their own spelling: concept, variant and form.
Unmatched = Callable[[Lexicon], Iterable[tuple[str, str, str]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One finding of a check. `grade` is `error`, `warning` or `note`; only errors make the check fail."""

    grade: str
    message: str


def check_lexicon(name_or_path: str | Path, *, unmatched: Unmatched) -> tuple[Problem, ...]:
    """Everything that is wrong with a lexicon, errors first. Raises UnknownNameError for no such lexicon.

    Errors: what breaks the schema, forms in two variants, a concept or a marker without a source, a form that
    an exclusion takes whole or that never matches its own spelling, and numbers of markers of two opposed
    parties that are more than 10 % apart. A warning is a marker with fewer than two sources; a note is an
    exclusion that takes forms of other concepts with it.

    >>> [p.grade for p in check_lexicon("karabakh", unmatched=lambda lexicon: ()) if p.grade == "error"]
    []
    """
    inspection = inspect_lexicon(name_or_path)
    problems = [Problem(grade="error", message=message) for message in inspection.problems]
    if inspection.lexicon is not None:
        lexicon, files = inspection.lexicon, inspection.files
        problems += _sources(lexicon, files)
        problems += _excluded(lexicon, files)
        if not inspection.problems:
            problems += _balance(lexicon, str(name_or_path))
            problems += _never_matching(lexicon, files, unmatched)
    grades = ("error", "warning", "note")
    return tuple(sorted(problems, key=lambda problem: grades.index(problem.grade)))


def _sources(lexicon: Lexicon, files: Mapping[str, str]) -> Iterator[Problem]:
    for concept in lexicon.concepts:
        own = set(concept.sources) - {UNCHECKED}
        if not own:
            found = f"no source but {UNCHECKED}" if concept.sources else "no source"
            yield _error(_at(files, concept), found, "Add one to sources")
        for variant in concept.variants:
            count = len(own | set(variant.sources) - {UNCHECKED})
            if variant.strength != "marker" or count > 1:
                continue
            place = _at(files, concept, variant)
            if count:
                do = "Add a second, from the other side where there is one"
                yield Problem(grade="warning", message=f"{place}: a marker with one source. {do}.")
            else:
                yield _error(place, "a marker without a source", "Add two, or call it leaning")


def _excluded(lexicon: Lexicon, files: Mapping[str, str]) -> Iterator[Problem]:
    """An exclusion hides every form inside it, of whatever concept; a form that it equals never counts."""
    forms = _spellings(lexicon)
    for concept in lexicon.concepts:
        for language, names in concept.exclusions.items():
            for name in names:
                words = spelled(name).split()
                for owner, variant, form in forms.get((language, " ".join(words)), ()):
                    found = f"form {form!r} is also an exclusion of {concept.id!r}, so it never counts"
                    yield _error(_at(files, owner, variant), found, "Delete one of the two")
                inside = {
                    owner.id: owner
                    for part in _parts(words)
                    for owner, _, _ in forms.get((language, part), ())
                    if owner.id != concept.id
                }
                owners = [id for id, owner in inside.items() if not _lists(owner, language, name)]
                if owners:
                    found = f"the exclusion {name!r} also hides words of {', '.join(owners)}"
                    do = "List it there too if it should"
                    yield Problem(grade="note", message=f"{_at(files, concept)}: {found}. {do}.")


def _parts(words: Sequence[str]) -> Iterator[str]:
    """Every run of words that is shorter than the whole."""
    for start, end in combinations(range(len(words) + 1), 2):
        if end - start < len(words):
            yield " ".join(words[start:end])


_Spelled = Mapping[tuple[str, str], Sequence[tuple[Concept, Variant, str]]]


def _spellings(lexicon: Lexicon) -> _Spelled:
    """The forms by language and spelling, each with its concept and variant."""
    found: dict[tuple[str, str], list[tuple[Concept, Variant, str]]] = {}
    for concept in lexicon.concepts:
        for variant in concept.variants:
            for kind in (variant.forms, variant.case_forms, variant.dated_forms):
                for language, forms in kind.items():
                    for form in forms:
                        found.setdefault((language, spelled(form)), []).append((concept, variant, form))
    return found


def _balance(lexicon: Lexicon, where: str) -> Iterator[Problem]:
    for name, reason in lexicon.unpaired.items():
        place = f"{where}: unpaired: {name!r}"
        if lexicon.variant(*name.split(".")).strength != "marker":
            yield _error(place, "is no marker", "Delete the line")
        if len(reason.strip()) < _REASON:
            yield _error(place, f"the reason {reason!r} says too little", "Say why there is no counterpart")
    counts = _markers(lexicon)
    for one, other in combinations(lexicon.parties, 2):
        opposed = one.opponent == other.id or other.opponent == one.id
        if one.association == other.association or not opposed:
            continue
        pair = {party.association: counts[party.association] for party in (one, other)}
        low, high = sorted(pair.values())
        if high - low > BALANCE * high:
            told = ", ".join(f"{association} {count}" for association, count in pair.items())
            found = f"markers of two opposed parties are more than {BALANCE:.0%} apart ({told})"
            do = "Add the counterparts, or list the markers that have none under [unpaired] with the reason"
            yield _error(where, found, do)


def _markers(lexicon: Lexicon) -> Counter[str]:
    return Counter(
        variant.association
        for concept in lexicon.concepts
        for variant in concept.variants
        if variant.strength == "marker" and f"{concept.id}.{variant.id}" not in lexicon.unpaired
    )


def _never_matching(lexicon: Lexicon, files: Mapping[str, str], unmatched: Unmatched) -> Iterator[Problem]:
    for concept_id, variant_id, form in unmatched(lexicon):
        concept = lexicon.concept(concept_id)
        place = _at(files, concept, concept.variant(variant_id))
        do = "Look for an exclusion that hides it, and for an address in it"
        yield _error(place, f"form {form!r} is not found in its own spelling", do)


def _lists(concept: Concept, language: str, name: str) -> bool:
    return spelled(name) in map(spelled, concept.exclusions.get(language, ()))


def _at(files: Mapping[str, str], concept: Concept, variant: Variant | None = None) -> str:
    place = f"{files[concept.id]}: concept {concept.id!r}"
    return f"{place}: variant {variant.id!r}" if variant else place


def _error(place: str, found: str, do: str) -> Problem:
    return Problem(grade="error", message=f"{place}: {found}. {do}.")
