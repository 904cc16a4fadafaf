"""Lexicons: the contested names of a dispute as data, read from `lexicons/disputes/` and validated.

A lexicon is a folder of TOML files (or one file): a header in `lexicon.toml`, `[[concept]]` entries
with their `[[concept.variant]]`s in the theme files, `[[source]]` entries anywhere.
`lexicons/disputes/karabakh/README.md` explains every key.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any

from framing.errors import LexiconError, UnknownNameError
from framing.records import ASSOCIATIONS, STRENGTHS
from framing.resources import data_folder

#: Words by language code: `{"en": ("Artsakh", "Artzakh")}`.
Forms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A page or a book that shows a wording in use."""

    id: str
    citation: str
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """One way to word a concept.

    `forms` match in any case, `case_forms` only with the capitals as written and near
    the region's names (they are acronyms), `dated_forms` only in an article whose date
    is known. A part in square brackets at the head or tail of a form must stand in the text but is left
    to its own concept: in `"[Karabakh] war"` the mention is *war*. `anchor`: counts only near the region's
    names. `capital`: words written with a capital in the form need one in the text. `valid_from` and
    `valid_to` (ISO dates or None, both inclusive) bound the articles in which the wording means this.
    """

    id: str
    association: str
    strength: str
    forms: Forms
    case_forms: Forms = field(default_factory=dict)
    dated_forms: Forms = field(default_factory=dict)
    anchor: bool = False
    capital: bool = False
    valid_from: str | None = None
    valid_to: str | None = None
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Concept:
    """A thing that is worded in more than one way, with all its variants.

    `contested` says why, and what each party objects to. `exclusions` are longer names that hide every
    form inside them (a football club). A sentence with a word of `elsewhere` holds no mention of this
    concept. `left_out` lists known forms that are not matched on purpose; `ambiguity` says why.
    """

    id: str
    title: str
    description: str
    contested: str
    ambiguity: str = ""
    sources: tuple[str, ...] = ()
    exclusions: Forms = field(default_factory=dict)
    elsewhere: Forms = field(default_factory=dict)
    left_out: Forms = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()

    def variant(self, id: str) -> Variant:
        """The variant of this id. Raises UnknownNameError, which lists the ids that exist."""
        for variant in self.variants:
            if variant.id == id:
                return variant
        raise UnknownNameError(id, kind=f"variant of {self.id}", known=[v.id for v in self.variants])


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """What shows that a text is about this dispute: names of `concepts`, or a word of each pair.

    `elsewhere` lists names of other conflicts, whose sentences do not count for anchored variants.
    """

    concepts: tuple[str, ...] = ()
    pair_one: Forms = field(default_factory=dict)
    pair_two: Forms = field(default_factory=dict)
    elsewhere: Forms = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """All concepts of a dispute. `hash` is the SHA-256 of the content, whatever files it lay in."""

    id: str
    title: str
    version: str
    date: str
    languages: tuple[str, ...]
    reviewed: tuple[str, ...]
    concepts: tuple[Concept, ...]
    sources: tuple[Source, ...]
    anchor: Anchor
    hash: str = ""

    def concept(self, id: str) -> Concept:
        """The concept of this id. Raises UnknownNameError, which lists the ids that exist.

        >>> load_lexicon("karabakh").concept("region_name").variant("artsakh").association
        'armenian'
        """
        for concept in self.concepts:
            if concept.id == id:
                return concept
        raise UnknownNameError(id, kind="concept", known=[c.id for c in self.concepts])

    def variant(self, concept: str, variant: str) -> Variant:
        """The variant of a concept, both by id. Raises UnknownNameError."""
        return self.concept(concept).variant(variant)

    def source(self, id: str) -> Source:
        """The source of this id. Raises UnknownNameError."""
        for source in self.sources:
            if source.id == id:
                return source
        raise UnknownNameError(id, kind="source", known=[s.id for s in self.sources])


def load_lexicon(name_or_path: str | Path = "karabakh") -> Lexicon:
    """The lexicon of this name, or of a user's own folder or TOML file.

    Raises LexiconError where a file breaks the schema, with the file, concept and variant, and
    UnknownNameError where there is no such lexicon.

    >>> load_lexicon().title
    'Nagorno-Karabakh'
    """
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and name_or_path in list_lexicons():
        path = data_folder("lexicons") / "disputes" / name_or_path
    if path.is_dir():
        files = sorted(path.glob("*.toml"))
        if not (path / "lexicon.toml").is_file():
            raise LexiconError(f"{path}: no file lexicon.toml in this folder. Put id, title, version there.")
    elif path.is_file():
        files = [path]
    else:
        raise UnknownNameError(str(name_or_path), kind="lexicon", known=list_lexicons())
    return _Reader(files, header=path / "lexicon.toml" if path.is_dir() else path).lexicon()


