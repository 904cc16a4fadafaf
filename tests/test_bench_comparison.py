"""The measurement of size runs, and what it generates can be compared."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench"


def test_time_and_memory_of_a_small_comparison_are_printed():
    command = [sys.executable, BENCH / "bench_comparison.py", "--articles", "400", "--shards", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("400 articles, ")
    assert "MB at most" in done.stdout


def test_the_coverage_of_a_small_simulation_is_printed():
    command = [sys.executable, BENCH / "bench_coverage.py", "--outlets", "8", "--simulations", "2"]
    done = subprocess.run([*command, "--resamples", "50"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 14


def test_the_coverage_over_matched_events_is_printed():
    command = [sys.executable, BENCH / "bench_matched.py", "--simulations", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 10
