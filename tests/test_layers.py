"""The rooms of the house: imports point one way, and heavy packages are not loaded early."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "framing"

# From left to right: a module may import what stands in its own or an earlier place.
ORDER = [
    {"errors"},
    {"records"},
    {"resources", "language"},
    {"lexicon", "actors"},
    {"reading", "annotation"},
    {"store"},
    {"table_rows"},
    {"engine"},
    {"comparison"},
    {"separability"},
    {"reporting"},
    {"cli", "cli_help", "cli_lexicon", "cli_separability", "__main__"},
]
PLACE = {room: n for n, rooms in enumerate(ORDER) for room in rooms}
HEAVY = {
    "sklearn",
    "matplotlib",
    "pandas",
    "nltk",
    "scipy",
    "pyarrow",
    "jinja2",
    "numpy",
    "vaderSentiment",
    "ahocorasick_rs",
    "dateparser",
    "py3langid",
    "trafilatura",
    "rensa",
}
MODULES = sorted(p for p in ROOT.rglob("*.py") if p.name != "__init__.py" or p.parent != ROOT)


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_room_imports_from_a_room_to_its_right(path):
    room = room_of(path)
    if room == "demo":
        return
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = name.split(".")
        if parts[0] == "framing" and len(parts) > 1:
            assert PLACE[parts[1]] <= PLACE[room], f"{path.name} imports {name}"


def test_reading_and_annotation_do_not_know_each_other():
    for path in MODULES:
        names = imports(ast.parse(path.read_text(encoding="utf-8")))
        if room_of(path) == "annotation":
            assert not [n for n in names if n.startswith("framing.reading")], path.name
        if room_of(path) == "reading":
            assert not [n for n in names if n.startswith("framing.annotation")], path.name


def test_comparison_never_sees_text():
    for path in (p for p in MODULES if room_of(p) == "comparison"):
        source = path.read_text(encoding="utf-8")
        assert '["text"]' not in source, path.name
        assert '"surface"' not in source, path.name


def test_only_what_may_see_text_is_asked_for_separability():
    for path in (p for p in MODULES if room_of(p) == "comparison"):
        names = imports(ast.parse(path.read_text(encoding="utf-8")))
        assert not [n for n in names if n.startswith("framing.separability")], path.name
    for path in (p for p in MODULES if room_of(p) == "separability"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        at_once = imports(ast.Module([n for n in tree.body if not isinstance(n, ast.FunctionDef)], []))
        assert not {n.split(".")[0] for n in at_once} & {"sklearn", "scipy"}, path.name


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, framing; print(sorted({m.split('.')[0] for m in sys.modules}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not set(ast.literal_eval(out)) & HEAVY


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom framing.cli import main\n"
        "try: main(['report', '--help'])\nexcept SystemExit: pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules}))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not set(ast.literal_eval(out.splitlines()[-1])) & HEAVY


def seconds_of_import() -> float:
    code = [sys.executable, "-X", "importtime", "-c", "import framing"]
    lines = subprocess.run(code, capture_output=True, text=True, check=True).stderr.splitlines()
    return next(int(line.split("|")[1]) for line in reversed(lines) if line.endswith(" framing")) / 1e6


def test_import_takes_less_than_a_third_of_a_second():
    assert min(seconds_of_import() for _ in range(3)) < 0.3


def test_only_named_modules_may_hold_no_pickle_eval_or_network():
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        assert not {"pickle", "urllib.request", "requests", "socket", "http.client"} & set(imports(tree)), (
            path.name
        )
        calls = {
            n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert not {"eval", "exec"} & calls, path.name
