"""XML to objects: llrt:xml against fast-xml-parser on llrt's engine and on Node, MB a second, in turn, medians.

Budget: at least 3 times fast-xml-parser on the same engine. The packages are those of tests/packages, from its lock file.
"""

import shutil
import statistics
import sys

from _measure import ROOT, llrt_command, node_command, option, sample, table

sys.path.insert(0, str(ROOT))
PEERS = ROOT / "benchmarks" / "peers"


def folder():
    """A folder where the script finds the packages."""
    from tests.packages.installed import install

    made = install().folder / "benchmarks"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    for name in ("xml_ops.mjs", "_rate.mjs"):
        shutil.copy(PEERS / name, made)
    shutil.copy(ROOT / "tests" / "packages" / "natives" / "_documents.mjs", made)
    return made


def measure() -> int:
    """Print the table; returns 1 when the budget is missed."""
    where = folder()
    columns = [(llrt_command(), "llrt:xml"), (llrt_command(), "fast-xml-parser"), (node_command(), "fast-xml-parser")]
    runs = [[sample(command, where / "xml_ops.mjs", parser) for command, parser in columns] for _ in range(option("runs", 3))]
    rows = []
    for name in runs[0][0]:
        ours, same, node = (statistics.median(run[i][name] for run in runs) for i in range(3))
        rows.append([name, ours, same, node, ours / same, ours / node])
    table("XML, MB/s", ["", "llrt:xml", "fast-xml-parser, llrt", "fast-xml-parser, node", "ratio", "to node"], rows)
    return int(any(row[4] < 3 for row in rows))


if __name__ == "__main__":
    sys.exit(measure())
