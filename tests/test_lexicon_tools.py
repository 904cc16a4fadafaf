"""The tools for lexicons: check, CSV and back, difference, several lexicons at once."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotation.spelling import find_unmatched
from framing.cli import cli
from framing.engine import annotate, annotate_text
from framing.errors import FramingError, InputError, LexiconError
from framing.lexicon import combined, list_lexicons, load_lexicon, load_lexicons
from framing.lexicon.cells import read_text, read_words, text_cell, words_cell
from framing.lexicon.checks import Problem, check_lexicon
from framing.lexicon.difference import find_changes
from framing.lexicon.files import build_lexicon
from framing.lexicon.rows import KINDS, ORDER
from framing.lexicon.spreadsheet import read_spreadsheet, spreadsheet_text
from framing.lexicon.writing import toml_files, toml_text
from framing.records import Article
from framing.reporting.result import compare

MINE = """
id = "mine"
title = "A small lexicon"
version = "1.0"
date = "2026-01-01"
languages = ["en", "ru"]
reviewed = ["ru"]
endings.ru = ["а", "ой"]

[associations]
red = "Red register"
blue = "Blue | register"

[unpaired]
"river.upper" = "blue texts have no name of their own for it"

[anchor]
concepts = ["river"]
pair_one.en = ["Redland"]
pair_two.en = ["Blueland"]

[[party]]
id = "redland"
association = "red"
opponent = "blueland"
names.en = ["Redland"]
lands.en = ["Upper Bank"]

[[party]]
id = "blueland"
association = "blue"
opponent = "redland"
names.en = ["Blueland"]

[[group]]
id = "land"
words.en = ["valley"]
concepts = ["river"]

[[source]]
id = "S1"
citation = "=A page"
url = "https://example.org/a;b"

[[source]]
id = "S2"
citation = "Another page"
checked = "unopened"

[[concept]]
id = "river"
title = "The river"
description = "What the river is called.\\nTwo lines."
contested = "Two names."
ambiguity = "A boat has the name, too."
names = true
sources = ["S1", "S2"]
exclusions.en = ["Great River Bank"]
elsewhere.en = ["Amazonia"]
left_out.en = ["stream"]

  [[concept.dual]]
  first = "upper"
  second = "lower"
  variant = "upper"

  [[concept.variant]]
  id = "upper"
  association = "red"
  strength = "marker"
  forms.en = ["Upper River", "=river", "-stream"]
  forms.ru = ["река*"]
  note = "+ a note"
  periods = [{ from = "2020-01-01", association = "blue", strength = "leaning" }]

  [[concept.variant]]
  id = "lower"
  association = "blue"
  strength = "leaning"
  forms.en = []
  case_forms.en = ["LR"]
  dated_forms.en = ["Lower River"]
  capital = true
  anchor = true
  sight = "nearby"
  valid_from = "2021-01-01"
  valid_to = "2022-01-01"

  [[concept.variant]]
  id = "seized"
  association = "undirected"
  strength = "leaning"
  forms.en = ["[the] seized [bank]"]
  object = "land"
  near = "land"
  sides = { role = "agent", redland = "red", blueland = "blue" }
  roles = { object = "patient" }
  sources = ["S2"]

  [[concept.variant]]
  id = "taken"
  association = "blue"
  strength = "leaning"
  forms.en = ["taken"]
  agent = "redland"
  patient = "blueland"
