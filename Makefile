# One target a task; continuous integration calls the same ones. Each sets up .venv by itself.
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
.PHONY: help crawl demo test check format benchmark docs clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: pyproject.toml constraints.txt
	@echo "setup: .venv with arsip and its development tools (once, or when dependencies change)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

crawl: .venv/ready  ## fetch what is new on VOA Indonesia into arsip.db and captures/ (CRAWL="--limit 10" adds options)
	@$(BIN)/arsip crawl latest $(CRAWL)

demo: .venv/ready  ## crawl a replica of the site on loopback, and show what came and three queries
	@rm -rf demo
	@$(BIN)/python -m tests.site.demo demo

test: .venv/ready  ## run the tests
	@echo "test: what needs root or a system package skips here with its reason; .ci/run installs those"
	@$(BIN)/pytest

check: .venv/ready  ## check format, lint, types, layering, docs
	@echo "check: format, lint, types, layering, generated docs"
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest -q tests/test_layers.py tests/test_docs.py

docs: .venv/ready  ## write what is generated in docs/ and README.md again
	@$(BIN)/python -m docs.generate
	@$(BIN)/python -m docs.dates

benchmark: .venv/ready  ## measure speed, memory and quality, each against its floor (half an hour)
	@failed=; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || failed=1; done; test -z "$$failed"

format: .venv/ready  ## format the code and mend what lint can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:  ## remove .venv and what the demo made
	@rm -rf .venv demo
