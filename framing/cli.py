"""The command line: parse, call, print. Everything it does can be done from Python."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing import __version__
from framing.cli_help import CONTEXT, Command
from framing.cli_lexicon import lexicon_commands
from framing.cli_separability import Separation, separability_options
from framing.errors import FramingError, InputError

if TYPE_CHECKING:
    from framing.reading.files import Corpus
    from framing.records import Article
    from framing.reporting.result import Comparison
    from framing.store import Tables

EXIT_SKIPPED = 3


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="framing")
def cli() -> None:
    """Shows how news outlets frame the same events: terms, voices, tone and sources.

    Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 failed, 2 wrong
    usage, 3 done but some inputs were skipped.

    \b
    Example:
      framing demo
    """


def main(args: Sequence[str] | None = None) -> None:
    """Runs the command line and exits; an error is a message, never a traceback."""
    try:
        code = cli.main(args=list(args) if args is not None else None, standalone_mode=False)
    except click.exceptions.Abort:
        code = 1
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except FramingError as error:
        click.echo(f"Error: {error}", err=True)
        code = 1
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - replaces a pipe that nobody reads any more
        code = 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(
            f"Error: {where}{error.strerror or error}. What to do: check the path and its permissions.",
            err=True,
        )
        code = 1
    sys.exit(code or 0)


# ---- options that several commands share -----------------------------------------------------------

Function = Callable[..., Any]

FORMATS_IN = ["digest", "jsonl", "json", "csv", "tsv", "parquet", "html"]


@dataclass(frozen=True, kw_only=True)
class Source:
    """The inputs of a command and how to read them."""

    inputs: tuple[str, ...]
    mapping: tuple[str, ...]
    encoding: str | None
    format_in: str | None
    lexicon: tuple[str, ...]

    @property
    def lexicons(self) -> tuple[str, ...]:
        """The lexicons to annotate with."""
        return self.lexicon or ("karabakh",)


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a command compares."""

    grouping: str
    wire: str
    seed: int
    rival: str | None


lexicon_option = click.option(
    "--lexicon",
    multiple=True,
    metavar="LEXICON",
    help="Name of a shipped lexicon, or your own file or folder; may be repeated. Default: karabakh, and for "
    "tables those they were made with.",
)


def reading_options(command: Function) -> Function:
    """Inputs, format, encoding, column names and lexicon; the command gets them as `source`."""
    columns = "Ours: id, title, text, outlet, date, url, language, authors, event."
    return _bundled(
        command,
        "source",
        Source,
        click.argument("inputs", nargs=-1, required=True),
        click.option(
            "--map",
            "mapping",
            multiple=True,
            metavar="OURS=THEIRS",
            help=f"Name of a column in your file, such as text=body. {columns}",
        ),
        click.option("--encoding", help="Encoding of the inputs, such as cp1251. Default: UTF-8."),
        click.option(
            "--format-in",
            type=click.Choice(FORMATS_IN),
            help="Format of the inputs, when the name does not say.",
        ),
        lexicon_option,
    )


def comparison_options(command: Function) -> Function:
    """Grouping, copies and seed; the command gets them as `manner`."""
    return _bundled(
        command,
        "manner",
        Manner,
        click.option(
            "--grouping",
            default="five-way",
            show_default=True,
            help="five-way, four-way, or a CSV file with the columns outlet and group.",
        ),
        click.option(
            "--wire",
            type=click.Choice(["collapse", "keep", "drop"]),
            default="collapse",
            show_default=True,
            help="Count one of each set of copies in a group, all, or only what no outlet took over.",
        ),
        click.option("--seed", default=0, show_default=True, help="Seed of the resampling."),
        click.option(
            "--rival",
            metavar="FOLDER",
            help="Tables of the same articles made with another lexicon: findings are checked against them.",
        ),
    )


def _bundled(command: Function, name: str, record: Any, *options: Function) -> Function:
    """The command with these options, whose values reach it as one record."""

    @wraps(command)
    def wrapped(**values: Any) -> Any:
        own = {field.name: values.pop(field.name) for field in fields(record)}
        return command(**values, **{name: record(**own)})

    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


# ---- commands ---------------------------------------------------------------------------------------


@cli.command(cls=Command, example="framing demo --out demo.html")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False),
    default="framing-demo.html",
    show_default=True,
    help="The page to write.",
)
@lexicon_option
@comparison_options
def demo(out: str, lexicon: tuple[str, ...], manner: Manner) -> None:
    """Write a report on the demo corpus: invented outlets, real events."""
    from framing.reading.demo import read_demo

    tables = _annotate(read_demo(), lexicon or ("karabakh",), workers=1)
    _report(tables, out, manner, lexicon, title="Demo: one war, twelve invented outlets")