def list_lexicons() -> list[str]:
    """The names of the lexicons that come with the package, in order.

    >>> "karabakh" in list_lexicons()
    True
    """
    folder = data_folder("lexicons") / "disputes"
    return sorted(path.parent.name for path in folder.glob("*/lexicon.toml"))


# What each table may hold: key -> kind. A key that ends in `!` must be there.
_HEADER = {"id!": "id", "title!": "text", "version!": "text", "date!": "date", "languages!": "words"}
_HEADER |= {"reviewed": "words", "anchor": "table", "concept": "tables", "source": "tables"}
_PART = {"concept": "tables", "source": "tables"}
_ANCHOR = {"concepts": "words", "pair_one": "forms", "pair_two": "forms", "elsewhere": "forms"}
_SOURCE = {"id!": "id", "citation!": "text", "url": "text"}
_CONCEPT = {"id!": "id", "title!": "text", "description!": "text", "contested!": "text", "ambiguity": "text"}
_CONCEPT |= {"sources!": "words", "exclusions": "forms", "elsewhere": "forms", "left_out": "forms"}
_CONCEPT |= {"variant!": "tables"}
_VARIANT = {"id!": "id", "association!": "association", "strength!": "strength", "forms": "forms"}
_VARIANT |= {"case_forms": "forms", "dated_forms": "forms", "anchor": "flag", "capital": "flag"}
_VARIANT |= {"valid_from": "date", "valid_to": "date", "note": "text", "sources": "words"}

_CHOICES = {"association": ASSOCIATIONS, "strength": STRENGTHS}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_CONTEXT = re.compile(r"(?:\[[^\[\]]+\])?[^\[\]]+(?:\[[^\[\]]+\])?")


