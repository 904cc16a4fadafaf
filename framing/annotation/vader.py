"""VADER's rules for the tone of a short text, written for speed and equal to the authors' program.

Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
Text", ICWSM. Words and weights are read from the authors' own package (vaderSentiment, MIT); the rules
here are written anew, and tests hold every score against that program.

The program departs from what its paper says in places. These departures are kept, since the published
accuracy is that of the program:

- *So* or *this* right before a word makes it 1.25 times as strong, *never* or not.
- An idiom ("kiss of death", "kind of") is seen only where three words stand before the scored word, and
  the first of them is not itself in the lexicon.
- After *but*, a value that occurred before can be weighted in the earlier word's place.
- Idioms without a lexicon word ("in the red") count nothing, nor do the lexicon's entries of two words.
- A sign is read by its first code point; what follows an emoji without a blank is glued to its description.
- A capital *NO* before a lexicon word is worth −0.733, though *no* there is worth nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from heapq import heapify, heappop, heappush
from importlib import resources
from math import sqrt
from string import punctuation
from typing import NamedTuple

#: Hutto & Gilbert (2014): strength of capitals, of a negation, of each exclamation and question mark.
_CAPITALS = 0.733
_NEGATION = -0.74
_EXCLAMATION, _MOST_EXCLAMATIONS = 0.292, 4
_QUESTION, _MANY_QUESTIONS = 0.18, 0.96
#: The sum of values x becomes x / sqrt(x² + 15).
_NORM = 15
#: How much of a degree word's strength is left one, two and three words before the scored word.
_FADING = (1.0, 0.95, 0.9)
_EMPHATIC = frozenset(("so", "this"))
_ACTING = _EMPHATIC | {"no", "least"}
_RULE_WORDS = _ACTING | {"or", "nor", "never", "without", "doubt", "at", "very", "kind", "of", "but"}

#: How many different words are remembered, and how long a word may be to be remembered.
_MOST_WORDS, _LONGEST_WORD = 100_000, 40


class Scores(NamedTuple):
    """Compound scores in [-1, 1], to 4 decimals: `score` without the words left out, `raw` with them."""

    score: float
    raw: float


@dataclass(frozen=True, slots=True)
class Word:
    """What the rules ask about a word. `form` is in lower case, without punctuation around it.

    `valence` is None for a word that gets no score of its own, and `known` says whether the lexicon has
    the form: degree words can be both. `acts` marks words that can change the value of one near them,
    `idiom` the longest word of each idiom, `marked` whatever must be looked at in a text: scored words,
    *but*, emoji. `plain` is a word that is left out as if the lexicon lacked it, else None; such words and
    emoji are `special`.
    """

    form: str
    valence: float | None
    known: bool
    boost: float
    negates: bool
    capitals: bool
    acts: bool
    idiom: bool
    marked: bool
    emoji: bool = False
    special: bool = False
    plain: Word | None = None


def _unremarkable(capitals: bool, *, emoji: bool = False) -> Word:
    return Word(
        form="",
        valence=None,
        known=False,
        boost=0.0,
        negates=False,
        capitals=capitals,
        acts=False,
        idiom=False,
        marked=emoji,
        emoji=emoji,
        special=emoji,
    )


#: One object for all the words that no rule asks about, and one for those of them in capitals.
_UNREMARKABLE = {capitals: _unremarkable(capitals) for capitals in (False, True)}
#: A word with an emoji in it: the text is read again with the emoji spelled out.
_EMOJI = _unremarkable(False, emoji=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordLists:
    """The authors' lists: valences by word, degree words, negations, idioms, emoji by code point."""

    valences: Mapping[str, float]
    boosters: Mapping[str, float]
    negations: frozenset[str]
    idioms: Mapping[str, float]
    emoji: Mapping[str, str]


_NOTHING = Scores(0.0, 0.0)


