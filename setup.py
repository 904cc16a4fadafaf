"""Builds the package; what it is and needs stands in setup.cfg.

With FRAMING_COMPILE=1 in the environment, the modules that find attributions are compiled by mypyc,
which needs a C compiler. They give the same results as the plain Python files, which stay beside them,
and take half the time. Without it nothing is compiled.
"""

from __future__ import annotations

import os

from setuptools import Extension, setup

#: What finding attributions spends its time in. Each module is compiled as it stands.
COMPILED = (
    "language",
    "annotation/about_this",
    "annotation/adverbials",
    "annotation/attribution",
    "annotation/blocks",
    "annotation/clauses",
    "annotation/cues",
    "annotation/descriptions",
    "annotation/direct",
    "annotation/entities",
    "annotation/fronted",
    "annotation/fullnames",
    "annotation/genders",
    "annotation/given_names",
    "annotation/inner",
    "annotation/institutions",
    "annotation/labels",
    "annotation/listeners",
    "annotation/name_cases",
    "annotation/nouns",
    "annotation/objects",
    "annotation/persons",
    "annotation/phrases",
    "annotation/quotes",
    "annotation/reported",
    "annotation/scan",
    "annotation/sentences",
    "annotation/source_facts",
    "annotation/source_nouns",
    "annotation/source_roles",
    "annotation/sources",
    "annotation/speakers",
    "annotation/subjects",
    "annotation/tokens",
    "annotation/turns",
    "annotation/verb_forms",
    "annotation/word_order",
    "annotation/words",
)


def main() -> None:
    """Hands over to setuptools."""
    if os.environ.get("FRAMING_COMPILE") == "1":
        setup(setup_requires=["mypy>=1.15"], ext_modules=compiled())
    else:
        setup()


def compiled() -> list[Extension]:
    """The modules to compile; none yet when the build only asks what it needs, before mypy is there."""
    try:
        from mypyc.build import mypycify
    except ImportError:
        return []
    # Where the package is built, what the other modules import is not installed.
    options = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent"]
    return mypycify([*options, *(f"framing/{name}.py" for name in COMPILED)], opt_level="2")


main()
