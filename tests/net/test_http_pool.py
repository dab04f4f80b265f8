"""HTTP/1.1 exchanges on kept connections: framing both ways, reuse, what broken servers do, time-outs, cancelling, proxies."""

import socket

import pytest

from llrt import _openssl
from llrt.errors import CodedError
from llrt.net.connector import ConnectFailed
from llrt.net.http1 import STREAMED
from llrt.net.http_pool import Origin
from tests.net.exchanges import GET, ask, tls_server, trusting, turn_until
from tests.net.raw_server import serving
from tests.openssl.certificates import Authority


def test_requests_share_a_connection_and_bodies_have_every_framing(loop):
    seen = []

    def serve(connection):
        while request := connection.request():
            seen.append((connection.number, *request))
            target = request[0].split()[1]
            if target == "/length":
                connection.answer(b"hello", "200 OK", "x-a: 1", "X-A: 2")
            elif target == "/chunked":
                connection.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n")
                connection.send("2;x=y\r\nde\r\n0\r\nt: v\r\n\r\n")
            elif target == "/none":
                connection.send("HTTP/1.1 204 No Content\r\n\r\n")
            elif target == "/early":
                connection.send("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n")
                connection.answer(b"late")
            else:
                connection.send("HTTP/1.1 200 OK\r\n\r\nuntil the end")
                return

    with serving(serve) as address:
        origin = Origin(*address)
        names = ("length", "chunked", "none", "early", "close")
        sinks = [ask(loop, origin, "GET", f"/{name}", [("host", "h")]) for name in names]
        assert [sink.body for sink in sinks] == [b"hello", b"abcde", b"", b"late", b"until the end"]
        assert sinks[0].head.headers == [("content-length", "5"), ("x-a", "1"), ("X-A", "2")]
        assert sinks[1].trailers == [("t", "v")]
        assert sinks[3].information == [103]
    assert [number for number, *_ in seen][:5] == [0] * 5


def test_bodies_are_sent_whole_streamed_and_with_a_length(loop):
    seen = []

    def serve(connection):
        while request := connection.request():
            seen.append(request)
            connection.answer(b"ok")

    big = bytes(range(256)) * 5000
    with serving(serve) as address:
        origin = Origin(*address)
        ask(loop, origin, "POST", "/", [("host", "h"), ("content-length", "3")], b"abc")
        ask(loop, origin, "POST", "/", [("host", "h"), ("content-length", str(len(big)))], big)
        for fields in ([("host", "h")], [("host", "h"), ("content-length", str(len(big) + 1))]):
            sink = ask(loop, origin, "PUT", "/", fields, STREAMED, wait=False)
            sink.ticket.exchange.write(b"x")
            turn_until(loop, lambda sink=sink: sink.drains)
            at = 0
            while at < len(big):
                sink.drains = 0
                if not sink.ticket.exchange.write(big[at : at + 100_000]):
                    turn_until(loop, lambda sink=sink: sink.drains)
                at += 100_000
            sink.ticket.exchange.end()
            turn_until(loop, lambda sink=sink: sink.over)
            assert sink.body == b"ok"
    assert [body for _, _, body in seen] == [b"abc", big, b"x" + big, b"x" + big]
    assert seen[2][1]["transfer-encoding"] == "chunked"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"rubbish\r\n\r\n", "HPE_INVALID_CONSTANT"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc", "UND_ERR_SOCKET"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n", "HPE_UNEXPECTED_CONTENT_LENGTH"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", "HPE_INVALID_CHUNK_SIZE"),
        (b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n", "HPE_INVALID_HEADER_TOKEN"),
        (b"HTTP/1.1 200 OK\r\nx: " + b"a" * 20000 + b"\r\n\r\n", "UND_ERR_HEADERS_OVERFLOW"),
        (b"", "UND_ERR_SOCKET"),
        # Nobody asked for another protocol; what follows is none of HTTP.
        (b"HTTP/1.1 101 Odd\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "UND_ERR_SOCKET"),
        (b"HTTP/1.1 101 Odd\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nxxx", "UND_ERR_SOCKET"),
    ],
)
def test_broken_answers_are_errors(loop, answer, code):
    def serve(connection):
        connection.request()
        connection.send(answer)

    with serving(serve) as address:
        assert ask(loop, Origin(*address), *GET).error.code == code


def test_a_kept_connection_that_was_closed_is_replaced(loop):
    def serve(connection):
        connection.request()
        connection.answer(str(connection.number).encode())

    with serving(serve) as address:
        bodies = [ask(loop, Origin(*address), *GET).body for _ in range(3)]
    assert bodies == [b"0", b"1", b"2"]


