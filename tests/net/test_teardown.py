"""An Environment that is closed leaves no descriptor of its sockets behind, whatever they were doing."""

import gc
import os

from llrt.runtime.environment import Environment

PROGRAM = """
const net = loadBuiltin("node:net").default;
const tls = loadBuiltin("node:tls").default;
globalThis.opened = 0;
globalThis.server = net.createServer((socket) => { globalThis.kept = socket; socket.write("x"); globalThis.opened++; });
globalThis.server.listen(0, "127.0.0.1", () => {
  const { port } = globalThis.server.address();
  globalThis.clients = [net.connect(port, "127.0.0.1"), tls.connect(port, "127.0.0.1")];
  for (const client of globalThis.clients) client.on("error", () => {}).on("connect", () => { globalThis.opened++; });
});
new net.BoundSocket();
"""


def descriptors():
    gc.collect()
    return len(os.listdir("/proc/self/fd"))


def open_and_close():
    env = Environment().boot()
    env.context.global_.set("loadBuiltin", env.context.function(env.builtin))
    env.context.eval(PROGRAM)
    env.drain()
    assert env.run_until(lambda: env.context.eval("globalThis.opened") >= 3)
    assert len(env.handles) >= 4
    env.close()


def test_nothing_is_left_open():
    open_and_close()
    before = descriptors()
    for _ in range(3):
        open_and_close()
    assert descriptors() == before
