"""Promises, ticks and immediates, ns each, without AsyncLocalStorage and within one, and both in Node 24; in turn, best of each.

`LLRT_BEFORE=path` names an older llrt to compare with: the keeping of contexts must cost nothing where nobody uses it.
"""

import os
from pathlib import Path

from _measure import llrt_command, node_command, option, sample, table

SCRIPT = Path(__file__).parent / "peers" / "async_ops.mjs"


def measure() -> None:
    ours, node, script = llrt_command(), node_command(), str(SCRIPT)
    commands = {
        "llrt": (ours, script),
        "llrt in a store": (ours, script, "used"),
        "node": (node, script),
        "node in a store": (node, script, "used"),
    }
    before = os.environ.get("LLRT_BEFORE")
    if before:
        commands["before"] = ([before], script)
    runs = [{name: sample(*command) for name, command in commands.items()} for _ in range(option("runs", 5))]
    rows = []
    for operation in runs[0]["llrt"]:
        times = {name: min(run[name][operation] for run in runs) for name in commands}
        row = [operation, *times.values(), times["llrt in a store"] / times["llrt"]]
        if before:
            row.append(times["llrt"] / times["before"])
        rows.append(row)
    table("ns of processor time an operation", ["", *commands, "used/unused", *(["now/before"] if before else [])], rows)


if __name__ == "__main__":
    measure()
