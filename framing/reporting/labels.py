"""Words that people read, for the ids that tables hold."""

from __future__ import annotations

import hashlib
import re
from decimal import ROUND_HALF_UP, Decimal

from framing.comparison.estimates import Estimate
from framing.comparison.wordings import parse_wording
from framing.lexicon import Lexicon
from framing.records import Grouping

VOICE_LABELS = {
    "outlet": "newsroom's own voice",
    "direct": "quotation",
    "indirect": "reported speech",
    "scare": "scare quotes",
    "gloss": "editor's gloss",
    "all": "all voices",
}

MEASURE_LABELS = {
    "source_affiliation": "Whom the sources belong to",
    "source_role": "What the sources are",
    "source_kind": "Quoted or reported",
    "source_anonymous": "Named, not named or anonymous",
    "cue_class": "How their words are introduced",
    "tone_headline": "Tone of headlines, event words left out",
    "tone_sentence": "Tone of sentences, event words left out",
    "tone_article": "Tone of articles, event words left out",
    "tone_gap": "Headline minus article, event words left out",
    "tone_headline_raw": "Tone of headlines, event words counted",
    "tone_sentence_raw": "Tone of sentences, event words counted",
    "tone_article_raw": "Tone of articles, event words counted",
    "tone_gap_raw": "Headline minus article, event words counted",
}

WORD_LABELS = {
    "words_affiliation": "Words given to sources, by whom they belong to",
    "words_role": "Words given to sources, by what they are",
    "words_kind": "Words given to sources, quoted or reported",
}

POSITION_LABELS = {
    "naming_headline": "own voice, in headlines",
    "naming_first_third": "own voice, in the first third of the text",
    "naming_rest": "own voice, in the rest of the text",
}

#: What an interval speaks about, as it is printed beside it; nothing where it speaks about outlets at large.
SCOPE_LABELS = {
    "outlets": "",
    "these outlets": ", conditional on these outlets",
    "this outlet": ", conditional on these outlets, one of them alone in its group",
}

#: Verbs by which a reader knows a class of cues; `lexicons/languages/en.toml` has all of them.
CUE_EXAMPLES = {
    "neutral": "said, told, wrote",
    "neutral_official": "announced, declared, informed",
    "neutral_positive": "explained, clarified, outlined",
    "argumentative": "argued, contended, asserted",
    "distancing": "claimed, alleged, purported",
    "factive": "noted, recalled, observed",
    "factive_endorsing": "showed, proved, confirmed",
    "concessive_factive": "admitted, acknowledged, conceded",
    "denial": "denied, rejected, dismissed",
    "emphatic": "insisted, stressed, emphasised",
    "commissive": "promised, pledged, vowed",
    "negative_evaluative": "slammed, blasted, mocked",
    "accusatory": "accused, blamed, condemned",
    "approving": "hailed, praised, applauded",
    "labelling": "called, branded, described as",
    "perception": "thinks, believes, fears",
    "attitude": "wants, supports, opposes",
    "appearance": "seems, appears",
}

_NO_BRACKETS = str.maketrans("", "", "[]")
_NOT_ID = re.compile(r"[^a-z0-9_]+")


def group_label(grouping: Grouping, key: str) -> str:
    """The group's name for readers; outlets that the grouping does not place are "Not placed"."""
    return "Not placed" if key == "unlisted" else grouping.groups.get(key, key)


def category_label(category: str) -> str:
    """A kind of source, cue or quotation as a table shows it.

    >>> category_label("civil_society"), category_label("armenian"), category_label("not stated")
    ('Civil society', 'Armenian', 'Not found')
    """
    if category == "not stated":
        return "Not found"
    return category.replace("_", " ").capitalize()


def variant_label(lexicon: Lexicon, concept_id: str, category: str) -> str:
    """A variant by its first form, without the brackets that set off its context.

    A mirror word shows its side, a pair of names both in their order.

    >>> from framing.lexicon import load_lexicon
    >>> variant_label(load_lexicon("karabakh"), "region_name", "artsakh")
    'Artsakh'
    """
    wording = parse_wording(category)
    label = _first_form(lexicon, concept_id, wording.variant)
    if wording.second:
        return f"{label} ({_first_form(lexicon, concept_id, wording.second)})"
    return f"{label} [{lexicon.associations[wording.side]}]" if wording.side else label


