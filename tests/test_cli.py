"""The command line as a user meets it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from framing.cli import cli

COMMANDS = sorted(cli.commands)
INPUTS = Path(__file__).parent / "cases" / "inputs"
GOOD = {
    "title": "Talks",
    "text": "The minister said Shushi would be rebuilt. Artsakh waits.",
    "outlet": "TASS",
}


def run(*args, stdin=None, env=None, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "framing", *map(str, args)],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
        cwd=cwd,
        timeout=300,
    )


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_ends_with_its_own_example(name):
    done = run(name, "--help")
    assert done.returncode == 0
    lines = done.stdout.rstrip().splitlines()
    assert lines[-2] == "Example:"
    assert lines[-1].strip().startswith(f"framing {name} ")
    assert cli.commands[name].help


def test_every_command_is_in_the_readme_and_in_the_reference():
    root = Path(__file__).resolve().parents[1]
    for name in COMMANDS:
        assert f"framing {name}" in (root / "docs" / "commands.md").read_text(encoding="utf-8")


def test_the_reference_of_commands_is_the_help_of_the_program():
    """docs/commands.md is made by `python docs/make_commands.py`; run it after changing an option."""
    root = Path(__file__).resolve().parents[1]
    made = subprocess.run(
        [sys.executable, root / "docs" / "make_commands.py", "--print"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert made == (root / "docs" / "commands.md").read_text(encoding="utf-8")


def test_tables_without_any_row_have_their_columns_all_the_same(tmp_path):
    """A script that reads the differences of many corpora must not stumble over one that has none."""
    (tmp_path / "a.csv").write_text("text,outlet\nNothing here.,TASS\n")
    demo = Path(__file__).resolve().parents[1] / "framing" / "demo" / "articles.jsonl"
    for name, source in (("full", demo), ("none", tmp_path / "a.csv")):
        done = run("compare", source, "-o", tmp_path / f"{name}.csv", "--effects", tmp_path / f"{name}-e.csv")
        assert done.returncode == 0, done.stderr
    for ending in (".csv", "-e.csv"):
        full, none = (
            (tmp_path / f"{name}{ending}").read_text("utf-8").splitlines() for name in ("full", "none")
        )
        assert len(full) > 10
        assert none[0] == full[0]
    assert len(none) == 1


def test_annotate_writes_tables_and_prints_the_folder_alone(news, tmp_path):
    done = run("annotate", news, "--out", tmp_path / "t", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 't'}\n"
    rows = [json.loads(line) for line in (tmp_path / "t" / "mentions.jsonl").read_text("utf-8").splitlines()]
    assert [(r["surface"], r["voice"]) for r in rows] == [("Shushi", "indirect"), ("Artsakh", "outlet")]


def test_report_goes_from_a_file_to_a_page_in_one_step(news, tmp_path):
    done = run("report", news, "-o", tmp_path / "r.html")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'r.html'}\n"
    assert "<!doctype html>" in (tmp_path / "r.html").read_text("utf-8")[:40]


def test_the_same_input_gives_the_same_page_to_the_byte(news, tmp_path):
    for name in ("a.html", "b.html"):
        run("report", news, "-o", tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_more_workers_give_the_same_tables(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps(GOOD | {"id": str(n)}) + "\n" for n in range(40)), encoding="utf-8")
    for workers in (1, 2):
        run("annotate", path, "--out", tmp_path / f"w{workers}", "--format", "jsonl", "--workers", workers)
    for file in (tmp_path / "w1").iterdir():
        assert file.read_bytes() == (tmp_path / "w2" / file.name).read_bytes()


def test_compare_reads_a_folder_of_tables_or_files_and_says_not_enough_data(news, tmp_path):
    run("annotate", news, "--out", tmp_path / "t")
    from_tables, from_files = run("compare", tmp_path / "t"), run("compare", news)
    assert from_tables.stdout == from_files.stdout
    assert "not enough data (1 article, 5 needed)" in from_tables.stdout


def test_compare_writes_all_cells_as_csv_and_json(news, tmp_path):
    run("compare", news, "--out", tmp_path / "c.csv")
    run("compare", news, "--out", tmp_path / "c.json")
    header = (tmp_path / "c.csv").read_text("utf-8").splitlines()[0]
    body = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert header.split(",") == list(body["rows"][0])
    assert body["recipe"]["resamples"] == 2000
    assert run("compare", news, "--out", tmp_path / "c.xls").returncode == 1


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    path, grouping = tmp_path / "n.jsonl", tmp_path / "g.csv"
    path.write_text(json.dumps(GOOD | {"outlet": "=HYPERLINK(1)"}), encoding="utf-8")
    grouping.write_text('outlet,group\n"=HYPERLINK(1)",@evil\n', encoding="utf-8")
    run("compare", path, "--grouping", grouping, "--out", tmp_path / "c.csv")
    for line in (tmp_path / "c.csv").read_text("utf-8").splitlines()[1:]:
        assert not [cell for cell in line.split(",") if cell[:1] in ("=", "@")]


def test_show_marks_terms_voices_and_sources(news):
    out = run("show", news, "--explain").stdout
    assert "Shushi [toponym_shusha/shushi, indirect by clause, form:Shushi]" in out
    assert "1. indirect: The minister" in out
    assert "rule " in out


def test_show_lists_several_articles_and_takes_one():
    listed = run("show", "demo")
    assert len(listed.stdout.splitlines()) >= 60
    assert "choose one with --article" in listed.stderr
    assert run("show", "demo", "--article", "3").stdout
    assert "no article '999'" in run("show", "demo", "--article", "999").stderr


def test_a_hostile_article_cannot_command_the_terminal(tmp_path):
    path = tmp_path / "n.jsonl"
    path.write_text(json.dumps({"text": "a\x1b[31mred\x07 \u202edne", "title": "\x1b]0;title\x07"}))
    out = run("show", path).stdout
    assert not set(out) & {"\x1b", "\x07", "\u202e"}


def test_colour_only_on_request(news):
    assert "\x1b" not in run("show", news).stdout
    assert "\x1b" in run("show", news, "--color").stdout


def test_standard_input_is_a_dash(tmp_path):
    done = run("read", "-", stdin=json.dumps(GOOD))
    assert json.loads(done.stdout)["outlet_id"] == "tass"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_from_standard_input_is_read_without_being_told(mark):
    table = f"\ufeffpaper{mark}body\nTASS{mark}Talks on Karabakh.\n"
    done = run("read", "-", "--map", "text=body", "--map", "outlet=paper", stdin=table)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["text"] == "Talks on Karabakh."


def test_a_digest_from_standard_input_is_still_a_digest():
    text = "Talks, text\nTASS\nDec 9 2020\n\nTalks on Nagorno-Karabakh were held in Moscow.\n"
    done = run("read", "-", stdin=text)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "Talks, text"


def test_some_inputs_skipped_is_exit_code_3_and_the_good_ones_are_there(tmp_path):
    done = run("annotate", INPUTS / "broken_line.jsonl", "--out", tmp_path / "t", "--format", "jsonl")
    assert done.returncode == 3
    assert "broken_line.jsonl:7: broken JSON" in done.stderr
    skipped = [
        json.loads(line) for line in (tmp_path / "t" / "skipped.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(skipped) == 4
    assert len((tmp_path / "t" / "articles.jsonl").read_text("utf-8").splitlines()) == 16


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (
            ["annotate", "missing.csv", "--out", "t"],
            1,
            "missing.csv: no such file. What to do: check the name",
        ),
        (["annotate", INPUTS / "empty.txt", "--out", "t"], 1, "empty.txt: the file is empty"),
        (["annotate", INPUTS / "binary.bin", "--out", "t"], 1, "binary.bin: this is not text"),
        (["annotate", INPUTS / "no_text_column.csv", "--out", "t"], 1, "--map text=body"),
        (["annotate", INPUTS / "cp1251.csv", "--out", "t"], 1, "--encoding cp1251"),
        (
            ["annotate", INPUTS / "tab.tsv", "--out", "t", "--lexicon", "karabach"],
            1,
            "Did you mean 'karabakh'",
        ),
        (["compare", INPUTS / "tab.tsv", "--grouping", "fiveway"], 1, "five-way"),
        (["compare", INPUTS / "tab.tsv", "--concept", "region"], 1, "Did you mean 'region_name'"),
        (["report", INPUTS / "tab.tsv"], 2, "--out"),
        (["report"], 2, "INPUTS"),
        (["reprot"], 2, "reprot"),
        (["annotate", INPUTS / "tab.tsv", "--out", "t", "--map", "text"], 1, "--map text=body"),
    ],
)
def test_bad_input_is_a_clear_message_and_never_a_traceback(args, code, said, tmp_path):
    done = run(*args, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_run_that_fails_leaves_the_older_page_as_it_was(tmp_path):
    page = tmp_path / "r.html"
    page.write_text("older")
    assert run("report", INPUTS / "empty.csv", "-o", page).returncode == 1
    assert run("report", INPUTS / "tab.tsv", "-o", page, "--grouping", "none").returncode == 1
    assert page.read_text() == "older"


def test_an_output_that_cannot_be_written_is_a_clear_message(news, tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("x")
    done = run("report", news, "-o", blocker / "r.html")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(blocker) in done.stderr


def test_outlets_and_lexicon_can_be_looked_up():
    assert "tass\tTASS\trussian" in run("outlets").stdout
    assert "azertac\tAZERTAC\tturkish_aligned" in run("outlets", "--grouping", "four-way").stdout
    assert "region_name" in run("lexicon", "list", "karabakh").stdout
    assert "Artsakh" in run("lexicon", "show", "region_name").stdout
    assert "Did you mean 'region_name'" in run("lexicon", "show", "region").stderr


def test_the_four_way_notice_is_printed_with_every_result(news, tmp_path):
    from framing.reading.outlets import load_grouping

    notice = load_grouping("four-way").notice
    assert notice in run("compare", news, "--grouping", "four-way").stdout
    run("report", news, "-o", tmp_path / "r.html", "--grouping", "four-way")
    assert notice.split("'")[0] in (tmp_path / "r.html").read_text("utf-8")


def test_a_users_grouping_file_replaces_ours(news, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("outlet,group\nTASS,agencies\n", encoding="utf-8")
    assert "agencies" in run("compare", news, "--grouping", mine).stdout


def test_help_is_there_in_less_than_a_third_of_a_second():
    """Processor time of the program that was started, so that a busy machine changes nothing."""
    from resource import RUSAGE_CHILDREN, getrusage

    def spent():
        used = getrusage(RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    def seconds():
        before = spent()
        assert run("--help").returncode == 0
        return spent() - before

    assert min(seconds() for _ in range(4)) < 0.3


def test_commands_are_click_commands_of_our_kind():
    assert all(isinstance(c, click.Command) for c in cli.commands.values())
