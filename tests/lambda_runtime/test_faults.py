"""A Runtime API whose connections break: at every stage of every kind of answer, and at random. No invocation is answered twice,
none is lost without a word, and the process goes on."""

import random
import socket
import struct
import subprocess
import threading
import time

import pytest

from tests.lambda_runtime.fake_api import ACCEPTED, Listener, environment, event_answer
from tests.support.programs import llrt_command

CODE = {
    "response": "export const handler = async (event) => { await go(event); return 'x'.repeat(event.size); };",
    "error": "export const handler = async (event) => { await go(event); throw new Error('x'.repeat(event.size)); };",
    "stream": "export const handler = awslambda.streamifyResponse(async (event, stream) => {"
    " await go(event); for (let n = event.size; n > 0; n -= 9e4) stream.write('x'.repeat(Math.min(n, 9e4))); stream.end(); });",
}
# Long enough for the loss of the connection to arrive while the handler runs.
GO = "const go = (event) => new Promise((r) => setTimeout(r, event.wait)); "


def reset(sock):
    """Ends the connection with RST."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def half_close(sock):
    sock.shutdown(socket.SHUT_WR)


class FaultyAPI(Listener):
    """Hands out the events once each. `choose(kind, request id)` names the fault of an exchange, None for none."""

    def __init__(self, events, choose):
        self.events = list(events)
        self.choose = choose
        # Request id -> how many requests with an outcome for it began; how many came complete.
        self.begun, self.complete = {}, {}
        self.handed = []
        self._lock = threading.Lock()
        self.done = threading.Event()
        listening = socket.socket()
        # A small window: large bodies do not fit into the system's buffers.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        super().__init__(listening)

    def serve(self, sock, number):
        try:
            data = b""
            while True:
                while b"\r\n" not in data:
                    data += self._read(sock)
                line = data.partition(b"\r\n")[0].decode()
                data = self._next(sock, data) if line.startswith("GET ") else self._outcome(sock, line, data)
        except (OSError, EOFError):
            sock.close()

    @staticmethod
    def _read(sock, size=65536):
        data = sock.recv(size)
        if not data:
            raise EOFError
        return data

    def _next(self, sock, data):
        while b"\r\n\r\n" not in data:
            data += self._read(sock)
        with self._lock:
            if not self.events:
                self.done.set()
                event = None
            else:
                event = self.events.pop(0)
        if event is None:
            self._read(sock)
            raise EOFError
        request_id, body = event
        answer = event_answer(body, request_id)
        fault = self.choose("next", request_id)
        if fault == "nothing":
            sock.close()
        elif fault == "cut head":
            sock.sendall(answer[:60])
            reset(sock) if len(answer) % 2 else sock.close()
        elif fault == "cut body":
            sock.sendall(answer[:-3])
            sock.close()
        else:
            self.handed.append(request_id)
            if fault == "slow":
                for at in range(0, len(answer), 40):
                    sock.sendall(answer[at : at + 40])
                    time.sleep(0.001)
            else:
                sock.sendall(answer)
            {"close": socket.socket.close, "half": half_close}.get(fault, lambda _: None)(sock)
        return data.partition(b"\r\n\r\n")[2]

    def _outcome(self, sock, line, data):
        request_id = line.split(" ")[1].split("/")[-2]
        with self._lock:
            self.begun[request_id] = self.begun.get(request_id, 0) + 1
        fault = self.choose("outcome", request_id)
        if fault == "first bytes":
            reset(sock)
            raise EOFError
        while b"\r\n\r\n" not in data:
            data += self._read(sock)
        head, _, data = data.partition(b"\r\n\r\n")
        if fault == "head":
            reset(sock)
            raise EOFError
        if fault == "early answer":
            sock.sendall(b"HTTP/1.1 413 X\r\nContent-Length: 2\r\n\r\n{}")
            half_close(sock)
            while sock.recv(65536):
                pass
            raise EOFError
        if fault == "middle":
            if not data and b"Content-Length: 0" not in head:
                self._read(sock, 1000)
            reset(sock)
            raise EOFError
        data = self._body(sock, head, data)
        with self._lock:
            self.complete[request_id] = self.complete.get(request_id, 0) + 1
        self._answer(sock, fault)
        return data

    def _body(self, sock, head, data):
        if b"chunked" in head:
            while b"0\r\n\r\n" not in data[-5:]:
                data = data[-5:] + self._read(sock)
            return b""
        length = next(int(field[16:]) for field in head.split(b"\r\n") if field.lower().startswith(b"content-length:"))
        while len(data) < length:
            data += self._read(sock)
        return data[length:]

    @staticmethod
    def _answer(sock, fault):
        if fault == "no answer":
            sock.close()
        elif fault == "no answer, reset":
            reset(sock)
        elif fault == "half-closed":
            half_close(sock)
        elif fault == "half an answer":
            sock.sendall(ACCEPTED[:20])
            sock.close()
        elif fault == "nonsense":
            sock.sendall(b"\x16\x03\x01 what?\r\n\r\n")
            sock.close()
        elif fault == "slow":
            for byte in ACCEPTED:
                sock.sendall(bytes([byte]))
                time.sleep(0.0005)
        elif fault == "then closed":
            sock.sendall(ACCEPTED)
            sock.close()
        elif fault == "twice":
            sock.sendall(ACCEPTED + ACCEPTED)
        else:
            sock.sendall(ACCEPTED)


def unheard(api, tmp_path):
    """Events of which neither the API nor the log knows what became."""
    log = (tmp_path / "log").read_text()
    return [key for key in api.handed if key not in api.complete and f"invocation/{key}/" not in log]


def run(tmp_path, kind, events, choose, env=None, timeout=15):
    """(api, log, whether the process still lived at the end)."""
    (tmp_path / "app.mjs").write_text(GO + CODE[kind])
    api = FaultyAPI(events, choose)
    with open(tmp_path / "log", "wb") as log:
        variables = environment(api, "app.handler", tmp_path, env)
        process = subprocess.Popen(llrt_command(), cwd=tmp_path, env=variables, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        api.done.wait(timeout)
        # The outcomes of the last events may still be on their way where several are.
        end = time.monotonic() + 10
        while unheard(api, tmp_path) and env and time.monotonic() < end:
            time.sleep(0.02)
        alive = process.poll() is None
        process.kill()
        process.wait()
    api.close()
    return api, (tmp_path / "log").read_text(), alive


# Faults before the outcome is sent: it goes over a new connection. All others leave what the API has unknown.
BEFORE = {"close", "half"}
HARMLESS = {"slow", "then closed", "twice"}
FAULTS = [
    "first bytes", "head", "early answer", "middle", "no answer", "no answer, reset", "half-closed", "half an answer", "nonsense",
    "slow", "then closed", "twice",
]  # fmt: skip


@pytest.mark.parametrize("kind", CODE)
@pytest.mark.parametrize("fault", [*sorted(BEFORE), *FAULTS])
def test_an_outcome_is_sent_once_whatever_becomes_of_it(tmp_path, kind, fault):
    stage = "next" if fault in BEFORE else "outcome"
    events = [("id-1", {"size": 3_000_000, "wait": 20}), ("id-2", {"size": 10, "wait": 0})]
    api, log, alive = run(tmp_path, kind, events, lambda at, key: fault if (at, key) == (stage, "id-1") else None)
    assert alive, log[-2000:]
    assert api.begun == {"id-1": 1, "id-2": 1}
    assert api.complete["id-2"] == 1
    told = "invocation/id-1/" in log
    # What the API may not have is said; what it has is not.
    assert told == (fault not in BEFORE | HARMLESS), log[-2000:]


@pytest.mark.parametrize("fault", ["nothing", "cut head", "cut body", "slow"])
def test_an_event_that_breaks_off_is_not_run_and_the_next_one_is(tmp_path, fault):
    events = [("id-1", {"size": 5, "wait": 0}), ("id-2", {"size": 5, "wait": 0})]
    api, log, alive = run(tmp_path, "response", events, lambda at, key: fault if (at, key) == ("next", "id-1") else None)
    assert alive
    assert api.begun == {"id-2": 1} if fault != "slow" else {"id-1": 1, "id-2": 1}
    assert ("an event was cut short" in log) == (fault == "cut body")


@pytest.mark.parametrize(
    "env", [{}, {"AWS_LAMBDA_MAX_CONCURRENCY": "8"}, {"AWS_LAMBDA_MAX_CONCURRENCY": "8", "LLRT_LAMBDA_THREADS": "2"}]
)
@pytest.mark.parametrize("kind", CODE)
def test_under_random_faults_each_event_has_one_outcome(tmp_path, env, kind):
    seed = random.randrange(1 << 32)
    choice = random.Random(seed)
    faults = {"next": [*sorted(BEFORE), "slow"], "outcome": FAULTS}
    lock = threading.Lock()

    def choose(stage, request_id):
        with lock:
            return choice.choice(faults[stage]) if choice.random() < 0.3 else None

    events = [
        (f"id-{n}", {"size": choice.choice([0, 10, 70_000, 400_000]), "wait": choice.choice([0, 0, 5])}) for n in range(150)
    ]
    api, log, alive = run(tmp_path, kind, events, choose, env)
    assert alive, (seed, log[-2000:])
    assert sorted(api.handed) == sorted(key for key, _ in events), seed
    # An API may close just when the outcome arrives: nobody knows what became of it, which is said (and is all that may be).
    assert set(api.begun.values()) == {1}, seed
    assert unheard(api, tmp_path) == [], seed
