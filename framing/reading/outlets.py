"""The outlets we know, how they are recognised, and how they are grouped.

The facts stand in `lexicons/outlets/`: one row an outlet in its `*.csv`, groupings with their
reasons in `groupings.toml`, names that are also ordinary words in `matching.toml`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from framing.errors import InputError, LexiconError, UnknownNameError
from framing.reading.datelines import DASHES, Slot, find_slots, fold
from framing.reading.rows import Row, read_rows
from framing.records import Grouping
from framing.resources import data_folder

UNKNOWN = ("unknown", "Unknown outlet")
DEFAULT_GROUPING = "five-way"

_LISTS = ("aliases", "domains", "languages", "sources", "alternatives")
_REQUIRED = ("id", "name")
_GROUP_COLUMNS = ("five_way", "four_way", "alternatives")

#: A longer line is no outlet's name. The longest name or alias that we ship has 47 characters.
_LONGEST_LINE = 200
#: The longest host name that the domain name system allows (RFC 1035, section 2.3.4).
_LONGEST_HOST = 253


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """One row of the outlet list; a cell that holds a list is a tuple.

    `five_way` and `four_way` are group ids, `alternatives` other groups that can be defended,
    `sources` short names that `lexicons/outlets/README.md` spells out.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str = ""
    ownership: str = ""
    languages: tuple[str, ...] = ()
    rationale: str = ""
    caveats: str = ""
    confidence: str = ""
    sources: tuple[str, ...] = ()
    five_way: str = ""
    four_way: str = ""
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outlets:
    """The registry: outlets in file order, found by id, name, web address or dateline.

    >>> outlets = load_outlets()
    >>> outlets.resolve(name="TASS, Russia")
    ('tass', 'TASS')
    >>> outlets.resolve(name="The Daily Example")
    ('The Daily Example', 'The Daily Example')
    """

    outlets: tuple[Outlet, ...]
    _ids: Mapping[str, Outlet] = field(repr=False, compare=False)
    _names: Mapping[str, Outlet] = field(repr=False, compare=False)
    _domains: Mapping[str, Outlet] = field(repr=False, compare=False)
    _openings: frozenset[str] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self.outlets)

    def __len__(self) -> int:
        return len(self.outlets)

    def resolve(
        self, *, name: str | None = None, url: str | None = None, dateline: str | None = None
    ) -> tuple[str, str]:
        """The outlet's id and the name to show, from the first of the three that is given and helps.

        A given name wins, even an unknown one, which is kept as it is: a digest's web address or a
        reprinted dateline says who passed an article on, not whose it is. `name` may also be an id
        or a web address. An unknown address is kept as its host. With nothing at all:
        `("unknown", "Unknown outlet")`.

        >>> load_outlets().resolve(url="https://en.armradio.am/2020/12/09/example/")
        ('armradio', 'Public Radio of Armenia')
        >>> load_outlets().resolve()
        ('unknown', 'Unknown outlet')
        """
        given = (name or "").strip()
        if given:
            found = self.by_name(given) or self.by_id(given) or self.by_domain(given)
            return (found.id, found.name) if found else (given, given)
        found = self.by_domain(url or "") or self.by_dateline(dateline or "")
        if found:
            return found.id, found.name
        host = _host(url or "").removeprefix("www.")
        return (host, host) if "." in host else UNKNOWN

    def by_id(self, id: str) -> Outlet | None:
        """The outlet with exactly this id.

        >>> load_outlets().by_id("azertac").name
        'AZERTAC'
        """
        return self._ids.get(id)

    def by_name(self, line: str) -> Outlet | None:
        """The outlet whose name or alias is this whole line, or None. Never a near match.

        Capitals, accents, spaces, dashes, a leading *The*, a closing colon or dash, surrounding
        slashes or brackets and a country after a comma do not matter. Names that are ordinary words
        or have at most three letters must be spelled as the outlet spells them.

        >>> outlets = load_outlets()
        >>> outlets.by_name("JAM News").id, outlets.by_name("/ARMENPRESS/").id, outlets.by_name("Report").id
        ('jamnews', 'armenpress', 'report_az')
        >>> outlets.by_name("report"), outlets.by_name("Aris/AFP via Getty")
        (None, None)
        """
        line = _tidy(line)
        if not line or len(line) > _LONGEST_LINE:
            return None
        return self._named(line) or self._with_country(line)

    def by_domain(self, url_or_host: str) -> Outlet | None:
        """The outlet of a web address or host; a subdomain belongs to the closest listed domain.

        >>> outlets = load_outlets()
        >>> outlets.by_domain("https://en.armradio.am/x").id, outlets.by_domain("www.tass.com").id
        ('armradio', 'tass')
        >>> outlets.by_domain("https://example.org/tass.com")
        """
        host = _host(url_or_host)
        while "." in host:
            if host in self._domains:
                return self._domains[host]
            host = host.partition(".")[2]
        return None

    def by_dateline(self, text: str) -> Outlet | None:
        """The outlet named in the dateline that a text begins with, or None.

        `text` may be the dateline alone or the article that it opens.

        >>> outlets = load_outlets()
        >>> outlets.by_dateline("BAKU, Azerbaijan, Feb. 28, Trend: The road was opened.").id
        'trend'
        >>> outlets.by_dateline("YEREVAN (CivilNet) - The road was closed.").id
        'civilnet'
        >>> outlets.by_dateline("The road was closed, TASS reported.")
        """
        line = next((s for s in text[:1000].splitlines() if s.strip()), "").strip()
        whole = self.by_name(line) or self._before_place(line)
        if whole:
            return whole
        rules = _matching()
        for slot in find_slots(text, months=rules.months, credit_words=rules.credit_words):
            found = self._signed(slot)
            if found:
                return found
        return None

    def _named(self, line: str) -> Outlet | None:
        bare = _bare(line)
        key = _key(bare)
        outlet = self._names.get(key)
        if outlet is None or not _needs_own_spelling(key):
            return outlet
        # "Report:" may be a kicker, so an ordinary word must be the line as it stands; a short
        # acronym may stand in slashes, brackets or before a colon.
        spelled = line if key in _matching().ordinary_words else bare
        return outlet if spelled in _spellings(outlet) else None

    def _with_country(self, line: str) -> Outlet | None:
        """`TASS, Russia`: an ordinary word needs its own country, other names any country."""
        bare = _bare(line)
        for separator in (", ", " - ", " – ", " — ", " ("):
            head, found, tail = bare.rpartition(separator)
            country = _matching().countries.get(_key(tail.rstrip(")"))) if found else None
            outlet = self._names.get(_key(_bare(head))) if country else None
            if outlet is None or head[:1].islower():
                continue
            if not _needs_own_spelling(_key(_bare(head))) or country in _countries(outlet):
                return outlet
        return None

    def _before_place(self, line: str) -> Outlet | None:
        """`AZERTAC, Baku`: the whole line is a name and one or two words with capitals."""
        head, comma, place = _tidy(line[: _LONGEST_LINE + 1]).rpartition(", ")
        words = place.split()
        capitals = all(w.isalpha() and w[0].isupper() for w in words)
        credit = any(fold(w) in _matching().credit_words for w in words)  # "AFP, Getty Images"
        return self._named(head) if comma and 1 <= len(words) <= 2 and capitals and not credit else None

    def _signed(self, slot: Slot) -> Outlet | None:
        bare = _bare(_tidy(slot.name))
        key = _key(bare)
        outlet = self._names.get(key)
        if outlet is None:
            return None
        ordinary = key in _matching().ordinary_words
        if _needs_own_spelling(key) and bare not in _spellings(outlet):
            return None
        if slot.opens:  # "ArmInfo. Snow fell", "(Reuters) - Snow fell"; "NYT: ..." only as listed
            listed = slot.mark in (":", *DASHES) and not slot.paired and key in self._openings
            plain = slot.mark in (".", "/") and not slot.paired and not _needs_own_spelling(key)
            return outlet if listed or plain or (slot.paired and not ordinary) else None
        return outlet if slot.dated or slot.paired or not ordinary else None


