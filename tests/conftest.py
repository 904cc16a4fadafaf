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


@pytest.fixture(scope="session")
def page(demo_comparison):
    """The page of the demo; a test file about another page has a fixture of its own."""
    from framing.reporting.page import build_page

    return build_page(demo_comparison, title="Demo")


@pytest.fixture(scope="session")
def blocks(page):
    """The evidence of the demo page, by anchor."""
    return {block.anchor: block for _, evidence in page.evidence for block in evidence}
