"""Ops of the HTTP handler of the built-in AWS SDK (sdk/replace/node_http_handler.mjs): requests over llrt/net, told to one
JavaScript function. Not here: anything of NodeHttpHandler's contract, which is JavaScript.
"""

from llrt.builtins._fetch.requests import Requests, Transfer, request
from llrt.errors import js_form
from llrt.net import http1, http_pool
from llrt.net.http_origin import origin_of
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._http import Head
    from llrt._quickjs import Block
    from llrt.runtime.environment import Environment

# What is told: (id, kind, ...). ANSWER brings status, reason, fields (name, value, name ...), the bytes that came with the head
# or None, and whether that is all; DATA a chunk; ERROR a description.
ANSWER, DATA, END, ERROR, DRAIN, CONTINUE = range(6)


_FOREVER = 1e12


class SDKRequests(Requests):
    """The requests of the SDK's clients."""

    def start(
        self,
        secure: bool,
        host: str,
        port: int,
        method: str,
        target: str,
        fields: "list[str]",
        body: "Any",
        connect_timeout: "float | None",
        idle_timeout: "float | None",
    ) -> int:
        """`fields`, `body`: see request(). Times in milliseconds. Returns the id."""
        what = request(method, target, fields, body)
        what.headers_timeout = what.body_timeout = (idle_timeout or _FOREVER) / 1000
        seconds = connect_timeout / 1000 if connect_timeout else None
        return self.begin(SDKTransfer(self), secure, host, port, what, seconds)

    def near(self, secure: bool, host: str, port: int, connect_timeout: "float | None") -> None:
        """A request to there is about to be signed: its connection begins (http_pool.py). What is wrong the request will tell."""
        if getenv("NODE_USE_ENV_PROXY") == "1":
            return
        try:
            pool = http_pool.pool_of(self.env.loop)
            origin = origin_of(pool, secure, host, port, None)
            pool.expect(origin, connect_timeout / 1000 if connect_timeout else None)
        except Exception:
            return

    def close_idle(self) -> None:
        """Kept connections are closed."""
        http_pool.pool_of(self.env.loop).close_idle()


class SDKTransfer(Transfer):
    """The sink of one exchange. An answer that came in one piece is told at once."""

    def __init__(self, requests: Requests):
        self._requests = requests
        self._head: "Head | None" = None
        self._first: "Block | None" = None
        self._ended = False
        self._answered = False

    def on_information(self, head: "Head") -> None:
        if head.status == 100:
            self._tell(CONTINUE)

    def on_head(self, head: "Head") -> None:
        self._head = head
        self._requests.env.loop.call_soon(self._answer)

    def _answer(self) -> None:
        head, self._head = self._head, None
        if head is None:
            return
        self._answered = True
        fields = [text for pair in head.headers for text in pair]
        first, self._first = self._first, None
        self._requests.tell(self.number, ANSWER, self._ended, head.status, head.reason, fields, first, self._ended)

    def on_data(self, data: memoryview) -> None:
        from llrt._quickjs import Block

        if self._first is not None:
            self._answer()
        block = Block(len(data))
        memoryview(block)[:] = data
        if self._head is not None:
            self._first = block
        else:
            self._tell(DATA, block)

    def on_end(self, trailers: "list[tuple[str, str]]") -> None:
        self._ended = True
        if self._head is None:
            self._requests.tell(self.number, END, True)

    def on_drain(self) -> None:
        self._tell(DRAIN)

    def on_error(self, error: Exception) -> None:
        self._answer()
        self._requests.tell(self.number, ERROR, True, _described(error, self._answered))

    def _tell(self, kind: int, *details: "Any") -> None:
        self._requests.tell(self.number, kind, False, *details)


# What the layer below names after undici, as Node's http names it.
_HANG_UP = ("ECONNRESET", "socket hang up")
_ABORTED = ("ECONNRESET", "aborted")


def _described(error: Exception, answered: bool) -> "dict[str, Any]":
    """An error for JavaScript to make: class, name, message and properties, or `errors` of an AggregateError."""
    from llrt._openssl import TLSError
    from llrt.net.connector import ConnectFailed

    if isinstance(error, ConnectFailed):
        return {"errors": [_described(one, answered) for one in error.errors]}
    if isinstance(error, TLSError):
        from llrt.builtins.tls.errors import tls_form

        return tls_form(error, str(error))
    if isinstance(error, http1.SocketError):
        code, message = _ABORTED if answered else _HANG_UP
        return {"class": "Error", "name": None, "message": message, "props": {"code": code}}
    kind, name, message, props = js_form(error)
    code = str(props.get("code", ""))
    if code == "UND_ERR_HEADERS_OVERFLOW":
        name, message, props = None, "Parse Error: Header overflow", {"code": "HPE_HEADER_OVERFLOW"}
    elif code.startswith("HPE_"):
        name, message = None, f"Parse Error: {message}"
    return {"class": kind, "name": name, "message": message, "props": props}


def ops(env: "Environment") -> "dict[str, object]":
    """name -> op, for `import ... from "native:sdk_http"`."""
    from llrt._http import fastops

    requests = SDKRequests(env)
    checks = {name: fastops[name] for name in ("isToken", "isFieldText", "isTarget", "isTrimmed")}
    return {"start": requests.start, "near": requests.near, "closeIdle": requests.close_idle, **checks, **requests.ops()}
