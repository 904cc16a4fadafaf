"""The documentation builds without a warning, and the README's links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_the_documentation_builds_and_asks_the_network_for_nothing(tmp_path):
    pytest.importorskip("sphinx")
    made = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", ROOT / "docs", tmp_path],
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    for page in tmp_path.glob("*.html"):
        for tag in re.findall(r"<(?:script|link|img)[^>]*>", page.read_text("utf-8")):
            assert not re.search(r'(?:src|href)="https?://', tag), tag


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/accuracy.md",
        "docs/attribution.md",
        "docs/tone.md",
    ],
)
def test_links_between_the_pages_lead_to_files(name):
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_the_readme_names_the_two_commands_and_every_shipped_command_of_the_program():
    readme = (ROOT / "README.md").read_text("utf-8")
    for words in (
        "make demo",
        "make test",
        "framing report",
        "framing show",
        "framing annotate",
        "framing compare",
    ):
        assert words in readme
