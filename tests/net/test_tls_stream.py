"""llrt/net/tls_stream.py on a bare loop: how a handshake begins."""

import socket

import pytest

from llrt.loop.loop import Loop
from llrt.net import trust
from llrt.net.stream import Stream
from llrt.net.tls_stream import TLSStream


class Owner:
    def __init__(self):
        self.told = []

    def __getattr__(self, name):
        return lambda *args: self.told.append((name, *args))


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    loop = Loop()
    yield loop, ours, theirs
    loop.close()
    theirs.close()


def begin(loop, ours, connection):
    owner = Owner()
    stream = TLSStream(loop, owner, Stream(loop, owner, ours), connection)
    stream.start()
    return stream, owner


def test_a_client_says_hello_at_once(ends):
    from llrt._openssl import TLSConnection

    loop, ours, theirs = ends
    stream, owner = begin(loop, ours, TLSConnection(trust.default_context(), -1, server=False))
    hello = theirs.recv(65536)
    assert hello[0] == 22  # a record of the handshake
    assert owner.told == []
    stream.start()
    loop.call_later(0.01, stream.close)
    loop.run()
    assert theirs.recv(65536) == b""  # not a second time
    assert {name for name, *_ in owner.told} <= {"progressed"}


def test_a_handshake_that_fails_at_once_is_told_in_a_later_turn_and_not_tried_again(ends):
    class Broken:
        tries = 0

        def handshake(self):
            self.tries += 1
            raise ValueError("no ciphers")

        def outgoing(self):
            return b""

    loop, ours, _ = ends
    broken = Broken()
    stream, owner = begin(loop, ours, broken)
    assert owner.told == []
    stream.start()
    loop.run()
    assert [(name, str(error)) for name, *rest in owner.told for error in rest] == [("secured", "no ciphers")]
    assert broken.tries == 1
    stream.close()
