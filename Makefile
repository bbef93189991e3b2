# Two commands do everything: `make run` starts the program, `make test` checks it.
# Both build .venv first when it is missing or older than the lock.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
STAMP := .venv/ready
WHEEL_ENV := build/wheel-env
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check suite coverage wheel-check bench screens soak lock packages clean

run: packages $(STAMP)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ]; then \
		$(BIN)/partnership-planner; \
	else \
		echo "There is no display to open a window on: running the demo into build/demo instead."; \
		QT_QPA_PLATFORM=offscreen $(BIN)/partnership-planner demo --out build/demo; \
	fi

test: packages $(STAMP) check suite wheel-check

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

suite: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2 --dist worksteal

# What the suite does not reach: slower, so it is not part of every run.
coverage: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term-missing:skip-covered

# The wheel, in an environment and a folder of its own: what it needs has to travel with it.
wheel-check: $(STAMP)
	rm -rf build/wheel $(WHEEL_ENV) build/wheel-demo
	$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . > build/wheel.log 2>&1 || (cat build/wheel.log; exit 1)
	$(PYTHON) -m venv $(WHEEL_ENV)
	$(WHEEL_ENV)/bin/pip install -q --require-hashes -r requirements.lock
	$(WHEEL_ENV)/bin/pip install -q --no-deps build/wheel/*.whl
	mkdir -p build/elsewhere
	cd build/elsewhere && QT_QPA_PLATFORM=offscreen ../../$(WHEEL_ENV)/bin/partnership-planner demo --out ../wheel-demo
	rm -rf $(WHEEL_ENV)

bench: $(STAMP)
	$(BIN)/python tests/bench/run.py

screens: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m ui.pictures --out build/screens

soak: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m soak

lock:
	$(PYTHON) -m venv build/lock-env
	build/lock-env/bin/pip install -q uv
	build/lock-env/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header \
		--no-emit-index-url --group dev pyproject.toml --output-file requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@mkdir -p build
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		(echo "Python 3.11, 3.12 or 3.13 is needed."; exit 1)
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || (echo "Run: apt-get install python3-venv"; exit 1)
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# On Debian and its kin: what is missing is installed by root, and named to everybody else.
packages:
	@command -v dpkg-query > /dev/null || exit 0; \
	missing=""; \
	for name in $$(grep -v '^#' debian-packages.txt); do \
		dpkg-query -W -f='$${Status}' $$name 2> /dev/null | grep -q '^install ok installed' \
			|| missing="$$missing $$name"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	else \
		echo "Some Debian packages are missing. Run:"; echo "  sudo apt-get install$$missing"; exit 1; \
	fi

clean:
	rm -rf .venv build dist *.egg-info
