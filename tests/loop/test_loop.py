"""The bare Loop: phases in order, what keeps it alive, threads, timers, descriptors, signals."""

import errno
import os
import signal
import threading
import time

import pytest

from llrt.loop.loop import Loop


@pytest.fixture
def loop():
    made = Loop()
    yield made
    made.close()


def test_run_returns_at_once_when_nothing_is_left(loop):
    loop.run()
    assert not loop.alive()


def test_call_soon_runs_in_order_and_later_additions_wait_for_the_next_turn(loop):
    seen = []

    def first():
        seen.append(1)
        loop.call_soon(seen.append, 3)

    loop.call_soon(first)
    loop.call_soon(seen.append, 2)
    loop._pending_phase()
    assert seen == [1, 2]
    loop.run()
    assert seen == [1, 2, 3]


def test_closing_callbacks_come_after_poll(loop):
    seen = []
    loop.call_closing(seen.append, "closing")
    loop.call_soon(seen.append, "pending")
    loop.turn(0)
    assert seen == ["pending", "closing"]


def test_call_later_runs_by_due_time(loop):
    seen = []
    loop.call_later(0.02, seen.append, "late")
    loop.call_later(0.001, seen.append, "early")
    cancelled = loop.call_later(0.001, seen.append, "cancelled")
    cancelled.cancel()
    loop.run()
    assert seen == ["early", "late"]


def test_a_cancelled_timer_does_not_keep_the_loop_alive(loop):
    loop.call_later(60, lambda: None).cancel()
    assert not loop.alive()


def test_submit_keeps_the_loop_alive_and_gives_the_result_in_the_loops_thread(loop):
    seen = []
    main = threading.get_ident()

    def done(result, error):
        seen.append((result, error, threading.get_ident() == main))

    loop.submit(threading.get_ident, (), done)
    loop.submit(int, ("x",), done)
    loop.run()
    assert len(seen) == 2
    assert {type(error) for _, error, _ in seen} == {type(None), ValueError}
    assert all(in_loop for _, _, in_loop in seen)
    assert next(result for result, error, _ in seen if error is None) != main


def test_the_pool_runs_four_calls_at_once_and_no_more(loop, monkeypatch):
    monkeypatch.delenv("UV_THREADPOOL_SIZE", raising=False)
    gate = threading.Barrier(4)
    results = []
    for _ in range(8):
        # A barrier of four only opens when four calls wait in it together.
        loop.submit(gate.wait, (5,), lambda result, error: results.append(error))
    loop.run()
    assert results == [None] * 8
    assert loop._pool._threads == 4


def test_a_thread_that_the_system_does_not_give_is_an_error_and_keeps_nothing_alive(loop, monkeypatch):
    def refuse(function, args):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr("llrt.loop.pool.start_new_thread", refuse)
        with pytest.raises(OSError) as raised:
            loop.submit(int, ("7",), print)
        assert (raised.value.errno, raised.value.syscall) == (errno.EAGAIN, "uv_thread_create")
        assert not loop.alive()
    results = []
    loop.submit(int, ("8",), lambda result, error: results.append(result))
    loop.run()
    assert results == [8]


def test_a_thread_that_is_there_does_what_one_more_would_have(loop, monkeypatch):
    gate = threading.Event()
    results = []
    loop.submit(gate.wait, (60,), lambda result, error: results.append(result))
    monkeypatch.setattr("llrt.loop.pool.start_new_thread", lambda *_: (_ for _ in ()).throw(RuntimeError("no thread")))
    loop.submit(int, ("9",), lambda result, error: results.append(result))
    gate.set()
    loop.run()
    assert results == [True, 9]


def test_a_task_that_asks_for_another_turn_lets_those_that_wait_have_theirs(loop, monkeypatch):
    monkeypatch.setenv("UV_THREADPOOL_SIZE", "1")
    order = []
    pool = loop.pool()

    def first():
        loop.submit(lambda: order.append("other"), (), lambda *_: None)
        pool.again(lambda: loop.call_all_threadsafe([(order.append, ("again",)), (loop.unref, ())]))

    loop.ref()
    pool.submit(first)
    loop.run()
    assert order == ["other", "again"]


def test_call_soon_threadsafe_wakes_a_waiting_loop(loop):
    loop.ref()
    loop.poller()

    def finish():
        loop.unref()

    threading.Timer(0.02, loop.call_soon_threadsafe, (finish,)).start()
    began = time.monotonic()
    loop.run()
    assert time.monotonic() - began < 5


def test_readers_do_not_keep_the_loop_alive_but_refs_do(loop):
    reader, writer = os.pipe()
    seen = []

    def ready():
        seen.append(os.read(reader, 10))
        loop.remove_reader(reader)
        loop.unref()

    loop.add_reader(reader, ready)
    assert not loop.alive()
    loop.ref()
    os.write(writer, b"x")
    loop.run()
    assert seen == [b"x"]
    os.close(reader)
    os.close(writer)


def test_one_descriptor_can_be_watched_for_both_directions(loop):
    import socket

    a, b = socket.socketpair()
    seen = []
    loop.add_writer(a.fileno(), seen.append, "writable")
    loop.add_reader(a.fileno(), seen.append, "readable")
    loop.turn(0)
    assert seen == ["writable"]
    b.send(b"x")
    loop.remove_writer(a.fileno())
    loop.turn(1)
    assert seen == ["writable", "readable"]
    assert loop.remove_reader(a.fileno())
    assert not loop.remove_reader(a.fileno())
    a.close()
    b.close()


def test_a_closed_descriptor_can_still_be_removed(loop):
    reader, writer = os.pipe()
    loop.add_reader(reader, lambda: None)
    os.close(reader)
    assert loop.remove_reader(reader)
    os.close(writer)


def test_signals_arrive_as_callbacks_and_get_their_default_back(loop):
    seen = []

    def arrived(number):
        seen.append(number)
        loop.unref()

    loop.ref()
    loop.add_signal(signal.SIGUSR1, arrived)
    os.kill(os.getpid(), signal.SIGUSR1)
    loop.run()
    assert seen == [signal.SIGUSR1]
    loop.remove_signal(signal.SIGUSR1)
    assert signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL


def test_the_host_is_told_when_a_turn_is_due(loop):
    assert loop.next_deadline() == 0
    loop.ref()
    assert loop.next_deadline() is None
    loop.call_later(10, lambda: None)
    assert 9 < loop.next_deadline() <= 10
    loop.call_soon(lambda: None)
    assert loop.next_deadline() == 0
    assert loop.fileno() >= 0


def test_stop_ends_run_after_the_current_turn(loop):
    loop.ref()
    loop.call_soon(loop.stop)
    loop.run()
    assert loop.alive()


def test_a_thousand_threadsafe_calls_from_four_threads_all_arrive(loop):
    count = []
    loop.ref()

    def work():
        for _ in range(250):
            loop.call_soon_threadsafe(count.append, 1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    loop.poller()
    for thread in threads:
        thread.start()
    while len(count) < 1000:
        loop.turn(1)
    assert sum(count) == 1000
