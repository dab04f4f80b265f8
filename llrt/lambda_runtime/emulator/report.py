"""The lines Lambda itself writes into a function's log, and ids in its forms. Not here: the function's own output."""

import math
import os
import time


class Report:
    """The figures of one invocation; times in milliseconds, memory in MB."""

    def __init__(self, request_id: str, memory_size: int):
        self.request_id = request_id
        self.memory_size = memory_size
        self.duration = 0.0
        self.init_duration: "float | None" = None
        self.max_memory = 0
        self.status: "str | None" = None
        self.error_type: "str | None" = None

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
        if self.status:
            parts.append(f"Status: {self.status}")
        if self.error_type:
            parts.append(f"Error Type: {self.error_type}")
        return "\t".join(parts)


def init_report(duration: float, status: str, error_type: "str | None" = None) -> str:
    """The INIT_REPORT line that Lambda writes when an init fails or takes too long."""
    tail = f"\tError Type: {error_type}" if error_type else ""
    return f"INIT_REPORT Init Duration: {duration:.2f} ms\tPhase: init\tStatus: {status}{tail}"


def start_line(request_id: str) -> str:
    """The line before an invocation's output."""
    return f"START RequestId: {request_id} Version: $LATEST"


def end_line(request_id: str) -> str:
    """The line behind an invocation's output."""
    return f"END RequestId: {request_id}"


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