class _Reader:
    """Reads the files of one lexicon; `where` in its messages is the file as the user knows it."""

    def __init__(self, files: list[Path], *, header: Path) -> None:
        self.tables = [(_shown(path), path == header, _parse(path)) for path in files]
        self.languages: tuple[str, ...] = ()

    def lexicon(self) -> Lexicon:
        for where, is_header, table in self.tables:
            _check_keys(table, _HEADER if is_header else _PART, where=where)
            if is_header:
                header, header_where = table, where
        languages = header["languages"]
        _check_values(header, _HEADER, where=header_where)
        self.languages = tuple(languages)
        anchor = self.anchor(header.get("anchor", {}), where=f"{header_where}: anchor")
        sources, concepts = [], []
        for where, _, table in self.tables:
            for kind in ("source", "concept"):
                if not _is_tables(table.get(kind, [])):
                    raise LexiconError(f"{where}: {kind!r} is not a list of tables. Write [[{kind}]].")
            sources += [self.source(entry, where=where) for entry in table.get("source", [])]
            concepts += [self.concept(entry, where=where) for entry in table.get("concept", [])]
        content: dict[str, Any] = {key: header[key] for key in ("id", "title", "version", "date")}
        content |= {"languages": self.languages, "reviewed": tuple(header.get("reviewed", ()))}
        content |= {"sources": tuple(sources), "concepts": tuple(concepts), "anchor": anchor}
        lexicon = Lexicon(**content)
        self.check_whole(lexicon, where=header_where)
        return Lexicon(**content, hash=_hash(lexicon))

    def anchor(self, table: dict[str, Any], *, where: str) -> Anchor:
        _check(table, _ANCHOR, where=where)
        forms = {key: self.forms(table, key, where=where) for key in ("pair_one", "pair_two", "elsewhere")}
        return Anchor(concepts=tuple(table.get("concepts", ())), **forms)

    def source(self, table: dict[str, Any], *, where: str) -> Source:
        _check(table, _SOURCE, where=_place(where, "source", table))
        return Source(**table)

    def concept(self, table: dict[str, Any], *, where: str) -> Concept:
        where = _place(where, "concept", table)
        _check(table, _CONCEPT, where=where)
        return Concept(
            id=table["id"],
            title=table["title"].strip(),
            description=table["description"].strip(),
            contested=table["contested"].strip(),
            ambiguity=table.get("ambiguity", "").strip(),
            sources=tuple(table["sources"]),
            exclusions=self.forms(table, "exclusions", where=where),
            elsewhere=self.forms(table, "elsewhere", where=where),
            left_out=self.forms(table, "left_out", where=where),
            variants=tuple(self.variant(entry, where=where) for entry in table["variant"]),
        )

    def variant(self, table: dict[str, Any], *, where: str) -> Variant:
        where = _place(where, "variant", table)
        _check(table, _VARIANT, where=where)
        if not {"forms", "case_forms", "dated_forms"} & table.keys():
            raise LexiconError(f'{where}: no forms. Write for example forms.en = ["Artsakh"].')
        if table.get("valid_from", "") > table.get("valid_to", "9999"):
            found = f"valid_from {table['valid_from']} is later than valid_to {table['valid_to']}"
            raise LexiconError(f"{where}: {found}. Swap or correct the dates.")
        return Variant(
            id=table["id"],
            association=table["association"],
            strength=table["strength"],
            forms=self.forms(table, "forms", where=where, brackets=True),
            case_forms=self.forms(table, "case_forms", where=where, brackets=True),
            dated_forms=self.forms(table, "dated_forms", where=where, brackets=True),
            anchor=table.get("anchor", False),
            capital=table.get("capital", False),
            valid_from=table.get("valid_from"),
            valid_to=table.get("valid_to"),
            note=table.get("note", "").strip(),
            sources=tuple(table.get("sources", ())),
        )

    def forms(self, table: dict[str, Any], key: str, *, where: str, brackets: bool = False) -> Forms:
        found: dict[str, tuple[str, ...]] = {}
        for language, forms in table.get(key, {}).items():
            if language not in self.languages:
                raise LexiconError(f"{where}: {_not_one_of(f'{key} language', language, self.languages)}")
            if not _is_words(forms):
                raise LexiconError(f"{where}: {key}.{language} is {forms!r}, not a list of words.")
            for form in forms:
                bad = not any(c.isalnum() for c in form)
                if bad or (brackets and not _CONTEXT.fullmatch(form)) or (not brackets and "[" in form):
                    allowed = "words, with square brackets at most around its head and its tail"
                    raise LexiconError(f"{where}: {key}.{language}: form {form!r} is not {allowed}.")
            found[language] = tuple(forms)
        return found

    def check_whole(self, lexicon: Lexicon, *, where: str) -> None:
        """Ids are unique, sources and anchor concepts exist, no form belongs to two variants at a time."""
        known = [source.id for source in lexicon.sources]
        _check_unique([c.id for c in lexicon.concepts], "concept", where=where)
        _check_unique(known, "source", where=where)
        for name in lexicon.reviewed:
            if name not in lexicon.languages:
                raise LexiconError(f"{where}: {_not_one_of('reviewed language', name, lexicon.languages)}")
        for name in lexicon.anchor.concepts:
            if name not in {c.id for c in lexicon.concepts}:
                raise LexiconError(
                    f"{where}: anchor: {_not_one_of('concept', name, [c.id for c in lexicon.concepts])}"
                )
        for concept in lexicon.concepts:
            place = f"{self.file_of(concept.id)}: concept {concept.id!r}"
            _check_unique([v.id for v in concept.variants], "variant", where=place)
            used = [*concept.sources, *(s for v in concept.variants for s in v.sources)]
            for name in used:
                if name not in known:
                    raise LexiconError(f"{place}: {_not_one_of('source', name, known)}")
        self.check_forms(lexicon)

    def check_forms(self, lexicon: Lexicon) -> None:
        owners: dict[tuple[str, str, bool], list[tuple[Concept, Variant]]] = {}
        for concept in lexicon.concepts:
            for variant in concept.variants:
                for kind in (variant.forms, variant.case_forms, variant.dated_forms):
                    for language, forms in kind.items():
                        for form in forms:
                            key = (language, spelled(form), kind is variant.case_forms)
                            owners.setdefault(key, []).append((concept, variant))
        for (_, form, _), pairs in owners.items():
            for (concept, variant), (other_concept, other) in pairwise(pairs):
                place = (
                    f"{self.file_of(other_concept.id)}: concept {other_concept.id!r}: variant {other.id!r}"
                )
                if variant is other:
                    raise LexiconError(f"{place}: form {form!r} is listed twice. Delete one.")
                if not _apart(variant, other):
                    owner = f"concept {concept.id!r}, variant {variant.id!r}"
                    raise LexiconError(
                        f"{place}: form {form!r} already belongs to {owner}. Keep it in one of them."
                    )

    def file_of(self, concept_id: str) -> str:
        for where, _, table in self.tables:
            if any(entry.get("id") == concept_id for entry in table.get("concept", [])):
                return where
        return self.tables[0][0]


