# make help says what there is. Everything happens in .venv, which is made when needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# File names of the stamps say which extras are installed.
ANSWER := $(VENV)/.answer
DEV := $(VENV)/.dev
MODELS := $(VENV)/.models
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# Bytecode of what a first answer and the interface load, and not of the rest: 60 MB less.
COMPILE := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -c 'import faqbot.tui.app, faqbot.doctor; from faqbot.cli.main import main; main(["ask", "hello"])' > /dev/null

.DEFAULT_GOAL := help
.PHONY: help run test nightly check lint gate index eval encoder format clean

help: ## show this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' \
	  | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: $(ANSWER) ## open the assistant, or answer one question: make run Q="Is it mandatory?"
	@$(if $(value Q),printf '%s' "$$QUESTION" | $(BIN)/faqbot ask -,$(BIN)/faqbot)

test: $(DEV) ## run the tests
	@$(BIN)/python -m pytest -q -n auto

nightly: $(DEV) ## run the hundreds of faults that the default run leaves out
	@$(BIN)/python -m pytest -q -m nightly

check: lint gate test ## everything CI checks: lint, evaluation gate, tests

lint: $(DEV) ## format, style, docstrings, types, imports, index against corpus
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/faqbot index check

index: $(ANSWER) ## build the index anew from corpus/
	$(BIN)/faqbot index build --keep 0

eval: $(ANSWER) ## run the evaluation set and print its metrics
	@$(BIN)/faqbot eval

encoder: $(MODELS) ## export the encoder from sentence-transformers (needs about 1.4 GB)
	$(BIN)/faqbot index export-encoder

gate: $(ANSWER) ## compare the answers with the committed baseline
	@$(BIN)/faqbot eval --gate

format: $(DEV) ## bring the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what was made here: .venv and caches
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# Passed through the environment, so that no character of a question is read by the shell.
run: export QUESTION = $(value Q)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name it with: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv $(VENV)

$(ANSWER): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV) (about 250 MB, once) …" >&2
	@$(INSTALL) --no-compile -e .
	@$(COMPILE)
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the tools of development into $(VENV), once …" >&2
	@$(INSTALL) -e '.[dev]'
	@touch $@ $(ANSWER)

$(MODELS): pyproject.toml constraints.txt | $(BIN)/python
	@$(INSTALL) -e '.[models]'
	@touch $@ $(ANSWER)
