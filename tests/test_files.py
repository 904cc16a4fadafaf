"""Every kind of input file, whole and broken: what is read, what is skipped, and what is said."""

from __future__ import annotations

import contextlib
import csv
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.errors import InputError, UnknownNameError
from framing.reading.files import read
from framing.reading.jsons import read_json, read_json_lines
from framing.reading.mapping import MAX_CHARS, parse_mapping
from framing.reading.tabular import read_csv

INPUTS = Path(__file__).parent / "cases" / "inputs"
EXPECTED = json.loads((INPUTS / "expected.json").read_text(encoding="utf-8"))


def read_or_skip(path):
    """Articles and skipped rows, also where nothing at all could be read."""
    try:
        corpus = read(path)
    except InputError as error:
        return [], [str(error)]
    return list(corpus), list(corpus.skipped)


def line_of(skipped) -> int:
    return int(skipped.origin.rsplit(":", 1)[1])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_hostile_or_broken_file_gives_what_its_readme_says(name):
    want = EXPECTED[name]
    options = [want, want["or_else"]] if "or_else" in want else [want]
    articles, skipped = read_or_skip(INPUTS / name)
    assert any(fits(option, articles, skipped) for option in options), (
        [a.id for a in articles],
        skipped,
    )


def fits(want, articles, skipped) -> bool:
    ids = [a.id for a in articles]
    checks = {
        "articles": lambda v: (
            v == [i for i in ids if i not in want.get("may", ())]
            or v == [a.title for a in articles]
            or len(v) == len(ids) == 1
        ),
        "n_articles": lambda v: v == len(ids),
        "skipped": lambda v: v == len(skipped),
        "skipped_lines": lambda v: set(v) <= {line_of(s) for s in skipped},
        "titles": lambda v: v == [a.title for a in articles],
        "outlet_ids": lambda v: v == [a.outlet_id for a in articles],
        "dates": lambda v: v == [a.date for a in articles],
        "ids_unique": lambda v: len(set(ids)) == len(ids),
        "articles_plus_skipped": lambda v: v == len(ids) + len(skipped),
        "at_least": lambda v: len(ids) >= v,
    }
    return all(check(want[key]) for key, check in checks.items() if key in want)


def test_a_wrong_date_is_never_read():
    rows = list(csv.DictReader((INPUTS / "dates.csv").open(encoding="utf-8", newline="")))
    for row, article in zip(rows, read(INPUTS / "dates.csv"), strict=True):
        right = row["expected_date"] or None
        allowed = {right} if row["must"] == "yes" else {right, None}
        assert article.date in allowed, row


def test_outlets_are_recognised_in_any_script():
    rows = list(csv.DictReader((INPUTS / "unicode_outlets.csv").open(encoding="utf-8", newline="")))
    for row, article in zip(rows, read(INPUTS / "unicode_outlets.csv"), strict=True):
        allowed = {row["expected_outlet_id"]} | ({row["outlet"].strip()} if row["must"] == "no" else set())
        assert article.outlet_id in allowed, row


RECORD = {
    "id": "1",
    "title": "Two\u00a0signs",
    "text": "  First “line”.\r\n\r\n\tŞuşa  ",
    "outlet": "TASS",
    "date": "2020-11-10",
}


@pytest.mark.parametrize("ending", [".jsonl", ".json", ".csv", ".tsv", ".parquet", ".jsonl.gz", ".csv.gz"])
def test_the_text_of_a_record_is_kept_to_the_last_blank(tmp_path, ending):
    path = tmp_path / f"news{ending}"
    write_record(path, RECORD)
    article = read(path)[0]
    assert article.text == RECORD["text"]
    assert (article.outlet_id, article.date, article.id) == ("tass", "2020-11-10", "1")


def write_record(path, record):
    base = path.name.removesuffix(".gz")
    if base.endswith(".parquet"):
        pyarrow.parquet.write_table(pa.Table.from_pylist([record]), path)
        return
    if base.endswith(".jsonl"):
        body = json.dumps(record) + "\n"
    elif base.endswith(".json"):
        body = json.dumps([record])
    else:
        import io

        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter="\t" if base.endswith(".tsv") else ",")
        writer.writerows([record.keys(), record.values()])
        body = buffer.getvalue()
    data = body.encode("utf-8")
    path.write_bytes(gzip.compress(data) if path.name.endswith(".gz") else data)


PAGE = """<html><head><title>Bridge opens</title><meta property="og:site_name" content="TASS">
<meta property="article:published_time" content="2021-05-04T10:00:00Z"></head>
<body><nav>Home Sport Weather</nav>
<article><h1>Bridge opens</h1><p>The new bridge over the river opened on Tuesday after two years of
work, and the first lorries crossed it before noon, watched by half of the village.</p>
<p>“We waited long enough,” said one of the drivers, who had come from the other bank with a load of
apples for the market.</p></article>
<footer>All rights reserved</footer></body></html>"""


