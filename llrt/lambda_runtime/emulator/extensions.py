"""The Extensions API (2020-01-01): register, event/next with INVOKE and SHUTDOWN, init/error and exit/error; a registered
extension makes Lambda send SIGTERM before it ends the runtime. Not here: programs of external ones (external.py), telemetry
(telemetry_api.py)."""

import json
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from llrt.lambda_runtime.emulator import report
from llrt.lambda_runtime.emulator.http_messages import Reply, Request, refuse
from llrt.lambda_runtime.emulator.telemetry_api import Telemetry

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.config import FunctionConfig
    from llrt.lambda_runtime.emulator.invocation import Invocation
    from llrt.loop.loop import Loop

# Seconds between SIGTERM and SIGKILL of the runtime.
GRACE = 0.5
_NAME = "lambda-extension-name"
_IDENTIFIER = "lambda-extension-identifier"
_JSON = ("Content-Type", "application/json")


class _Extension:
    """One registered extension: the events it wants, those that wait for it, its GET event/next."""

    def __init__(self, name: str, events: "list[str]", external: bool):
        self.name = name
        self.external = external
        self.events = events
        self.queue: "list[dict[str, object]]" = []
        self.waiting: "Reply | None" = None

    def offer(self, event: "dict[str, object] | None" = None) -> None:
        """Queue an event, and hand out what can be."""
        if event is not None:
            self.queue.append(event)
        if self.queue and self.waiting is not None:
            reply, self.waiting = self.waiting, None
            if not reply.lost:
                reply.send(200, [_JSON], json.dumps(self.queue.pop(0)).encode())

    @property
    def busy(self) -> bool:
        """True while it works on an event, or has not asked for its first."""
        return (self.external or bool(self.events)) and (self.waiting is None or self.waiting.lost)


class Extensions:
    """The extensions of one process."""

    def __init__(self, loop: "Loop", config: "FunctionConfig", on_idle: "Callable[[], object]"):
        self._config = config
        self.telemetry = Telemetry(loop, config)
        self._on_idle = on_idle
        self._external = {os.path.basename(path) for path in config.extensions}
        self._all: "dict[str, _Extension]" = {}
        # Invocations that run beside each other are no phases of an extension's life.
        self._events = ("SHUTDOWN",) if config.managed else ("INVOKE", "SHUTDOWN")

    @property
    def registered(self) -> bool:
        """True when Lambda would send SIGTERM."""
        return bool(self._all)

    @property
    def busy(self) -> bool:
        """True while one has not registered or not asked for its next event: nothing is handed out and nothing frozen then."""
        return self.missing or any(extension.busy for extension in self._all.values())

    @property
    def missing(self) -> bool:
        """True while an external one has not registered."""
        return not self._external.issubset(extension.name for extension in self._all.values())

    def ready(self) -> None:
        """The first event is about to be handed out: init is over for all of them."""
        for one in self._all.values():
            self.telemetry.tell("extension", {"name": one.name, "state": "Ready", "events": one.events})
        self.telemetry.seal()

    def lines(self) -> "list[str]":
        """Lambda's line about each."""
        return [f"EXTENSION\tName: {one.name}\tState: Ready\tEvents: [{', '.join(one.events)}]" for one in self._all.values()]

    def shutdown(self, reason: str, seconds: float) -> None:
        """Tell those that want to hear it that the environment ends: "spindown", "timeout" or "failure"."""
        for extension in self._all.values():
            if "SHUTDOWN" in extension.events:
                deadline = int((time.time() + seconds) * 1000)
                extension.offer({"eventType": "SHUTDOWN", "shutdownReason": reason, "deadlineMs": deadline})

    def invoke(self, invocation: "Invocation") -> None:
        """Tell those that want to hear it of an invocation."""
        for extension in self._all.values():
            if "INVOKE" in extension.events:
                extension.offer(
                    {
                        "eventType": "INVOKE",
                        "deadlineMs": int(invocation.deadline * 1000),
                        "requestId": invocation.request_id,
                        "invokedFunctionArn": invocation.arn,
                        "tracing": {"type": "X-Amzn-Trace-Id", "value": invocation.trace_id},
                    }
                )

    def handle(self, route: str, request: Request, reply: Reply) -> None:
        """One request; `route` is the path behind the version."""
        if route == "register" and request.method == "POST":
            self._register(request, reply)
        elif route == "event/next" and request.method == "GET":
            self._next(request, reply)
        elif route in ("init/error", "exit/error") and request.method == "POST":
            reply.send(202, [_JSON], b'{"status":"OK"}\n')
        else:
            refuse(reply, 404, "InvalidResourcePath", f"There is no {request.method} extension/{route}")

    def subscribe(self, request: Request, reply: Reply) -> None:
        """PUT telemetry."""
        identifier = request.head.get(_IDENTIFIER) or ""
        extension = self._all.get(identifier)
        self.telemetry.handle(request, reply, identifier, None if extension is None else extension.name)

    def _register(self, request: Request, reply: Reply) -> None:
        name = request.head.get(_NAME)
        try:
            events = json.loads(request.body or b"{}").get("events") or []
            known = [event for event in events if event in self._events]
        except (ValueError, AttributeError, TypeError):
            refuse(reply, 400, "InvalidRequestFormat", "register takes a JSON object with a list of events")
            return
        if not name:
            refuse(reply, 400, "Extension.InvalidExtensionName", f"the header {_NAME} is missing")
        elif known != events:
            refuse(reply, 400, "Extension.InvalidEventType", f"events are {' and '.join(self._events)}, not {events}")
        elif "SHUTDOWN" in events and name not in self._external:
            refuse(reply, 403, "ShutdownEventNotSupportedForInternalExtension", "an internal extension gets SIGTERM instead")
        elif any(extension.name == name for extension in self._all.values()):
            refuse(reply, 403, "Extension.AlreadyRegistered", f"{name} is registered already")
        else:
            identifier = report.new_request_id()
            self._all[identifier] = _Extension(name, events, name in self._external)
            body = {"functionName": self._config.name, "functionVersion": "$LATEST", "handler": self._config.handler}
            reply.send(200, [_JSON, ("Lambda-Extension-Identifier", identifier)], json.dumps(body).encode())

    def _next(self, request: Request, reply: Reply) -> None:
        extension = self._all.get(request.head.get(_IDENTIFIER) or "")
        if extension is None:
            refuse(reply, 403, "Extension.UnknownExtensionIdentifier", f"the header {_IDENTIFIER} names no extension")
            return
        extension.waiting = reply
        extension.offer()
        self._on_idle()
