"""A connection that begins ahead of its request (http_pool.expect): the request takes it, whatever state it is in; without one
nobody hears of it."""

import socket
import threading

from llrt import _openssl
from llrt.errors import CodedError
from llrt.net.connector import Connector
from llrt.net.http_pool import Origin, pool_of
from tests.net.exchanges import GET, ask, tls_server, turn_until
from tests.net.raw_server import serving
from tests.openssl.certificates import Authority


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_the_request_takes_it(loop, answering):
    origin, numbers = answering
    pool_of(loop).expect(origin, 10.0)
    pool_of(loop).expect(origin, 10.0)
    assert [ask(loop, origin, *GET).body for _ in range(3)] == [b"ok"] * 3
    assert numbers == [0, 0, 0]
    # One is kept.
    pool_of(loop).expect(origin, 10.0)
    assert not pool_of(loop)._near
    loop.turn(0)
    assert not loop.alive()


def test_two_requests_do_not_share_it(loop, answering):
    origin, numbers = answering
    pool_of(loop).expect(origin, 10.0)
    sinks = [ask(loop, origin, *GET, wait=False) for _ in range(2)]
    turn_until(loop, lambda: all(sink.over for sink in sinks))
    assert [sink.body for sink in sinks] == [b"ok", b"ok"]
    assert sorted(numbers) == [0, 1]


def test_tls_begins_before_the_loop_turns(loop, tmp_path):
    """The other side has the first message while the program still works; the certificate is checked as always."""
    authority, greeted = Authority(tmp_path), threading.Event()
    wrap = tls_server(authority)

    def greet(sock):
        assert sock.recv(1, socket.MSG_PEEK) == b"\x16"
        greeted.set()
        return wrap(sock)

    def serve(connection):
        while connection.request():
            connection.answer(b"ok")

    with serving(serve, greet) as (_, port):
        for trusting in (True, False):
            context = _openssl.TLSContext()
            if trusting:
                context.add_authorities(authority.pem.read_bytes())
            greeted.clear()
            origin = Origin("localhost", port, context)
            pool_of(loop).expect(origin, 10.0)
            assert greeted.wait(60)
            sink = ask(loop, origin, *GET)
            assert sink.body == (b"ok" if trusting else b"")
            assert trusting or sink.error.code == "UNABLE_TO_VERIFY_LEAF_SIGNATURE"


def test_a_failure_is_nobodys_and_the_request_tries_itself(loop):
    origin = Origin("127.0.0.1", closed_port())
    pool_of(loop).expect(origin, 10.0)
    turn_until(loop, lambda: not pool_of(loop)._near)
    sink = ask(loop, origin, *GET)
    assert isinstance(sink.error, CodedError) and sink.error.code == "ECONNREFUSED"
    pool_of(loop).expect(Origin("no such host", 80), 10.0)
    turn_until(loop, lambda: not pool_of(loop)._near)
    loop.turn(0)
    assert not loop.alive()


def test_the_request_hears_of_the_failure_of_what_it_has_taken(loop, monkeypatch):
    """While the connection is still in the making."""
    made = []

    class Slow(Connector):
        def _start(self):
            made.append(self)

    monkeypatch.setattr("llrt.net.http_pool.Connector", Slow)
    origin = Origin("127.0.0.1", 1)
    pool_of(loop).expect(origin, 10.0)
    sink = ask(loop, origin, *GET, wait=False)
    loop.turn(0)
    made[0]._finish(None, CodedError("EHOSTUNREACH", "no way"))
    turn_until(loop, lambda: sink.over)
    assert (sink.error.code, len(made)) == ("EHOSTUNREACH", 1)


def test_cancelled_with_the_request(loop, answering):
    origin, numbers = answering
    pool_of(loop).expect(origin, 10.0)
    ask(loop, origin, *GET, wait=False).ticket.cancel()
    loop.turn(0)
    pool_of(loop).close_idle()
    loop.turn(0)
    assert not loop.alive()
    assert numbers == []


def test_without_a_request_it_is_closed_soon(loop):
    ended = threading.Event()

    def serve(connection):
        assert connection.request() is None
        ended.set()

    with serving(serve) as address:
        pool_of(loop).expect(Origin(*address), 10.0)
        # It keeps the loop alive until then, and no longer.
        turn_until(loop, lambda: not pool_of(loop)._near)
        loop.turn(0)
        assert not loop.alive()
        assert ended.wait(60)


def test_the_policy_holds_for_it(loop, answering, monkeypatch):
    origin, numbers = answering
    monkeypatch.setattr("llrt.net.policy.current", lambda: Refusing())

    class Refusing:
        def check_host(self, host, port):
            raise CodedError("ERR_ACCESS_DENIED", "no")

    pool_of(loop).expect(origin, 10.0)
    turn_until(loop, lambda: not pool_of(loop)._near)
    assert ask(loop, origin, *GET).error.code == "ERR_ACCESS_DENIED"
    assert numbers == []
