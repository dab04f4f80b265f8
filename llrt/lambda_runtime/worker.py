"""One worker: an Environment, its connection to the Runtime API, and the ops between them and the JS half.

Not here: HTTP (client.py, connection.py), anything a handler can observe (builtins/_lambda). On the start path.
"""

from llrt.errors import CodedError, ProcessExit
from llrt.lambda_runtime import handler
from llrt.lambda_runtime.client import RuntimeClient
from llrt.lambda_runtime.environment import Settings
from llrt.modules.paths import is_directory, path_to_url, resolve
from llrt.restore import getenv
from llrt.runtime.environment import Environment
from llrt.runtime.options import Options

_ID = "lambda-runtime-aws-request-id"
_HEADERS = (
    "lambda-runtime-deadline-ms",
    "lambda-runtime-invoked-function-arn",
    "lambda-runtime-trace-id",
)
_OPTIONAL = ("lambda-runtime-client-context", "lambda-runtime-cognito-identity", "lambda-runtime-aws-tenant-id")


class Worker:
    """Handles one invocation at a time; several workers can live in one process."""

    def __init__(self, options=None):
        self._settings = Settings(getenv)
        self._env = env = Environment(options or Options())
        self._client = RuntimeClient(env.loop, self._settings.api, self._invoke, self._fatal, self._refused)
        self._invocations = 0
        self._js = None
        self._js_invoke = None

    def run(self):
        """Init, then invocations until the process ends; returns the exit code."""
        env = self._env.boot()
        self._js = js = env.builtin("node:internal/lambda")
        self._js_invoke = js.get("invoke")
        function = env.context.function
        ops = {name: function(op, name, op=True) for name, op in self._ops().items()}
        try:
            env.enter(js.get("start"), ops, self._settings.for_js())
        except ProcessExit as exit_:
            return exit_.code
        return env.run_to_exit()

    def _ops(self):
        return {
            "next": self._next,
            "respond": self._respond,
            "fail": self._fail,
            "failInit": self._fail_init,
            "exit": self._exit_soon,
            "locate": self._locate,
        }

    # What JavaScript asks for

    def _next(self):
        self._client.next()

    def _respond(self, request_id, text):
        self._client.respond(request_id, text.encode("utf-8", "replace"), self._answered)

    def _fail(self, request_id, text, error_type, cause, exit_code):
        then = self._answered if exit_code < 0 else self._leave(exit_code)
        self._client.fail(request_id, text.encode("utf-8", "replace"), error_type, cause, then)

    def _fail_init(self, text, error_type, exit_code):
        self._client.fail_init(text.encode("utf-8", "replace"), error_type, self._leave(exit_code))

    def _exit_soon(self, exit_code):
        # A response that is on its way reaches the API first.
        if self._client.posting:
            self._answered = self._leave(exit_code)
        else:
            self._env.loop.call_soon(self._leave(exit_code))

    def _locate(self, name):
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

    # What the Runtime API says

    def _invoke(self, headers, body):
        get = headers.get
        request_id = get(_ID)
        if request_id is None:
            self._fatal(f"GET /invocation/next was answered without {_ID}")
            return
        args = [get(name) for name in _HEADERS]
        event = str(body, "utf-8", "replace")
        self._env.enter(self._js_invoke, request_id, *args, event, *[_utf8(get(name)) for name in _OPTIONAL])

    def _answered(self):
        self._invocations += 1
        if self._invocations == self._settings.iterations:
            self._leave(0)()
        else:
            self._client.next()

    def _refused(self, message):
        self._env.enter(self._js.get("complain"), message)

    def _fatal(self, error):
        self._env.write(2, f"llrt: {error}\n")
        self._leave(1)()

    def _leave(self, exit_code):
        return lambda: self._env.enter(self._js.get("exit"), exit_code)


def _utf8(value):
    # Header fields arrive as Latin-1; what AWS puts there is UTF-8.
    return None if value is None else value.encode("latin-1").decode("utf-8", "replace")
