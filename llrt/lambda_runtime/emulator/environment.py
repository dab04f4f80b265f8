"""An execution environment: one runtime process and its Runtime API; first init, then invocations, in the end its death.
Not here: the queue and the clock of invocations (function.py), the API's protocol (runtime_api.py), streams (streamed.py)."""

import time
from typing import TYPE_CHECKING

from llrt.lambda_runtime.emulator import report, sandbox
from llrt.lambda_runtime.emulator.extensions import GRACE, Extensions
from llrt.lambda_runtime.emulator.external import GRACE as EXTERNAL_GRACE
from llrt.lambda_runtime.emulator.external import External
from llrt.lambda_runtime.emulator.http_messages import Reply
from llrt.lambda_runtime.emulator.invocation import Invocation, error_payload
from llrt.lambda_runtime.emulator.memory import MemoryWatch
from llrt.lambda_runtime.emulator.runtime_api import MAX_RESPONSE, RuntimeAPI
from llrt.lambda_runtime.emulator.snapshot import Snapshot
from llrt.lambda_runtime.emulator.streamed import Streamed
from llrt.loop.loop import Loop

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.function import Function
    from llrt.loop.timers import Timer

_EXIT_ERROR = "Runtime.ExitError"
_TOO_LARGE = "Function.ResponseSizeTooLarge"
# Of a process's output between invocations, at most so many bytes are kept for the next one's record.
_UNCLAIMED = 65536
# Seconds that subscribers to telemetry have for the last of it, before SHUTDOWN.
_TELEMETRY_GRACE = 2.0