@pytest.mark.parametrize(("seconds", "connections"), [(None, 1), ("60", 1), ("0", 3), ("-1", 3), ("nonsense", 1), ("", 1)])
def test_connections_are_kept_as_long_as_the_environment_says(loop, monkeypatch, seconds, connections):
    if seconds is None:
        monkeypatch.delenv("LLRT_NET_POOL_IDLE_TIMEOUT", raising=False)
    else:
        monkeypatch.setenv("LLRT_NET_POOL_IDLE_TIMEOUT", seconds)
    seen = set()

    def serve(connection):
        seen.add(connection.number)
        while connection.request():
            connection.answer(b"x")

    with serving(serve) as address:
        for _ in range(3):
            assert ask(loop, Origin(*address), *GET).body == b"x"
    assert len(seen) == connections


def test_what_the_other_side_keeps_for_a_shorter_time_is_let_go_before_it(loop):
    seen = set()

    def serve(connection):
        seen.add(connection.number)
        while connection.request():
            connection.answer(b"x", "200 OK", "keep-alive: timeout=1")

    with serving(serve) as address:
        for _ in range(2):
            ask(loop, Origin(*address), *GET)
    assert len(seen) == 2


def test_a_request_that_says_close_is_the_last_of_its_connection(loop, answering):
    origin, numbers = answering
    for value in ("keep-alive", "close", "close"):
        ask(loop, origin, "GET", "/", [("host", "x"), ("connection", value)])
    assert numbers == [0, 0, 1]


def test_a_close_under_the_request_is_tried_again_only_where_that_is_safe(loop):
    def serve(connection):
        connection.request()
        connection.answer(b"first")
        if connection.request():
            connection.reset()

    with serving(serve) as address:
        origin = Origin(*address)
        assert ask(loop, origin, *GET).body == b"first"
        assert ask(loop, origin, *GET).body == b"first"
        error = ask(loop, origin, "POST", "/", [("host", "h"), ("content-length", "1")], b"x").error
        assert error.code in ("UND_ERR_SOCKET", "ECONNRESET")


def test_silence_ends_in_time_outs(loop):
    def serve(connection):
        start, _, _ = connection.request()
        if start.startswith("GET /body"):
            connection.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab")
        connection.request()

    with serving(serve) as address:
        options = {"headers_timeout": 0.01, "body_timeout": 0.01}
        assert ask(loop, Origin(*address), "GET", "/head", [("host", "h")], **options).error.code == "UND_ERR_HEADERS_TIMEOUT"
        assert ask(loop, Origin(*address), "GET", "/body", [("host", "h")], **options).error.code == "UND_ERR_BODY_TIMEOUT"


def test_silence_before_there_is_a_connection_ends_in_a_time_out(loop):
    """TLS that is not answered; a tunnel that is not made is waited for as an answer is."""

    def serve(connection):
        connection.sock.recv(65536)
        connection.sock.recv(65536)

    with serving(serve) as (host, port):
        error = ask(loop, Origin(host, port, _openssl.TLSContext()), *GET, connect_timeout=0.01).error
    assert (error.code, error.name) == ("UND_ERR_CONNECT_TIMEOUT", "ConnectTimeoutError")
    assert error.message == f"Connect Timeout Error (attempted address: {host}:{port}, timeout: 10ms)"


def test_what_is_cancelled_is_not_heard_of_again(loop):
    def serve(connection):
        connection.request()
        connection.request()

    with serving(serve) as address:
        for turns in (0, 1, 5):
            sink = ask(loop, Origin(*address), *GET, wait=False)
            for _ in range(turns):
                loop.turn(0.01)
            sink.ticket.cancel()
            sink.ticket.cancel()
            loop.turn(0)
            assert not sink.over
        assert not loop.alive()


def test_a_paused_answer_waits(loop):
    big = b"x" * (8 << 20)

    def serve(connection):
        connection.request()
        connection.answer(big)

    with serving(serve) as address:
        sink = ask(loop, Origin(*address), *GET, wait=False)
        turn_until(loop, lambda: sink.body)
        sink.ticket.exchange.pause()
        for _ in range(20):
            loop.turn(0)
        assert len(sink.body) < len(big)
        sink.ticket.exchange.resume()
        turn_until(loop, lambda: sink.over)
        assert sink.body == big


