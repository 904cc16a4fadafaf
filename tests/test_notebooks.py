"""Every notebook runs from top to bottom, and what it shows is escaped."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_the_notebook_runs_and_shows_tables_and_a_chart(path, tmp_path):
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "commit notebooks without outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    shown = [o["data"] for c in notebook.cells for o in c.get("outputs", ()) if "data" in o]
    assert sum("text/html" in data for data in shown) >= 4
    assert any("<svg" in data.get("text/html", "") for data in shown)
    assert not any("<script" in data.get("text/html", "") for data in shown)
    # What is shown is kept in the file, also the plain text that nobody sees: no article may be in it whole.
    endings = [repr(article.text)[-60:-1] for article in framing.read_demo()]
    assert not [e for e in endings for data in shown if e in data.get("text/plain", "")]


def test_what_a_notebook_keeps_of_an_object_is_its_counts_and_no_article():
    corpus = framing.read_demo()
    tables = framing.annotate(corpus[:3])
    for thing in (corpus, tables, framing.compare(tables)):
        assert "Artsakh" not in repr(thing)
        assert len(repr(thing)) < 200
    assert repr(corpus) == "<Corpus: 90 articles, 0 skipped>"


def test_there_is_a_first_look():
    assert NOTEBOOKS[0].name == "01_first_look.ipynb"
