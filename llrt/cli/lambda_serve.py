"""`llrt lambda serve`: keep a function up behind HTTP until it is interrupted; logs to stderr."""

import argparse
import json
import os
import signal
import sys

from llrt.cli.lambda_command import function_config, write_log
from llrt.cli.lambda_lines import neat_line, request_record
from llrt.lambda_runtime.emulator.frontend import Frontend
from llrt.lambda_runtime.emulator.function import Function
from llrt.lambda_runtime.emulator.invocation import Invocation
from llrt.lambda_runtime.emulator.watch import Watch
from llrt.loop.loop import Loop


def serve(options: argparse.Namespace) -> int:
    """Do it; returns the exit code: 0 after SIGINT or SIGTERM, 1 when it can't listen."""
    loop = Loop()
    # On a terminal one line a request tells more than Lambda's three.
    neat = sys.stderr.isatty() and not options.json
    finished = _print_record if options.json else _print_line if neat else None
    config = function_config(options)
    function = Function(loop, config, _no_log if options.json else write_log, finished, platform=not neat)
    try:
        frontend = Frontend(loop, function, options.host, options.port, options.invoke_mode == "RESPONSE_STREAM")
    except OSError as error:
        print(f"llrt lambda serve: cannot listen on {options.host}:{options.port}: {error.strerror or error}", file=sys.stderr)
        return 1
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal(signum, lambda _signum: loop.stop())
    loop.ref()
    watch = Watch(loop, config.task_root, lambda name: _restart(function, name)) if options.watch else None
    _announce(frontend, options.handler)
    try:
        loop.run()
    except BrokenPipeError:
        # Whoever read our lines has gone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        if watch is not None:
            watch.close()
        frontend.server.close()
        left = frontend.events.close()
        if left:
            print(f"llrt lambda serve: {left} Event invocations were neither done nor given up", file=sys.stderr)
        function.close()
        loop.close()
    return 0


def _announce(frontend: Frontend, handler: str) -> None:
    host, port = frontend.server.address
    base = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    print(f"{handler} is at {base}/", file=sys.stderr)
    print(f"Invoke API: POST {base}/2015-03-31/functions/function/invocations", file=sys.stderr, flush=True)


def _restart(function: Function, name: str) -> None:
    print(f"llrt lambda serve: {name} has changed, the next request gets a fresh process", file=sys.stderr, flush=True)
    function.restart()


def _print_line(invocation: Invocation) -> None:
    print(neat_line(invocation), file=sys.stderr, flush=True)


def _print_record(invocation: Invocation) -> None:
    sys.stdout.buffer.write(json.dumps(request_record(invocation)).encode() + b"\n")
    sys.stdout.buffer.flush()


def _no_log(line: bytes) -> None:
    """With --json the log is part of each record."""
