"""The native binary's starts: from its image, by an ordinary boot, and Node 24; hello.js, and Lambda from spawn to response.

Budgets: hello.js at most 0.08 of Node (0.30 without the image), Lambda 0.07, with a cold page
cache (root only) 0.20. Options: --runs N; $LLRT_BINARY names the
binary (default: build/binary/llrt, make binary). Times include what starting any process costs here: the last row.
"""

import os
import statistics
import subprocess
import sys
import tempfile

from _measure import ROOT, in_turn, node_command, option, run_once, table
from _runtime_api import HERE, Run

EVENT = b'{"key1":"value1","key2":"value2","key3":"value3"}'
IMAGE, ORDINARY, NODE, NOTHING = "llrt from its image", "llrt, ordinary boot", "node 24", "/bin/true"


def peak_mib(command: "list[str]", program: str) -> float:
    """The largest resident set of a process that has run `program`, which prints a line and then goes round in a circle. Not
    ru_maxrss: that counts the parent at the moment of the fork, and the parent is larger."""
    process = subprocess.Popen([*command, program], stdout=subprocess.PIPE)
    process.stdout.readline()
    with open(f"/proc/{process.pid}/status") as file:
        line = next(line for line in file if line.startswith("VmHWM:"))
    process.kill()
    process.communicate()
    return int(line.split()[1]) / 1024


def commands() -> "dict[str, list[str]]":
    """The peers, by name."""
    binary = os.environ.get("LLRT_BINARY") or str(ROOT / "build" / "binary" / "llrt")
    if not os.path.exists(binary):
        raise SystemExit(f"benchmarks: {binary} is not there: make binary")
    plain = os.path.join(os.path.dirname(binary), "llrt.plain")  # the same without an image
    ordinary = [plain] if os.path.exists(plain) else ["/usr/bin/env", "LLRT_IMAGE=0", binary]
    return {IMAGE: [binary], ORDINARY: ordinary, NODE: node_command()}


def hello(runs: int) -> None:
    """Whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        program, stopping = os.path.join(folder, "hello.js"), os.path.join(folder, "stopping.js")
        with open(program, "w") as file:
            file.write("console.log('hello');\n")
        with open(stopping, "w") as file:
            file.write("console.log('hello'); for (;;);\n")
        programs = {name: [*command, program] for name, command in commands().items()}
        results = in_turn({**programs, NOTHING: ["/bin/true"]}, runs)
        peaks = {name: peak_mib(command, stopping) for name, command in commands().items()}
    node = results[NODE]["ms"]
    rows = [[n, r["ms"], r["min"], r["ms"] / node, peaks.get(n, 0.0)] for n, r in results.items()]
    table("hello.js (budget: 0.08 of Node from the image, 0.30 without)", ["", "median ms", "min", "of Node", "peak MiB"], rows)


def cold_pages(runs: int) -> None:
    """hello.js with nothing in the page cache."""
    try:
        with open("/proc/sys/vm/drop_caches", "w") as file:
            file.write("1")
    except OSError:
        print("\nhello.js, cold page cache: not measured, dropping the page cache needs root")
        return
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "hello.js")
        with open(program, "w") as file:
            file.write("console.log('hello');\n")
        times: "dict[str, list[float]]" = {name: [] for name in commands()}
        for _ in range(runs):
            for name, command in commands().items():
                os.sync()
                with open("/proc/sys/vm/drop_caches", "w") as file:
                    file.write("1")
                times[name].append(run_once([*command, program])[0])
    medians = {name: statistics.median(values) for name, values in times.items()}
    rows = [[name, ms, min(times[name]), ms / medians[NODE]] for name, ms in medians.items()]
    table("hello.js, cold page cache (budget: 0.20 of Node from the image)", ["", "median ms", "min", "of Node"], rows)


def lambda_cold(runs: int) -> None:
    """Spawn to first response posted, echo handler."""
    peers = commands()
    peers[NODE] = [*peers[NODE], str(HERE / "peers" / "lambda_client.mjs")]
    times: "dict[str, list[float]]" = {name: [] for name in peers}
    peaks: "dict[str, float]" = {}
    for turn in range(runs + 1):
        for name, command in peers.items():
            run = Run(command, EVENT, 1)
            if turn:  # the first turn fills the page cache
                times[name].append(run.first * 1000)
                peaks[name] = max(peaks.get(name, 0.0), run.peak)
    medians = {name: statistics.median(values) for name, values in times.items()}
    rows = [[name, ms, min(times[name]), ms / medians[NODE], peaks[name]] for name, ms in medians.items()]
    title = "Lambda, spawn to first response (budget: 0.07 of Node and 8 MiB from the image)"
    table(title, ["", "median ms", "min", "of Node", "peak MiB"], rows)


if __name__ == "__main__":
    hello(option("runs", 60))
    cold_pages(max(5, option("runs", 60) // 6))
    lambda_cold(max(5, option("runs", 60) // 2))
    sys.exit(0)
