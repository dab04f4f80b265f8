"""URL and query-string operations, ns each, against Node 24: the same script in both, in turn, medians.

No budget: an interpreter against a JIT compiler. It shows that no operation is out of proportion; most of our time is JS
(constructor, getters, the list of parameters), not parsing.
"""

import json
import statistics
import subprocess
from pathlib import Path

from _measure import llrt_command, node_command, option, table

SCRIPT = Path(__file__).parent / "peers" / "url_ops.mjs"


def sample(command: "list[str]") -> "dict[str, float]":
    """One run of the script: name of the operation -> ns."""
    done = subprocess.run([*command, str(SCRIPT)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def measure() -> None:
    runs = [(sample(llrt_command()), sample(node_command())) for _ in range(option("runs", 5))]
    rows = []
    for name in runs[0][0]:
        ours, peer = (statistics.median(run[i][name] for run in runs) for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
    table("URL, ns an operation", ["", "llrt", "node", "llrt/node"], rows)


if __name__ == "__main__":
    measure()
