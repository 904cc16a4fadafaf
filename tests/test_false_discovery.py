"""The correction for the number of comparisons, against SciPy's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from framing.comparison.false_discovery import corrected

NEWS = Path(__file__).parent / "cases" / "inputs" / "crlf.csv"


@given(st.lists(st.floats(0, 1), max_size=40))
def test_the_correction_is_that_of_scipy(ps):
    expected = false_discovery_control(ps).tolist() if ps else []
    assert corrected(ps) == pytest.approx(expected, abs=1e-15)


def test_the_table_of_benjamini_and_hochberg():
    """Their example of 15 p values (1995, section 3.2): at .05 four hypotheses are rejected."""
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    ps += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert sum(q <= 0.05 for q in corrected(ps)) == 4


def test_a_report_does_not_wait_for_the_import_of_scipy_stats():
    code = (
        "import sys, framing; corpus = framing.read(sys.argv[1]);"
        "framing.compare(framing.annotate(corpus)).effects; print('scipy.stats' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, NEWS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