def test_a_saved_web_page_is_an_article_without_its_menus(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    article = read(path)[0]
    assert (article.title, article.outlet_id, article.date) == ("Bridge opens", "tass", "2021-05-04")
    assert "from the other bank" in article.text
    # The headline stands above the text once more in many pages; its words must not count twice.
    assert article.text.startswith("The new bridge over the river")
    assert "Weather" not in article.text
    path.write_text("<html><body></body></html>")
    with pytest.raises(InputError, match="no article was found"):
        read(path)


def test_a_file_with_other_column_names_is_mapped(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Artikel,Zeitung\nEin Text über Schuscha.,TASS\n", encoding="utf-8")
    article = read(path, mapping={"text": "Artikel", "outlet": "Zeitung"})[0]
    assert (article.text, article.outlet_id) == ("Ein Text über Schuscha.", "tass")


def test_a_csv_without_a_text_column_names_its_columns_and_what_to_do(tmp_path):
    path = tmp_path / "n.csv"
    path.write_text("number,day\n1,2\n")
    with pytest.raises(InputError, match=r"'number', 'day'.*--map text=body"):
        read(path)


def test_folders_and_globs_are_read_in_the_order_of_names(tmp_path):
    for name in ("b.jsonl", "a.jsonl", "sub/c.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps({"id": name, "text": "A text of some length."}))
    (tmp_path / "notes.docx").write_bytes(b"PK")
    assert [a.id for a in read(tmp_path)] == ["a.jsonl", "b.jsonl", "sub/c.jsonl"]
    assert [a.id for a in read(str(tmp_path / "*.jsonl"))] == ["a.jsonl", "b.jsonl"]


def test_files_of_a_folder_that_cannot_be_read_are_told_by_kind(tmp_path):
    """An editor's folder of Word files and PDFs must not look as if it had been read whole."""
    (tmp_path / "a.jsonl").write_text('{"text": "A good text."}')
    for name in (
        "1.docx",
        "2.docx",
        "sub/3.docx",
        "4.docx",
        "scan.PDF",
        "LIESMICH",
        ".DS_Store",
        ".git/config",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"PK")
    corpus = read(tmp_path)
    assert len(corpus) == 1
    assert [s.reason.split(". What to do")[0] for s in corpus.skipped] == [
        "4 files of a kind that is not read, .docx: 1.docx, 2.docx, 4.docx and 1 more",
        "1 file of a kind that is not read, .pdf: scan.PDF",
        "1 file of a kind that is not read, without an ending: LIESMICH",
    ]
    assert all(s.origin == str(tmp_path) for s in corpus.skipped)


@pytest.mark.parametrize("ending", ["\n", ""])
def test_a_mark_that_opens_in_the_last_line_and_never_closes_loses_that_line_alone(ending):
    text = f'text,outlet\n"One, two.",TASS\nThe 5" gun,TASS\n"Three,TASS{ending}'
    rows = list(read_csv(text, where="a.csv")[1])
    assert [row[1]["text"] for row in rows[:2]] == ["One, two.", 'The 5" gun']
    assert rows[2].origin == "a.csv:4"
    assert rows[2].reason == "a quotation mark opened in line 4 is never closed; line 4 is lost"


def test_a_value_that_is_no_text_is_named_in_words(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = ['{"text": 5}', '{"text": null}', "null", '{"text": true}', '{"text": "A good text."}']
    path.write_text("\n".join(rows))
    assert [s.reason for s in read(path).skipped] == [
        "the column 'text' holds a number, not a text",
        "the column 'text' is empty",
        "nothing (null) where an object {...} belongs",
        "the column 'text' holds true or false, not a text",
    ]


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_a_file_whose_dates_tell_their_order_keeps_all_of_them(tmp_path, ending):
    """A file would lose the first twelve days of each month, and no others."""
    path = tmp_path / f"a{ending}"
    dates = ["03/10/2020", "12/11/2020", "25/12/2020"]
    if ending == ".csv":
        path.write_text("text,day,outlet\n" + "".join(f"A text.,{date},TASS\n" for date in dates))
    else:
        path.write_text(
            "".join(json.dumps({"text": "A text.", "day": date, "outlet": "TASS"}) + "\n" for date in dates)
        )
    corpus = read(path, mapping={"date": "day"})
    assert [a.date for a in corpus] == ["2020-10-03", "2020-11-12", "2020-12-25"]
    assert list(corpus.notices) == [
        f"a{ending}: dates such as '03/10/2020' are read with the day first, since other dates of this file "
        "can only be read in that way"
    ]


def test_a_notice_tells_why_a_date_was_left_out_and_what_to_write(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,date,outlet\nA text.,03/10/2020,TASS\nA text.,soon,TASS\n")
    assert list(read(path).notices) == [
        "a.csv:2: the date '03/10/2020' can be 3 October or 10 March (write 2020-10-03 or 2020-03-10) "
        "and is left out",
        "a.csv:3: the date 'soon' was not understood (write it as 2020-11-09) and is left out",
    ]


def test_a_missing_file_beside_a_good_one_is_a_row_in_skipped(tmp_path):
    good = tmp_path / "a.jsonl"
    good.write_text('{"text": "A good text."}')
    corpus = read(good, tmp_path / "missing.csv", tmp_path / "none-*.csv")
    assert len(corpus) == 1
    assert [s.reason.split(".")[0] for s in corpus.skipped] == [
        "no such file",
        "no file matches this pattern",
    ]


def test_a_missing_file_alone_is_an_error_that_names_it(tmp_path):
    with pytest.raises(InputError, match=r"missing\.csv"):
        read(tmp_path / "missing.csv")


def test_one_broken_line_of_ten_thousand_costs_one_article(tmp_path):
    from make_inputs import write_many_records

    path = tmp_path / "many.jsonl"
    write_many_records(path, n=10_000, broken_line=4_321)
    corpus = read(path)
    assert len(corpus) == 9_999
    assert [line_of(s) for s in corpus.skipped] == [4_321]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["jsonl", "csv", "txt"])
def test_an_article_of_fifty_megabytes_is_refused_and_its_neighbours_are_read(tmp_path, ending):
    from make_inputs import write_big_article

    big, good = tmp_path / f"big.{ending}", tmp_path / "good.jsonl"
    write_big_article(big, megabytes=50)
    good.write_text('{"text": "A good text."}')
    corpus = read(big, good)
    assert len(corpus) == 1
    assert "5,000,000" in corpus.skipped[0].reason
    assert MAX_CHARS == 5_000_000


def test_an_unknown_column_in_a_mapping_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match="Did you mean 'text'"):
        parse_mapping(["txt=body"])
    with pytest.raises(InputError, match="--map text=body"):
        parse_mapping(["text"])


def test_the_same_record_twice_gets_two_ids_and_a_notice(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n')
    corpus = read(path)
    assert [a.id for a in corpus] == ["x", "x~2"]
    assert "was taken" in " ".join(corpus.notices)


@pytest.mark.parametrize(
    ("record", "outlet"),
    [
        ({"domain": "en.armradio.am"}, "armradio"),
        ({"domain": "azertag.az", "url": "https://armenpress.am/1"}, "armenpress"),
        ({"domain": "armenpress.am", "outlet": "Lake News"}, "Lake News"),
        ({"domain": "lake.example"}, "lake.example"),
        ({"domain": "no domain"}, "unknown"),
    ],
)
def test_an_outlet_that_only_a_domain_tells_is_unknown(tmp_path, record, outlet):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": "The bridge is open.", **record}), encoding="utf-8")
    (article,) = read(file)
    assert (article.outlet_id, article.url) == (outlet, record.get("url"))


def test_an_outlet_nobody_knows_is_kept_under_its_own_name_and_listed(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One.", "outlet": "The Village Bell"}\n{"text": "Two.", "outlet": "TASS"}\n')
    corpus = read(path)
    assert [a.outlet_id for a in corpus] == ["The Village Bell", "tass"]
    assert [n for n in corpus.notices if "The Village Bell" in n and "TASS" not in n]


def test_zones_come_back_from_a_record_and_wrong_ones_are_told(tmp_path):
    zones = [{"kind": "dateline", "start": 0, "end": 6}, {"kind": "body", "start": 0, "end": 2}, "x"]
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "BAKU — A text.", "zones": zones}))
    corpus = read(path)
    assert [(z.kind, z.end) for z in corpus[0].zones] == [("dateline", 6)]
    assert len([n for n in corpus.notices if "a zone was left out" in n]) == 2


def test_a_corpus_shows_itself_escaped():
    article = framing.Article(
        id="1", outlet_id="x", outlet="<b>X", title="<script>alert(1)</script>", text="t"
    )
    shown = framing.Corpus(articles=(article,))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;b&gt;X" in shown


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_as_csv_or_json_gives_rows_or_a_clear_error(text):
    for reader in (
        lambda: list(read_csv(text, where="x")[1]),
        lambda: list(read_json(text, where="x")),
        lambda: list(read_json_lines(text, where="x")),
    ):
        with contextlib.suppress(InputError):
            reader()


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["text", "title", "outlet", "date", "url", "authors", "zones", "id"]),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=4,
        ),
    )
)
def test_a_record_with_any_values_is_an_article_or_skipped(record):
    from framing.reading.mapping import article_of, find_columns
    from framing.reading.outlets import load_outlets

    got = article_of(
        record, find_columns(record, {}), number=1, stem="a", origin="a#1", outlets=load_outlets(), notices=[]
    )
    assert got.origin == "a#1"
