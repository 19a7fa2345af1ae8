# make run    the society from 1990 to 2025, then the report
# make serve  the web application over the runs in runs/, in a browser
# make docs   the documentation as a site
# make test   style, types, tests
# The first call makes .venv and installs into it; later calls do so again only when the dependencies have changed.

PYTHON ?= python3
PEOPLE ?= 100000
FROM   ?= 1990-01-01
TO     ?= 2025-12-31
OUT    ?= runs/history
RUNS   ?= runs
JOBS   ?= 2
WHAT   ?= both
ONLY   ?=

VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/ready-to-run
WEB     := $(VENV)/ready-to-serve
DOCS    := $(VENV)/ready-to-document
DEV     := $(VENV)/ready-to-test
PEERS   := $(VENV)/peers
PINNED  := benchmarks/peers/requirements.txt
CODE    := src tests benchmarks docs

# uv is quick, but does not read pip's settings: where only pip knows the way to a package index, pip does it.
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt $(1) || \
          $(BIN)/python -m pip install --quiet -c constraints.txt $(1)

.PHONY: help run serve docs release test check style kills mutants bench lock clean
.DEFAULT_GOAL := help

help:
	@echo "make run    make $(PEOPLE) synthetic people, live $(FROM) to $(TO), write $(OUT) and its report"
	@echo "make serve  look at the runs in $(RUNS) in a browser, compare them, ask, start others"
	@echo "make docs   this documentation as a site, and the model description as PDF, in site/"
	@echo "make release  wheel, sdist, list of components and checksums in dist/, tried on each Python there is"
	@echo "make test   style, types and tests"
	@echo "make check  style and types only"
	@echo "make kills  kill workers, scheduler and command of a study 20 times (make test: 4 times)"
	@echo "make mutants  change every rule and number and see whether a case or a run notices (most of an hour; ONLY=army)"
	@echo "make bench  time and memory by people and by days, then the peers side by side (half an hour)"
	@echo "make lock   choose the versions in constraints.txt and of the peers anew"
	@echo "make clean  remove .venv and caches; runs are kept"

run: $(READY)
	$(BIN)/inminban run --people $(PEOPLE) --from $(FROM) --to $(TO) --out $(OUT) --force
	$(BIN)/inminban report $(OUT)

serve: $(WEB)
	$(BIN)/inminban serve --runs $(RUNS) --open

docs: $(DOCS)
	$(BIN)/python -m docs.making --out site

release: $(DEV)
	$(BIN)/python -m release --out dist

# Hundreds of processes are started: Python keeps its bytecode, apart from the sources, whatever the environment says.
# Matrices of a hundred rows are worked out by one thread each: more would only wait for each other.
test: export PYTHONDONTWRITEBYTECODE :=
test: export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/bytecode
test: export OPENBLAS_NUM_THREADS := 1
test: export OMP_NUM_THREADS := 1

# Types are checked while the tests run. Rules are compiled once before, by two processes, and not by each that tests them.
test: $(DEV) style
	@$(BIN)/mypy > $(VENV)/types.txt 2>&1 & types=$$!; trap "kill $$types 2>/dev/null" EXIT; \
	$(BIN)/python -c "from inminban.study.cluster import compile_once; compile_once()" && \
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder --durations 20; tested=$$?; \
	wait $$types || { cat $(VENV)/types.txt; exit 1; }; exit $$tested

check: style
	$(BIN)/mypy

style: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

kills: $(DEV)
	$(BIN)/python -m pytest tests/same_everywhere/test_killed_studies.py --all-kills

mutants: $(DEV)
	$(BIN)/python -m tests.mutation --what $(WHAT) --jobs $(JOBS) $(addprefix --only ,$(ONLY))

# Where the peers cannot be installed the table names those that are missing.
bench: $(READY)
	$(BIN)/python -m benchmarks.scale
	$(MAKE) $(PEERS)/ready || echo "The peers could not be installed; ours and NumPy are compared" >&2
	if [ -e $(PEERS)/ready ]; then $(PEERS)/bin/python -m benchmarks.peers; else $(BIN)/python -m benchmarks.peers; fi

lock: $(BIN)/uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy fewest \
	    --python-version 3.11 --no-header --no-annotate \
	    --extra dev --extra docs --extra web --extra study --extra calibrate --extra semantic --extra korean --extra cuda --output-file constraints.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy fewest \
	    --python-version 3.11 --no-header --no-annotate \
	    --extra peers --constraint constraints.txt --output-file $(PINNED) pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "inminban needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV) || \
	    { echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(READY): $(BIN)/uv pyproject.toml constraints.txt
	@echo "Installing what a run needs"
	@$(call INSTALL,-e .)
	@touch $@

$(WEB): $(BIN)/uv pyproject.toml constraints.txt
	@echo "Installing what the web application needs"
	@$(call INSTALL,-e '.[web]')
	@touch $(READY) $@

$(DOCS): $(BIN)/uv pyproject.toml constraints.txt
	@echo "Installing what the documentation needs"
	@$(call INSTALL,-e '.[docs]')
	@touch $(READY) $@

$(PEERS)/ready: $(BIN)/uv pyproject.toml $(PINNED)
	@echo "Installing the peers, apart from everything else"
	@$(PYTHON) -m venv $(PEERS)
	@$(BIN)/uv pip install --quiet --python $(PEERS)/bin/python -c $(PINNED) -e '.[peers]' || \
	    $(PEERS)/bin/python -m pip install --quiet -c $(PINNED) -e '.[peers]'
	@touch $@

$(DEV): $(BIN)/uv pyproject.toml constraints.txt
	@echo "Installing what a run and the tests need"
	@$(call INSTALL,-e '.[dev]')
	@touch $(READY) $(WEB) $(DOCS) $@
