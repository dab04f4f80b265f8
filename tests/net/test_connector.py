"""One connection out of several addresses: the first that answers wins, the others are given up (RFC 8305)."""

import socket

import pytest

from llrt.loop.loop import Loop
from llrt.net import connector, dns

SILENT = "192.0.2.1"


@pytest.fixture
def loop(monkeypatch):
    """Attempts at SILENT never end; others are not waited for longer than a moment."""
    start = connector._Attempt.start
    monkeypatch.setattr(connector._Attempt, "start", lambda attempt: None if attempt.address == SILENT else start(attempt))
    monkeypatch.setattr(connector, "_PATIENCE", 0.001)
    loop = Loop()
    yield loop
    loop.close()


class Answered:
    pending = False


def reach(loop, monkeypatch, addresses, port):
    """(peer's address or None, error, addresses in the order in which they were tried)"""
    told, tried = [], []
    note = connector._Attempt.__init__

    def remember(attempt, owner, address, family):
        tried.append(address)
        note(attempt, owner, address, family)

    monkeypatch.setattr(connector._Attempt, "__init__", remember)

    def lookup(loop, host, family, hints, done, *_):
        loop.call_soon(done, 0, addresses)
        return Answered()

    monkeypatch.setattr(dns, "lookup", lookup)
    connector.Connector(loop, "some.host", port, lambda stream, error: told.append((stream, error)), timeout=5.0)
    while not told:
        loop.turn(1)
    assert not loop.alive(), "an attempt was left behind"
    stream, error = told[0]
    peer = stream and stream.socket.getpeername()[0]
    if stream is not None:
        stream.close()
    return peer, error, tried


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_one_that_does_not_answer_does_not_hold_up_the_next(loop, monkeypatch, port):
    found = reach(loop, monkeypatch, [(SILENT, 4), ("127.0.0.1", 4)], port)
    assert found == ("127.0.0.1", None, [SILENT, "127.0.0.1"])


def test_families_take_turns(loop, monkeypatch, port):
    addresses = [("::1", 6), ("::1", 6), (SILENT, 4), ("127.0.0.1", 4)]
    peer, error, tried = reach(loop, monkeypatch, addresses, port)
    assert (peer, error) == ("127.0.0.1", None)
    assert tried == ["::1", SILENT, "::1", "127.0.0.1"]


def test_none_is_tried_behind_one_that_answers(loop, monkeypatch, port):
    assert reach(loop, monkeypatch, [("127.0.0.1", 4), (SILENT, 4)], port)[2] == ["127.0.0.1"]


def test_all_that_failed_are_told(loop, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    peer, error, _ = reach(loop, monkeypatch, [("127.0.0.1", 4), ("127.0.0.2", 4)], closed)
    assert peer is None
    assert [one.message for one in error.errors] == [f"connect ECONNREFUSED 127.0.0.{n}:{closed}" for n in (1, 2)]
