"""Fixtures of the engine binding's tests: a runtime and a context per test, and a leak check after each."""

import gc
import sys

import pytest

from llrt import _quickjs


@pytest.fixture(autouse=True)
def no_leaks():
    """Whatever a test makes is gone afterwards, in Python and in the engine."""
    before = _counts()
    yield
    failed = getattr(sys, "last_value", None) is not None  # its traceback holds what the test made
    assert failed or _counts() == before


def _counts():
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
