"""The Telemetry API (2022-07-01): extensions subscribe to what the platform does and to the logs of the function and of
extensions. Specification: AWS Lambda, Telemetry API and its event schema. Not here: delivery (subscriber.py).
"""

import json
import urllib.parse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from llrt.lambda_runtime.emulator import report
from llrt.lambda_runtime.emulator.http_messages import refuse
from llrt.lambda_runtime.emulator.subscriber import MOST, Buffering, Subscriber

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.config import FunctionConfig
    from llrt.lambda_runtime.emulator.http_messages import Reply, Request
    from llrt.lambda_runtime.emulator.invocation import Invocation
    from llrt.loop.loop import Loop

PATH = "/2022-07-01/telemetry"
_SCHEMAS = ("2022-07-01", "2022-12-13", "2025-01-29")
_TYPES = ("platform", "function", "extension")
# A subscriber is on this machine: in Lambda by this name.
_HOSTS = ("sandbox.localdomain", "sandbox", "localhost", "127.0.0.1")
# Of buffering: name -> (least, most, default).
_LIMITS = {"maxItems": (1000, 10_000, 1000), "maxBytes": (262_144, 1_048_576, 262_144), "timeoutMs": (25, 30_000, 1000)}
_VERSION = "$LATEST"


class Telemetry:
    """Of one execution environment. Subscriptions are taken until `seal()`; what was told before is told to them, too."""

    def __init__(self, loop: "Loop", config: "FunctionConfig"):
        self._loop = loop
        self._config = config
        self._subscribers: "dict[str, Subscriber]" = {}
        self._early: "list[tuple[str, dict[str, Any]]] | None" = []
        self._done: "set[str]" = set()

    # What happens

    def tell(self, kind: str, record: "dict[str, Any]") -> None:
        """An event of the platform: `kind` without "platform."."""
        self._tell("platform", _event(f"platform.{kind}", record))

    def log(self, source: str, line: bytes) -> None:
        """A line of log of the "function" or an "extension"."""
        if not self._subscribers and self._early is None:
            return
        text: "Any" = line.decode("utf-8", "replace")
        if source == "function" and self._config.json_logs:
            try:
                found = json.loads(text)
                text = found if isinstance(found, dict) else text
            except ValueError:
                pass
        self._tell(source, _event(source, text))

    def init_started(self, phase: str) -> None:
        """The runtime's process was started; `phase`: init or invoke."""
        found = {"initializationType": self._config.initialization_type, "phase": phase, "functionName": self._config.name}
        memory = self._config.memory << 20
        self.tell("initStart", {**found, "functionVersion": _VERSION, "instanceId": "local", "instanceMaxMemory": memory})

    def init_done(self, phase: str, duration: float, status: str, error_type: "str | None") -> None:
        """Init is over after `duration` ms: "success", "error" or "timeout"."""
        found = {"initializationType": self._config.initialization_type, "phase": phase, "status": status}
        found.update({} if error_type is None else {"errorType": error_type})
        self.tell("initRuntimeDone", found)
        self.tell("initReport", {**found, "metrics": {"durationMs": round(duration, 3)}})

    def invocation_started(self, invocation: "Invocation") -> None:
        """The runtime gets an event."""
        if self._subscribers:
            record = {"requestId": invocation.request_id, "version": _VERSION, "tracing": _tracing(invocation.trace_id)}
            self.tell("start", {**record, **({"functionArn": invocation.arn} if self._config.managed else {})})

    def runtime_done(self, invocation: "Invocation", duration: float, status: str, error_type: "str | None" = None) -> None:
        """The runtime is done with an event after `duration` ms: "success", "error", "failure" (it ended) or "timeout".
        Managed instances tell it in the report only."""
        if not self._subscribers or self._config.managed or invocation.request_id in self._done:
            return
        self._done.add(invocation.request_id)
        produced = invocation.size or len(invocation.payload)
        record: "dict[str, Any]" = {"requestId": invocation.request_id, "status": status}
        record["metrics"] = {"durationMs": round(duration, 3), "producedBytes": produced}
        record["tracing"] = _tracing(invocation.trace_id)
        self.tell("runtimeDone", {**record, **({"errorType": error_type} if error_type else {})})

    def reported(self, invocation: "Invocation") -> None:
        """The invocation has its REPORT."""
        self._done.discard(invocation.request_id)
        if self._subscribers:
            self.tell("report", {**invocation.report.record(), "tracing": _tracing(invocation.trace_id)})

    def seal(self) -> None:
        """Init is over: nobody subscribes any more."""
        self._early = None

    def flush(self, then: "Callable[[], object]") -> None:
        """`then()` once everybody has what was told so far."""
        waiting = list(self._subscribers.values())

        def one() -> None:
            waiting.pop()
            if not waiting:
                then()

        if not waiting:
            then()
        for subscriber in list(waiting):
            subscriber.flush(one)

    def close(self) -> None:
        """No more deliveries."""
        for subscriber in self._subscribers.values():
            subscriber.close()
        self._subscribers = {}

    def _tell(self, source: str, event: "dict[str, Any]") -> None:
        if self._early is not None and len(self._early) < MOST:
            self._early.append((source, event))
        for subscriber in self._subscribers.values():
            if source in subscriber.types:
                subscriber.tell(event)

    # Subscriptions

    def handle(self, request: "Request", reply: "Reply", identifier: str, name: "str | None") -> None:
        """PUT telemetry of the extension with this identifier; `name`: None when there is no such extension."""
        if request.method != "PUT":
            refuse(reply, 405, "MethodNotAllowed", "telemetry takes PUT")
        elif name is None:
            message = "the header Lambda-Extension-Identifier names no extension"
            refuse(reply, 403, "Extension.UnknownExtensionIdentifier", message)
        elif self._early is None:
            refuse(reply, 403, "Telemetry.SubscriptionClosed", "Telemetry API subscription is closed already")
        else:
            try:
                given = json.loads(request.body)
                subscriber = self._subscriber(given)
            except (ValueError, TypeError, AttributeError, KeyError) as error:
                refuse(reply, 400, "ValidationError", str(error))
                return
            self._subscribe(identifier, name, subscriber)
            reply.send(200, [("Content-Type", "text/plain")], b"OK")

    def _subscribe(self, identifier: str, name: str, subscriber: Subscriber) -> None:
        before = self._subscribers.pop(identifier, None)
        if before is not None:
            before.close()
        for source, event in self._early or ():
            if source in subscriber.types:
                subscriber.tell(event)
        self._subscribers[identifier] = subscriber
        state = "Subscribed" if before is None else "Already subscribed"
        self.tell("telemetrySubscription", {"name": name, "state": state, "types": subscriber.types})

    def _subscriber(self, given: "Any") -> Subscriber:
        if not isinstance(given, dict) or given.get("schemaVersion") not in _SCHEMAS:
            raise ValueError(f"schemaVersion is one of {', '.join(_SCHEMAS)}")
        types = given.get("types")
        if not isinstance(types, list) or not types or not all(kind in _TYPES for kind in types):
            raise ValueError(f"types is a list of {', '.join(_TYPES)}, not {types}")
        address, path = _destination(given.get("destination"))
        return Subscriber(self._loop, address, path, types, _buffering(given.get("buffering")), _dropped)


