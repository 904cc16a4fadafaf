"""Articles of a digest that may hold the beginning of another one, because its date line is missing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from framing.reading.marks import ends_sentence
from framing.records import Article

if TYPE_CHECKING:
    from framing.reading.outlets import Outlets


def lost_header_notice(article: Article, outlets: Outlets) -> str:
    """What to look at, where a line of the article names another outlet under a line like a headline.

    Without a date line such a header could be a signature or a caption, so nothing is cut there; but the
    words of one newsroom may count for another. Empty where there is nothing of the kind. A signature under
    the last sentence, or at the article's end, is none.

    >>> from framing.reading.outlets import load_outlets
    >>> text = "The mill is open.\\n\\nBridge opens in Goris\\n\\nTASS\\n\\nThe bridge is open."
    >>> article = Article(id="a-1", outlet_id="mediamax", outlet="Mediamax", title="Mill opens", text=text,
    ...                   origin="a.txt:1")
    >>> print(lost_header_notice(article, load_outlets()).partition(". What to do")[0])
    a.txt:1: the article of Mediamax may hold another one, 'Bridge opens in Goris': 'TASS' stands under it
    """
    paragraphs = [paragraph for paragraph in article.text.split("\n\n") if paragraph.strip()]
    for above, name in pairwise(paragraphs[:-1]):
        if len(name) > 60 or len(above.split()) < 3 or ends_sentence(above):
            continue
        other = outlets.by_name(name)
        if other and other.id != article.outlet_id:
            return (
                f"{article.origin}: the article of {article.outlet} may hold another one, {above[:60]!r}: "
                f"{name!r} stands under it. What to do: where it is one, put its date under the outlet's name"
            )
    return ""
