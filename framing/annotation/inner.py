"""Cues inside the marks of their quotation: «Дорога, — сказал министр, — закрыта»."""

from __future__ import annotations

from framing.annotation.quotes import Quotation
from framing.annotation.scan import Found, Scan, find_hits
from framing.annotation.sentences import build_sentences
from framing.language import Language

_PUNCTUATION = " \u00a0,.!?…—–-"


def read_inner_cues(text: str, scan: Scan, language: Language) -> None:
    """Adds the quotations that nobody has yet and whose cue stands inside their own marks."""
    taken = {start for f in scan.found for start, _ in f.content}
    for quote in scan.quotes:
        if quote.start not in taken:
            found = _read(text, quote, scan, language)
            if found is not None:
                scan.found.append(found)


def _read(text: str, quote: Quotation, scan: Scan, language: Language) -> Found | None:
    """The first verb of saying between a comma or dash and a comma or dash, or the quotation's end."""
    inner, shift = text[quote.inner_start : quote.inner_end], quote.inner_start
    for sentence in build_sentences(inner, [], language, scan.words, scan.cues):
        for hit in find_hits(sentence, scan):
            if not hit.inverted or hit.source is None or hit.leads not in (",", "-"):
                continue
            begin = sentence.span(hit.first, hit.first)[0]
            end = sentence.span(*hit.source)[1]
            first = len(inner[:begin].rstrip(_PUNCTUATION))
            rest = len(inner) - len(inner[end:].lstrip(_PUNCTUATION))
            if not first or inner[end : end + 1] not in (",", ".", ""):
                continue
            content = [(quote.start, shift + first)]
            if rest < len(inner):
                content.append((shift + rest, quote.end))
            source = sentence.span(*hit.source)
            cue = sentence.span(hit.first, hit.last)
            return Found(
                rule="cue-inside-quotation",
                content=content,
                source=(source[0] + shift, source[1] + shift),
                cue=(cue[0] + shift, cue[1] + shift),
                cue_class=hit.cue.cue_class,
                quoted=True,
            )
    return None