"""


def write(folder: Path, *changes: tuple[str, str], name: str = "mine.toml") -> Path:
    text = MINE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(cli, [*map(str, arguments)], standalone_mode=False)


def check(path: Path | str) -> list[Problem]:
    return list(check_lexicon(path, unmatched=find_unmatched))


def errors(path: Path | str) -> list[str]:
    return [problem.message for problem in check(path) if problem.grade == "error"]


# --- check -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list_lexicons())
def test_a_shipped_lexicon_fails_its_own_check(name: str) -> None:
    assert errors(name) == []


def test_an_honest_lexicon_of_a_user_fails(tmp_path: Path) -> None:
    assert check(write(tmp_path)) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ('association = "red"\n  strength', 'association = "rde"\n  strength'),
            "concept 'river': variant 'upper': association 'rde' is not one of red, blue, ",
        ),
        (
            ('["Lower River"]', '["Lower River", "Upper  river"]'),
            "variant 'lower': form 'upper river' already belongs to concept 'river', variant 'upper'. Keep",
        ),
        (('["taken"]', '["taken", "Taken"]'), "variant 'taken': form 'taken' is listed twice. Delete one."),
        (
            ('sources = ["S1", "S2"]', "sources = []"),
            "concept 'river': no source. Add one to sources.",
        ),
        (
            ('association = "blue"\n  strength = "leaning"\n  forms.en = []', 'strength = "leaning"'),
            "variant 'lower': the key 'association' is missing. Add it.",
        ),
        (
            ('["taken"]', '["great river bank"]'),
            "variant 'taken': form 'great river bank' is also an exclusion of 'river', so it never counts.",
        ),
        (
            ('["taken"]', '["www.taken.org"]'),
            "variant 'taken': form 'www.taken.org' is not found in its own spelling. Look for an exclusion",
        ),
        (
            ('"river.upper" = "blue texts have no name of their own for it"', ""),
            "opposed parties are more than 10% apart (red 1, blue 0). Add the counterparts, or",
        ),
        (
            ('"blue texts have no name of their own for it"', '"no"'),
            "unpaired: 'river.upper': the reason 'no' says too little. Say why there is no counterpart.",
        ),
        (('"river.upper"', '"river.lower"'), "unpaired: 'river.lower': is no marker. Delete the line."),
        (("river.upper", "river.uper"), "unpaired: variant 'river.uper' is not one of river.upper, "),
        (("river.upper", "river.uper"), "Did you mean 'river.upper'?"),
        (
            ('"blue texts have no name of their own for it"', "3"),
            "unpaired is {'river.upper': 3}, not a table of",
        ),
        (('id = "mine"', 'id = "mine"\nid = 2'), "is not valid TOML"),
        (("languages = ", "langages = "), "key 'langages' is not one of"),
        (('"nearby"', '"near"'), "variant 'lower': sight 'near' is not one of sentence, nearby."),
        (("  anchor = true\n  sight", "  sight"), "variant 'lower': sight is there without anchor. Write"),
    ],
)
def test_a_problem_is_missed_or_its_message_does_not_say_where(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    path = write(tmp_path, change)
    found = [text for text in errors(path) if message in text]
    assert found, errors(path)
    assert found[0].startswith(str(path))


def test_only_the_first_problem_is_listed(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ('strength = "marker"', 'strength = "strong"'),
        ('object = "land"\n  near = "land"', 'obj = "land"'),
        ('["taken"]', '["taken", "TAKEN"]'),
        ('citation = "Another page"\nchecked = "unopened"', ""),
    )
    texts = "\n".join(errors(path))
    for part in ("'upper': strength 'strong'", "'seized': key 'obj'", "listed twice", "source 'S2'"):
        assert part in texts


def test_the_editors_own_knowledge_passes_for_a_source(tmp_path: Path) -> None:
    k = '[[source]]\nid = "K"\ncitation = "The editors"\n\n[[concept]]\nid = "river"'
    path = write(tmp_path, ('[[concept]]\nid = "river"', k), ('sources = ["S1", "S2"]', 'sources = ["K"]'))
    found = errors(path)
    assert any("concept 'river': no source but K. Add one to sources." in text for text in found)
    assert any("variant 'upper': a marker without a source. Add two, or call it leaning." in t for t in found)


def test_a_marker_with_one_source_fails_or_is_not_warned_of(tmp_path: Path) -> None:
    path = write(tmp_path, ('sources = ["S1", "S2"]', 'sources = ["S1"]'))
    assert [
        (p.grade, "variant 'upper': a marker with one source. Add a second" in p.message) for p in check(path)
    ] == [("warning", True)]
    own = ('note = "+ a note"', 'sources = ["S2"]')
    assert check(write(tmp_path, ('sources = ["S1", "S2"]', 'sources = ["S1"]'), own)) == []


@pytest.mark.parametrize("name", ["karabakh", "cyprus"])
def test_a_shipped_marker_rests_on_one_source(name: str) -> None:
    assert [problem.message for problem in check(name) if problem.grade != "note"] == []


def test_an_exclusion_that_takes_another_concept_s_word_is_not_noted(tmp_path: Path) -> None:
    other = """
