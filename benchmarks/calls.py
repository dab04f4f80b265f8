"""Calls across the border, ns each: JS -> Python and Python -> JS with int, string, bytes and object arguments, against
the PyPI packages quickjs-ng and mini-racer, in turn in one process. Last rows: two CPU-bound contexts in two threads.

Budget: no row slower than quickjs-ng, strings and objects clearly faster, and JS runs in parallel in two threads.
A row says "-" where the peer has no such call.
"""

import statistics
import threading
import time

from _measure import option, table

REPEAT = 5
OBJECT = {"id": 7, "name": "item", "tags": ["a", "b", "c"], "nested": {"x": 1.5, "ok": True}}
OBJECT_JS = "({id: 7, name: 'item', tags: ['a', 'b', 'c'], nested: {x: 1.5, ok: true}})"


def best_of(call, count: int) -> float:
    """Median ns per operation of `call(count)`."""
    samples = []
    for _ in range(REPEAT):
        start = time.perf_counter_ns()
        call(count)
        samples.append((time.perf_counter_ns() - start) / count)
    return statistics.median(samples)


class Ours:
    name = "llrt"

    def __init__(self) -> None:
        import llrt

        self.context = llrt.Runtime().context()

    def js_to_python(self, literal: str):
        self.context.set("callback", lambda value: None)
        return self.context.eval(f"(n) => {{ const v = {literal}; for (let i = 0; i < n; i++) callback(v); }}")

    def python_to_js(self, value):
        function = self.context.eval("(value) => value")

        def loop(count: int) -> None:
            for _ in range(count):
                function(value)

        return loop


class QuickJSNG:
    name = "quickjs-ng"

    def __init__(self) -> None:
        import quickjs

        self.context = quickjs.Context()

    def js_to_python(self, literal: str):
        if "Uint8Array" in literal or "{" in literal:
            return None
        self.context.add_callable("callback", lambda value: None)
        self.context.eval(f"function loop(n) {{ const v = {literal}; for (let i = 0; i < n; i++) callback(v); }}")
        return self.context.get("loop")

    def python_to_js(self, value):
        import json

        self.context.eval("function same(value) { return value; }")
        function = self.context.get("same")
        if isinstance(value, bytes):
            return None
        if isinstance(value, dict):  # its only way for objects is JSON, as its own Function class does

            def loop(count: int) -> None:
                for _ in range(count):
                    json.loads(function(self.context.parse_json(json.dumps(value))).json())

            return loop

        def plain(count: int) -> None:
            for _ in range(count):
                function(value)

        return plain


class MiniRacer:
    name = "mini-racer"

    def __init__(self) -> None:
        import py_mini_racer

        self.context = py_mini_racer.MiniRacer()

    def js_to_python(self, literal: str):
        return None  # its callbacks are asynchronous only

    def python_to_js(self, value):
        self.context.eval("function same(value) { return value; }")
        if isinstance(value, bytes):
            return None

        def loop(count: int) -> None:
            for _ in range(count):
                self.context.call("same", value)

        return loop


def peers() -> list:
    found = [Ours()]
    for peer in (QuickJSNG, MiniRacer):
        try:
            found.append(peer())
        except ImportError:
            print(f"(the peer {peer.name} is not installed: pip install {peer.name})")
    return found


def measure() -> None:
    engines = peers()
    rows = []
    count = option("count", 20000)
    cases = [("int", "42", 42), ("string", "'hello w\\u00f6rld'", "hello wörld"), ("bytes", "new Uint8Array(64)", b"x" * 64)]
    cases.append(("object", OBJECT_JS, OBJECT))
    for label, literal, value in cases:
        for direction in ("JS -> Python", "Python -> JS"):
            cells = []
            for engine in engines:
                call = engine.js_to_python(literal) if direction.startswith("JS") else engine.python_to_js(value)
                scale = 50 if engine.name == "mini-racer" else 1
                cells.append(best_of(call, max(count // scale, 50)) if call else "-")
            ratios = [cells[0] / cell if isinstance(cell, float) else "-" for cell in cells[1:]]
            rows.append([f"{direction}, {label}", *cells, *ratios])
    header = ["ns a call", *(e.name for e in engines), *(f"llrt/{e.name}" for e in engines[1:])]
    table("calls across the border", header, rows)


def parallel() -> None:
    """Two contexts, each its own CPU-bound loop: one after the other, then in two threads."""
    import llrt

    code = "let x = 0; for (let i = 0; i < 6e6; i++) x = (x + i * 7) % 1000003; x"

    def work() -> None:
        with llrt.Runtime() as runtime:
            runtime.context().eval(code)

    def sequential() -> None:
        work()
        work()

    def threaded() -> None:
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    times = {}
    for name, run in (("one after the other", sequential), ("in two threads", threaded)):
        samples = []
        for _ in range(3):
            start = time.perf_counter()
            run()
            samples.append((time.perf_counter() - start) * 1000)
        times[name] = statistics.median(samples)
    first = times["one after the other"]
    table("two CPU-bound contexts (2 cores)", ["", "ms", "speed-up"], [[n, ms, first / ms] for n, ms in times.items()])


if __name__ == "__main__":
    measure()
    parallel()
