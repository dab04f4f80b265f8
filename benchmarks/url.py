"""URL and query-string operations, ns each, against Node 24: the same script in both, in turn, medians.

No budget: an interpreter against a JIT compiler. It shows that no operation is out of proportion; most of our time is JS
(constructor, getters, the list of parameters), not parsing.
"""

from pathlib import Path

from _measure import against_node, option, table

SCRIPT = Path(__file__).parent / "peers" / "url_ops.mjs"


def measure() -> None:
    rows = against_node(SCRIPT, option("runs", 5))
    table("URL, ns an operation", ["", "llrt", "node", "llrt/node"], rows)


if __name__ == "__main__":
    measure()
