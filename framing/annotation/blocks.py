"""Block quotations: what “X said:” at the end of a paragraph announces stands in the next one."""

from __future__ import annotations

from framing.annotation.direct import reaches
from framing.annotation.scan import Found, Hit, Scan
from framing.annotation.tokens import Sentence

#: A block of more indented paragraphs is cut, so that the cost stays linear.
_MOST_PARAGRAPHS = 20
_MARKS = frozenset("“”„‟«»\"'‘’`")


def read_block(sentence: Sentence, scan: Scan, hits: list[Hit], made: list[Found]) -> None:
    """Adds the paragraph after a final colon, and those after it that are indented, to its cue.

    Where the next paragraph begins with a quotation, the cue waits for it, as a source that spoke last
    does. Known failure: where the next paragraphs go on with the block and nothing shows it.
    """
    last = len(sentence.words) - 1
    hit = hits[-1]
    if hit.used is not None or hit.source is None or not hit.finite or "quote" not in hit.cue.frames:
        return
    if not reaches(sentence, hit, last + 1, scan.words):
        return
    block = _block_after(scan.text, sentence.end)
    if block is None:
        return
    made[:] = [f for f in made if f.cue is None or f.cue[1] <= sentence.span(hit.first, hit.first)[0]]
    quoted = scan.text[block[0]] in _MARKS
    hit.used = Found(
        rule="quote-after-cue" if quoted else "block-quote",
        content=[] if quoted else [block],
        source=sentence.span(*hit.source),
        cue=sentence.span(hit.first, hit.last),
        cue_class=hit.cue.cue_class,
        quoted=quoted,
    )
    made.append(hit.used)


def _block_after(text: str, end: int) -> tuple[int, int] | None:
    """The first paragraph that begins after an offset, and the indented ones behind it."""
    line = text.find("\n", end)
    if line < 0 or text[end:line].strip():
        return None
    start = line
    while start < len(text) and text[start].isspace():
        start += 1
    if start == len(text):
        return None
    stop = _line_end(text, start)
    for _ in range(_MOST_PARAGRAPHS):
        following = stop
        while following < len(text) and text[following].isspace():
            following += 1
        indented = text.rfind("\n", stop, following) + 1
        if following == len(text) or not indented or following - indented < 2:
            break
        stop = _line_end(text, following)
    while text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
