"""The paragraphs of one article of a digest, and which of them are not its own words.

Wrapped lines are joined first. Then captions, credits and footers are told apart from running text,
and so is what a web page leaves between its paragraphs: embedded posts and links to other articles.
What a single line shows by itself stands in `framing.reading.layout` and the modules it names,
and in `credits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from framing.reading.credits import is_credit, is_footer, split_credit
from framing.reading.layout import Line
from framing.reading.marks import ends_sentence
from framing.reading.posts import is_account, is_embed, is_post, is_signed_post, is_social_closing

#: Kinds of `SetAside`, in the order of the page that explains them.
SET_ASIDE_KINDS = (
    "share_button", "related_link", "read_more", "image_placeholder", "duplicate_headline", "glued_datetime",
    "timestamp", "inline_artifact", "social_embed", "category", "separator",
)  # fmt: skip


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or a line of another kind; `tight` when no blank line stands above it.

    `kind` is one of a `Line`, or `outlet`, `caption`, `credit`, `footer`. `line` is the first line,
    `numbers` are those of all lines. `spans` are zones of the text: kind, start, end.
    """

    kind: str
    text: str
    numbers: list[int]
    tight: bool
    line: Line
    spans: list[tuple[str, int, int]] = field(default_factory=list)


def join_lines(lines: list[Line], *, above: Line, outlet: Line | None) -> list[Paragraph]:
    r"""The paragraphs of an article: its lines, joined where a mail program wrapped them.

    `above` is the last line of the headline, `outlet` the article's outlet line.

    >>> from framing.reading.layout import read_lines
    >>> from framing.reading.outlets import load_outlets
    >>> text = "Mill opens\nThe old mill of Shaki is open again\nand turns.\n\nIt turns on Fridays."
    >>> title, *lines = read_lines(text, load_outlets())
    >>> [paragraph.text for paragraph in join_lines(lines, above=title, outlet=None)]
    ['The old mill of Shaki is open again and turns.', 'It turns on Fridays.']
    """
    width = _wrap_width(lines)
    paragraphs = list[Paragraph]()
    for line in lines:
        if line.kind == "blank":
            above = line
            continue
        tight = above.kind != "blank"
        kind = "outlet" if line is outlet and line.kind != "source" else line.kind
        runs_on = tight and bool(paragraphs) and paragraphs[-1].kind in ("text", "bullet")
        if runs_on and kind in _CAN_RUN_ON and _continues(above, line, width):
            _extend(paragraphs[-1], line)
        else:
            paragraphs.append(Paragraph(kind, line.text, [line.number], tight, line))
        above = line
    return paragraphs


def mark_captions(paragraphs: list[Paragraph]) -> None:
    """Captions and credits: the line under *Image*, the line above a credit, a line with its credit glued on.

    Changes `kind` and, where one line holds both, `spans`.
    """
    for n, paragraph in enumerate(paragraphs):
        if paragraph.kind != "text":
            continue
        under_image = n > 0 and paragraphs[n - 1].kind == "image_placeholder" and paragraph.tight
        split = split_credit(paragraph.text)
        if split and (split[0] or split[1]):
            _split_caption(paragraph, *split)
        elif n + 1 < len(paragraphs) and _credited(paragraphs, n) and not _signs_off(paragraphs, n + 1):
            paragraph.kind, paragraphs[n + 1].kind = "caption", "credit"
        elif under_image:
            paragraph.kind = "caption"
        elif is_credit(paragraph.text) and ":" in paragraph.text[:30]:
            paragraph.kind = "credit"


def mark_residue(paragraphs: list[Paragraph]) -> None:
    """Embedded posts, links to other articles, and the footers at the end; changes `kind`."""
    _mark_social(paragraphs)
    _mark_related(paragraphs)
    for paragraph in reversed(paragraphs):
        if paragraph.kind in ("text", "credit") and is_footer(paragraph.text):
            paragraph.kind, paragraph.spans = "footer", []
        elif paragraph.kind in ("text", "bullet", "caption", "credit", "section"):
            return


def noise_of(kind: str) -> str:
    """The kind of `SetAside` for a kind of line that is noise wherever it stands, else nothing.

    >>> noise_of("bullet"), noise_of("share_button"), noise_of("text")
    ('related_link', 'share_button', '')
    """
    kind = _NOISE.get(kind, kind)
    return kind if kind in SET_ASIDE_KINDS else ""


_NOISE = {"related_heading": "related_link", "bullet": "related_link", "ago": "social_embed"}

