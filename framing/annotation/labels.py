"""Speakers before a colon: headlines and transcripts."""

from __future__ import annotations

from framing.annotation.clauses import trimmed
from framing.annotation.scan import Found, Scan
from framing.annotation.tokens import Sentence


def read_label_colon(sentence: Sentence, scan: Scan, made: list[Found]) -> bool:
    """“Ministry: two soldiers wounded” as a headline, and “NAME: …” in a transcript."""
    classes, size = sentence.classes, len(sentence.words)
    colon = classes.find(":", 1, 8)
    if colon < 0:
        return False
    if colon + 1 >= size or classes[colon + 1] in "QP" or any(k not in "UDP.&CX" for k in classes[:colon]):
        return False
    speaker = [k for k in classes[:colon] if k in "UX"]
    if not speaker or "X" in speaker or size - colon < 5:
        return False
    if any(w in scan.words.not_sources for w in sentence.words[:colon]):
        return False
    if any(
        k == "P" and w not in scan.words.in_names
        for k, w in zip(classes[:colon], sentence.words, strict=False)
    ):
        return False
    if len(speaker) == 1 and sentence.words[0].endswith(scan.words.endings.participle) and colon == 1:
        return False
    made.append(
        Found(
            rule="label-colon",
            content=[sentence.span(colon + 1, trimmed(sentence, colon + 1, size - 1))],
            source=sentence.span(0, colon - 1),
            cue=sentence.span(colon, colon),
            cue_class="neutral",
        )
    )
    return True
