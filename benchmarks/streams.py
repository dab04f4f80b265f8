"""node:stream: loading it (us), and nanoseconds of processor time a chunk for what programs do with streams, against Node 24:
the same script in both, in
turn, medians. Node's figures are those of its compiler; ours is an interpreter: the ratio tells where it hurts.
"""

import sys
from pathlib import Path

from _measure import against_node, option, table

SCRIPT = Path(__file__).parent / "peers" / "node_stream_ops.mjs"


def measure() -> None:
    rows = against_node(SCRIPT, option("runs", 3))
    table("node:stream, ns a chunk (load: us)", ["", "llrt", "node", "llrt/node"], rows)


if __name__ == "__main__":
    sys.exit(measure())
