"""Fixtures of the engine binding's tests: a runtime and a context per test, and a leak check after each."""

import gc
import sys

import pytest

from llrt import _quickjs


@pytest.fixture(autouse=True)
def no_leaks(request):
    """Whatever a test makes is gone afterwards, in Python and in the engine."""
    before = _counts()
    yield
    if request.node.get_closest_marker("leaks_expected"):
        return
    assert _counts() == before


def _counts():
    sys.exc_info()
    gc.collect()
    return _quickjs.live_counts()


@pytest.fixture
def runtime():
    runtime = _quickjs.Runtime()
    yield runtime
    runtime.close()


@pytest.fixture
def context(runtime):
    return runtime.context()


@pytest.fixture
def js(context):
    """js(source) evaluates in the test's context."""
    return context.eval
