"""Digests and HMAC, MB a second, against Node 24: the same script in both, in turn, medians.

Budget: no slower than Node from 1 KB up.
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from _measure import llrt_command, node_command, option, table

SCRIPT = Path(__file__).parent / "peers" / "digest_ops.mjs"


def sample(command: "list[str]") -> "dict[str, float]":
    """One run of the script: name of the operation -> MB a second."""
    done = subprocess.run([*command, str(SCRIPT)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def measure() -> int:
    """Print the table; returns 1 when the budget is missed."""
    runs = [(sample(llrt_command()), sample(node_command())) for _ in range(option("runs", 3))]
    rows = []
    for name in runs[0][0]:
        ours, peer = (statistics.median(run[i][name] for run in runs) for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
    table("Digests, MB/s", ["", "llrt", "node", "llrt/node"], rows)
    return int(any(row[3] < 1 for row in rows))


if __name__ == "__main__":
    sys.exit(measure())
