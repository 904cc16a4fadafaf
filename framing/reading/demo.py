"""The demo corpus: twelve invented outlets on five real events."""

from __future__ import annotations

from dataclasses import replace

from framing.reading.files import Corpus, read
from framing.resources import package_folder

#: Printed with every result that holds demo articles.
LABEL = "Demo corpus: invented outlets, people and quotations, written for teaching. The events are real."


def read_demo() -> Corpus:
    """The articles of the demo corpus, labelled as invented.

    >>> read_demo().label[:12]
    'Demo corpus:'
    """
    corpus = read(package_folder("demo") / "articles.jsonl")
    return replace(corpus, label=LABEL)
