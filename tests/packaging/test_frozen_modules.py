"""What llrt/ imports is there in the native binary: frozen (cext/launcher/freeze.py) or built in (binary/inittab.c). Looks at the
sources, so that a missing module shows where no binary is built."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
try:
    from cext import rooms
    from cext.launcher import freeze
finally:
    sys.path.pop(0)

ALWAYS = {"sys", "builtins", "marshal", "_imp", "_warnings", "gc", "_string", "_frozen_importlib", "_frozen_importlib_external"}
# Asked for where they are to be had: the code that imports one has another way.
OPTIONAL = {"resource", "mmap", "termios", "_ssl", "ssl", "_hashlib", "hashlib", "ctypes", "_ctypes", "datetime"}


class Imports(ast.NodeVisitor):
    """Names of the modules that code imports, but not for type checkers."""

    def __init__(self):
        self.names = []

    def visit_If(self, node):
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for other in node.orelse:
                self.visit(other)
        else:
            self.generic_visit(node)

    def visit_Import(self, node):
        self.names += [(name.name, node.lineno) for name in node.names]

    def visit_ImportFrom(self, node):
        if node.level == 0:
            self.names.append((node.module, node.lineno))


def built_in():
    text = (ROOT / "cext" / "launcher" / "binary" / "inittab.c").read_text()
    rooms_ = {f"llrt._{room.name}" for room in rooms.ROOMS}
    return ALWAYS | rooms_ | set(re.findall(r"X\((\w+)\)", text)) | {"resource", "_llrt_binary"}


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the binary has CPython 3.11")
def test_modules_that_llrt_imports_are_in_the_binary():
    there = built_in() | set(freeze.STANDARD) | set(freeze.own_modules(ROOT)) | set(freeze._OWN)
    missing = []
    for name, path in freeze.own_modules(ROOT).items():
        if path.is_dir():
            continue
        found = Imports()
        found.visit(ast.parse(path.read_text()))
        missing += [f"{name}:{line} imports {what}" for what, line in found.names if what not in there | OPTIONAL]
    for path in sorted((ROOT / "cext").glob("*/*.p[yx][xi]")):
        for what in re.findall(r"^\s*(?:import|from) ([\w.]+)(?: import |$)", path.read_text(), re.MULTILINE):
            if what not in there | OPTIONAL:
                missing.append(f"{path.relative_to(ROOT)} imports {what}")
    assert missing == []


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the binary has CPython 3.11")
def test_nothing_that_is_frozen_compiles_python():
    """The binary has no compiler. What is listed compiles only where nobody goes."""
    allowed = {
        ("collections", "eval"), ("enum", "eval"), ("functools", "eval"), ("gettext", "exec"), ("importlib.util", "exec"),
        ("importlib._bootstrap_external", "compile"),
        ("inspect", "eval"), ("json", "eval"), ("typing", "eval"), ("typing", "compile"), ("traceback", "compile"),
        ("warnings", "eval"), ("types", "eval"),
    }  # fmt: skip
    found = set()
    for name in [*freeze.STANDARD, *freeze.own_modules(ROOT)]:
        path = freeze._standard(name) if name in freeze.STANDARD else freeze.own_modules(ROOT)[name]
        if path.is_dir():
            continue
        tree = ast.parse(freeze._adapted(name, path.read_bytes()))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("eval", "exec", "compile"):
                found.add((name, node.func.id))
    assert found <= allowed
