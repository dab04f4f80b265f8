"""Threads: JavaScript of two runtimes runs in parallel, Python threads are not starved, a wrong thread gets a clear error,
handles may be dropped anywhere."""

import gc
import itertools
import os
import threading
import time

import pytest

from llrt import _quickjs


def in_thread(function, *args):
    """Result of function(*args) in a thread of its own; raises what it raised."""
    result = []

    def run():
        try:
            result.append((True, function(*args)))
        except BaseException as error:
            result.append((False, error))

    thread = threading.Thread(target=run, name="worker")
    thread.start()
    thread.join()
    ok, value = result[0]
    if not ok:
        raise value
    return value


COUNT = "(ab => { const a = new Int32Array(ab); while (!a[1]) a[0] = a[0] + 1 & 0x3fffffff })"


@pytest.mark.parametrize(
    "enter",
    [
        lambda context, f, ab: f(ab),
        lambda context, f, ab: context.enter(f, ab),
        lambda context, f, ab: (context.global_.set("ab", ab), context.eval(COUNT + "(ab)")),
    ],
    ids=["call", "enter", "eval"],
)
def test_javascript_runs_on_while_another_thread_holds_the_gil(enter):
    """Two runtimes count in shared memory while this thread stays inside one C call that never releases the GIL."""
    memory = memoryview(bytearray(16)).cast("i")

    def count(half):
        with _quickjs.Runtime() as runtime:
            context = runtime.context()
            enter(context, context.eval(COUNT), context.share(half))

    threads = [threading.Thread(target=count, args=(memory[i : i + 2],)) for i in (0, 2)]
    for thread in threads:
        thread.start()
    while not (memory[0] and memory[2]):
        time.sleep(0.001)
    # In one call of list(): read both counters, spend a while in C, read them again.
    zeros = itertools.repeat(0)
    indexes = itertools.chain((0, 2), itertools.islice(zeros, 20_000_000, 20_000_001), (2,))
    first = list(map(memory.__getitem__, indexes))
    memory[1] = memory[3] = 1
    for thread in threads:
        thread.join()
    assert first[0] != first[2] and first[1] != first[3]


