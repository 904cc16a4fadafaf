"""Shows how news outlets frame the same events: terms, voices, tone and sources, side by side.

>>> import framing
>>> corpus = framing.read_demo()
>>> len(corpus.articles) >= 60
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Public name: the module it lives in. Imported on first use, so that `import framing` is fast.
_PUBLIC = {
    "read": "framing.reading.files",
    "read_demo": "framing.reading.demo",
    "Corpus": "framing.reading.files",
    "Article": "framing.records",
    "Annotation": "framing.records",
    "annotate": "framing.engine",
    "annotate_text": "framing.engine",
    "tone_toward": "framing.annotation.toward",
    "load_lexicon": "framing.lexicon",
    "load_outlets": "framing.reading.outlets",
    "load_grouping": "framing.reading.outlets",
    "read_tables": "framing.store",
    "write_tables": "framing.store",
    "compare": "framing.reporting.result",
    "Comparison": "framing.reporting.result",
    "FramingError": "framing.errors",
}

__all__ = [
    "Annotation",
    "Article",
    "Comparison",
    "Corpus",
    "FramingError",
    "annotate",
    "annotate_text",
    "compare",
    "load_grouping",
    "load_lexicon",
    "load_outlets",
    "read",
    "read_demo",
    "read_tables",
    "tone_toward",
    "write_tables",
]

if TYPE_CHECKING:
    from framing.annotation.toward import tone_toward
    from framing.engine import annotate, annotate_text
    from framing.errors import FramingError
    from framing.lexicon import load_lexicon
    from framing.reading.demo import read_demo
    from framing.reading.files import Corpus, read
    from framing.reading.outlets import load_grouping, load_outlets
    from framing.records import Annotation, Article
    from framing.reporting.result import Comparison, compare
    from framing.store import read_tables, write_tables


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
