"""What each table of a lexicon file may hold, and the messages for what it may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from framing.errors import LexiconError
from framing.lexicon.records import CONSTRUCTIONS, ROLES
from framing.records import STRENGTHS

Schema = Mapping[str, str]

# key -> kind. A key that ends in `!` must be there.
HEADER = {"id!": "id", "title!": "text", "version!": "text", "date!": "date", "languages!": "words"}
HEADER |= {"reviewed": "words", "associations": "labels", "anchor": "table", "endings": "forms"}
HEADER |= {"party": "tables", "unpaired": "reasons"}
PART = {"concept": "tables", "source": "tables", "group": "tables"}
HEADER |= PART
ANCHOR = {"concepts": "words", "pair_one": "forms", "pair_two": "forms", "elsewhere": "forms"}
SOURCE = {"id!": "id", "citation!": "text", "url": "text", "checked": "text"}
PARTY = {"id!": "id", "association!": "id", "names!": "forms", "lands": "forms", "opponent": "id"}
GROUP = {"id!": "id", "words": "forms", "concepts": "words"}
CONCEPT = {"id!": "id", "title!": "text", "description!": "text", "contested!": "text", "ambiguity": "text"}
CONCEPT |= {"sources!": "words", "exclusions": "forms", "elsewhere": "forms", "left_out": "forms"}
CONCEPT |= {"names": "flag", "dual": "tables", "variant!": "tables"}
DUAL = {"first!": "id", "second!": "id", "variant!": "id"}
VARIANT = {"id!": "id", "association!": "id", "strength!": "strength", "forms": "forms"}
VARIANT |= {"case_forms": "forms", "dated_forms": "forms", "anchor": "flag", "capital": "flag"}
VARIANT |= {"sight": "id"}
VARIANT |= {"valid_from": "date", "valid_to": "date", "note": "text", "sources": "words"}
VARIANT |= {"agent": "id", "patient": "id", "object": "id", "near": "id"}
VARIANT |= {"sides": "table", "roles": "roles", "periods": "tables"}
PERIOD = {"from": "date", "to": "date", "association!": "id", "strength": "strength"}

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_CONTEXT = re.compile(r"(?:\[[^\[\]]+\])?[^\[\]]+(?:\[[^\[\]]+\])?")
_MEANINGS = (*ROLES, "none")


def check(table: Mapping[str, Any], schema: Schema, *, where: str) -> None:
    """Raises LexiconError for an unknown or missing key, or a value of another kind."""
    known = [key.rstrip("!") for key in schema]
    for key in table:
        if key not in known:
            raise LexiconError(f"{where}: {not_one_of('key', key, known)}")
    for key in schema:
        if key.endswith("!") and key[:-1] not in table:
            raise LexiconError(f"{where}: the key {key[:-1]!r} is missing. Add it.")
    kinds = {key.rstrip("!"): kind for key, kind in schema.items()}
    for key, value in table.items():
        if kinds[key] == "strength" and value not in STRENGTHS:
            raise LexiconError(f"{where}: {not_one_of(key, value, STRENGTHS)}")
        if kinds[key] == "roles":
            _check_roles(value, where=where)
        elif kinds[key] != "strength" and not _FITS[kinds[key]][0](value):
            raise LexiconError(f"{where}: {key} is {_short(value)}, not {_FITS[kinds[key]][1]}.")


def read_forms(
    table: Mapping[str, Any], key: str, *, languages: Iterable[str], where: str, brackets: bool = False
) -> dict[str, tuple[str, ...]]:
    """The words of a key by language, each with a letter or digit in it. Raises LexiconError."""
    found: dict[str, tuple[str, ...]] = {}
    for language, forms in table.get(key, {}).items():
        if language not in languages:
            raise LexiconError(f"{where}: {not_one_of(f'{key} language', language, languages)}")
        if not _is_words(forms):
            raise LexiconError(f"{where}: {key}.{language} is {forms!r}, not a list of words.")
        for form in forms:
            if form.isalnum():
                continue  # one word, as most forms are: nothing can be wrong with it
            bad = not any(c.isalnum() for c in form) or "*" in form[:-1]
            if bad or (brackets and not _CONTEXT.fullmatch(form)) or (not brackets and "[" in form):
                allowed = "words, with square brackets at most around its head and its tail"
                raise LexiconError(f"{where}: {key}.{language}: form {form!r} is not {allowed}.")
        found[language] = tuple(forms)
    return found


def check_choice(key: str, value: Any, allowed: Iterable[str], *, where: str) -> None:
    """Raises LexiconError, with the nearest name, where the value is not one of these."""
    allowed = list(allowed)
    if value not in allowed:
        raise LexiconError(f"{where}: {not_one_of(key, value, allowed)}")


def check_unique(names: Iterable[str], kind: str, *, where: str) -> None:
    """Raises LexiconError for a name that comes twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise LexiconError(f"{where}: the {kind} {name!r} is there twice. Rename or delete one.")
        seen.add(name)


def check_tables(table: Mapping[str, Any], kinds: Iterable[str], *, where: str) -> None:
    """Raises LexiconError where one of these keys is not written as `[[key]]`."""
    for kind in kinds:
        if not _is_tables(table.get(kind, [])):
            raise LexiconError(f"{where}: {kind!r} is not a list of tables. Write [[{kind}]].")


def not_one_of(key: str, value: Any, allowed: Iterable[str]) -> str:
    """What was found, what is allowed, and the nearest name."""
    names = list(allowed)
    near = get_close_matches(str(value), names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"{key} {_short(value)} is not one of {', '.join(names)}.{hint}"


def _check_roles(value: Any, *, where: str) -> None:
    if not isinstance(value, dict):
        raise LexiconError(f'{where}: roles is {_short(value)}, not a table. Write roles.object = "agent".')
    for construction, role in value.items():
        check_choice("construction", construction, CONSTRUCTIONS, where=f"{where}: roles")
        check_choice(f"roles.{construction}", role, _MEANINGS, where=where)


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _is_labels(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _is_id(key) and isinstance(label, str) and label.strip() for key, label in value.items()
    )


def _is_reasons(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(reason, str) and reason.strip() for reason in value.values()
    )


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_FITS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "id": (_is_id, "a name of letters, digits, _ and -"),
    "text": (lambda v: isinstance(v, str) and bool(v.strip()), "a text in quotation marks"),
    "date": (_is_date, 'a date such as "2021-07-07"'),
    "words": (_is_words, "a list of words in quotation marks"),
    "flag": (lambda v: isinstance(v, bool), "true or false"),
    "table": (lambda v: isinstance(v, dict), "a table"),
    "tables": (_is_tables, "a list of tables"),
    "labels": (_is_labels, 'a table of labels, for example armenian = "Armenian"'),
    "reasons": (_is_reasons, 'a table of reasons, for example "name.artsakh" = "no counterpart"'),
    "forms": (lambda v: isinstance(v, dict), 'given by language, for example forms.en = ["Artsakh"]'),
}


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
