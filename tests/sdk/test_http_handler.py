"""The handler of the built-in SDK keeps the contract of NodeHttpHandler: the original, under Node, is told the same by one
server."""

import contextlib
import socket
import threading
import time

import pytest

from .conftest import ROOT

PROGRAM = ROOT / "tests" / "sdk" / "programs" / "handler.mjs"


class Server:
    """Answers by the path that is asked for; `port`."""

    def __init__(self):
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listening.getsockname()[1]
        self._lock = threading.Lock()
        self._now = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        # A blocked accept() would take the clients of the next socket with this number.
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection, connection.makefile("rb") as stream, contextlib.suppress(OSError):
            while line := stream.readline():
                fields = []
                while (field := stream.readline().decode("latin-1").strip()) != "":
                    fields.append(field)
                if not self._answer(connection, stream, line.decode().split()[:2], fields):
                    return

    def _answer(self, connection, stream, line, fields):
        method, path = line
        names = dict(field.lower().split(": ", 1) for field in fields if ": " in field)
        if names.get("expect") == "100-continue":
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = read_body(stream, names)
        name = path.partition("?")[0].strip("/")
        if name == "echo":
            told = [f"{method} {path}", *sorted(f"{field}: {names[field]}" for field in names if field != "host")]
            send(connection, "\n".join([*told, body.decode()]).encode())
        elif name == "size":
            send(connection, str(len(body)).encode())
        elif name == "count":
            with self._lock:
                self._now += 1
                now = self._now
            time.sleep(0.05)
            with self._lock:
                self._now -= 1
            send(connection, str(now).encode())
        elif name == "large":
            send(connection, bytes(1 << 20))
        elif name == "slow":
            time.sleep(0.3)
            send(connection, b"slow")
        elif name == "never":
            stream.readline()
            return False
        elif name == "plain":
            connection.sendall(b"HTTP/1.1 200 Very Good\r\nX-Two: a\r\nContent-Length: 5\r\n\r\n" + b"plain" * (method != "HEAD"))
        elif name in ANSWERS:
            connection.sendall(ANSWERS[name])
        return name not in ("hangup", "cut", "nonsense")


def read_body(stream, names):
    if names.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(stream.readline(), 16):
            body += stream.read(size)
            stream.readline()
        stream.readline()
        return body
    return stream.read(int(names.get("content-length", 0)))


def send(connection, content):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(content), content))


ANSWERS = {
    "headers": b"HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nETag: x\r\nEtag: y\r\n"
    b"Content-Length: 0\r\n\r\n",
    "204": b"HTTP/1.1 204 No Content\r\n\r\n",
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n4\r\n two\r\n0\r\nX-Trailer: t\r\n\r\n",
    "cut": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
    "nonsense": b"HTTP/1.1 nonsense\r\n\r\n",
}


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


def test_the_handler_says_what_nodes_says(llrt, node, bundle, server, sdk_environment):
    peer = node(bundle(PROGRAM), str(server.port))
    assert peer.code == 0, peer
    result = llrt(PROGRAM, str(server.port), env=sdk_environment)
    assert result.code == 0, result
    assert result.stdout.splitlines() == peer.stdout.splitlines()
