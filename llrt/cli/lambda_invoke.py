"""`llrt lambda invoke`: run a function on an event; logs to stderr, the result to stdout. Exit code 0 for a result, 1 for a
function error, 2 for an event Lambda would refuse."""

import argparse
import json
import os
import signal
import sys
from typing import Any

from llrt.cli.lambda_command import function_config, write_log
from llrt.lambda_runtime.emulator.frontend import EventError, check_event
from llrt.lambda_runtime.emulator.function import Function
from llrt.lambda_runtime.emulator.invocation import Invocation
from llrt.loop.loop import Loop


def invoke(options: argparse.Namespace) -> int:
    """Do it; returns the exit code."""
    try:
        event = check_event(_read_event(options.event))
    except (OSError, EventError) as error:
        print(f"llrt lambda invoke: {_reason(error, options.event)}", file=sys.stderr)
        return 2
    return _Run(options, event).run()


class _Run:
    def __init__(self, options: argparse.Namespace, event: bytes):
        self._options = options
        self._event = event
        self._loop = Loop()
        self._logs: "list[bytes]" = []
        self._function = Function(self._loop, function_config(options), self._log)
        self._left: int = options.count
        self._exit_code = 0

    def run(self) -> int:
        self._loop.add_signal(signal.SIGINT, self._interrupted)
        self._loop.add_signal(signal.SIGTERM, self._interrupted)
        self._loop.call_soon(self._next)
        try:
            self._loop.run()
        except BrokenPipeError:
            # The reader of our output has gone, as `| head` does; Python would complain once more when it flushes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self._exit_code = 1
        finally:
            self._function.close()
            self._loop.close()
        return self._exit_code

    def _next(self) -> None:
        self._left -= 1
        self._logs = []
        self._function.invoke(Invocation(self._event, self._done))

    def _log(self, line: bytes) -> None:
        if self._options.json:
            self._logs.append(line)
        else:
            write_log(line)

    def _done(self, invocation: Invocation) -> None:
        if invocation.error:
            self._exit_code = 1
        text = json.dumps(_record(invocation, self._logs)).encode() if self._options.json else invocation.payload
        sys.stdout.buffer.write(text + b"\n")
        sys.stdout.buffer.flush()
        if self._left:
            self._loop.call_soon(self._next)
        else:
            self._loop.stop()

    def _interrupted(self, signum: int) -> None:
        self._exit_code = 128 + signum
        self._loop.stop()


def _record(invocation: Invocation, logs: "list[bytes]") -> "dict[str, Any]":
    figures = invocation.report
    record: "dict[str, Any]" = {"requestId": invocation.request_id, "error": invocation.error}
    try:
        record["payload"] = json.loads(invocation.payload)
    except ValueError:
        record["payload"] = None
        record["rawPayload"] = invocation.payload.decode("utf-8", "replace")
    record.update(
        durationMs=round(figures.duration, 2),
        billedDurationMs=figures.billed,
        initDurationMs=None if figures.init_duration is None else round(figures.init_duration, 2),
        memorySizeMB=figures.memory_size,
        maxMemoryUsedMB=figures.max_memory,
        status=figures.status or ("error" if invocation.error else "success"),
        logs=b"".join(logs).decode("utf-8", "replace"),
    )
    return record


def _read_event(source: "str | None") -> bytes:
    if source is None:
        return b"{}"
    if source == "-":
        return sys.stdin.buffer.read()
    with open(source, "rb") as file:
        return file.read()


def _reason(error: "OSError | EventError", source: "str | None") -> str:
    if isinstance(error, OSError):
        return f"cannot read the event: {error.strerror}: {source}"
    return f"{error.kind}: {error}"
