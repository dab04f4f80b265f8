"""The emulator's Runtime and Extensions API against requests that are cut, mutated and mixed: never an exception in the loop, and
afterwards it still serves."""

import contextlib
import random
import socket

import pytest

from llrt.lambda_runtime.emulator.config import FunctionConfig
from llrt.lambda_runtime.emulator.extensions import Extensions
from llrt.lambda_runtime.emulator.faults import Fault, Faults
from llrt.lambda_runtime.emulator.invocation import Invocation
from llrt.lambda_runtime.emulator.runtime_api import RuntimeAPI
from llrt.loop.loop import Loop

RUNTIME, EXTENSION = b"/2018-06-01/runtime/", b"/2020-01-01/extension/"
STREAM = b"Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n\r\n"


def request(method, path, head=b"", body=None):
    if body is not None:
        head += b"Content-Length: %d\r\n" % len(body)
    return b"%b %b HTTP/1.1\r\nHost: x\r\n%b\r\n%b" % (method, path, head, body or b"")


SEEDS = [
    request(b"GET", RUNTIME + b"invocation/next"),
    request(b"POST", RUNTIME + b"invocation/id-1/response", body=b"{}"),
    request(b"POST", RUNTIME + b"invocation/id-2/error", b"Lambda-Runtime-Function-Error-Type: Runtime.X\r\n", b"{"),
    b"POST " + RUNTIME + b"invocation/id-1/response HTTP/1.1\r\nHost: x\r\n" + STREAM + b"5\r\nhello\r\n0\r\n\r\n",
    b"POST " + RUNTIME + b"invocation/id-0/response HTTP/1.1\r\nHost: x\r\nTrailer: Lambda-Runtime-Function-Error-Body\r\n"
    + STREAM + b"2\r\nhe\r\n0\r\nLambda-Runtime-Function-Error-Type: a\r\nLambda-Runtime-Function-Error-Body: !!\r\n\r\n",
    request(b"POST", RUNTIME + b"init/error", body=b""),
    request(b"GET", RUNTIME + b"restore/next"),
    request(b"POST", RUNTIME + b"restore/error", body=b"x"),
    request(b"POST", EXTENSION + b"register", b"Lambda-Extension-Name: n\r\n", b'{"events":["INVOKE"]}'),
    request(b"POST", EXTENSION + b"register", b"Lambda-Extension-Name: n\r\n", b"[[]]"),
    request(b"GET", EXTENSION + b"event/next", b"Lambda-Extension-Identifier: n\r\n"),
]  # fmt: skip


class Answers:
    """Gives an event for each GET next, and takes what comes."""

    api = None
    given = 0

    def on_ready(self):
        invocation = Invocation(b"{}", lambda done: None)
        invocation.request_id = f"id-{self.given % 3}"
        self.given += 1
        self.api.give(invocation)

    def on_stream(self, request_id, content_type, reply):
        return self

    def write(self, piece):
        return len(piece) < 4

    def on_restore_next(self):
        return self.given % 2 == 0

    def ignore(self, *_):
        pass

    end = lost = on_result = on_error = on_init_error = on_restore_error = on_too_large = ignore


@pytest.mark.parametrize("slots", [1, 4])
def test_mutated_requests_leave_the_api_serving(slots):
    chance = random.Random(slots)
    loop, answers = Loop(), Answers()
    faults = ["next:half@7", "response:lost@5", "response:slow=0.001@3", "error:halfclose@3", "response:cut@9"]
    extensions = Extensions(loop, FunctionConfig("a.b", ["x"], task_root="/"), lambda: None)
    answers.api = RuntimeAPI(loop, answers, slots, Faults([Fault(text) for text in faults]), extensions)
    for _ in range(600):
        data = bytearray(b"".join(chance.choices(SEEDS, k=chance.randrange(1, 4))))
        for _ in range(chance.choice((0, 0, 1, 3))):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        with socket.create_connection(answers.api.server.address) as sock:
            cut = chance.randrange(len(data))
            for part in (data[:cut], data[cut:]):
                # A fault may have reset the connection.
                with contextlib.suppress(ConnectionError):
                    sock.sendall(part)
                for _ in range(3):
                    loop.turn(0)
    assert answers.given > 0
    with socket.create_connection(answers.api.server.address) as sock:
        sock.sendall(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(5):
            loop.turn(0.05)
        assert sock.recv(100).startswith(b"HTTP/1.1 404 ")
    answers.api.close()
    loop.close()
