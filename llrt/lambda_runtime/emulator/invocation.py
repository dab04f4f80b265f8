"""One event on its way through a function, and the JSON of an error that Lambda itself reports. Not here: what moves it
(function.py, environment.py)."""

import json
from collections.abc import Callable
from typing import Protocol

from llrt.lambda_runtime.emulator import report
from llrt.loop.timers import Timer

# A record's log ends after so many bytes.
_MOST_LOG = 4 << 20


class Receiver(Protocol):
    """Who takes a streamed response as it comes."""

    def begin(self, content_type: str, resume: "Callable[[], None]") -> None:
        """The response's head has come."""

    def write(self, piece: memoryview) -> bool:
        """The next bytes; False: send no more until `resume()` is called."""


class Invocation:
    """`done(invocation)` is called when `payload` (bytes), `error` (None or "Unhandled"), `report` and `tail` (the last 4 KB of
    the log) are known; it is `over` then. `started` is time.monotonic() when the runtime got the event, `deadline`
    time.time(). With a `receiver` a streamed response goes there, and `payload` stays empty."""

    def __init__(
        self,
        event: bytes,
        done: "Callable[[Invocation], None]",
        client_context: "str | None" = None,
        tenant_id: "str | None" = None,
        receiver: "Receiver | None" = None,
        label: str = "invoke",
    ):
        self.event = event
        self.done = done
        self.client_context = client_context
        self.tenant_id = tenant_id
        self.receiver = receiver
        # What the caller asked for, in the line of this request; the HTTP status it was answered with, once known.
        self.label = label
        self.status = 0
        self.request_id = report.new_request_id()
        self.trace_id = report.new_trace_id()
        self.arn = ""
        self.announced = self.over = False
        self.started: "float | None" = None
        self.deadline = 0.0
        self.timer: "Timer | None" = None
        self.payload = b""
        self.error: "str | None" = None
        # The content type of a response that was streamed; how many bytes of it have come.
        self.streamed: "str | None" = None
        self.size = 0
        self.report = report.Report(self.request_id, 0)
        self.tail = b""
        # The log for its record; with more lines than are kept, `log_cut` is true.
        self.log: "list[bytes]" = []
        self.log_cut = False
        self._log_size = 0

    def keep(self, line: bytes) -> None:
        """A line of log for the record."""
        self._log_size += len(line)
        if self._log_size > _MOST_LOG:
            self.log_cut = True
        else:
            self.log.append(line)

    def headers(self) -> "list[tuple[str, str]]":
        """The header fields of the answer to GET /next."""
        fields = [
            ("Content-Type", "application/json"),
            ("Lambda-Runtime-Aws-Request-Id", self.request_id),
            ("Lambda-Runtime-Deadline-Ms", str(int(self.deadline * 1000))),
            ("Lambda-Runtime-Invoked-Function-Arn", self.arn),
            ("Lambda-Runtime-Trace-Id", self.trace_id),
        ]
        if self.client_context is not None:
            fields.append(("Lambda-Runtime-Client-Context", self.client_context))
        if self.tenant_id is not None:
            fields.append(("Lambda-Runtime-Aws-Tenant-Id", self.tenant_id))
        return fields


def error_payload(error_type: str, message: str) -> bytes:
    """What the caller gets of an error that the function did not word itself."""
    return json.dumps({"errorType": error_type, "errorMessage": message}, separators=(",", ":")).encode()
