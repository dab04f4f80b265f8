"""fetch takes and sends 64 KB to 100 MB with flat memory, and sends 10,000 small requests over connections that it keeps."""

import gzip
import re
import socket
import threading
import zlib
from pathlib import Path

import pytest

from tests.net.raw_server import serving
from tests.support.programs import measured, run_llrt

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
    # A blocked accept() would take the clients of the next socket with this number.
    made.listener.shutdown(socket.SHUT_RDWR)
    made.listener.close()


def test_bodies_arrive_whole_and_memory_stays_flat(server):
    ran = run_llrt(str(Path(__file__).parent / "_sizes.mjs"), server.url, timeout=300, env=measured())
    assert ran.code == 0, ran.stderr
    # At most five requests at a time, one for each stream that was given up, and none anew for each request.
    assert int(ran.stdout) <= 12


# Reads a little, waits, reads all: what it grew by, at each.
READS = """
const peak = () => process.resourceUsage().maxRSS / 1024;
const [, , base, ...paths] = process.argv;
for (const path of ["small", ...paths]) {
  const before = peak(), response = await fetch(`${base}/${path}`), reader = response.body.getReader();
  let size = (await reader.read()).value.length;
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
  const waiting = peak() - before;
  for (let step; !(step = await reader.read()).done; size += step.value.length);
  if (path !== "small") console.log(path, size, waiting < 24, peak() - before < 24 || peak() - before);
}
"""
EXPANDED = 64 << 20
CODED = """
const zlib = require("node:zlib"), zeros = Buffer.alloc(SIZE);
require("node:fs").writeFileSync("br", zlib.brotliCompressSync(zeros, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 2 } }));
require("node:fs").writeFileSync("zstd", zlib.zstdCompressSync(zeros));
""".replace("SIZE", str(EXPANDED))


def test_a_small_answer_that_expands_does_not_fill_the_memory(llrt, tmp_path):
    zeros = bytes(EXPANDED)
    (tmp_path / "program.mjs").write_text(READS)
    assert llrt("-e", CODED, cwd=tmp_path).code == 0
    bodies = {
        "gzip": gzip.compress(zeros),
        "deflate": zlib.compress(zeros),
        "br": (tmp_path / "br").read_bytes(),
        "zstd": (tmp_path / "zstd").read_bytes(),
        "gzip,gzip": gzip.compress(gzip.compress(zeros)),
    }
    assert max(map(len, bodies.values())) < EXPANDED // 500
    small = gzip.compress(b"small")

    def serve(connection):
        while request := connection.request():
            coding = request[0].split()[1][1:]
            connection.answer(bodies.get(coding, small), "200 OK", f"content-encoding: {coding if coding in bodies else 'gzip'}")

    with serving(serve) as (_, port):
        done = llrt("program.mjs", f"http://127.0.0.1:{port}", *bodies, cwd=tmp_path)
    assert done.stdout.splitlines() == [f"{coding} {EXPANDED} true true" for coding in bodies], done
