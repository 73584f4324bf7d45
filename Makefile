# make run   opens the application at http://127.0.0.1:8000/ (another port: make run PORT=8001)
# make test  runs the tests          (some of them: make test TESTS=tests/domain)
#
# Both create what they need on a machine with Python 3.11 or later (with venv) and make. Other targets: make help.

PORT ?= 8000
TESTS ?= tests
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
# Named, because "python3" may be older; tried, because a name may lead nowhere.
PYTHONS ?= python3.13 python3.12 python3.11 python3 python
PYTHON = $(shell for python in $(PYTHONS); do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { command -v $$python; break; }; done)

ifdef UV
INSTALL = VIRTUAL_ENV=$(abspath $(VENV)) $(UV) pip install --quiet
else
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
endif
PROJECT = setup.cfg pyproject.toml

.DELETE_ON_ERROR:
.PHONY: help run test check bench format lock vendor translations wheel clean

help:
	@echo "make run           open the application (PORT=8000)"
	@echo "make test          run the tests (TESTS=tests)"
	@echo "make check         format, lint, types, layers, templates"
	@echo "make bench         measure speed beside other tools (BENCH=\"--only G7,G8 --size 1k\")"
	@echo "make format        put the code in its format"
	@echo "make wheel         build dist/*.whl"
	@echo "make lock          lock the versions of setup.cfg anew (UPGRADE=1: the newest ones)"
	@echo "make translations  bring the English texts up to the pages"
	@echo "make vendor        make the fonts and files of others again (needs npm)"
	@echo "make clean         remove the environment and what was built"

run: $(VENV)/.installed-run
	@exec $(BIN)/tracker serve --demo --port $(PORT)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --dist loadfile $(TESTS)

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint --profile jinja --quiet templates

bench: $(VENV)/.installed-dev $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks $(BENCH)

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(VENV)/.installed-dev
	rm -rf build dist/*.whl
	$(BIN)/python -m build --quiet --wheel --no-isolation

lock: $(VENV)/.installed-dev
	$(if $(UV),,$(BIN)/python -m pip install --quiet --disable-pip-version-check uv)
	$(LOCK) -o requirements/run.txt
	$(LOCK) --extra test --extra check -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) requirements/bench.in -c requirements/dev.txt -o requirements/bench.txt
COMPILE = $(or $(UV),$(BIN)/uv) pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
	--no-annotate $(if $(UPGRADE),--upgrade)
LOCK = $(COMPILE) setup.cfg --extra postgres --extra prod --extra build

vendor translations: export PYTHONPATH = .
vendor: $(VENV)/.installed-dev
	$(BIN)/python tools/vendor_assets.py

translations: $(VENV)/.installed-dev
	$(BIN)/python tools/translations.py

clean:
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/.installed-%: requirements/%.txt $(PROJECT) | $(BIN)/python
	@echo "Installing what is in $< (the first time takes a minute) ..."
	@$(INSTALL) --require-hashes -r $<
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with venv is needed (Debian: apt-get install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(if $(UV),--without-pip) $(VENV)
