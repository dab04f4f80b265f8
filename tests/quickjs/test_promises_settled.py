"""Promises that the engine settles itself, and coroutines that wait without functions that resume them (engine_promises.c): who
holds what. The order of jobs: promises/jobs_run_in_the_order_of_node.diff.mjs; memory that runs out: core/oom.c."""

import pytest

from llrt._quickjs import JSTimeout

WAITING = """
  globalThis.gone = 0;
  globalThis.registry = new FinalizationRegistry(() => { gone++; });
  globalThis.watched = () => { const o = {}; registry.register(o, 1); return o; };
"""


def test_a_coroutine_whose_promise_is_dropped_goes_with_it(context):
    context.eval(WAITING + "(async (held) => { await new Promise(() => 0); held; })(watched()); 0")
    context.drain()
    assert context.eval("gone") == 1


@pytest.mark.parametrize(
    "source",
    [
        "(async (held) => { let settle; const p = new Promise((r) => { settle = r; }); await p; settle; held; })(watched());",
        "(async (held) => { const p = new Promise(() => 0); p.held = held; "
        "p.mine = (async () => { await p; held; })(); await p.mine; p; })(watched());",
        "(async function* (held) { const p = new Promise(() => 0); p.held = held; await p; p; })(watched()).next();",
        "const p = new Promise(() => 0); p.mine = p.then(() => p); p.held = watched();",
        "const p = new Promise(() => 0), q = (async () => p)(); p.q = q; q.held = watched(); q.then(() => p);",
    ],
)
def test_cycles_through_what_waits_are_collected(runtime, context, source):
    context.eval(WAITING + f"(() => {{ {source} }})(); 0")
    context.drain()
    runtime.gc()
    context.drain()
    assert context.eval("gone") == 1


def test_what_waits_is_not_collected(runtime, context):
    context.eval(WAITING + "globalThis.log = []; globalThis.go = null; 0")
    context.eval("(async (o) => { log.push(await new Promise((r) => { go = r; }), typeof o); })(watched()); 0")
    context.drain()
    runtime.gc()
    context.eval("go('went on'); 0")
    runtime.gc()  # what waits is in the queue now
    context.drain()
    assert context.eval("log") == ["went on", "object"]


def test_a_runtime_is_closed_with_jobs_and_waiting_coroutines(context):
    """The leak check of conftest.py looks at what is left."""
    context.eval("""
      for (let i = 0; i < 20; i++) {
        (async () => { await i; await new Promise(() => 0); })();
        (async () => { await Promise.resolve(i); })();
        (async function* () { await i; yield 1; })().next();
        Promise.resolve(i).then(() => new Promise(() => 0)).finally(() => 0);
      }""")


def test_ten_thousand_awaits_in_a_row_and_in_one_another(context):
    context.eval("""
      globalThis.sum = globalThis.end = 0;
      const nested = async (n) => n ? 1 + await nested(n - 1) : 0;
      (async () => { for (let i = 0; i < 10000; i++) sum += await i % 2; sum += await nested(1000); })();
      const chain = (n) => n ? Promise.resolve().then(() => chain(n - 1)) : 7;
      chain(3000).then((x) => { end = x; }); 0""")
    context.drain()
    assert context.eval("[sum, end]") == [6000, 7]


def test_awaits_without_end_are_interrupted(runtime, context):
    with pytest.raises(JSTimeout):
        context.eval("(async () => { for (;;) await 1; })()", timeout=0.2)
        function = context.eval("() => 0")
        runtime.set_deadline(0.000001)
        context.enter(function)
    runtime.set_deadline(None)
    assert context.eval("1 + 1") == 2


def test_resolving_functions_that_a_program_gets_are_ordinary(js):
    attributes = '"writable":false,"enumerable":false,"configurable":true'
    one = f'length,name true false {{"length":{{"value":1,{attributes}}},"name":{{"value":"",{attributes}}}}}'
    assert (
        js("""
      const seen = [];
      new Promise((resolve, reject) => { for (const f of [resolve, reject])
        seen.push(Reflect.ownKeys(f).join(), Object.isExtensible(f), f.hasOwnProperty("prototype"),
          JSON.stringify(Object.getOwnPropertyDescriptors(f))); });
      seen.join(" ")""")
        == f"{one} {one}"
    )
