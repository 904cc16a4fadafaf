"""Reads a lexicon from its TOML files: a folder, or one file.

A header in `lexicon.toml`, `[[concept]]` entries with their `[[concept.variant]]`s in the theme files,
`[[source]]` and `[[group]]` entries anywhere. `lexicons/disputes/karabakh/README.md` explains every key.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from framing.errors import LexiconError, UnknownNameError
from framing.lexicon import schema
from framing.lexicon.forms import check_forms
from framing.lexicon.records import (
    ROLES,
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
    contents = [(file, _bytes(file)) for file in files]
    key = hashlib.sha256()
    for file, content in contents:
        key.update(f"{file}\0{len(content)}\0".encode("utf-8", "surrogatepass") + content)
    if key.digest() not in _LOADED:
        _LOADED[key.digest()] = _Reader(contents, header=header).lexicon()
    return _LOADED[key.digest()]


def list_lexicons() -> list[str]:
    """The names of the lexicons that come with the package, in order.

    >>> "karabakh" in list_lexicons()
    True
    """
    folder = data_folder("lexicons") / "disputes"
    return sorted(path.parent.name for path in folder.glob("*/lexicon.toml"))


# Lexicons by the hash of their files' names and contents, for the life of the process.
_LOADED: dict[bytes, Lexicon] = {}


class _Reader:
    """Reads the files of one lexicon; `where` in its messages is the file as the user knows it."""

    def __init__(self, contents: list[tuple[Path, bytes]], *, header: Path) -> None:
        self.tables = [(_shown(path), path == header, _parse(path, content)) for path, content in contents]
        self.languages: tuple[str, ...] = ()
        self.associations: dict[str, str] = {}

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
            parties=tuple(self.party(entry, where=header_where) for entry in header.get("party", ())),
            groups=tuple(self.group(e, where=where) for where, e in self.entries("group")),
            sources=tuple(self.source(e, where=where) for where, e in self.entries("source")),
            concepts=tuple(self.concept(e, where=where) for where, e in self.entries("concept")),
        )
        self.check_whole(lexicon, where=header_where)
        content = {name: getattr(lexicon, name) for name in Lexicon.__dataclass_fields__ if name != "hash"}
        return Lexicon(**content, hash=_hash(lexicon))

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
            variants=tuple(self.variant(entry, where=where) for entry in table["variant"]),
        )

    def variant(self, table: dict[str, Any], *, where: str) -> Variant:
        where = _place(where, "variant", table)
        schema.check(table, schema.VARIANT, where=where)
        schema.check_choice("association", table["association"], self.associations, where=where)
        if not {"forms", "case_forms", "dated_forms"} & table.keys():
            raise LexiconError(f'{where}: no forms. Write for example forms.en = ["Artsakh"].')
        _check_order(table, "valid_from", "valid_to", where=where)
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
        """Ids are unique, what is referred to exists, no form belongs to two variants at a time."""
        concepts, known = [c.id for c in lexicon.concepts], [source.id for source in lexicon.sources]
        parties, groups = [p.id for p in lexicon.parties], [g.id for g in lexicon.groups]
        for kind, names in zip(
            ("concept", "source", "party", "group"), (concepts, known, parties, groups), strict=True
        ):
            schema.check_unique(names, kind, where=where)
        for name in lexicon.reviewed:
            schema.check_choice("reviewed language", name, lexicon.languages, where=where)
        for name in lexicon.anchor.concepts:
            schema.check_choice("concept", name, concepts, where=f"{where}: anchor")
        for group in lexicon.groups:
            for name in group.concepts:
                schema.check_choice("concept", name, concepts, where=f"{where}: group {group.id!r}")
        for party in lexicon.parties:
            if party.opponent is not None:
                schema.check_choice("opponent", party.opponent, parties, where=f"{where}: party {party.id!r}")
        for concept in lexicon.concepts:
            place = f"{self.file_of(concept.id)}: concept {concept.id!r}"
            variants = [v.id for v in concept.variants]
            schema.check_unique(variants, "variant", where=place)
            for name in (*concept.sources, *(s for v in concept.variants for s in v.sources)):
                schema.check_choice("source", name, known, where=place)
            for dual in concept.duals:
                for name in (dual.first, dual.second, dual.variant):
                    schema.check_choice("variant", name, variants, where=f"{place}: dual")
            for variant in concept.variants:
                self.check_references(variant, parties, groups, where=f"{place}: variant {variant.id!r}")
        check_forms(lexicon, file_of=self.file_of)

    def check_references(
        self, variant: Variant, parties: list[str], groups: list[str], *, where: str
    ) -> None:
        for key in ROLES:
            if getattr(variant, key) is not None:
                schema.check_choice(key, getattr(variant, key), parties, where=where)
        for key in ("object", "near"):
            if getattr(variant, key) is not None:
                schema.check_choice(key, getattr(variant, key), groups, where=where)
        for party in variant.sides.associations if variant.sides else ():
            schema.check_choice("party", party, parties, where=f"{where}: sides")

    def file_of(self, concept_id: str) -> str:
        for where, entry in self.entries("concept"):
            if entry.get("id") == concept_id:
                return where
        return self.tables[0][0]


def _check_order(table: Mapping[str, Any], first: str, last: str, *, where: str) -> None:
    if table.get(first, "") > table.get(last, "9999"):
        found = f"{first} {table[first]} is later than {last} {table[last]}"
        raise LexiconError(f"{where}: {found}. Swap or correct the dates.")


def _hash(lexicon: Lexicon) -> str:
    """SHA-256 over sorted JSON, entries in the order of their ids."""
    content = asdict(lexicon)
    for key in ("concepts", "sources", "parties", "groups"):
        content[key] = sorted(content[key], key=lambda entry: str(entry["id"]))
    del content["hash"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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
