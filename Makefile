# Every command of the project. The same by hand and in CI.

PYTHON  ?= python3
WORKERS ?= 2
BIN     := .venv/bin
READY   := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test check mutation fuzz generate format wheel bench bench-freshness constraints clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv and install everything into it (the other commands do this themselves)

run: $(READY) ## Serve the API on 127.0.0.1:50051 with example data
	@$(BIN)/denizen demo

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest -n $(WORKERS)

check: $(READY) ## Check generated code, style, types, imports and the API's sources
	@echo "check: generated code is what protoc writes"
	@$(BIN)/python tools/protos.py compare
	@$(BIN)/python -m tools.directive_schema compare
	@echo "check: style (ruff)"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Run 'make format'."; exit 1; }
	@echo "check: types (mypy)"
	@$(BIN)/mypy
	@echo "check: imports point inwards (import-linter)"
	@$(BIN)/lint-imports --no-logo
	@echo "check: the catalogue's layout"
	@$(BIN)/denizen directive format --check service/denizen/catalogue/*.yaml \
	    service/denizen/catalogue/definitions/*.yaml service/denizen/catalogue/reference/*.yaml
	@echo "check: the API's sources (buf)"
	@$(BIN)/python tools/protos.py link
	@$(BIN)/buf lint
	@$(BIN)/buf format --diff --exit-code proto
	@echo "check: all well"

mutation: $(READY) ## Change the domain bit by bit and ask whether a test notices (an hour or two)
	@$(BIN)/python -m tools.mutation

fuzz: $(READY) ## Give every parser of what others send a million inputs, INPUTS=2000 fewer (an hour or so)
	@$(BIN)/python tools/fuzz.py --inputs $(or $(INPUTS),1000000)

generate: $(READY) ## Write service/denizen/v1 and the schema of directive files from proto/
	@$(BIN)/python tools/protos.py generate
	@$(BIN)/python -m tools.directive_schema generate

format: $(READY) ## Format Python and proto sources
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet
	@$(BIN)/python tools/protos.py link
	@$(BIN)/buf format --write proto

wheel: $(READY) ## Build the wheel into dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

bench: $(READY) ## Measure every figure to reach, or NAME=check alone (see docs/benchmarks.md)
	@$(BIN)/python -m bench $(NAME)

bench-freshness: $(READY) ## Look for stale answers, LONG=--long in a million reads (see docs/freshness.md)
	@$(BIN)/python -m bench.freshness $(LONG)

constraints: ## Take the newest version of every dependency and write constraints.txt
	@rm -rf .venv/upgrade
	@$(PYTHON) -m venv .venv/upgrade
	@.venv/upgrade/bin/python -m pip install --quiet --editable '.[dev]'
	@.venv/upgrade/bin/python -m pip freeze --exclude-editable | LC_ALL=C sort -f > constraints.txt
	@rm -rf .venv/upgrade

clean: ## Remove everything that is made: .venv, caches, dist
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache third_party dist .mutation .fuzzing
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Everything rests on this stamp: it is older than pyproject.toml or constraints.txt when something has to be installed.
# -qq: errors only.
# The build backend goes first, at the version we test; --no-build-isolation then uses it instead of fetching another.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Python 3.11 or newer is needed; '$(PYTHON)' says: $$($(PYTHON) --version 2>/dev/null || echo not found)."; \
	    echo "If a newer one is installed under another name: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "'$(PYTHON)' has no venv. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	    echo "setup: making .venv"; $(PYTHON) -m venv --clear .venv; }
	@echo "setup: installing what constraints.txt says (about a minute the first time)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt hatchling
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt \
	    --no-build-isolation --editable '.[dev]'
	@touch $@
	@echo "setup: done"
