"""A Lambda function under emulation: its queue of invocations, its execution environments, time-outs. A failure of a process
gives the next invocation a fresh one. Not here: a process and what it says (environment.py), HTTP for callers (frontend.py),
the command line.
"""

import time
from collections.abc import Callable, Iterable

from llrt.lambda_runtime.emulator import report
from llrt.lambda_runtime.emulator.config import FunctionConfig
from llrt.lambda_runtime.emulator.environment import Environment
from llrt.lambda_runtime.emulator.faults import Faults
from llrt.lambda_runtime.emulator.invocation import Invocation, error_payload
from llrt.loop.loop import Loop

_TAIL = 4096


class Function:
    """Runs invocations, each in an environment that is free, else in a new one as long as `config.sandboxes` allows it, else
    once one is free. `log(bytes)` gets whole lines of output, Lambda's own included; `finished(invocation)` each that is over,
    after its caller has been answered."""

    def __init__(
        self,
        loop: Loop,
        config: FunctionConfig,
        log: "Callable[[bytes], None]",
        finished: "Callable[[Invocation], object] | None" = None,
        platform: bool = True,
    ):
        self.loop = loop
        self.config = config
        self.faults = Faults(config.faults)
        self._log = log
        self._platform = platform
        self._finished = finished
        self._queue: "list[tuple[Invocation, str]]" = []
        # In order of their last use: the first is the one to give up for another tenant's.
        self._environments: "list[Environment]" = []
        self._homes: "dict[str, Environment]" = {}
        self._closed = False
        # Invocations that have no outcome yet.
        self._running = 0
        # Environments whose extensions have not ended yet.
        self.closing: "set[Environment]" = set()

    def invoke(self, invocation: Invocation) -> None:
        """Queue an invocation; the loop stays alive until it is done."""
        self.loop.ref()
        self._running += 1
        invocation.arn = self.config.arn()
        invocation.report.memory_size = self.config.memory
        invocation.report.managed = self.config.managed
        self._queue.append((invocation, "init"))
        self.advance()

    @property
    def throttled(self) -> bool:
        """True when no more invocations are to run at once than do."""
        return self.config.reserved is not None and self._running >= self.config.reserved

    def close(self) -> None:
        """End the processes, and wait for those that are told of it. Not from within the loop."""
        self._closed = True
        while self._environments:
            self._environments.pop().close()
        while self.closing:
            self.loop.turn()

    def restart(self) -> None:
        """The function's files have changed: the next invocations get fresh processes."""
        for environment in list(self._environments):
            environment.stale = True
            if environment.idle:
                self._remove(environment)

    # What an execution environment reports

    def output(self, line: bytes, invocation: "Invocation | None" = None) -> None:
        """A line of log."""
        self._log(line)
        if invocation is not None:
            if self._finished is not None:
                invocation.keep(line)
            invocation.tail = (invocation.tail + line)[-_TAIL:]

    def say(self, text: str, invocation: "Invocation | None" = None) -> None:
        """A line of Lambda's own."""
        line = text.encode("utf-8", "replace") + b"\n"
        if self._platform:
            self.output(line, invocation)
        elif invocation is not None:
            invocation.tail = (invocation.tail + line)[-_TAIL:]

    def announce(self, invocation: Invocation) -> None:
        """The START line, once."""
        if not invocation.announced:
            invocation.announced = True
            self.say(report.start_line(invocation.request_id, self.config.json_logs), invocation)

    def start(self, invocation: Invocation) -> None:
        """The runtime is about to get the event: the clock starts, once."""
        if invocation.started is None:
            invocation.started = time.monotonic()
            invocation.deadline = time.time() + self.config.timeout
            invocation.timer = self.loop.call_later(self.config.timeout, self._timed_out, invocation)
            self.announce(invocation)

    def again(self, invocation: Invocation, phase: str = "init") -> None:
        """Give the invocation, which no process has seen yet, to a fresh one."""
        self._homes.pop(invocation.request_id, None)
        self._queue.insert(0, (invocation, phase))
        self.advance()

    def succeed(self, invocation: Invocation, payload: bytes) -> None:
        """The runtime posted a result."""
        invocation.payload = payload
        self._finish(invocation)

    def fail_as_told(self, invocation: Invocation, payload: bytes, error_type: str) -> None:
        """The runtime posted an error, which only a managed instance's report tells of."""
        payload = payload or error_payload(error_type, "")
        if self.config.managed:
            self.fail(invocation, payload, status="error", error_type=error_type)
        else:
            self.fail(invocation, payload)

    def fail(
        self, invocation: Invocation, payload: bytes, *, status: "str | None" = None, error_type: "str | None" = None
    ) -> None:
        """The invocation ends in an error with this JSON; `status` and `error_type` are for the report."""
        invocation.error = "Unhandled"
        invocation.payload = payload
        invocation.report.status = status
        invocation.report.error_type = error_type
        self._finish(invocation)

    def discard(self, environment: Environment, invocations: "Iterable[Invocation]" = (), reason: str = "timeout") -> None:
        """The process is of no use any more ("timeout" or "failure"); its figures stay for the reports of these."""
        invocations = list(invocations)
        for invocation in invocations:
            if invocation.started is not None:
                environment.told(invocation, reason)
        self._remove(environment, reason)
        for invocation in invocations:
            environment.fill(invocation.report)

    # Who gets what

    def advance(self) -> None:
        """Give out what waits as far as there is room for it."""
        if self._closed:
            return
        waiting, self._queue = self._queue, []
        for position, (invocation, phase) in enumerate(waiting):
            try:
                environment = self._environment_for(invocation, phase)
            except OSError as error:
                self._queue += waiting[position + 1 :]
                kind = "Runtime.InvalidEntrypoint"
                payload = error_payload(kind, f"RequestId: {invocation.request_id} Error: {error}")
                self.fail(invocation, payload, status="error", error_type=kind)
                return
            if environment is None:
                self._queue.append((invocation, phase))
            else:
                self._homes[invocation.request_id] = environment
                environment.take(invocation)

    def _environment_for(self, invocation: Invocation, phase: str) -> "Environment | None":
        tenant_id = invocation.tenant_id
        if phase == "init":
            for environment in self._environments:
                if environment.free and environment.tenant_id == tenant_id:
                    self._environments.remove(environment)
                    self._environments.append(environment)
                    return environment
        if len(self._environments) >= self.config.sandboxes:
            # No environment ever serves two tenants: one that rests makes room for another's. So does one whose slots are all
            # taken by what has timed out.
            resting = next((one for one in self._environments if one.idle), None)
            if resting is None:
                return None
            self._remove(resting)
        environment = Environment(self.loop, self, tenant_id, phase)
        self._environments.append(environment)
        return environment

    def _remove(self, environment: Environment, reason: str = "spindown") -> None:
        if environment in self._environments:
            self._environments.remove(environment)
        environment.close(reason)

    def _finish(self, invocation: Invocation) -> None:
        invocation.over = True
        if invocation.timer is not None:
            invocation.timer.cancel()
        environment = self._homes.pop(invocation.request_id, None)
        figures = invocation.report
        if invocation.started is not None:
            figures.duration = min(time.monotonic() - invocation.started, self.config.timeout) * 1000
            if environment in self._environments and environment is not None:
                environment.fill(figures)
        self.announce(invocation)
        for line in report.end_lines(figures, self.config.json_logs):
            self.say(line, invocation)
        if environment is not None:
            environment.told(invocation)
            environment.reported(invocation)
        if environment is not None and environment.stale and environment.idle:
            self._remove(environment)
        self.loop.unref()
        self._running -= 1
        invocation.done(invocation)
        if self._finished is not None:
            self._finished(invocation)
        self.advance()

    def _timed_out(self, invocation: Invocation) -> None:
        environment = self._homes.get(invocation.request_id)
        if environment is not None:
            if self.config.managed:
                # The process goes on, with this one, too.
                environment.give_up(invocation)
            else:
                self.discard(environment, [invocation])
        seconds = f"{self.config.timeout:.2f}"
        self.say(report.timed_out(invocation.request_id, seconds, self.config.json_logs), invocation)
        message = f"RequestId: {invocation.request_id} Error: Task timed out after {seconds} seconds"
        kind = "Sandbox.Timedout"
        self.fail(invocation, error_payload(kind, message), status="timeout", error_type=kind if self.config.managed else None)
