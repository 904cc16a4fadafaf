"""Tokens, sentences and the language of a text. Facts come from `lexicons/languages/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from framing.records import Span
from framing.resources import data_folder

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(frozen=True, kw_only=True)
class Language:
    """One file of `lexicons/languages/`: its facts, and what the mechanisms need of them.

    `reviewed` is False until a native speaker has read the file; results then carry a note.
    """

    code: str
    name: str
    reviewed: bool
    abbreviations: frozenset[str] = frozenset()
    sentence_end: str = ".?!"
    data: dict[str, Any] = field(default_factory=dict, repr=False)


@cache
def load_language(code: str) -> Language:
    """The language data for a code such as `"en"`; bare facts where there is no file for it.

    >>> load_language("en").name
    'English'
    """
    path = data_folder("lexicons") / "languages" / f"{code}.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not path.is_file():
        return Language(code=code, name=code, reviewed=False)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    sentences = data.get("sentences", {})
    return Language(
        code=code,
        name=data["name"],
        reviewed=data.get("reviewed", False),
        abbreviations=frozenset(sentences.get("abbreviations", ())),
        sentence_end=sentences.get("end", ".?!"),
        data=data,
    )


def count_tokens(text: str) -> int:
    """The number of word tokens.

    >>> count_tokens("The right to self-determination, he said.")
    6
    """
    return len(_WORD.findall(text))


def find_words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the word tokens between two offsets, in text order.

    >>> find_words("He said so.", 3)
    [Span(start=3, end=7), Span(start=8, end=10)]
    """
    return [Span(*m.span()) for m in _WORD.finditer(text, start, len(text) if end is None else end)]


def find_word_starts(text: str, start: int, end: int) -> list[int]:
    """Where the word tokens between two offsets begin: for counting, faster than their spans.

    >>> find_word_starts("He said so.", 3, 11)
    [3, 8]
    """
    return [m.start() for m in _WORD.finditer(text, start, end)]


def find_sentences(text: str, language: Language) -> list[Span]:
    """Sentence spans in text order; a sentence never crosses a line end.

    A sentence ends at a mark of `sentences.end`, with the closing marks that hug it, before white
    space, unless the next letter is lower case or the mark belongs to an abbreviation or an
    initial. After an abbreviation that can end a sentence ("U.S.") only a word of
    `sentences.starters` begins a new one. Known failures: a sentence that really begins in lower
    case; a name after an abbreviation that did end its sentence ("in the U.S. Mr. Smith said").

    >>> text = "Mr. Smith came. He left."
    >>> [text[s.start:s.end] for s in find_sentences(text, load_language("en"))]
    ['Mr. Smith came.', 'He left.']
    """
    rules = _sentence_rules(language.code)
    spans: list[Span] = []
    start, size = 0, len(text)
    for match in rules.ends.finditer(text):
        end = match.end()
        if text[match.start()] == "\n":
            _add_span(spans, text, start, match.start())
            start = end
        elif end >= size or (text[end].isspace() and _ends_sentence(text, match.start(), end, rules)):
            _add_span(spans, text, start, end)
            start = end
    _add_span(spans, text, start, size)
    return spans


@dataclass(frozen=True)
class _SentenceRules:
    ends: re.Pattern[str]
    abbreviations: frozenset[str]
    before_name: frozenset[str]
    starters: frozenset[str]


@cache
def _sentence_rules(code: str) -> _SentenceRules:
    language = load_language(code)
    facts = language.data.get("sentences", {})
    marks = re.escape(language.sentence_end + "…")
    # Possessive, and with no condition behind it, so that a megabyte of dots costs one step a dot.
    return _SentenceRules(
        # The class that stands first lets the search jump from mark to mark.
        ends=re.compile(rf"[\n{marks}](?:(?<=\n)\n*+|[{marks}]*+[\"'”’»)\]]*+)"),
        abbreviations=language.abbreviations,
        before_name=frozenset(facts.get("before_name", language.abbreviations)),
        starters=frozenset(facts.get("starters", ())),
    )


def _add_span(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append(Span(start, end))


_LONGEST_ABBREVIATION = 12
_OPENING = "\"'“”„‘’«([{—–-"


def _ends_sentence(text: str, mark: int, end: int, rules: _SentenceRules) -> bool:
    """Whether the mark at this place, followed by white space, ends its sentence."""
    first = end
    while first < len(text) and text[first] in " \t\u00a0\u2009\u202f\r":
        first += 1
    while first < len(text) and text[first] in _OPENING:
        first += 1
    if first < len(text) and text[first].islower() and end - first < 8:
        return False
    if text[mark] != "." or end - mark > 1 + (text[end - 1] in "'’"):
        return True
    near = text[max(0, mark - _LONGEST_ABBREVIATION - 1) : mark]
    word = near.rsplit(maxsplit=1)[-1] if near and not near[-1].isspace() else ""
    begin = mark - len(word)
    word = word.lstrip(_OPENING)
    lower = word.lower()
    if lower in rules.before_name or (len(word) == 1 and word.isupper() and lower != "i"):
        return False
    if word.isdigit() and (begin == 0 or text[begin - 1] == "\n"):
        return False
    if lower in rules.abbreviations or _is_initials(word):
        stop = first
        while stop < len(text) and text[stop].isalpha():
            stop += 1
        return text[first:stop].lower() in rules.starters
    return True


def _is_initials(word: str) -> bool:
    return "." in word and all(len(part) <= 1 for part in word.split("."))


_SCRIPTS = (("hy", "\u0531", "\u058a"), ("ka", "\u10a0", "\u10ff"), ("ru", "\u0400", "\u04ff"))
_LATIN = ["en", "tr", "az", "fr", "de", "es", "it", "pl"]


def detect_language(text: str) -> str:
    """The likely language code of a text: by script first, then by py3langid.

    Known failures: Ukrainian and other Cyrillic languages read as `ru`; texts under 20 letters.

    >>> detect_language("The two sides signed a statement on Monday evening.")
    'en'
    """
    letters = [c for c in text[:4000] if c.isalpha()]
    if not letters:
        return "und"
    for code, low, high in _SCRIPTS:
        if sum(low <= c <= high for c in letters) > len(letters) / 2:
            return code
    return str(_identifier().classify(text[:4000])[0])


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LATIN)
    return identifier
