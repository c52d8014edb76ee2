# Two commands do it all on a fresh Debian machine: make demo, make test.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PDF_LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
VALIDATORS := .tools/validators
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test test-offline test-slow lint format lock benchmarks clean

demo: $(VENV)/.runtime  ## Build the sample dossier's chapter; print the files made
	$(BIN)/vnrgen build sample_data --output output/sample_data --replace-edited

test: $(VENV)/.dev  ## Everything but the slow tests
	$(BIN)/pytest -n 2 -m "not slow" $(ARGS)

test-offline: $(VENV)/.dev  ## The same with the network cut, for every program a test starts
	$(BIN)/python -m tests.offline -n 2 -m "not slow" $(ARGS)

test-slow: $(VENV)/.dev $(VENV)/.slow $(VALIDATORS)/.done  ## Fuzzing, crashes, validators, browsers
	$(BIN)/pytest -m slow $(ARGS)

lint: $(VENV)/.dev  ## What the architecture tests run too
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock:  ## Resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --all-extras --generate-hashes --universal \
	  --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --all-extras --group dev --generate-hashes --universal \
	  --no-emit-index-url --no-header -q -o requirements-dev.lock
	uv pip compile --group benchmarks --generate-hashes --universal \
	  --no-emit-index-url --no-header -q -o requirements-benchmarks.lock

benchmarks: $(VENV)/.benchmarks
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .tools dist output/*/

$(VENV)/bin/python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(APT) update && $(APT) install -y --no-install-recommends python3-venv; }
	@ldconfig -p 2>/dev/null | grep -q 'libpangoft2-1.0.so.0' && ldconfig -p | grep -q 'libharfbuzz-subset.so.0' \
	  || { $(APT) update && $(APT) install -y --no-install-recommends $(PDF_LIBRARIES); } \
	  || echo "The PDF needs: $(PDF_LIBRARIES); Word and HTML work without." >&2
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.benchmarks: requirements-benchmarks.lock $(VENV)/.dev
	$(PIP) install --require-hashes -r requirements-benchmarks.lock
	@touch $@

$(VENV)/.slow: Makefile
	@missing=""; command -v chromium >/dev/null || missing="$$missing chromium"; \
	  command -v soffice >/dev/null || missing="$$missing libreoffice-writer-nogui"; \
	  ls /usr/lib/libreoffice/program/libsclo.so >/dev/null 2>&1 \
	    || missing="$$missing libreoffice-calc-nogui"; \
	  /usr/bin/python3 -c 'import uno' 2>/dev/null || missing="$$missing python3-uno"; \
	  command -v pdftoppm >/dev/null || missing="$$missing poppler-utils"; \
	  command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	  command -v npm >/dev/null || missing="$$missing npm"; \
	  ls -d /usr/lib/postgresql/*/bin >/dev/null 2>&1 || missing="$$missing postgresql"; \
	  ldconfig -p | grep -q 'libatomic.so.1' || missing="$$missing libatomic1"; \
	  [ -z "$$missing" ] || { $(APT) update && $(APT) install -y --no-install-recommends $$missing; }
	@touch $@

# axe and the Open XML SDK, pinned and checked by the lock beside the tests that ask them
$(VALIDATORS)/.done: tests/validators/package.json tests/validators/package-lock.json | $(VENV)/.slow
	mkdir -p $(VALIDATORS) && cp $^ $(VALIDATORS)/
	cd $(VALIDATORS) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
