# make run    set up what is missing, then the demonstration on http://127.0.0.1:8080
# make test   set up what is missing, then all tests
# make check  set up what is missing, then everything that needs no running program
# make unit   the tests that take seconds      make bench  the benchmarks      make install  only the set-up
#
# Needs Python 3.11 or newer and nothing else. Another interpreter: make run PYTHON=/path/to/python3.12
# Written for GNU make 3.81 (macOS) and newer.

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := $(PYTHON) python3.13 python3.12 python3.11 python3 python
WORKERS ?= auto
PYTEST := $(BIN)/python -m pytest
HOUSE := tests/unit/house tests/integration/store/test_migrations.py

# The stamps say what was installed; a Python that has gone leaves a dead link behind, and then they count no more.
RUN := $(VENV)/.runtime
DEV := $(VENV)/.development
ifeq ($(wildcard $(BIN)/python),)
IGNORED := $(shell rm -f $(RUN) $(DEV))
endif

.DEFAULT_GOAL := run
.PHONY: run test check unit bench install clean

run: $(RUN)
	$(BIN)/genjin run --demo

test: $(DEV)
	$(PYTEST) -n $(WORKERS) tests

unit: $(DEV)
	$(PYTEST) tests/unit --ignore tests/unit/house

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) $(HOUSE)

bench: $(DEV)
	$(BIN)/genjin bench message
	$(BIN)/genjin bench understand

install: $(DEV)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(RUN): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . -c constraints.txt
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' -c constraints.txt
	@touch $(RUN) $@

# The first interpreter that runs and is new enough: a name on the path may be a mere stand-in.
$(BIN)/python:
	@for each in $(PYTHONS); do \
	  if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "$$each -m venv $(VENV)"; \
	    $$each -m venv --clear $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo 'No virtual environment could be made (Debian, Ubuntu: apt install python3-venv).' >&2; exit 1; \
	  fi; \
	done; \
	echo 'Python 3.11 or newer is needed; README.md says where to get it. 需要 Python 3.11 或更新的版本，见 README.zh-CN.md。' >&2; exit 1
