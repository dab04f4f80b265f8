"""Spawn to first response posted, echo handler: llrt against a minimal Runtime API client on Node 24.

Budget: at most 0.25 of Node's time and 0.35 of its peak memory. Options: --runs N, --llrt COMMAND (or $LLRT).
"""

import statistics
import sys

import _measure
from _runtime_api import Run, peers

EVENT = b'{"key1":"value1","key2":"value2","key3":"value3"}'


def main() -> int:
    """Print the table; returns 1 when a budget is missed."""
    runs = _measure.option("runs", 30)
    commands = peers()
    results: "dict[str, list[Run]]" = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            run = Run(command, EVENT, 1)
            # The first turn fills the page cache.
            if turn:
                results[name].append(run)
    time = {name: statistics.median(run.first for run in done) * 1000 for name, done in results.items()}
    peak = {name: statistics.median(run.peak for run in done) for name, done in results.items()}
    print(f"Lambda cold: spawn to first response posted, median of {runs} runs in turn")
    print(f"{'':24}{'llrt':>10}{'node 24':>10}{'ratio':>8}{'budget':>8}")
    good = True
    for label, row, budget, unit in (("first response", time, 0.25, "ms"), ("peak memory", peak, 0.35, "MiB")):
        ratio = row["llrt"] / row["node 24"]
        good = good and ratio <= budget
        print(f"{label + ', ' + unit:24}{row['llrt']:10.1f}{row['node 24']:10.1f}{ratio:8.2f}{budget:8.2f}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
