# make audit            set up and audit the bundled sample portal
# make audit URL=https://www.example.gov.cn   audit a real site
# make test             set up and run every check of the code and every test
# make nightly          the long suites as well
# make lab              a shell in the IPv6 laboratory; make lab VANTAGE=v6only
# make wheelhouse       everything as wheels, for machines without an index
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/pytest -q -n auto --maxprocesses 4 --dist worksteal
PROFILE ?=
VANTAGE ?= dual

.PHONY: audit test nightly lab check system lock wheelhouse clean

audit: $(VENV)/.ready
ifdef URL
	$(BIN)/auditor scan "$(URL)" $(if $(PROFILE),--profile "$(PROFILE)") -f html:report.html -f json:result.json
else
	$(BIN)/auditor demo $(if $(PROFILE),--profile "$(PROFILE)") -f html:report.html -f json:result.json
endif

test: system $(VENV)/.ready-dev check
	$(PYTEST) -m "not nightly"

nightly: system $(VENV)/.ready-dev check
	$(PYTEST)

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lab: system $(VENV)/.ready-dev
	$(BIN)/python -m tests.lab "$(VANTAGE)"

# Chromium, CJK fonts and the servers of the laboratory from the system's packages, where that is possible; tests that miss one say so.
system:
	sh tests/system-packages.sh

$(VENV)/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# The lock files name no index: they hold for every mirror. Needs uv.
lock:
	uv pip compile pyproject.toml --group build --generate-hashes --universal --no-emit-index-url --no-emit-find-links --no-header -p 3.11 -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev -c requirements.lock --generate-hashes --universal --no-emit-index-url --no-emit-find-links --no-header -p 3.11 -o requirements-dev.lock

wheelhouse: $(VENV)/.ready
	$(VENV)/bin/python -m pip wheel --quiet --require-hashes --no-deps -r requirements.lock -w wheelhouse
	$(VENV)/bin/python -m pip wheel --quiet --no-deps --no-build-isolation . -w wheelhouse

clean:
	rm -rf $(VENV) build dist report.html result.json auditor.db auditor.db-shm auditor.db-wal
