# Each target builds what it needs; CI calls the same ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
WHEELS := $(VENV)/wheels
# The SARIF schema and Microsoft's validator; what actions/cache consists of.
NPM_TOOLS := @microsoft/sarif-multitool@5.7.0 @microsoft/jest-sarif@1.0.0-beta.0 @actions/cache@5.0.5

.PHONY: dev test lint types docs bench bench-circuits demo dist clean

dev: $(INSTALLED) $(WHEELS)/complete node_modules/complete

test: dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(TESTS)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

docs: $(INSTALLED)
	$(BIN)/python -m quantum_lint.config.schema > docs/schema/quantum-lint.schema.json
	$(BIN)/python -m tools.rule_index
	$(BIN)/python -m tools.picture

bench: $(INSTALLED)
	$(BIN)/python bench/compare.py $(or $(FOLDERS),.)
	$(BIN)/python bench/credentials.py --detect-secrets=$(BIN)/detect-secrets $(or $(FOLDERS),.)
	$(BIN)/python -m bench.planted --detect-secrets=$(BIN)/detect-secrets
	$(BIN)/python -m bench.pipelines

# TRUTH is a folder of circuits recorded from runs, REPOSITORIES one of the files that were run (see bench/circuits.py).
bench-circuits: $(INSTALLED)
	$(BIN)/python -m bench.circuits $(TRUTH) $(REPOSITORIES)

demo: $(INSTALLED)
	$(BIN)/quantum-lint demo

# What a release consists of. The wheel is made of the source archive, so that both hold the same.
dist: $(INSTALLED)
	rm -rf dist
	$(BIN)/python -m pip install --quiet hatchling
	$(BIN)/hatchling build --target sdist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist dist/*.tar.gz

clean:
	rm -rf $(VENV) node_modules build dist

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev,circuits]'
	touch $@

# What the environments of the hooks and of the action are made of, so that their tests need no network.
$(WHEELS)/complete: $(INSTALLED) Makefile
	$(BIN)/python -m pip wheel --quiet --wheel-dir $(WHEELS) '.[cost]' hatchling
	rm -f $(WHEELS)/quantum_lint-*.whl
	touch $@

# Without npm the tests of these are skipped, in CI they fail.
node_modules/complete: Makefile
	@if command -v npm >/dev/null; \
	then npm install --silent --no-save --no-package-lock --no-audit --no-fund $(NPM_TOOLS) && touch $@; \
	else echo 'npm is not installed: the tests of SARIF and of the cache of the action will be skipped'; fi
