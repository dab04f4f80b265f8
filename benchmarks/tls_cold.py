"""Spawn to the end of a process that fetches one small answer over HTTPS on loopback: llrt against Node 24, in turn, medians.

Usage: python benchmarks/tls_cold.py [--runs N]. Budget: at most 0.15 of Node's time.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from _http_server import server, trusting
from _measure import llrt_command, node_command, option, run_once, table

PROGRAM = """
const response = await fetch(process.argv[2], { method: "POST", body: "hello" });
if (await response.text() !== "5") process.exitCode = 1;
"""


def measure() -> int:
    """Print the table; returns 1 when the budget is missed."""
    runs = option("runs", 30)
    with server(tls=True) as (url, root), tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "cold.mjs"
        program.write_text(PROGRAM)
        env = trusting(root)
        samples: "dict[str, list[tuple[float, float]]]" = {"llrt": [], "node": []}
        for turn in range(runs + 2):
            for name, command in (("llrt", llrt_command()), ("node", node_command())):
                wall, mib, status = run_once([*command, str(program), url], env)
                if status:
                    raise SystemExit(f"benchmarks: {name} ended with {status}")
                if turn > 1:
                    samples[name].append((wall, mib))
    rows = []
    for i, label in enumerate(("whole process, ms", "peak memory, MiB")):
        ours, peer = (statistics.median(row[i] for row in samples[name]) for name in ("llrt", "node"))
        rows.append([label, ours, peer, ours / peer])
    table("One cold request over HTTPS", ["", "llrt", "node", "llrt/node"], rows)
    return int(rows[0][3] > 0.15)


if __name__ == "__main__":
    sys.exit(measure())
