"""process.env and os.environ are the same environment, and children inherit it."""

import os
import subprocess
import sys

SCRIPT = """
import os, subprocess
from llrt.runtime.environment import Environment
env = Environment().boot()
run = env.context.eval
os.environ["FROM_PYTHON"] = "python"
assert run("process.env.FROM_PYTHON") == "python"
run("process.env.FROM_JS = 'js'")
assert os.environ["FROM_JS"] == "js"
assert subprocess.run(["sh", "-c", "echo $FROM_JS"], capture_output=True).stdout == b"js\\n"
run("delete process.env.FROM_PYTHON")
assert "FROM_PYTHON" not in os.environ
assert subprocess.run(["sh", "-c", "echo $FROM_PYTHON"], capture_output=True).stdout == b"\\n"
env.close()
"""

EMBEDDED = """
from llrt.runtime.environment import Environment
printed = []
from llrt.runtime.options import Options
env = Environment(Options(console_sink=lambda fd, text: printed.append((fd, text))), profile="embedded").boot()
env.context.eval(\"\"\"
setTimeout(() => {}, NaN);
const target = new EventTarget();
for (let i = 0; i < 12; i++) target.addEventListener("x", () => {});
globalThis.copy = structuredClone({ a: [1, new Map([[1, 2]])] });
new AbortController().abort();
performance.mark("m");
\"\"\")
env.context.drain()
env.loop.run()
text = "".join(text for fd, text in printed)
assert "TimeoutNaNWarning: NaN is not a number." in text, printed
assert "MaxListenersExceededWarning" in text, printed
assert env.context.eval("typeof process") == "undefined"
env.close()
"""


def _run(script):
    env = {name: value for name, value in os.environ.items() if name not in ("FROM_JS", "FROM_PYTHON")}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=env)
    assert done.returncode == 0, done.stderr


def test_python_and_javascript_see_each_others_changes():
    _run(SCRIPT)


def test_rooms_work_where_there_is_no_process():
    _run(EMBEDDED)
