"""The lines Lambda itself writes into a function's log, and ids in its forms. Not here: the function's own output."""

import json
import math
import os
import time
from typing import Any


class Report:
    """The figures of one invocation; times in milliseconds, memory in MB. `managed`: on a managed instance, where nobody is
    billed for it and the process's memory and init are not one invocation's."""

    def __init__(self, request_id: str, memory_size: int):
        self.request_id = request_id
        self.memory_size = memory_size
        self.duration = 0.0
        self.init_duration: "float | None" = None
        self.max_memory = 0
        self.status: "str | None" = None
        self.error_type: "str | None" = None
        self.restore_duration: "float | None" = None
        self.managed = False

    @property
    def billed(self) -> int:
        """Whole milliseconds; a cold start's init counts."""
        return max(1, math.ceil(self.duration + (self.init_duration or 0)))

    def line(self) -> str:
        """Lambda's REPORT line."""
        parts = [
            f"REPORT RequestId: {self.request_id}",
            f"Duration: {self.duration:.2f} ms",
            f"Billed Duration: {self.billed} ms",
            f"Memory Size: {self.memory_size} MB",
            f"Max Memory Used: {self.max_memory} MB",
        ]
        if self.init_duration is not None:
            parts.append(f"Init Duration: {self.init_duration:.2f} ms")
        if self.restore_duration is not None:
            parts.append(f"Restore Duration: {self.restore_duration:.2f} ms")
        if self.status:
            parts.append(f"Status: {self.status}")
        if self.error_type:
            parts.append(f"Error Type: {self.error_type}")
        return "\t".join(parts)

    def record(self) -> "dict[str, Any]":
        """The same as the record of an event of the platform."""
        metrics: "dict[str, Any]" = {"durationMs": round(self.duration, 3)}
        if not self.managed:
            metrics["billedDurationMs"] = self.billed
            metrics["memorySizeMB"] = self.memory_size
            metrics["maxMemoryUsedMB"] = self.max_memory
        if self.init_duration is not None:
            metrics["initDurationMs"] = round(self.init_duration, 3)
        if self.restore_duration is not None:
            metrics["restoreDurationMs"] = round(self.restore_duration, 3)
        record: "dict[str, Any]" = {"requestId": self.request_id, "metrics": metrics, "status": self.status or "success"}
        if self.error_type:
            record["errorType"] = self.error_type
        return record

    def event(self) -> str:
        """That event, in JSON."""
        return platform_event("report", self.record())


def init_report(duration: float, status: str, error_type: "str | None" = None, phase: str = "init", as_json: bool = False) -> str:
    """The INIT_REPORT line that Lambda writes when an init fails or takes too long; on a managed instance always."""
    if as_json:
        record = {"phase": phase, "status": status, "metrics": {"durationMs": round(duration, 3)}}
        return platform_event("initReport", {**record, **({"errorType": error_type} if error_type else {})})
    tail = f"\tError Type: {error_type}" if error_type else ""
    return f"INIT_REPORT Init Duration: {duration:.2f} ms\tPhase: {phase}\tStatus: {status}{tail}"


def restore_start(as_json: bool) -> str:
    """The line before the hooks of a restore."""
    return platform_event("restoreStart", {"functionVersion": "$LATEST"}) if as_json else "RESTORE_START Runtime Version: local"


def restore_report(duration: float, status: str, error_type: "str | None", as_json: bool) -> str:
    """The line behind them."""
    if as_json:
        record = {"status": status, "metrics": {"durationMs": round(duration, 3)}}
        return platform_event("restoreReport", {**record, **({"errorType": error_type} if error_type else {})})
    tail = f"\tStatus: {status}\tError Type: {error_type}" if error_type else ""
    return f"RESTORE_REPORT Restore Duration: {duration:.2f} ms{tail}"


def start_line(request_id: str, as_json: bool = False) -> str:
    """The line before an invocation's output."""
    if as_json:
        return platform_event("start", {"requestId": request_id, "version": "$LATEST"})
    return f"START RequestId: {request_id} Version: $LATEST"


def end_lines(figures: Report, as_json: bool = False) -> "list[str]":
    """The lines behind an invocation's output: END and REPORT, or the event that is both."""
    return [figures.event()] if as_json else [f"END RequestId: {figures.request_id}", figures.line()]


def timed_out(request_id: str, seconds: str, as_json: bool = False) -> str:
    """What Lambda writes before the end of an invocation that took too long; JSON has it in the report."""
    if as_json:
        return platform_event("fault", f"{request_id} Task timed out after {seconds} seconds")
    return f"{timestamp()} {request_id} Task timed out after {seconds} seconds\n"


def platform_event(kind: str, record: "dict[str, Any] | str") -> str:
    """An event of the platform as it stands in a log in JSON."""
    return json.dumps({"time": timestamp(), "type": f"platform.{kind}", "record": record}, separators=(",", ":"))


def timestamp() -> str:
    """Now, as Lambda's log lines begin: ISO 8601, UTC, milliseconds."""
    now = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03d}Z"


def new_request_id() -> str:
    """A random UUID."""
    digits = bytearray(os.urandom(16))
    digits[6] = digits[6] & 0x0F | 0x40
    digits[8] = digits[8] & 0x3F | 0x80
    text = digits.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def new_trace_id() -> str:
    """An X-Ray trace header of a trace that is not sampled."""
    return f"Root=1-{int(time.time()):08x}-{os.urandom(12).hex()};Parent={os.urandom(8).hex()};Sampled=0"


def new_log_stream() -> str:
    """A log stream's name: date, version, random id."""
    return time.strftime("%Y/%m/%d", time.gmtime()) + "/[$LATEST]" + os.urandom(16).hex()
