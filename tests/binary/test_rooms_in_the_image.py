"""The rooms that the image holds evaluated (llrt/runtime/preboot_rooms.py) ask nothing of the process when they are."""

import json

import pytest

from llrt.runtime import preboot, preboot_rooms
from llrt.runtime.environment import Environment
from llrt.runtime.natives import Natives
from tests.support.traps import TRAP

# Tables of the system, the same in every process.
CONSTANT = {("os", "constants"), ("fs", "constants"), ("process", "signalNumbers")}


@pytest.fixture
def called(monkeypatch):
    """The ops that builtins have called, by room and name."""
    seen = []
    load = Natives.load

    def noting(room, name, op):
        def call(*args):
            seen.append((room, name))
            return op(*args)

        return call

    def noted(self, room):
        ops = load(self, room).items()
        return {name: noting(room, name, op) if callable(op) else op for name, op in ops}

    monkeypatch.setattr(Natives, "load", noted)
    return seen


def test_evaluating_them_asks_nothing_of_the_process(called):
    env = Environment().boot()
    for name in preboot.EVALUATED:
        env.builtin(name)
    env.context.eval(TRAP)
    called.clear()
    for name in preboot_rooms.EVALUATED:
        env.builtin(name)
    assert set(called) == CONSTANT
    assert env.context.eval("asked") == []
    assert not env.loop.alive() and not env.loop.uses_system() and not env.process_loaded and not list(env.handles)
    env.close()


SETTINGS = """
const http = require("node:http"), dns = require("node:dns"), os = require("node:os"), fs = require("node:fs");
console.log(JSON.stringify([
  http.maxHeaderSize, dns.getDefaultResultOrder(), os.homedir(), os.tmpdir(), dns.getServers().length > 0,
  http.globalAgent.options.proxyEnv !== undefined, require("node:util").debuglog("ours").enabled, fs.existsSync("here")]));
"""


def test_what_options_and_the_environment_say_reaches_them(start, tmp_path):
    (tmp_path / "here").touch()
    env = {"HOME": "/somewhere", "TMPDIR": "/else/where", "NODE_USE_ENV_PROXY": "1", "NODE_DEBUG": "ours"}
    options = ["--max-http-header-size=9000", "--dns-result-order=ipv6first"]
    told = json.loads(start(*options, "-e", SETTINGS, env=env, cwd=tmp_path).stdout)
    assert told == [9000, "ipv6first", "/somewhere", "/else/where", True, True, True, True]
    told = json.loads(start("-e", SETTINGS, env={"HOME": "/other"}, cwd="/").stdout)
    assert told == [16384, "verbatim", "/other", "/tmp", True, False, False, False]
