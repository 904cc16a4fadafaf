"""What changed between two lexicons, or two versions of one: entry by entry, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from framing.lexicon.records import Lexicon
from framing.lexicon.rows import ORDER, Row, Value, lexicon_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One value that differs. `kind` and `id` name the entry; a variant's id is `concept/variant`.

    `before` and `after` are texts or lists of words, empty where there was nothing. `column` is empty where
    a whole entry is only in one of the two.
    """

    kind: str
    id: str
    column: str
    before: Value
    after: Value

    def __str__(self) -> str:
        place = f"{self.kind} {self.id}".rstrip()
        if not self.column:
            return f"{'removed' if self.before else 'added'} {place}"
        if isinstance(self.before, str) and isinstance(self.after, str):
            return f"changed {place}: {self.column}: {self.before!r} is now {self.after!r}"
        return f"changed {place}: {self.column}: {_words_changed(self.before, self.after)}"


def find_changes(before: Lexicon, after: Lexicon) -> tuple[Change, ...]:
    """Every difference from one lexicon to the other, in the order of the entries.

    Lexicons with the same hash have none. The order of concepts does not matter, that of words does.

    >>> from dataclasses import replace
    >>> from framing.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> older = replace(lexicon, version="1")
    >>> [str(change) for change in find_changes(older, replace(lexicon, version="9"))]
    ["changed lexicon karabakh: version: '1' is now '9'"]
    """
    old, new = ({_key(row): row for row in lexicon_rows(lexicon)} for lexicon in (before, after))
    changes: list[Change] = []
    for key in [*old, *(key for key in new if key not in old)]:
        changes += _changes(key, old.get(key), new.get(key))
    changes += _reordered(before, after)
    return tuple(changes)


def _key(row: Row) -> tuple[str, str]:
    """A lexicon is compared with another even where the two have different ids."""
    id = "" if row.kind == "lexicon" else f"{row.concept}/{row.id}" if row.concept else row.id
    return row.kind, id


def _changes(key: tuple[str, str], old: Row | None, new: Row | None) -> Iterator[Change]:
    kind, id = key
    if old is None or new is None:
        there = (old or new or _NOTHING).id or kind
        yield Change(kind=kind, id=id, column="", before=there if old else "", after=there if new else "")
        return
    for column in sorted({*old.values, *new.values}, key=_place):
        before = old.values.get(column, "")
        after = new.values.get(column, "")
        if column != "concept" and (before != after or (column in old.values) != (column in new.values)):
            yield Change(kind=kind, id=id or old.id, column=column, before=before, after=after)


_NOTHING = Row(kind="", concept="", id="", values={})


def _reordered(before: Lexicon, after: Lexicon) -> Iterator[Change]:
    """Concepts whose variants are the same in another order, which the hash tells apart."""
    known = {concept.id: tuple(v.id for v in concept.variants) for concept in after.concepts}
    for concept in before.concepts:
        old, new = tuple(v.id for v in concept.variants), known.get(concept.id, ())
        if old != new and sorted(old) == sorted(new):
            yield Change(kind="concept", id=concept.id, column="variant", before=old, after=new)


def _place(column: str) -> tuple[int, str]:
    return ORDER.index(column.partition(".")[0]), column


def _words_changed(before: Value, after: Value) -> str:
    """What happened to a list of words, where an empty text is a list that is not there."""
    parts = [f"added {word!r}" for word in after if word not in before]
    parts += [f"removed {word!r}" for word in before if word not in after]
    if parts:
        return ", ".join(parts)
    return (
        "in another order" if before else "added an empty list" if before == "" else "removed an empty list"
    )
