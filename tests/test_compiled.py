"""The compiled package gives what the plain Python files give."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from make_wheel import ROOT, build_wheel, copy_sources

TESTS = Path(__file__).parent

#: Prints where the rules were loaded from, then the attributions of the demo corpus, of its articles with
#: characters taken out and put in, and of texts of marks and odd letters.
SCRIPT = """
import random
from framing.annotation import attribution
from framing.language import load_language
from framing.reading.demo import read_demo
from framing.records import Article

print(attribution.__file__)
articles = list(read_demo().articles)
dice = random.Random(7)
odd = [*' \\n\\t.,:;-–—"“”‘’«»„()[]?!…\\u0130ßև', "said", "he", "according to", "U.S.", "3.5", "“We go,”"]
for number in range(300):
    model = dice.choice(articles)
    letters = list(model.text)
    for _ in range(dice.randrange(40)):
        letters[dice.randrange(len(letters))] = dice.choice(odd)
    text = "".join(letters)
    articles.append(Article(id=f"m{number}", outlet_id="x", outlet="X", title=model.title, text=text,
                            language=model.language, date=model.date))
for number in range(600):
    text = "".join(dice.choice(odd) + dice.choice(("", " ")) for _ in range(dice.randrange(200)))
    articles.append(Article(id=f"o{number}", outlet_id="x", outlet="X", title="", text=text, language="en"))
for article in articles:
    for record in attribution.find_attributions(article, load_language(article.language or "en")):
        print(article.id, record)
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory) -> Path:
    """The folder of the compiled package."""
    if shutil.which("cc") is None and shutil.which("gcc") is None:
        pytest.skip("no C compiler")
    work, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    copy_sources(work)
    folder = tmp_path_factory.mktemp("compiled")
    zipfile.ZipFile(build_wheel(work, out, compiled=True)).extractall(folder)
    return folder


def run(folder: Path, *command: str) -> str:
    """What a command printed with the package of a folder; fails where the command did."""
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONHASHSEED": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.mark.slow
def test_compiled_rules_would_find_other_attributions(compiled):
    plain_path, *plain = run(ROOT, "-c", SCRIPT).splitlines()
    path, *found = run(compiled, "-c", SCRIPT).splitlines()
    assert plain_path.endswith(".py")
    assert Path(path).is_relative_to(compiled)
    assert not path.endswith(".py")
    assert len(plain) > 3000
    assert found == plain


@pytest.mark.slow
def test_compiled_rules_would_fail_a_case(compiled):
    files = ("test_attribution.py", "test_turns.py", "test_genders.py", "test_explained.py")
    options = ("-p", "no:cacheprovider", "--rootdir", str(ROOT), "-c", str(ROOT / "setup.cfg"))
    printed = run(compiled, "-m", "pytest", *options, *(str(TESTS / name) for name in files))
    assert " passed" in printed
