"""Rates of fetch on loopback: small requests over kept connections, bodies of 1 MB and 100 MB both ways; llrt against Node 24,
in turn, medians. The server is Node's in both columns.

Usage: python benchmarks/fetch_throughput.py [--runs N] [--tls 1]. Budget: 0.8 of Node for small requests, 0.7 for bodies.
"""

import json
import statistics
import subprocess
import sys

from _http_server import server, trusting
from _measure import ROOT, llrt_command, node_command, option, table

SCRIPT = ROOT / "benchmarks" / "peers" / "fetch_ops.mjs"


def sample(command: "list[str]", url: str, root: "object") -> "dict[str, float]":
    """One run of the script: name -> rate."""
    done = subprocess.run([*command, str(SCRIPT), url], stdout=subprocess.PIPE, check=True, env=trusting(root))
    return json.loads(done.stdout)


def measure() -> int:
    """Print the table; returns 1 when a budget is missed."""
    with server(tls=bool(option("tls", 0))) as (url, root):
        runs = [(sample(llrt_command(), url, root), sample(node_command(), url, root)) for _ in range(option("runs", 3))]
    rows, missed = [], False
    for name in runs[0][0]:
        ours, peer = (statistics.median(run[i][name] for run in runs) for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
        missed = missed or ours / peer < (0.8 if "small" in name else 0.7)
    table("fetch on loopback", ["", "llrt", "node", "llrt/node"], rows)
    return int(missed)


if __name__ == "__main__":
    sys.exit(measure())
