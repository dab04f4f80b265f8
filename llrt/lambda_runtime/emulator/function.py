"""A Lambda function under emulation: its configuration, its queue of invocations, one execution environment at a time,
time-outs. A failure of the process gives the next invocation a fresh one. Not here: the process and what it says
(environment.py), HTTP for callers (frontend.py), the command line.
"""

import time
from collections.abc import Callable, Sequence

from llrt.lambda_runtime.emulator import report
from llrt.lambda_runtime.emulator.environment import Environment
from llrt.lambda_runtime.emulator.invocation import Invocation, error_payload
from llrt.loop.loop import Loop

_TAIL = 4096


class FunctionConfig:
    """How a function is configured; `command` starts the runtime, `memory` is in MB, `timeout` in seconds."""

    def __init__(
        self,
        handler: str,
        command: "Sequence[str]",
        *,
        task_root: str,
        environment: "dict[str, str] | None" = None,
        memory: int = 128,
        timeout: float = 3.0,
        name: str = "function",
    ):
        self.handler = handler
        self.command = list(command)
        self.task_root = task_root
        self.environment = dict(environment or {})
        self.memory = memory
        self.timeout = timeout
        self.name = name

    def arn(self) -> str:
        """The function's name in Lambda's long form."""
        region = self.environment.get("AWS_REGION", "us-east-1")
        return f"arn:aws:lambda:{region}:123456789012:function:{self.name}"


class Function:
    """Runs invocations one after the other; `log(bytes)` gets whole lines of output, Lambda's own included."""

    def __init__(self, loop: Loop, config: FunctionConfig, log: "Callable[[bytes], None]"):
        self._loop = loop
        self._config = config
        self._log = log
        self._queue: "list[Invocation]" = []
        self._current: "Invocation | None" = None
        self._environment: "Environment | None" = None

    def invoke(self, invocation: Invocation) -> None:
        """Queue an invocation; the loop stays alive until it is done."""
        self._loop.ref()
        self._queue.append(invocation)
        self._advance()

    def close(self) -> None:
        """End the process."""
        if self._environment is not None:
            self._environment.close()
            self._environment = None

    # What the execution environment reports

    def output(self, line: bytes) -> None:
        """A line of log, the function's or Lambda's own."""
        self._log(line)
        if self._current is not None:
            self._current.tail = (self._current.tail + line)[-_TAIL:]

    def say(self, text: str) -> None:
        """A line of Lambda's own."""
        self.output(text.encode("utf-8", "replace") + b"\n")

    def announce(self, invocation: Invocation) -> None:
        """The START line, once."""
        if not invocation.announced:
            invocation.announced = True
            self.say(report.start_line(invocation.request_id))

    def start(self, invocation: Invocation) -> None:
        """The runtime is about to get the event: the clock starts, once."""
        if invocation.started is None:
            invocation.started = time.monotonic()
            invocation.deadline = time.time() + self._config.timeout
            invocation.timer = self._loop.call_later(self._config.timeout, self._timed_out, invocation)
            self.announce(invocation)

    def again(self, invocation: Invocation) -> None:
        """Give the invocation, which no process has seen yet, to a fresh one."""
        self._current = None
        self._queue.insert(0, invocation)
        self._advance()

    def succeed(self, invocation: Invocation, payload: bytes) -> None:
        """The runtime posted a result."""
        invocation.payload = payload
        self._finish(invocation)

    def fail(
        self, invocation: Invocation, payload: bytes, *, status: "str | None" = None, error_type: "str | None" = None
    ) -> None:
        """The invocation ends in an error with this JSON; `status` and `error_type` for the report are Lambda's, which
        says nothing there about errors that a handler threw."""
        invocation.error = "Unhandled"
        invocation.payload = payload
        invocation.report.status = status
        invocation.report.error_type = error_type
        self._finish(invocation)

    def discard(self) -> None:
        """The process is of no use any more; its figures stay for the report."""
        environment, self._environment = self._environment, None
        if environment is not None:
            environment.close()
            if self._current is not None:
                environment.fill(self._current.report)

    # One after the other

    def _advance(self) -> None:
        if self._current is not None or not self._queue:
            return
        invocation = self._current = self._queue.pop(0)
        invocation.arn = self._config.arn()
        invocation.report.memory_size = self._config.memory
        if self._environment is None:
            try:
                self._environment = Environment(self._loop, self._config, self)
            except OSError as error:
                kind = "Runtime.InvalidEntrypoint"
                payload = error_payload(kind, f"RequestId: {invocation.request_id} Error: {error}")
                self.fail(invocation, payload, status="error", error_type=kind)
                return
        self._environment.take(invocation)

    def _finish(self, invocation: Invocation) -> None:
        if invocation.timer is not None:
            invocation.timer.cancel()
        figures = invocation.report
        if invocation.started is not None:
            figures.duration = min(time.monotonic() - invocation.started, self._config.timeout) * 1000
            if self._environment is not None:
                self._environment.fill(figures)
        self.announce(invocation)
        self.say(report.end_line(invocation.request_id))
        self.say(figures.line())
        self._current = None
        self._loop.unref()
        invocation.done(invocation)
        self._advance()

    def _timed_out(self, invocation: Invocation) -> None:
        self.discard()
        seconds = f"{self._config.timeout:.2f}"
        self.say(f"{report.timestamp()} {invocation.request_id} Task timed out after {seconds} seconds\n")
        message = f"RequestId: {invocation.request_id} Error: Task timed out after {seconds} seconds"
        self.fail(invocation, error_payload("Sandbox.Timedout", message), status="timeout")