def test_failures_to_connect_are_nodes_errors(loop):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = ask(loop, Origin("127.0.0.1", port), *GET).error
    assert (error.code, error.message) == ("ECONNREFUSED", f"connect ECONNREFUSED 127.0.0.1:{port}")
    assert error.props == {"errno": -111, "syscall": "connect", "address": "127.0.0.1", "port": port}
    error = ask(loop, Origin("localhost", port), *GET).error
    assert isinstance(error, (ConnectFailed, CodedError))
    error = ask(loop, Origin("no-such-host.invalid", 80), *GET).error
    assert error.code in ("ENOTFOUND", "EAI_AGAIN")
    assert error.props["hostname"] == "no-such-host.invalid"


def test_https_with_sessions_taken_up_again(loop, tmp_path):
    authority = Authority(tmp_path)
    resumed = []

    def serve(connection):
        resumed.append(connection.sock.session_reused)
        connection.request()
        connection.answer(b"secret")

    with serving(serve, tls_server(authority)) as (_, port):
        origin = Origin("localhost", port, trusting(authority))
        assert [ask(loop, origin, *GET).body for _ in range(2)] == [b"secret"] * 2
    assert resumed == [False, True]


@pytest.mark.parametrize(
    ("issue", "code"),
    [
        ({"days": -1}, "CERT_HAS_EXPIRED"),
        ({"altnames": "DNS:other.example"}, "ERR_TLS_CERT_ALTNAME_INVALID"),
        ({"altnames": "DNS:*.localhost"}, "ERR_TLS_CERT_ALTNAME_INVALID"),
    ],
)
def test_wrong_certificates_are_refused(loop, tmp_path, issue, code):
    authority = Authority(tmp_path)

    def serve(connection):
        connection.request()

    with serving(serve, tls_server(authority, **issue)) as (_, port):
        assert ask(loop, Origin("localhost", port, trusting(authority)), *GET).error.code == code
        untrusting = _openssl.TLSContext()
        untrusting.use_builtin_roots()
        error = ask(loop, Origin("localhost", port, untrusting), *GET).error
        assert error.code in ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "CERT_HAS_EXPIRED")


def test_a_tunnel_through_a_proxy(loop, tmp_path):
    authority = Authority(tmp_path)
    wrap = tls_server(authority)
    asked = []

    def serve(connection):
        start, fields, _ = connection.request()
        asked.append((start, fields.get("proxy-authorization")))
        if not start.startswith("CONNECT"):
            connection.answer(b"by proxy")
            return
        connection.send("HTTP/1.1 200 Connection established\r\n\r\n")
        connection.sock = wrap(connection.sock)
        connection.request()
        connection.answer(b"tunnelled")

    with serving(serve) as (host, port):
        proxy = (host, port, False, "Basic eDp5")
        origin = Origin("localhost", 8443, trusting(authority), proxy=proxy)
        assert ask(loop, origin, *GET).body == b"tunnelled"
    assert asked == [("CONNECT localhost:8443 HTTP/1.1", "Basic eDp5")]


def test_a_name_that_tls_has_no_room_for_is_not_sent(loop, tmp_path):
    authority = Authority(tmp_path)
    wrap = tls_server(authority)

    def serve(connection):
        connection.request()
        connection.send("HTTP/1.1 200 Connection established\r\n\r\n")
        connection.sock = wrap(connection.sock)
        connection.request()

    with serving(serve) as (host, port):
        origin = Origin("x" * 300, 443, trusting(authority), proxy=(host, port, False, None))
        assert ask(loop, origin, *GET).error.code == "ERR_TLS_CERT_ALTNAME_INVALID"


@pytest.mark.parametrize("status", ["101 Odd", "204 None", "302 Found", "407 Who", "502 Bad"])
def test_a_proxy_that_makes_no_tunnel_is_an_error(loop, status):
    def serve(connection):
        connection.request()
        connection.send(f"HTTP/1.1 {status}\r\n\r\nand more")

    with serving(serve) as (host, port):
        origin = Origin("localhost", 8443, _openssl.TLSContext(), proxy=(host, port, False, None))
        error = ask(loop, origin, *GET).error
    assert (error.code, error.message) == ("UND_ERR_ABORTED", f"Proxy response ({status[:3]}) !== 200 when HTTP Tunneling")


def test_the_loop_closes_what_is_kept(loop):
    def serve(connection):
        while connection.request():
            connection.answer()

    with serving(serve) as address:
        ask(loop, Origin(*address), *GET)
        assert not loop.alive()
        loop.close()
