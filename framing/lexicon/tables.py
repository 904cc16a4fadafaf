"""A lexicon as the tables of its files: what the reader of `framing.lexicon.files` takes, turned round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framing.lexicon.records import Anchor, Concept, Forms, Group, Lexicon, Party, Period, Source, Variant
from framing.records import ASSOCIATIONS


def lexicon_table(lexicon: Lexicon) -> dict[str, Any]:
    """The lexicon as one table with the keys of the schema; what is empty is left out.

    >>> from framing.lexicon import load_lexicon
    >>> table = lexicon_table(load_lexicon())
    >>> table["id"], table["concept"][0]["variant"][0]["strength"] in ("marker", "leaning", "neutral")
    ('karabakh', True)
    """
    own = {key: label for key, label in lexicon.associations.items() if key not in ASSOCIATIONS}
    table = {
        "id": lexicon.id,
        "title": lexicon.title,
        "version": lexicon.version,
        "date": lexicon.date,
        "languages": list(lexicon.languages),
    }
    return table | _filled(
        reviewed=list(lexicon.reviewed),
        associations=own,
        anchor=_anchor(lexicon.anchor),
        endings=_forms(lexicon.endings),
        unpaired=dict(lexicon.unpaired),
        party=[_party(party) for party in lexicon.parties],
        group=[_group(group) for group in lexicon.groups],
        source=[_source(source) for source in lexicon.sources],
        concept=[_concept(concept) for concept in lexicon.concepts],
    )


def _anchor(anchor: Anchor) -> dict[str, Any]:
    return _filled(
        concepts=list(anchor.concepts),
        pair_one=_forms(anchor.pair_one),
        pair_two=_forms(anchor.pair_two),
        elsewhere=_forms(anchor.elsewhere),
    )


def _party(party: Party) -> dict[str, Any]:
    table = {"id": party.id, "association": party.association, "names": _forms(party.names)}
    return table | _filled(lands=_forms(party.lands), opponent=party.opponent)


def _group(group: Group) -> dict[str, Any]:
    return {"id": group.id} | _filled(words=_forms(group.words), concepts=list(group.concepts))


def _source(source: Source) -> dict[str, Any]:
    return {"id": source.id, "citation": source.citation} | _filled(url=source.url, checked=source.checked)


def _concept(concept: Concept) -> dict[str, Any]:
    table = {
        "id": concept.id,
        "title": concept.title,
        "description": concept.description,
        "contested": concept.contested,
        "sources": list(concept.sources),
    }
    optional = _filled(
        ambiguity=concept.ambiguity,
        names=concept.names,
        exclusions=_forms(concept.exclusions),
        elsewhere=_forms(concept.elsewhere),
        left_out=_forms(concept.left_out),
        dual=[{"first": d.first, "second": d.second, "variant": d.variant} for d in concept.duals],
    )
    return table | optional | {"variant": [_variant(variant) for variant in concept.variants]}


def _variant(variant: Variant) -> dict[str, Any]:
    table = {"id": variant.id, "association": variant.association, "strength": variant.strength}
    sides = {"role": variant.sides.role, **variant.sides.associations} if variant.sides else {}
    return table | _filled(
        forms=_forms(variant.forms),
        case_forms=_forms(variant.case_forms),
        dated_forms=_forms(variant.dated_forms),
        anchor=variant.anchor,
        sight=variant.sight,
        capital=variant.capital,
        valid_from=variant.valid_from,
        valid_to=variant.valid_to,
        agent=variant.agent,
        patient=variant.patient,
        object=variant.object,
        near=variant.near,
        sides=sides,
        roles=dict(variant.roles),
        periods=[_period(period) for period in variant.periods],
        note=variant.note,
        sources=list(variant.sources),
    )


def _period(period: Period) -> dict[str, Any]:
    table = {"association": period.association, "strength": period.strength}
    return table | _filled(**{"from": period.first, "to": period.last})


def _forms(forms: Forms) -> Mapping[str, list[str]]:
    return {language: list(words) for language, words in forms.items()}


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
