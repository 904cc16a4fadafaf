"""The wheel holds every data file: an ending that setup.cfg does not list is dropped without a word."""

from __future__ import annotations

import zipfile

import pytest
from make_wheel import build_wheel, copy_sources

FOLDERS = {"lexicons": "framing/lexicons", "reports": "framing/reports", "framing": "framing"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    work = tmp_path_factory.mktemp("source")
    copy_sources(work)
    return zipfile.ZipFile(build_wheel(work, tmp_path_factory.mktemp("wheel"))), work


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


@pytest.mark.slow
def test_a_wheel_that_nobody_asked_to_compile_would_fit_one_machine_only(wheel):
    archive, _ = wheel
    assert archive.filename.endswith("-py3-none-any.whl")
    assert not [name for name in archive.namelist() if name.endswith((".so", ".pyd", ".c"))]
