# The commands of the README. `make install` needs Python 3.11+ and make alone.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
.DEFAULT_GOAL := help

.PHONY: help install run test check audit bench eval i18n lock clean

help: ## say what each target does
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Quqyq needs Python 3.11 or newer; set PYTHON=/path/to/it" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

install: $(STAMP) ## make .venv with everything in it

run: install ## start the bot (without BOT_TOKEN: in a local Telegram, in your browser)
	$(BIN)/quqyq run

test: install ## run every test
	$(BIN)/python -m pytest -n auto

check: install ## lint, types, catalogs, content, and known weaknesses where they can be looked up
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pybabel -q update --check --ignore-pot-creation-date --no-fuzzy-matching -i locales/messages.pot -d locales
	$(BIN)/quqyq content check
	$(BIN)/python .ci/audit.py --if-reachable

audit: install ## look up known weaknesses of the pinned dependencies (needs PyPI)
	$(BIN)/python .ci/audit.py

bench: install ## measure speed and memory, side by side with bare bots
	$(BIN)/python -m tests.benchmarks

eval: install ## score the search on labelled questions, beside baselines
	$(BIN)/python -m tests.eval

i18n: install ## extract messages and update the catalogs
	$(BIN)/pybabel -q extract --no-location --sort-output -k t:1 -k n:1,2 --add-comments=NOTE: --project=Quqyq -F locales/babel.cfg -o locales/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -i locales/messages.pot -d locales

lock: ## pin every dependency with its hashes
	uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements.lock

clean: ## remove what the other targets made
	rm -rf .venv .mypy_cache .ruff_cache var
