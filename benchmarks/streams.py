"""node:stream: loading it (us), and nanoseconds of processor time a chunk for what programs do with streams, against Node 24:
the same script in both, in
turn, medians. Node's figures are those of its compiler; ours is an interpreter: the ratio tells where it hurts.
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from _measure import llrt_command, node_command, option, table

SCRIPT = Path(__file__).parent / "peers" / "node_stream_ops.mjs"


def sample(command: "list[str]") -> "dict[str, float]":
    """One run of the script: name -> figure."""
    done = subprocess.run([*command, str(SCRIPT)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def measure() -> None:
    runs = [(sample(llrt_command()), sample(node_command())) for _ in range(option("runs", 3))]
    rows = []
    for name in runs[0][0]:
        ours, peer = (statistics.median(run[i][name] for run in runs) for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
    table("node:stream, ns a chunk (load: us)", ["", "llrt", "node", "llrt/node"], rows)


if __name__ == "__main__":
    sys.exit(measure())
