"""node:fs operations, us each, against Node 24: the same script in both, in turn, medians.

No budget: the figures hold the system calls, which both pay. What it shows: a synchronous call costs about what Node's does (it
goes from JS to C without Python); an asynchronous one goes through the thread pool and the loop, in Python.
"""

from pathlib import Path

from _measure import against_node, option, table

SCRIPT = Path(__file__).parent / "peers" / "file_ops.mjs"


def measure() -> None:
    rows = against_node(SCRIPT, option("runs", 5))
    table("Files, us an operation", ["", "llrt", "node", "llrt/node"], rows)


if __name__ == "__main__":
    measure()
