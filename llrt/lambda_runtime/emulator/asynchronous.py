"""Event invocations: accepted at once, tried again when they fail or are throttled; what became of each is told to
destinations. Specification: AWS Lambda, asynchronous invocation. Not here: the Invoke API (frontend.py), running
(function.py)."""

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from llrt.lambda_runtime.emulator import report
from llrt.lambda_runtime.emulator.invocation import Invocation

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.config import EventConfig
    from llrt.lambda_runtime.emulator.function import Function
    from llrt.loop.loop import Loop
    from llrt.loop.timers import Timer

# Of the pause behind the first failure (a minute): what follows a first throttle (one second), and the longest (five minutes).
_FIRST, _LONGEST = 1 / 60, 5.0


class _Event:
    """One event until it is done or given up."""

    def __init__(self, invocation: Invocation):
        self.invocation = invocation
        self.accepted = time.monotonic()
        self.attempts = self.throttles = 0
        self.timer: "Timer | None" = None

    def attempt(self) -> Invocation:
        """The next try: an invocation of its own with the same request id."""
        self.attempts += 1
        first = self.invocation
        label = first.label if self.attempts == 1 else f"{first.label} (attempt {self.attempts})"
        new = Invocation(first.event, first.done, first.client_context, first.tenant_id, label=label)
        new.request_id = new.report.request_id = first.request_id
        new.trace_id = first.trace_id
        new.status = 202
        return new


class Events:
    """The queue of one function's events."""

    def __init__(self, loop: "Loop", function: "Function", config: "EventConfig"):
        self._loop = loop
        self._function = function
        self._config = config
        self._open: "set[_Event]" = set()

    def accept(self, invocation: Invocation) -> None:
        """Take an event; it runs now or later."""
        event = _Event(invocation)
        self._open.add(event)
        self._try(event)

    def close(self) -> int:
        """No further tries. Returns how many events are neither done nor given up."""
        for event in self._open:
            if event.timer is not None:
                event.timer.cancel()
        left, self._open = len(self._open), set()
        return left

    def _try(self, event: _Event) -> None:
        event.timer = None
        if self._function.throttled:
            pause = min(_FIRST * 2.0**event.throttles, _LONGEST) * self._config.retry_delay
            event.throttles += 1
            self._later(event, pause, None)
            return
        invocation = event.attempt()
        invocation.done = lambda done: self._done(event, done)
        self._function.invoke(invocation)

    def _later(self, event: _Event, pause: float, last: "Invocation | None") -> None:
        if time.monotonic() + pause - event.accepted > self._config.max_age:
            self._over(event, "EventAgeExceeded", last)
        else:
            event.timer = self._loop.call_later(pause, self._try, event)

    def _done(self, event: _Event, invocation: Invocation) -> None:
        if event not in self._open:
            return
        if not invocation.error:
            self._over(event, "Success", invocation)
        elif event.attempts > self._config.retries:
            self._over(event, "RetriesExhausted", invocation)
        else:
            self._later(event, self._config.retry_delay * event.attempts, invocation)

    def _over(self, event: _Event, condition: str, last: "Invocation | None") -> None:
        self._open.discard(event)
        path = self._config.on_success if condition == "Success" else self._config.on_failure
        if path is None:
            return
        line = json.dumps(_record(event, condition, last)) + "\n"
        try:
            with open(path, "a", encoding="utf-8") as file:
                file.write(line)
        except OSError as error:
            print(f"llrt lambda serve: cannot write to {path!r} ({error.strerror}): {line}", end="", file=sys.stderr)


def _record(event: _Event, condition: str, last: "Invocation | None") -> "dict[str, Any]":
    """Lambda's invocation record; without a response where no try ended in one."""
    context = {
        "requestId": event.invocation.request_id,
        "functionArn": f"{last.arn if last is not None else event.invocation.arn}:$LATEST",
        "condition": condition,
        "approximateInvokeCount": event.attempts,
    }
    found: "dict[str, Any]" = {"version": "1.0", "timestamp": report.timestamp(), "requestContext": context}
    found["requestPayload"] = _value(event.invocation.event)
    if last is not None:
        found["responseContext"] = {"statusCode": 200, "executedVersion": "$LATEST"}
        if last.error:
            found["responseContext"]["functionError"] = last.error
        found["responsePayload"] = _value(last.payload)
    return found


def _value(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text.decode("utf-8", "replace")
