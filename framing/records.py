"""The frozen records that travel between the rooms of the package.

All offsets are half-open and count code points of the text exactly as it was read, never of a
lower-cased or normalised copy. `field` is `"title"` or `"text"` and says which string of the
article an offset points into.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

FIELDS = ("title", "text")

#: Who is speaking where a span stands. `outlet`: the newsroom itself. `direct`: inside a source's
#: quotation marks. `indirect`: reported speech or thought. `scare`: marks or *so-called* without a
#: source. `gloss`: an editor's insertion or an explained alternative name.
VOICES = ("outlet", "direct", "indirect", "scare", "gloss")

#: Parts of an article that are not running text. Everything else is `body` (or `headline`).
ZONES = ("standfirst", "dateline", "caption", "credit", "footer")

#: Registers that every dispute has, with their labels; a lexicon adds those of its parties. The register
#: that a wording belongs to is never the outlet that used it, never who is right. `undirected`: a word that
#: both parties use of each other, where the text does not say who does it.
ASSOCIATIONS = {
    "international": "international press",
    "shared": "used by all",
    "undirected": "direction not stated",
}

#: How firmly. A `marker` is rare outside its register, a `leaning` variant is more frequent in it.
STRENGTHS = ("marker", "leaning", "neutral")

#: How a wording stands in the text. `use`: it names the thing. `dual`: two names of one thing, side by side.
#: `about`: the text speaks of the word itself.
MENTION_KINDS = ("use", "dual", "about")

#: Kinds of attribution in the terms of PARC (Pareti 2012) and PolNeAR (Newell et al. 2018).
KINDS = ("direct", "indirect", "mixed")


class Span(NamedTuple):
    """A half-open range of code points.

    >>> "Artsakh and Shusha"[slice(*Span(0, 7))]
    'Artsakh'
    """

    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Zone:
    """A stretch of `Article.text` that is not body: its kind is one of `ZONES`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAside:
    """A line (1-based) of the source file that was recognised as noise.

    It was kept out of the text; an `inline_artifact` is a mangled word that was mended in it.
    """

    line: int
    text: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """An input that could not be used, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One article as read.

    `outlet_id` is the registry's id, or the outlet's own name where the registry has none.
    `date` is ISO `YYYY-MM-DD` or None, `time` is `HH:MM` or None, `origin` is the file and the
    place in it (`news.txt:34`).
    """

    id: str
    outlet_id: str
    outlet: str
    title: str
    text: str
    date: str | None = None
    time: str | None = None
    language: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    origin: str = ""
    event: str | None = None
    set_aside: tuple[SetAside, ...] = ()

    def field(self, name: str) -> str:
        """The string that offsets of this field point into.

        >>> Article(id="1", outlet_id="x", outlet="X", title="A title", text="Body.").field("title")
        'A title'
        """
        return self.title if name == "title" else self.text

    def zone_at(self, field: str, offset: int) -> str:
        """`headline` for the title, else the kind of zone at this offset, else `body`."""
        if field == "title":
            return "headline"
        for zone in self.zones:
            if zone.start <= offset < zone.end:
                return zone.kind
        return "body"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribution:
    """Words or thoughts that an article ascribes to a source.

    `content` is one span, or several where the cue breaks the quotation. `source` and `cue` are
    None where the article names none. `rule` names the rule that found it. `parent_id` is the
    attribution whose content holds this one. `affiliation` and `role` are None where the article
    does not say and the registry does not know: never a guess.
    """

    id: str
    field: str
    kind: str
    content: tuple[Span, ...]
    source: Span | None = None
    entity: str | None = None
    affiliation: str | None = None
    role: str | None = None
    anonymous: bool = False
    cue: Span | None = None
    cue_class: str | None = None
    parent_id: str | None = None
    rule: str = ""


class Nested(NamedTuple):
    """A form that lies inside a longer mention and does not count: its span and what it would have been."""

    start: int
    end: int
    concept: str
    variant: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One occurrence of a lexicon's variant, in its innermost voice.

    `kind` is one of `MENTION_KINDS`; a `dual` mention is of the pair's own variant, or else of its first
    name's, with the other name in `second`. `side` is the register that its direction gives to a mirror
    word whose variant is the same for both parties. `agent` and `patient` are the parties that a mirror word
    is said of, where the text says so, and `direction` names the rules that found them. `nested` are shorter
    forms inside the mention. `rule` names the form that was found, `voice_rule` the rule behind the voice.
    """

    field: str
    start: int
    end: int
    surface: str
    lexicon: str
    concept: str
    variant: str
    association: str
    strength: str
    voice: str
    zone: str
    attribution_id: str | None = None
    rule: str = ""
    voice_rule: str = ""
    kind: str = "use"
    second: str | None = None
    side: str | None = None
    agent: str | None = None
    patient: str | None = None
    direction: str = ""
    nested: tuple[Nested, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tone:
    """How a headline or sentence sounds: `score` in [-1, 1], `label` -1, 0 or 1.

    `target` is None for the tone of the whole span. Such a tone leaves event words (*killed*, *truce*)
    out of `score` and `label`; `score_raw` counts them. It is None for the tone toward a target. `zone`
    is the part of the article where the span begins. `target_rule` says what stands for the target: `name`,
    or `pronoun` or `office` for a word that means somebody named before. `reason` is None, or why a target's
    label is 0 although the method does not know.
    """

    field: str
    start: int
    end: int
    score: float
    label: int
    voice: str
    target: str | None = None
    target_start: int | None = None
    target_end: int | None = None
    score_raw: float | None = None
    zone: str | None = None
    target_rule: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotation:
    """An article with all that was found in it."""

    article: Article
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tones: tuple[Tone, ...] = ()
    n_tokens: int = 0
    n_sentences: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """Which outlet belongs to which group. Contestable, so it is named in every result.

    `groups` maps the group's id to its label, in the order of display; `members` maps an outlet's
    id to a group's id; `apart` lists the groups that are shown after the others; `notice` is
    printed with every result, or empty.
    """

    name: str
    title: str
    date: str
    rationale: str
    groups: Mapping[str, str]
    members: Mapping[str, str]
    apart: tuple[str, ...] = ()
    notice: str = ""
    origin: str = ""

    def group_of(self, outlet_id: str) -> str:
        """The group's id, or `unlisted` for an outlet that the grouping does not place."""
        return self.members.get(outlet_id, "unlisted")
