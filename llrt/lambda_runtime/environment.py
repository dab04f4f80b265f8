"""What Lambda tells a runtime through environment variables. Not here: the emulator's side of it. On the start path."""

from posix import environ, getcwd, putenv, unsetenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Where layers put packages; the managed runtime has the same in NODE_PATH.
_LAYERS = "/opt/nodejs/node24/node_modules:/opt/nodejs/node_modules"


class Settings:
    """The variables, with the defaults of a runtime that was started by hand."""

    def __init__(self, get: "Callable[[str], str | None]"):
        """`get(name) -> str or None` looks a variable up."""
        self.api = get("AWS_LAMBDA_RUNTIME_API") or ""
        self.handler = get("LAMBDA_HANDLER") or get("_HANDLER") or ""
        self.task_root = get("LAMBDA_TASK_ROOT") or getcwd()
        self.function_name = get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit = get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group = get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream = get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.log_format = (get("AWS_LAMBDA_LOG_FORMAT") or "").upper()
        self.log_level = (get("AWS_LAMBDA_LOG_LEVEL") or "").upper()
        # The platform's descriptor for logs as frames, instead of stdout.
        self.telemetry_fd = _count(get("_LAMBDA_TELEMETRY_LOG_FD"))
        self.iterations = _count(get("_EXIT_ITERATIONS"))
        self.awslambda = get("AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA") not in ("1", "true")
        self.hooks = get("LLRT_REGISTER_HOOKS") or None
        # A managed instance: so many invocations at once, over so many contexts; its logs are JSON, as AWS's clients write them.
        concurrency = get("AWS_LAMBDA_MAX_CONCURRENCY")
        self.max_concurrency = 0 if concurrency is None else max(1, _count(concurrency))
        self.threads = _count(get("LLRT_LAMBDA_THREADS")) if self.max_concurrency else 1
        self.log_socket = get("_LAMBDA_TELEMETRY_LOG_FD_PROVIDER_SOCKET") or None
        if self.max_concurrency:
            self.log_format = "JSON"
        self.snap_start = get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start"
        # SIGTERM before the end, which Lambda sends only where an extension is registered.
        self.graceful_shutdown = get("LLRT_GRACEFUL_SHUTDOWN") == "1"
        self.node_path = _LAYERS if get("NODE_PATH") is None else None

    def for_js(self) -> "dict[str, str | bool | None]":
        """What the JS half needs; None becomes undefined."""
        return {
            "handler": self.handler,
            "functionName": self.function_name,
            "functionVersion": self.function_version,
            "memoryLimitInMB": self.memory_limit,
            "logGroupName": self.log_group,
            "logStreamName": self.log_stream,
            "logFormat": self.log_format,
            "logLevel": self.log_level,
            "awslambda": self.awslambda,
            "hooks": self.hooks,
            "telemetry": self.telemetry_fd > 0,
            "logSink": self.telemetry_fd > 0 or self.log_socket is not None,
            "concurrent": self.max_concurrency > 0,
            "snapStart": self.snap_start,
        }


def set_variable(name: bytes, value: "bytes | None") -> None:
    """Set or (None) remove a variable of the environment; JavaScript and child processes see it."""
    if value is not None:
        environ[name] = value
        putenv(name, value)
    elif environ.pop(name, None) is not None:
        unsetenv(name)


def _count(text: "str | None") -> int:
    return int(text) if text and text.isdecimal() else 0
