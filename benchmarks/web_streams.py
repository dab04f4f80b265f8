"""Web streams, ms of CPU for 10,000 chunks (or streams), against Node 24: the same script in both, in turn, medians of the best
of five. Node has a JIT and its collector works on other threads; there is no budget, the ratio is watched.
"""

import sys
from pathlib import Path

from _measure import against_node, option, table

SCRIPT = Path(__file__).parent / "peers" / "stream_ops.mjs"


def measure() -> int:
    """Print the table."""
    rows = against_node(SCRIPT, option("runs", 3))
    table("web streams, ms of CPU", ["", "llrt", "node", "llrt/node"], rows)
    return 0


if __name__ == "__main__":
    sys.exit(measure())
