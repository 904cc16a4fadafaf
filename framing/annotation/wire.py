"""Names the news agency whose copy an article carries: by its signature, or by its content.

A signature is an agency's name where newsrooms sign: between slashes or brackets near the start or the
end of the text ("/TASS/", "(AP)", "(with Reuters)"), in a dateline ("YEREVAN, MAY 3, ARMENPRESS."), on a
line of its own, after the last dash, as the byline, or in a closing sentence ("Reuters contributed to this
report"). The name of an agency anywhere else is a source, not a signature. By content, an article is wire
copy when its set of copies holds an article of an agency, or one that an agency signs. Photo credits and
captions do not sign a text. The words around a name are data in `lexicons/outlets/wire.toml`.

Known failures: an agency that neither the registry nor `wire.toml` knows; a newsroom that takes copy
over without a signature, where the corpus does not hold the agency's own article.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from framing.records import Annotation, Article
from framing.resources import data_folder

_WINDOW = 240
_BRACKET = re.compile(r"[/(\[]([^/()\[\]\n]{2,60})[/)\]]")
_LAST_DASH = re.compile(r"[–—-]\s*([^–—\n-]{2,40})$")
_PARTS = re.compile(r"[,/;&]|\s+(?:and|и|ve|və|և|et)\s+")
_DATELINE_PART = re.compile(r"([^,.:/–—\n-]{2,40})([,.:/–—-]|$)")
_EDGES = " \t\r\"'“”«»()[]/*.:;,–—-"
_LONGEST_NAME = 5
_LONGEST_CLOSING = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """The agency's outlet id, and the rule that found it.

    `rule` is `bracket`, `dateline`, `line`, `dash`, `byline`, `contribution` or `content`.
    """

    agency: str
    rule: str


def find_wire(
    annotations: Sequence[Annotation], *, agencies: Mapping[str, str], copies: Mapping[str, str]
) -> dict[str, Wire]:
    """The `Wire` of each article id that carries another newsroom's agency copy.

    `agencies` maps names of agencies in upper case to outlet ids, `copies` article ids to their set of
    copies. An agency's own article is never wire copy by content.

    >>> text = "BAKU, May 3. /TASS/. The road was open again on Monday."
    >>> one = Annotation(article=Article(id="1", outlet_id="x", outlet="X", title="", text=text))
    >>> find_wire([one], agencies={"TASS": "tass"}, copies={})
    {'1': Wire(agency='tass', rule='bracket')}
    """
    names = {**_more_agencies(), **agencies}
    signed = {a.article.id: wire for a in annotations if (wire := signature_of(a.article, names))}
    own = set(names.values())
    sets: dict[str, list[Article]] = defaultdict(list)
    for annotation in annotations:
        if annotation.article.id in copies:
            sets[copies[annotation.article.id]].append(annotation.article)
    for members in sets.values():
        agency = _agency_of_set(members, signed, own)
        for article in members:
            if agency and article.outlet_id not in own and article.id not in signed:
                signed[article.id] = Wire(agency=agency, rule="content")
    return dict(sorted(signed.items()))


def _agency_of_set(members: Sequence[Article], signed: Mapping[str, Wire], own: set[str]) -> str | None:
    """The agency whose article of the set is the earliest, else the one that signs the earliest."""
    ordered = sorted(members, key=lambda a: (a.date or "9", a.id))
    for article in ordered:
        if article.outlet_id in own and article.id not in signed:
            return article.outlet_id
    for article in ordered:
        if article.id in signed and signed[article.id].rule != "contribution":
            return signed[article.id].agency
    return None


def signature_of(article: Article, agencies: Mapping[str, str]) -> Wire | None:
    """The agency that signs this article, unless it is the article's own outlet.

    >>> article = Article(id="1", outlet_id="x", outlet="X", title="", text="Rain fell.\\n— Reuters")
    >>> signature_of(article, {"REUTERS": "reuters"})
    Wire(agency='reuters', rule='line')
    """
    text = _without_captions(article)
    lines = [line.strip() for line in (text[:2000] + "\n" + text[-2000:]).split("\n") if line.strip()]
    closing = [line.strip() for line in text[-2000:].split("\n") if line.strip()][-3:]
    found = (
        *(
            (_named(m.group(1), agencies), "bracket")
            for w in (text[:_WINDOW], text[-_WINDOW:])
            for m in _BRACKET.finditer(w)
        ),
        (_in_dateline(article, text, agencies), "dateline"),
        *((_named(line, agencies), "line") for line in [*lines[:2], *closing]),
        *(
            (_named(m.group(1), agencies), "dash")
            for line in closing[-1:]
            if (m := _LAST_DASH.search(line[-60:]))
        ),
        *((_named(author, agencies), "byline") for author in article.authors),
        *((_contributed(line, agencies), "contribution") for line in closing),
    )
    return next((Wire(agency=a, rule=rule) for a, rule in found if a and a != article.outlet_id), None)


def _without_captions(article: Article) -> str:
    text = article.text
    for zone in article.zones:
        if zone.kind in ("caption", "credit"):
            text = text[: zone.start] + " " * (zone.end - zone.start) + text[zone.end :]
    return text


def _named(phrase: str, agencies: Mapping[str, str]) -> str | None:
    """The first agency of a phrase that is nothing but a signature: "with Reuters", "AP, AFP"."""
    if len(phrase) > 80:
        return None
    words = phrase.strip(_EDGES)
    for before in _facts()["before"]:
        if words.casefold().startswith(before) and not words[len(before) : len(before) + 1].isalnum():
            words = words[len(before) :].strip(_EDGES)
            break
    whole = _agency(words, agencies)
    if whole:
        return whole
    parts = [part.strip(_EDGES) for part in _PARTS.split(words)]
    found = [_agency(part, agencies) for part in parts]
    others = [
        p for p, a in zip(parts, found, strict=True) if not a and p.casefold() not in _facts()["beside"]
    ]
    return None if others else next(filter(None, found), None)


def _agency(name: str, agencies: Mapping[str, str]) -> str | None:
    """The agency of exactly this name, which an ordinary word in lower case is not."""
    return agencies.get(name.upper()) if name and (name[0].isupper() or name == "dpa") else None


def _in_dateline(article: Article, text: str, agencies: Mapping[str, str]) -> str | None:
    """An agency among the parts of the dateline, after the place.

    Without a dateline zone only a name that follows a place in capitals, or that a dash or colon closes.
    """
    zone = next((z for z in article.zones if z.kind == "dateline"), None)
    head = text[zone.start : zone.end] if zone else text.lstrip()[:100].split("\n")[0]
    matches = list(_DATELINE_PART.finditer(head))[:6]
    for number, match in enumerate(matches[1:], start=1):
        sure = (
            zone is not None
            or matches[0].group(1).strip().isupper()
            or match.group(2) in ("–", "—", "-", ":")
        )
        agency = _agency(match.group(1).strip(), agencies) if sure and number else None
        if agency and match.group(2):
            return agency
    return None


def _contributed(line: str, agencies: Mapping[str, str]) -> str | None:
    folded = line.casefold()
    if len(line.split()) > _LONGEST_CLOSING or not any(cue in folded for cue in _facts()["contributed"]):
        return None
    words = [word.strip(_EDGES) for word in line.split()]
    for start in range(len(words)):
        for length in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
            agency = _agency(" ".join(words[start : start + length]), agencies)
            if agency:
                return agency
    return None


@cache
def _facts() -> dict[str, list[str]]:
    data = _data()
    return {name: [w.casefold() for w in data[name]] for name in ("before", "beside", "contributed")}


@cache
def _more_agencies() -> dict[str, str]:
    return {name.upper(): id for id, names in _data()["agencies"].items() for name in names}


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    path = data_folder("lexicons") / "outlets" / "wire.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
