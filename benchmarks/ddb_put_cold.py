"""A cold process puts an item into DynamoDB over HTTPS: spawn to the answer, TLS on loopback, a server that answers every
request alike.

Node 24 runs the program bundled by esbuild, as functions are shipped. llrt runs it with the SDK that is built in (the binary of
the layer: `make binary-std`), and the same bundle as Node. Then puts in a row in one process.

Usage: python benchmarks/ddb_put_cold.py [--runs N]. Budgets: built-in 0.08 of Node's time, bundled 0.19, peak memory 0.22;
warm puts at least 1.0 of Node's rate.
"""

import os
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from _measure import ROOT, copied, llrt_command, node_command, option, table

sys.path.insert(0, str(ROOT))
from tests.openssl.certificates import Authority

SDK_BINARY = ROOT / "build" / "binary-std" / "llrt"
MODULES = ROOT / "build" / "sdk" / "npm" / "node_modules"
PROGRAM = """
import { readFileSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const put = (id) => client.send(new PutCommand({
  TableName: "items", Item: { id, name: "a name", tags: ["x", "y"], count: 42 },
}));
await put("first");
console.log("answered");
const count = Number(process.env.PUTS ?? 0);
if (count > 0) {
  for (let i = 0; i < 50; i++) await put(`${i}`);
  const start = performance.now();
  for (let i = 0; i < count; i++) await put(`${i}`);
  console.log(count / ((performance.now() - start) / 1000));
}
console.log(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "latin1"))[1]);
process.exit(0);
"""
ANSWER = (
    b"HTTP/1.1 200 OK\r\nServer: Server\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n"
    b"Connection: keep-alive\r\n"
    b"x-amzn-RequestId: 5O9D0QTQ3SGMP0H8FTF3MDPBFRVV4KQNSO5AEMVJF66Q9ASUAAJG\r\nx-amz-crc32: 2745614147\r\n\r\n{}"
)


class Server:
    """Answers every request of every connection; stops with the process."""

    def __init__(self, pem: Path, key: Path):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(pem, key)
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            connection, _ = self.listening.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.context.wrap_socket(connection, server_side=True) as stream:
                waiting = b""
                while data := stream.recv(65536):
                    waiting += data
                    head, gap, rest = waiting.partition(b"\r\n\r\n")
                    if not gap:
                        continue
                    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
                    if len(rest) >= length:
                        waiting = rest[length:]
                        stream.sendall(ANSWER)
        except OSError:
            return


def bundle(folder: Path) -> Path:
    """The program with all it imports, in one file."""
    program = folder / "program.mjs"
    program.write_text(PROGRAM)
    out = folder / "bundle.mjs"
    flags = ["--bundle", "--minify", "--platform=node", "--format=esm", "--target=node24", "--main-fields=module,main"]
    banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
    esbuild = MODULES / "@esbuild" / f"linux-{'arm64' if os.uname().machine == 'aarch64' else 'x64'}" / "bin" / "esbuild"
    command = [str(esbuild), str(program), *flags, f"--banner:js={banner}", f"--outfile={out}", "--log-level=error"]
    subprocess.run(command, check=True, env={**os.environ, "NODE_PATH": str(MODULES)})
    return out


def cold(command: "list[str]", env: "dict[str, str]") -> "tuple[float, float]":
    """Milliseconds to the answer, MiB at most."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE)
    assert process.stdout
    said = process.stdout.readline()
    wall = (time.perf_counter() - start) * 1000
    # The process says what it needed at most: wait4() counts what this one had when it made the other.
    peak, _ = process.communicate()
    if said != b"answered\n" or process.returncode:
        raise SystemExit(f"benchmarks: {' '.join(command)} said {said!r} and ended with {process.returncode}")
    return wall, int(peak) / 1024


def warm(command: "list[str]", env: "dict[str, str]", puts: int) -> float:
    """Puts a second, one after the other."""
    done = subprocess.run(command, env={**env, "PUTS": str(puts)}, stdout=subprocess.PIPE, check=True, text=True)
    return float(done.stdout.split()[1])


def main() -> int:
    """Print the tables; returns 1 when a budget is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = Authority(folder)
        pem, key = authority.issue("localhost")
        server = Server(pem, key)
        env = {
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1", "HOME": name,
            "AWS_ENDPOINT_URL_DYNAMODB": f"https://localhost:{server.port}", "NODE_EXTRA_CA_CERTS": str(authority.pem),
            "PATH": os.environ["PATH"],
        }  # fmt: skip
        whole = str(bundle(folder))
        binary = copied([str(SDK_BINARY)], "llrt-std", folder)
        commands = {
            "node 24, bundle": [*copied(node_command(), "node", folder), whole],
            "llrt, built-in SDK": [*binary, str(folder / "program.mjs")],
            "llrt, bundle": [*(copied(llrt_command(), "llrt", folder) if "LLRT" in os.environ else binary), whole],
        }
        return report(commands, env)


def report(commands: "dict[str, list[str]]", env: "dict[str, str]") -> int:
    runs = option("runs", 20)
    samples: "dict[str, list[tuple[float, float]]]" = {name: [] for name in commands}
    for turn in range(runs + 2):
        for name, command in commands.items():
            one = cold(command, env)
            if turn >= 2:
                samples[name].append(one)
    rates = {name: statistics.median(warm(command, env, 1000) for _ in range(3)) for name, command in commands.items()}
    budgets = {"llrt, built-in SDK": 0.08, "llrt, bundle": 0.19}
    time_of = {name: statistics.median(ms for ms, _ in rows) for name, rows in samples.items()}
    peak = {name: statistics.median(mib for _, mib in rows) for name, rows in samples.items()}
    peer = "node 24, bundle"
    rows, good = [], True
    for name in commands:
        ratios = [time_of[name] / time_of[peer], peak[name] / peak[peer], rates[name] / rates[peer]]
        if name in budgets:
            good = good and ratios[0] <= budgets[name] and ratios[1] <= 0.22 and ratios[2] >= 1.0
        rows.append([name, time_of[name], ratios[0], budgets.get(name, ""), peak[name], ratios[1], rates[name], ratios[2]])
    header = ["", "ms", "of Node", "budget", "MiB", "of Node", "puts/s", "of Node"]
    table(f"DynamoDB put over HTTPS: spawn to answer, median of {runs} runs in turn", header, rows)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
