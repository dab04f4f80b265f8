"""Rates of fetch on loopback: small requests over kept connections, bodies of 1 MB and 100 MB both ways; llrt against Node 24,
in turn, medians. The server is Node's in both columns.

Usage: python benchmarks/fetch_throughput.py [--runs N] [--tls 1]. Budget: 0.8 of Node for small requests, 0.7 for bodies.
"""

import sys

from _http_server import server, trusting
from _measure import ROOT, against_node, option, table

SCRIPT = ROOT / "benchmarks" / "peers" / "fetch_ops.mjs"


def measure() -> int:
    """Print the table; returns 1 when a budget is missed."""
    with server(tls=bool(option("tls", 0))) as (url, root):
        rows = against_node(SCRIPT, option("runs", 3), url, env=trusting(root))
    missed = any(ratio < (0.8 if "small" in name else 0.7) for name, _, _, ratio in rows)
    table("fetch on loopback", ["", "llrt", "node", "llrt/node"], rows)
    return int(missed)


if __name__ == "__main__":
    sys.exit(measure())
