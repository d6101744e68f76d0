# The two commands: `make demo` and `make test`. Each sets up what it needs, once.

VENV := .venv
BIN := $(VENV)/bin
PAPER := output/plymouth
BUILT := src/commonweal_web/static/build/main.css

# The address that `make demo` serves. `make demo SERVE=no` stops after loading, as do machines that only check (CI=true).
PORT ?= 8000
SERVE ?= $(if $(CI),no,yes)

.PHONY: demo test check pages wheel fix bench docs constraints clean
.DELETE_ON_ERROR:

# The first Python that is 3.11 or newer; an old one is refused in words.
$(BIN)/python:
	@for name in python3.13 python3.12 python3.11 python3; do \
	  if command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    found=$$name; break; \
	  fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Commonweal needs Python 3.11 or newer, and none was found. Install it (Debian, Ubuntu: apt install python3), then run this again."; exit 1; \
	fi; \
	if ! $$found -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$found cannot make a virtual environment. Install its venv part (Debian, Ubuntu: apt install python3-venv), then run this again."; exit 1; \
	fi; \
	echo "Setting up with $$($$found --version) ..."; $$found -m venv $(VENV)

$(VENV)/.demo: $(BIN)/python pyproject.toml constraints.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt hatchling editables
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.demo
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e '.[test]'
	@touch $@

# What the browser is given, built by Node; needed once, and not at all where the built files are there already.
pages:
	@if command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; then \
	  $(MAKE) --no-print-directory $(BUILT); \
	elif [ -f $(BUILT) ]; then \
	  echo "Node 20 or newer was not found; the pages stay as they were built before."; \
	else \
	  echo "The pages need Node 20 or newer, and npm, to be built once, and they were not found. Install them (Debian, Ubuntu: apt install nodejs npm), then run this again."; exit 1; \
	fi

node_modules/.stamp: package.json package-lock.json .npmrc
	@npm ci --ignore-scripts --silent
	@touch $@

$(BUILT): node_modules/.stamp frontend/build.mjs $(shell find frontend/src -type f)
	@npm run --silent build
	@touch $@

# The joint decision for Plymouth, on the screen and as a board paper; then the site with all example places.
demo: $(VENV)/.demo
	@mkdir -p output
	@$(BIN)/commonweal decide examples/plymouth --paper $(PAPER).docx --paper $(PAPER).html
	@if $(MAKE) --no-print-directory pages; then \
	  exec $(BIN)/commonweal demo --port $(PORT) $(if $(filter no,$(SERVE)),--no-serve); \
	else \
	  echo "The decision stands above, and its board paper in output/. Only the site is missing."; \
	fi

# Everything that must hold: style, types, floors, then every test and every example in the docs, and the site's tests
# once more on PostgreSQL where it is installed.
test: check
	@$(MAKE) --no-print-directory pages || echo "Going on without built pages: the tests that open them are left out."
	@if [ -d node_modules ]; then npm test --silent >$(VENV)/node.txt 2>&1 || { cat $(VENV)/node.txt; exit 1; }; fi
	@$(BIN)/pytest -q -n auto
	@$(BIN)/python tests/postgresql.py $(BIN)/pytest -q -n auto tests/commonweal_web --ignore tests/commonweal_web/test_server_commands.py

check: $(VENV)/.test
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Some files are not in the house's format. Mend them with: make fix"; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo >$(VENV)/lint.txt 2>&1 || { cat $(VENV)/lint.txt; exit 1; }

fix: $(VENV)/.test
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

# One question a file, three sizes each, beside the peer: figures for benchmarks/README.md.
bench: $(VENV)/.test
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# One file to install anywhere, with the pages built and the example places in it.
wheel: $(VENV)/.demo pages
	@$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .
	@ls dist/*.whl

# docs/reference, made from the code.
docs: $(VENV)/.demo
	@$(BIN)/python docs/make_reference.py

# New pins. The options keep the names of package servers out of the file.
constraints: $(VENV)/.test
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --python-version 3.11 --upgrade \
	  --no-emit-package cryptography pyproject.toml --extra test --extra build -o constraints.txt

clean:
	@rm -rf $(VENV) node_modules output build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
