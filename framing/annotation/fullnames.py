"""Full names that stand elsewhere in the text: of a surname, of an acronym, of "the ministry"."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.actors import fold, load_actors
from framing.annotation.descriptions import WORD
from framing.annotation.source_facts import facts_of

_BRACKETED = re.compile(r"\(([^()]{2,8})\)")
#: A word that opens no sentence: a word, a comma or a quotation that runs on stands before it.
_INSIDE = re.compile(r" (?![a-z])(?:(?<=[\w,;)’'—–] )|(?<=[,\w][”\"»] ))([^\W\d_][\w’'\-]*)")
#: Initials: "F" of "John F. Kerry", "U.S" of "U.S. Navy".
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.)*[^\W\d_](?![\w.’'])")

#: An article of news asks for a few names.
_MOST_SEARCHED = 100


class FullNames:
    """Looks names up in one text. Each search goes over the text once, whatever asks for it again."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.facts = facts_of(language)
        self._bodies: dict[str, str] = {}
        self._brackets: dict[str, int] | None = None
        self._offices: dict[str, list[str]] = {}
        self._lower: str | None = None
        self._inside: frozenset[str] | None = None
        self._searched = 0
        self._firsts: dict[str, int] | None = None
        self._stopped: frozenset[str] | None = None

    def first_mention(self, surname: str) -> tuple[str, str]:
        """The full name of a surname at its first mention, and the capitalised words before it.

        >>> FullNames("We met Minister Tamar Beridze.", "en").first_mention("Beridze")
        ('Tamar Beridze', 'Minister')
        """
        at = self._find(surname)
        if at < 0:
            return surname, ""
        line = self.text.rfind("\n", 0, at) + 1
        before = self.text[max(line, at - 80) : at]
        words = before.replace("—", " — ").replace("–", " – ").split()
        names: list[str] = []
        while words and words[-1][:1].isupper() and words[-1][-1].isalnum():
            if words[-1].lower() in self.facts.titles or words[-1].lower() in self.facts.closed:
                break
            if fold(self.facts.bare(words[-1])) in load_actors().places:
                break
            names.insert(0, words.pop())
        if not 0 < len(names) <= 3:
            return surname, ""
        lead: list[str] = []
        while words and words[-1][:1].isupper() and words[-1][-1] not in ",.;:!?":
            lead.insert(0, words.pop())
        return " ".join([*names, surname]), " ".join(lead)

    def has_inside(self, word: str) -> bool:
        """Whether a word stands with its capital inside a sentence, so that it is a name where it opens one.

        >>> names = FullNames("Experience shows it. Alder, he said, knew Tamar.", "en")
        >>> names.has_inside("Experience"), names.has_inside("Tamar")
        (False, True)
        """
        if self._inside is None:
            found = (self.facts.bare(w) for w in _INSIDE.findall(self.text) if w[0].isupper())
            self._inside = frozenset(found)
        return word in self._inside

    def with_stops(self, name: str) -> str:
        """A name with the stops that its initials have in the text.

        >>> FullNames("John F. Kerry met the U.S. Navy and Malcolm X here.", "en").with_stops("John F Kerry")
        'John F. Kerry'
        """
        if not _has_initials(name):
            return name
        if self._stopped is None:
            self._stopped = stopped_initials(self.text)
        stopped = self._stopped
        return _INITIALS.sub(lambda m: m.group() + "." if m.group() in stopped else m.group(), name)

    def _find(self, name: str) -> int:
        """Where a name first stands as a word: "Ali" is not in "Aliyev".

        A text with very many names is read once for all further ones.
        """
        if self._searched >= _MOST_SEARCHED:
            return self._first_words().get(name, -1)
        self._searched += 1
        at = self.text.find(name)
        while at >= 0:
            after = at + len(name)
            if not self.text[after : after + 1].isalnum() and not self.text[at - 1 : at].isalnum():
                return at
            at = self.text.find(name, after)
        return -1

    def _first_words(self) -> dict[str, int]:
        """Where each word of the text first stands, without its possessive ending."""
        if self._firsts is None:
            self._firsts = {}
            for match in WORD.finditer(self.text):
                self._firsts.setdefault(self.facts.bare(match.group()), match.start())
        return self._firsts

    def of_acronym(self, name: str) -> str:
        """An acronym's full form where the text explains it, "Full Name (FN)"; else the name itself.

        >>> FullNames("The Border Monitoring Group (BMG) came.", "en").of_acronym("BMG")
        'Border Monitoring Group'
        """
        if not (name.isupper() and 2 <= len(name) <= 8):
            return name
        at = self._bracketed().get(name)
        if at is None:
            return name
        words = self.text[max(0, at - 120) : at].split()
        wanted = len(name)
        for size in range(wanted, min(wanted + 5, len(words)) + 1):
            chosen = words[-size:]
            initials = "".join(w[0] for w in chosen if w[0].isupper())
            if initials == name and chosen[0][0].isupper():
                return " ".join(chosen)
        return name

    def _bracketed(self) -> dict[str, int]:
        """Where a short text first stands in brackets."""
        if self._brackets is None:
            self._brackets = {}
            for match in _BRACKETED.finditer(self.text):
                self._brackets.setdefault(match[1], match.start())
        return self._brackets

    def in_office(self, title: str, forms: tuple[str, ...]) -> list[str]:
        """The phrases in which the text gives a name behind what an office is called.

        >>> FullNames("Armenian President Ana Orlova came.", "en").in_office("president", ("president",))
        ['Armenian President Ana Orlova']
        """
        known = self._offices.get(title)
        if known is None:
            known = self._offices[title] = [p for form in forms for p in self._phrases(form)]
        return known

    def _phrases(self, form: str) -> list[str]:
        found: list[str] = []
        if self._lower is None:
            self._lower = self.text.lower()
        if form not in self._lower:
            return found
        for match in re.finditer(rf"(?i)(?<!\w){re.escape(form)} (?=\w)", self.text):
            start, end = match.span()
            names: list[str] = []
            for word in WORD.finditer(self.text, end, end + 60):
                if not word.group()[0].isupper() or self.text[end : word.start()].strip():
                    break
                names.append(word.group())
                end = word.end()
            before = self.text[max(0, start - 30) : start].split(" ")
            if names:
                lead = [before[-2]] if len(before) > 1 and before[-2][:1].isupper() else []
                found.append(" ".join([*lead, match.group().strip(), *names]))
        return found

    def of_body(self, body: str) -> str:
        """The name of the institution that the text first names with this noun, or an empty text.

        >>> FullNames("The Armenian Defense Ministry spoke.", "en").of_body("ministry")
        'Armenian Defense Ministry'
        """
        name = self._bodies.get(body)
        if name is None:
            name = self._bodies[body] = self._body(body)
        return name

    def _body(self, body: str) -> str:
        text = self.text
        at = text.find(body.capitalize())
        if at < 0:
            return ""
        line = text.rfind("\n", 0, at) + 1
        stop = text.find("\n", at)
        before = _up_to_a_stop(text[max(line, at - 40) : at], backwards=True)
        after = _up_to_a_stop(text[at : at + 90 if stop < 0 else min(stop, at + 90)])
        words: list[str] = []
        for word in reversed(before):
            if not word[0].isupper() or word.lower() in self.facts.closed:
                break
            words.insert(0, word)
        for word in after:
            if not (word[0].isupper() or word in self.facts.joins):
                break
            words.append(word)
        while words and not words[-1][0].isupper():
            words.pop()
        return " ".join(words) if len(words) > 1 else ""


