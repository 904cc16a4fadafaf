"""A comparison as people hold it in their hands: figures, tables, charts, a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from framing.comparison.distances import Distance, outlet_distances
from framing.comparison.estimates import Effect, Estimates, Row, estimate_tables
from framing.comparison.keyness import Keyness, keyness_of
from framing.comparison.matched import MatchedEffect, match_effect, match_effects
from framing.comparison.robustness import Robustness, check_effect
from framing.comparison.sums import Sums, sum_tables
from framing.errors import InputError
from framing.lexicon import Lexicon, LexiconChoice, combined, list_lexicons, load_lexicons
from framing.reading.outlets import grouping_names, load_grouping
from framing.records import Grouping
from framing.separability.results import Separability
from framing.store import Tables


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What `compare` gives back. `rows` and `effects` are documented in `framing.comparison`."""

    estimates: Estimates
    tables: Tables
    lexicon: Lexicon
    rivals: tuple[tuple[str, Sums], ...] = ()

    @property
    def rows(self) -> Sequence[Row]:
        """Every cell: measure, concept, category, voice, level, key, count and its estimate."""
        return self.estimates.rows

    @property
    def effects(self) -> Sequence[Effect]:
        """Every difference between two groups that both have enough data."""
        return self.estimates.effects

    def robustness(self, effect: Effect) -> Robustness:
        """The effect computed again without each outlet, in the other groupings, with wire copies, …"""
        own = self.estimates.grouping.name
        others = [load_grouping(name) for name in grouping_names() if name != own]
        return check_effect(self.estimates, effect, groupings=others, rivals=self.rivals)

    def distances(self, concept: str = "region_name", *, voice: str = "outlet") -> tuple[Distance, ...]:
        """How far apart the outlets' wordings of a concept are: Jensen-Shannon distances with intervals.

        Raises UnknownNameError for no such concept.
        """
        self.lexicon.concept(concept)
        return outlet_distances(self.estimates, concept=concept, voice=voice)

    @property
    def against_rest(self) -> Sequence[Effect]:
        """For three groups or more, every difference between a group and all others, which weigh the same."""
        return self.estimates.against_rest

    def keyness(
        self, group: str, *, against: str | None = None, measure: str = "naming", voice: str = "outlet"
    ) -> Keyness:
        """What sets a group apart from all others, or from the group `against`: a rank, no test.

        `measure` is `naming`, `cue_class` or another measure of shares; measures of sources have the voice
        `all`. Raises UnknownNameError for a group or measure that is none.
        """
        return keyness_of(
            self.estimates.sums,
            group,
            grouping=self.estimates.grouping,
            against=against,
            measure=measure,
            voice=voice,
            wire=self.estimates.recipe["wire"],
        )

    def effects_frame(self) -> Any:
        """Both kinds of differences as a tidy pandas DataFrame, `contrast` telling them apart.

        One row a difference: its interval, p and q, odds ratio, Cliff's delta, and the test over outlets.
        """
        import pandas

        from framing.reporting.effect_view import EFFECT_COLUMNS, flat_effect

        rows = [flat_effect(e) for e in (*self.effects, *self.against_rest)]
        return pandas.DataFrame(rows, columns=list(EFFECT_COLUMNS))

    def match_events(self, effect: Effect) -> MatchedEffect:
        """The effect inside the events that both groups report, and what of it comes from coverage."""
        return match_effect(self.estimates, effect)

    def same_events(
        self, concept: str = "region_name", *, voice: str = "outlet"
    ) -> tuple[MatchedEffect, ...]:
        """Every difference in naming a concept, inside the events that both groups report.

        Raises UnknownNameError for no such concept.
        """
        self.lexicon.concept(concept)
        which = ("naming", concept, voice)
        effects = [e for e in self.effects if (e.measure, e.concept, e.voice) == which]
        return match_effects(self.estimates, effects)

    def same_events_frame(self, concept: str = "region_name", *, voice: str = "outlet") -> Any:
        """`same_events` as a tidy pandas DataFrame: one row for each wording and pair of groups.

        The columns are those of `framing.reporting.matched_rows.flat_matched`.
        """
        import pandas

        from framing.reporting.matched_rows import flat_matched

        return pandas.DataFrame([flat_matched(m) for m in self.same_events(concept, voice=voice)])

    def separability(
        self,
        *,
        permutations: int = 200,
        mask_names: bool = False,
        own_voice: bool = False,
        seed: int | None = None,
    ) -> Separability:
        """Whether a classifier tells the groups apart by how they write about the same events.

        Names of outlets, bylines and datelines are masked, and whole outlets and events are left out of
        learning. `mask_names` also masks the names that the lexicon compares (of the region, of places): what
        is left then is other wording. `own_voice` masks all quoted and reported statements. `seed` is the
        comparison's own by default. Slow: seconds for a hundred articles, minutes for two thousand. Raises
        ValueError for fewer than 1 permutation.
        """
        from framing.separability.separate import separate_groups

        return separate_groups(
            self.tables,
            self.estimates,
            permutations=permutations,
            masked_concepts=[c.id for c in self.lexicon.concepts if c.names] if mask_names else (),
            own_voice=own_voice,
            seed=self.estimates.recipe["seed"] if seed is None else seed,
        )

    def frame(self) -> Any:
        """The rows as a tidy pandas DataFrame: one row a cell, the estimate's fields as columns."""
        import pandas

        return pandas.DataFrame([flat_row(row) for row in self.rows], columns=list(ROW_COLUMNS))

    def chart(self, concept: str = "region_name", *, voice: str = "outlet") -> Any:
        """A matplotlib figure of naming shares by group. Raises UnknownNameError for no such concept."""
        from framing.reporting.naming import draw_naming

        self.lexicon.concept(concept)
        return draw_naming(self.estimates, self.lexicon, concept=concept, voice=voice)

    def report(
        self,
        path: str | Path,
        *,
        title: str = "How the outlets tell it",
        separability: Separability | None = None,
    ) -> Path:
        """Writes the page, one self-contained HTML file, and gives its path back.

        `separability` is what `comparison.separability()` gave; without it the page has no such section.
        """
        from framing.reporting.page import write_page

        return write_page(self, path, title=title, separability=separability)

    def __repr__(self) -> str:
        """What was compared: a notebook keeps what it shows, and would keep every article whole."""
        corpus = self.estimates.corpus
        return (
            f"<Comparison: {corpus.n_articles} articles, {len(corpus.outlets)} outlets, grouping "
            f"{self.estimates.grouping.name}>"
        )

    def _repr_html_(self) -> str:
        """The findings for Jupyter; escaped."""
        from framing.reporting.findings import find_findings

        found = find_findings(self.estimates, self.lexicon, self.tables, check=self.robustness)
        items = "".join(
            f"<li>{escape(f.text)}{f' <b>Fragile:</b> {escape(f.fragile)}' if f.fragile else ''}</li>"
            for f in found
        )
        corpus = self.estimates.corpus
        return (
            f"<p><b>Comparison</b>: {corpus.n_articles} articles, {len(corpus.outlets)} outlets, "
            f"grouping {escape(self.estimates.grouping.name)}</p><ul>{items}</ul>"
        )


