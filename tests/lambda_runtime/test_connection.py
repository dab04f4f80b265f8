"""The kept-alive connection: every framing, partial reads and writes, closes at each moment; nothing is sent twice."""

import select
import socket

import pytest

from llrt.lambda_runtime.address import parse_address, resolve
from llrt.lambda_runtime.connection import Connection, ConnectionLost
from llrt.loop.loop import Loop
from tests.lambda_runtime.fake_api import ACCEPTED, CLOSE, FakeAPI

GET = b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n"


def post(body):
    return b"POST /x/response HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body)


class Client:
    """A Connection on a loop, with exchanges as plain calls."""

    def __init__(self, api):
        self.api = api
        self.loop = Loop()
        host, port = parse_address(api.address)
        self.connection = Connection(self.loop, host, port)

    def exchange(self, head, body=None):
        """(status, body) or the error."""
        got = []
        self.connection.exchange(head, body, lambda *answer: got.append(answer))
        timer = self.loop.call_later(5, self.loop.stop)
        while not got:
            assert self.loop.turn(None)
        timer.cancel()
        head, body, error = got[0]
        return error if error is not None else (head.status, bytes(body))

    def close(self):
        self.connection.close()
        self.loop.close()
        self.api.close()


@pytest.fixture
def connect():
    made = []

    def make(events=(), posts=None):
        made.append(Client(FakeAPI(events, posts)))
        return made[-1]

    yield make
    for client in made:
        client.close()


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        OK,
        CHUNKED,
        [OK[i : i + 1] for i in range(len(OK))],
        [CHUNKED[i : i + 1] for i in range(len(CHUNKED))],
        [OK[:20], 0.02, OK[20:40], 0.02, OK[40:]],
        [b"HTTP/1.1 100 Continue\r\n\r\n", OK],
        [b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK],
        [b"HTTP/1.1 200 OK\r\n\r\nhello", CLOSE],
        [b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", CLOSE],
    ],
)
def test_an_answer_in_any_framing_is_read(connect, answer):
    client = connect([answer, OK])
    assert client.exchange(GET) == (200, b"hello")
    # And the connection, or a new one, serves the next exchange.
    assert client.exchange(GET) == (200, b"hello")


def test_one_connection_serves_many_exchanges(connect):
    client = connect([OK] * 20)
    for _ in range(20):
        assert client.exchange(GET)[0] == 200
        assert client.exchange(post(b"{}"), b"{}")[0] == 202
    assert client.api.connections == 1


