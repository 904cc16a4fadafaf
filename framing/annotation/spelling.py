"""Whether the forms of a lexicon are found in their own spelling; `framing lexicon check` asks."""

from __future__ import annotations

from collections.abc import Iterator

from framing.annotation.folding import fold
from framing.annotation.matching import Matcher, matcher_of
from framing.lexicon import Concept, Lexicon, Variant, plain_form


def find_unmatched(lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Concept, variant and form of each form that the matcher does not find in a text of itself alone.

    Such a form is a web address or an account, or an exclusion hides it. A form with an asterisk is found if
    it is with one of the endings of its language, or without.

    >>> from framing.lexicon import load_lexicon
    >>> list(find_unmatched(load_lexicon()))
    []
    """
    for language in lexicon.languages:
        matcher = matcher_of(lexicon, (language,))
        endings = ("", *lexicon.endings.get(language, ()))
        for concept in lexicon.concepts:
            for variant in concept.variants:
                for kind in (variant.forms, variant.case_forms, variant.dated_forms):
                    for form in kind.get(language, ()):
                        if not _found(matcher, (concept, variant), form, endings, lexicon.date):
                            yield concept.id, variant.id, form


def _found(
    matcher: Matcher, owner: tuple[Concept, Variant], form: str, endings: tuple[str, ...], today: str
) -> bool:
    """Whether the form matches as a whole, in an article of its own period."""
    concept, variant = owner
    date = variant.valid_from or variant.valid_to or today
    plain = plain_form(form)
    for ending in endings if form.endswith("*") else ("",):
        hits = matcher.find(fold(plain + ending), date).hits
        entries = (hit.entry for hit in hits)
        if any((e.concept.id, e.variant.id, e.form) == (concept.id, variant.id, form) for e in entries):
            return True
    return False