def spelled(form: str) -> str:
    """A form as two writers would call the same: lower case, no brackets, hyphens as spaces.

    Accents are kept: *Ağdam* and *Agdam* are two spellings.

    >>> spelled("[Nagorno-Karabakh]  War")
    'nagorno karabakh war'
    """
    plain = form.replace("[", "").replace("]", "").casefold()
    return " ".join(plain.translate({0x2010: " ", 0x2011: " ", 0x2013: " ", 0x2D: " ", 0x2019: "'"}).split())


def _apart(one: Variant, other: Variant) -> bool:
    """Whether no day belongs to the periods of both."""
    ends_before = (
        one.valid_to is not None and other.valid_from is not None and one.valid_to < other.valid_from
    )
    begins_after = (
        other.valid_to is not None and one.valid_from is not None and other.valid_to < one.valid_from
    )
    return ends_before or begins_after


def _hash(lexicon: Lexicon) -> str:
    """SHA-256 over sorted JSON, concepts and sources in the order of their ids."""
    content = asdict(lexicon)
    for key in ("concepts", "sources"):
        content[key] = sorted(content[key], key=lambda entry: str(entry["id"]))
    del content["hash"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(f"{_shown(path)}: cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise LexiconError(f"{_shown(path)}: is not UTF-8 text. Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LexiconError(f"{_shown(path)}: is not valid TOML: {error}.") from None


def _shown(path: Path) -> str:
    root = data_folder("lexicons")
    return str(Path("lexicons") / path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _place(where: str, kind: str, table: Mapping[str, Any]) -> str:
    return f"{where}: {kind} {table.get('id', '(without id)')!r}"


def _check(table: Mapping[str, Any], schema: Mapping[str, str], *, where: str) -> None:
    _check_keys(table, schema, where=where)
    _check_values(table, schema, where=where)


def _check_keys(table: Mapping[str, Any], schema: Mapping[str, str], *, where: str) -> None:
    known = [key.rstrip("!") for key in schema]
    for key in table:
        if key not in known:
            raise LexiconError(f"{where}: {_not_one_of('key', key, known)}")
    for key in schema:
        if key.endswith("!") and key[:-1] not in table:
            raise LexiconError(f"{where}: the key {key[:-1]!r} is missing. Add it.")


def _check_values(table: Mapping[str, Any], schema: Mapping[str, str], *, where: str) -> None:
    kinds = {key.rstrip("!"): kind for key, kind in schema.items()}
    for key, value in table.items():
        kind = kinds[key]
        if kind in _CHOICES and value not in _CHOICES[kind]:
            raise LexiconError(f"{where}: {_not_one_of(key, value, _CHOICES[kind])}")
        if kind not in _CHOICES and not _FITS[kind][0](value):
            raise LexiconError(f"{where}: {key} is {_short(value)}, not {_FITS[kind][1]}.")


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_FITS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "id": (lambda v: isinstance(v, str) and bool(_ID.fullmatch(v)), "a name of letters, digits, _ and -"),
    "text": (lambda v: isinstance(v, str) and bool(v.strip()), "a text in quotation marks"),
    "date": (_is_date, 'a date such as "2021-07-07"'),
    "words": (_is_words, "a list of words in quotation marks"),
    "flag": (lambda v: isinstance(v, bool), "true or false"),
    "table": (lambda v: isinstance(v, dict), "a table"),
    "tables": (_is_tables, "a list of tables"),
    "forms": (lambda v: isinstance(v, dict), 'given by language, for example forms.en = ["Artsakh"]'),
}


def _check_unique(names: Iterable[str], kind: str, *, where: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise LexiconError(f"{where}: the {kind} {name!r} is there twice. Rename or delete one.")
        seen.add(name)


def _not_one_of(key: str, value: Any, allowed: Iterable[str]) -> str:
    names = list(allowed)
    near = get_close_matches(str(value), names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"{key} {_short(value)} is not one of {', '.join(names)}.{hint}"


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