[[concept]]
id = "shore"
title = "Shore"
description = "The shore."
contested = "Two names."
sources = ["S1", "S2"]
{exclusions}

  [[concept.variant]]
  id = "bank"
  association = "shared"
  strength = "neutral"
  forms.en = ["River Bank"]
"""
    path = write(tmp_path)
    path.write_text(MINE + other.format(exclusions=""), encoding="utf-8")
    assert [(p.grade, p.message.partition(": concept ")[2]) for p in check(path)] == [
        (
            "note",
            "'river': the exclusion 'Great River Bank' also hides words of shore. "
            "List it there too if it should.",
        )
    ]
    path.write_text(MINE + other.format(exclusions='exclusions.en = ["Great River Bank"]'), encoding="utf-8")
    assert check(path) == []


def test_the_balance_depends_on_which_party_comes_first(tmp_path: Path) -> None:
    """Swapping the parties' registers swaps the numbers and nothing else."""
    more = ('"river.upper" = "blue texts have no name of their own for it"', "")
    text = write(tmp_path, more).read_text(encoding="utf-8")
    swapped = tmp_path / "swapped.toml"
    swapped.write_text(
        text.replace('association = "red"', "%%")
        .replace('association = "blue"', 'association = "red"')
        .replace("%%", 'association = "blue"'),
        encoding="utf-8",
    )
    one, other = errors(tmp_path / "mine.toml"), errors(swapped)
    assert "(red 1, blue 0)" in one[0]
    assert "(blue 1, red 0)" in other[0]


def test_a_stem_or_a_form_of_a_past_period_passes_for_unmatched(tmp_path: Path) -> None:
    assert list(find_unmatched(load_lexicon(write(tmp_path)))) == []


# --- writing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*list_lexicons(), "mine"])
def test_a_lexicon_is_another_one_after_export_and_import(name: str, tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path) if name == "mine" else name)
    table, file, folder = tmp_path / "x.csv", tmp_path / "x.toml", tmp_path / "folder"
    table.write_bytes(spreadsheet_text(lexicon).encode("utf-8"))
    assert read_spreadsheet(table) == lexicon
    file.write_text(toml_text(lexicon), encoding="utf-8")
    assert load_lexicon(file).hash == lexicon.hash
    folder.mkdir()
    for part, text in toml_files(lexicon).items():
        (folder / part).write_text(text, encoding="utf-8")
    assert load_lexicon(folder).hash == lexicon.hash


def test_a_key_of_the_schema_has_no_column(tmp_path: Path) -> None:
    assert {key.rstrip("!") for kinds in KINDS.values() for key in kinds} | {"row"} == set(ORDER)
    lexicon = load_lexicon(write(tmp_path))
    header = next(csv.reader(io.StringIO(spreadsheet_text(lexicon).removeprefix("\ufeff"))))
    assert {column.partition(".")[0] for column in header} == set(ORDER)


def test_a_list_is_written_on_one_endless_line() -> None:
    lines = toml_text(load_lexicon()).splitlines()
    assert max(len(line) for line in lines if line.startswith("    ") or line.endswith("]")) <= 114


