"""A Lambda function under emulation: its configuration, one environment at a time, and what becomes of each
invocation: result, error, time-out, crash, too large. The next invocation after a failure of the process gets a fresh
one. Not here: HTTP for callers (frontend.py), the command line.
"""

import json
import time

from llrt.lambda_runtime.emulator import report, sandbox
from llrt.lambda_runtime.emulator.runtime_api import MAX_RESPONSE, RuntimeAPI

# Lambda gives init ten seconds of its own; what it takes beyond counts against the invocation.
INIT_LIMIT = 10.0
_TAIL = 4096


class FunctionConfig:
    """How a function is configured; `command` starts the runtime."""

    def __init__(self, handler, command, *, task_root, environment=None, memory=128, timeout=3.0, name="function"):
        self.handler = handler
        self.command = list(command)
        self.task_root = task_root
        self.environment = dict(environment or {})
        self.memory = memory
        self.timeout = timeout
        self.name = name

    def arn(self):
        """The function's name in Lambda's long form."""
        region = self.environment.get("AWS_REGION", "us-east-1")
        return f"arn:aws:lambda:{region}:123456789012:function:{self.name}"


class Invocation:
    """One event on its way. `done(invocation)` is called when `payload` (bytes), `error` (None or "Unhandled"), `report` and
    `tail` (the last 4 KB of log) are known."""

    def __init__(self, event, done, client_context=None):
        self.event = event
        self.done = done
        self.client_context = client_context
        self.request_id = report.new_request_id()
        self.trace_id = report.new_trace_id()
        self.announced = False
        self.started = None
        self.deadline = None
        self.timer = None
        self.payload = b""
        self.error = None
        self.report = None
        self.tail = b""
        self.arn = ""

    def headers(self):
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


class Function:
    """Runs invocations one after the other; `log(bytes)` gets whole lines of output, Lambda's own included."""

    def __init__(self, loop, config, log):
        self._loop = loop
        self._config = config
        self._log = log
        self._queue = []
        self._current = None
        self._environment = None

    def invoke(self, invocation):
        """Queue an invocation; the loop stays alive until it is done."""
        self._loop.ref()
        self._queue.append(invocation)
        self._advance()

    def close(self):
        """End the process."""
        if self._environment is not None:
            self._environment.close()
            self._environment = None

    def output(self, line):
        """A line of log, the function's or Lambda's own."""
        self._log(line)
        if self._current is not None:
            self._current.tail = (self._current.tail + line)[-_TAIL:]

    def say(self, text):
        """A line of Lambda's own."""
        self.output(text.encode("utf-8", "replace") + b"\n")

    def _advance(self):
        if self._current is not None or not self._queue:
            return
        invocation = self._current = self._queue.pop(0)
        invocation.arn = self._config.arn()
        invocation.report = report.Report(invocation.request_id, self._config.memory)
        if self._environment is None:
            try:
                self._environment = Environment(self._loop, self._config, self)
            except OSError as error:
                kind = "Runtime.InvalidEntrypoint"
                self.fail(invocation, _payload(kind, f"RequestId: {invocation.request_id} Error: {error}"), status="error", error_type=kind)
                return
        self._environment.take(invocation)

    def again(self, invocation):
        """Give the invocation, which no process has seen yet, to a fresh one."""
        self._current = None
        self._queue.insert(0, invocation)
        self._advance()

    def start(self, invocation, started):
        """The invocation's clock starts; `started` is time.monotonic()."""
        if invocation.started is not None:
            return
        invocation.started = started
        limit = max(0.0, started + self._config.timeout - time.monotonic())
        invocation.deadline = time.time() + limit
        invocation.timer = self._loop.call_later(limit, self._timed_out, invocation)
        self.announce(invocation)

    def announce(self, invocation):
        """The START line, once."""
        if not invocation.announced:
            invocation.announced = True
            self.say(report.start_line(invocation.request_id))

    def succeed(self, invocation, payload):
        """The runtime posted a result."""
        invocation.payload = payload
        self._finish(invocation)

    def fail(self, invocation, payload, *, status=None, error_type=None):
        """The invocation ends in an error with this JSON; `status` and `error_type` for the report are Lambda's, which
        says nothing there about errors that a handler threw."""
        invocation.error = "Unhandled"
        invocation.payload = payload
        invocation.report.status = status
        invocation.report.error_type = error_type
        self._finish(invocation)

    def _finish(self, invocation):
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

    def _timed_out(self, invocation):
        self.discard()
        seconds = f"{self._config.timeout:.2f}"
        self.say(f"{report.timestamp()} {invocation.request_id} Task timed out after {seconds} seconds\n")
        message = f"RequestId: {invocation.request_id} Error: Task timed out after {seconds} seconds"
        self.fail(invocation, _payload("Sandbox.Timedout", message), status="timeout")

    def discard(self):
        """The process is of no use any more; its figures stay for the report."""
        environment, self._environment = self._environment, None
        if environment is None:
            return
        environment.close()
        if self._current is not None:
            environment.fill(self._current.report)


