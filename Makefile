# Dabiao's commands; `make help` lists them. Each installs what it needs, so a fresh clone needs only
# make, python3 and node. What is already up to date is not done again.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules
export PYTHONUNBUFFERED := 1
# Some containers forbid Python to keep what it compiled; each of fifty programs would compile a thousand files anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
STEP := @scripts/step.sh
PYTEST := $(BIN)/python -m pytest -q
ALL := src tests contracts
# Two at once. The browser's go file by file, each process with a demo server of its own.
PARALLEL := -n 2
# A tenth of the tests start programs, and wait for them while they are killed or serve: a third process fills their time.
WAITING := -n 3
BY_FILE := $(PARALLEL) --dist loadfile
# A walk that lost its footing is walked once more in a company of its own, and the summary tells where: docs/adr/0044.
ONCE_MORE := --reruns 1 --rerun-show-tracebacks
DJANGO := DJANGO_SETTINGS_MODULE=dabiao.config.settings $(BIN)/python -m django

# A stamp is touched when its step is done; the step runs again when what it depends on is newer.
PROD := .venv/.stamp-prod
DEV := .venv/.stamp-dev
NODE := ui/node_modules/.stamp
WEB := src/dabiao/web/index.html
WEB_SOURCES := $(shell find ui src/dabiao/locales -name node_modules -prune -o -type f -print 2>/dev/null)

$(PROD): requirements.lock
	@scripts/venv.sh requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(PROD)
	@scripts/venv.sh requirements-dev.lock
	@touch $@

$(NODE): ui/package-lock.json
	@scripts/need.sh node
	@echo "Installing the packages of ui/package-lock.json"
	@cd ui && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(WEB): $(NODE) $(WEB_SOURCES)
	@echo "Building the screens"
	@cd ui && npm run --silent build -- --logLevel warn

##@ Use it

.PHONY: run
run: $(PROD) $(WEB) ## start Dabiao with the demo company and print its address and accounts
	@exec $(BIN)/dabiao serve --demo

.PHONY: seed
seed: $(PROD) ## write a demo company: SIZE=small, medium, large or a number of leads
	@$(BIN)/dabiao seed --size $(or $(SIZE),small)

##@ Work on it

.PHONY: setup
setup: $(DEV) $(NODE) ## everything for development: Python environment and UI packages

.PHONY: dev
dev: $(DEV) $(NODE) ## server and screens, both reloading when a file is saved
	@scripts/dev.sh

.PHONY: ui
ui: $(WEB) ## build the screens into src/dabiao/web

.PHONY: schema
schema: $(DEV) $(NODE) ## write docs/openapi.json and the UI's types from the API
	@scripts/schema.sh write

.PHONY: i18n
i18n: $(DEV) ## write Traditional Chinese from Simplified, then check every text
	@$(BIN)/python -m contracts.hant
	@$(BIN)/python -m contracts i18n

.PHONY: new-module
new-module: $(DEV) ## an empty module that keeps every contract: NAME=quality
	@$(BIN)/python scripts/new_module.py $(NAME) $(if $(ABOVE),--above $(ABOVE))

.PHONY: migrations
migrations: $(DEV) ## write migrations for what changed in models
	@$(DJANGO) makemigrations

.PHONY: lock
lock: $(DEV) ## take newer versions of the Python packages into both lock files
	@$(BIN)/uv pip compile pyproject.toml --upgrade --group build --generate-hashes --universal -q -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --upgrade --group dev --generate-hashes --universal -q -o requirements-dev.lock

.PHONY: bench
bench: $(PROD) ## run a benchmark: NAME=… ARGS="…"; without a name, list them
	@$(BIN)/dabiao bench $(NAME) $(ARGS)

##@ Check it

# What looks at the sources alone. Two at once; what each says is printed when it has ended.
STATIC := step-types step-lint step-contracts step-migrations step-schema
TWO_AT_ONCE := $(MAKE) --jobs=2 --output-sync=target

.PHONY: check
check: $(DEV) ## before every commit: lint, types, contracts, tests without a database or in rooms you touched
	@$(TWO_AT_ONCE) $(STATIC) $(if $(wildcard $(NODE)),step-ui-tests)
	$(STEP) "tests near what you touched" $(PYTEST) $(ALL) $(PARALLEL) --near -m "not browser and not slow"

.PHONY: test
test: $(DEV) $(NODE) ## everything, as CI runs it: also the browser, PostgreSQL and the slow tests
	$(STEP) "browser and database" $(MAKE) test-tools
	@$(TWO_AT_ONCE) $(STATIC) step-ui
	$(STEP) "tests on SQLite" $(PYTEST) $(ALL) $(WAITING) -m "not browser"
	$(STEP) "tests in the browser" $(PYTEST) tests/browser $(BY_FILE) $(ONCE_MORE) -m browser
	$(STEP) "tests on PostgreSQL" scripts/postgres.sh run $(PYTEST) $(ALL) $(WAITING) -m "not browser"

DEEP := src/dabiao/core/conditions tests/test_schema.py
.PHONY: deep
deep: $(DEV) ## for a night: ten times as many examples of what is tried by chance, on both databases
	$(STEP) "examples on SQLite" env DABIAO_DEPTH=10 $(BIN)/python -m pytest -q $(DEEP) $(PARALLEL)
	$(STEP) "examples on PostgreSQL" env DABIAO_DEPTH=10 scripts/postgres.sh run $(BIN)/python -m pytest -q $(DEEP) $(PARALLEL)

.PHONY: $(STATIC) step-ui-tests step-ui
step-types:
	$(STEP) "types" $(MAKE) types
step-lint:
	$(STEP) "lint" $(MAKE) lint
step-contracts:
	$(STEP) "contracts" $(MAKE) contracts
step-migrations:
	$(STEP) "migrations are up to date" $(MAKE) migrations-check
step-schema:
	$(STEP) "API schema is up to date" scripts/schema.sh check
step-ui-tests:
	$(STEP) "UI tests" npm --prefix ui run --silent test
step-ui: step-ui-tests
	$(STEP) "UI build" $(MAKE) ui
	$(STEP) "UI size" npm --prefix ui run --silent budget

.PHONY: test-tools
test-tools:
	@scripts/need.sh browser
	@scripts/need.sh postgres
	@scripts/need.sh learning

.PHONY: migrations-check
migrations-check:
	@$(DJANGO) makemigrations --check --dry-run

.PHONY: lint
lint: $(DEV) ## ruff and its formatting; oxlint where the UI's packages are installed
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/ruff format --check .
	@[ ! -e $(NODE) ] || npm --prefix ui run --silent lint

.PHONY: types
types: $(DEV) ## mypy; tsc where the UI's packages are installed
	@$(BIN)/mypy -p dabiao -p contracts -p bench
	@[ ! -e $(NODE) ] || npm --prefix ui run --silent typecheck

.PHONY: contracts
contracts: $(DEV) ## the rules of the house: imports, lints, texts in three languages
	@$(BIN)/python -m contracts

.PHONY: help
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
