# Two commands do everything: `make demo` and `make test`. All they need is Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test bench format docs clean

demo: $(VENV)/installed
	@mkdir -p build
	@$(BIN)/framing demo --out build/demo.html
	@echo "Open this file in a browser: $(CURDIR)/build/demo.html"

test: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# Without a C compiler the plain package is measured alone.
COMPILED := $(if $(shell command -v cc || command -v gcc),build/compiled/made)

bench: $(VENV)/installed $(COMPILED)
	$(BIN)/python bench/bench_annotation.py
	$(if $(COMPILED),PYTHONPATH=build/compiled $(BIN)/python bench/bench_annotation.py,@echo "No C compiler was found: the compiled package is not measured.")
	$(BIN)/python bench/bench_matching.py
	$(BIN)/python bench/bench_targets.py
	$(BIN)/python bench/bench_comparison.py

format: $(VENV)/installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The stamps make a second run fast; a changed setup.cfg installs again.
$(VENV)/installed: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-test: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/installed

# The package with its attribution code compiled, in a folder of its own; needs a C compiler and two minutes.
build/compiled/made: setup.py setup.cfg $(VENV)/installed $(shell find framing lexicons reports -type f -not -name '*.pyc')
	rm -rf build/compiled
	FRAMING_COMPILE=1 $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target build/compiled .
	@touch $@

docs: $(VENV)/installed-test
	$(BIN)/python -m sphinx -q -W -b html docs build/docs
	@echo "Open this file in a browser: $(CURDIR)/build/docs/index.html"

clean:
	rm -rf build dist $(VENV) *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
