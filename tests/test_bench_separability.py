"""The benchmark of separability runs and says what it measured."""

from __future__ import annotations

import pytest
from run_bench import run_bench

SCRIPT = "bench_separability.py"


@pytest.mark.slow
def test_the_measurement_would_end_without_a_time():
    done = run_bench(SCRIPT, "--articles", "100", "--permutations", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("100 articles, 1 permutations")
    assert " s of CPU" in done.stdout
    assert "no group differs" in done.stdout


def test_too_few_articles_would_end_in_a_traceback():
    done = run_bench(SCRIPT, "--articles", "3")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
