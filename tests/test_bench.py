"""The benchmark runs, on the same articles every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "bench" / "bench_annotation.py"


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), *options], capture_output=True, text=True, timeout=60)


def test_a_step_would_be_missing_from_the_table_of_speeds():
    done = run("--articles", "2", "--words", "60", "--runs", "2")
    assert done.returncode == 0, done.stderr
    assert "2 articles of 60 words" in done.stdout
    rows = {line.split("  ")[0]: line.split()[-6:] for line in done.stdout.splitlines() if line}
    steps = ["sentences", "attributions", "voices", "terms", "tone", "tone scores", "tone (reference)"]
    for step in [*steps, "annotate_article"]:
        low, middle, high = (float(n.replace(",", "")) for n in rows[step][:3])
        assert 0 < low <= middle <= high, rows[step]


def test_speeds_of_two_days_would_be_measured_on_different_articles(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    from bench_annotation import make_articles

    articles = make_articles(3, 120)
    assert articles == make_articles(3, 120)
    assert [len(a.text.split()) for a in articles] == [120, 120, 120]
    assert len({a.text for a in articles}) == 3


def test_help_would_not_say_what_is_measured():
    done = run("--help")
    assert done.returncode == 0
    assert "CPU time" in done.stdout
    assert "--runs" in done.stdout


def test_a_wrong_number_would_end_in_a_traceback():
    done = run("--articles", "0")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
