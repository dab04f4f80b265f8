"""Evaluating the SDK asks nothing of the process: an image may hold it evaluated (docs/architecture.md, the border, 8)."""

import pytest

from cext import sdk
from llrt.modules.sdk import DataFile
from llrt.runtime import preboot
from llrt.runtime.environment import Environment
from tests.support.traps import TRAP


@pytest.fixture(params=sdk.FLAVOURS)
def trapped(request, data_file):
    env = Environment().boot()
    for name in preboot.EVALUATED:
        env.builtin(name)
    data = DataFile(str(data_file(request.param)), env)
    env.context.set_sdk_loader(data.bytecode)
    env.context.eval(TRAP)
    yield env, data
    env.close()


def test_no_package_asks_anything_of_the_process(trapped):
    env, data = trapped
    for name in data.packages:
        env.builtin(f"sdk:{name}")
    assert env.context.eval("asked") == []
    assert not env.loop.alive() and not env.process_loaded and not list(env.handles)


def test_the_trap_catches(trapped):
    env, _ = trapped
    env.context.eval("process.env; Math.random(); Date.now(); new Date(0); new Date(); crypto; setTimeout")
    caught = [text.split()[0] for text in env.context.eval("asked")]
    assert caught == ["process", "Math.random", "Date.now", "new", "crypto", "setTimeout"]
