"""The start bundle of an installed package has what a start imports, no more and no less, and in an order in which nothing is
asked for before its turn."""

import subprocess
import sys
from pathlib import Path

import pytest

from cext.launcher import bundle
from tests.lambda_runtime.fake_api import FakeAPI, environment, event_answer

ROOT = Path(__file__).parents[2]

# `python -c WATCH root program [file]`: the imports of llrt's modules in the order in which they end, on stderr.
WATCH = """
import builtins, posix, sys
root = sys.argv[1]
sys.path.append(root)
sys.argv = ["llrt", *sys.argv[2:]]
from llrt.cli import main

def tell(*_):
    posix.write(2, "\\n".join(name for name in sys.modules if name.partition(".")[0] == "llrt").encode())
    posix._exit(0)

main._leave = tell
if len(sys.argv) == 1:
    from llrt.lambda_runtime.worker import Worker
    Worker._answered = tell     # the first response has been accepted
main.launch()
"""

# Executes a bundle as the launcher does and says what came through the finder instead of in its turn.
EARLY = """
import marshal, posix, sys
bundle = posix.open(sys.argv[1], posix.O_RDONLY)
boot, names = marshal.loads(posix.read(bundle, int(sys.argv[2])))
sys.argv[1:3] = [str(bundle)]
early = []

class Meta(list):
    def insert(self, at, finder):
        find = finder.find_spec
        def find_spec(name, path=None, target=None):
            if name in names["waiting"]:
                early.append(name)
            return find(name, path, target)
        finder.find_spec = staticmethod(find_spec)
        list.insert(self, at, finder)

sys.meta_path = Meta(sys.meta_path)

def close(fd):
    posix.write(2, " ".join(early).encode())
    posix._exit(0)

real = posix.close
posix.close = close
exec(boot, names)
"""


def run(program, *arguments, env=None):
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", program, *map(str, arguments)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stderr.split()


def lambda_imports(folder):
    (folder / "app.mjs").write_text("export const handler = async (event) => event;")
    api = FakeAPI([event_answer({"a": 1})])
    try:
        return set(run(WATCH, ROOT, env=environment(api, "app.handler", folder)))
    finally:
        api.close()


def program_imports(folder, name="hello.js"):
    path = folder / name
    path.write_text('console.log("hello")')
    return set(run(WATCH, ROOT, path))


def section(*names):
    return {module for name in names for module in bundle.SECTIONS[name]}


@pytest.mark.parametrize("name", ["hello.js", "hello.mjs", "hello.cjs"])
def test_the_bundle_has_what_hello_imports(tmp_path, name):
    assert program_imports(tmp_path, name) == section("common", "program")


def test_the_bundle_has_what_the_first_lambda_response_imports(tmp_path):
    assert lambda_imports(tmp_path) == section("common", "lambda")


@pytest.mark.parametrize("words", [["x.js"], []], ids=["program", "lambda"])
def test_no_module_is_asked_for_before_its_turn(tmp_path, words):
    target = tmp_path / bundle.file_name()
    bundle.write(ROOT, target)
    env = {"PATH": "/usr/bin"} if words else {"PATH": "/usr/bin", "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:1"}
    assert run(EARLY, target, bundle.HEADER, ROOT, "-", "llrt", *words, env=env) == []


def test_annotations_and_docstrings_are_left_out(tmp_path):
    source = tmp_path / "m.py"
    text = '"""Text."""\nx: int = 1\ny: str\ndef f(a: int, *, b: "str" = "b") -> None:\n    z: int = a\n    return z\n'
    source.write_text(text)
    names: dict = {}
    exec(bundle._compile(source.read_bytes(), "m.py"), names)
    assert names["x"] == 1 and names["f"](2) == 2 and names["f"].__kwdefaults__ == {"b": "b"}
    assert names.get("__doc__") is None and not names["f"].__annotations__ and "__annotations__" not in names
