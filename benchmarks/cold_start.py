"""Start-up: `llrt hello.js` vs `node hello.js` vs the bare interpreter that llrt runs on. Whole processes, in turn.

Budget: at most 0.40 of Node and 1.4 of `python -I -S -c pass`. Options: --runs N, --llrt COMMAND; $LLRT,
$NODE name the programs, $PYTHON the bare interpreter (default: the one this script runs on, without its venv).
Measure an installed wheel (`LLRT_NATIVE=0 pip wheel --no-deps .` for the extension form), not an editable install.
"""

import os
import sys
import tempfile

from _measure import in_turn, llrt_command, node_command, option, table


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        hello = os.path.join(folder, "hello.js")
        with open(hello, "w") as file:
            file.write('console.log("hello world");\n')
        python = os.environ.get("PYTHON") or os.path.realpath(sys.executable)
        commands = {
            "llrt hello.js": [*llrt_command(), hello],
            "node hello.js": [*node_command(), hello],
            "python -I -S -c pass": [python, "-I", "-S", "-c", "pass"],
        }
        results = in_turn(commands, option("runs", 40))
    ours = results["llrt hello.js"]
    rows = [[n, r["ms"], r["min"], r["max"], r["mib"], ours["ms"] / r["ms"], ours["mib"] / r["mib"]] for n, r in results.items()]
    header = ["whole process", "median ms", "min", "max", "peak MiB", "llrt/it (time)", "llrt/it (memory)"]
    table("cold start (budget: 0.40 of Node, 1.40 of the interpreter)", header, rows)


if __name__ == "__main__":
    main()
