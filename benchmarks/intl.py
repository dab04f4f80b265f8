"""Intl: constructing, formatting, sorting, segmenting, us each, against Node 24: the same script in both, in turn, medians;
"first" is the first use in a new process, with the unpacking of data. Below, the bytes that Intl takes of what we ship.
"""

import sys
from pathlib import Path

from _measure import against_node, option, table

SCRIPT = Path(__file__).parent / "peers" / "intl_ops.mjs"


def sizes() -> None:
    """What the data takes, packed and unpacked."""
    from llrt._intl import section_sizes

    rows = [[name, packed, unpacked] for name, (packed, unpacked) in section_sizes().items()]
    rows.append(["all", sum(row[1] for row in rows), sum(row[2] for row in rows)])
    table("data, bytes", ["section", "packed", "unpacked"], rows)


def main() -> int:
    """Print both tables."""
    rows = against_node(SCRIPT, option("runs", 3))
    table("Intl, us", ["", "llrt", "node", "llrt/node"], rows)
    sizes()
    return 0


if __name__ == "__main__":
    sys.exit(main())
