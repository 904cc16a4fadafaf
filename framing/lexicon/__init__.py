"""Lexicons: the contested names of a dispute as data, read from `lexicons/disputes/` and validated."""

from framing.lexicon.files import list_lexicons, load_lexicon
from framing.lexicon.forms import spelled
from framing.lexicon.records import Anchor, Concept, Forms, Group, Lexicon, Party, Source, Variant

__all__ = [
    "Anchor",
    "Concept",
    "Forms",
    "Group",
    "Lexicon",
    "Party",
    "Source",
    "Variant",
    "list_lexicons",
    "load_lexicon",
    "spelled",
]
