"""The benchmark of corpus hygiene runs, on the same articles every time, and finds what it put in."""

from __future__ import annotations

from run_bench import BENCH, run_bench


def test_a_step_would_be_missing_from_the_table():
    done = run_bench("bench_hygiene.py", "--articles", "120", "--words", "80")
    assert done.returncode == 0, done.stderr
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if len(line.split()) == 3}
    assert set(rows) >= {"background", "copies", "wire", "edits", "events", "all"}
    assert int(rows["copies"][1]) >= 18


def test_two_runs_would_measure_different_articles(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    from bench_hygiene import make_corpus

    assert make_corpus(40, 60) == make_corpus(40, 60)


def test_a_wrong_number_would_end_in_a_traceback():
    done = run_bench("bench_hygiene.py", "--articles", "0")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
