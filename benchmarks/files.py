"""node:fs operations, us each, against Node 24: the same script in both, in turn, medians.

No budget: the figures hold the system calls, which both pay. What it shows: a synchronous call costs about what Node's does (it
goes from JS to C without Python); an asynchronous one goes through the thread pool and the loop, in Python.
"""

import json
import statistics
import subprocess
from pathlib import Path

from _measure import llrt_command, node_command, option, table

SCRIPT = Path(__file__).parent / "peers" / "file_ops.mjs"


def sample(command: "list[str]") -> "dict[str, float]":
    """One run of the script: name of the operation -> us."""
    done = subprocess.run([*command, str(SCRIPT)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def measure() -> None:
    runs = [(sample(llrt_command()), sample(node_command())) for _ in range(option("runs", 5))]
    rows = []
    for name in runs[0][0]:
        ours, peer = (statistics.median(run[i][name] for run in runs) for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
    table("Files, us an operation", ["", "llrt", "node", "llrt/node"], rows)


if __name__ == "__main__":
    measure()