def stopped_initials(text: str) -> frozenset[str]:
    """Single letters that a stop follows, and runs of them, without the last stop.

    >>> sorted(stopped_initials("John F. Kerry met the U.S. Navy, vitamin D and Malcolm X."))
    ['F', 'U.S', 'X']
    """
    found: set[str] = set()
    run = ""
    pieces = text.split(".")
    last = pieces.pop()
    for at, piece in enumerate(pieces):
        letter = piece[-1:]
        if run and letter == piece and _is_letter(letter):
            run = f"{run}.{letter}"
            continue
        if run and not _is_word(piece[:1]):
            found.add(run)
        opens = not _is_word(piece[-2:-1]) if len(piece) > 1 else not at
        run = letter if _is_letter(letter) and opens else ""
    if run and not _is_word(last[:1]):
        found.add(run)
    return frozenset(found)


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal()


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@lru_cache(maxsize=20_000)
def _has_initials(name: str) -> bool:
    return _INITIALS.search(name) is not None


def _up_to_a_stop(text: str, *, backwards: bool = False) -> list[str]:
    """The words up to the first mark between them, or after the last; "U.S." and initials hold no stop."""
    words: list[str] = []
    end = 0
    for word in WORD.finditer(text):
        between = text[end : word.start()].strip(" \n&")
        dotted = between == "." and words != [] and (len(words[-1]) == 1 or "." in words[-1])
        if between and not dotted:
            if not backwards:
                return words
            words = []
        words.append(word.group())
        end = word.end()
    return [] if backwards and text[end:].strip() else words
