"""What goes with every tone: what it does not mean, and how often the method is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

#: Printed wherever tone is shown.
NOT_STANCE = (
    "Sentiment is not stance: a gloomy sentence can support, a cheerful one oppose "
    "(Bestvater & Monroe 2022, doi 10.1017/pan.2022.10)."
)
WEAK_ON_HEADLINES = (
    "Word lists agree poorly with readers, on headlines above all "
    "(van Atteveldt et al. 2021, doi 10.1080/19312458.2020.1869198)."
)


def tone_notes(recipe: Mapping[str, Any]) -> Iterator[str]:
    """What tone is not and how often it is right, one sentence a line."""
    yield NOT_STANCE
    yield WEAK_ON_HEADLINES
    accuracy = accuracy_in_short(recipe)
    if accuracy:
        yield f"Measured: {accuracy}."


def accuracy_lines(recipe: Mapping[str, Any], *, method: str = "vader") -> tuple[str, ...]:
    """What was measured of a tone method, as the recipe tells it: one sentence for each labelled set.

    Empty where nothing was measured.

    >>> row = {"method": "vader", "data": "A set", "task": "a task", "measure": "macro-F1", "n": 343}
    >>> row |= {"column": "score", "value": 53.8, "floor": 18.9, "date": "2026-11-24"}
    >>> print(accuracy_lines({"tone": {"accuracy": [row]}})[0].replace("\\xa0", " "))
    A set: macro-F1 53.8 % without event words (commonest label alone: 18.9 %); n = 343; a task; 2026-11-24
    """
    by_data: dict[str, list[Mapping[str, Any]]] = {}
    for row in _accuracy(recipe):
        if row["method"] == method:
            by_data.setdefault(row["data"], []).append(row)
    return tuple(_accuracy_line(rows) for rows in by_data.values())


def accuracy_in_short(recipe: Mapping[str, Any], *, method: str = "vader") -> str:
    """The same in half a line; empty where nothing was measured.

    >>> from framing.annotation.tone import tone_recipe
    >>> accuracy_in_short({"tone": tone_recipe()})
    'macro-F1 53.8 and 54.1 of 100 on labelled news sentences (NewsMTSC)'
    """
    rows = [r for r in _accuracy(recipe) if r["method"] == method and r["column"] == "score"]
    if not rows:
        return ""
    values = " and ".join(f"{r['value']:.1f}" for r in rows)
    sets = ", ".join(dict.fromkeys(r["data"].split(",")[0] for r in rows))
    return f"{rows[0]['measure']} {values} of 100 on labelled news sentences ({sets})"


def targets_method(recipe: Mapping[str, Any]) -> str:
    """The method of the tone toward parties, as the recipe names it; empty where there is none.

    >>> targets_method({"tone": {"targets": {"method": "linear"}}})
    'linear'
    """
    tone = recipe.get("tone")
    targets = tone.get("targets") if isinstance(tone, Mapping) else None
    return str(targets["method"]) if targets else ""


def _accuracy(recipe: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    tone = recipe.get("tone")
    return tone.get("accuracy", ()) if isinstance(tone, Mapping) else ()


def _accuracy_line(rows: Sequence[Mapping[str, Any]]) -> str:
    first, names = rows[0], {"score": " without event words", "score_raw": " with them"}
    values = ", ".join(f"{r['value']:.1f}\xa0%{names.get(r['column'], '')}" for r in rows)
    return (
        f"{first['data']}: {first['measure']} {values} (commonest label alone: "
        f"{first['floor']:.1f}\xa0%); n = {first['n']}; {first['task']}; {first['date']}"
    )
