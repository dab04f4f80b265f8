"""Web streams, ms of CPU for 10,000 chunks (or streams), against Node 24: the same script in both, in turn, medians of the best
of five. Node has a JIT and its collector works on other threads; there is no budget, the ratio is watched.
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from _measure import llrt_command, node_command, option, table

SCRIPT = Path(__file__).parent / "peers" / "stream_ops.mjs"


def sample(command: "list[str]") -> "dict[str, float]":
    """One run of the script: name of the operation -> ms."""
    done = subprocess.run([*command, str(SCRIPT)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def measure() -> int:
    """Print the table."""
    runs = [(sample(llrt_command()), sample(node_command())) for _ in range(option("runs", 3))]
    rows = []
    for name in runs[0][0]:
        ours, peer = (statistics.median(run[i][name] for run in runs) for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
    table("web streams, ms of CPU", ["", "llrt", "node", "llrt/node"], rows)
    return 0


if __name__ == "__main__":
    sys.exit(measure())