class Environment:
    """One execution environment: a process and its Runtime API. It starts with init and then takes invocations."""

    def __init__(self, loop, config, function):
        self._function = function
        self._loop = loop
        self._invocation = None
        self._ready = False
        self._closed = False
        self._partial = b""
        self._last_id = ""
        self._init_duration = None
        self._init_error = None
        self._api = RuntimeAPI(loop, self)
        variables = sandbox.environment(config, self._api.address, report.new_log_stream())
        try:
            self._process = sandbox.Sandbox(loop, config.command, variables, config.task_root, self._output, self._exited)
        except OSError:
            self._api.close()
            raise
        self._init_timer = loop.call_later(INIT_LIMIT, self._init_too_long)

    def take(self, invocation):
        """Run `invocation` as soon as the process asks for one; its clock starts then."""
        self._invocation = invocation
        if self._api.asked:
            self._function.start(invocation, time.monotonic())
            self._api.give(invocation)

    def fill(self, figures):
        """Memory, and the init's duration once, into a report."""
        figures.max_memory = (self._process.peak_memory() + 1023) // 1024
        if self._init_duration is not None:
            figures.init_duration, self._init_duration = self._init_duration, None

    def drain(self):
        """Take over all output up to now."""
        self._process.drain()

    def close(self):
        """End the process."""
        if self._closed:
            return
        self._closed = True
        self._init_timer.cancel()
        self._process.kill()
        self._flush()
        self._api.close()

    # What the Runtime API reports

    def on_ready(self):
        """GET /next: init is over, or the last invocation."""
        if not self._ready:
            self._ready = True
            self._init_timer.cancel()
            self._init_duration = self._init_time()
            self.drain()
        invocation = self._invocation
        if invocation is not None:
            self._function.start(invocation, time.monotonic())
            self._api.give(invocation)

    def on_result(self, body):
        """POST response."""
        self._function.succeed(self._end(), body)

    def on_error(self, body, error_type):
        """POST error."""
        self._function.fail(self._end(), body or _payload(error_type or "Runtime.Unknown", ""))

    def on_too_large(self, size):
        """POST response over the limit."""
        message = f"Response payload size ({size} bytes) exceeded maximum allowed payload size ({MAX_RESPONSE} bytes)."
        kind = "Function.ResponseSizeTooLarge"
        self._function.fail(self._end(), _payload(kind, message), status="error", error_type=kind)

    def on_init_error(self, body, error_type):
        """POST init/error; the process ends by itself afterwards."""
        self._init_error = (body, error_type or "Runtime.Unknown")
        self.drain()
        self._function.say(report.init_report(self._init_time(), "error", self._init_error[1]))

    # What the process reports

    def _output(self, data):
        lines = (self._partial + data).split(b"\n")
        self._partial = lines.pop()
        for line in lines:
            self._function.output(line + b"\n")

    def _flush(self):
        if self._partial:
            self._function.output(self._partial + b"\n")
            self._partial = b""

    def _exited(self, process):
        invocation = self._end()
        text = process.exit_text()
        if not self._ready and self._init_error is None:
            self._function.say(report.init_report(self._init_time(), "error", "Runtime.ExitError"))
        self._function.discard()
        if invocation is None:
            self._function.say(f"RequestId: {self._last_id} Error: {text}\nRuntime.ExitError")
        elif self._ready and invocation.started is None:
            # It had not asked for this one: it was on its way out after the one before.
            self._function.again(invocation)
        elif self._init_error is not None:
            body, error_type = self._init_error
            self._function.fail(invocation, body, status="error", error_type=error_type)
        else:
            message = f"RequestId: {invocation.request_id} Error: {text}"
            self._function.announce(invocation)
            self._function.say(message)
            self._function.say("Runtime.ExitError")
            kind = "Runtime.ExitError"
            self._function.fail(invocation, _payload(kind, message), status="error", error_type=kind)

    def _end(self):
        self.drain()
        self._flush()
        invocation, self._invocation = self._invocation, None
        if invocation is not None:
            self._last_id = invocation.request_id
        return invocation

    def _init_time(self):
        return (time.monotonic() - self._process.started) * 1000

    def _init_too_long(self):
        if self._ready or self._invocation is None:
            return
        self._function.say(report.init_report(self._init_time(), "timeout"))
        self._function.start(self._invocation, time.monotonic())


def _payload(error_type, message):
    return json.dumps({"errorType": error_type, "errorMessage": message}, separators=(",", ":")).encode()
