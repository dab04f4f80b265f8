"""Stream sockets of llrt.net: both directions, back-pressure, half-close, failures, TLS."""

import socket
import threading

import pytest

from llrt import _openssl
from llrt.net.stream import Stream
from tests.openssl.certificates import Authority


class Owner:
    """Writes down what it is told."""

    def __init__(self):
        self.told, self.data = [], b""

    def connected(self, error):
        self.told.append(("connected", error and error.errno))

    def secured(self, error):
        self.told.append(("secured", error))

    def received(self, data):
        self.data += bytes(data)

    def ended(self):
        self.told.append(("ended",))

    def drained(self):
        self.told.append(("drained",))

    def shut(self, error):
        self.told.append(("shut", error))

    def failed(self, error, syscall):
        self.told.append(("failed", type(error).__name__, syscall))


def turn_until(loop, predicate):
    for _ in range(2000):
        if predicate():
            return
        assert loop.alive(), "nothing is left that could happen"
        loop.turn(5)
    raise AssertionError("it does not happen")


@pytest.fixture
def connected(loop):
    listener = socket.create_server(("127.0.0.1", 0))
    owner = Owner()
    stream = Stream(loop, owner)
    stream.connect(listener.getsockname(), socket.AF_INET)
    peer, _ = listener.accept()
    turn_until(loop, lambda: owner.told)
    assert owner.told == [("connected", None)]
    owner.told.clear()
    yield stream, owner, peer
    stream.close()
    peer.close()
    listener.close()
    assert not loop.alive()


def test_bytes_go_both_ways_and_each_side_can_end(loop, connected):
    stream, owner, peer = connected
    assert stream.write([b"he", b"", bytearray(b"llo")])
    assert peer.recv(10) == b"hello"
    stream.shutdown()
    turn_until(loop, lambda: owner.told)
    assert owner.told == [("shut", None)]
    assert peer.recv(10) == b""
    stream.read_start()
    peer.sendall(b"still")
    turn_until(loop, lambda: owner.data == b"still")
    peer.close()
    turn_until(loop, lambda: ("ended",) in owner.told)
    assert stream.bytes_written == stream.bytes_read == 5


def test_what_is_not_read_is_not_taken(loop, connected):
    stream, owner, peer = connected
    peer.sendall(b"x")
    loop.turn(0)
    stream.read_start()
    turn_until(loop, lambda: owner.data)
    stream.read_stop()
    peer.sendall(b"y")
    loop.turn(0)
    assert owner.data == b"x"
    assert not loop.alive()


def test_a_slow_reader_holds_the_writer_back(loop, connected):
    stream, owner, peer = connected
    big = bytes(range(256)) * (1 << 16)
    assert not stream.write([big[:5], memoryview(big)[5:]])
    assert stream.unsent > 0
    assert not stream.write([b"end"])
    received = bytearray()

    def drink():
        while len(received) < len(big) + 3:
            received.extend(peer.recv(1 << 20))

    thread = threading.Thread(target=drink)
    thread.start()
    turn_until(loop, lambda: owner.told)
    thread.join()
    assert owner.told == [("drained",)]
    assert bytes(received) == big + b"end"


def test_a_reset_is_a_failure_of_reading(loop, connected):
    stream, owner, peer = connected
    stream.read_start()
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    peer.close()
    turn_until(loop, lambda: owner.told)
    assert owner.told == [("failed", "ConnectionResetError", "read")]


def test_a_refused_connection_is_told(loop):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
    owner = Owner()
    stream = Stream(loop, owner)
    stream.connect(address, socket.AF_INET)
    turn_until(loop, lambda: owner.told)
    assert owner.told == [("connected", 111)]
    stream.close()


