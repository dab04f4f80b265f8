"""JSON.parse and JSON.stringify, microseconds a document, against Node 24: the same script in both, in turn, medians.

Budget: no slower than Node for the 100 KB document (the event of a warm Lambda function).
"""

import sys
from pathlib import Path

from _measure import against_node, option, table

SCRIPT = Path(__file__).parent / "peers" / "json_ops.mjs"
BUDGETED = ("parse 100 KB", "stringify 100 KB")


def measure() -> int:
    """Print the table; returns 1 when the budget is missed."""
    rows = against_node(SCRIPT, option("runs", 5), scale=1000)
    table("JSON, us a document", ["", "llrt", "node", "llrt/node"], rows)
    return int(any(row[3] > 1 for row in rows if row[0] in BUDGETED))


if __name__ == "__main__":
    sys.exit(measure())
