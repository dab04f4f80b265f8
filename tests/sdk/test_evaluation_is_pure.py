"""Evaluating the SDK asks nothing of the process: an image may hold it evaluated (docs/architecture.md, the border, 8)."""

import pytest

from cext import sdk
from llrt.modules.sdk import DataFile
from llrt.runtime import preboot
from llrt.runtime.environment import Environment

# Whatever would tell something of this process, or do something, is noted with where it was asked.
TRAP = """
globalThis.asked = [];
const where = () => new Error().stack.split("\\n").filter((line) => line.includes("sdk")).slice(0, 2);
const note = (what) => { asked.push(`${what} ${where()}`); };
for (const name of ["process", "crypto", "navigator", "performance", "localStorage"]) {
  const value = { env: {}, versions: {}, version: "v24.0.0" };
  Object.defineProperty(globalThis, name, { configurable: true, get() { note(name); return value; } });
}
for (const name of ["setTimeout", "setInterval", "setImmediate", "fetch", "queueMicrotask"]) {
  Object.defineProperty(globalThis, name, { configurable: true, get() { note(name); return () => {}; } });
}
Math.random = () => { note("Math.random"); return 0.5; };
globalThis.Date = new Proxy(Date, {
  construct(target, args, self) { if (args.length === 0) note("new Date"); return Reflect.construct(target, args, self); },
  apply(target) { note("Date()"); return target(); },
  get(target, name) { if (name === "now") note("Date.now"); return Reflect.get(target, name); },
});
undefined;
"""


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
