"""JSON.parse and JSON.stringify, microseconds a document, against Node 24: the same script in both, in turn, medians.

Budget: no slower than Node for the 100 KB document (the event of a warm Lambda function).
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from _measure import llrt_command, node_command, option, table

SCRIPT = Path(__file__).parent / "peers" / "json_ops.mjs"
BUDGETED = ("parse 100 KB", "stringify 100 KB")


def sample(command: "list[str]") -> "dict[str, float]":
    """One run of the script: name of the operation -> ms."""
    done = subprocess.run([*command, str(SCRIPT)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def measure() -> int:
    """Print the table; returns 1 when the budget is missed."""
    runs = [(sample(llrt_command()), sample(node_command())) for _ in range(option("runs", 5))]
    rows = []
    for name in runs[0][0]:
        ours, peer = (statistics.median(run[i][name] for run in runs) for i in (0, 1))
        rows.append([name, ours * 1000, peer * 1000, ours / peer])
    table("JSON, us a document", ["", "llrt", "node", "llrt/node"], rows)
    return int(any(row[3] > 1 for row in rows if row[0] in BUDGETED))


if __name__ == "__main__":
    sys.exit(measure())
