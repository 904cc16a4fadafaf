"""Builds the package as it is published, from a copy, so that no build folder appears beside the sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def copy_sources(work: Path) -> None:
    """Copies what git knows of the package, tests and notebooks aside; skips outside a checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    names = [n for n in listed.stdout.split("\0") if n] if not listed.returncode else []
    if not names:
        pytest.skip("not a git checkout")
    for name in names:
        if (ROOT / name).is_file() and not name.startswith(("tests/", "notebooks/")):
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, work / name)


def build_wheel(work: Path, out: Path, *, compiled: bool = False) -> Path:
    """The wheel of the sources in `work`."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(work)]
    asked = {"FRAMING_COMPILE": "1"} if compiled else {}
    kept = {name: value for name, value in os.environ.items() if name != "FRAMING_COMPILE"}
    done = subprocess.run(command, capture_output=True, text=True, env=kept | asked)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return next(out.glob("framing_toolkit-*.whl"))
