"""Ops of fetch: requests over llrt/net, told to one JavaScript function as numbered events. Not here: redirects, bodies' types,
anything of the Fetch standard, which is JavaScript.
"""

from llrt.builtins._fetch.requests import Requests, Transfer, request
from llrt.errors import CodedError, js_form
from llrt.net.http1 import SocketError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._http import Head
    from llrt.net.decoding import Decoding
    from llrt.runtime.environment import Environment

# Events: (id, kind, ...). What each brings is said in network.js.
HEAD, DATA, END, ERROR, DRAIN = range(5)


class FetchRequests(Requests):
    """The requests of fetch."""

    def start(self, origin: "list[Any]", method: str, target: str, fields: "list[str]", body: "Any", decode: bool) -> int:
        """`origin`: [secure, host, port]; `fields`, `body`: see request(). Returns the request's id."""
        secure, host, port = origin
        return self.begin(FetchTransfer(self, decode), bool(secure), host, int(port), request(method, target, fields, body))


class FetchTransfer(Transfer):
    """The sink of one exchange: decodes what is encoded and hands it on."""

    def __init__(self, requests: Requests, decode: bool):
        self._requests = requests
        self._decode = decode
        self._decoding: "Decoding | None" = None
        self._paused = False
        self._ended = False

    def on_information(self, head: "Head") -> None:
        # fetch never asks for a 100 (undici refuses `expect`): who sends one answers something else.
        if head.status == 100:
            self._fail(SocketError("bad response"))

    def on_head(self, head: "Head") -> None:
        if self._decode:
            from llrt.net import decoding

            try:
                self._decoding = decoding.for_response(head)
            except ValueError as error:
                self._fail(CodedError(None, str(error)))
                return
        fields = [text for pair in head.headers for text in pair]
        self._requests.tell(self.number, HEAD, False, head.status, head.reason, fields)

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
            self._requests.tell(self.number, END, True)

    def _give(self, data: memoryview) -> None:
        from llrt._quickjs import Block

        block = Block(len(data))
        memoryview(block)[:] = data
        self._requests.tell(self.number, DATA, False, block)

    def on_end(self, trailers: "list[tuple[str, str]]") -> None:
        self._ended = True
        if self._decoding is None:
            self._requests.tell(self.number, END, True)
        else:
            self._decode_more()

    def on_drain(self) -> None:
        self._requests.tell(self.number, DRAIN, False)

    def on_error(self, error: Exception) -> None:
        self._requests.tell(self.number, ERROR, True, _described(error))

    def _fail(self, error: Exception) -> None:
        ticket, self.ticket = self.ticket, None
        if ticket is not None:
            ticket.cancel()
        self.on_error(error)

    def pause(self) -> None:
        self._paused = True
        super().pause()

    def resume(self) -> None:
        if not self._paused:
            return
        self._paused = False
        super().resume()
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
        from llrt.builtins.tls.errors import tls_form

        return tls_form(error, str(error))
    if isinstance(error, DecodeError):
        return {"class": "Error", "name": None, "message": str(error), "props": {"errno": error.errno, "code": error.code}}
    kind, name, message, props = js_form(error)
    if name == "HTTPParserError":
        message = f"Response does not match the HTTP/1.1 protocol ({message})"
    return {"class": kind, "name": name, "message": message, "props": props}


def ops(env: "Environment") -> "dict[str, object]":
    """name -> op, for `import ... from "native:fetch"`."""
    requests = FetchRequests(env)
    return {"start": requests.start, **requests.ops()}
