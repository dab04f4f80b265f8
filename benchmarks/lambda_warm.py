"""Echo invocations a second over loopback in a warm process: llrt against a minimal Runtime API client on Node 24.

Usage: python benchmarks/lambda_warm.py [RUNS [COUNT]]. Budget: at least 1.2 of Node's rate for the small event.
"""

import json
import statistics
import sys

from _runtime_api import Run, peers

WARM_UP = 500
SIZES = {"50 B": 0, "1 KB": 1_000, "100 KB": 100_000}


def event(size: int) -> bytes:
    """A JSON event of about `size` bytes, with strings, numbers and nesting."""
    records = [{"id": i, "name": f"item {i}", "tags": ["a", "b"], "price": i * 1.25} for i in range(size // 60)]
    return json.dumps({"key": "value", "records": records}, separators=(",", ":")).encode()


def rate(command: "list[str]", body: bytes, count: int) -> float:
    """Invocations a second once warm."""
    times = Run(command, body, WARM_UP + count).times
    return count / (times[-1] - times[WARM_UP - 1])


def main() -> int:
    """Print the table; returns 1 when the budget is missed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    commands = peers()
    print(f"Lambda warm: echo invocations a second, median of {runs} runs in turn")
    print(f"{'event':24}{'llrt':>10}{'node 24':>10}{'ratio':>8}")
    ratios = []
    for label, size in SIZES.items():
        body = event(size)
        rates: "dict[str, list[float]]" = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                rates[name].append(rate(command, body, count if size < 50_000 else count // 8))
        middle = {name: statistics.median(values) for name, values in rates.items()}
        ratios.append(middle["llrt"] / middle["node 24"])
        print(f"{label:24}{middle['llrt']:10.0f}{middle['node 24']:10.0f}{ratios[-1]:8.2f}")
    print("budget: at least 1.20 for the small event")
    return 0 if ratios[0] >= 1.2 else 1


if __name__ == "__main__":
    sys.exit(main())
