"""Whose speech or interview a text is, where its title or its first line says so."""

from __future__ import annotations

from framing.annotation.cues import cues_of
from framing.annotation.descriptions import WORD, Description, read_description
from framing.annotation.source_facts import facts_of
from framing.annotation.words import words_of
from framing.records import Article

#: A title or a first line that is longer is running text.
_LONGEST_LINE = 300


def speaker_named_by(article: Article, language: str) -> Description | None:
    """The person whom the title or the first line announces as the one who speaks, or None.

    The line begins with what the text is ("Speech by", "Interview with"), perhaps after "Full text
    of the", and names the speaker right after it; then it ends or says where or about what. Anything
    else announces nobody: a byline, a question, a report about a speech ("Speech by X angers Y").

    >>> title = "Remarks by President Ilham Aliyev at the opening of a road"
    >>> article = Article(id="1", outlet_id="x", outlet="X", title=title, text="I thank you all.")
    >>> speaker_named_by(article, "en").actor.name
    'Ilham Aliyev'
    """
    first = article.text[: _LONGEST_LINE + 1].lstrip().partition("\n")[0]
    for line in (article.title, first):
        if 0 < len(line) <= _LONGEST_LINE:
            found = _named_by(line.strip(), language) or _owner_of_address(line.strip(), language)
            if found is not None:
                return found
    return None


def _named_by(line: str, language: str) -> Description | None:
    facts = facts_of(language)
    lower = line.lower()
    for phrase in facts.speeches:
        at = lower.find(phrase)
        if at < 0 or (at and lower[at - 1].isalnum()):
            continue
        after = at + len(phrase)
        if any(word.lower() not in facts.speech_openers for word in WORD.findall(line[:at])):
            continue
        end = _name_end(line[after:], language)
        rest = WORD.match(line[after + end :].lstrip())
        if end and (rest is None or rest.group().lower() in facts.closed):
            described = after + end if line[after + end : after + end + 1] != "," else len(line)
            return read_description(line[after:described], language)
    return None


def _owner_of_address(line: str, language: str) -> Description | None:
    """“Prime Minister X's address to the nation”: nothing but the speech's name and its occasion follow."""
    facts = facts_of(language)
    words = list(WORD.finditer(line))
    for at, match in enumerate(words[:8]):
        word = match.group()
        if not word[0].isupper() and word not in facts.joins:
            return None
        if word == facts.bare(word):
            continue
        after = [m.group().lower() for m in words[at + 1 :]]
        named = next((n for n, w in enumerate(after[:4]) if w in facts.addresses), None)
        if named is None or _has_verb(after[named + 1 :], language) or line[-1] == "?":
            return None
        return read_description(line[: match.start()] + facts.bare(word), language)
    return None


def _has_verb(words: list[str], language: str) -> bool:
    """Whether a word among these is a verb, so that the line tells what somebody made of the speech."""
    classes, verbs = words_of(language).classes, cues_of(language).verbs
    return any(classes.get(word) in ("A", "V") or word in verbs for word in words)


def _name_end(text: str, language: str) -> int:
    """Where the capitalised words at the head of a text end, with what joins them, or 0."""
    facts = facts_of(language)
    last = end = 0
    for match in WORD.finditer(text):
        word = match.group()
        between = text[end : match.start()].strip()
        if (between and not (between == "." and text[:end].split()[-1].lower() in facts.titles)) or (
            not word[0].isupper() and word not in facts.joins
        ):
            break
        end = match.end()
        if word[0].isupper():
            last = end
    return last