class Environment:
    """Started when it is made; raises OSError when that fails. `phase` is "init", or "invoke" for the second try of an init
    that failed, which happens on an invocation's time. It belongs to one tenant (None: to none)."""

    def __init__(self, loop: Loop, function: "Function", tenant_id: "str | None", phase: str = "init"):
        config = self._config = function.config
        self._function = function
        self.tenant_id = tenant_id
        self.phase = phase
        # Of an older state of the function's files: it finishes what it has, and gets nothing more.
        self.stale = False
        # What it has been given and is not done; `_pending`: the part of it that its process has not asked for.
        self._given: "dict[str, Invocation]" = {}
        self._pending: "list[Invocation]" = []
        # Of a managed instance: ids of what has timed out while the process goes on with it, which takes its slots.
        self._overdue: "set[str]" = set()
        self._ready = self._begun = self._closed = False
        self._partial = b""
        self._unclaimed: "list[bytes]" = []
        self._last_id = ""
        self._init_duration: "float | None" = None
        self._flush_timer: "Timer | None" = None
        self._init_error: "tuple[bytes, str] | None" = None
        self._extensions = Extensions(loop, config, self._idle)
        self._telemetry = self._extensions.telemetry
        self._api = RuntimeAPI(loop, self, config.slots, function.faults, self._extensions)
        variables = sandbox.environment(config, self._api.address, report.new_log_stream())
        try:
            self._external = External(loop, config.extensions, variables, self._extension_line, self._extension_exited)
        except OSError:
            self._api.close()
            raise
        try:
            self._process = sandbox.Sandbox(loop, config.command, variables, config.task_root, self._output, self._exited)
        except OSError:
            self._external.close(lambda: None, 0.0)
            self._api.close()
            raise
        self._telemetry.init_started(phase)
        self._snapshot = Snapshot(loop, config, self._restored_too_late) if config.snap_start else None
        self._memory = MemoryWatch(loop, self._process, config.memory, self._memory_used_up) if config.enforce_memory else None
        self._init_timer = loop.call_later(config.init_limit, self._init_too_long) if phase == "init" else None
        self._watch_memory(True)

    @property
    def free(self) -> bool:
        """True when it can be given one more."""
        return not self.stale and len(self._given) + len(self._overdue) < self._config.slots

    @property
    def idle(self) -> bool:
        """True when it has nothing to do."""
        return not self._given

    def take(self, invocation: Invocation) -> None:
        """Run `invocation` as soon as the process asks for one; its clock starts then."""
        self._given[invocation.request_id] = invocation
        self._pending.append(invocation)
        unclaimed, self._unclaimed = self._unclaimed, []
        for line in unclaimed:
            invocation.keep(line)
        if self.phase == "invoke":
            self._function.start(invocation)
        self._watch_memory(True)
        self._freeze(False)
        if self._snapshot is not None and self._snapshot.taken:
            self._snapshot.restore(self._api, self._function)
        self._hand_out()

    def give_up(self, invocation: Invocation) -> None:
        """The invocation is over whatever the process says (a time-out on a managed instance)."""
        self._given.pop(invocation.request_id, None)
        self._overdue.add(invocation.request_id)
        self._api.give_up(invocation.request_id)

    def fill(self, figures: report.Report) -> None:
        """Memory, and the init's duration once, into a report."""
        used = (self._process.peak_memory() + 1023) // 1024
        figures.max_memory = min(used, self._config.memory) if self._config.enforce_memory else used
        if self._init_duration is not None:
            figures.init_duration, self._init_duration = self._init_duration, None
        if self._snapshot is not None:
            figures.restore_duration, self._snapshot.duration = self._snapshot.duration, None

    def close(self, reason: str = "spindown") -> None:
        """End the process; `reason` is for extensions."""
        if self._closed:
            return
        self._closed = True
        if self._init_timer is not None:
            self._init_timer.cancel()
        if self._snapshot is not None:
            self._snapshot.close()
        self._watch_memory(False)
        self._process.kill(GRACE if self._extensions.registered else 0.0)
        self._flush()
        # Extensions outlive the runtime, and their API does with them. What they subscribed to comes before SHUTDOWN.
        self._function.closing.add(self)
        self._external.freeze(False)
        self._flush_timer = self._function.loop.call_later(_TELEMETRY_GRACE, self._shut_down, reason)
        self._telemetry.flush(lambda: self._shut_down(reason))

    def _shut_down(self, reason: str) -> None:
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_timer = None
            self._extensions.shutdown(reason, EXTERNAL_GRACE)
            self._external.close(self._gone)

    def _gone(self) -> None:
        self._telemetry.close()
        self._function.closing.discard(self)
        self._api.close()

    def told(self, invocation: Invocation, status: "str | None" = None) -> None:
        """The runtime is done with an invocation; `status` where it did not say so itself."""
        started = invocation.started
        duration = 0.0 if started is None else (time.monotonic() - started) * 1000
        outcome = status or ("error" if invocation.error else "success")
        self._telemetry.runtime_done(invocation, duration, outcome, invocation.report.error_type)

    def reported(self, invocation: Invocation) -> None:
        """The invocation has its report."""
        self._telemetry.reported(invocation)

    # What the runtime says through its API

    def on_ready(self) -> None:
        """GET /next: init is over, or the last invocation."""
        if not self._ready:
            self._initialised()
        if self._snapshot is not None:
            self._snapshot.woken(self._function)
        self._hand_out()
        self._idle()

    def on_restore_next(self) -> bool:
        """GET restore/next: init is over, the process is about to be saved."""
        if self._snapshot is None or self._ready:
            return False
        self._initialised()
        self._snapshot.taken = True
        if self._given:
            self._snapshot.restore(self._api, self._function)
        self._idle()
        return True

    def on_restore_error(self, body: bytes, error_type: "str | None") -> None:
        """POST restore/error; the process ends by itself afterwards."""
        self._init_error = (body, error_type or "Runtime.Unknown")
        if self._snapshot is not None:
            self._process.drain()
            self._snapshot.failed(self._function, self._init_error[1])

    def on_late(self, request_id: str) -> None:
        """POST response or error of an invocation that has timed out."""
        self.end(request_id)

    def on_result(self, request_id: str, body: bytes) -> None:
        """POST response."""
        invocation = self.end(request_id)
        if invocation is not None:
            self._function.succeed(invocation, body)

    def on_stream(self, request_id: str, content_type: str, reply: Reply) -> Streamed:
        """POST response, streamed."""
        return Streamed(self._function.loop, self, self._function, self._given.get(request_id), content_type, reply)

    def on_error(self, request_id: str, body: bytes, error_type: "str | None") -> None:
        """POST error."""
        invocation = self.end(request_id)
        if invocation is not None:
            self._function.fail_as_told(invocation, body, error_type or "Runtime.Unknown")

    def on_too_large(self, request_id: str, size: int) -> None:
        """POST response over the limit."""
        self.too_large(request_id, size, MAX_RESPONSE)

    def too_large(self, request_id: str, size: int, limit: int) -> None:
        """A response over a limit, buffered or streamed."""
        invocation = self.end(request_id)
        if invocation is not None:
            message = f"Response payload size ({size} bytes) exceeded maximum allowed payload size ({limit} bytes)."
            self._function.fail(invocation, error_payload(_TOO_LARGE, message), status="error", error_type=_TOO_LARGE)

    def on_init_error(self, body: bytes, error_type: "str | None") -> None:
        """POST init/error; the process ends by itself afterwards."""
        self._init_error = (body, error_type or "Runtime.Unknown")
        self._process.drain()
        self._report_init("error", self._init_error[1])

    # What the process does

    def _output(self, data: bytes) -> None:
        lines = (self._partial + data).split(b"\n")
        self._partial = lines.pop()
        for line in lines:
            self._function_line(line + b"\n")

    def _flush(self) -> None:
        if self._partial:
            line, self._partial = self._partial, b""
            self._function_line(line + b"\n")

    def _function_line(self, line: bytes) -> None:
        self._telemetry.log("function", line)
        self._line(line)

    def _extension_line(self, line: bytes) -> None:
        self._telemetry.log("extension", line)
        self._line(line)

    def _line(self, line: bytes) -> None:
        invocation = None
        if len(self._given) == 1 and not self._overdue:
            invocation = next(iter(self._given.values()))
        elif self._given:
            # Concurrent ones write to one log: the request id tells whose line it is.
            invocation = next((one for key, one in self._given.items() if key.encode() in line), None)
        if invocation is None and sum(map(len, self._unclaimed)) < _UNCLAIMED:
            self._unclaimed.append(line)
        self._function.output(line, invocation)

    def _initialised(self) -> None:
        self._ready = True
        self._telemetry.init_done(self.phase, self._init_time(), "success", None)
        if self._init_timer is not None and not self._extensions.missing:
            self._init_timer.cancel()
        if self._config.managed:
            self._function.say(report.init_report(self._init_time(), "success", None, self.phase, self._config.json_logs))
        elif self.phase == "init":
            self._init_duration = self._init_time()
        self._process.drain()

    def _hand_out(self) -> None:
        while self._pending and self._api.asked:
            # Extensions of a managed instance have a part in its init only.
            if self._extensions.busy and not (self._config.managed and self._begun):
                return
            if not self._begun:
                self._begin()
            invocation = self._pending.pop(0)
            self._function.start(invocation)
            self._telemetry.invocation_started(invocation)
            self._extensions.invoke(invocation)
            self._api.give(invocation)

    def _begin(self) -> None:
        self._begun = True
        self._extensions.ready()
        if not self._config.json_logs:
            for line in self._extensions.lines():
                self._function.say(line)

    def _idle(self) -> None:
        """Nothing to do any more: the process is frozen until there is."""
        if self._closed:
            # Extensions ask for what is left, their SHUTDOWN.
            return
        if self._pending:
            # An extension has asked for its next event: it was the last.
            self._hand_out()
        if self._given or not self._ready or self._extensions.busy:
            return
        self._watch_memory(False)
        asked = self._api.asked or (self._snapshot is not None and not self._snapshot.awake)
        if self._config.freeze and asked:
            self._freeze(True)

    def _exited(self, process: sandbox.Sandbox) -> None:
        given, self._given = list(self._given.values()), {}
        started = [invocation for invocation in given if invocation not in self._pending]
        self._flush()
        failed_init = not self._ready and self._init_error is None
        if failed_init:
            self._report_init("error", _EXIT_ERROR)
        self._function.discard(self, started or given, "failure")
        if not given:
            self._function.say(f"RequestId: {self._last_id} Error: {process.exit_text()}\n{_EXIT_ERROR}")
        for invocation in given:
            if not self._ready and self.phase == "init" and not self._config.managed:
                # Lambda tries init a second time, on the invocation's time.
                self._function.again(invocation, "invoke")
            elif self._ready and invocation not in started and (self._snapshot is None or self._snapshot.awake):
                # It had not asked for this one: it was on its way out after the one before.
                self._function.again(invocation)
            elif self._init_error is not None:
                body, error_type = self._init_error
                self._function.fail(invocation, body, status="error", error_type=error_type)
            else:
                message = f"RequestId: {invocation.request_id} Error: {process.exit_text()}"
                self._function.announce(invocation)
                self._function.say(f"{message}\n{_EXIT_ERROR}", invocation)
                self._function.fail(invocation, error_payload(_EXIT_ERROR, message), status="error", error_type=_EXIT_ERROR)

    def _extension_exited(self, name: str, process: sandbox.Sandbox) -> None:
        given, self._given = list(self._given.values()), {}
        self._function.discard(self, given, "failure")
        kind = "Extension.Crash"
        self._function.say(f"EXTENSION\tName: {name}\tState: Exited\tError Type: {kind}")
        for invocation in given:
            message = f"RequestId: {invocation.request_id} Error: {name}: {process.exit_text()}"
            self._function.announce(invocation)
            self._function.fail(invocation, error_payload(kind, message), status="error", error_type=kind)

    def _freeze(self, on: bool) -> None:
        self._process.freeze(on)
        self._external.freeze(on)

    def end(self, request_id: str) -> "Invocation | None":
        """The invocation has its outcome: its log is complete."""
        self._process.drain()
        self._flush()
        invocation = self._given.pop(request_id, None)
        if invocation is not None:
            self._last_id = request_id
        elif request_id in self._overdue:
            self._overdue.discard(request_id)
            self._function.advance()
        return invocation

    def _init_time(self) -> float:
        return (time.monotonic() - self._process.started) * 1000

    def _report_init(self, status: str, error_type: "str | None" = None) -> None:
        self._telemetry.init_done(self.phase, self._init_time(), status, error_type)
        self._function.say(report.init_report(self._init_time(), status, error_type, self.phase, self._config.json_logs))

    def _init_too_long(self) -> None:
        if self._ready and not self._extensions.missing:
            return
        self._report_init("timeout")
        given, self._given = list(self._given.values()), {}
        self._function.discard(self, given)
        for invocation in given:
            if self._config.managed:
                # No invocation is given to an instance before its init is over, nor pays for that.
                message = f"RequestId: {invocation.request_id} Error: Init timed out after {self._config.init_limit:.2f} seconds"
                kind = "Sandbox.Timedout"
                self._function.fail(invocation, error_payload(kind, message), status="timeout", error_type=kind)
            else:
                self._function.again(invocation, "invoke")

    def _restored_too_late(self) -> None:
        given, self._given = list(self._given.values()), {}
        self._function.discard(self, given)
        for invocation in given:
            message = f"RequestId: {invocation.request_id} Error: Restore timed out after {Snapshot.LIMIT:.2f} seconds"
            self._function.fail(invocation, error_payload("Sandbox.Timedout", message), status="timeout")

    def _watch_memory(self, on: bool) -> None:
        if self._memory is not None:
            self._memory.watch(on)

    def _memory_used_up(self) -> None:
        self._process.drain()
        self._process.out_of_memory()