def _first_form(lexicon: Lexicon, concept_id: str, variant_id: str) -> str:
    variant = lexicon.variant(concept_id, variant_id)
    # A name that counts only from some day on, such as Türkiye, or as an acronym may have no other forms.
    kinds = (variant.forms, variant.case_forms, variant.dated_forms)
    forms = next((found for kind in kinds for found in kind.values() if found), ())
    return forms[0].translate(_NO_BRACKETS) if forms else variant_id


def register_label(lexicon: Lexicon, concept_id: str, category: str) -> str:
    """The register that a variant belongs to, and how firmly.

    >>> from framing.lexicon import load_lexicon
    >>> register_label(load_lexicon("karabakh"), "region_name", "artsakh")
    'Armenian register, marker'
    """
    wording = parse_wording(category)
    variant = lexicon.variant(concept_id, wording.variant)
    if wording.second:
        return lexicon.associations["shared"]
    strength = "" if variant.strength == "neutral" else f", {variant.strength}"
    return lexicon.associations[wording.side or variant.association] + strength


def amount(n: int, noun: str) -> str:
    """A number of things, one of them in the singular.

    >>> amount(1, "article"), amount(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{n:,} {noun}{'s' * (n != 1)}"


def percent(value: float) -> str:
    """A share for readers, with a space that does not break.

    >>> [percent(v).replace("\xa0", " ") for v in (0.617, 0.004, 0.0, 0.998, 1.0)]
    ['62 %', '<1 %', '0 %', '>99 %', '100 %']
    """
    if 0 < value < 0.005:
        return "<1\xa0%"
    if 0.995 <= value < 1:
        return ">99\xa0%"
    return f"{100 * value:.0f}\xa0%"


def score(value: float) -> str:
    """A tone for readers, with a true minus sign.

    >>> score(0.1234), score(-0.5), score(-0.001)
    ('+0.12', '−0.50', '0.00')
    """
    shown = f"{value:+.2f}"
    return "0.00" if shown in ("+0.00", "-0.00") else shown.replace("-", "−")


def points(value: float | None, *, sign: str = "") -> str:
    """A difference of shares in points, with a true minus sign; empty where there is none.

    With `sign="+"` one above zero has its sign too.

    >>> points(0.314), points(-0.05), points(-0.001), points(None), points(0.05, sign="+")
    ('31', '−5', '0', '', '+5')
    """
    if value is None:
        return ""
    shown = f"{100 * value:{sign}.0f}"
    return "0" if shown in ("+0", "-0") else shown.replace("-", "\N{MINUS SIGN}")


def in_points(value: float, *, sign: str = "") -> str:
    """The same with its unit, a difference of one point in the singular, whatever its sign.

    >>> in_points(0.314), in_points(-0.01), in_points(0.009, sign="+"), in_points(0.0)
    ('31 points', '−1 point', '+1 point', '0 points')
    """
    shown = points(value, sign=sign)
    one = shown.lstrip("+\N{MINUS SIGN}") == "1"
    return f"{shown} point" if one else f"{shown} points"


def probability(p: float | None) -> str:
    """A p or q in three places, a small one in four; empty where there is none.

    A five is rounded up, so that no p is printed as smaller than it is.

    >>> probability(0.0625), probability(0.0005), probability(0.00001), probability(1.0)
    ('.063', '.0005', 'below .0001', '1.000')
    """
    if p is None:
        return ""
    if p < 0.0001:
        return "below .0001"
    step = Decimal("0.001") if p >= 0.001 else Decimal("0.0001")
    return str(Decimal(repr(p)).quantize(step, ROUND_HALF_UP)).removeprefix("0")


def figure_of(estimate: Estimate) -> str:
    """The figure, or "not enough data"."""
    if estimate.value is None:
        return "not enough data"
    return score(estimate.value) if estimate.unit == "score" else percent(estimate.value)


def interval_of(estimate: Estimate) -> str:
    """The interval as `48–71 %` or `−0.2 to +0.1`, empty where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    if estimate.unit == "score":
        return f"{score(estimate.low)} to {score(estimate.high)}"
    return f"{100 * estimate.low:.0f}–{100 * estimate.high:.0f}\xa0%"


def anchor(*parts: str) -> str:
    """An element id from any strings: letters and digits stay, anything else is told apart by a hash.

    >>> anchor("ev", "region_name", "armenian")
    'ev-region_name-armenian'
    >>> anchor("ev", "Ünit 1") != anchor("ev", "Ünit-1")
    True
    """
    return "-".join(_slug(part) for part in parts)


def _slug(part: str) -> str:
    slug = _NOT_ID.sub("_", part.lower()).strip("_")
    return slug if slug == part else f"{slug}_{hashlib.sha256(part.encode()).hexdigest()[:6]}"
