"""The Runtime API of the Lambda benchmarks: as fast as Python can, the same for every runtime measured. Not a model of Lambda:
that is llrt.lambda_runtime.emulator."""

import json
import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import threading
import time

import _measure

HERE = pathlib.Path(__file__).resolve().parent
_ACCEPTED = b'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"status":"OK"}\n'
_IDS = [f"8476a536-e9f4-11e8-9739-{i:012x}" for i in range(64)]


class _Connection:
    """One of the runtime's connections, and what has come of its current request."""

    def __init__(self, sock: socket.socket):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = sock
        self.data = bytearray()
        self.head = b""
        # Of a body that is arriving: all of its room, and the part that is still empty.
        self.body: "bytearray | None" = None
        self.rest = memoryview(b"")
        # Of a chunked one, which is counted and thrown away: how much came, and its last bytes.
        self.chunked = False
        self.gone = 0
        self.tail = b""


class RuntimeAPI:
    """Hands out `event` until `count` responses have come; then `finished` is set. `times` are perf_counter() at responses.
    Never more than `at_once` (0: no limit) are without a response. One thread serves all connections: threads would wait for
    the interpreter's lock, at the expense of runtimes with many connections."""

    def __init__(self, event: bytes, count: int, at_once: int = 0):
        self._count = count
        self._handed_out = 0
        self._room = at_once or sys.maxsize
        self._waiting: "list[_Connection]" = []
        self.times: "list[float]" = []
        self.last: "bytes | bytearray" = b""
        self._scratch = memoryview(bytearray(1 << 20))
        self.finished = threading.Event()
        deadline = int(time.time() * 1000) + 900_000
        self._answers = [_next_answer(event, request_id, deadline) for request_id in _IDS]
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.address = "{}:{}".format(*self._socket.getsockname())
        self._end, self._closer = socket.socketpair()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening, drop all connections."""
        self._closer.close()
        self._thread.join()

    def _serve(self) -> None:
        listener, end = self._socket.fileno(), self._end.fileno()
        connections: "dict[int, _Connection]" = {}
        with select.epoll() as epoll, self._socket, self._end:
            epoll.register(listener, select.EPOLLIN)
            epoll.register(end, select.EPOLLIN)
            while True:
                for fd, _ in epoll.poll():
                    if fd == end:
                        for connection in connections.values():
                            connection.socket.close()
                        return
                    if fd == listener:
                        sock, _ = self._socket.accept()
                        connections[sock.fileno()] = _Connection(sock)
                        epoll.register(sock.fileno(), select.EPOLLIN)
                    elif not self._read(connections[fd]):
                        epoll.unregister(fd)
                        connections.pop(fd).socket.close()

    def _read(self, connection: _Connection) -> bool:
        """Take what has arrived; false at its end. Bodies are not copied: a server that is slow hides what it measures."""
        try:
            if connection.body is not None:
                count = connection.socket.recv_into(connection.rest)
                connection.rest = connection.rest[count:]
                if count and not connection.rest:
                    body, connection.body = connection.body, None
                    self._answered(connection, body)
                return count > 0
            count = connection.socket.recv_into(self._scratch)
            if connection.chunked:
                self._take_chunks(connection, self._scratch[:count])
            else:
                connection.data += self._scratch[:count]
                while connection.data and self._take_request(connection):
                    pass
        except OSError:
            return False
        return count > 0

    def _take_request(self, connection: _Connection) -> bool:
        """A request at the start of what came; false: more of it is to come."""
        data = connection.data
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(data[:end]).lower()
        if head.startswith(b"get "):
            del data[: end + 4]
            self._waiting.append(connection)
            self._hand_out()
            return True
        connection.head = head
        with memoryview(data)[end + 4 :] as come:
            if b"chunked" in head:
                connection.chunked, connection.gone, connection.tail = True, 0, b""
                self._take_chunks(connection, come)
                taken = len(come)
            else:
                length = int(head.split(b"content-length:", 1)[1].split(b"\r", 1)[0])
                body = bytearray(length)
                taken = min(len(come), length)
                body[:taken] = come[:taken]
                if taken < length:
                    connection.body, connection.rest = body, memoryview(body)[taken:]
                else:
                    self._answered(connection, body)
        del data[: end + 4 + taken]
        return True

    def _take_chunks(self, connection: _Connection, piece: memoryview) -> None:
        connection.gone += len(piece)
        connection.tail = (connection.tail + bytes(piece[-7:]))[-7:]
        # What is streamed never looks like its own end.
        if connection.tail == b"\r\n0\r\n\r\n":
            connection.chunked = False
            self._answered(connection, b"%d" % connection.gone)

    def _answered(self, connection: _Connection, body: "bytes | bytearray") -> None:
        self.times.append(time.perf_counter())
        self.last = body
        if b"/response" not in connection.head:
            print(f"the runtime posted an error: {body.decode()}", file=sys.stderr)
            self.finished.set()
        connection.socket.sendall(_ACCEPTED)
        self._room += 1
        if len(self.times) >= self._count:
            self.finished.set()
        self._hand_out()

    def _hand_out(self) -> None:
        while self._waiting and self._room and not self.finished.is_set():
            self._room -= 1
            self._handed_out += 1
            # Sends block: a runtime reads what it has asked for.
            self._waiting.pop(0).socket.sendall(self._answers[self._handed_out % len(_IDS)])


def _next_answer(event: bytes, request_id: str, deadline: int) -> bytes:
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        f"Lambda-Runtime-Aws-Request-Id: {request_id}\r\nLambda-Runtime-Deadline-Ms: {deadline}\r\n"
        "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:echo\r\n"
        f"Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent={request_id[-16:]};Sampled=0\r\n"
        f"Content-Length: {len(event)}\r\n\r\n"
    )
    return head.encode() + event


def environment(api: RuntimeAPI, handler: str = "echo.handler") -> "dict[str, str]":
    """The variables of a runtime process."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "_HANDLER": handler,
        "LAMBDA_TASK_ROOT": str(HERE / "peers"),
        "AWS_LAMBDA_RUNTIME_API": api.address,
        "AWS_LAMBDA_FUNCTION_NAME": "echo",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/echo",
        "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[$LATEST]0123456789abcdef",
    }


