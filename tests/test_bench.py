"""The benchmark runs, on the same articles every time."""

from __future__ import annotations

import json

import pytest
from run_bench import BENCH, run_bench

SCRIPT = "bench_annotation.py"


def test_a_step_would_be_missing_from_the_table_of_speeds():
    done = run_bench(SCRIPT, "--articles", "2", "--words", "60", "--runs", "2")
    assert done.returncode == 0, done.stderr
    assert "2 articles of 60 words" in done.stdout
    rows = {line.split("  ")[0]: line.split()[-6:] for line in done.stdout.splitlines() if line}
    steps = ["sentences", "attributions", "voices", "terms", "tone", "tone toward parties"]
    steps += ["tone scores", "tone (reference)"]
    for step in [*steps, "annotate_article"]:
        low, middle, high = (float(n.replace(",", "")) for n in rows[step][:3])
        assert 0 < low <= middle <= high, rows[step]


def test_speeds_of_two_days_would_be_measured_on_different_articles(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    from bench_annotation import make_articles

    articles = make_articles(3, 120)
    assert articles == make_articles(3, 120)
    assert [len(a.text.split()) for a in articles] == [120, 120, 120]
    assert len({a.text for a in articles}) == 3


def test_help_would_not_say_what_is_measured():
    done = run_bench(SCRIPT, "--help")
    assert done.returncode == 0
    assert "CPU time" in done.stdout
    assert "--runs" in done.stdout


def test_a_wrong_number_would_end_in_a_traceback():
    done = run_bench(SCRIPT, "--articles", "0")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_make_bench_would_not_say_how_many_targets_a_second_are_scored():
    makefile = BENCH.with_name("Makefile").read_text(encoding="utf-8")
    assert "bench/bench_targets.py" in makefile
    done = run_bench("bench_targets.py", "--runs", "1", "--targets", "20")
    assert done.returncode == 0, done.stderr
    row = next(line for line in done.stdout.splitlines() if line.startswith("linear"))
    assert all(float(n.replace(",", "")) > 0 for n in row.split()[1:])


def test_a_reliability_plot_would_show_other_shares_than_the_counted_ones(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    from draw_reliability import find_bins
    from statsmodels.stats.proportion import proportion_confint

    shares = [[0.72, 0.2, 0.08]] * 7 + [[0.1, 0.1, 0.8]] * 3
    first, second = find_bins(shares, [0] * 5 + [1] * 2 + [2] * 3)
    assert (first.sure, first.right, first.n) == (0.72, 5 / 7, 7)
    assert (first.low, first.high) == pytest.approx(proportion_confint(5, 7, method="wilson"), abs=1e-4)
    assert (second.right, second.n) == (1.0, 3)
    assert second.high <= 1


def test_the_reliability_plot_is_not_drawn_or_differs_by_run(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(BENCH))
    from draw_reliability import main

    record = {"sentence": "They praised Anna.", "target_start": 13, "target_end": 17, "polarity": 1}
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    for name in ("one.svg", "two.svg"):
        main([str(path), "--out", str(tmp_path / name)])
    drawn = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert "linear, error" in drawn
    assert drawn == (tmp_path / "two.svg").read_text(encoding="utf-8")
