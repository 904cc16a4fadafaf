"""Runs a measurement of `bench/` as a user does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench"


def run_bench(name: str, *options: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """What `python bench/NAME` printed, and how it ended; `timeout` in seconds."""
    command = [sys.executable, str(BENCH / name), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout)
