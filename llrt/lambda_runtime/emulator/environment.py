"""An execution environment: one runtime process and its Runtime API; first init, then invocations, in the end its death.
Not here: the queue and the clock of invocations (function.py), the API's protocol (runtime_api.py)."""

import time
from typing import TYPE_CHECKING

from llrt.lambda_runtime.emulator import report, sandbox
from llrt.lambda_runtime.emulator.invocation import Invocation, error_payload
from llrt.lambda_runtime.emulator.runtime_api import MAX_RESPONSE, RuntimeAPI
from llrt.loop.loop import Loop

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.function import Function, FunctionConfig

# Lambda gives init ten seconds of its own; what it takes beyond counts against the invocation.
INIT_LIMIT = 10.0
_EXIT_ERROR = "Runtime.ExitError"
_TOO_LARGE = "Function.ResponseSizeTooLarge"


class Environment:
    """Started when it is made; raises OSError when that fails."""

    def __init__(self, loop: Loop, config: "FunctionConfig", function: "Function"):
        self._function = function
        self._invocation: "Invocation | None" = None
        self._ready = False
        self._closed = False
        self._partial = b""
        self._last_id = ""
        self._init_duration: "float | None" = None
        self._init_error: "tuple[bytes, str] | None" = None
        self._api = RuntimeAPI(loop, self)
        variables = sandbox.environment(config, self._api.address, report.new_log_stream())
        try:
            self._process = sandbox.Sandbox(loop, config.command, variables, config.task_root, self._output, self._exited)
        except OSError:
            self._api.close()
            raise
        self._init_timer = loop.call_later(INIT_LIMIT, self._init_too_long)

    def take(self, invocation: Invocation) -> None:
        """Run `invocation` as soon as the process asks for one; its clock starts then."""
        self._invocation = invocation
        if self._api.asked:
            self._function.start(invocation)
            self._api.give(invocation)

    def fill(self, figures: report.Report) -> None:
        """Memory, and the init's duration once, into a report."""
        figures.max_memory = (self._process.peak_memory() + 1023) // 1024
        if self._init_duration is not None:
            figures.init_duration, self._init_duration = self._init_duration, None

    def close(self) -> None:
        """End the process."""
        if self._closed:
            return
        self._closed = True
        self._init_timer.cancel()
        self._process.kill()
        self._flush()
        self._api.close()

    # What the runtime says through its API

    def on_ready(self) -> None:
        """GET /next: init is over, or the last invocation."""
        if not self._ready:
            self._ready = True
            self._init_timer.cancel()
            self._init_duration = self._init_time()
            self._process.drain()
        invocation = self._invocation
        if invocation is not None:
            self._function.start(invocation)
            self._api.give(invocation)

    def on_result(self, body: bytes, streamed: "str | None" = None) -> None:
        """POST response."""
        invocation = self._end()
        if invocation is not None:
            invocation.streamed = streamed
            self._function.succeed(invocation, body)

    def on_error(self, body: bytes, error_type: "str | None") -> None:
        """POST error."""
        invocation = self._end()
        if invocation is not None:
            self._function.fail(invocation, body or error_payload(error_type or "Runtime.Unknown", ""))

    def on_too_large(self, size: int) -> None:
        """POST response over the limit."""
        invocation = self._end()
        if invocation is not None:
            message = f"Response payload size ({size} bytes) exceeded maximum allowed payload size ({MAX_RESPONSE} bytes)."
            self._function.fail(invocation, error_payload(_TOO_LARGE, message), status="error", error_type=_TOO_LARGE)

    def on_init_error(self, body: bytes, error_type: "str | None") -> None:
        """POST init/error; the process ends by itself afterwards."""
        self._init_error = (body, error_type or "Runtime.Unknown")
        self._process.drain()
        self._function.say(report.init_report(self._init_time(), "error", self._init_error[1]))

    # What the process does

    def _output(self, data: bytes) -> None:
        lines = (self._partial + data).split(b"\n")
        self._partial = lines.pop()
        for line in lines:
            self._function.output(line + b"\n")

    def _flush(self) -> None:
        if self._partial:
            self._function.output(self._partial + b"\n")
            self._partial = b""

    def _exited(self, process: sandbox.Sandbox) -> None:
        invocation = self._end()
        if not self._ready and self._init_error is None:
            self._function.say(report.init_report(self._init_time(), "error", _EXIT_ERROR))
        self._function.discard()
        if invocation is None:
            self._function.say(f"RequestId: {self._last_id} Error: {process.exit_text()}\n{_EXIT_ERROR}")
        elif self._ready and invocation.started is None:
            # It had not asked for this one: it was on its way out after the one before.
            self._function.again(invocation)
        elif self._init_error is not None:
            body, error_type = self._init_error
            self._function.fail(invocation, body, status="error", error_type=error_type)
        else:
            message = f"RequestId: {invocation.request_id} Error: {process.exit_text()}"
            self._function.announce(invocation)
            self._function.say(f"{message}\n{_EXIT_ERROR}")
            self._function.fail(invocation, error_payload(_EXIT_ERROR, message), status="error", error_type=_EXIT_ERROR)

    def _end(self) -> "Invocation | None":
        self._process.drain()
        self._flush()
        invocation, self._invocation = self._invocation, None
        if invocation is not None:
            self._last_id = invocation.request_id
        return invocation

    def _init_time(self) -> float:
        return (time.monotonic() - self._process.started) * 1000

    def _init_too_long(self) -> None:
        if not self._ready and self._invocation is not None:
            self._function.say(report.init_report(self._init_time(), "timeout"))
            self._function.start(self._invocation)