# Everything a spreadsheet, a CSV reader or TOML could trip over.
HOSTILE = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"|\\;, \t\r\n\x00\x0b\x1f\x7f\x85\xa0\u2028\ufeff\uff1du0041[]*#.AéЖİ🙂"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=20,
).filter(str.strip)
WORDS = st.lists(
    HOSTILE.map(lambda s: s.replace("[", "").replace("]", "").replace("*", "") + "a"), max_size=4
)


@given(HOSTILE)
def test_a_cell_runs_or_comes_back_as_another_text(text: str) -> None:
    cell = text_cell(text)
    assert read_text(cell) == text
    assert cell[0] not in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
    for line in cell.replace(";", "\n").split("\n")[1:]:
        assert line[:1] not in tuple("=+-@\t\r")


@given(st.lists(HOSTILE, max_size=5))
def test_a_list_comes_back_with_other_words(words: list[str]) -> None:
    cell = words_cell(words)
    assert read_words(cell) == words
    assert cell[0] not in "=+-@\t\r\n"


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(HOSTILE, min_size=6, max_size=6),
    words=WORDS,
    labels=st.lists(HOSTILE, min_size=1, max_size=3),
    language=st.sampled_from(["en", "a.b", "=x", 'q"']),
)
def test_hostile_cells_are_lost_on_the_way_through_a_spreadsheet(
    texts: list[str], words: list[str], labels: list[str], language: str, tmp_path_factory: Any
) -> None:
    table = tomllib.loads(MINE)
    table |= {"title": texts[0], "version": texts[1], "languages": ["en", "ru", language]}
    table["associations"] |= {f"a{n}": label for n, label in enumerate(labels)}
    table["unpaired"] = {"river.upper": texts[2]}
    table["source"][0] |= {"citation": texts[3], "url": texts[4]}
    concept = table["concept"][0]
    concept |= {"description": texts[5], "left_out": {language: words}, "contested": labels[0]}
    concept["variant"][0]["note"] = texts[4]
    lexicon = build_lexicon([("x", True, table)])
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "x.csv").write_bytes(spreadsheet_text(lexicon).encode("utf-8"))
    (folder / "x.toml").write_bytes(toml_text(lexicon).encode("utf-8"))
    assert read_spreadsheet(folder / "x.csv") == lexicon
    assert load_lexicon(folder / "x.toml") == lexicon


# --- import ----------------------------------------------------------------------------------------


def cells(folder: Path) -> list[list[str]]:
    text = spreadsheet_text(load_lexicon(write(folder))).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline="")))


def saved(folder: Path, rows: list[list[str]], **style: Any) -> Path:
    path = folder / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, **style).writerows(rows)
    return path


def place(rows: list[list[str]], row: str, id: str, column: str) -> tuple[int, int]:
    """Row and column of a cell, from 0."""
    head = rows[0]
    for number, cells in enumerate(rows):
        if cells[head.index("row")] == row and cells[head.index("id")] in (id, ""):
            return number, head.index(column)
    raise AssertionError((row, id))


@pytest.mark.parametrize("style", [{"delimiter": ";"}, {"delimiter": "\t"}, {"lineterminator": "\n"}])
def test_a_spreadsheet_that_saves_in_its_own_way_is_refused(tmp_path: Path, style: dict[str, str]) -> None:
    rows = cells(tmp_path)
    rows = [[cell.replace("\n", "\r\n") for cell in row] for row in rows]
    rows.append([""] * len(rows[0]))
    assert read_spreadsheet(saved(tmp_path, rows, **style)) == load_lexicon(write(tmp_path))


def test_what_an_editor_types_is_refused(tmp_path: Path) -> None:
    rows = cells(tmp_path)
    n, column = place(rows, "variant", "taken", "forms.en")
    rows[n][column] = " taken|grabbed| "
    n, column = place(rows, "variant", "lower", "anchor")
    rows[n][column] = "TRUE"
    lexicon = read_spreadsheet(saved(tmp_path, rows))
    assert lexicon.variant("river", "taken").forms["en"] == ("taken", "grabbed")
    assert lexicon.variant("river", "lower").anchor