#: In wrapped text, a line that looks like one of these may be the middle of a paragraph.
_CAN_RUN_ON = ("text", "byline", "stamp", "bullet", "section", "share_button", "url", "ago", "source")


def _wrap_width(lines: list[Line]) -> int:
    """The column at which a mail program broke the lines, or 0 where it did not break them.

    Lines are wrapped when most could not have taken the next line's first word too, and when most
    of those run on in mid-sentence. Known failure: verse.
    """
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if above.kind in ("text", "bullet")
        and below.kind == "text"
        and 30 <= len(above.text) <= 100
        and len(below.text) <= 100
        and not is_credit(below.text)
    ]
    if not pairs:
        return 0
    lengths = sorted(len(above.text) for above, _ in pairs)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    full = [(a, b) for a, b in pairs if _is_full(a, b, width)]
    flowing = [b for a, b in full if b.text[0].islower() or (len(pairs) > 2 and not ends_sentence(a.text))]
    return width if full and len(full) >= 0.5 * len(pairs) and len(flowing) >= 0.5 * len(full) else 0


def _continues(above: Line, below: Line, width: int) -> bool:
    """Whether wrapped text runs on from one line to the next: no room was left, or it is mid-sentence."""
    if _is_full(above, below, width):
        return True
    return width > 0 and below.kind == "text" and below.text[0].islower() and not ends_sentence(above.text)


#: How far short of the width a line may stay: wrappers count columns, quoting marks and tabs unlike us.
_SLACK = 8


def _is_full(above: Line, below: Line, width: int) -> bool:
    """Whether the line above had no room left for the first word below, so that one paragraph runs on."""
    if not width or len(above.text) > width + _SLACK:
        return False
    if below.indent >= above.indent + 2 or is_credit(below.text):
        return False
    return len(above.text) + 1 + len(below.text.split(maxsplit=1)[0]) > width - _SLACK


def _extend(paragraph: Paragraph, line: Line) -> None:
    """Join a wrapped line. A hyphen at the line's end stays, and the halves stay one word."""
    broken = paragraph.text.endswith("-") and paragraph.text[-2:-1].isalpha() and line.text[0].isalpha()
    suspended = line.text.split(maxsplit=1)[0] in ("and", "or", "to")
    paragraph.text += ("" if broken and not suspended else " ") + line.text
    paragraph.numbers.append(line.number)


def _split_caption(paragraph: Paragraph, end: int, start: int) -> None:
    caption, credit = paragraph.text[:end], paragraph.text[start:]
    glued = paragraph.text[start] not in "(["
    paragraph.kind = "caption"
    if glued:
        paragraph.text = f"{caption}\n\n{credit}"
        start = end + 2
    paragraph.spans = [("caption", 0, end), ("credit", start, len(paragraph.text))]


def _credited(paragraphs: list[Paragraph], n: int) -> bool:
    """Whether the paragraph after this one, with no blank line between, is a credit."""
    below = paragraphs[n + 1]
    return below.tight and below.kind == "text" and is_credit(below.text)


def _signs_off(paragraphs: list[Paragraph], n: int) -> bool:
    """Whether an agency's bare name ends the article, as a signature does."""
    followed = any(paragraph.kind in ("text", "bullet") for paragraph in paragraphs[n + 1 : n + 6])
    return len(paragraphs[n].text.split()) <= 2 and not followed


def _mark_social(paragraphs: list[Paragraph]) -> None:
    """Residue of an embedded post: account, age, the post's words, its preview card and counters.

    The paragraph after the age is the post. Those after it belong to it as long as they are cards
    or counters, repeat the article, or a card or counter still follows within four paragraphs.
    Known failure: a second paragraph of a post that nothing closes stays in the body.
    """
    seen = _Seen()
    n = 0
    while n < len(paragraphs):
        paragraph = paragraphs[n]
        above = paragraphs[n - 1] if n else None
        if paragraph.kind == "text" and above and is_signed_post(paragraph.text):
            paragraph.kind = "social_embed"
            if above.kind == "text" and (paragraph.tight or is_post(above.text) or seen.has(above.text)):
                above.kind = "social_embed"
        elif paragraph.kind == "text" and n and is_embed(paragraph.text):
            paragraph.kind = "social_embed"
        elif paragraph.kind == "stamp" and above and above.kind == "text" and _dates_a_post(paragraph, above):
            paragraph.kind = "ago"
        if paragraph.kind != "ago":
            if paragraph.kind == "text":
                seen.add(paragraph.text)
            n += 1
            continue
        paragraph.kind = "social_embed"
        if above and above.kind in ("text", "byline") and is_account(above.text):
            above.kind = "social_embed"
        n = _mark_post(paragraphs, n + 1, seen)


