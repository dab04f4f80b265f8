"""An internal extension that does nothing, registered so that Lambda sends SIGTERM before it ends the process: it does that only
where an extension is. On request (LLRT_GRACEFUL_SHUTDOWN=1), because Lambda then waits at the end and bills for it.
Specification: Lambda Extensions API 2020-01-01.
"""

from llrt.lambda_runtime.address import parse_address
from llrt.lambda_runtime.connection import Connection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt.lambda_runtime.connection import Buffer, Head
    from llrt.loop.loop import Loop

_BASE = "/2020-01-01/extension"
_NAME = "llrt-graceful-shutdown"
_BODY = b'{"events":[]}'


class Extension:
    """Registers at once; `complain(message)` is called when that fails, and the runtime goes on without."""

    def __init__(self, loop: "Loop", api: str, complain: "Callable[[str], None]"):
        self._complain = complain
        self._common = f" HTTP/1.1\r\nHost: {api}\r\nUser-Agent: llrt\r\n"
        self._ready = False
        self._waiting: "list[Callable[[], None]]" = []
        self._connection = Connection(loop, *parse_address(api))
        head = (
            f"POST {_BASE}/register{self._common}Lambda-Extension-Name: {_NAME}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(_BODY)}\r\n\r\n"
        )
        self._connection.exchange(head.encode("latin-1"), _BODY, self._registered)

    def when_ready(self, then: "Callable[[], None]") -> None:
        """`then()` once the registration has been answered: none is taken after the runtime has asked for its first event."""
        if self._ready:
            then()
        else:
            self._waiting.append(then)

    def _registered(self, answer: "Head | None", body: "Buffer", error: "OSError | None") -> None:
        if answer is not None and answer.status == 200:
            # No event was asked for, so this waits until the process ends; without it the init phase would not end.
            identifier = answer.fields().get("lambda-extension-identifier", "")
            head = f"GET {_BASE}/event/next{self._common}Lambda-Extension-Identifier: {identifier}\r\n\r\n"
            self._connection.exchange(head.encode("latin-1"), None, lambda *_: None, hold=False)
        else:
            why = error if answer is None else f"{answer.status} {answer.reason}: {str(body, 'utf-8', 'replace')[:500]}"
            self._complain(f"LLRT_GRACEFUL_SHUTDOWN: the extension was not registered ({why}), so there will be no SIGTERM")
        self._ready = True
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()
