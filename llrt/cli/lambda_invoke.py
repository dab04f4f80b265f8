"""`llrt lambda invoke`: run a function on an event; logs to stderr, the result to stdout, a streamed one as it comes. Exit code
0 for a result, 1 for a function error, 2 for an event Lambda would refuse."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from llrt.cli.lambda_command import function_config, write_log
from llrt.cli.lambda_lines import record
from llrt.lambda_runtime.emulator import gateway
from llrt.lambda_runtime.emulator.frontend import EventError, check_event, tenant_id
from llrt.lambda_runtime.emulator.function import Function
from llrt.lambda_runtime.emulator.invocation import Invocation
from llrt.lambda_runtime.emulator.watch import Watch
from llrt.loop.loop import Loop


def invoke(options: argparse.Namespace) -> int:
    """Do it; returns the exit code."""
    try:
        event = check_event(_read_event(options.event))
        tenant_id(options.tenant, options.tenant is not None)
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
        self._config = function_config(options)
        self._function = Function(self._loop, self._config, self._log)
        self._left: int = options.count
        self._exit_code = 0
        self._resting = False
        self._watch: "Watch | None" = None

    def run(self) -> int:
        self._loop.add_signal(signal.SIGINT, self._interrupted)
        self._loop.add_signal(signal.SIGTERM, self._interrupted)
        self._loop.call_soon(self._next)
        if self._options.watch:
            self._loop.ref()
            self._watch = Watch(self._loop, self._config.task_root, self._changed)
        try:
            self._loop.run()
        except BrokenPipeError:
            # The reader of our output has gone, as `| head` does; Python would complain once more when it flushes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self._exit_code = 1
        finally:
            if self._watch is not None:
                self._watch.close()
            self._function.close()
            self._loop.close()
        return self._exit_code

    def _next(self) -> None:
        self._left -= 1
        self._logs = []
        receiver = None if self._options.json else _Terminal()
        self._function.invoke(Invocation(self._event, self._done, tenant_id=self._options.tenant, receiver=receiver))

    def _log(self, line: bytes) -> None:
        if self._options.json:
            self._logs.append(line)
        else:
            write_log(line)

    def _done(self, invocation: Invocation) -> None:
        if invocation.error:
            self._exit_code = 1
        if self._options.json:
            _write(json.dumps(_record(invocation, self._logs)).encode() + b"\n")
        elif isinstance(invocation.receiver, _Terminal) and invocation.streamed is not None:
            invocation.receiver.finish(invocation)
        else:
            _write(invocation.payload + b"\n")
        if self._left > 0:
            self._loop.call_soon(self._next)
        elif self._options.watch:
            self._resting = True
        else:
            self._loop.stop()

    def _changed(self, name: str) -> None:
        print(f"llrt lambda invoke: {name} has changed", file=sys.stderr, flush=True)
        self._function.restart()
        self._left = self._options.count
        if self._resting:
            self._resting = False
            self._loop.call_soon(self._next)

    def _interrupted(self, signum: int) -> None:
        self._exit_code = 128 + signum
        self._loop.stop()


class _Terminal:
    """Writes a streamed response to stdout as it comes. An HTTP answer's head goes to stderr, as does an error in its middle."""

    def __init__(self) -> None:
        self._prelude: "bytes | None" = None
        self._last = b"\n"

    def begin(self, content_type: str, resume: "Callable[[], None]") -> None:
        if content_type == gateway.PRELUDE_TYPE:
            self._prelude = b""

    def write(self, piece: memoryview) -> bool:
        data = bytes(piece)
        if self._prelude is not None:
            self._prelude += data
            try:
                found = gateway.split_prelude(self._prelude)
            except gateway.MalformedAnswer as error:
                print(f"llrt lambda invoke: {error}", file=sys.stderr, flush=True)
                found = b"", self._prelude
            if found is None:
                return True
            data, self._prelude = found[1], None
            if found[0]:
                print(found[0].decode("utf-8", "replace"), file=sys.stderr, flush=True)
        if data:
            # Writing blocks while the reader is slow: nothing is read from the function meanwhile.
            _write(data)
            self._last = data[-1:]
        return True

    def finish(self, invocation: Invocation) -> None:
        if self._prelude:
            _write(self._prelude)
        if self._last != b"\n" and sys.stdout.isatty():
            _write(b"\n")
        if invocation.error:
            print(invocation.payload.decode("utf-8", "replace"), file=sys.stderr, flush=True)


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _record(invocation: Invocation, logs: "list[bytes]") -> "dict[str, Any]":
    found = record(invocation, b"".join(logs))
    try:
        found["payload"] = json.loads(invocation.payload)
    except ValueError:
        found["payload"] = None
        found["rawPayload"] = invocation.payload.decode("utf-8", "replace")
    return found


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
