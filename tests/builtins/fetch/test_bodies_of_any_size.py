"""fetch takes and sends 64 KB to 100 MB with flat memory, and sends 10,000 small requests over connections that it keeps."""

import re
import socket
import threading
from pathlib import Path

import pytest

from tests.support.programs import run_llrt

PERIOD = 251
BLOCK = bytes(range(PERIOD)) * 1024
TWO_BLOCKS = BLOCK * 2


class Server:
    """HTTP/1.1, a thread for each connection; bytes are made and checked a block at a time."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.connections = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection, connection.makefile("rb") as reader:
            try:
                while line := reader.readline():
                    self.answer(connection, reader, line.split()[1].decode(), head(reader))
            except OSError:
                pass

    def answer(self, connection, reader, path, fields):
        length, good = body(reader, fields)
        if wanted := re.fullmatch(r"/bytes/(\d+)", path):
            left = int(wanted[1])
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % left)
            while left:
                piece = BLOCK[: min(left, len(BLOCK))]
                connection.sendall(piece)
                left -= len(piece)
            return
        text = f"{self.connections}" if path == "/connections" else f"{length} {'good' if good else 'bad'}"
        connection.sendall(f"HTTP/1.1 200 OK\r\ncontent-length: {len(text)}\r\n\r\n{text}".encode())


def head(reader):
    fields = {}
    while (line := reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode().partition(":")
        fields[name.lower()] = value.strip()
    return fields


def body(reader, fields):
    """(length, whether its bytes are those that are expected)."""
    at, good = 0, True
    for piece in pieces(reader, fields):
        start = at % PERIOD
        good = good and piece == TWO_BLOCKS[start : start + len(piece)]
        at += len(piece)
    return at, good


def pieces(reader, fields):
    if fields.get("transfer-encoding") == "chunked":
        while size := int(reader.readline(), 16):
            yield from parts(reader, size)
            reader.readline()
        reader.readline()
    else:
        yield from parts(reader, int(fields.get("content-length", 0)))


def parts(reader, left):
    while left:
        piece = reader.read(min(left, len(BLOCK)))
        if not piece:
            return
        left -= len(piece)
        yield piece


@pytest.fixture
def server():
    made = Server()
    yield made
    made.listener.close()


def test_bodies_arrive_whole_and_memory_stays_flat(server):
    ran = run_llrt(str(Path(__file__).parent / "_sizes.mjs"), server.url, timeout=300)
    assert ran.code == 0, ran.stderr
    # At most five requests at a time, one for each stream that was given up, and none anew for each request.
    assert int(ran.stdout) <= 12