@pytest.mark.parametrize(
    ("row", "id", "column", "cell", "message"),
    [
        ("variant", "taken", "association", "rd", "association 'rd' is not one of red, blue, "),
        ("variant", "taken", "association", "rd", "Did you mean 'red'?"),
        (
            "variant",
            "taken",
            "strength",
            "strong",
            "strength 'strong' is not one of marker, leaning, neutral.",
        ),
        ("variant", "lower", "valid_from", "1/1/2021", "valid_from is '1/1/2021', not a date such as"),
        ("variant", "lower", "anchor", "yes", "anchor is 'yes', not true or false."),
        ("variant", "seized", "sides", "agent", "'agent' is not a pair. Write for example role = agent."),
        ("variant", "upper", "periods", "2020", "'2020' is not a pair."),
        ("variant", "seized", "object", "lnd", "object 'lnd' is not one of land. Did you mean 'land'?"),
        ("variant", "seized", "sources", "S1 | S9", "sources 'S9' is not one of S1, S2."),
        ("variant", "taken", "concept", "rivr", "concept 'rivr' is not one of river. Did you mean 'river'?"),
        ("variant", "taken", "agent", "red", "agent 'red' is not one of redland, blueland."),
        ("variant", "taken", "forms.en", "a [b] c", "form 'a [b] c' is not words, with square brackets"),
        ("variant", "taken", "note", "\\ud800", "holds half a character. Write the character itself."),
        ("variant", "taken", "forms.en", "\\udc00", "holds half a character."),
        (
            "source",
            "S1",
            "strength",
            "marker",
            "does not belong to a row 'source'. Empty the cell; this row has",
        ),
        ("variant", "taken", "row", "varient", "row 'varient' is not one of lexicon,"),
        ("variant", "taken", "row", "varient", "Did you mean 'variant'?"),
        ("concept", "river", "id", "two words", "id is 'two words', not a name of letters, digits"),
    ],
)
def test_an_error_of_import_does_not_name_row_and_column(
    tmp_path: Path, row: str, id: str, column: str, cell: str, message: str
) -> None:
    rows = cells(tmp_path)
    number, place_in_row = place(rows, row, id, column)
    rows[number][place_in_row] = cell
    path = saved(tmp_path, rows)
    with pytest.raises(LexiconError) as caught:
        read_spreadsheet(path)
    assert str(caught.value).startswith(f"{path}: row {number + 1}, column {column}: ")
    assert message in str(caught.value)


