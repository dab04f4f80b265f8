"""Intl: constructing, formatting, sorting, segmenting, us each, against Node 24: the same script in both, in turn, medians;
"first" is the first use in a new process, with the unpacking of data. Below, the bytes that Intl takes of what we ship.
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from _measure import llrt_command, node_command, option, table

SCRIPT = Path(__file__).parent / "peers" / "intl_ops.mjs"


def sample(command: "list[str]") -> "dict[str, float]":
    """One run of the script: name of the operation -> us."""
    done = subprocess.run([*command, str(SCRIPT)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.decode().strip())


def sizes() -> None:
    """What the data takes, packed and unpacked."""
    from llrt._intl import section_sizes

    rows = [[name, packed, unpacked] for name, (packed, unpacked) in section_sizes().items()]
    rows.append(["all", sum(row[1] for row in rows), sum(row[2] for row in rows)])
    table("data, bytes", ["section", "packed", "unpacked"], rows)


def main() -> int:
    """Print both tables."""
    runs = [(sample(llrt_command()), sample(node_command())) for _ in range(option("runs", 3))]
    rows = []
    for name in runs[0][0]:
        ours, peer = (statistics.median(run[i][name] for run in runs) for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
    table("Intl, us", ["", "llrt", "node", "llrt/node"], rows)
    sizes()
    return 0


if __name__ == "__main__":
    sys.exit(main())
