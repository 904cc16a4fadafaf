"""Lexicons: the contested names of a dispute as data, read from `lexicons/disputes/` and validated."""

from framing.lexicon.files import list_lexicons, load_lexicon
from framing.lexicon.forms import plain_form, spelled
from framing.lexicon.records import Anchor, Concept, Forms, Group, Lexicon, Party, Source, Variant
from framing.lexicon.several import LexiconChoice, combined, load_lexicons

__all__ = [
    "Anchor",
    "Concept",
    "Forms",
    "Group",
    "Lexicon",
    "LexiconChoice",
    "Party",
    "Source",
    "Variant",
    "combined",
    "list_lexicons",
    "load_lexicon",
    "load_lexicons",
    "plain_form",
    "spelled",
]
