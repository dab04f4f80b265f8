"""LLRT_NET_ALLOW and LLRT_NET_DENY before net.connect() and tls.connect(): what passes, and the tricks that do not."""

import json
import socket

import pytest

PROGRAM = """
import fs from "node:fs";
import net from "node:net";
import tls from "node:tls";
const { options, how, secure } = JSON.parse(process.argv[2]);
const answer = (address) => (host, wanted, done) => (wanted.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4));
if (options.lookup) options.lookup = answer(options.lookup);
if (how === "environment") { delete process.env.LLRT_NET_ALLOW; process.env.LLRT_NET_DENY = ""; }
if (how === "handle") {
  const socket = new net.Socket();
  const { port } = options;
  socket.on("connectionAttempt", () => {});
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    // The handle itself, without what leads to it.
    try {
      const told = () => { console.log("reached"); process.exit(); };
      const status = new server._handle.constructor().connect("127.0.0.1", port, 4, "allowed.test", told);
      if (status) console.log("errno", status);
    } catch (error) { console.log(error.code); }
    server.close();
  });
} else {
  const socket = (secure ? tls : net).connect(options);
  socket.on("connect", () => { console.log("reached"); socket.destroy(); });
  socket.on("error", (error) => console.log(error.code));
}
"""


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def outcome(llrt, tmp_path, port, env, how=None, secure=False, **options):
    (tmp_path / "gate.mjs").write_text(PROGRAM)
    env = {name: value.replace("PORT", str(port)) for name, value in env.items()}
    asked = {"options": {"port": port, **options}, "how": how, "secure": secure}
    result = llrt("gate.mjs", json.dumps(asked), cwd=tmp_path, env=env)
    assert result.code == 0, result
    return result.stdout.strip()


@pytest.mark.parametrize(
    ("env", "options"),
    [
        ({}, {"host": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "127.0.0.1"}, {"host": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "127.0.0.1:PORT"}, {"host": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "127.0.0.0/8"}, {"host": "localhost", "family": 4}),
        ({"LLRT_NET_ALLOW": "localhost"}, {"host": "localhost", "family": 4}),
        ({"LLRT_NET_ALLOW": "localhost"}, {"host": "LOCALHOST", "family": 4}),
        ({"LLRT_NET_DENY": "10.0.0.0/8 example.com"}, {"host": "127.0.0.1"}),
    ],
)
def test_what_is_allowed_is_reached(llrt, tmp_path, port, env, options):
    assert outcome(llrt, tmp_path, port, env, **options) == "reached"


@pytest.mark.parametrize(
    ("env", "how", "options"),
    [
        ({"LLRT_NET_ALLOW": ""}, None, {"host": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "10.0.0.0/8"}, None, {"host": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "127.0.0.1:1"}, None, {"host": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "allowed.test"}, None, {"host": "localhost"}),
        ({"LLRT_NET_ALLOW": "*.localhost"}, None, {"host": "localhost"}),
        ({"LLRT_NET_DENY": "127.0.0.0/8"}, None, {"host": "127.0.0.1"}),
        ({"LLRT_NET_DENY": "127.0.0.0/8"}, None, {"host": "::ffff:127.0.0.1"}),
        ({"LLRT_NET_DENY": "127.0.0.0/8"}, None, {"host": "localhost", "family": 4}),
        ({"LLRT_NET_DENY": "localhost"}, None, {"host": "LocalHost"}),
        ({"LLRT_NET_DENY": "localhost"}, None, {"host": "localhost."}),
        # A lookup of the program's own says that an allowed name is where it wants to go.
        ({"LLRT_NET_ALLOW": "allowed.test"}, None, {"host": "allowed.test", "lookup": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "other.test"}, None, {"host": "any.test", "lookup": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "allowed.test"}, "handle", {}),
        ({"LLRT_NET_ALLOW": ""}, "environment", {"host": "127.0.0.1"}),
        ({"LLRT_NET_DENY": "127.0.0.0/8"}, "environment", {"host": "127.0.0.1"}),
        ({"LLRT_NET_ALLOW": "127.0.0.1"}, None, {"path": "/tmp/none.sock"}),
        ({"LLRT_NET_DENY": "/tmp/none.sock"}, None, {"path": "/tmp/none.sock"}),
    ],
)
@pytest.mark.parametrize("secure", [False, True])
def test_what_is_not_is_refused(llrt, tmp_path, port, env, how, options, secure):
    if "path" in options and secure:
        options = {**options, "host": "localhost"}
    assert outcome(llrt, tmp_path, port, env, how, secure, **options) == "ERR_ACCESS_DENIED"