def _dates_a_post(paragraph: Paragraph, above: Paragraph) -> bool:
    """Whether a stamp without a year (`May 3 at 10:15 AM`) stands under the name of an account."""
    stamp = paragraph.line.stamp
    yearless = stamp is not None and not stamp.has_date and any(c.isalpha() for c in paragraph.text)
    return yearless and is_account(above.text) and len(above.text.split()) <= 5


def _mark_post(paragraphs: list[Paragraph], start: int, seen: _Seen) -> int:
    """Mark the post that begins here, and return the index of what follows it."""
    end, stop = start, len(paragraphs)
    while end < stop and paragraphs[end].kind in ("share_button", "separator", "image_placeholder"):
        end += 1
    if end < stop and paragraphs[end].kind in ("text", "bullet"):
        end += 1
    while end < stop and paragraphs[end].tight and paragraphs[end].kind == paragraphs[end - 1].kind == "text":
        end += 1
    for n in range(end, min(end + 5, stop)):
        if paragraphs[n].kind == "ago":
            break
        if paragraphs[n].kind == "text" and _closes(paragraphs[n]):
            end = n + 1
    while end < stop and (_closes(paragraphs[end]) or seen.has_text_of(paragraphs[end])):
        end += 1
    for paragraph in paragraphs[start:end]:
        paragraph.kind = "social_embed"
    return end


def _closes(paragraph: Paragraph) -> bool:
    if paragraph.kind == "url":
        return True
    return paragraph.kind in ("text", "share_button", "read_more") and is_social_closing(paragraph.text)


class _Seen:
    """The word sequences of the article so far, to know a paragraph that repeats them."""

    def __init__(self) -> None:
        self.runs: set[tuple[str, ...]] = set()

    def add(self, text: str) -> None:
        self.runs.update(self._runs(text))

    def has(self, text: str) -> bool:
        runs = list(self._runs(text))
        return bool(runs) and sum(run in self.runs for run in runs) >= 0.5 * len(runs)

    def has_text_of(self, paragraph: Paragraph) -> bool:
        return paragraph.kind == "text" and self.has(paragraph.text)

    @staticmethod
    def _runs(text: str) -> Iterator[tuple[str, ...]]:
        words = re.findall(r"\w+", text[:4000].casefold())
        return zip(words, words[1:], words[2:], words[3:], strict=False)


def _mark_related(paragraphs: list[Paragraph]) -> None:
    """Links to other articles: the title above *Read More*, a list under a heading, a bare list of titles."""
    for n, paragraph in enumerate(paragraphs):
        above = paragraphs[n - 1] if n else None
        if paragraph.kind == "related_heading":
            paragraph.kind = "related_link"
        elif (
            paragraph.kind == "read_more"
            and above
            and above.kind in ("text", "bullet")
            and _is_title(above.text)
        ):
            above.kind = "related_link"
    n = 0
    while n < len(paragraphs):
        stop = n
        if paragraphs[n].kind == "bullet":
            while stop < len(paragraphs) and paragraphs[stop].kind == "bullet":
                stop += 1
            above = paragraphs[n - 1] if n else None
            listed = above is not None and (above.kind == "related_link" or not above.text.endswith(":"))
            if (listed or above is None) and all(_is_title(_unbulleted(p.text)) for p in paragraphs[n:stop]):
                for paragraph in paragraphs[n:stop]:
                    paragraph.kind = "related_link"
        elif paragraphs[n].kind == "related_link" and paragraphs[n].line.kind == "related_heading":
            stop = n + 1
            while stop < len(paragraphs) and _is_listed(paragraphs[stop]):
                paragraphs[stop].kind = "related_link"
                stop += 1
        n = max(stop, n + 1)


def _is_title(text: str) -> bool:
    """Whether words could be the title of another article: no stop at the end, not a long paragraph."""
    tail = text.rstrip("\"'“”‘’»)] ")
    return len(text) <= 220 and len(text.split()) >= 2 and not tail.endswith((".", ":", ";", ",", "։"))


def _is_listed(paragraph: Paragraph) -> bool:
    return paragraph.kind in ("text", "bullet") and _is_title(_unbulleted(paragraph.text))


def _unbulleted(text: str) -> str:
    return re.sub(r"^(?:[^\w\"'“‘«(]{1,3}|o\s|\d{1,2}[.)])\s*", "", text)
