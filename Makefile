# One target a task; continuous integration calls the same ones. Each sets up .venv by itself.
.DEFAULT_GOAL := help
# The first of these that is 3.11 or newer makes .venv; make PYTHON=/path/to/python chooses another.
PYTHON ?= python3.14 python3.13 python3.12 python3.11 python3 python
BIN := .venv/bin
# What rests on the libraries most: the command line, Scrapy, the wire, SQLite, lxml, dateparser
SOME := cli cli_input wire crawl store search pages date_values
SOME_TESTS := $(SOME:%=tests/test_%.py)
.PHONY: help crawl demo quick test test-documents test-lowest test-newest check format benchmark docs mutants clean .venv/ready

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.venv/ready:
	@sh .ci/venv .venv "$(PYTHON)" --constraint constraints.txt --editable '.[dev]'

crawl: .venv/ready  ## fetch what is new on VOA Indonesia into arsip.db and captures/ (CRAWL="--limit 10" adds options)
	@$(BIN)/arsip crawl latest $(CRAWL) || { code=$$?; if [ $$code -eq 6 ]; then \
		echo "no network? 'make demo' shows the same job without one" >&2; fi; exit $$code; }

demo: .venv/ready  ## crawl a replica of the site on loopback, and show what came
	@rm -rf demo
	@$(BIN)/python -m tests.site.demo demo

quick: .venv/ready  ## run the tests that start no process and open no socket (half a minute)
	@$(BIN)/pytest -q -n auto --dist worksteal -m "not slow"

test: .venv/ready  ## run all tests, on all processors (ten minutes on two)
	@echo "test: what needs root or a system package skips here with its reason; .ci/run installs those"
	@$(BIN)/pytest -n auto --dist worksteal

test-documents: .venv/ready  ## run every command that README.md and docs/ show, on a clean clone
	@ARSIP_CLEAN_CLONE=1 $(BIN)/pytest -q tests/test_documents.py

test-lowest:  ## run some tests with the lowest versions that pyproject.toml allows
	@sh .ci/venv .venv-lowest "$(PYTHON)" uv
	@.venv-lowest/bin/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct --editable '.[dev]'
	@.venv-lowest/bin/pytest -q -n auto --dist worksteal $(SOME_TESTS)

test-newest:  ## run some tests with the newest versions of everything that there are
	@sh .ci/venv .venv-newest "$(PYTHON)" --editable '.[dev]'
	@.venv-newest/bin/pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager --editable '.[dev]'
	@.venv-newest/bin/pytest -q -n auto --dist worksteal $(SOME_TESTS)

check: .venv/ready  ## check format, lint, types, layering, docs
	@echo "check: format, lint, types, layering, generated docs"
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest -q tests/test_layers.py tests/test_docs.py

docs: .venv/ready  ## write what is generated in docs/ again
	@$(BIN)/python -m docs.generate
	@$(BIN)/python -m docs.dates

mutants: .venv/ready  ## break single lines on purpose and count how many of them the quick tests see (an hour)
	@$(BIN)/python -m tests.mutants $(MUTANTS)

benchmark: .venv/ready  ## measure speed, memory and quality, each against its floor (half an hour)
	@failed=; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || failed=1; done; test -z "$$failed"

format: .venv/ready  ## format the code and mend what lint can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:  ## remove .venv and what the demo made
	@rm -rf .venv .venv-lowest .venv-newest demo
