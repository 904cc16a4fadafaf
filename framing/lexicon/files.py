"""Reads a lexicon from its TOML files: a folder, or one file.

A header in `lexicon.toml`, `[[concept]]` entries with their `[[concept.variant]]`s in the theme files,
`[[source]]` and `[[group]]` entries anywhere. `lexicons/disputes/karabakh/README.md` explains every key.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from framing.errors import LexiconError, UnknownNameError
from framing.lexicon import schema
from framing.lexicon.forms import overlaps
from framing.lexicon.records import (
    ROLES,
    SIGHTS,
    Anchor,
    Concept,
    Dual,
    Forms,
    Group,
    Lexicon,
    Party,
    Period,
    Sides,
    Source,
    Variant,
)
from framing.records import ASSOCIATIONS
from framing.resources import data_folder


def load_lexicon(name_or_path: str | Path = "karabakh") -> Lexicon:
    """The lexicon of this name, or of a user's own folder or TOML file.

    Raises LexiconError where a file breaks the schema, with the file, concept and variant, and
    UnknownNameError where there is no such lexicon. Files that did not change are not read again.

    >>> load_lexicon().title
    'Nagorno-Karabakh'
    """
    contents, header = _contents(name_or_path)
    key = hashlib.sha256()
    for file, content in contents:
        key.update(f"{file}\0{len(content)}\0".encode("utf-8", "surrogatepass") + content)
    if key.digest() not in _LOADED:
        _LOADED[key.digest()] = build_lexicon(_parsed(contents, header))
    return _LOADED[key.digest()]


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """A lexicon as far as it could be read, with every problem on the way, not the first alone.

    `lexicon` is None where the header itself is wrong. `files` maps a concept's id to its file.
    """

    lexicon: Lexicon | None
    problems: tuple[str, ...]
    files: Mapping[str, str]


def inspect_lexicon(name_or_path: str | Path) -> Inspection:
    """Reads a lexicon and collects what breaks the schema instead of raising it.

    A variant or an entry that is wrong is left out of the lexicon; what refers to other entries is only
    looked at when all of them could be read. Raises UnknownNameError where there is no such lexicon.

    >>> inspect_lexicon("karabakh").problems
    ()
    """
    contents, header = _contents(name_or_path)
    try:
        reader = _Reader(_parsed(contents, header), problems=[])
        lexicon = reader.lexicon()
    except LexiconError as error:
        return Inspection(lexicon=None, problems=(str(error),), files={})
    return Inspection(lexicon=lexicon, problems=tuple(reader.problems or ()), files=reader.files)


def _contents(name_or_path: str | Path) -> tuple[list[tuple[Path, bytes]], Path]:
    """The files of a lexicon and which of them is its header."""
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and name_or_path in list_lexicons():
        path = data_folder("lexicons") / "disputes" / name_or_path
    if path.is_dir():
        files = sorted(path.glob("*.toml"))
        header = path / "lexicon.toml"
        if not header.is_file():
            raise LexiconError(f"{path}: no file lexicon.toml in this folder. Put id, title, version there.")
    elif path.is_file():
        files, header = [path], path
    else:
        raise UnknownNameError(str(name_or_path), kind="lexicon", known=list_lexicons())
    return [(file, _bytes(file)) for file in files], header


def list_lexicons() -> list[str]:
    """The names of the lexicons that come with the package, in order.

    >>> "karabakh" in list_lexicons()
    True
    """
    folder = data_folder("lexicons") / "disputes"
    return sorted(path.parent.name for path in folder.glob("*/lexicon.toml"))


# Lexicons by the hash of their files' names and contents, for the life of the process.
_LOADED: dict[bytes, Lexicon] = {}


#: A table of a lexicon file, with the place that messages name and whether it is the header.
Table = tuple[str, bool, dict[str, Any]]

_Made = TypeVar("_Made")


def build_lexicon(tables: Sequence[Table]) -> Lexicon:
    """The lexicon of these tables, of which one is the header. Raises LexiconError."""
    return _Reader(tables).lexicon()


def _parsed(contents: Sequence[tuple[Path, bytes]], header: Path) -> list[Table]:
    return [(_shown(path), path == header, _parse(path, content)) for path, content in contents]


class _Reader:
    """Reads the tables of one lexicon; `where` in its messages is the place as the user knows it.

    With a list for `problems`, what is wrong with an entry goes there and the entry is left out.
    """

    def __init__(self, tables: Sequence[Table], *, problems: list[str] | None = None) -> None:
        self.tables = tables
        self.problems = problems
        self.languages: tuple[str, ...] = ()
        self.associations: dict[str, str] = {}
        self.files: dict[str, str] = {}

    def lexicon(self) -> Lexicon:
        """The lexicon, checked as a whole."""
        for where, is_header, table in self.tables:
            schema.check_tables(table, ("source", "concept", "group", "party"), where=where)
            schema.check(table, schema.HEADER if is_header else schema.PART, where=where)
            if is_header:
                header, header_where = table, where
        self.languages = tuple(header["languages"])
        self.associations = {**header.get("associations", {}), **ASSOCIATIONS}
        lexicon = Lexicon(
            id=header["id"],
            title=header["title"],
            version=header["version"],
            date=header["date"],
            languages=self.languages,
            reviewed=tuple(header.get("reviewed", ())),
            associations=self.associations,
            anchor=self.anchor(header.get("anchor", {}), where=f"{header_where}: anchor"),
            endings=self.forms(header, "endings", where=header_where),
            unpaired=header.get("unpaired", {}),
            parties=self.each(self.party, self.entries("party")),
            groups=self.each(self.group, self.entries("group")),
            sources=self.each(self.source, self.entries("source")),
            concepts=self.each(self.concept, self.entries("concept")),
        )
        self.files = {str(entry.get("id")): where for where, entry in reversed(self.entries("concept"))}
        if not self.problems:
            self.check_whole(lexicon, where=header_where)
        for message in overlaps(lexicon, file_of=self.files.__getitem__):
            self.report(message)
        return replace(lexicon, hash=_hash(lexicon))

    def report(self, message: str) -> None:
        """Raises the message, or keeps it where problems are collected."""
        if self.problems is None:
            raise LexiconError(message)
        self.problems.append(message)

    def attempt(self, check: Callable[..., _Made], *arguments: Any, **named: Any) -> tuple[_Made, ...]:
        """What the check returns, or nothing where it failed and problems are collected."""
        try:
            return (check(*arguments, **named),)
        except LexiconError as error:
            if self.problems is None:
                raise
            self.problems.append(str(error))
            return ()

    def each(
        self, read: Callable[..., _Made], entries: Sequence[tuple[str, dict[str, Any]]]
    ) -> tuple[_Made, ...]:
        return tuple(made for where, entry in entries for made in self.attempt(read, entry, where=where))

    def entries(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        return [(where, entry) for where, _, table in self.tables for entry in table.get(kind, [])]

    def anchor(self, table: dict[str, Any], *, where: str) -> Anchor:
        schema.check(table, schema.ANCHOR, where=where)
        forms = {key: self.forms(table, key, where=where) for key in ("pair_one", "pair_two", "elsewhere")}
        return Anchor(concepts=tuple(table.get("concepts", ())), **forms)

    def party(self, table: dict[str, Any], *, where: str) -> Party:
        where = _place(where, "party", table)
        schema.check(table, schema.PARTY, where=where)
        schema.check_choice("association", table["association"], self.associations, where=where)
        return Party(
            id=table["id"],
            association=table["association"],
            names=self.forms(table, "names", where=where),
            lands=self.forms(table, "lands", where=where),
            opponent=table.get("opponent"),
        )

    def group(self, table: dict[str, Any], *, where: str) -> Group:
        where = _place(where, "group", table)
        schema.check(table, schema.GROUP, where=where)
        words = self.forms(table, "words", where=where)
        return Group(id=table["id"], words=words, concepts=tuple(table.get("concepts", ())))

    def source(self, table: dict[str, Any], *, where: str) -> Source:
        schema.check(table, schema.SOURCE, where=_place(where, "source", table))
        return Source(**table)

    def concept(self, table: dict[str, Any], *, where: str) -> Concept:
        where = _place(where, "concept", table)
        schema.check(table, schema.CONCEPT, where=where)
        for entry in table.get("dual", ()):
            schema.check(entry, schema.DUAL, where=f"{where}: dual")
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
            names=table.get("names", False),
            duals=tuple(Dual(**entry) for entry in table.get("dual", ())),
            variants=self.each(self.variant, [(where, entry) for entry in table["variant"]]),
        )

    def variant(self, table: dict[str, Any], *, where: str) -> Variant:
        where = _place(where, "variant", table)
        schema.check(table, schema.VARIANT, where=where)
        schema.check_choice("association", table["association"], self.associations, where=where)
        if not any(table.get(key) for key in ("forms", "case_forms", "dated_forms")):
            raise LexiconError(f'{where}: no forms. Write for example forms.en = ["Artsakh"].')
        _check_order(table, "valid_from", "valid_to", where=where)
        if "sight" in table:
            schema.check_choice("sight", table["sight"], SIGHTS, where=where)
            if not table.get("anchor"):
                raise LexiconError(f"{where}: sight is there without anchor. Write anchor = true.")
        return Variant(
            id=table["id"],
            association=table["association"],
            strength=table["strength"],
            forms=self.forms(table, "forms", where=where, brackets=True),
            case_forms=self.forms(table, "case_forms", where=where, brackets=True),
            dated_forms=self.forms(table, "dated_forms", where=where, brackets=True),
            anchor=table.get("anchor", False),
            sight=table.get("sight"),
            capital=table.get("capital", False),
            valid_from=table.get("valid_from"),
            valid_to=table.get("valid_to"),
            agent=table.get("agent"),
            patient=table.get("patient"),
            object=table.get("object"),
            near=table.get("near"),
            sides=self.sides(table["sides"], table, where=where) if "sides" in table else None,
            roles=table.get("roles", {}),
            periods=tuple(self.period(e, table, where=where) for e in table.get("periods", ())),
            note=table.get("note", "").strip(),
            sources=tuple(table.get("sources", ())),
        )

    def sides(self, table: dict[str, Any], variant: dict[str, Any], *, where: str) -> Sides:
        where = f"{where}: sides"
        schema.check_choice("role", table.get("role"), ROLES, where=where)
        associations = {party: name for party, name in table.items() if party != "role"}
        for name in associations.values():
            schema.check_choice("association", name, self.associations, where=where)
        if variant["association"] != "undirected":
            do = 'Write association = "undirected"; the sides say the rest.'
            raise LexiconError(f"{where}: the association is {variant['association']!r}. {do}")
        return Sides(role=table["role"], associations=associations)

    def period(self, table: dict[str, Any], variant: dict[str, Any], *, where: str) -> Period:
        where = f"{where}: periods"
        schema.check(table, schema.PERIOD, where=where)
        schema.check_choice("association", table["association"], self.associations, where=where)
        _check_order(table, "from", "to", where=where)
        return Period(
            association=table["association"],
            strength=table.get("strength", variant["strength"]),
            first=table.get("from"),
            last=table.get("to"),
        )

    def forms(self, table: dict[str, Any], key: str, *, where: str, brackets: bool = False) -> Forms:
        return schema.read_forms(table, key, languages=self.languages, where=where, brackets=brackets)

    def check_whole(self, lexicon: Lexicon, *, where: str) -> None:
        """Ids are unique, and what is referred to exists."""
        concepts, known = [c.id for c in lexicon.concepts], [source.id for source in lexicon.sources]
        parties, groups = [p.id for p in lexicon.parties], [g.id for g in lexicon.groups]
        kinds = {"concept": concepts, "source": known, "party": parties, "group": groups}
        for kind, names in kinds.items():
            self.attempt(schema.check_unique, names, kind, where=where)
        self.check_names("reviewed language", lexicon.reviewed, lexicon.languages, where=where)
        self.check_names("concept", lexicon.anchor.concepts, concepts, where=f"{where}: anchor")
        for group in lexicon.groups:
            self.check_names("concept", group.concepts, concepts, where=f"{where}: group {group.id!r}")
        for party in lexicon.parties:
            opponents = [party.opponent] if party.opponent is not None else []
            self.check_names("opponent", opponents, parties, where=f"{where}: party {party.id!r}")
        markers = [f"{c.id}.{v.id}" for c in lexicon.concepts for v in c.variants]
        self.check_names("variant", lexicon.unpaired, markers, where=f"{where}: unpaired")
        for concept in lexicon.concepts:
            place = f"{self.files[concept.id]}: concept {concept.id!r}"
            variants = [v.id for v in concept.variants]
            self.attempt(schema.check_unique, variants, "variant", where=place)
            self.check_names("source", concept.sources, known, where=place)
            for dual in concept.duals:
                named = (dual.first, dual.second, dual.variant)
                self.check_names("variant", named, variants, where=f"{place}: dual")
            for variant in concept.variants:
                here = f"{place}: variant {variant.id!r}"
                self.check_names("source", variant.sources, known, where=here)
                self.check_references(variant, parties, groups, where=here)

    def check_references(
        self, variant: Variant, parties: list[str], groups: list[str], *, where: str
    ) -> None:
        for keys, allowed in ((ROLES, parties), (("object", "near"), groups)):
            for key in keys:
                found = getattr(variant, key)
                self.check_names(key, () if found is None else (found,), allowed, where=where)
        sides = variant.sides.associations if variant.sides else ()
        self.check_names("party", sides, parties, where=f"{where}: sides")

    def check_names(self, kind: str, names: Iterable[str], allowed: Iterable[str], *, where: str) -> None:
        for name in names:
            self.attempt(schema.check_choice, kind, name, allowed, where=where)


def _check_order(table: Mapping[str, Any], first: str, last: str, *, where: str) -> None:
    if table.get(first, "") > table.get(last, "9999"):
        found = f"{first} {table[first]} is later than {last} {table[last]}"
        raise LexiconError(f"{where}: {found}. Swap or correct the dates.")


def _hash(lexicon: Lexicon) -> str:
    """SHA-256 over sorted JSON, entries in the order of their ids."""
    content = _content(lexicon)
    for key in ("concepts", "sources", "parties", "groups"):
        content[key] = sorted(content[key], key=lambda entry: str(entry.id))
    del content["hash"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_content)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _content(record: Any) -> dict[str, Any]:
    """The fields of one record, as `dataclasses.asdict` gives them, without its copies of all below."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{_shown(path)}: cannot be read ({error.strerror}).") from None


def _parse(path: Path, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        raise LexiconError(f"{_shown(path)}: is not UTF-8 text. Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LexiconError(f"{_shown(path)}: is not valid TOML: {error}.") from None


def _shown(path: Path) -> str:
    root = data_folder("lexicons")
    return str(Path("lexicons") / path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _place(where: str, kind: str, table: Mapping[str, Any]) -> str:
    return f"{where}: {kind} {table.get('id', '(without id)')!r}"