def peers() -> "dict[str, list[str]]":
    """The commands to compare: llrt in runtime mode, and Node with the minimal client."""
    client = str(HERE / "peers" / "lambda_client.mjs")
    return {"llrt": _measure.llrt_command(), "node 24": [*_measure.node_command(), client]}


class Run:
    """One process that served `count` events: seconds to the first response, seconds of each later one, peak RSS in MiB."""

    def __init__(
        self,
        command: "list[str]",
        event: bytes,
        count: int,
        timeout: float = 120.0,
        handler: str = "echo.handler",
        at_once: int = 0,
    ):
        api = RuntimeAPI(event, count, at_once)
        variables = environment(api, handler)
        if at_once:
            variables["AWS_LAMBDA_MAX_CONCURRENCY"] = str(at_once)
        start = time.perf_counter()
        process = subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL, start_new_session=True)
        done = api.finished.wait(timeout)
        peak = _peak(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = -9
        api.close()
        if not done or len(api.times) < count:
            sys.exit(f"{' '.join(command)}: {len(api.times)} of {count} responses")
        self.last = api.last
        if handler == "echo.handler" and json.loads(api.last) != json.loads(event):
            sys.exit(f"{' '.join(command)}: not an echo: {api.last[:200]!r}")
        self.first = api.times[0] - start
        self.times = api.times
        self.peak = usage.ru_maxrss / 1024 if peak is None else peak


def _peak(pid: int) -> "float | None":
    """Peak RSS in MiB. ru_maxrss counts what this interpreter had when it spawned the process; it is for where /proc is not."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:")), None)
    except OSError:
        return None
