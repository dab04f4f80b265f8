"""Who has subscribed to the Telemetry API: events are kept until there are enough of them, or the oldest is old enough, and
posted to the subscriber's HTTP server in batches, in order. Not here: subscriptions and what is told (telemetry_api.py)."""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from llrt.lambda_runtime.connection import Connection

if TYPE_CHECKING:
    from llrt.lambda_runtime.connection import Buffer, Head
    from llrt.loop.loop import Loop
    from llrt.loop.timers import Timer

# So many events wait for a subscriber that does not take them; more are dropped, which it is told.
MOST = 10_000
# A batch that is not taken is tried so often, with these seconds between.
_TRIES, _PAUSE = 3, 0.1


class Buffering:
    """When a batch is sent: with `max_items` events, `max_bytes` of them, or `timeout` seconds after the first."""

    def __init__(self, max_items: int = 1000, max_bytes: int = 262_144, timeout: float = 1.0):
        self.max_items = max_items
        self.max_bytes = max_bytes
        self.timeout = timeout


class Subscriber:
    """`types`: platform, function, extension. `dropped(records, bytes) -> an event` tells of events that were lost."""

    def __init__(
        self,
        loop: "Loop",
        address: "tuple[str, int]",
        path: str,
        types: "Iterable[str]",
        buffering: Buffering,
        dropped: "Callable[[int, int], dict[str, Any]]",
    ):
        self.types = list(types)
        self._loop = loop
        self._buffering = buffering
        self._dropped = dropped
        self._head = f"POST {path} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nContent-Type: application/json\r\n"
        self._connection = Connection(loop, *address)
        self._events: "list[bytes]" = []
        self._size = 0
        # What is on its way, and how often it has been tried.
        self._batch: "list[bytes]" = []
        self._tries = 0
        self._lost = [0, 0]
        # For the next batch; for another try of the one on its way.
        self._timer: "Timer | None" = None
        self._retry: "Timer | None" = None
        self._flushed: "list[Callable[[], object]]" = []
        # The end is near: nothing is kept back.
        self._ending = False

    def tell(self, event: "dict[str, Any]") -> None:
        """One more event."""
        data = json.dumps(event, ensure_ascii=False).encode("utf-8", "replace")
        if len(self._events) >= MOST:
            self._lost[0] += 1
            self._lost[1] += len(data)
            return
        self._events.append(data)
        self._size += len(data)
        if self._ending or len(self._events) >= self._buffering.max_items or self._size >= self._buffering.max_bytes:
            self._send()
        elif self._timer is None:
            self._timer = self._loop.call_later(self._buffering.timeout, self._send)

    def flush(self, then: "Callable[[], object]") -> None:
        """The end is near: `then()` once everything has been taken, or given up; from now on nothing is kept back."""
        self._ending = True
        self._flushed.append(then)
        self._send()

    def close(self) -> None:
        """Send no more."""
        self._cancel()
        if self._retry is not None:
            self._retry.cancel()
        self._connection.close()
        self._events, self._batch, self._flushed = [], [], []

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _send(self) -> None:
        self._cancel()
        if self._batch:
            return
        if not self._events and not self._lost[0]:
            waiting, self._flushed = self._flushed, []
            for then in waiting:
                then()
            return
        if self._lost[0]:
            self._events.append(json.dumps(self._dropped(*self._lost)).encode())
            self._lost = [0, 0]
        self._batch = self._events[: self._buffering.max_items]
        self._events = self._events[self._buffering.max_items :]
        self._size = sum(map(len, self._events))
        self._tries = 0
        self._post()

    def _post(self) -> None:
        self._retry = None
        self._tries += 1
        body = b"[" + b",".join(self._batch) + b"]"
        head = f"{self._head}Content-Length: {len(body)}\r\n\r\n"
        # A subscriber that is frozen, or never answers, does not keep the emulator.
        self._connection.exchange(head.encode("latin-1"), body, self._answered, hold=False)

    def _answered(self, answer: "Head | None", body: "Buffer", error: "OSError | None") -> None:
        taken = answer is not None and answer.status < 300
        if not taken and self._tries < _TRIES:
            self._retry = self._loop.call_later(_PAUSE, self._post)
            return
        batch, self._batch = self._batch, []
        if not taken:
            self._lost[0] += len(batch)
            self._lost[1] += sum(map(len, batch))
            if self._ending and not self._events:
                # Nobody is there to be told of that.
                self._lost = [0, 0]
        if self._ending or not taken:
            self._later()
        elif len(self._events) >= self._buffering.max_items or self._size >= self._buffering.max_bytes:
            self._send()
        elif self._events and self._timer is None:
            self._timer = self._loop.call_later(self._buffering.timeout, self._send)

    def _later(self) -> None:
        # Not at once: a server that refuses everything must not keep the loop busy.
        self._cancel()
        self._timer = self._loop.call_later(0.0 if self._ending else self._buffering.timeout, self._send)