def without(rows: list[list[str]], kind: str) -> list[list[str]]:
    return [row for row in rows if row[0] != kind]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: without(rows, "lexicon"), "x.csv: there is no row 'lexicon'. It holds id, title,"),
        (lambda rows: [*rows, rows[1]], "a second row 'lexicon'. Delete one."),
        (
            lambda rows: [*rows, next(r for r in rows if r[0] == "anchor")],
            "a second row 'anchor'. Delete one.",
        ),
        (
            lambda rows: [*rows, next(r for r in rows if r[0] == "association")],
            "the association 'red' is there twice",
        ),
        (
            lambda rows: [["x" if c == "row" else c for c in rows[0]], *rows[1:]],
            "row 1: there is no column 'row'.",
        ),
        (
            lambda rows: [[*rows[0], "colour"], *rows[1:]],
            "row 1: column 'colour' is not one of row, concept,",
        ),
        (lambda rows: [[*rows[0], "note"], *rows[1:]], "row 1: the column 'note' is there twice."),
        (
            lambda rows: [rows[0], [*rows[1], "more"]],
            "'more' stands under no column. Give it a name in row 1,",
        ),
        (
            lambda rows: [],
            "row 1: there is no column 'row'. Start from a file made by framing lexicon export.",
        ),
        (
            lambda rows: [[c.replace("forms.en", "forms.fr") for c in rows[0]], *rows[1:]],
            "column forms.fr: language 'fr' is not one of en, ru.",
        ),
        (
            lambda rows: [
                [*("" if rows[0][n] == "contested" else c for n, c in enumerate(row))]
                if row[0] == "concept"
                else row
                for row in rows
            ],
            "the key 'contested' is missing. Add it.",
        ),
    ],
)
def test_a_broken_table_is_not_explained(tmp_path: Path, change: Any, message: str) -> None:
    path = saved(tmp_path, change(cells(tmp_path)))
    with pytest.raises(LexiconError) as caught:
        read_spreadsheet(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_file_that_is_no_table_raises_something_else(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("row,é".encode("cp1252"))
    with pytest.raises(LexiconError, match=r"x\.csv: is not UTF-8 text\. Save it as CSV UTF-8\."):
        read_spreadsheet(path)
    path.write_text('row,id\n"a"b,c\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"x\.csv: row 2: is not CSV .* Save the table again as CSV\."):
        read_spreadsheet(path)
    with pytest.raises(LexiconError, match=r"no\.csv: cannot be read \(No such file or directory\)\. Check"):
        read_spreadsheet(tmp_path / "no.csv")


# --- difference ------------------------------------------------------------------------------------


def test_a_change_is_not_told(tmp_path: Path) -> None:
    before = load_lexicon(write(tmp_path))
    after = load_lexicon(
        write(
            tmp_path,
            ('["Upper River", "=river", "-stream"]', '["Upper River", "High River"]'),
            ('strength = "marker"', 'strength = "leaning"'),
            ('id = "taken"', 'id = "took"'),
            ("[unpaired]\n", ""),
            ('"river.upper" = "blue texts have no name of their own for it"', ""),
            ('version = "1.0"', 'version = "1.1"'),
            ("forms.en = []", ""),
            name="other.toml",
        )
    )
    assert [str(change) for change in find_changes(before, after)] == [
        "changed lexicon mine: version: '1.0' is now '1.1'",
        "removed unpaired river.upper",
        "changed variant river/upper: strength: 'marker' is now 'leaning'",
        "changed variant river/upper: forms.en: added 'High River', removed '=river', removed '-stream'",
        "changed variant river/lower: forms.en: removed an empty list",
        "removed variant river/taken",
        "added variant river/took",
    ]
    assert [str(change) for change in find_changes(after, before)][-1] == "added variant river/taken"


def test_another_order_of_words_or_variants_passes_for_no_difference(tmp_path: Path) -> None:
    before = load_lexicon(write(tmp_path))
    other = load_lexicon(write(tmp_path, ('"Upper River", "=river"', '"=river", "Upper River"')))
    assert [str(c) for c in find_changes(before, other)] == [
        "changed variant river/upper: forms.en: in another order"
    ]
    concept = before.concepts[0]
    turned = replace(before, concepts=(replace(concept, variants=concept.variants[::-1]),))
    assert [str(c) for c in find_changes(before, turned)] == [
        "changed concept river: variant: in another order"
    ]


def test_a_lexicon_differs_from_itself() -> None:
    assert find_changes(load_lexicon(), load_lexicon()) == ()


# --- several ---------------------------------------------------------------------------------------

TEXT = "Snow fell in Artsakh. The Upper River froze near the Great River Bank in Artsakh."


def test_one_lexicon_changes_the_mentions_of_another(tmp_path: Path) -> None:
    """The user's exclusion takes in a name of the shipped lexicon, which must still be found."""
    mine = write(
        tmp_path, ('["Great River Bank"]', '["Bank in Artsakh"]'), ('["taken"]', '["snow fell in Artsakh"]')
    )
    both = annotate_text(TEXT, lexicon=["karabakh", mine])
    alone = [annotate_text(TEXT, lexicon=one) for one in ("karabakh", mine)]
    assert set(both.mentions) == {m for annotation in alone for m in annotation.mentions}
    assert len(both.mentions) == sum(len(annotation.mentions) for annotation in alone)
    assert [m.start for m in both.mentions] == sorted(m.start for m in both.mentions)
    assert {m.lexicon for m in both.mentions} == {"karabakh", "mine"}


def test_a_comparison_of_two_lexicons_cannot_be_reported(tmp_path: Path) -> None:
    mine = write(tmp_path)
    articles = [
        Article(id=str(n), outlet_id=o, outlet=o, title="", text=TEXT, language="en", date="2020-01-01")
        for n, o in enumerate(["armenpress", "trend"] * 6)
    ]
    tables = annotate(articles, lexicon=["karabakh", mine])
    assert list(tables.manifest["recipe"]["lexicons"]) == ["karabakh", "mine"]
    comparison = compare(tables, lexicon=mine)
    assert {r.category for r in comparison.rows if r.concept == "river"} == {"upper"}
    alone = compare(annotate(articles))
    region = [[r for r in c.rows if r.concept == "region_name"] for c in (comparison, alone)]
    assert region[0] == region[1]
    assert region[0]
    page = comparison.report(tmp_path / "r.html").read_text(encoding="utf-8")
    assert "The river" in page
    named = compare(tables, lexicon=["karabakh", mine]).lexicon
    assert {c.id for c in named.concepts} == {c.id for c in comparison.lexicon.concepts}
    with pytest.raises(
        InputError, match="made with the lexicon 'mine', which does not come with the package"
    ):
        compare(tables)
    with pytest.raises(InputError, match="name its file with --lexicon"):
        compare(tables, lexicon="karabakh")
    changed = write(tmp_path, ('version = "1.0"', 'version = "2.0"'))
    with pytest.raises(InputError, match="another version of the lexicon 'mine'"):
        compare(tables, lexicon=changed)


def test_lexicons_that_cannot_stand_side_by_side_do(tmp_path: Path) -> None:
    mine = write(tmp_path)
    with pytest.raises(LexiconError, match=r"the lexicon 'mine' is there twice. Change the id of one."):
        load_lexicons([mine, mine])
    clash = write(
        tmp_path, ('"river"', '"region_name"'), ("river.upper", "region_name.upper"), name="clash.toml"
    )
    with pytest.raises(
        LexiconError, match="concept 'region_name': the lexicons 'karabakh' and 'mine' both have it"
    ):
        load_lexicons(["karabakh", clash])
    with pytest.raises(LexiconError, match=r"no lexicon: the list is empty. Name one, for example karabakh."):
        load_lexicons([])


def test_a_source_of_one_lexicon_is_taken_for_that_of_another(tmp_path: Path) -> None:
    both = combined(load_lexicons(["karabakh", write(tmp_path)]))
    assert both.concept("river").sources == ("mine:S1", "mine:S2")
    assert both.source("mine:S1").citation == "=A page"
    assert both.concept("region_name").sources[0].startswith("karabakh:")
    assert both.associations["red"] == "Red register"
    assert len({source.id for source in both.sources}) == len(both.sources)


# --- commands --------------------------------------------------------------------------------------


def test_list_and_show_do_not_know_a_user_s_file(tmp_path: Path) -> None:
    mine = write(tmp_path)
    assert [line.partition(":")[0] for line in run("lexicon", "list").stdout.splitlines()] == list_lexicons()
    assert load_lexicon().hash[:12] in run("lexicon", "list").stdout
    assert run("lexicon", "list", mine).stdout == run("lexicon", "list", "--lexicon", mine).stdout
    assert "river" in run("lexicon", "list", mine).stdout
    assert "seized" in run("lexicon", "show", "river", "--lexicon", mine).stdout


def test_check_exits_with_0_though_there_is_an_error(tmp_path: Path) -> None:
    good = run("lexicon", "check", write(tmp_path))
    assert (good.return_value, good.stdout) == (0, "0 errors, 0 warnings, 0 notes\n")
    bad = run("lexicon", "check", write(tmp_path, ('["taken"]', '["www.taken.org"]')))
    assert bad.return_value == 1
    assert bad.stdout.startswith("error: ")
    assert bad.stdout.endswith("1 error, 0 warnings, 0 notes\n")
    quiet, loud = run("lexicon", "check"), run("lexicon", "check", "--all")
    assert quiet.return_value == loud.return_value == 0
    assert "(--all prints the notes)" in quiet.stdout
    assert "note: " in loud.stdout
    assert "note: " not in quiet.stdout


def test_export_edit_import_and_diff_do_not_fit_together(tmp_path: Path) -> None:
    mine, table, out = write(tmp_path), tmp_path / "x.csv", tmp_path / "back.toml"
    assert run("lexicon", "export", table, "--lexicon", mine).stdout == f"{table}\n"
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("lexicon", "import", table, "--out", out).stdout == f"{out}\n"
    assert run("lexicon", "diff", mine, out).stdout == "no difference\n"
    table.write_text(table.read_text("utf-8").replace("Another page", "A third page"), encoding="utf-8")
    with pytest.raises(
        InputError, match=r"is already there\. What to do: choose another name, or add --replace"
    ):
        raise run("lexicon", "import", table, "--out", out).exception
    run("lexicon", "import", table, "--out", out, "--replace")
    changed = "changed source S2: citation: 'Another page' is now 'A third page'\n"
    assert run("lexicon", "diff", mine, out).stdout == changed
    run("lexicon", "import", table, "--out", tmp_path / "folder")
    assert load_lexicon(tmp_path / "folder").hash == load_lexicon(out).hash


def test_export_and_import_write_where_they_should_not(tmp_path: Path) -> None:
    mine, table = write(tmp_path), tmp_path / "x.csv"
    with pytest.raises(InputError, match=r"not a \.csv name"):
        raise run("lexicon", "export", tmp_path / "x.xls", "--lexicon", mine).exception
    run("lexicon", "export", table, "--lexicon", mine)
    with pytest.raises(InputError, match="another part of a lexicon is already there"):
        raise run("lexicon", "import", table, "--out", tmp_path, "--replace").exception
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.toml", "x.csv"]


def test_the_commands_do_not_take_a_second_lexicon(tmp_path: Path) -> None:
    mine, news, tables = write(tmp_path), tmp_path / "n.jsonl", tmp_path / "t"
    news.write_text(json.dumps({"title": "Ice", "text": TEXT, "outlet": "TASS"}) + "\n", encoding="utf-8")
    both = ("--lexicon", "karabakh", "--lexicon", mine)
    shown = run("show", news, *both).stdout
    assert "Upper River [river/upper" in shown
    assert "Artsakh [region_name/artsakh" in shown
    assert run("annotate", news, "--out", tables, *both).exception is None
    for options in (both, ("--lexicon", mine)):
        done = run("compare", tables, *options)
        assert "The river (newsroom's own voice)" in done.stdout
        assert f"{load_lexicon().concept('region_name').title} (newsroom's own voice)" in done.stdout
    assert isinstance(run("compare", tables).exception, FramingError)
    assert run("report", news, "-o", tmp_path / "r.html", *both).exception is None
    assert run("compare", news, "--lexicon", mine).exception is None
    assert run("demo", "-o", tmp_path / "d.html", *both).exception is None


def test_the_example_of_the_documentation_fails_the_check(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "lexicons.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "river.toml").write_text(example, encoding="utf-8")
    assert check(tmp_path / "river.toml") == []


def test_a_source_that_nobody_opened_looks_like_one_that_was_read() -> None:
    out = run("lexicon", "show", "toponym_nicosia", "--lexicon", "cyprus").stdout
    (book,) = (line for line in out.splitlines() if line.startswith("C16: "))
    assert "The Make-Believe Space" in book
    assert "checked: the publisher's summary read; the book unopened" in book
    assert "checked: " not in next(line for line in concept_lines("region_name") if line.startswith("S3: "))


def concept_lines(concept: str) -> list[str]:
    return run("lexicon", "show", concept).stdout.splitlines()
