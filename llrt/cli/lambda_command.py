"""`llrt lambda invoke|serve`: a local AWS Lambda. Not here: the sub-commands' work (lambda_invoke.py, lambda_serve.py) and
the emulator itself (lambda_runtime/emulator). Imports argparse and friends: never on the start path of a program."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.config import FunctionConfig

LEVELS = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")
_DESCRIPTION = """\
Run a Lambda function on this machine as AWS Lambda would: the same Runtime API, environment, logs, limits and errors.

HANDLER is what Lambda's handler setting is: folder/module.function, found below the task root (see --task-root)."""


def run(args: "list[str]") -> int:
    """The command with the words after `llrt lambda`; returns the exit code (2: wrong usage)."""
    parser = build_parser()
    try:
        options = parser.parse_args(args)
        options.check(options)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except UsageError as error:
        print(f"llrt lambda {options.command}: {error}", file=sys.stderr)
        return 2
    code: int = options.work(options)
    return code


class UsageError(Exception):
    """What the user asked for makes no sense; the message is for them."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `llrt lambda`."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="llrt lambda", description=_DESCRIPTION, formatter_class=form, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", metavar="{invoke,serve}", required=True)

    invoke = commands.add_parser("invoke", help="run the function once (or -n times) and print its result", allow_abbrev=False)
    _add_function_options(invoke)
    invoke.add_argument("-e", "--event", metavar="FILE", help="JSON file with the event, - for standard input (default: {})")
    invoke.add_argument("-n", "--count", type=int, default=1, metavar="COUNT", help="invoke COUNT times, the later ones warm")
    invoke.add_argument("--tenant", metavar="ID", help="invoke as this tenant of a function that is isolated by tenant")
    invoke.add_argument("--json", action="store_true", help="one JSON object per invocation on stdout, with figures and logs")
    invoke.add_argument("--watch", action="store_true", help="invoke again whenever a file of the function changes, until Ctrl-C")
    invoke.set_defaults(work=_invoke, check=_check_invoke)

    serve = commands.add_parser("serve", help="keep the function up behind HTTP", allow_abbrev=False)
    _add_function_options(serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=int, default=8080, help="port to listen on, 0 for a free one (default: %(default)s)")
    serve.add_argument("--sandboxes", type=int, metavar="N", help="processes at most, then requests wait (10)")
    _add_concurrency_options(serve)
    serve.add_argument("--per-tenant", action="store_true", help="X-Amz-Tenant-Id is required, and no process serves two tenants")
    serve.add_argument(
        "--invoke-mode", choices=("RESPONSE_STREAM", "BUFFERED"), default="RESPONSE_STREAM", metavar="MODE",
        help="how HTTP requests get streamed responses: RESPONSE_STREAM as they come (default), BUFFERED at the end",
    )  # fmt: skip
    serve.add_argument("--json", action="store_true", help="one JSON object per request on stdout, with figures and logs")
    serve.add_argument("--watch", action="store_true", help="fresh processes whenever a file of the function changes")
    serve.set_defaults(work=_serve, check=_check_serve)
    return parser


def _add_concurrency_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reserved-concurrency", type=int, metavar="N", help="more than N invocations at once are throttled (429), 0: all"
    )
    parser.add_argument("--retries", type=int, default=2, metavar="N", help="tries of Event invocations after a failed one (2)")
    parser.add_argument(
        "--retry-delay", type=float, default=60.0, metavar="SECONDS", help="before the first, twice that before the second (60)"
    )
    parser.add_argument("--max-event-age", type=float, default=21600.0, metavar="SECONDS", help="an event lives so long (21600)")
    parser.add_argument("--on-success", metavar="FILE", help="append the invocation record of each Event that was done")
    parser.add_argument("--on-failure", metavar="FILE", help="append the record of each Event that was given up")


def _add_function_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("handler", metavar="HANDLER", help="for example app.handler for the export `handler` of app.mjs")
    parser.add_argument("--env", action="append", default=[], metavar="K=V", help="a variable of the function; may be repeated")
    parser.add_argument("--memory", type=int, default=128, metavar="MB", help="memory size in MB (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=3.0, metavar="SECONDS", help="time-out in seconds (default: 3)")
    parser.add_argument("--name", help="the function's name (default: the task root's)")
    parser.add_argument("--task-root", default=".", metavar="DIR", help="folder of the function's code (default: this one)")
    parser.add_argument(
        "--runtime", metavar="COMMAND",
        help="another runtime's command, {handler} stands for HANDLER: --runtime 'python3 -m awslambdaric {handler}'",
    )  # fmt: skip
    parser.add_argument("--log-format", choices=("Text", "JSON"), default="Text", metavar="FORMAT", help="Text (default) or JSON")
    parser.add_argument("--log-level", choices=LEVELS, metavar="LEVEL", help="the least level of the log, with --log-format JSON")
    parser.add_argument(
        "--extension", action="append", default=[], metavar="FILE",
        help="start this program as an external extension, as Lambda does with those in /opt/extensions; may be repeated",
    )  # fmt: skip
    parser.add_argument("--snapstart", action="store_true", help="SnapStart: init ends at a snapshot, restore hooks run after it")
    parser.add_argument("--concurrency", type=int, metavar="N", help="as a managed instance: N invocations at once in a process")
    parser.add_argument("--no-freeze", action="store_true", help="let the processes run on between invocations")
    parser.add_argument("--no-memory-limit", action="store_true", help="do not end a process that uses more than --memory")
    parser.add_argument(
        "--fault", action="append", default=[], metavar="CALL:KIND[@N]",
        help="make the N-th (default 1, * all) Runtime API call of next, response, error, init or restore fail: a status from "
        "400 to 599, slow=SECONDS, cut, lost, half, halfclose; may be repeated",
    )  # fmt: skip


def function_config(options: argparse.Namespace) -> "FunctionConfig":
    """The emulator's configuration from the options, which have been checked."""
    from llrt.lambda_runtime.emulator.config import EventConfig, FunctionConfig
    from llrt.lambda_runtime.emulator.faults import Fault

    events, reserved, sandboxes = EventConfig(), None, 1
    if options.command == "serve":
        reserved = options.reserved_concurrency
        events = EventConfig(options.retries, options.retry_delay, options.max_event_age, options.on_success, options.on_failure)
        # What is reserved is there, unless less is asked for.
        sandboxes = options.sandboxes or (-(-reserved // (options.concurrency or 1)) if reserved else 10)
    task_root = os.path.abspath(options.task_root)
    environment = {"AWS_LAMBDA_LOG_LEVEL": options.log_level} if options.log_level else {}
    environment.update(pair.split("=", 1) for pair in options.env)
    return FunctionConfig(
        options.handler,
        runtime_command(options),
        task_root=task_root,
        environment=environment,
        memory=options.memory,
        timeout=options.timeout,
        name=options.name or os.path.basename(task_root) or "function",
        sandboxes=sandboxes,
        reserved=reserved,
        events=events,
        concurrency=options.concurrency or 0,
        snap_start=options.snapstart,
        per_tenant=getattr(options, "per_tenant", False),
        freeze=not options.no_freeze,
        enforce_memory=not options.no_memory_limit,
        json_logs=options.log_format == "JSON",
        extensions=[os.path.abspath(path) for path in options.extension],
        faults=[Fault(text) for text in options.fault],
    )


def runtime_command(options: argparse.Namespace) -> "list[str]":
    """The words that start the runtime. Raises UsageError where its program is not found."""
    import shutil

    from llrt.cli import self_command

    if not options.runtime:
        return self_command()
    words = [options.runtime] if os.path.isfile(options.runtime) else options.runtime.split()
    # The process has Lambda's PATH, the user's is here.
    program = shutil.which(words[0]) if words else None
    if program is None:
        raise UsageError(f"--runtime: there is no program {words[0] if words else ''!r}")
    return [os.path.abspath(program), *(word.replace("{handler}", options.handler) for word in words[1:])]


def write_log(line: bytes) -> None:
    """A line of log to stderr. Lambda keeps an event on one line with carriage returns; a terminal would overwrite itself."""
    if sys.stderr.isatty():
        line = line[:-1].rstrip(b"\r").replace(b"\r", b"\n") + b"\n"
    sys.stderr.buffer.write(line)
    sys.stderr.buffer.flush()


def _check_function(options: argparse.Namespace) -> None:
    for pair in options.env:
        name, equals, _ = pair.partition("=")
        if not name or not equals or "\0" in pair:
            raise UsageError(f"--env takes NAME=VALUE, not {pair!r}")
    if not 128 <= options.memory <= 10240:
        raise UsageError(f"--memory is from 128 to 10240 MB, not {options.memory}")
    if not 0 < options.timeout <= 900:
        raise UsageError(f"--timeout is from 1 to 900 seconds, not {options.timeout:g}")
    if options.concurrency is not None and not 1 <= options.concurrency <= 1000:
        raise UsageError(f"--concurrency is from 1 to 1000, not {options.concurrency}")
    if options.concurrency and options.snapstart:
        raise UsageError("--concurrency and --snapstart exclude each other, as in Lambda")
    if options.log_level and options.log_format != "JSON":
        raise UsageError("--log-level needs --log-format JSON, as in Lambda")
    _check_faults(options.fault)
    for path in options.extension:
        if not os.access(path, os.X_OK) or not os.path.isfile(path):
            raise UsageError(f"--extension: {path!r} is not a program")
    runtime_command(options)
    if not os.path.isdir(options.task_root):
        raise UsageError(f"--task-root: there is no folder {options.task_root!r}")
    if options.runtime is None and os.path.isfile(os.path.join(options.task_root, options.handler)):
        stem = os.path.splitext(options.handler)[0]
        raise UsageError(f"HANDLER is module.function, not a file: for its export `handler` write {stem}.handler")
    if "." not in options.handler.rpartition("/")[2]:
        raise UsageError(f"HANDLER is module.function (app.handler for the export `handler` of app.mjs), not {options.handler!r}")


def _check_faults(texts: "list[str]") -> None:
    from llrt.lambda_runtime.emulator.faults import Fault

    for text in texts:
        try:
            Fault(text)
        except ValueError as error:
            raise UsageError(str(error)) from None


def _check_invoke(options: argparse.Namespace) -> None:
    _check_function(options)
    if options.count < 1:
        raise UsageError(f"-n takes a number from 1, not {options.count}")


def _check_serve(options: argparse.Namespace) -> None:
    _check_function(options)
    if not 0 <= options.port <= 65535:
        raise UsageError(f"--port is from 0 to 65535, not {options.port}")
    _check_concurrency(options)
    if options.sandboxes is not None and not 1 <= options.sandboxes <= 1000:
        raise UsageError(f"--sandboxes is from 1 to 1000, not {options.sandboxes}")


def _check_concurrency(options: argparse.Namespace) -> None:
    if options.reserved_concurrency is not None and not 0 <= options.reserved_concurrency <= 1000:
        raise UsageError(f"--reserved-concurrency is from 0 to 1000, not {options.reserved_concurrency}")
    if not 0 <= options.retries <= 2:
        raise UsageError(f"--retries is from 0 to 2, as in Lambda, not {options.retries}")
    if not 0 <= options.retry_delay <= 21600:
        raise UsageError(f"--retry-delay is from 0 to 21600 seconds, not {options.retry_delay:g}")
    if not 0 <= options.max_event_age <= 21600:
        raise UsageError(f"--max-event-age is from 0 to 21600 seconds, not {options.max_event_age:g}")


def _invoke(options: argparse.Namespace) -> int:
    from llrt.cli.lambda_invoke import invoke

    return invoke(options)


def _serve(options: argparse.Namespace) -> int:
    from llrt.cli.lambda_serve import serve

    return serve(options)
