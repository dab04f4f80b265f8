"""Servers under load: memory stays flat, a thousand connections are served, descriptors come to an end and come back."""

import resource
import socket
import subprocess

import pytest

from tests.support import programs

ECHO = """
import net from "node:net";
import { once } from "node:events";
const SIZE = 50_000_000;
const server = net.createServer((socket) => socket.pipe(socket)).listen(0, "127.0.0.1");
await once(server, "listening");
const socket = net.connect(server.address().port, "127.0.0.1");
const piece = Buffer.alloc(250_000, 7);
let taken = 0, sum = 0;
socket.on("data", (data) => { taken += data.length; sum += data[0] + data[data.length - 1]; if (taken === SIZE) socket.end(); });
await once(socket, "connect");
const before = process.memoryUsage.rss();
let peak = before;
for (let sent = 0; sent < SIZE; sent += piece.length) {
  if (!socket.write(piece)) await once(socket, "drain");
  peak = Math.max(peak, process.memoryUsage.rss());
}
await once(socket, "close");
server.close();
console.log(taken, sum % 7, Math.round((peak - before) / 1e6));
"""

MANY = """
import net from "node:net";
import { once } from "node:events";
const COUNT = 1000;
const server = net.createServer((socket) => socket.on("data", (data) => socket.end(data)));
server.listen({ port: 0, host: "127.0.0.1", backlog: 1024 });
await once(server, "listening");
const { port } = server.address();
let right = 0;
const sockets = Array.from({ length: COUNT }, () => net.connect(port, "127.0.0.1"));
await Promise.all(sockets.map((socket) => once(socket, "connect")));
const count = () => new Promise((resolve) => server.getConnections((error, found) => resolve(found)));
while ((await count()) < COUNT) await new Promise(setImmediate);
await Promise.all(sockets.map((socket, i) => {
  let text = "";
  socket.on("data", (data) => { text += data; });
  socket.end(`number ${i}`);
  return once(socket, "close").then(() => { if (text === `number ${i}`) right++; });
}));
server.close();
await once(server, "close");
console.log(right);
"""

FULL = """
import fs from "node:fs";
import net from "node:net";
import { once } from "node:events";
let served = 0;
const server = net.createServer((socket) => { served++; socket.on("error", () => {}).resume(); }).listen(0, "127.0.0.1");
await once(server, "listening");
server.on("error", (error) => console.log("server error", error.code));
const openNow = fs.readdirSync("/proc/self/fd").length;
process.stdin.once("data", async () => {
  const count = () => new Promise((resolve) => server.getConnections((error, found) => resolve(found)));
  while ((await count()) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  console.log(served, fs.readdirSync("/proc/self/fd").length - openNow);
  server.close();
  process.stdin.destroy();
});
console.log(server.address().port);
"""


def run(llrt, folder, program, **options):
    (folder / "program.mjs").write_text(program)
    result = llrt("program.mjs", cwd=folder, **options)
    assert result.code == 0, result
    return result.stdout.split()


def test_fifty_megabytes_are_echoed_in_flat_memory(llrt, tmp_path):
    taken, wrong, grown = run(llrt, tmp_path, ECHO, env=programs.measured())
    assert (taken, wrong) == ("50000000", "0")
    assert int(grown) < 30


def test_a_thousand_connections_at_once(llrt, tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2200:
        pytest.skip(f"a process may have {hard} descriptors here; this needs 2200")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2200), hard))
    try:
        assert run(llrt, tmp_path, MANY) == ["1000"]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_server_without_descriptors_turns_clients_away_and_recovers(tmp_path):
    (tmp_path / "full.mjs").write_text(FULL)
    limited = ["sh", "-c", 'ulimit -n 60; exec "$@"', "sh"]
    command = [*limited, *programs.llrt_command(), "full.mjs"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        port = int(process.stdout.readline())
        clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(150)]
        # Those beyond the limit are closed, not left waiting: nothing stays ready for a loop to spin on.
        turned_away = [client for client in clients[100:] if client.recv(1) == b""]
        assert len(turned_away) == 50
        for client in clients:
            client.close()
        with socket.create_connection(("127.0.0.1", port)):
            # Only what was accepted before matters from here on.
            process.stdin.write(b"\n")
            process.stdin.flush()
        served, left = process.stdout.readline().split()
    assert process.returncode == 0
    assert 20 < int(served) < 61
    assert left == b"0"
