"""Fixtures of the embedding tests: a context, and a check that nothing stays alive after a test."""

import gc

import pytest

import llrt
from llrt import _quickjs


@pytest.fixture(autouse=True)
def nothing_stays_alive():
    gc.collect()
    before = _quickjs.live_counts()
    yield
    gc.collect()
    assert _quickjs.live_counts() == before


@pytest.fixture
def context():
    with llrt.Runtime() as runtime:
        yield runtime.context()


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request):
    return request.param
