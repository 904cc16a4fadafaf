"""The benchmark of separability runs and says what it measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "bench" / "bench_separability.py"


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *options], capture_output=True, text=True, timeout=120
    )


@pytest.mark.slow
def test_the_measurement_would_end_without_a_time():
    done = run("--articles", "100", "--permutations", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("100 articles, 1 permutations")
    assert " s of CPU" in done.stdout
    assert "no group differs" in done.stdout


def test_too_few_articles_would_end_in_a_traceback():
    done = run("--articles", "3")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
