"""The benchmark of matching measures the number of forms that it says."""

from __future__ import annotations

import pytest
from run_bench import BENCH, run_bench

from framing.lexicon import load_lexicon


def test_a_row_of_the_matching_table_would_be_missing():
    options = ("--articles", "2", "--words", "60", "--forms", "300", "--runs", "1")
    done = run_bench("bench_matching.py", *options)
    assert done.returncode == 0, done.stderr
    rows = {line[:22].strip(): line[22:].split() for line in done.stdout.splitlines()}
    few, *all_of_them = (float(row[3]) for name, row in rows.items() if name.endswith("forms"))
    assert "300 forms" in rows
    assert 0 <= few <= all_of_them[0], "forms found in 1,000 words"
    assert float(rows["both"][0]) > 0


@pytest.mark.parametrize("n_forms", [1, 300, 2000])
def test_the_cut_lexicon_would_have_another_number_of_forms(monkeypatch, n_forms):
    monkeypatch.syspath_prepend(str(BENCH))
    from bench_matching import cut, english_forms

    lexicon = load_lexicon()
    kept = list(english_forms(cut(lexicon, n_forms)))
    assert len(kept) == n_forms
    assert set(kept) <= set(english_forms(lexicon))
