"""`llrt lambda serve`: keep a function up behind HTTP until it is interrupted; logs to stderr."""

import argparse
import signal
import sys

from llrt.cli.lambda_command import function_config, write_log
from llrt.lambda_runtime.emulator.frontend import Frontend
from llrt.lambda_runtime.emulator.function import Function
from llrt.loop.loop import Loop


def serve(options: argparse.Namespace) -> int:
    """Do it; returns the exit code: 0 after SIGINT or SIGTERM, 1 when it can't listen."""
    loop = Loop()
    function = Function(loop, function_config(options), write_log)
    try:
        frontend = Frontend(loop, function, options.host, options.port)
    except OSError as error:
        print(f"llrt lambda serve: cannot listen on {options.host}:{options.port}: {error.strerror or error}", file=sys.stderr)
        return 1
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal(signum, lambda _signum: loop.stop())
    loop.ref()
    _announce(frontend, options.handler)
    try:
        loop.run()
    finally:
        function.close()
        frontend.server.close()
        loop.close()
    return 0


def _announce(frontend: Frontend, handler: str) -> None:
    host, port = frontend.server.address
    base = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    print(f"{handler} is at {base}/", file=sys.stderr)
    print(f"Invoke API: POST {base}/2015-03-31/functions/function/invocations", file=sys.stderr, flush=True)
