# make demo needs Python 3.11 or later and make, nothing else.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint .ci/constraints.txt
PINS := pyproject.toml .ci/constraints.txt
OUT := out

EDITOR := kg/serve/static/editor/yasqe.min.js

.PHONY: demo test check format docs editor clean help

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

demo: $(VENV)/installed ## build the graph of seeds/ into out/ and say what was found
	@$(BIN)/kg build seeds --store $(OUT)/store
	@$(BIN)/kg export $(OUT)/kg.ttl --store $(OUT)/store
	@$(BIN)/kg view -o $(OUT)/index.html --store $(OUT)/store
	@echo
	@echo "$(OUT)/index.html  open it in a browser: the network, every fact with its sentence"
	@echo "$(OUT)/kg.ttl      the same graph as Turtle"
	@echo "$(BIN)/kg query --list   the questions that can be asked"

test: $(VENV)/installed-dev ## run the tests
	@$(BIN)/python -m pytest

check: $(VENV)/installed-dev editor ## everything that must hold before a change is merged
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict -c .ci/yamllint.yaml kg tests
	$(BIN)/python -m pytest

format: $(VENV)/installed-dev ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/installed-dev ## write the generated pages again
	$(BIN)/python -m kg.cli.docs > docs/cli.md.new && mv docs/cli.md.new docs/cli.md
	$(BIN)/python -m kg.query.docs > docs/queries.md.new && mv docs/queries.md.new docs/queries.md
	$(BIN)/python -m kg.rules.build_needs > kg/rules/needs.json.new && mv kg/rules/needs.json.new kg/rules/needs.json
	$(BIN)/python -W ignore::RuntimeWarning:runpy -m kg.export.context > ontology/context.jsonld.new && mv ontology/context.jsonld.new ontology/context.jsonld
	mkdir -p docs/ontology
	$(BIN)/python -m kg.export.ontology_page > docs/ontology/index.html.new && mv docs/ontology/index.html.new docs/ontology/index.html

editor: $(EDITOR) ## fetch the SPARQL editor of kg serve from npm; without it the page has a plain field

$(EDITOR): .ci/editor/package-lock.json .ci/editor/build.py | $(VENV)/installed-dev
	@$(BIN)/python .ci/editor/build.py || echo "note: no SPARQL editor; the test that needs it is skipped" >&2

clean: ## remove what make made, but not what people decided
	[ ! -d $(OUT) ] || find $(OUT) -mindepth 1 -maxdepth 1 ! -name '*.decisions.jsonl' -exec rm -rf {} +
	rm -rf $(VENV) dist build kg/serve/static/editor .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find kg tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/installed: $(PINS) | $(BIN)/python
	$(PIP) --editable .
	@$(BIN)/python -m compileall -q kg
	@touch $@

$(VENV)/installed-dev: $(PINS) | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@$(BIN)/python -m compileall -q kg
	@touch $@ $(VENV)/installed

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
