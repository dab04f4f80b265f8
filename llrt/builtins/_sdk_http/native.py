"""Ops of the HTTP handler of the built-in AWS SDK (sdk/replace/node_http_handler.mjs): requests over llrt/net, told to one
JavaScript function. Not here: anything of NodeHttpHandler's contract, which is JavaScript.
"""

from llrt.errors import CodedError, js_form
from llrt.net import http1, http_pool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._http import Head
    from llrt._quickjs import Block, Value
    from llrt.net.http_pool import Ticket
    from llrt.runtime.environment import Environment

# What is told: (id, kind, ...). ANSWER brings status, reason, fields (name, value, name ...), the bytes that came with the head
# or None, and whether that is all; DATA a chunk; ERROR a description.
ANSWER, DATA, END, ERROR, DRAIN, CONTINUE = range(6)


class Requests:
    """The requests of one Environment."""

    def __init__(self, env: "Environment"):
        self.env = env
        self.dispatch: "Value | None" = None
        self._open: "dict[int, Transfer]" = {}
        self._last = 0

    def set_dispatch(self, function: "Value") -> None:
        """`function(id, kind, ...)` is called for every event."""
        self.dispatch = function

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
        """`fields`: name, value, name, value ...; `body`: bytes, None, or true: by write(). Times in milliseconds. Returns the
        id."""
        self._last += 1
        transfer = self._open[self._last] = Transfer(self, self._last)
        pairs = list(zip(fields[::2], fields[1::2], strict=True))
        request = http1.Request(method, target, pairs, http1.STREAMED if body is True else body)
        request.headers_timeout = request.body_timeout = (idle_timeout or _FOREVER) / 1000
        try:
            origin = _origin(secure, host, port, request)
        except CodedError as error:
            self.env.loop.call_soon(transfer.on_error, error)
            return self._last
        seconds = connect_timeout / 1000 if connect_timeout else None
        transfer.ticket = http_pool.pool_of(self.env.loop).send(origin, request, transfer, seconds)
        return self._last

    def write(self, number: int, piece: "memoryview") -> bool:
        """A piece of a streamed body; false: wait for DRAIN."""
        transfer = self._open.get(number)
        return transfer is None or transfer.ticket is None or transfer.ticket.exchange.write(piece)

    def end(self, number: int) -> None:
        """The streamed body is complete."""
        transfer = self._open.get(number)
        if transfer is not None and transfer.ticket is not None:
            transfer.ticket.exchange.end()

    def pause(self, number: int) -> None:
        transfer = self._open.get(number)
        if transfer is not None and transfer.ticket is not None:
            transfer.ticket.exchange.pause()

    def resume(self, number: int) -> None:
        transfer = self._open.get(number)
        if transfer is not None and transfer.ticket is not None:
            transfer.ticket.exchange.resume()

    def cancel(self, number: int) -> None:
        """Gives it up: no event follows."""
        transfer = self._open.pop(number, None)
        if transfer is not None and transfer.ticket is not None:
            transfer.ticket.cancel()

    def close_idle(self) -> None:
        """Kept connections are closed."""
        http_pool.pool_of(self.env.loop).close_idle()

    def tell(self, number: int, kind: int, last: bool, *details: "Any") -> None:
        if number not in self._open:
            return
        if last:
            del self._open[number]
        if self.dispatch is not None and not self.env.closed:
            self.env.enter(self.dispatch, number, kind, *details)


_FOREVER = 1e12


class Transfer:
    """The sink of one exchange. An answer that came in one piece is told at once."""

    def __init__(self, requests: Requests, number: int):
        self.ticket: "Ticket | None" = None
        self._requests = requests
        self._number = number
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
        self._requests.tell(self._number, ANSWER, self._ended, head.status, head.reason, fields, first, self._ended)

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
            self._requests.tell(self._number, END, True)

    def on_drain(self) -> None:
        self._tell(DRAIN)

    def on_error(self, error: Exception) -> None:
        self._answer()
        self._requests.tell(self._number, ERROR, True, _described(error, self._answered))

    def _tell(self, kind: int, *details: "Any") -> None:
        self._requests.tell(self._number, kind, False, *details)


def _origin(secure: bool, host: str, port: int, request: http1.Request) -> http_pool.Origin:
    from llrt.restore import getenv

    proxy = None
    if getenv("NODE_USE_ENV_PROXY") == "1":
        from llrt.net import http_proxy

        proxy = http_proxy.from_environment("https" if secure else "http", host, port)
    tls = None
    if secure:
        from llrt.net import trust

        tls = trust.default_context()
    elif proxy is not None:
        request.target = f"http://{host}{'' if port == 80 else f':{port}'}{request.target}"
        if proxy[3] is not None:
            request.fields.append(("proxy-authorization", proxy[3]))
    return http_pool.Origin(host, port, tls, check=getenv("NODE_TLS_REJECT_UNAUTHORIZED") != "0", proxy=proxy)


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
        props = {"library": error.library, "reason": error.reason, "code": "ERR_SSL_" + error.reason.upper().replace(" ", "_")}
        return {"class": "Error", "name": None, "message": str(error), "props": props}
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
    requests = Requests(env)
    return {
        "setDispatch": requests.set_dispatch,
        "start": requests.start,
        "write": requests.write,
        "end": requests.end,
        "pause": requests.pause,
        "resume": requests.resume,
        "cancel": requests.cancel,
        "closeIdle": requests.close_idle,
    }
