"""The commands for lexicons: list, show, check, export, import, diff."""

from __future__ import annotations

from pathlib import Path

import click

from framing.cli_help import Command, Group
from framing.errors import InputError

_LEXICON_HELP = "Name of a shipped lexicon, or your own file or folder."


@click.group("lexicon", cls=Group, example="framing lexicon show region_name")
def lexicon_commands() -> None:
    """Look lexicons up, check them, and edit them in a spreadsheet."""


@lexicon_commands.command("list", cls=Command, example="framing lexicon list karabakh")
@click.argument("name", metavar="[LEXICON]", required=False)
@click.option("--lexicon", help=_LEXICON_HELP)
def list_command(name: str | None, lexicon: str | None) -> None:
    """List the shipped lexicons, or the concepts of one."""
    from framing.lexicon import list_lexicons, load_lexicon
    from framing.reporting.terminal import lexicon_line, lexicon_text

    chosen = name or lexicon
    if chosen:
        click.echo(lexicon_text(load_lexicon(chosen)))
    for shipped in () if chosen else list_lexicons():
        click.echo(lexicon_line(load_lexicon(shipped)))


@lexicon_commands.command("show", cls=Command, example="framing lexicon show region_name")
@click.argument("concept")
@click.option("--lexicon", default="karabakh", show_default=True, help=_LEXICON_HELP)
def show_command(concept: str, lexicon: str) -> None:
    """Show one concept with its variants and sources."""
    from framing.lexicon import load_lexicon
    from framing.reporting.terminal import concept_text

    click.echo(concept_text(load_lexicon(lexicon), concept))


@lexicon_commands.command("check", cls=Command, example="framing lexicon check mine.toml")
@click.argument("lexicon", default="karabakh", metavar="[LEXICON]")
@click.option("--all", "everything", is_flag=True, help="Print notes as well as errors and warnings.")
def check_command(lexicon: str, everything: bool) -> int:
    """List every problem of a lexicon. Exit code 1 where there is an error.

    LEXICON is the name of a shipped lexicon, or your own file or folder; karabakh if left out.
    """
    from framing.annotation.spelling import find_unmatched
    from framing.lexicon.checks import check_lexicon
    from framing.reporting.terminal import problems_text

    problems = check_lexicon(lexicon, unmatched=find_unmatched)
    click.echo(problems_text(problems, notes=everything))
    return int(any(problem.grade == "error" for problem in problems))


@lexicon_commands.command("export", cls=Command, example="framing lexicon export mine.csv")
@click.argument("file", metavar="FILE.csv", type=click.Path(dir_okay=False))
@click.option("--lexicon", default="karabakh", show_default=True, help=_LEXICON_HELP)
def export_command(file: str, lexicon: str) -> None:
    """Write a lexicon as a CSV file that opens in a spreadsheet."""
    from framing.lexicon import load_lexicon
    from framing.lexicon.spreadsheet import spreadsheet_text
    from framing.store import write_atomically

    if not file.endswith(".csv"):
        raise InputError("not a .csv name", where=file, do="choose a name that ends in .csv")
    click.echo(write_atomically(file, spreadsheet_text(load_lexicon(lexicon))))


@lexicon_commands.command("import", cls=Command, example="framing lexicon import mine.csv --out mine.toml")
@click.argument("file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False))
@click.option("-o", "--out", required=True, help="A .toml file, or a folder for several.")
@click.option("--replace", is_flag=True, help="Write over what is there; its comments are lost.")
def import_command(file: str, out: str, replace: bool) -> None:
    """Turn an edited CSV file back into a lexicon."""
    from framing.lexicon.spreadsheet import read_spreadsheet
    from framing.lexicon.writing import toml_files, toml_text
    from framing.store import write_atomically

    lexicon = read_spreadsheet(file)
    target = Path(out)
    single = target.suffix == ".toml"
    texts = {target: toml_text(lexicon)} if single else _in_folder(target, toml_files(lexicon))
    there = [target] if single and target.exists() else sorted(target.glob("*.toml"))
    if there and not replace:
        do = "choose another name, or add --replace; comments in it are lost"
        raise InputError("is already there", where=str(there[0]), do=do)
    strangers = [path for path in there if path not in texts]
    if strangers:
        do = "choose an empty folder, or a name that ends in .toml"
        raise InputError("another part of a lexicon is already there", where=str(strangers[0]), do=do)
    for path, text in texts.items():
        write_atomically(path, text)
    click.echo(target)


@lexicon_commands.command("diff", cls=Command, example="framing lexicon diff karabakh mine.toml")
@click.argument("before")
@click.argument("after")
def diff_command(before: str, after: str) -> None:
    """Print what changed from one lexicon to another, a line for each change.

    BEFORE and AFTER are names of shipped lexicons, or your own files or folders.
    """
    from framing.lexicon import load_lexicon
    from framing.lexicon.difference import find_changes
    from framing.reporting.terminal import changes_text

    click.echo(changes_text(find_changes(load_lexicon(before), load_lexicon(after))))


def _in_folder(folder: Path, files: dict[str, str]) -> dict[Path, str]:
    return {folder / name: text for name, text in files.items()}
