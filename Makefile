# Everything a newcomer or a machine runs goes through this file; `make` alone lists it.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
# A plain install answers and draws; the whole adds the extras and what developers need.
PLAIN := .venv/.plain
STAMP := .venv/.installed
BENCH := .venv-bench
MUTANTS := .venv-mutants
# How many changes of the equations `make mutants` tries.
SAMPLE ?= 30
# Tests that show most mistakes while editing, within a minute on two cores.
QUICK := tests/model tests/registry tests/ensemble/test_reference.py tests/policy/test_checks.py \
  $(addprefix tests/service/,test_jobs.py test_settings.py)
# Folders with Python of ours; the ones that a checkout lacks are left out.
CODE := $(wildcard src tests benchmarks tools docs)
# Pythons to try, first fit wins. `make PYTHON=/path/to/python3.12 ...` puts one before them.
PYTHON ?= python3
PYTHONS := $(PYTHON) $(filter-out $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)

.PHONY: help run serve test check lint format web docs pages api coverage response track-record checks bench guard mutants lock changelog

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(PLAIN) ## set up, then answer: can South Korea join the frontier AI race?
	@$(BIN)/slipstream answer KR

serve: $(STAMP) ## set up, then open the web simulator on http://127.0.0.1:8080/
	@$(BIN)/python tools/web.py try-build
	@exec $(BIN)/slipstream serve

test: $(STAMP) ## set up, then run the tests on every core
	$(BIN)/python tools/web.py test try-build
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(STAMP) ## run the tests that matter while editing: a minute
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -q $(QUICK)

lint: $(STAMP) ## check style, types, import layers, change notes and the lock
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports --no-cache
	$(BIN)/towncrier build --draft --version next >/dev/null
	$(BIN)/python tools/check_lock.py
	$(BIN)/python tools/web.py lint

format: $(STAMP) ## rewrite the code in the common style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/python tools/web.py format

web: $(STAMP) ## build the pages of the simulator, if their sources are newer
	@$(BIN)/python tools/web.py build

docs: $(STAMP) ## build the documentation into docs/_build/html; a warning is an error
	$(BIN)/sphinx-build -W -b html docs docs/_build/html

coverage: $(STAMP) ## remake the table of how the prior bands hold history, and the picture
	$(BIN)/slipstream coverage --format markdown > docs/coverage_table.md.part
	mv docs/coverage_table.md.part docs/coverage_table.md
	$(BIN)/slipstream answer KR --out build/answer-kr >/dev/null
	cp build/answer-kr/capability.svg docs/_static/answer-kr.svg

response: $(STAMP) ## remake the page of how the answer responds to every lever: a few minutes
	$(BIN)/slipstream response KR --format markdown --charts docs/_static \
	  > docs/response_table.md.part
	mv docs/response_table.md.part docs/response_table.md

track-record: $(STAMP) ## refit at every origin, forecast, and remake the page's table and picture
	$(BIN)/slipstream backtest --format json > docs/track_record.json.part
	mv docs/track_record.json.part docs/track_record.json
	$(BIN)/slipstream forecast score docs/forecasts/*.json --format json > docs/forecast_scores.json.part
	mv docs/forecast_scores.json.part docs/forecast_scores.json
	$(BIN)/python tools/make_track_record.py docs/track_record.json docs/forecast_scores.json docs
	$(BIN)/python -m tools.make_pages

pages: $(STAMP) ## take what the web pages show of the documentation from it anew
	$(BIN)/python -m tools.make_pages

api: $(STAMP) ## remake the API's OpenAPI document and the types of the front end from it
	$(BIN)/python -m tools.make_openapi
	$(BIN)/python tools/web.py api-types

checks: $(STAMP) ## check the calibration and remake its page's listings: about two hours
	mkdir -p build/checks
	$(BIN)/slipstream verify nuts --out build/checks > build/checks/nuts.txt
	$(BIN)/slipstream verify sbc --out build/checks > build/checks/sbc.txt
	$(BIN)/slipstream verify predictive > build/checks/predictive.txt
	cp build/checks/*.txt docs/checks

bench: $(BENCH)/.installed ## measure the speed beside peers on this machine: about half an hour
	$(BENCH)/bin/python -m benchmarks
	@$(BIN)/python tools/web.py build
	$(BENCH)/bin/python -m benchmarks.browser

guard: $(STAMP) ## check that the model has not become slower beside a C kernel
	$(BIN)/python -m benchmarks.guard

mutants: $(MUTANTS)/.installed ## change the equations in SAMPLE places: which do no tests notice?
	$(MUTANTS)/bin/python tools/mutants.py $(SAMPLE)

$(BENCH)/.installed: requirements-bench.lock pyproject.toml | $(STAMP)
	$(BIN)/python tools/setup_venv.py bench

$(MUTANTS)/.installed: requirements-mutants.lock pyproject.toml | $(STAMP)
	$(BIN)/python tools/setup_venv.py mutants

lock: $(STAMP) ## remake the locks from pyproject.toml (UPGRADE=1: newest versions)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header $(if $(UPGRADE),--upgrade) --extra all --group dev --group docs pyproject.toml \
	  -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header $(if $(UPGRADE),--upgrade) --constraint requirements.lock --group build \
	  pyproject.toml -o requirements-plain.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header $(if $(UPGRADE),--upgrade) --constraint requirements.lock --extra all \
	  --group bench pyproject.toml -o requirements-bench.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header $(if $(UPGRADE),--upgrade) --group mutants -o requirements-mutants.lock

changelog: $(STAMP) ## collect changes/ into CHANGELOG.md for the version in the package
	$(BIN)/towncrier build --yes

define set_up
@old=; bare=; \
	for python in $(PYTHONS); do \
	  "$$python" -c 'import sys' >/dev/null 2>&1 || continue; \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { old="$$old $$python ($$("$$python" -V 2>&1))"; continue; }; \
	  "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || \
	    { bare="$$bare $$python"; continue; }; \
	  exec "$$python" tools/setup_venv.py $(1); \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "Python cannot make virtual environments here (tried:$$bare)." >&2; \
	  echo "On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
	else \
	  echo "Slipstream needs Python 3.11 or newer; found:$${old:- none}." >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.11" >&2; \
	fi; \
	exit 1
endef

# A stamp is the last thing written: without it, the next make sets up again.
$(PLAIN): requirements-plain.lock pyproject.toml
	$(call set_up,plain)

$(STAMP): requirements.lock pyproject.toml
	$(call set_up,all)