@cli.command(cls=Command, example="framing read digest.txt > articles.jsonl")
@reading_options
def read(source: Source) -> int:
    """Read files and print the articles as JSON lines."""
    corpus = _read(source)
    for article in corpus:
        click.echo(json.dumps(asdict(article), ensure_ascii=False))
    return _exit_code(corpus)


@cli.command(cls=Command, example="framing annotate digest.txt --out tables --format jsonl")
@reading_options
@click.option("--out", required=True, type=click.Path(), help="Folder for the tables.")
@click.option(
    "--format",
    "format_out",
    type=click.Choice(["parquet", "jsonl"]),
    default="parquet",
    show_default=True,
    help="Format of the tables.",
)
@click.option("--workers", default=1, show_default=True, help="Processes to use.")
@click.option("--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster, such as tcp://host:8786.")
@click.option(
    "--tone-method",
    type=click.Choice(["linear", "neural"]),
    default="linear",
    show_default=True,
    help="How the tone toward each party is scored; neural needs an extra and is more often right.",
)
def annotate(
    source: Source, out: str, format_out: str, workers: int, cluster: str | None, tone_method: str
) -> int:
    """Find attributions, terms, voices and tone, and write them as tables."""
    from framing.store import write_tables

    corpus = _read(source)
    tables = _annotate(corpus, source.lexicons, workers=workers, cluster=cluster, tone_method=tone_method)
    folder = write_tables(tables, out, format=format_out)
    _say(", ".join(f"{n} {name}" for name, n in tables.manifest["counts"].items()))
    click.echo(folder)
    return _exit_code(corpus)


@cli.command(cls=Command, example="framing compare tables --out comparison.csv")
@reading_options
@comparison_options
@separability_options
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False), help="Also write all cells to this .csv or .json file."
)
@click.option(
    "--effects",
    type=click.Path(dir_okay=False),
    help="Also write all differences between groups to this .csv or .json file.",
)
@click.option(
    "--concept", "concepts", multiple=True, help="Print only this concept's table; may be repeated."
)
def compare(
    source: Source,
    manner: Manner,
    separation: Separation,
    out: str | None,
    effects: str | None,
    concepts: tuple[str, ...],
) -> int:
    """Print naming shares, tone and source shares by group.

    INPUTS are folders made by framing annotate, or files to read.
    """
    from framing.reporting.effect_view import EFFECT_COLUMNS, flat_effect
    from framing.reporting.result import ROW_COLUMNS, flat_row
    from framing.reporting.separability_view import separability_text
    from framing.reporting.terminal import comparison_text

    tables, code = _tables(source)
    comparison = _compare(tables, manner, source.lexicon)
    click.echo(comparison_text(comparison.estimates, comparison.lexicon, concepts=concepts))
    found = separation.of(comparison)
    if found:
        click.echo("\n" + separability_text(found, comparison.estimates.grouping))
    if out:
        _write_rows([flat_row(row) for row in comparison.rows], ROW_COLUMNS, out, comparison)
    if effects:
        several = (*comparison.effects, *comparison.against_rest)
        _write_rows([flat_effect(effect) for effect in several], EFFECT_COLUMNS, effects, comparison)
    return code


@cli.command(cls=Command, example="framing report digest.txt -o report.html")
@reading_options
@comparison_options
@separability_options
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False), help="The page to write.")
@click.option("--title", default="How the outlets tell it", show_default=True, help="Heading of the page.")
@click.option("--workers", default=1, show_default=True, help="Processes to use.")
def report(source: Source, manner: Manner, separation: Separation, out: str, title: str, workers: int) -> int:
    """Go from files to one self-contained HTML page.

    INPUTS are files to read, or folders made by framing annotate.
    """
    tables, code = _tables(source, workers=workers)
    comparison = _compare(tables, manner, source.lexicon)
    click.echo(comparison.report(out, title=title, separability=separation.of(comparison)))
    return code


@cli.command(cls=Command, example="framing show digest.txt --article 2 --explain")
@reading_options
@click.option("--article", "which", help="Number (from 1) or id. Without it, several articles are listed.")
@click.option("--explain", is_flag=True, help="Name the rule behind each annotation.")
@click.option(
    "--color/--no-color", default=None, help="Terminal marks. Default: on a terminal, unless NO_COLOR is set."
)
def show(source: Source, which: str | None, explain: bool, color: bool | None) -> int:
    """Print one article with its terms, voices and sources marked.

    INPUTS is a file, or the word demo for the demo corpus.
    """
    from framing.engine import annotate_article
    from framing.lexicon import load_lexicons
    from framing.reading.demo import read_demo
    from framing.reporting.terminal import article_list, show_article

    wants_demo = source.inputs == ("demo",) and not Path("demo").exists()
    corpus = read_demo() if wants_demo else _read(source)
    if which is None and len(corpus) > 1:
        click.echo(article_list(corpus))
        _say("Several articles: choose one with --article NUMBER.")
        return _exit_code(corpus)
    if color is None:
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    annotation = annotate_article(_choose(corpus, which or "1"), load_lexicons(source.lexicons))
    click.echo(show_article(annotation, color=color, explain=explain), color=color)
    return _exit_code(corpus)


