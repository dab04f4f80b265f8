"""What fetch and the HTTP handler of the built-in SDK have in common: the requests of one Environment, by number, over the pool
of its loop; what happens to them is told to one JavaScript function. What the events are is said by each.
"""

from llrt.errors import CodedError
from llrt.net import http1, http_pool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._quickjs import Value
    from llrt.net.http_pool import Ticket
    from llrt.runtime.environment import Environment


class Transfer:
    """One request under way: the sink of its exchange, in part."""

    number = 0
    ticket: "Ticket | None" = None

    def pause(self) -> None:
        if self.ticket is not None:
            self.ticket.exchange.pause()

    def resume(self) -> None:
        if self.ticket is not None:
            self.ticket.exchange.resume()

    def on_error(self, error: Exception) -> None:
        raise NotImplementedError


def request(method: str, target: str, fields: "list[str]", body: "Any") -> http1.Request:
    """`fields`: name, value, name, value ...; `body`: bytes, None, or true: by write()."""
    pairs = list(zip(fields[::2], fields[1::2], strict=True))
    return http1.Request(method, target, pairs, http1.STREAMED if body is True else body)


class Requests:
    """The requests of one Environment."""

    def __init__(self, env: "Environment"):
        self.env = env
        self._dispatch: "Value | None" = None
        self._open: "dict[int, Any]" = {}
        self._last = 0

    def set_dispatch(self, function: "Value") -> None:
        """`function(id, kind, ...)` is called for every event."""
        self._dispatch = function

    def begin(
        self, transfer: "Any", secure: bool, host: str, port: int, request: http1.Request, connect_timeout: "float | None" = 10.0
    ) -> int:
        """Sends a request whose sink is `transfer`; seconds. Returns the request's id."""
        from llrt.net.http_origin import origin_of

        self._last += 1
        transfer.number = self._last
        self._open[self._last] = transfer
        pool = http_pool.pool_of(self.env.loop)
        if self.env.options.max_http_header_size:
            request.max_head = self.env.options.max_http_header_size
        try:
            origin = origin_of(pool, secure, host, port, request)
        except CodedError as error:
            self.env.loop.call_soon(transfer.on_error, error)
        else:
            transfer.ticket = pool.send(origin, request, transfer, connect_timeout)
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

    def tell(self, number: int, kind: int, last: bool, *details: "Any") -> None:
        """An event; `last`: no other follows."""
        if number not in self._open:
            return
        if last:
            del self._open[number]
        if self._dispatch is not None and not self.env.closed:
            self.env.enter(self._dispatch, number, kind, *details)

    def ops(self) -> "dict[str, object]":
        return {
            "setDispatch": self.set_dispatch,
            "write": self.write,
            "end": self.end,
            "pause": self.pause,
            "resume": self.resume,
            "cancel": self.cancel,
        }
