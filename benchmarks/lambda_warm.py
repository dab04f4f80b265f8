"""Invocations in a warm process: llrt against AWS's own Node client (aws-lambda-ric 4.0) and a minimal one, both on Node 24.

Usage: python benchmarks/lambda_warm.py [RUNS [COUNT]]. Rows: echo of events of four sizes and sixteen invocations at once (a
second), a streamed response (MB a second). AWS's client runs with the tests' shim for its native half; also with that half
itself where $AWS_LAMBDA_RIC names an installed package. Of several invocations at once, that client runs each in a thread.
Each run of ours has one of each peer beside it: a ratio is the median of theirs. On a machine with other work, `chrt -r 1`
before the command. Budget: at least 1.2 of each form of AWS's client on each row.
"""

import functools
import json
import os
import statistics
import sys
from collections.abc import Callable

import _measure
from _runtime_api import Run, peers

sys.path.insert(0, str(_measure.ROOT))

WARM_UP = 500
# Label -> bytes; the larger the event, the fewer of them make a run.
SIZES = {"50 B": 0, "1 KB": 1_000, "100 KB": 100_000, "5 MB": 5_000_000}
BUDGET = 1.2
PIECE, PIECES = 65536, 512


def event(size: int) -> bytes:
    """A JSON event of about `size` bytes, with strings, numbers and nesting."""
    records = [{"id": i, "name": f"item {i}", "tags": ["a", "b"], "price": i * 1.25} for i in range(size // 60)]
    return json.dumps({"key": "value", "records": records}, separators=(",", ":")).encode()


def echoes(command: "list[str]", body: bytes, count: int) -> float:
    """Invocations a second once warm."""
    warm_up = min(WARM_UP, count)
    times = Run(command, body, warm_up + count).times
    return count / (times[-1] - times[warm_up - 1])


def at_once(command: "list[str]", count: int) -> float:
    """Invocations a second, sixteen at a time, of a function that waits for two milliseconds."""
    warm_up = min(WARM_UP, count)
    times = sorted(Run(command, event(1_000), warm_up + count, handler="waiting.handler", at_once=16).times)
    return count / (times[-1] - times[warm_up - 1])


def streamed(command: "list[str]", count: int) -> float:
    """MB a second of a streamed response."""
    body = json.dumps({"pieces": PIECES, "size": PIECE}).encode()
    run = Run(command, body, 1 + count, handler="streaming.handler")
    if int(run.last) < PIECES * PIECE:
        sys.exit(f"{' '.join(command)}: only {run.last!r} bytes were streamed")
    return count * PIECES * PIECE / (run.times[-1] - run.times[0]) / 1e6


def commands() -> "dict[str, list[str]]":
    """Ours, AWS's client in the forms that are there, the minimal one."""
    from tests.lambda_runtime.peers.official import node_client

    found = {"llrt": peers()["llrt"], "aws (shim)": node_client("4.0", "")}
    native = os.environ.get("AWS_LAMBDA_RIC")
    if native:
        found["aws (native)"] = [*_measure.node_command(), os.path.join(native, "index.mjs")]
    return {**found, "minimal": peers()["node 24"]}


def main() -> int:
    """Print the table; returns 1 when a budget is missed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    runners = commands()
    rows: "dict[str, Callable[[list[str]], float]]" = {}
    for label, size in SIZES.items():
        share = count if size < 50_000 else max(count * 12_500 // size, 5)
        rows[f"echo {label}"] = functools.partial(echoes, body=event(size), count=share)
    rows["16 at once"] = lambda command: at_once(command, count)
    rows["stream, MB"] = lambda command: streamed(command, 6)
    print(f"Lambda warm: a second, median of {runs} runs in turn")
    aws = [name for name in runners if name.startswith("aws")]
    print(f"{'':16}" + "".join(f"{name:>14}" for name in runners) + "".join(f"{'to ' + name:>16}" for name in aws))
    worst = 99.0
    for label, measure in rows.items():
        # The minimal client knows echoes only.
        able = {name: command for name, command in runners.items() if name != "minimal" or label.startswith("echo")}
        rates: "dict[str, list[float]]" = {name: [] for name in able}
        for _ in range(runs):
            for name, command in able.items():
                rates[name].append(measure(command))
        middle = {name: statistics.median(values) for name, values in rates.items()}
        pairs = {name: zip(rates["llrt"], rates[name], strict=True) for name in aws}
        ratios = [statistics.median(ours / theirs for ours, theirs in pairs[name]) for name in aws]
        worst = min(worst, *ratios)
        shown = "".join(f"{middle[name]:14.0f}" if name in middle else " " * 14 for name in runners)
        print(f"{label:16}{shown}" + "".join(f"{ratio:16.2f}" for ratio in ratios))
    print(f"budget: at least {BUDGET:.2f} of each of AWS's on each row")
    return 0 if worst >= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
