"""One event on its way through a function, and the JSON of an error that Lambda itself reports. Not here: what moves it
(function.py, environment.py)."""

import json
from collections.abc import Callable

from llrt.lambda_runtime.emulator import report
from llrt.loop.timers import Timer


class Invocation:
    """`done(invocation)` is called when `payload` (bytes), `error` (None or "Unhandled"), `report` and `tail` (the last 4 KB of
    the log) are known. `started` is time.monotonic() when the runtime got the event, `deadline` time.time()."""

    def __init__(self, event: bytes, done: "Callable[[Invocation], None]", client_context: "str | None" = None):
        self.event = event
        self.done = done
        self.client_context = client_context
        self.request_id = report.new_request_id()
        self.trace_id = report.new_trace_id()
        self.arn = ""
        self.announced = False
        self.started: "float | None" = None
        self.deadline = 0.0
        self.timer: "Timer | None" = None
        self.payload = b""
        self.error: "str | None" = None
        # The content type of a response that was streamed.
        self.streamed: "str | None" = None
        self.report = report.Report(self.request_id, 0)
        self.tail = b""

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
        return fields


def error_payload(error_type: str, message: str) -> bytes:
    """What the caller gets of an error that the function did not word itself."""
    return json.dumps({"errorType": error_type, "errorMessage": message}, separators=(",", ":")).encode()