cli.add_command(lexicon_commands)


@cli.command(cls=Command, example="framing outlets --grouping four-way")
@click.option(
    "--grouping", default="five-way", show_default=True, help="five-way, four-way, or your CSV file."
)
def outlets(grouping: str) -> None:
    """List the outlets of the registry with their group, as tab-separated lines."""
    from framing.reading.outlets import load_grouping, load_outlets

    found = load_grouping(grouping)
    for o in load_outlets():
        click.echo("\t".join([o.id, o.name, found.group_of(o.id), o.ownership, o.rationale]))


# ---- helpers ----------------------------------------------------------------------------------------


def _say(message: str) -> None:
    click.echo(message, err=True)


def _read(source: Source) -> Corpus:
    from framing.reading.files import read as read_files
    from framing.reading.mapping import parse_mapping

    corpus = read_files(
        *source.inputs,
        mapping=parse_mapping(source.mapping),
        encoding=source.encoding,
        format=source.format_in,
    )
    for notice in corpus.notices[:20]:
        _say(f"Note: {notice}")
    for skipped in corpus.skipped[:20]:
        _say(f"Skipped: {skipped.origin}: {skipped.reason}")
    hidden = max(len(corpus.notices) - 20, 0), max(len(corpus.skipped) - 20, 0)
    if any(hidden):
        _say(f"And {hidden[0]} more notes, {hidden[1]} more skipped; all skipped are in the table 'skipped'.")
    return corpus


def _annotate(
    corpus: Corpus,
    lexicon: tuple[str, ...],
    *,
    workers: int,
    cluster: str | None = None,
    tone_method: str = "linear",
) -> Tables:
    from framing.engine import annotate as annotate_articles

    with _progress(len(corpus)) as progress:
        return annotate_articles(
            corpus,
            lexicon=lexicon,
            tone_method=tone_method,
            workers=workers,
            cluster=cluster,
            progress=progress,
        )


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None] | None]:
    """A counter on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty() or total < 50:
        yield None
        return

    def show(done: int) -> None:
        if done % 20 == 0 or done == total:
            click.echo(f"\r{done} of {total} articles", nl=done == total, err=True)

    yield show


def _tables(source: Source, *, workers: int = 1) -> tuple[Tables, int]:
    from framing.store import is_tables, join_tables, read_tables

    if all(is_tables(path) for path in source.inputs):
        tables = join_tables([read_tables(path) for path in source.inputs])
        return tables, EXIT_SKIPPED if tables.skipped else 0
    corpus = _read(source)
    return _annotate(corpus, source.lexicons, workers=workers), _exit_code(corpus)


def _compare(tables: Tables, manner: Manner, lexicon: tuple[str, ...]) -> Comparison:
    from framing.reporting.result import compare as compare_tables
    from framing.store import read_tables

    return compare_tables(
        tables,
        by=manner.grouping,
        wire=manner.wire,
        seed=manner.seed,
        lexicon=lexicon or None,
        rival=read_tables(manner.rival) if manner.rival else None,
    )


def _report(tables: Tables, out: str, manner: Manner, lexicon: tuple[str, ...], *, title: str) -> None:
    click.echo(_compare(tables, manner, lexicon).report(out, title=title))


def _write_rows(
    rows: list[dict[str, Any]], columns: tuple[str, ...], out: str, comparison: Comparison
) -> None:
    import csv
    import io

    from framing.store import write_atomically

    if out.endswith(".json"):
        body = {"recipe": comparison.estimates.recipe, "rows": rows}
        write_atomically(out, json.dumps(body, ensure_ascii=False, indent=1) + "\n")
    elif out.endswith(".csv"):
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
        write_atomically(out, buffer.getvalue())
    else:
        raise InputError("not a .csv or .json name", where=out, do="choose one of the two endings")


def _cell(value: Any) -> Any:
    """A leading quotation mark keeps a spreadsheet from running a text as a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _choose(corpus: Corpus, which: str) -> Article:
    if which.isdigit() and 1 <= int(which) <= len(corpus):
        return corpus[int(which) - 1]
    for article in corpus:
        if article.id == which:
            return article
    raise InputError(
        f"no article {which!r}; there are {len(corpus)}",
        where="--article",
        do="give a number from 1, or an id from framing show without --article",
    )


def _exit_code(corpus: Corpus) -> int:
    return EXIT_SKIPPED if corpus.skipped else 0
