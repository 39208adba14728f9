# One target a task; continuous integration calls the same ones. Each sets up .venv by itself.
.DEFAULT_GOAL := help
PYTHON ?= python3.11
BIN := .venv/bin
.PHONY: help crawl demo test check format benchmark docs clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: pyproject.toml constraints.txt
	@echo "setup: .venv with arsip and its development tools (once, or when dependencies change)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: .venv/ready  ## import the repository's sample pages and print what to query next
	@echo "demo: the sample pages of tests/pages and tests/dumps become rows of demo/arsip.db"
	@rm -rf demo && mkdir demo
	@$(BIN)/arsip import --db demo/arsip.db tests/pages tests/dumps
	@echo "next:"
	@echo "  $(BIN)/arsip search --db demo/arsip.db gempa"
	@echo "  $(BIN)/sqlite-utils demo/arsip.db 'select id, kind, published, title from articles order by published desc limit 5' --table"

test: .venv/ready  ## run the tests
	@echo "test: what needs root or a system package skips here with its reason; .ci/run installs those"
	@$(BIN)/pytest

check: .venv/ready  ## format, lint, types, layering, docs
	@echo "check: format, lint, types, layering, generated docs"
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest -q tests/test_layers.py tests/test_docs.py

docs: .venv/ready  ## write docs/schema.md, docs/cli.md and the outputs in README.md again
	@$(BIN)/python -m docs.generate

format: .venv/ready  ## format the code and mend what lint can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:  ## remove .venv and what the demo made
	@rm -rf .venv demo
