"""A scripted Runtime API on raw sockets: what it answers is bytes, so that it can misbehave. And a way to run a handler
against it. Not the emulator, which is tested with other clients."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

from tests.support.programs import TIMEOUT, llrt_command

ROOT = pathlib.Path(__file__).resolve().parents[2]
ACCEPTED = b'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"status":"OK"}\n'
CLOSE = object()
# What an instrumented runtime needs to start, and how it reports (tests/asan.sh).
SANITIZERS = ("LD_PRELOAD", "PYTHONMALLOC", "ASAN_OPTIONS", "UBSAN_OPTIONS")


class Exchange:
    """One request as it came, and its answer."""

    def __init__(self, head, body, connection):
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.path, self.version = lines[0].split(" ")
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
        self.body = body
        # As it came, to the last byte.
        self.raw = head + b"\r\n\r\n" + body
        # Of a chunked request: its pieces as they were framed, and the fields behind them.
        self.chunks, self.trailers = [], {}
        self.connection = connection

    @property
    def kind(self):
        if self.path.endswith("/invocation/next"):
            return "next"
        parts = self.path.split("/")
        return "/".join(parts[-2:]) if parts[-2] in ("init", "restore", "extension", "event") else parts[-1]

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"<{self.method} {self.path} {self.body[:200]!r}>"


def event_answer(body, request_id="id-1", headers=(), deadline_ms=None):
    """The bytes of an answer to GET /next."""
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    deadline = deadline_ms or int(time.time() * 1000) + 30_000
    lines = [
        "HTTP/1.1 200 OK",
        "Content-Type: application/json",
        f"Lambda-Runtime-Aws-Request-Id: {request_id}",
        f"Lambda-Runtime-Deadline-Ms: {deadline}",
        "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:test",
        *[f"{name}: {value}" for name, value in headers],
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Listener:
    """Accepts connections on loopback, each served in a thread of its own by `serve(sock, number)`."""

    def __init__(self, sock):
        self.connections = 0
        self._open = []
        self._socket = sock
        self.address = "{}:{}".format(*sock.getsockname())
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        # A blocked accept() keeps a closed listener alive: shut it down first.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for sock in self._open:
            sock.close()

    def _accept(self):
        while True:
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(sock)
            threading.Thread(target=self.serve, args=(sock, self.connections), daemon=True).start()


class FakeAPI(Listener):
    """Answers GET /next with the items of `events` (bytes of an answer, or a list of bytes sent one by one, or CLOSE) and
    POSTs with `posts` (a dict: index of the POST -> the same), other requests with `others` (kind -> the same; None: never);
    keeps all requests in `exchanges`. When the events are used up, /next waits for ever and `drained` is set."""

    def __init__(self, events=(), posts=None, others=None):
        self.events = list(events)
        self.posts = posts or {}
        self.others = others or {}
        self.exchanges = []
        self.drained = threading.Event()
        self._posts_seen = 0
        self._lock = threading.Lock()
        super().__init__(socket.create_server(("127.0.0.1", 0)))

    def outcomes(self):
        return [e for e in self.exchanges if e.method == "POST" and e.kind not in self.others]

    def serve(self, sock, number):
        data = b""
        try:
            while True:
                while b"\r\n\r\n" not in data:
                    more = sock.recv(1 << 16)
                    if not more:
                        return
                    data += more
                head, _, data = data.partition(b"\r\n\r\n")
                if b"transfer-encoding: chunked" in head.lower():
                    exchange = Exchange(head, b"", number)
                    data = self._read_chunks(sock, data, exchange)
                    if not self._answer(sock, exchange):
                        return
                    continue
                length = _length(head)
                while len(data) < length:
                    more = sock.recv(1 << 20)
                    if not more:
                        return
                    data += more
                body, data = data[:length], data[length:]
                if not self._answer(sock, Exchange(head, body, number)):
                    return
        except OSError:
            return

    def _read_chunks(self, sock, data, exchange):
        """Reads chunks and trailers into `exchange`; returns what is behind them."""

        def line():
            nonlocal data
            while b"\r\n" not in data:
                more = sock.recv(1 << 16)
                if not more:
                    raise OSError("closed inside a chunked body")
                data += more
            text, _, data = data.partition(b"\r\n")
            exchange.raw += text + b"\r\n"
            return text

        while size := int(line(), 16):
            while len(data) < size + 2:
                more = sock.recv(1 << 20)
                if not more:
                    raise OSError("closed inside a chunk")
                data += more
            exchange.chunks.append(data[:size])
            exchange.raw += data[: size + 2]
            data = data[size + 2 :]
        while trailer := line():
            name, _, value = trailer.decode("latin-1").partition(":")
            exchange.trailers[name.lower()] = value.strip()
        exchange.body = b"".join(exchange.chunks)
        return data

    def _answer(self, sock, exchange):
        with self._lock:
            self.exchanges.append(exchange)
            if exchange.kind in self.others:
                answer = self.others[exchange.kind]
                if answer is None:
                    return True
            elif exchange.kind == "next":
                answer = self.events.pop(0) if self.events else None
            else:
                answer = self.posts.get(self._posts_seen, ACCEPTED)
                self._posts_seen += 1
        if answer is None:
            self.drained.set()
            return True
        for part in answer if isinstance(answer, list) else [answer]:
            if part is CLOSE:
                sock.shutdown(socket.SHUT_RDWR)
                sock.close()
                return False
            if isinstance(part, float):
                time.sleep(part)
                continue
            sock.sendall(part)
        return True


def _length(head):
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


class Outcome:
    """What a run of the runtime left behind."""

    def __init__(self, api, stdout, stderr, code):
        self.api = api
        self.posts = api.outcomes()
        self.stdout = stdout
        self.stderr = stderr
        self.code = code

    def lines(self):
        return self.stdout.splitlines()


def environment(api, handler, folder, extra=None):
    """The variables of a runtime process; None in `extra` leaves one out."""
    variables = {
        "PATH": os.environ.get("PATH", ""),
        "TZ": ":UTC",
        "_HANDLER": handler,
        "LAMBDA_TASK_ROOT": str(folder),
        "AWS_LAMBDA_RUNTIME_API": api.address,
        "AWS_LAMBDA_FUNCTION_NAME": "test",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/test",
        "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[$LATEST]abc",
    }
    variables.update({key: value for key, value in os.environ.items() if key.startswith(("LLRT_", "PYTHONPATH", *SANITIZERS))})
    variables.update(extra or {})
    return {name: value for name, value in variables.items() if value is not None}


def run_runtime(
    folder, handler, events=(), *, posts=None, others=None, env=None, timeout=None, until=None, source=None, command=None
):
    """Start the runtime (or another one: `command`) in `folder`, feed it `events` (see FakeAPI; other values become answers with
    ids id-1, id-2, ...), and end it once they are used up (or `until(api)` is true), unless it ends by itself. `source`: has the
    events instead, one `pop(0)` at a time."""
    timeout = timeout or TIMEOUT / 3
    answers = [e if isinstance(e, (bytes, list)) or e is CLOSE else event_answer(e, f"id-{i}") for i, e in enumerate(events, 1)]
    api = FakeAPI(answers, posts, others)
    if source is not None:
        api.events = source
    process = subprocess.Popen(
        command or llrt_command(),
        cwd=folder,
        env=environment(api, handler, folder, env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    killed = threading.Event()
    threading.Thread(target=_watch, args=(api, process, killed, until, timeout), daemon=True).start()
    stdout, stderr = process.communicate()
    code = None if killed.is_set() else process.returncode
    api.close()
    return Outcome(api, stdout.decode(), stderr.decode(), code)


def _watch(api, process, killed, until, timeout):
    """Kill the process when the script is over; a run that takes too long is killed as well and seen by its missing posts."""
    end = time.monotonic() + timeout
    while process.poll() is None and time.monotonic() < end:
        if until(api) if until is not None else api.drained.wait(0.005):
            break
        if until is not None:
            time.sleep(0.005)
    if process.poll() is None:
        killed.set()
        os.killpg(process.pid, signal.SIGKILL)
