"""Writes docs/commands.md from the help texts of the command line, so that it cannot drift."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from framing.cli import cli

HEAD = """# Commands

Made by `python docs/make_commands.py` from the help texts. Data goes to standard output, messages to
standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were skipped.
"""


def commands_page() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for name, command in sorted(cli.commands.items()):
        parts.append(_section(f"framing {name}", command, level=2))
        for below, inner in sorted(getattr(command, "commands", {}).items()):
            parts.append(_section(f"framing {name} {below}", inner, level=3))
    return "\n".join(parts)


def _section(name: str, command: click.Command, *, level: int) -> str:
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    return f"{'#' * level} {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(commands_page())
    else:
        (Path(__file__).parent / "commands.md").write_text(commands_page(), encoding="utf-8")
