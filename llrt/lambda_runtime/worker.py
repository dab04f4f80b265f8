"""One worker: an Environment, its connection to the Runtime API, and the ops between them and the JS half.

Not here: HTTP (client.py, connection.py), anything a handler can observe (builtins/_lambda). On the start path.
"""

from llrt.errors import CodedError, ProcessExit
from llrt.lambda_runtime import handler
from llrt.lambda_runtime.client import RuntimeClient
from llrt.lambda_runtime.environment import set_variable
from llrt.modules.paths import is_directory, kind, path_to_url, resolve
from llrt.runtime.options import Options
from llrt.runtime.preboot import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt._quickjs import Deferred, Value
    from llrt.lambda_runtime.client import RuntimeAPIError
    from llrt.lambda_runtime.connection import Buffer
    from llrt.lambda_runtime.environment import Settings
    from llrt.lambda_runtime.extension import Extension
    from llrt.lambda_runtime.telemetry import LogSocket

REQUEST_ID = "lambda-runtime-aws-request-id"
_DEADLINE = "lambda-runtime-deadline-ms"
_ARN = "lambda-runtime-invoked-function-arn"
_TRACE = "lambda-runtime-trace-id"
_KEPT = 2 << 20
_OPTIONAL = ("lambda-runtime-client-context", "lambda-runtime-cognito-identity", "lambda-runtime-aws-tenant-id")


class Worker:
    """Handles one invocation at a time; concurrent.py has the one that handles several."""

    def __init__(self, options: "Options | None", settings: "Settings"):
        self._settings = settings
        options = options or Options()
        options.import_from_node_path = True
        self._env = env = environment(options)
        self._client = RuntimeClient(env.loop, settings.api, self._invoke, self._fatal, self._refused)
        self._invocations = 0
        self._trace_id: "str | None" = None
        self._exit_code: "int | None" = None
        self._extension: "Extension | None" = None
        self._log_socket: "LogSocket | None" = None
        self._js: "Value"
        self._js_invoke: "Value"

    def run(self) -> int:
        """Init, then invocations until the process ends; returns the exit code."""
        env, settings = self._env, self._settings
        # Never touched. Its end tells glibc's malloc to keep so much free memory: without it each event of 100 KB would be
        # pages taken from the system and given back.
        bytes(_KEPT)
        if settings.graceful_shutdown:
            from llrt.lambda_runtime.extension import Extension

            self._extension = Extension(env.loop, settings.api, self._refused)
        # The JS half listens to the process's events without making the process object.
        env.process_loaded = True
        self._js = js = env.builtin("node:internal/lambda")
        self._js_invoke = js.get("invoke")
        function = env.context.function
        ops = {name: function(op, name, op=True) for name, op in self._ops().items()}
        try:
            env.enter(js.get("start"), ops, settings.for_js())
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
            "restoreNext": self._restore_next,
            "failRestore": self._fail_restore,
            "exit": self._exit_soon,
            "writeFrame": self._write_frame,
            "writeLine": self._write_line,
            "locate": self._locate,
            "locateHooks": self._locate_hooks,
        }

    # What JavaScript asks for

    def _next(self) -> None:
        if self._extension is None:
            self._client.next()
        else:
            # The platform takes no extension any more once the runtime has asked for its first event.
            self._extension.when_ready(self._client.next)

    def _slot(self, request_id: str) -> "tuple[RuntimeClient, Callable[[], None]]":
        """What carries the answer of this invocation, and what to call when the API has it."""
        return self._client, self._answered

    def _respond(self, request_id: str, text: str) -> None:
        client, then = self._slot(request_id)
        client.respond(request_id, text.encode("utf-8", "replace"), then)

    def _fail(self, request_id: str, text: str, error_type: str, cause: str) -> None:
        client, then = self._slot(request_id)
        client.fail(request_id, text.encode("utf-8", "replace"), error_type, cause, then)

    def _open_stream(self, request_id: str, content_type: str) -> None:
        client, then = self._slot(request_id)
        enter, get = self._env.enter, self._js.get

        def over() -> None:
            # The API may have hung up before the handler was done.
            enter(get("streamOver"), request_id)
            then()

        client.stream(request_id, content_type, over, lambda: enter(get("drained"), request_id))

    def _send_stream(self, request_id: str, piece: memoryview) -> bool:
        return self._slot(request_id)[0].send(piece)

    def _end_stream(self, request_id: str, error_type: "str | None", error_body: "str | None") -> None:
        self._slot(request_id)[0].finish(None if error_type is None else (error_type, error_body or ""))

    def _fail_init(self, text: str, error_type: str, exit_code: int) -> None:
        self._client.fail_init(text.encode("utf-8", "replace"), error_type, self._leave(exit_code))

    def _restore_next(self) -> "Deferred":
        from llrt.lambda_runtime.snap_start import restore_next

        return restore_next(self._env, self._client)

    def _fail_restore(self, text: str, error_type: str, exit_code: int) -> None:
        self._client.fail_restore(text.encode("utf-8", "replace"), error_type, self._leave(exit_code))

    def _exit_soon(self, exit_code: int) -> None:
        # A response that is on its way reaches the API first.
        if self._client.posting:
            self._exit_code = exit_code
        else:
            self._env.loop.call_soon(self._leave(exit_code))

    def _write_frame(self, kind: int, text: str) -> None:
        from llrt.lambda_runtime.telemetry import write_frame

        write_frame(self._settings.telemetry_fd, kind, text)

    def _write_line(self, text: str) -> bool:
        if self._log_socket is None:
            from llrt.lambda_runtime.telemetry import LogSocket

            self._log_socket = LogSocket(self._settings.log_socket or "", self._env.write)
        return self._log_socket.write(text)

    def _locate(self, name: str) -> "list[str]":
        try:
            root, module, path = handler.split(name)
        except handler.MalformedHandlerName as error:
            raise CodedError(None, str(error), "Runtime.MalformedHandlerName") from None
        folder = resolve(self._settings.task_root, root)
        found = handler.locate(folder, module)
        reason = handler.unready(folder, module, found)
        if reason is not None:
            raise CodedError(None, reason, "Runtime.ImportModuleError")
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
        request_id = headers.get(REQUEST_ID)
        if request_id is None:
            self._fatal(f"GET /invocation/next was answered without {REQUEST_ID}")
            return
        trace_id = headers.get(_TRACE)
        if trace_id != self._trace_id:
            self._trace_id = trace_id
            set_variable(b"_X_AMZN_TRACE_ID", None if trace_id is None else trace_id.encode("latin-1"))
        self._enter_invocation(request_id, headers.get, body)

    def _enter_invocation(self, request_id: str, get: "Callable[[str], str | None]", body: "Buffer") -> None:
        event = str(body, "utf-8", "replace")
        client, identity, tenant = map(get, _OPTIONAL)
        client, identity, tenant = client and _utf8(client), identity and _utf8(identity), tenant and _utf8(tenant)
        self._env.enter(self._js_invoke, request_id, get(_DEADLINE), get(_ARN), get(_TRACE), event, client, identity, tenant)

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


def _utf8(value: str) -> str:
    # Header fields arrive as Latin-1; what AWS puts there is UTF-8.
    return value.encode("latin-1").decode("utf-8", "replace")
