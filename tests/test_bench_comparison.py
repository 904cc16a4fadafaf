"""The measurement of size runs, and what it generates can be compared."""

from __future__ import annotations

from run_bench import run_bench


def test_time_and_memory_of_a_small_comparison_are_printed():
    done = run_bench("bench_comparison.py", "--articles", "400", "--shards", "2", timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("400 articles, ")
    assert "MB at most" in done.stdout


def test_the_coverage_of_a_small_simulation_is_printed():
    options = ("--outlets", "8", "--simulations", "2", "--resamples", "50")
    done = run_bench("bench_coverage.py", *options, timeout=300)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 14


def test_the_coverage_over_matched_events_is_printed():
    done = run_bench("bench_matched.py", "--simulations", "2", timeout=300)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 10