class Vader:
    """Scores texts with and without some of the lexicon's words.

    `left_out` are forms in lower case. A score without them is that of the same rules over a lexicon
    that lacks them.

    >>> Vader(left_out=frozenset({"war"})).scores("The terrible war is over.")
    Scores(score=-0.4767, raw=-0.7906)
    """

    def __init__(self, *, left_out: frozenset[str] = frozenset()) -> None:
        self._lists = load_word_lists()
        self._words = _Words(self._lists, left_out)

    def scores(self, text: str) -> Scores:
        """Both compound scores of a text in [-1, 1]; 0.0 where the lexicon has none of its words.

        >>> Vader().scores("The talks were not a great success!").raw
        -0.7639
        """
        words = self._words.of(text)
        places = [n for n, word in enumerate(words) if word.marked]
        if not places:
            return _NOTHING
        special = [n for n in places if words[n].special]
        if special and any(words[n].emoji for n in special):
            return self.scores(self._spelled(text))
        raw = _compound(self._values(words, places), text)
        if not special:
            return Scores(raw, raw)
        for n in special:
            words[n] = words[n].plain or words[n]
        return Scores(_compound(self._values(words, places), text), raw)

    def explain(self, text: str) -> tuple[tuple[str, float], ...]:
        """The scored words in their order, each with its value after all rules, before the summing up.

        >>> [(form, round(value, 2)) for form, value in Vader().explain("No peace, but a very good talk.")]
        [('no', 0.0), ('peace', -0.93), ('good', 3.29)]
        """
        words = self._words.of(self._spelled(text))
        places = [n for n, word in enumerate(words) if word.valence is not None or word.form == "but"]
        values = self._values(words, places)
        scored = [n for n in places if words[n].valence is not None and not _is_kind_of(words, n)]
        return tuple((words[n].form, value) for n, value in zip(scored, values, strict=True))

    def _spelled(self, text: str) -> str:
        """The text with each emoji replaced by its description."""
        pieces, before = [], " "
        for sign in text:
            description = self._lists.emoji.get(sign)
            if description is None:
                pieces.append(sign)
            else:
                pieces.append(description if before == " " else f" {description}")
            before = sign
        return "".join(pieces)

    def _values(self, words: Sequence[Word], places: Iterable[int]) -> list[float]:
        """The value of each scored word among these places, in their order."""
        scored: list[int] = []
        values: list[float] = []
        contrast = mixed = None
        for n in places:
            word = words[n]
            valence = word.valence
            if valence is None:
                if contrast is None and word.form == "but":
                    contrast = n
            elif not (word.idiom and _is_kind_of(words, n)):
                scored.append(n)
                if word.capitals or _is_acted_on(words, n):
                    mixed = _is_mixed(words) if mixed is None else mixed
                    valence = self._value(words, n, valence, mixed)
                values.append(valence)
        return values if contrast is None else _contrasted(scored, values, contrast)

    def _value(self, words: Sequence[Word], n: int, valence: float, mixed: bool) -> float:
        word, value = words[n], valence
        if word.form == "no" and n + 1 < len(words) and words[n + 1].known:
            value = 0.0
        if _follows_no(words, n):
            value = valence * _NEGATION
        if word.capitals and mixed:
            value += _CAPITALS if value > 0 else -_CAPITALS
        for distance in range(1, min(n, 3) + 1):
            other = words[n - distance]
            if other.known:
                continue
            if other.boost:
                value += _FADING[distance - 1] * _boost(other, value, mixed)
            if distance == 3 and words[n - 1].form in _EMPHATIC:
                value *= 1.25
            elif other.negates:
                value *= _negation(words, n, distance)
            if distance == 3 and True in [word.idiom for word in words[n - 3 : n + 3]]:
                value = self._with_idiom(words, n, value)
        return value * _NEGATION if _follows_least(words, n) else value

    def _with_idiom(self, words: Sequence[Word], n: int, value: float) -> float:
        idioms, boosters = self._lists.idioms, self._lists.boosters

        def phrase(start: int, end: int) -> str:
            return " ".join(word.form for word in words[n + start : n + end])

        before = (phrase(-1, 1), phrase(-2, 1), phrase(-2, 0), phrase(-3, 0), phrase(-3, -1))
        value = next((idioms[p] for p in before if p in idioms), value)
        for length in (2, 3):
            value = idioms.get(phrase(0, length), value)
        for p in (phrase(-3, 0), phrase(-3, -1), phrase(-2, 0)):
            value += boosters.get(p, 0.0)
        return value


def _is_mixed(words: Sequence[Word]) -> bool:
    """Whether some words, not all, are in capitals."""
    return any(word.capitals for word in words) and not all(word.capitals for word in words)


def _is_acted_on(words: Sequence[Word], n: int) -> bool:
    """Whether a rule can change the value of the word. For most words none can, which spares most work."""
    return True in [word.acts for word in words[max(n - 3, 0) : n + 3]]


def _is_kind_of(words: Sequence[Word], n: int) -> bool:
    return words[n].form == "kind" and n + 1 < len(words) and words[n + 1].form == "of"


def _follows_no(words: Sequence[Word], n: int) -> bool:
    """*no* one or two words before, or three where an *or* stands between."""
    if n > 0 and words[n - 1].form == "no":
        return True
    if n > 1 and words[n - 2].form == "no":
        return True
    return n > 2 and words[n - 3].form == "no" and words[n - 1].form in ("or", "nor")


def _follows_least(words: Sequence[Word], n: int) -> bool:
    if not n or words[n - 1].form != "least" or words[n - 1].known:
        return False
    return n == 1 or words[n - 2].form not in ("at", "very")


def _boost(other: Word, value: float, mixed: bool) -> float:
    boost = -other.boost if value < 0 else other.boost
    if other.capitals and mixed:
        boost += _CAPITALS if value > 0 else -_CAPITALS
    return boost


