"""The benchmark of corpus hygiene runs, on the same articles every time, and finds what it put in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "bench" / "bench_hygiene.py"


def test_a_step_would_be_missing_from_the_table():
    command = [sys.executable, str(SCRIPT), "--articles", "120", "--words", "80"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if len(line.split()) == 3}
    assert set(rows) >= {"background", "copies", "wire", "edits", "events", "all"}
    assert int(rows["copies"][1]) >= 18


def test_two_runs_would_measure_different_articles(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    from bench_hygiene import make_corpus

    assert make_corpus(40, 60) == make_corpus(40, 60)


def test_a_wrong_number_would_end_in_a_traceback():
    done = subprocess.run([sys.executable, str(SCRIPT), "--articles", "0"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
