"""What several test files share: the demo tables, annotated once, and the folder of shared data."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared data are not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def demo_tables():
    import framing

    return framing.annotate(framing.read_demo())


@pytest.fixture(scope="session")
def demo_comparison(demo_tables):
    import framing

    return framing.compare(demo_tables)
