# Every target makes its own environment in .venv; nothing else is needed than Python 3.11+ and pip.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test check format golden samples quality bench clean help

help:
	@echo "make demo     audit the two seed articles and say where the report is"
	@echo "make test     run the tests (and make check)"
	@echo "make check    format, lint, types, import layers"
	@echo "make format   rewrite the code in the house's format"
	@echo "make golden   rewrite the golden reports; the diff is the review"
	@echo "make samples  render reports/samples from the seeds"
	@echo "make quality  measure the quality floors on the evaluation data"
	@echo "make bench    speed and quality benchmarks (long)"

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.base: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(STAMP): pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ .venv/.base

demo: .venv/.base
	@$(BIN)/python -m audit run seeds/articles --sources seeds/originals --out reports

check: $(STAMP)
	$(BIN)/ruff format --check audit tests benchmarks models/recipes
	$(BIN)/ruff check audit tests benchmarks models/recipes
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest

format: $(STAMP)
	$(BIN)/ruff format audit tests benchmarks models/recipes
	$(BIN)/ruff check --fix audit tests benchmarks models/recipes

golden: $(STAMP)
	AUDIT_GOLDEN=rewrite $(BIN)/python -m pytest tests/golden

samples: .venv/.base
	rm -rf reports/samples
	$(BIN)/python -m audit run seeds/articles --sources seeds/originals --out reports/samples --jobs 1

quality: $(STAMP)
	$(BIN)/python -m pytest -m quality -rs

bench: $(STAMP)
	for one in benchmarks/[a-z]*.py; do $(BIN)/python $$one || exit 1; done

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