def compare(
    annotations: Tables,
    *,
    by: str | Path | Grouping = "five-way",
    wire: str = "collapse",
    seed: int = 0,
    lexicon: LexiconChoice | None = None,
    rival: Tables | None = None,
) -> Comparison:
    """Naming shares, tone and source shares by group, outlet and voice.

    `by` is a grouping's name, a CSV file with the columns outlet and group, or a Grouping. `seed`
    feeds the resampling: the same seed gives the same figures. `lexicon` is needed only where the
    tables were made with a lexicon of your own; it may be several. `wire` is `collapse` (one of each set of
    copies counts in a group), `keep` (all count) or `drop` (none that was taken over from elsewhere).
    `rival` are the same articles annotated with another lexicon: findings that it does not bear out are
    called fragile.
    """
    grouping = by if isinstance(by, Grouping) else load_grouping(by)
    _check_tone(annotations)
    estimates = estimate_tables(annotations, grouping=grouping, wire=wire, seed=seed)
    return Comparison(
        estimates=estimates,
        tables=annotations,
        lexicon=_lexicon(annotations, lexicon),
        rivals=() if rival is None else ((_lexicon_name(rival), sum_tables(rival)),),
    )


def _check_tone(tables: Tables) -> None:
    """An earlier version told tone in one line of the recipe, and its `score` counted event words."""
    if tables.tones and isinstance(tables.manifest.get("recipe", {}).get("tone"), str):
        raise InputError(
            "the tones were made by an earlier version, whose scores count event words",
            where="manifest.json",
            do="annotate the articles again",
        )


#: The columns of `flat_row`, which a table without any cell has too.
ROW_COLUMNS = (
    *("measure", "concept", "category", "voice", "level", "key", "count", "n_items", "n_articles"),
    *("n_outlets", "value", "low", "high", "unit", "note", "scope", "smoothed"),
)


def flat_row(row: Row) -> dict[str, Any]:
    """A cell as one flat dictionary, for CSV, JSON and DataFrames."""
    e = row.estimate
    return {
        "measure": row.measure,
        "concept": row.concept,
        "category": row.category,
        "voice": row.voice,
        "level": row.level,
        "key": row.key,
        "count": row.count,
        "n_items": e.n_items,
        "n_articles": e.n_articles,
        "n_outlets": e.n_outlets,
        "value": e.value,
        "low": e.low,
        "high": e.high,
        "unit": e.unit,
        "note": e.reason,
        "scope": e.scope,
        "smoothed": e.smoothed,
    }


def _lexicon_name(tables: Tables) -> str:
    return ", ".join(tables.manifest.get("recipe", {}).get("lexicons", {})) or "of the second annotation"


def _lexicon(tables: Tables, given: LexiconChoice | None) -> Lexicon:
    """What the tables were made with, to look concepts up in; a lexicon of one's own has to be given."""
    used = tables.manifest.get("recipe", {}).get("lexicons", {})
    lexicons = load_lexicons(given if given is not None else _shipped(used))
    for lexicon in lexicons:
        made_with = used.get(lexicon.id, {}).get("hash")
        if made_with and made_with != lexicon.hash:
            raise InputError(
                f"the tables were made with another version of the lexicon {lexicon.id!r}",
                where="manifest.json",
                do="annotate the articles again",
            )
    known = {lexicon.id for lexicon in lexicons}
    missing = [name for name in used if name not in known]
    if missing:
        lexicons = load_lexicons([*lexicons, *_shipped(missing)])
    return combined(lexicons)


def _shipped(used: Iterable[str]) -> list[str]:
    names = list(used) or ["karabakh"]
    for name in names:
        if name not in list_lexicons():
            raise InputError(
                f"the tables were made with the lexicon {name!r}, which does not come with the package",
                where="manifest.json",
                do="name its file with --lexicon, or with lexicon=",
            )
    return names
