"""The Runtime API of the Lambda benchmarks: as fast as Python can, the same for every runtime measured. Blocking sockets, a
thread a connection. Not a model of Lambda: that is llrt.lambda_runtime.emulator."""

import json
import os
import pathlib
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


class RuntimeAPI:
    """Hands out `event` until `count` responses have come; then `finished` is set. `times` are perf_counter() at responses.
    Never more than `at_once` (0: no limit) are without a response."""

    def __init__(self, event: bytes, count: int, at_once: int = 0):
        self._count = count
        self._handed_out = 0
        self._room = threading.Semaphore(at_once) if at_once else None
        self.times: "list[float]" = []
        self.last = b""
        self.finished = threading.Event()
        deadline = int(time.time() * 1000) + 900_000
        self._answers = [_next_answer(event, request_id, deadline) for request_id in _IDS]
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = "{}:{}".format(*self._socket.getsockname())
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        data = b""
        try:
            while True:
                end = data.find(b"\r\n\r\n")
                if end < 0:
                    more = connection.recv(1 << 18)
                    if not more:
                        return
                    data += more
                    continue
                if data[:4] == b"GET ":
                    data = data[end + 4 :]
                    if self._room is not None:
                        self._room.acquire()
                    self._handed_out += 1
                    connection.sendall(self._answers[self._handed_out % len(_IDS)])
                    continue
                data = self._take_body(connection, data, end)
                connection.sendall(_ACCEPTED)
                if self._room is not None:
                    self._room.release()
                if len(self.times) >= self._count:
                    self.finished.set()
                    return
        except OSError:
            return

    def _take_body(self, connection: socket.socket, data: bytes, end: int) -> bytes:
        head = data[:end].lower()
        if b"chunked" in head:
            return self._take_stream(connection, data, end)
        start = head.index(b"content-length:") + 15
        length = int(head[start : head.find(b"\r", start) if head.find(b"\r", start) > 0 else end])
        parts, have = [data], len(data)
        while have < end + 4 + length:
            more = connection.recv(1 << 20)
            if not more:
                raise OSError("closed within a body")
            parts.append(more)
            have += len(more)
        data = b"".join(parts)
        self.times.append(time.perf_counter())
        self.last = data[end + 4 : end + 4 + length]
        if b"/response" not in head:
            print(f"the runtime posted an error: {self.last.decode()}", file=sys.stderr)
            self.finished.set()
        return data[end + 4 + length :]


    def _take_stream(self, connection: socket.socket, data: bytes, end: int) -> bytes:
        """A chunked body is counted and thrown away; what is streamed never looks like its own end."""
        size, tail = len(data) - end, data[-7:]
        while not tail.endswith(b"\r\n0\r\n\r\n"):
            more = connection.recv(1 << 20)
            if not more:
                raise OSError("closed within a body")
            size += len(more)
            tail = (tail + more)[-7:]
        self.times.append(time.perf_counter())
        self.last = b"%d" % size
        return b""


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