def _destination(given: "Any") -> "tuple[tuple[str, int], str]":
    if not isinstance(given, dict) or given.get("protocol") != "HTTP":
        raise ValueError('destination is {"protocol": "HTTP", "URI": "http://sandbox.localdomain:PORT/PATH"} (TCP is not there)')
    parts = urllib.parse.urlsplit(str(given.get("URI")))
    if parts.scheme != "http" or parts.hostname not in _HOSTS:
        raise ValueError(f"destination.URI is http://sandbox.localdomain:PORT/PATH, not {given.get('URI')!r}")
    path = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or not path.isprintable():
        raise ValueError("destination.URI is ASCII")
    return ("127.0.0.1", parts.port or 80), path


def _buffering(given: "Any") -> Buffering:
    values = {}
    for name, (least, most, default) in _LIMITS.items():
        value = (given or {}).get(name, default)
        if not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"buffering.{name} is from {least} to {most}, not {value}")
        values[name] = value
    return Buffering(values["maxItems"], values["maxBytes"], values["timeoutMs"] / 1000)


def _dropped(records: int, size: int) -> "dict[str, Any]":
    record = {"reason": "The subscriber did not take them", "droppedRecords": records, "droppedBytes": size}
    return _event("platform.logsDropped", record)


def _tracing(trace_id: str) -> "dict[str, str]":
    parent = next((part[7:] for part in trace_id.split(";") if part.startswith("Parent=")), "")
    return {"spanId": parent, "type": "X-Amzn-Trace-Id", "value": trace_id}


def _event(kind: str, record: "Any") -> "dict[str, Any]":
    return {"time": report.timestamp(), "type": kind, "record": record}
