"""Where the counts of tone lead, and what their lines are called: the same for tables and passages."""

from __future__ import annotations

from framing.reporting.labels import anchor


def target_label(party: str) -> str:
    """How a line names the party that a tone is toward.

    >>> target_label("armenian")
    'toward the Armenian side'
    """
    return f"toward the {party.capitalize()} side"


def tone_link(measure: str, voice: str, key: str) -> str:
    """The anchor of a count of tone; the same without and with event words, since the same is counted.

    >>> tone_link("tone_headline_raw", "all", "armenian")
    'tone-headline-all-armenian'
    """
    return anchor("tone", measure.removeprefix("tone_").removesuffix("_raw"), voice, key)


def target_link(party: str, voice: str, key: str) -> str:
    """The anchor of a count of tone toward a party.

    >>> target_link("armenian", "outlet", "western")
    'target-armenian-outlet-western'
    """
    return anchor("target", party, voice, key)