def test_an_empty_body_is_a_body(connect):
    client = connect([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"])
    assert client.exchange(GET) == (200, b"")


@pytest.mark.parametrize("size", [1, 65535, 65536, 3_000_000, 6_000_000])
def test_large_bodies_go_both_ways(connect, size):
    body = bytes(range(256)) * (size // 256 + 1)
    body = body[:size]
    client = connect([b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + body])
    assert client.exchange(GET) == (200, body)
    assert client.exchange(post(body), body)[0] == 202
    assert client.api.outcomes()[0].body == body


def test_connection_close_is_honoured(connect):
    closing = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
    client = connect([closing, OK])
    assert client.exchange(GET) == (200, b"hello")
    assert client.exchange(GET) == (200, b"hello")
    assert client.api.connections == 2


def test_a_connection_closed_while_idle_is_replaced_before_a_byte_is_sent(connect):
    client = connect([[OK, 0.01, CLOSE]])
    assert client.exchange(GET)[0] == 200
    # The close arrives while no exchange is under way and the loop does not turn.
    import time

    time.sleep(0.05)
    assert client.exchange(post(b"{}"), b"{}")[0] == 202
    assert (client.api.connections, len(client.api.outcomes())) == (2, 1)


def test_a_request_that_was_sent_is_never_sent_again(connect):
    client = connect([OK], posts={0: CLOSE})
    assert client.exchange(GET)[0] == 200
    error = client.exchange(post(b"{}"), b"{}")
    assert isinstance(error, ConnectionLost)
    assert not error.answered
    assert len(client.api.outcomes()) == 1
    # The next exchange starts afresh.
    assert client.exchange(post(b"{}"), b"{}")[0] == 202


def test_a_cut_answer_is_an_error(connect):
    client = connect([[b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", CLOSE]])
    error = client.exchange(GET)
    assert isinstance(error, ConnectionLost)
    assert error.answered


def test_an_answer_that_is_not_http_is_an_error(connect):
    client = connect([b"SSH-2.0-OpenSSH_9.2\r\n\r\n"])
    assert isinstance(client.exchange(GET), ConnectionLost)


def test_a_refused_connection_is_an_error(connect):
    client = connect()
    client.api.close()
    error = client.exchange(GET)
    client.api = FakeAPI()
    assert isinstance(error, ConnectionLost)


def test_bytes_nobody_asked_for_end_the_connection(connect):
    client = connect([OK + OK])
    assert client.exchange(GET)[0] == 200
    assert client.exchange(post(b"{}"), b"{}") == (202, ACCEPTED[-16:])


def test_an_early_answer_to_a_large_body_is_read(connect):
    """A server that refuses a body before it has read it (413) is heard."""
    import socket
    import threading

    listener = socket.create_server(("127.0.0.1", 0))

    def refuse():
        sock, _ = listener.accept()
        sock.recv(1000)
        sock.sendall(b"HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno")
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(1 << 20):
            pass
        sock.close()

    threading.Thread(target=refuse, daemon=True).start()
    client = connect()
    client.connection.close()
    client.connection = Connection(client.loop, "127.0.0.1", listener.getsockname()[1])
    body = b"x" * 20_000_000
    assert client.exchange(post(body), body) == (413, b"no")
    listener.close()


def test_only_an_exchange_keeps_the_loop_alive(connect):
    client = connect([OK])
    client.exchange(GET)
    assert not client.loop.alive()
    client.connection.exchange(GET, None, lambda *_: None)
    assert client.loop.alive()
    client.connection.close()
    assert not client.loop.alive()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:9001", ("127.0.0.1", 9001)),
        ("localhost", ("localhost", 80)),
        ("[::1]:8080", ("::1", 8080)),
        ("[::1]", ("::1", 80)),
        ("runtime.internal:1", ("runtime.internal", 1)),
    ],
)
def test_addresses_are_host_and_port(text, address):
    assert parse_address(text) == address


@pytest.mark.parametrize("text", ["", ":80", "host:", "host:x", "host:70000"])
def test_other_addresses_are_refused(text):
    with pytest.raises(ValueError, match="expected HOST:PORT"):
        parse_address(text)


def test_addresses_and_localhost_need_no_resolver():
    assert resolve("localhost", 1)[1] == ("127.0.0.1", 1)
    assert resolve("169.254.100.1", 9001)[1] == ("169.254.100.1", 9001)


class Stream:
    """A Connection in the middle of a streamed request, and the other end of it."""

    def __init__(self):
        self.loop = Loop()
        self.drained = 0
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.connection = Connection(self.loop, *server.getsockname())
            self.connection.stream(b"HEAD", lambda *answer: None, self._drained)
            self.peer, _ = server.accept()
        self.peer.settimeout(5)
        while self.nothing():
            self.loop.turn(0)
        assert self.read(4) == b"HEAD"
        self.drained = 0

    def _drained(self):
        self.drained += 1

    def read(self, count):
        found = b""
        while len(found) < count:
            found += self.peer.recv(count - len(found))
        return found

    def nothing(self):
        """Whether there is nothing to read now."""
        return not select.select([self.peer], [], [], 0)[0]

    def close(self):
        self.peer.close()
        self.connection.close()
        self.loop.close()


@pytest.fixture
def stream():
    made = Stream()
    yield made
    made.close()


def test_the_first_piece_of_a_turn_goes_out_at_once_and_the_others_at_its_end(stream):
    for text in (b"one", b"two"):
        assert stream.connection.send((text, b"+"))
        assert stream.read(4) == text + b"+"
        assert all(stream.connection.send((b"%d;" % n,)) for n in range(9))
        assert stream.nothing()
        stream.loop.turn(0)
        assert stream.read(18) == b"0;1;2;3;4;5;6;7;8;"
    assert stream.drained == 0


def test_what_is_gathered_goes_out_with_the_end_and_when_it_is_much(stream):
    pieces = [b"%04d" % n for n in range(1000)]
    assert all(stream.connection.send((piece,)) for piece in pieces)
    assert stream.read(3000) == b"".join(pieces)[:3000]
    large = bytes(range(256)) * 400
    assert stream.connection.send((large,))
    stream.connection.send((b"end",), last=True)
    assert stream.read(1000 + len(large) + 3) == b"".join(pieces)[3000:] + large + b"end"


def test_a_gathered_piece_may_change_afterwards(stream):
    piece = bytearray(1000)
    for n in range(50):
        piece[:] = bytes([n]) * 1000
        stream.connection.send((piece,))
    stream.loop.turn(0)
    assert stream.read(50_000) == b"".join(bytes([n]) * 1000 for n in range(50))


def test_a_full_socket_is_told_and_drained_once_for_all_that_was_gathered(stream):
    sent = []
    while stream.connection.send((b"%08d" % len(sent) * 10_000,)):
        sent.append(len(sent))
    sent.append(len(sent))
    total = sum(8 * 10_000 for _ in sent)
    got = b""
    while len(got) < total:
        stream.loop.turn(0)
        got += stream.peer.recv(1 << 20)
    assert got == b"".join(b"%08d" % n * 10_000 for n in sent)
    stream.loop.turn(0)
    assert stream.drained == 1
    assert stream.connection.send((b"more",))
    assert stream.read(4) == b"more"
