"""Two names of one thing side by side, and words that are talked about instead of used."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from framing.annotation.constructions import WORDS, Constructions, Item, needed_words
from framing.annotation.folding import Folded, fold
from framing.annotation.matching import automaton
from framing.lexicon import Lexicon
from framing.records import Mention, Nested

#: How far apart, in code points, two names of one thing may stand to be one double naming.
DUAL_REACH = 60

#: How far, in code points, a word such as *term* may stand from the word that is talked about.
ABOUT_REACH = 40


def join_duals(
    mentions: Sequence[Mention], text: str, lexicon: Lexicon, constructions: Constructions
) -> Iterator[Mention]:
    """The mentions, two names of one thing side by side joined into one that keeps their order."""
    waiting: Mention | None = None
    for mention in mentions:
        if waiting is not None and _is_dual(waiting, mention, text, lexicon, constructions):
            yield _dual(waiting, mention, text, lexicon)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = _named_dual(mention, lexicon)
    if waiting is not None:
        yield waiting


def _is_dual(one: Mention, other: Mention, text: str, lexicon: Lexicon, constructions: Constructions) -> bool:
    if one.concept != other.concept or one.variant == other.variant or one.kind == "dual":
        return False
    if other.start - one.end > DUAL_REACH or not lexicon.concept(one.concept).names:
        return False
    between = fold(text[one.end : other.start]).view
    items = [Item(one.surface, -1, 0, {"FIRST": ""})]
    items += [Item(word.group(), word.start(), word.end(), {}) for word in WORDS.finditer(between)]
    items.append(Item(other.surface, len(between), len(between) + 1, {"SECOND": ""}))
    return any(pattern.match(items, 0) == items[-1] for pattern in constructions.dual)


def _dual(one: Mention, other: Mention, text: str, lexicon: Lexicon) -> Mention:
    duals = lexicon.concept(one.concept).duals
    named = next((d.variant for d in duals if (d.first, d.second) == (one.variant, other.variant)), None)
    variant = lexicon.variant(one.concept, named) if named else None
    # "Shushi (Shusha)" is quoted with its bracket.
    between = text[one.end : other.start]
    opened = between.count("(") > between.count(")")
    end = other.end + (opened and text[other.end : other.end + 1] == ")")
    return replace(
        one,
        end=end,
        surface=text[one.start : end],
        variant=variant.id if variant else one.variant,
        association=variant.association if variant else "shared",
        strength=variant.strength if variant else "neutral",
        kind="dual",
        second=None if variant else other.variant,
        nested=(*one.nested, Nested(other.start, other.end, other.concept, other.variant), *other.nested),
    )


def _named_dual(mention: Mention, lexicon: Lexicon) -> Mention:
    """A mention whose form is a double naming by itself."""
    for dual in lexicon.concept(mention.concept).duals:
        if dual.variant == mention.variant:
            return replace(mention, kind="dual")
    return mention


class WordTalk:
    """Tells words that are talked about from words that are used: *the word*, *they call it*."""

    def __init__(self, constructions: Constructions) -> None:
        self.patterns = constructions.about
        signs = needed_words(self.patterns)
        self.signs = automaton(sorted(signs)) if signs else None

    def tell(self, mentions: Iterable[Mention], folded: Folded) -> Iterator[Mention]:
        """The mentions of a text, those that the text talks about marked as such."""
        if not self.patterns:
            yield from mentions
            return
        near = self._near(folded)
        for mention in mentions:
            if mention.kind != "dual" and near(mention) and self._is_about(mention, folded.text):
                mention = replace(mention, kind="about")
            yield mention

    def _near(self, folded: Folded) -> Callable[[Mention], bool]:
        """Whether a word that every pattern needs stands near a mention: most texts have none, so that the
        words around a mention, which are dear to read, are seldom looked at."""
        if self.signs is None:
            return lambda mention: True
        found = self.signs.find_matches_as_indexes(folded.view, overlapping=True)
        spans = sorted(folded.raw(start, end) for _, start, end in found)
        starts = [start for start, _ in spans]

        def near(mention: Mention) -> bool:
            first = bisect_left(starts, mention.start - ABOUT_REACH)
            return first < len(spans) and spans[first][0] < mention.end + ABOUT_REACH

        return near

    def _is_about(self, mention: Mention, text: str) -> bool:
        before = fold(text[max(0, mention.start - ABOUT_REACH) : mention.start]).view
        after = fold(text[mention.end : mention.end + ABOUT_REACH]).view
        items = [Item(word.group(), word.start(), word.end(), {}) for word in WORDS.finditer(before)]
        place = len(items)
        items.append(Item(mention.surface, len(before), len(before), {"WORD": ""}))
        items += [Item(word.group(), word.start(), word.end(), {}) for word in WORDS.finditer(after)]
        return any(pattern.match(items, place) for pattern in self.patterns)
