"""After fork() the child gets a clear error for the parent's Runtime, can make its own, and ends without a crash."""

import os
import subprocess
import sys
import textwrap

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def run(source):
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(source)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


PRELUDE = """
    import os, sys
    from llrt import _quickjs
    runtime = _quickjs.Runtime()
    context = runtime.context()
    value = context.eval("({})", mode="handle")
    context.global_.set("f", lambda: 1)
    def child(function):
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            function()
            sys.stdout.flush()
            return True
        _, status = os.waitpid(pid, 0)
        assert status == 0, status
        return False
"""


def test_the_child_gets_an_error_and_exits_cleanly():
    out = run(
        PRELUDE
        + """
    def use():
        calls = [lambda: context.eval("1"), value, lambda: runtime.context(), runtime.gc, runtime.close, runtime.adopt]
        for call in [*calls, lambda: value.typeof]:
            try:
                call()
            except RuntimeError as error:
                print(error)
    if child(use):
        sys.exit()
    print(context.eval("1 + 1"))
    """
    )
    assert out.count("before fork()") == 7
    assert out.endswith("2\n")


def test_the_child_can_make_its_own_runtime():
    out = run(
        PRELUDE
        + """
    def use():
        with _quickjs.Runtime() as own:
            print(own.context().eval("40 + 2"))
    if child(use):
        sys.exit()
    """
    )
    assert out == "42\n"


def test_dropping_everything_in_the_child_is_harmless():
    out = run(
        PRELUDE
        + """
    import gc
    def use():
        global runtime, context, value
        del runtime, context, value
        gc.collect()
        print("ok")
    if child(use):
        sys.exit()
    """
    )
    assert out == "ok\n"


def test_a_fork_inside_an_op_lets_the_child_leave():
    out = run(
        PRELUDE
        + """
    def fork():
        def use():
            print("child")
            sys.stdout.flush()
            os._exit(0)
        child(use)
        return 5
    context.global_.set("fork", fork)
    print(context.eval("fork()"))
    """
    )
    assert out == "child\n5\n"