# Two hand a number to each other, even to the first, odd to the second: a hundred times in a row with less than 5000 looks at it.
# Who shares a lock that is let go of at polls (every 10000 turns of a loop) or a processor looks more often. [1]: 1 when that was
# seen, 2 when it was not within three minutes.
HAND_OVER = """(ab, mine) => {
  const a = new Int32Array(ab), end = Date.now() + 180000;
  for (let row = 0, looks = 0, wait; !a[1];) {
    for (wait = 0; (a[0] & 1) !== mine && !a[1]; wait++)
      if ((wait & 0xffff) === 0xffff && Date.now() > end) a[1] = 2;
    looks += wait;
    if (looks > 5000) row = looks = 0;
    else if (++row === 100) a[1] = a[1] || 1;
    a[0] = a[0] + 1 & 0x3fffffff;
  }
}"""


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs two processors")
def test_two_runtimes_use_two_processors():
    """They answer each other so soon that both are in JavaScript at once; that is seen once on however busy a machine."""
    memory = memoryview(bytearray(8)).cast("i")

    def hand_over(mine):
        with _quickjs.Runtime() as runtime:
            context = runtime.context()
            context.eval(HAND_OVER)(context.share(memory), mine)

    threads = [threading.Thread(target=hand_over, args=(mine,)) for mine in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory[1] == 1


@pytest.mark.parametrize(
    "source",
    ["for (;;) ;", "for (;;) f()", "for (;;) { f(); for (let i = 0; i < 50; i++) ; }", "[1].map(() => { for (;;) f() })"],
)
@pytest.mark.parametrize("entrance", ["eval", "call"])
def test_other_python_threads_are_not_starved(source, entrance):
    runtime = _quickjs.Runtime()
    stop = threading.Event()
    ticks = []

    def count():
        while not stop.wait(0.001):
            ticks.append(1)
        runtime.interrupt()

    thread = threading.Thread(target=count)
    timer = threading.Timer(0.4, stop.set)
    with runtime:
        context = runtime.context()
        context.global_.set("f", context.function(lambda: None, op=True))
        function = context.eval(f"() => {{ {source} }}")
        timer.start()
        thread.start()
        with pytest.raises(_quickjs.JSInterrupted):
            function() if entrance == "call" else context.eval(source)
    thread.join()
    timer.join()
    assert len(ticks) > 15


def test_a_wrong_thread_gets_an_error_that_names_both(runtime, context):
    value = context.eval("({})", mode="handle")
    deferred = context.deferred()
    script = context.compile("1", "x")
    module = context.compile("1", "x", module=True)
    uses = [
        lambda: context.eval("1"),
        lambda: runtime.context(),
        lambda: runtime.gc(),
        lambda: runtime.close(),
        lambda: context.close(),
        lambda: value.get("x"),
        lambda: value.typeof,
        lambda: value(),
        lambda: context.drain(),
        lambda: context.global_,
        lambda: deferred.resolve(1),
        lambda: deferred.promise,
        lambda: script.run(),
        lambda: script.bytecode(),
        lambda: module.evaluate(),
        lambda: module.name,
        lambda: context.share(bytearray(1)),
        lambda: context.function(len),
        lambda: runtime.memory_usage(),
    ]
    for use in uses:
        with pytest.raises(RuntimeError, match=r"belongs to thread 'MainThread' \(\d+\) and was used from thread 'worker'"):
            in_thread(use)


def test_an_idle_runtime_can_move_with_adopt(runtime, context):
    def use():
        runtime.adopt()
        return context.eval("1 + 1")

    assert in_thread(use) == 2
    with pytest.raises(RuntimeError, match="belongs to thread"):
        context.eval("1")
    runtime.adopt()
    assert context.eval("2") == 2


def test_with_adopts_and_closes():
    runtime = _quickjs.Runtime()

    def use():
        with runtime:
            return runtime.context().eval("1 + 1")

    assert in_thread(use) == 2
    assert runtime.closed


def test_a_running_runtime_cannot_move(runtime, context):
    def steal():
        with pytest.raises(RuntimeError, match="move only while idle"):
            in_thread(runtime.adopt)
        return 1

    context.global_.set("steal", steal)
    assert context.eval("steal()") == 1


def test_handles_dropped_on_another_thread_are_freed_by_the_owner(runtime, context):
    before = runtime.counts()["objects"]
    values = [context.eval("({})", mode="handle") for _ in range(100)]
    values += [context.deferred() for _ in range(20)]
    values += [context.compile("1", "s") for _ in range(20)]
    assert runtime.counts()["objects"] >= before + 100

    def drop():
        values.clear()
        gc.collect()

    in_thread(drop)
    context.eval("1")
    runtime.gc()
    assert runtime.counts()["objects"] <= before + 2


def test_modules_and_contexts_dropped_on_another_thread(runtime):
    holder = [runtime.context()]
    holder.append(holder[0].compile("export let x = 1", "m", module=True))

    def drop():
        holder.clear()
        gc.collect()

    in_thread(drop)
    assert runtime.context().eval("1") == 1


def test_a_whole_runtime_dropped_on_another_thread():
    holder = [_quickjs.Runtime()]
    holder.append(holder[0].context())
    holder.append(holder[1].eval("({})", mode="handle"))

    def drop():
        holder.clear()
        gc.collect()

    in_thread(drop)


def test_values_dropped_while_javascript_runs(runtime, context):
    values = [context.eval("({})", mode="handle") for _ in range(2000)]

    def drop():
        while values:
            values.pop()
            time.sleep(0)

    thread = threading.Thread(target=drop)
    thread.start()
    while thread.is_alive():
        context.eval("for (let i = 0; i < 20000; i++) ({})")
    thread.join()


def test_many_runtimes_in_many_threads():
    def use():
        for _ in range(10):
            with _quickjs.Runtime() as runtime:
                context = runtime.context()
                context.global_.set("f", lambda x: x + 1)
                assert context.eval("let s = 0; for (let i = 0; i < 200; i++) s = f(s); s") == 200

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
