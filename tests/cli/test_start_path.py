"""What `llrt hello.js` imports: exactly the committed list (hello_imports.txt), nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("hello_imports.txt")
NEVER = {
    *("asyncio", "anyio", "typing", "re", "json", "orjson", "dataclasses", "enum"),
    *("logging", "http.client", "ssl", "__future__", "os", "socket", "collections"),
}
PROGRAM = """
import sys
before = set(sys.modules)
sys.path.insert(0, sys.argv[1])
from llrt.cli.main import main
code = main(["llrt", sys.argv[2]])
print("\\n".join(sorted(set(sys.modules) - before)), file=sys.stderr)
sys.exit(code)
"""


def imported(path):
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", PROGRAM, str(ROOT), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "hello\n"), done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("name", ["hello.js", "hello.mjs", "hello.cjs"])
def test_hello_imports_what_the_list_says(tmp_path, name):
    path = tmp_path / name
    path.write_text('console.log("hello")')
    # What a bare interpreter has depends on its version; the committed list has what no interpreter has.
    extra = {module for module in imported(path) if module.startswith("llrt")}
    assert extra == set(LIST.read_text().split())


def test_hello_imports_nothing_heavy(tmp_path):
    path = tmp_path / "hello.js"
    path.write_text('console.log("hello")')
    assert not imported(path) & NEVER