def test_unix_sockets(loop, tmp_path):
    path = str(tmp_path / "s")
    owner = Owner()
    stream = Stream(loop, owner)
    with pytest.raises(FileNotFoundError):
        stream.connect(path, socket.AF_UNIX)
    stream.close()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        stream = Stream(loop, owner)
        stream.connect(path, socket.AF_UNIX)
        turn_until(loop, lambda: owner.told)
        peer, _ = listener.accept()
        assert stream.write([b"x"])
        assert peer.recv(1) == b"x"
        peer.close()
        stream.close()


def test_only_what_is_active_and_wanted_keeps_the_loop_alive(loop, connected):
    stream, _, _ = connected
    assert not loop.alive()
    stream.read_start()
    assert loop.alive()
    stream.unref()
    assert not loop.alive()
    stream.ref()
    assert loop.alive()


def test_a_kept_connection_tells_whether_it_is_stale(loop, connected):
    stream, _, peer = connected
    assert not stream.stale
    peer.close()
    assert stream.stale


@pytest.fixture
def under_tls(loop, tmp_path):
    """A client under TLS and the server's side of it."""
    authority = Authority(tmp_path)
    pem, key = authority.issue("server")
    settings = _openssl.TLSContext(server=True, verify=False)
    settings.use_certificate(pem.read_bytes())
    settings.use_key(key.read_bytes())
    trust = _openssl.TLSContext()
    trust.add_authorities(authority.pem.read_bytes())
    client, server = (Stream(loop, Owner(), sock) for sock in socket.socketpair())
    client.start_tls(trust, b"localhost")
    server.start_tls(settings)
    turn_until(loop, lambda: client.owner.told and server.owner.told)
    assert client.owner.told == server.owner.told == [("secured", None)]
    yield client, server
    client.close()
    server.close()
    assert not loop.alive()


def test_tls_on_both_sides(loop, under_tls):
    client, server = under_tls
    ours, theirs = client.owner, server.owner
    assert client.tls.verify_result == 0
    client.read_start()
    server.read_start()
    big = bytes(range(256)) * 20000
    client.write([big])
    server.write([b"answer"])
    turn_until(loop, lambda: len(theirs.data) == len(big) and ours.data == b"answer")
    assert theirs.data == big
    server.shutdown()
    turn_until(loop, lambda: ("ended",) in ours.told)


def test_full_records_that_wait_are_told_together(loop, under_tls):
    client, server = under_tls
    sizes = []
    client.owner.received = lambda data: sizes.append(len(data))
    server.write([bytes(3 * 16384 + 5)])
    turn_until(loop, lambda: not server.unsent)
    client.read_start()
    turn_until(loop, lambda: sum(sizes) == 3 * 16384 + 5)
    assert sizes == [3 * 16384 + 5]


def test_what_comes_behind_full_records_is_told_after_them(loop, under_tls):
    client, server = under_tls
    server.write([bytes(2 * 16384)])
    turn_until(loop, lambda: not server.unsent)
    # No record of TLS: reading fails, but what came before has come.
    server.socket.send(b"\x17\x03\x03\x00\x20" + bytes(32))
    client.read_start()
    turn_until(loop, lambda: len(client.owner.told) == 2)
    assert len(client.owner.data) == 2 * 16384
    assert client.owner.told[1] == ("failed", "TLSError", "read")


def test_the_end_behind_full_records_is_told_after_them(loop, under_tls):
    client, server = under_tls
    server.write([bytes(2 * 16384)])
    server.shutdown()
    turn_until(loop, lambda: ("shut", None) in server.owner.told)
    client.read_start()
    turn_until(loop, lambda: ("ended",) in client.owner.told)
    assert len(client.owner.data) == 2 * 16384


def test_tls_that_meets_something_else_fails_its_handshake(loop):
    left, right = socket.socketpair()
    owner = Owner()
    client = Stream(loop, owner, left)
    client.start_tls(_openssl.TLSContext(), b"localhost")
    right.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    turn_until(loop, lambda: owner.told)
    assert owner.told[0][0] == "secured"
    assert isinstance(owner.told[0][1], _openssl.TLSError)
    client.close()
    right.close()