# ---- loading outlets -------------------------------------------------------------------------------


def load_outlets(*extra_csv: str | Path) -> Outlets:
    """The outlets of `lexicons/outlets/*.csv`, and of your own files with the same columns.

    Read once and kept until a file changes. Raises InputError for a file that is not there,
    LexiconError for a broken row, an unknown column, an id, name or domain that two rows share.

    >>> load_outlets().by_id("armenpress").domains
    ('armenpress.am',)
    """
    shipped = sorted((data_folder("lexicons") / "outlets").glob("*.csv"))
    return _load(tuple(_stamp(Path(path)) for path in (*shipped, *extra_csv)))


def _stamp(path: Path) -> tuple[Path, int, int]:
    try:
        state = path.stat()
    except (OSError, ValueError):
        raise InputError("no such file", where=str(path), do="check the name and the folder") from None
    return path, state.st_mtime_ns, state.st_size


@cache
def _load(stamps: tuple[tuple[Path, int, int], ...]) -> Outlets:
    ids: dict[str, Outlet] = {}
    names: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    openings: set[str] = set()
    for path, *_ in stamps:
        for row in read_rows(path, known=[f.name for f in fields(Outlet)], required=_REQUIRED):
            outlet = _outlet(row)
            if outlet.id in ids:
                raise row.error("id", f"an id of its own; {outlet.id!r} is taken by {ids[outlet.id].name!r}")
            ids[outlet.id] = outlet
            for name in (outlet.name, *outlet.aliases):
                _claim(names, _key(_bare(_tidy(name))), outlet, row, column="aliases", found=name)
                if name != outlet.name and name.rstrip().endswith((":", *DASHES)):
                    openings.add(_key(_bare(_tidy(name))))
            for domain in outlet.domains:
                _claim(domains, domain, outlet, row, column="domains", found=domain)
    return Outlets(
        outlets=tuple(ids.values()), _ids=ids, _names=names, _domains=domains, _openings=frozenset(openings)
    )


