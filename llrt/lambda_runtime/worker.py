"""One worker: an Environment, its connection to the Runtime API, and the ops between them and the JS half.

Not here: HTTP (client.py, connection.py), anything a handler can observe (builtins/_lambda). On the start path.
"""

from llrt.errors import CodedError, ProcessExit
from llrt.lambda_runtime import handler
from llrt.lambda_runtime.client import RuntimeClient
from llrt.lambda_runtime.environment import Settings, set_variable
from llrt.modules.paths import is_directory, kind, path_to_url, resolve
from llrt.restore import getenv
from llrt.runtime.options import Options
from llrt.runtime.preboot import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt._quickjs import Value
    from llrt.lambda_runtime.client import RuntimeAPIError
    from llrt.lambda_runtime.connection import Buffer

_ID = "lambda-runtime-aws-request-id"
_DEADLINE = "lambda-runtime-deadline-ms"
_ARN = "lambda-runtime-invoked-function-arn"
_TRACE = "lambda-runtime-trace-id"
_OPTIONAL = ("lambda-runtime-client-context", "lambda-runtime-cognito-identity", "lambda-runtime-aws-tenant-id")


class Worker:
    """Handles one invocation at a time; several workers can live in one process."""

    def __init__(self, options: "Options | None" = None):
        self._settings = Settings(getenv)
        options = options or Options()
        options.import_from_node_path = True
        self._env = env = environment(options)
        self._client = RuntimeClient(env.loop, self._settings.api, self._invoke, self._fatal, self._refused)
        self._invocations = 0
        self._trace_id: "str | None" = None
        self._exit_code: "int | None" = None
        self._js: "Value"
        self._js_invoke: "Value"

    def run(self) -> int:
        """Init, then invocations until the process ends; returns the exit code."""
        if self._settings.telemetry_fd:
            # Read once: it is nobody else's.
            set_variable(b"_LAMBDA_TELEMETRY_LOG_FD", None)
        if self._settings.node_path is not None:
            set_variable(b"NODE_PATH", self._settings.node_path.encode())
        env = self._env
        # The JS half listens to the process's events without making the process object.
        env.process_loaded = True
        self._js = js = env.builtin("node:internal/lambda")
        self._js_invoke = js.get("invoke")
        function = env.context.function
        ops = {name: function(op, name, op=True) for name, op in self._ops().items()}
        try:
            env.enter(js.get("start"), ops, self._settings.for_js())
        except ProcessExit as exit_:
            return exit_.code
        return env.run_to_exit()

    def _ops(self) -> "dict[str, Callable[..., object]]":
        return {
            "next": self._next,
            "respond": self._respond,
            "fail": self._fail,
            "openStream": self._open_stream,
            "sendStream": self._send_stream,
            "endStream": self._end_stream,
            "failInit": self._fail_init,
            "exit": self._exit_soon,
            "writeFrame": self._write_frame,
            "locate": self._locate,
            "locateHooks": self._locate_hooks,
        }

    # What JavaScript asks for

    def _next(self) -> None:
        self._client.next()

    def _respond(self, request_id: str, text: str) -> None:
        self._client.respond(request_id, text.encode("utf-8", "replace"), self._answered)

    def _fail(self, request_id: str, text: str, error_type: str, cause: str, exit_code: int) -> None:
        then = self._answered if exit_code < 0 else self._leave(exit_code)
        self._client.fail(request_id, text.encode("utf-8", "replace"), error_type, cause, then)

    def _open_stream(self, request_id: str, content_type: str) -> None:
        self._client.stream(request_id, content_type, self._answered, self._drained)

    def _send_stream(self, piece: memoryview) -> bool:
        return self._client.send(piece)

    def _end_stream(self, error_type: "str | None", error_body: "str | None", exit_code: int) -> None:
        if exit_code >= 0:
            self._exit_code = exit_code
        self._client.finish(None if error_type is None else (error_type, error_body or ""))

    def _drained(self) -> None:
        self._env.enter(self._js.get("drained"))

    def _fail_init(self, text: str, error_type: str, exit_code: int) -> None:
        self._client.fail_init(text.encode("utf-8", "replace"), error_type, self._leave(exit_code))

    def _exit_soon(self, exit_code: int) -> None:
        # A response that is on its way reaches the API first.
        if self._client.posting:
            self._exit_code = exit_code
        else:
            self._env.loop.call_soon(self._leave(exit_code))

    def _write_frame(self, kind: int, text: str) -> None:
        from llrt.lambda_runtime.telemetry import write_frame

        write_frame(self._settings.telemetry_fd, kind, text)

    def _locate(self, name: str) -> "list[str]":
        try:
            root, module, path = handler.split(name)
        except handler.MalformedHandlerName as error:
            raise CodedError(None, str(error), "Runtime.MalformedHandlerName") from None
        folder = resolve(self._settings.task_root, root)
        found = handler.locate(folder, module)
        if found is None:
            # As require() would: a folder with its index or main file, else a package.
            request = "./" + module if is_directory(resolve(folder, module)) else root + module
            found = self._env.loader.require.resolve(request, folder)
        return [path_to_url(found), path]

    def _locate_hooks(self, name: str) -> str:
        """The URL of a file of the function, or a package's name as it is seen from there."""
        path = resolve(self._settings.task_root, name)
        if kind(path) == 1:
            return path_to_url(path)
        return self._env.loader.resolver.resolve(name, path_to_url(self._settings.task_root + "/"))

    # What the Runtime API says

    def _invoke(self, headers: "dict[str, str]", body: "Buffer") -> None:
        get = headers.get
        request_id = get(_ID)
        if request_id is None:
            self._fatal(f"GET /invocation/next was answered without {_ID}")
            return
        trace_id = get(_TRACE)
        if trace_id != self._trace_id:
            self._trace_id = trace_id
            set_variable(b"_X_AMZN_TRACE_ID", None if trace_id is None else trace_id.encode("latin-1"))
        event = str(body, "utf-8", "replace")
        args = get(_DEADLINE), get(_ARN), trace_id, event
        self._env.enter(self._js_invoke, request_id, *args, *[_utf8(get(name)) for name in _OPTIONAL])

    def _answered(self) -> None:
        self._invocations += 1
        if self._exit_code is not None:
            self._leave(self._exit_code)()
        elif self._invocations == self._settings.iterations:
            self._leave(0)()
        else:
            self._client.next()

    def _refused(self, message: str) -> None:
        self._env.enter(self._js.get("complain"), message)

    def _fatal(self, error: "RuntimeAPIError | str") -> None:
        self._env.write(2, f"llrt: {error}\n")
        self._leave(1)()

    def _leave(self, exit_code: int) -> "Callable[[], None]":
        return lambda: self._env.enter(self._js.get("exit"), exit_code)


def _utf8(value: "str | None") -> "str | None":
    # Header fields arrive as Latin-1; what AWS puts there is UTF-8.
    return None if value is None else value.encode("latin-1").decode("utf-8", "replace")
