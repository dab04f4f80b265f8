"""Ops of fetch: requests over llrt/net, told to one JavaScript function as numbered events. Not here: redirects, bodies' types,
anything of the Fetch standard, which is JavaScript.
"""

from llrt.errors import CodedError, js_form
from llrt.net import http1, http_pool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._http import Head
    from llrt._quickjs import Value
    from llrt.net.decoding import Decoding
    from llrt.net.http_pool import Ticket
    from llrt.runtime.environment import Environment

# Events: (id, kind, ...). What each brings is said in network.js.
HEAD, DATA, END, ERROR, DRAIN = range(5)


class Requests:
    """The requests of one Environment."""

    def __init__(self, env: "Environment"):
        self.env = env
        self.dispatch: "Value | None" = None
        self.pool = http_pool.pool_of(env.loop)
        self._open: "dict[int, Transfer]" = {}
        self._last = 0

    def set_dispatch(self, function: "Value") -> None:
        """`function(id, kind, ...)` is called for every event."""
        self.dispatch = function

    def start(self, origin: "list[Any]", method: str, target: str, fields: "list[str]", body: "Any", decode: bool) -> int:
        """`origin`: [secure, host, port]; `fields`: name, value, name, value ...; `body`: bytes, None, or true: by write().
        Returns the request's id."""
        self._last += 1
        transfer = self._open[self._last] = Transfer(self, self._last, decode)
        streamed = body is True
        pairs = list(zip(fields[::2], fields[1::2], strict=True))
        request = http1.Request(method, target, pairs, http1.STREAMED if streamed else body)
        secure, host, port = origin
        try:
            where = self._origin(bool(secure), host, int(port), request)
        except CodedError as error:
            self.env.loop.call_soon(transfer.on_error, error)
            return self._last
        transfer.ticket = self.pool.send(where, request, transfer)
        return self._last

    def _origin(self, secure: bool, host: str, port: int, request: http1.Request) -> http_pool.Origin:
        from llrt.net import http_proxy
        from llrt.restore import getenv

        proxy = http_proxy.from_environment("https" if secure else "http", host, port)
        tls = None
        if secure:
            from llrt.net import trust

            tls = trust.default_context()
        elif proxy is not None:
            request.target = f"http://{host}{'' if port == 80 else f':{port}'}{request.target}"
            if proxy[3] is not None:
                request.fields.append(("proxy-authorization", proxy[3]))
        bare = host[1:-1] if host.startswith("[") else host
        return http_pool.Origin(bare, port, tls, check=getenv("NODE_TLS_REJECT_UNAUTHORIZED") != "0", proxy=proxy)

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
        if transfer is not None:
            transfer.pause()

    def resume(self, number: int) -> None:
        transfer = self._open.get(number)
        if transfer is not None:
            transfer.resume()

    def cancel(self, number: int) -> None:
        """Gives it up: no event follows."""
        transfer = self._open.pop(number, None)
        if transfer is not None and transfer.ticket is not None:
            transfer.ticket.cancel()

    def tell(self, number: int, kind: int, *details: "Any") -> None:
        if kind in (END, ERROR) and self._open.pop(number, None) is None:
            return
        if self.dispatch is not None and not self.env.closed:
            self.env.enter(self.dispatch, number, kind, *details)


class Transfer:
    """The sink of one exchange: decodes what is encoded and hands it on."""

    def __init__(self, requests: Requests, number: int, decode: bool):
        self.ticket: "Ticket | None" = None
        self._requests = requests
        self._number = number
        self._decode = decode
        self._decoding: "Decoding | None" = None
        self._paused = False
        self._ended = False

    def on_information(self, head: "Head") -> None: ...

    def on_head(self, head: "Head") -> None:
        if self._decode:
            from llrt.net import decoding

            self._decoding = decoding.for_response(head)
        fields = [text for pair in head.headers for text in pair]
        self._requests.tell(self._number, HEAD, head.status, head.reason, fields)

    def on_data(self, data: memoryview) -> None:
        if self._decoding is None:
            self._give(data)
            return
        self._decoding.feed(data)
        self._decode_more()

    def _decode_more(self) -> None:
        decoding = self._decoding
        assert decoding is not None
        try:
            while not self._paused and (piece := decoding.take()):
                self._give(memoryview(piece))
        except ValueError as error:
            self._fail(error)
            return
        if self._ended and not self._paused:
            self._finish()

    def _finish(self) -> None:
        if self._decoding is not None and not self._decoding.complete:
            self._fail(CodedError("Z_BUF_ERROR", "unexpected end of file", errno=-5))
        else:
            self._requests.tell(self._number, END)

    def _give(self, data: memoryview) -> None:
        from llrt._quickjs import Block

        block = Block(len(data))
        memoryview(block)[:] = data
        self._requests.tell(self._number, DATA, block)

    def on_end(self, trailers: "list[tuple[str, str]]") -> None:
        self._ended = True
        if self._decoding is None:
            self._requests.tell(self._number, END)
        else:
            self._decode_more()

    def on_drain(self) -> None:
        self._requests.tell(self._number, DRAIN)

    def on_error(self, error: Exception) -> None:
        self._requests.tell(self._number, ERROR, _described(error))

    def _fail(self, error: Exception) -> None:
        ticket, self.ticket = self.ticket, None
        if ticket is not None:
            ticket.cancel()
        self.on_error(error)

    def pause(self) -> None:
        self._paused = True
        if self.ticket is not None:
            self.ticket.exchange.pause()

    def resume(self) -> None:
        if not self._paused:
            return
        self._paused = False
        if self.ticket is not None:
            self.ticket.exchange.resume()
        if self._decoding is not None or self._ended:
            # Later: who asked is JavaScript, which an op must not enter.
            self._requests.env.loop.call_soon(self._continue)

    def _continue(self) -> None:
        if self._decoding is not None and not self._paused:
            self._decode_more()


def _described(error: Exception) -> "dict[str, Any]":
    """An error for JavaScript to make: class, name, message, properties, and those of an AggregateError."""
    from llrt._openssl import TLSError
    from llrt._zlib import DecodeError
    from llrt.net.connector import ConnectFailed

    if isinstance(error, ConnectFailed):
        return {"errors": [_described(one) for one in error.errors]}
    if isinstance(error, TLSError):
        code = "ERR_SSL_" + error.reason.upper().replace(" ", "_")
        props = {"library": error.library, "reason": error.reason, "code": code}
        return {"class": "Error", "name": None, "message": str(error), "props": props}
    if isinstance(error, DecodeError):
        return {"class": "Error", "name": None, "message": str(error), "props": {"errno": error.errno, "code": error.code}}
    kind, name, message, props = js_form(error)
    return {"class": kind, "name": name, "message": message, "props": props}


def ops(env: "Environment") -> "dict[str, object]":
    """name -> op, for `import ... from "native:fetch"`."""
    requests = Requests(env)
    return {
        "setDispatch": requests.set_dispatch,
        "start": requests.start,
        "write": requests.write,
        "end": requests.end,
        "pause": requests.pause,
        "resume": requests.resume,
        "cancel": requests.cancel,
    }
