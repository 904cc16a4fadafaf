"""A saved web page: its article, title, date and outlet, by trafilatura (extra `html`)."""

from __future__ import annotations

from typing import Any

from framing.errors import InputError


def read_html(text: str, *, where: str) -> dict[str, Any]:
    """One record with the columns of a table: title, text, outlet, date, url, authors.

    The text is what trafilatura takes for the article, a paragraph a line, so offsets refer to that
    text and not to the file. Barbaresi (2021), "Trafilatura: A Web Scraping Library", ACL demos.
    Raises InputError when the extra is not installed or the page holds no article.
    """
    try:
        import trafilatura
    except ImportError:
        raise InputError(
            "reading HTML needs one more package",
            where=where,
            do="run pip install 'framing-toolkit[html]'",
        ) from None
    found: Any = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        raise InputError("no article was found in this page", where=where, do="save the page of one article")
    return {
        "title": found.title,
        "text": _without_headline(found.text, found.title or "").replace("\n", "\n\n"),
        "outlet": found.sitename or found.hostname,
        "date": found.date,
        "url": found.url,
        "authors": found.author,
    }


def _without_headline(text: str, title: str) -> str:
    """The text without the headline that many pages repeat above it: its words would count twice.

    >>> _without_headline("Rain  in Ganja\\nIt rained.", "Rain in Ganja")
    'It rained.'
    """
    first, _, rest = text.partition("\n")
    same = title and first.split() == title.split()
    return rest if same and rest.strip() else text