def _outlet(row: Row) -> Outlet:
    cells: dict[str, Any] = {c: _list(v) if c in _LISTS else v for c, v in row.cells.items()}
    outlet = Outlet(**cells)
    if not (outlet.id.isascii() and outlet.id.replace("_", "").isalnum() and outlet.id == outlet.id.lower()):
        raise row.error("id", "small letters a-z, digits and _")
    if not outlet.name:
        raise row.error("name", "a name")
    for domain in outlet.domains:
        if _host(domain) != domain or "." not in domain or domain.startswith("www."):
            raise row.error("domains", "a bare domain such as armradio.am", found=domain)
    known = {"five_way": _group_ids("five_way"), "four_way": _group_ids("four_way")}
    known["alternatives"] = {**known["five_way"], **known["four_way"]}
    for column in _GROUP_COLUMNS:
        for group in outlet.alternatives if column == "alternatives" else (cells.get(column, ""),):
            if group and group not in known[column]:
                raise row.error(column, "one of " + ", ".join(known[column]), found=group, near=known[column])
    return outlet


def _claim(taken: dict[str, Outlet], key: str, outlet: Outlet, row: Row, *, column: str, found: str) -> None:
    if not key:
        raise row.error(column, "a name with letters or digits", found=found)
    if taken.setdefault(key, outlet) is not outlet:
        raise row.error(column, f"one that no other outlet has; {taken[key].id!r} has it", found=found)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


# ---- groupings -------------------------------------------------------------------------------------


def load_grouping(name_or_path: str | Path = DEFAULT_GROUPING, *, outlets: Outlets | None = None) -> Grouping:
    """A shipped grouping by name, or your own from a CSV file.

    The file has the columns `outlet` and `group`, and `label` if you like; commas, semicolons or
    tabs; UTF-8 with or without a byte-order mark. `outlet` is an id, name, alias or web address; an
    outlet that we do not know is kept as written. The date of your own file is not known and stays empty.
    `outlets` is the registry to look in, the shipped one if not given.

    Raises UnknownNameError for an unknown name, InputError for a missing file, LexiconError for a
    missing column, an empty cell, or an outlet with two groups.

    >>> load_grouping("four-way").group_of("azertac"), load_grouping().group_of("azertac")
    ('turkish_aligned', 'azerbaijani')
    """
    registry = outlets if outlets is not None else load_outlets()
    name = str(name_or_path)
    shipped = _groupings()
    if name in shipped:
        return _shipped(name, shipped[name], registry)
    looks_like_file = isinstance(name_or_path, Path) or Path(name).suffix or "/" in name or "\\" in name
    if not looks_like_file:
        raise UnknownNameError(name, kind="grouping", known=list(shipped))
    return _own(Path(name_or_path), registry)


def grouping_names() -> tuple[str, ...]:
    """The names of the shipped groupings, the default first.

    >>> grouping_names()
    ('five-way', 'four-way')
    """
    return tuple(_groupings())


def _shipped(name: str, entry: Mapping[str, Any], outlets: Outlets) -> Grouping:
    column = entry["column"]
    return Grouping(
        name=name,
        title=entry["title"],
        date=entry["date"],
        rationale=entry["rationale"],
        groups=dict(entry["groups"]),
        members={o.id: getattr(o, column) for o in outlets if getattr(o, column)},
        apart=tuple(entry["apart"]),
        notice=entry["notice"],
        origin="lexicons/outlets/groupings.toml",
    )


