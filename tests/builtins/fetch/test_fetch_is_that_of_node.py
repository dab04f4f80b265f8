"""fetch against servers of ours, the same programs under Node and llrt: requests and bodies of every kind, and a table of
answers that are broken in every way.
"""

import gzip
import http.server
import json
import threading
import time
import zlib
from pathlib import Path

import pytest

from tests.net.raw_server import serving

HERE = Path(__file__).parent


class Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def body(self):
        if self.headers.get("transfer-encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self, data, *fields, status=200):
        self.send_response(status, "Fine")
        for name, value in [*fields, ("content-length", str(len(data)))]:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_GET(self):
        body = self.body()
        if self.path.startswith("/redir"):
            self.answer(b"", ("location", "/echo"), status=int(self.path[6:9]))
        elif self.path == "/gzip":
            self.answer(gzip.compress(b"hello " * 1000), ("content-encoding", "gzip"))
        elif self.path == "/late":
            # So late that who asked has given up.
            time.sleep(0.5)
            self.close_connection = True
        elif self.path.startswith("/big"):
            self.big(int(self.path[4:]))
        else:
            fields = [pair for pair in self.headers.items() if pair[0].lower() not in ("user-agent", "host")]
            data = json.dumps([self.command, self.path, fields, len(body), body[:200].decode("latin-1")])
            kind = ("content-type", "application/json")
            self.answer(data.encode(), kind, ("x-a", "1"), ("set-cookie", "a=1"), ("set-cookie", "b=2"))

    def big(self, size):
        self.send_response(200)
        self.send_header("content-length", str(size))
        self.end_headers()
        try:
            for _ in range(0, size, 65536):
                self.wfile.write(b"x" * min(65536, size))
                size -= 65536
        except OSError:
            # The client has given up.
            self.close_connection = True

    do_POST = do_PUT = do_HEAD = do_DELETE = do_PATCH = do_GET


@pytest.fixture
def echo():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def compare(llrt, node, *args):
    ours, theirs = llrt(*args), node("--no-warnings", *args)
    assert ours.stdout.splitlines() == theirs.stdout.splitlines()
    assert (ours.code, ours.stderr) == (theirs.code, theirs.stderr)


def test_requests_and_their_bodies(llrt, node, echo):
    compare(llrt, node, HERE / "_requests.mjs", echo)


OK = b"HTTP/1.1 200 OK\r\n"
LENGTH = b"content-length: 5\r\n\r\n"
CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"


def encoded(coding, data):
    return OK + b"content-encoding: %s\r\ncontent-length: %d\r\n\r\n%s" % (coding, len(data), data)


RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
RAW_DEFLATED = RAW.compress(b"hello") + RAW.flush()

ANSWERS = [
    OK + LENGTH + b"hello",
    OK + LENGTH + b"hel",
    OK + b"\r\nuntil close",
    OK + b"connection: close\r\n\r\nclosed",
    b"",
    b"HTTP",
    b"rubbish\r\n\r\n",
    b"HTTP/1.1 200\r\n" + LENGTH + b"hello",
    b"HTTP/1.1 200 \r\n" + LENGTH + b"hello",
    b"HTTP/1.0 200 OK\r\n\r\nold",
    b"HTTP/2.0 200 OK\r\n" + LENGTH + b"hello",
    b"HTTP/1.1 2000 OK\r\n" + LENGTH + b"hello",
    b"HTTP/1.1 abc OK\r\n" + LENGTH + b"hello",
    b"HTTP/1.1 999 Odd\r\n" + LENGTH + b"hello",
    b"HTTP/1.1 404 Not Here\r\n" + LENGTH + b"hello",
    OK + b"content-length: -5\r\n\r\nhello",
    OK + b"content-length: 5x\r\n\r\nhello",
    OK + b"content-length: 5\r\ncontent-length: 5\r\n\r\nhello",
    OK + b"content-length: 5\r\ncontent-length: 6\r\n\r\nhello",
    OK + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    OK + b"content-length: 99999999999999999999\r\n\r\nhello",
    CHUNKED + b"5\r\nhello\r\n0\r\n\r\n",
    CHUNKED + b"5;name=value\r\nhello\r\n0\r\nx-trailer: t\r\n\r\n",
    CHUNKED + b"5\r\nhello\r\n",
    CHUNKED + b"5\r\nhello",
    CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n",
    CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n",
    CHUNKED + b"5\r\nhelloXX0\r\n\r\n",
    CHUNKED + b"ffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
    OK + b"transfer-encoding: identity, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    OK + b"x-a: 1\r\nx-a: 2\r\nX-A:3\r\nset-cookie: a\r\nset-cookie: b\r\n" + LENGTH + b"hello",
    OK + b"x-empty:\r\nx-spaces:   both\r\n" + LENGTH + b"hello",
    OK + b"no colon\r\n" + LENGTH + b"hello",
    OK + b"bad name: x\r\n" + LENGTH + b"hello",
    OK + b": x\r\n" + LENGTH + b"hello",
    OK + b"x-nul: a\0b\r\n" + LENGTH + b"hello",
    OK + b"x-latin: \xe9\r\n" + LENGTH + b"hello",
    OK + b"x-fold: a\r\n b\r\n" + LENGTH + b"hello",
    OK + b"x-long: " + b"a" * 15000 + b"\r\n" + LENGTH + b"hello",
    OK + b"x-long: " + b"a" * 17000 + b"\r\n" + LENGTH + b"hello",
    b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + OK + LENGTH + b"hello",
    b"HTTP/1.1 204 No Content\r\n\r\n",
    b"HTTP/1.1 304 Not Modified\r\n\r\n",
    b"HTTP/1.1 205 Reset Content\r\ncontent-length: 0\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n",
    encoded(b"gzip", gzip.compress(b"hello")),
    encoded(b"GZIP", gzip.compress(b"hello")),
    encoded(b"x-gzip", gzip.compress(b"hello")),
    encoded(b"gzip, gzip", gzip.compress(gzip.compress(b"hello"))),
    encoded(b"deflate", zlib.compress(b"hello")),
    encoded(b"deflate", RAW_DEFLATED),
    encoded(b"unknown", b"hello"),
    encoded(b"identity", b"hello"),
    encoded(b"gzip", b""),
    encoded(b"br", b"\x0b\x02\x80hello\x03"),
]


# After these a client has no need of the connection's end to know that of the answer.
WHOLE = (LENGTH + b"hello", b"\r\n0\r\n\r\n", b"content-length: 0\r\n\r\n", b"No Content\r\n\r\n", b"Not Modified\r\n\r\n")


def test_answers_whole_and_broken(llrt, node):
    def serve(connection):
        while request := connection.request():
            answer = ANSWERS[int(request[0].split()[1][1:])]
            connection.send(answer)
            # Who closes behind a whole answer may meet the next request, which is then lost or sent again.
            if not answer.endswith(WHOLE) and b"content-encoding" not in answer:
                return

    with serving(serve) as (_, port):
        compare(llrt, node, HERE / "_answers.mjs", port, len(ANSWERS))
