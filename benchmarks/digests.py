"""Digests, HMAC, compression and random bytes, MB a second, against Node 24: the same script in both, in turn, medians.

Budget: no slower than Node from 1 KB up.
"""

import sys
from pathlib import Path

from _measure import against_node, option, table

SCRIPT = Path(__file__).parent / "peers" / "digest_ops.mjs"


def measure() -> int:
    """Print the table; returns 1 when the budget is missed."""
    rows = against_node(SCRIPT, option("runs", 3))
    table("Digests and compression, MB/s", ["", "llrt", "node", "llrt/node"], rows)
    return int(any(row[3] < 1 for row in rows))


if __name__ == "__main__":
    sys.exit(measure())
