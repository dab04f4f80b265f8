"""Requests of node:http, us each, against Node 24: the same client script in both, in turn, against one server (Node's), medians.

Small requests over kept connections are at most 1.25 of Node's time (0.8 of its rate). `--serve` measures the server instead: the
same client (Node's) against a server in each.
"""

import os
import subprocess
import sys
from pathlib import Path

from _measure import llrt_command, node_command, option, sample, table

PEERS = Path(__file__).parent / "peers"
CLIENT, SERVER = PEERS / "http_client.mjs", PEERS / "http_bodies.mjs"


def against(server: "list[str]", client: "list[str]") -> "dict[str, float]":
    """One run of the client against a server of its own."""
    running = subprocess.Popen([*server, str(SERVER)], stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        os.environ["PORT"] = running.stdout.readline().strip()
        return sample(client, CLIENT)
    finally:
        running.kill()
        running.wait()


def measure() -> None:
    serve = "--serve" in sys.argv
    node, llrt = node_command(), llrt_command()
    pairs = []
    for _ in range(option("runs", 3)):
        pairs.append((against(llrt, node) if serve else against(node, llrt), against(node, node)))
    rows: "list[list[object]]" = []
    for name in pairs[0][0]:
        ours, peer = (sorted(pair[i][name] for pair in pairs)[len(pairs) // 2] for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
    table(f"node:http {'server' if serve else 'client'}, us a request", ["", "llrt", "node", "llrt/node"], rows)


if __name__ == "__main__":
    measure()
