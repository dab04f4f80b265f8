"""The Environment: asynchronous ops, profiles, turns driven by a host, shutdown."""

import threading
import time

import pytest

from llrt._quickjs import JSError
from llrt.errors import CodedError, ProcessExit, os_error
from llrt.runtime.environment import Environment
from llrt.runtime.options import Options


@pytest.fixture
def env():
    made = Environment(Options()).boot()
    yield made
    made.close()


def give(env, name, function):
    env.context.global_.set(name, env.context.function(function, name, op=True))


def logged(env):
    lines = []
    give(env, "log", lines.append)
    return lines


def test_a_deferred_settles_in_the_next_turn_and_keeps_the_loop_alive(env):
    lines = logged(env)
    pending = []

    def op():
        pending.append(env.deferred())
        return pending[0]

    give(env, "op", op)
    env.context.eval_value("op().then(v => log('got ' + v)); Promise.resolve().then(() => log('micro'))")
    env.drain()
    assert lines == ["micro"] and env.alive()
    pending[0].resolve("x")
    pending[0].resolve("twice")
    assert lines == ["micro"]
    env.turn(0)
    assert lines == ["micro", "got x"] and not env.alive()


def test_a_deferred_without_ref_does_not_keep_the_loop_alive(env):
    env.deferred(ref=False)
    assert not env.alive()


def test_blocking_runs_on_another_thread_and_gives_result_or_error(env):
    lines = logged(env)
    main = threading.get_ident()

    def fail():
        raise os_error(2, "open", "/none")

    give(env, "elsewhere", lambda: env.blocking(lambda: threading.get_ident() != main))
    give(env, "fails", lambda: env.blocking(fail))
    env.context.eval_value(
        "elsewhere().then(v => log('other thread: ' + v));"
        "fails().catch(e => log([e.message, e.code, e.errno, e.syscall, e.path].join()))"
    )
    env.run_until(lambda: len(lines) == 2)
    assert sorted(lines) == ["ENOENT: no such file or directory, open '/none',ENOENT,-2,open,/none", "other thread: true"]


def test_many_calls_in_flight_all_come_back(env):
    lines = logged(env)
    give(env, "double", lambda n: env.blocking(lambda: n * 2))
    env.context.eval_value(
        "Promise.all(Array.from({length: 200}, (_, n) => double(n))).then(all => log(all.reduce((a, b) => a + b)))"
    )
    env.run_until(lambda: lines)
    assert lines == [39800]


def test_coded_errors_are_errors_with_their_properties(env):
    lines = logged(env)

    def op():
        raise CodedError("ERR_X", "text", "TypeError", extra=1)

    give(env, "op", op)
    env.context.eval_value(
        "try { op() } catch (e) { log([e instanceof TypeError, e.name, e.message, e.code, e.extra, Object.keys(e)].join()) }"
    )
    assert lines == ["true,TypeError,text,ERR_X,1,code,extra"]


def test_process_exit_passes_through_javascript_and_its_handlers(env):
    lines = logged(env)

    def leave():
        raise ProcessExit(7)

    give(env, "leave", leave)
    with pytest.raises(ProcessExit) as info:
        env.context.eval_value("try { leave() } catch { log('caught') } finally { log('finally') }")
    assert info.value.code == 7 and lines == []


def test_on_uncaught_takes_errors_from_callbacks(env):
    seen = []
    env.on_uncaught = lambda value, from_promise: seen.append(value.get("message")) or True
    env.context.eval_value("setTimeout(() => { throw new Error('late') }, 1); setTimeout(() => {}, 1)")
    env.loop.run()
    assert seen == ["late"]


def test_a_host_drives_by_descriptor_and_deadline(env):
    import select

    lines = logged(env)
    assert env.deadline() == 0
    env.context.eval_value("setTimeout(() => log('timer'), 30)")
    assert 0 < env.deadline() <= 0.03
    give(env, "slow", lambda: env.blocking(time.sleep, 0.02))
    env.context.eval_value("slow().then(() => log('slow'))")
    while env.alive():
        select.select([env.fileno()], [], [], env.deadline())
        env.turn(0)
    assert sorted(lines) == ["slow", "timer"]


def test_the_embedded_profile_has_no_process_and_refuses_rooms_of_the_system():
    written = []
    env = Environment(Options(console_sink=lambda fd, text: written.append((fd, text))), profile="embedded").boot()
    try:
        env.context.eval_value("console.log('to the sink', typeof process, typeof Buffer, typeof global)")
        assert written == [(1, "to the sink undefined function undefined\n")]
        with pytest.raises(JSError, match="not granted"):
            env.natives.allowed = frozenset(env.natives.allowed) - {"console"}
            env.builtin("node:process")
        for specifier in ("file:///etc/hostname", "/etc", "./x", "fs-extra"):
            with pytest.raises(CodedError, match="Cannot find module"):
                env.loader.load(specifier, "file:///x.mjs")
        namespace = env.loader.evaluate_source("export default import.meta.url", "virtual:a")
        env.drain()
        assert namespace.promise_result.get("default") == "virtual:a"
    finally:
        env.close()


def test_two_environments_do_not_share_globals():
    first, second = Environment(Options()).boot(), Environment(Options()).boot()
    try:
        first.context.eval("globalThis.mark = 1; Array.prototype.mark = 1")
        assert second.context.eval("typeof mark + typeof [].mark") == "undefinedundefined"
    finally:
        first.close()
        second.close()


def test_close_is_idempotent_and_drops_what_is_pending(env):
    give(env, "slow", lambda: env.blocking(time.sleep, 0.05))
    env.context.eval_value("slow().then(() => { throw new Error('never') }); setTimeout(() => { throw new Error('never') }, 1)")
    env.close()
    env.close()
    assert env.closed


def test_handles_are_closed_last_opened_first(env):
    closed = []

    class Thing:
        def __init__(self, name):
            self.name = name

        def close(self):
            closed.append(self.name)

    numbers = [env.handles.add(Thing(name)) for name in "abc"]
    assert env.handles.get(numbers[1]).name == "b"
    env.handles.remove(numbers[1])
    env.close()
    assert closed == ["c", "a"]


def test_timers_are_never_early_and_those_of_one_duration_keep_their_order(env):
    lines = logged(env)
    env.context.eval_value(
        """
        const order = [];
        let left = 40;
        function start(n) {
          const begun = performance.now();
          setTimeout(() => {
            const waited = performance.now() - begun;
            if (waited < 2) log(`${n} after ${waited}`);
            order.push(n);
            for (const until = performance.now() + 0.1; performance.now() < until;);
            if (--left >= 8) start(n + 8);
            if (left === 0) log(order.join());
          }, 2);
          for (const until = begun + 0.2; performance.now() < until;);
        }
        for (let n = 0; n < 8; n++) start(n);
        """
    )
    env.loop.run()
    assert lines == [",".join(str(n) for n in range(40))]
