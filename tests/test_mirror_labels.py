"""A word that both parties use of each other is shown under a name that points at neither of them."""

from __future__ import annotations

import pytest

from framing.lexicon import list_lexicons, load_lexicon
from framing.reporting.labels import variant_label


@pytest.mark.parametrize("name", list_lexicons())
def test_the_name_of_a_mirror_word_names_no_party(name):
    """Else a report on the "former regime" of one country would stand under the other president's name."""
    lexicon = load_lexicon(name)
    names = (name for party in lexicon.parties for several in party.names.values() for name in several)
    words = {name.casefold() for name in names}
    assert len(words) > 10
    mirrors = [(c.id, v.id) for c in lexicon.concepts for v in c.variants if v.sides]
    assert mirrors
    shown = {f"{c}/{v}": variant_label(lexicon, c, v).casefold() for c, v in mirrors}
    assert not {key: label for key, label in shown.items() if any(word in label for word in words)}
