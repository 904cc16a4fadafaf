"""Interviews and transcripts: whose turn it is to speak, where lines begin with a name and a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

#: Fewer lines with a label are headings or one quotation.
_FEWEST_TURNS = 3
#: A label: a name, perhaps with a title or in brackets, or one letter, at the head of a line.
_LABEL = re.compile(r"[ \t]*([^\W\d_a-z][^\n:?!“”\"«»;]{0,60}):[ \t\n]")
#: The same with a dash between spaces instead of the colon; a text without two questions has no such labels.
_PLAIN = r"[^\n:?!“”\"«»;–—-]"
_DASHED = re.compile(rf"[ \t]*([^\W\d_a-z]{_PLAIN}{{0,60}}(?:-\w{_PLAIN}{{0,40}})?)[ \t][-–—][ \t]")
_DASHES = (" - ", " – ", " — ")
_LONGEST_LABEL = 7
#: In how many voices an interview speaks; more names before dashes are a list.
_MOST_VOICES = 4
#: How soon a turn that is speech has a letter.
_HEAD = 20


class Turn(NamedTuple):
    """One turn: where its label stands, before a colon or a dash, and the words up to the next label."""

    label_start: int
    label_end: int
    start: int
    end: int


def find_turns(text: str) -> list[Turn]:
    r"""The turns of a transcript in text order; none where the text is no transcript.

    A text is one where at least three lines begin with a label and a colon or a dash, one label twice or
    more, and the labelled lines make up most of the text. Known failures: a list whose items repeat a label
    ("Price: …"); what follows a last turn in the same text, such as a closing note.

    >>> text = "Q: When?\nA: In May. Or in June.\nQ: Who pays?\n"
    >>> [text[t.start : t.end] for t in find_turns(text)]
    ['When?', 'In May. Or in June.', 'Who pays?']
    """
    dashed = text.count("?") > 1 and any(dash in text for dash in _DASHES)
    if not dashed and text.count(":") < _FEWEST_TURNS:
        return []
    labels = _labels(text, dashed=dashed)
    names = [m[1].casefold() for m in labels]
    if len(labels) < _FEWEST_TURNS or len(set(names)) == len(names):
        return []
    turns: list[Turn] = []
    for number, match in enumerate(labels):
        start = match.end()
        end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            turns.append(Turn(match.start(1), match.end(1), start, end))
    if 2 * sum(_has_letter(text, turn) for turn in turns) <= len(turns):
        return []  # "Mammadov: 547." is the result of a vote
    return turns if turns and 2 * _covered(text, turns) > len(text) else []


def _labels(text: str, *, dashed: bool) -> list[re.Match[str]]:
    """The labels in text order. Those before a dash count where each stands twice, and there are few."""
    labels = [m for m in _at_lines(_LABEL, text) if _is_label(m[1])] if ":" in text else []
    if not dashed:
        return labels
    known = {m.start(1) for m in labels}
    others = [m for m in _at_lines(_DASHED, text) if m.start(1) not in known and _is_label(m[1])]
    times = Counter(m[1] for m in (*labels, *others))
    if not others or len(times) > _MOST_VOICES or any(times[m[1]] < 2 for m in others):
        return labels
    return sorted((*labels, *others), key=lambda m: m.start(1))


def _at_lines(label: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The lines that begin with a label; to try each line is quicker than to search the text for them."""
    start = 0
    while start >= 0:
        match = label.match(text, start)
        if match is not None:
            yield match
        start = text.find("\n", start) + 1 or -1


def _has_letter(text: str, turn: Turn) -> bool:
    head = text[turn.start : min(turn.start + _HEAD, turn.end)].partition("\n")[0]
    return any(map(str.isalpha, head))


def _covered(text: str, turns: list[Turn]) -> int:
    """How much of the text its turns make up, where the last one ends with its paragraph."""
    last = text.find("\n\n", turns[-1].start)
    end = turns[-1].end if last < 0 else last
    return end - turns[0].label_start


def _is_label(label: str) -> bool:
    """Whether a label is a name: capitals but for small words, and a letter at its end."""
    words = label.split()
    if len(words) > _LONGEST_LABEL or not (label[-1].isalpha() or label[-1] in ")."):
        return False
    return all(word[0].isupper() or len(word) < 4 or not word[0].isalpha() for word in words)
