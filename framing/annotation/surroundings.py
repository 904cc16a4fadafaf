"""The words around a mention, with the parties, places and groups of words that the lexicon knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from framing.annotation.constructions import WORDS, Constructions, Item, load_constructions
from framing.annotation.direction import UNDIRECTED, Direction, find_direction, has_object
from framing.annotation.folding import fold
from framing.annotation.matching import Entry, automaton, is_whole
from framing.annotation.naming import WordTalk
from framing.lexicon import Forms, Lexicon, Variant, plain_form

#: How many words a neighbour that `near` asks for may be away.
NEAR = 12

#: How far, in code points, the words are looked at on either side of a mention. Sentences of news are
#: rarely longer; the bound keeps the cost of a text without sentence ends linear.
REACH = 400


class Surroundings:
    """What the patterns of a language see around a mention, for one lexicon."""

    def __init__(self, lexicon: Lexicon, languages: tuple[str, ...]) -> None:
        tags: dict[str, dict[str, str]] = {}
        for slot, value, word in _marks(lexicon, languages):
            tags.setdefault(fold(word).view, {})[slot] = value
        self.tags = list(tags.values())
        self.automaton = automaton(list(tags)) if tags else None
        self.opponents = {party.id: party.opponent for party in lexicon.parties if party.opponent}
        self.constructions = load_constructions(languages[0]) if len(languages) == 1 else Constructions()
        self.word_talk = WordTalk(self.constructions)
        # Variants that share a form ask for the same words one after the other.
        self.items = lru_cache(maxsize=16)(self._items)

    def direction(
        self, view: str, span: tuple[int, int], sentence: tuple[int, int], entry: Entry
    ) -> Direction:
        """Who does it to whom, for a mention at this span of a sentence."""
        if not self.constructions.direction:
            return UNDIRECTED
        items, place = self.items(view, span, sentence)
        return find_direction(
            items, place, self.constructions, roles=entry.variant.roles, opponents=self.opponents
        )

    def allows(self, view: str, span: tuple[int, int], sentence: tuple[int, int], variant: Variant) -> bool:
        """Whether the object and the neighbour that the variant asks for are there."""
        if variant.object is not None:
            items, place = self.items(view, span, sentence, group=variant.object)
            if not has_object(items, place, self.constructions):
                return False
        if variant.near is not None:
            items, place = self.items(view, span, sentence, group=variant.near)
            near = items[max(0, place - NEAR) : place + NEAR + 1]
            return any("GROUP" in item.tags for item in near)
        return True

    def _items(
        self, view: str, span: tuple[int, int], sentence: tuple[int, int], *, group: str = ""
    ) -> tuple[list[Item], int]:
        """The words of the sentence within reach, and the place of the mention among them."""
        start, end = span
        first, last = max(sentence[0], start - REACH), min(sentence[1], end + REACH)
        marks = {start: (end, {"WORD": ""})}
        for mark_start, mark_end, tags in self._marks(view, first, last, group):
            if mark_end <= start or mark_start >= end:
                known = marks.get(mark_start)
                if known is None or mark_end > known[0]:
                    marks[mark_start] = (mark_end, tags)
        items: list[Item] = []
        done = first
        for word in WORDS.finditer(view, first, last):
            if word.start() < done:
                continue
            done, found = marks.get(word.start(), (word.end(), {}))
            items.append(Item(view[word.start() : done], word.start(), done, found))
        place = next((n for n, item in enumerate(items) if "WORD" in item.tags), None)
        if place is None:  # a mention that begins with a mark, such as "eco-activists" in quotation marks
            items.append(Item(view[start:end], start, end, {"WORD": ""}))
            items.sort(key=lambda item: item.start)
            place = next(n for n, item in enumerate(items) if "WORD" in item.tags)
        return items, place

    def _marks(
        self, view: str, first: int, last: int, group: str
    ) -> Iterator[tuple[int, int, dict[str, str]]]:
        if self.automaton is None:
            return
        part = view[first:last]
        for pattern, start, end in self.automaton.find_matches_as_indexes(part, overlapping=True):
            if is_whole(part, start, end):
                known = self.tags[pattern]
                tags = {slot: known[slot] for slot in ("PARTY", "LAND") if slot in known}
                if f"GROUP:{group}" in known:
                    tags["GROUP"] = group
                yield first + start, first + end, tags


def _marks(lexicon: Lexicon, languages: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Slot, value and word of all that the patterns ask for."""

    def words(*all_forms: Forms) -> Iterable[str]:
        for forms in all_forms:
            for language in languages:
                for form in forms.get(language, ()):
                    yield plain_form(form)

    for party in lexicon.parties:
        for word in words(party.names):
            yield "PARTY", party.id, word
            yield "LAND", party.id, word
        for word in words(party.lands):
            yield "LAND", party.id, word
    for group in lexicon.groups:
        for word in words(group.words):
            yield f"GROUP:{group.id}", group.id, word
        for concept_id in group.concepts:
            for variant in lexicon.concept(concept_id).variants:
                for word in words(variant.forms, variant.case_forms, variant.dated_forms):
                    yield f"GROUP:{group.id}", group.id, word