def _negation(words: Sequence[Word], n: int, distance: int) -> float:
    """By what the negation at this distance multiplies the value."""
    form = words[n - distance].form
    between = [word.form for word in words[n - distance + 1 : n]]
    if form == "never" and between and between[0] in _EMPHATIC:
        return 1.25
    return 1.0 if form == "without" and "doubt" in between else _NEGATION


def _contrasted(places: Sequence[int], values: Sequence[float], contrast: int) -> list[float]:
    """Values before *but* halved, values after it times one and a half.

    For each value in turn, the first place that holds an equal one is weighted: the authors' program
    looks the value up, and can meet an earlier word. Heaps of places by value keep that fast.
    """
    current = list(values)
    holders: defaultdict[float, list[int]] = defaultdict(list)
    for k, value in enumerate(current):
        holders[value].append(k)
    for heap in holders.values():
        heapify(heap)
    for k in range(len(current)):
        value = current[k]
        first = heappop(holders[value])
        current[first] = value * (0.5 if places[first] < contrast else 1.5)
        heappush(holders[current[first]], first)
    return current


def _compound(values: Sequence[float], text: str) -> float:
    if not values:
        return 0.0
    total = float(sum(values))
    if total:
        emphasis = _emphasis(text)
        total += emphasis if total > 0 else -emphasis
    return round(total / sqrt(total * total + _NORM), 4)


def _emphasis(text: str) -> float:
    questions = text.count("?")
    asked = 0.0 if questions < 2 else questions * _QUESTION if questions <= 3 else _MANY_QUESTIONS
    return min(text.count("!"), _MOST_EXCLAMATIONS) * _EXCLAMATION + asked


class _Words(dict[str, Word]):
    """Words by the string between two blanks, looked up once each."""

    def __init__(self, lists: WordLists, left_out: frozenset[str]) -> None:
        super().__init__()
        self._lists, self._left_out = lists, left_out
        self._emoji = frozenset(lists.emoji)
        phrases = [p.split() for p in (*lists.idioms, *lists.boosters)]
        self._idioms = frozenset(max(p, key=len) for p in phrases if len(p) > 1)
        self._rule_words = _RULE_WORDS.union(lists.boosters, lists.negations, *phrases)

    def of(self, text: str) -> list[Word]:
        return list(map(self.__getitem__, text.split()))

    def __missing__(self, token: str) -> Word:
        stripped = token.strip(punctuation)
        # A sign such as ":)" would be gone.
        stripped = token if len(stripped) <= 2 else stripped
        form, capitals = stripped.lower(), stripped.isupper()
        word = _UNREMARKABLE[capitals]
        if form in self._lists.valences or form in self._rule_words or "n't" in form:
            word = self._word(form, capitals, form in self._lists.valences)
        if not token.isascii() and not self._emoji.isdisjoint(token):
            word = _EMOJI
        elif word.known and form in self._left_out:
            plain = self._word(form, capitals, False)
            word = replace(word, plain=plain, marked=True, special=True)
        if len(token) <= _LONGEST_WORD:
            if len(self) >= _MOST_WORDS:
                self.clear()
            self[token] = word
        return word

    def _word(self, form: str, capitals: bool, known: bool) -> Word:
        lists = self._lists
        scored = known and form not in lists.boosters
        boost, idiom = lists.boosters.get(form, 0.0), form in self._idioms
        negates = form in lists.negations or "n't" in form
        return Word(
            form=form,
            valence=lists.valences[form] if scored else None,
            known=known,
            boost=boost,
            negates=negates,
            capitals=capitals,
            acts=bool(boost) or negates or idiom or form in _ACTING,
            idiom=idiom,
            marked=scored or form == "but",
        )


@cache
def load_word_lists() -> WordLists:
    """The lists of the installed package vaderSentiment.

    >>> lists = load_word_lists()
    >>> lists.valences["war"], lists.boosters["very"], lists.idioms["kiss of death"]
    (-2.9, 0.293, -1.5)
    """
    from vaderSentiment import vaderSentiment as authors

    emoji = {sign: text for sign, text in _rows("emoji_utf8_lexicon.txt") if len(sign) == 1}
    return WordLists(
        valences={word: float(valence) for word, valence in _rows("vader_lexicon.txt")},
        boosters=dict(authors.BOOSTER_DICT),
        negations=frozenset(authors.NEGATE),
        idioms={phrase: value for phrase, value in authors.SPECIAL_CASES.items() if " " in phrase},
        emoji=emoji,
    )


def _rows(name: str) -> list[tuple[str, str]]:
    """The first two columns of one of the package's files."""
    text = resources.files("vaderSentiment").joinpath(name).read_text(encoding="utf-8")
    cells = (line.strip().split("\t") for line in text.split("\n") if line)
    return [(row[0], row[1]) for row in cells]
