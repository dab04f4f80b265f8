"""One invocation in one line: neat for a terminal, JSON for machines. Not here: Lambda's own lines (emulator/report.py)."""

import json
from typing import Any

from llrt.lambda_runtime.emulator import report
from llrt.lambda_runtime.emulator.invocation import Invocation

_MAX_LABEL = 100


def neat_line(invocation: Invocation) -> str:
    """For example `12:03:04 GET /items 200 3.1 ms, 24 MB, 512 B, cold start 41 ms`."""
    figures = invocation.report
    label = invocation.label if len(invocation.label) <= _MAX_LABEL else invocation.label[: _MAX_LABEL - 3] + "..."
    parts = [f"{figures.duration:.1f} ms", f"{figures.max_memory} MB", f"{invocation.size or len(invocation.payload)} B"]
    if figures.init_duration is not None:
        parts.append(f"cold start {figures.init_duration:.0f} ms")
    if figures.restore_duration is not None:
        parts.append(f"restore {figures.restore_duration:.0f} ms")
    if invocation.tenant_id is not None:
        parts.append(f"tenant {invocation.tenant_id}")
    if invocation.error:
        parts.append(error_of(invocation))
    printable = "".join(c if c.isprintable() else "?" for c in label)
    return f"{report.timestamp()[11:19]} {printable} {invocation.status or '-'} {', '.join(parts)}"


def record(invocation: Invocation, log: bytes) -> "dict[str, Any]":
    """Everything about an invocation but its payload, for --json."""
    figures = invocation.report
    found: "dict[str, Any]" = {"requestId": invocation.request_id, "error": invocation.error}
    if invocation.tenant_id is not None:
        found["tenantId"] = invocation.tenant_id
    found.update(
        durationMs=round(figures.duration, 2),
        billedDurationMs=figures.billed,
        initDurationMs=None if figures.init_duration is None else round(figures.init_duration, 2),
        memorySizeMB=figures.memory_size,
        maxMemoryUsedMB=figures.max_memory,
        status=figures.status or ("error" if invocation.error else "success"),
    )
    if figures.restore_duration is not None:
        found["restoreDurationMs"] = round(figures.restore_duration, 2)
    found["logs"] = log.decode("utf-8", "replace")
    return found


def request_record(invocation: Invocation) -> "dict[str, Any]":
    """The same for a request of `llrt lambda serve`, with what was asked and how it was answered."""
    found = {"time": report.timestamp(), "request": invocation.label, "httpStatus": invocation.status}
    found.update(record(invocation, b"".join(invocation.log)))
    if invocation.log_cut:
        found["logsCut"] = True
    found["responseBytes"] = invocation.size or len(invocation.payload)
    if invocation.error:
        found["errorType"] = error_of(invocation)
    return found


def error_of(invocation: Invocation) -> str:
    """The type of an invocation's error."""
    try:
        return str(json.loads(invocation.payload)["errorType"])
    except (ValueError, KeyError, TypeError):
        return invocation.error or ""
