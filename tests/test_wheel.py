"""The wheel holds every data file: an ending that setup.cfg does not list is dropped without a word."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"lexicons": "framing/lexicons", "reports": "framing/reports", "framing": "framing"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy, so that no build folder appears beside the sources."""
    import shutil

    work = tmp_path_factory.mktemp("source")
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
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", out, work], check=True, capture_output=True
    )
    return zipfile.ZipFile(next(out.glob("framing_toolkit-*.whl"))), work


@pytest.mark.slow
def test_every_file_of_the_data_folders_is_in_the_wheel_byte_for_byte(wheel):
    archive, work = wheel
    for folder, inside in FOLDERS.items():
        for path in (p for p in (work / folder).rglob("*") if p.is_file() and p.suffix != ".pyc"):
            name = f"{inside}/{path.relative_to(work / folder).as_posix()}"
            assert archive.read(name) == path.read_bytes(), name


@pytest.mark.slow
def test_the_wheel_names_licence_notice_and_command(wheel):
    archive, _ = wheel
    names = archive.namelist()
    assert any(n.endswith("licenses/LICENSE") for n in names)
    assert any(n.endswith("licenses/NOTICE") for n in names)
    entry = next(n for n in names if n.endswith("entry_points.txt"))
    assert "framing = framing.cli:main" in archive.read(entry).decode()