def _own(path: Path, outlets: Outlets) -> Grouping:
    _stamp(path)
    shipped_labels = {k: v for entry in _groupings().values() for k, v in entry["groups"].items()}
    groups: dict[str, str] = {}
    members: dict[str, str] = {}
    lines: dict[str, int] = {}
    labelled: dict[str, int] = {}
    known = ["outlet", "group", "label"]
    for row in read_rows(path, known=known, required=known[:2], any_delimiter=True):
        for column in ("outlet", "group"):
            if not row.cells[column]:
                raise row.error(column, "a name; the cell is empty")
        group, label = row.cells["group"], row.cells.get("label", "")
        outlet_id = outlets.resolve(name=row.cells["outlet"])[0]
        if members.setdefault(outlet_id, group) != group:
            earlier = f"{members[outlet_id]!r} as on line {lines[outlet_id]}"
            raise row.error("group", f"{earlier}: one group an outlet")
        lines.setdefault(outlet_id, row.line)
        groups.setdefault(group, shipped_labels.get(group, group))
        if label and group in labelled and groups[group] != label:
            raise row.error("label", f"{groups[group]!r} as on line {labelled[group]}: one label a group")
        if label:
            groups[group] = label
            labelled.setdefault(group, row.line)
    if not members:
        raise LexiconError(f"{path}: found no row below the header, expected one outlet and group a line")
    return Grouping(
        name=path.name, title=path.stem, date="", rationale=f"The user's own grouping, from {path.name}.",
        groups=groups, members=members, origin=str(path),
    )  # fmt: skip


@cache
def _groupings() -> Mapping[str, Mapping[str, Any]]:
    path = data_folder("lexicons") / "outlets" / "groupings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _group_ids(column: str) -> dict[str, str]:
    entries = (entry for entry in _groupings().values() if entry["column"] == column)
    return {group: label for entry in entries for group, label in entry["groups"].items()}


# ---- names, hosts and countries --------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Matching:
    """The facts of `matching.toml`, folded as names are."""

    ordinary_words: frozenset[str]
    months: frozenset[str]
    credit_words: frozenset[str]
    countries: Mapping[str, str]


@cache
def _matching() -> _Matching:
    path = data_folder("lexicons") / "outlets" / "matching.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Matching(
        ordinary_words=frozenset(_key(word) for word in data["ordinary_words"]),
        months=frozenset(fold(word) for word in data["months"]),
        credit_words=frozenset(fold(word) for word in data["credit_words"]),
        countries={_key(form): name for name, forms in data["countries"].items() for form in forms},
    )


def _tidy(line: str) -> str:
    """Compatibility forms and spaces made plain; letters and capitals as they are."""
    return " ".join(unicodedata.normalize("NFKC", line[: _LONGEST_LINE + 1]).split())


def _bare(line: str) -> str:
    """Without a closing colon or dash and without surrounding slashes or brackets.

    >>> _bare("(Reuters) -"), _bare("PanARMENIAN.Net -"), _bare("Aris/AFP")
    ('Reuters', 'PanARMENIAN.Net', 'Aris/AFP')
    """
    while True:
        shorter = line.strip()
        if shorter.endswith((":", *DASHES)):
            shorter = shorter[:-1]
        elif len(shorter) > 1 and shorter[0] + shorter[-1] in ("//", "()", "[]", "«»"):
            shorter = shorter[1:-1]
        if shorter == line:
            return line
        line = shorter


def _key(name: str) -> str:
    return fold(name).removeprefix("the ")


def _needs_own_spelling(key: str) -> bool:
    """True for ordinary words and for acronyms of at most three letters or digits."""
    return key in _matching().ordinary_words or (len(key) <= 3 and key.isalnum())


@cache
def _spellings(outlet: Outlet) -> frozenset[str]:
    names = [_tidy(name) for name in (outlet.name, *outlet.aliases)]
    return frozenset((*names, *(_bare(name) for name in names)))


@cache
def _countries(outlet: Outlet) -> frozenset[str]:
    """The countries that an outlet's `country` cell names, as `matching.toml` calls them."""
    words = "".join(c if c.isalnum() else " " for c in fold(outlet.country))
    cell = f" {' '.join(words.split())} "
    return frozenset(name for form, name in _matching().countries.items() if f" {form} " in cell)


def _host(url: str) -> str:
    """The host of a web address, small letters, or an empty string.

    >>> _host("https://user@EN.Armradio.am:443/x?y"), _host("two words.am")
    ('en.armradio.am', '')
    """
    rest = url[:4000].strip().replace("\\", "/")
    scheme, found, after = rest.partition("://")
    if found and scheme.isalnum():
        rest = after
    rest = rest.removeprefix("//")
    for mark in "/?#":
        rest = rest.partition(mark)[0]
    host = rest.rpartition("@")[2].partition(":")[0].rstrip(".").lower()
    plain = all(c.isalnum() or c in "-._" for c in host)
    return host if host and plain and len(host) <= _LONGEST_HOST else ""
