"""The Runtime API (2018-06-01) as a server: routes, statuses and error bodies. Not here: the process behind it (sandbox.py),
what an invocation's outcome means to the caller (function.py)."""

import json

from llrt.lambda_runtime.emulator.http_server import Server

PREFIX = "/2018-06-01/runtime"
# Lambda's limit for a buffered response; the extra bytes are Lambda's own.
MAX_RESPONSE = 6 * 1024 * 1024 + 100
_ACCEPTED = b'{"status":"OK"}\n'


class RuntimeAPI:
    """Serves one runtime process. `listener` has on_ready(), on_result(body), on_error(body, type), on_init_error(body, type)
    and on_too_large(size).

    `give(invocation)` answers the runtime's GET /next, now or when it asks; `invocation` has `request_id`, `headers`, `event`.
    """

    def __init__(self, loop, listener):
        self._listener = listener
        self._waiting = None
        self._given = None
        self._answered = True
        self._next_invocation = None
        self.server = Server(loop, self._handle)
        self.address = "%s:%d" % self.server.address

    def give(self, invocation):
        """Hand out the next event."""
        self._next_invocation = invocation
        self._hand_out()

    @property
    def asked(self):
        """True while the runtime waits for an event."""
        return self._waiting is not None and not self._waiting.lost

    def close(self):
        """Stop serving."""
        self.server.close()

    def _hand_out(self):
        invocation, reply = self._next_invocation, self._waiting
        if invocation is None or reply is None:
            return
        self._next_invocation = self._waiting = None
        self._given = invocation.request_id
        self._answered = False
        reply.send(200, invocation.headers(), invocation.event)

    def _handle(self, request, reply):
        path = request.target.partition("?")[0]
        if not path.startswith(PREFIX + "/"):
            refuse(reply, 404, "InvalidResourcePath", f"There is no {path}; the Runtime API is at {PREFIX}")
            return
        route = path[len(PREFIX) + 1 :].split("/")
        if route == ["invocation", "next"]:
            self._next(request, reply)
        elif route == ["init", "error"]:
            self._init_error(request, reply)
        elif len(route) == 3 and route[0] == "invocation" and route[2] in ("response", "error"):
            self._outcome(request, reply, route[1], route[2])
        elif route[0] == "restore":
            refuse(reply, 403, "InvalidStateTransition", "SnapStart is not emulated")
        else:
            refuse(reply, 404, "InvalidResourcePath", f"There is no {path}")

    def _next(self, request, reply):
        if request.method != "GET":
            refuse(reply, 405, "MethodNotAllowed", "invocation/next takes GET")
            return
        if not self._answered:
            refuse(reply, 403, "InvalidStateTransition", "Transition from InvocationResponse to Ready is not allowed before the invocation is answered")
            return
        if self.asked:
            refuse(reply, 403, "InvalidStateTransition", "GET invocation/next is already waiting")
            return
        self._waiting = reply
        self._listener.on_ready()
        self._hand_out()

    def _init_error(self, request, reply):
        if self._given is not None:
            refuse(reply, 403, "InvalidStateTransition", "The runtime has been initialised already")
            return
        accept(reply)
        self._listener.on_init_error(request.body, error_type(request))

    def _outcome(self, request, reply, request_id, kind):
        if request.method != "POST":
            refuse(reply, 405, "MethodNotAllowed", f"invocation/{kind} takes POST")
        elif unquote(request_id) != self._given:
            refuse(reply, 400, "InvalidRequestID", "Invalid request ID")
        elif self._answered:
            refuse(reply, 403, "InvalidStateTransition", "The invocation has been answered already")
        elif kind == "error":
            self._answered = True
            accept(reply)
            self._listener.on_error(request.body, error_type(request))
        elif request.size > MAX_RESPONSE:
            self._answered = True
            refuse(reply, 413, "RequestEntityTooLarge", f"Exceeded maximum allowed payload size ({MAX_RESPONSE} bytes).")
            self._listener.on_too_large(request.size)
        else:
            self._answered = True
            accept(reply)
            self._listener.on_result(request.body)


def accept(reply):
    """202, as Lambda says it."""
    reply.send(202, [("Content-Type", "application/json")], _ACCEPTED)


def refuse(reply, status, kind, message):
    """An error in the Runtime API's form."""
    body = json.dumps({"errorMessage": message, "errorType": kind}).encode()
    reply.send(status, [("Content-Type", "application/json")], body)


def error_type(request):
    """The error type of the header, or None; Lambda records what has not its form as Runtime.Unknown."""
    value = request.head.get("lambda-runtime-function-error-type")
    if value is None:
        return None
    category, dot, reason = value.partition(".")
    good = category in ("Runtime", "Function") and dot and len(reason) > 1 and reason.isascii() and reason.isalpha() and reason[0].isupper()
    return value if good else "Runtime.Unknown"


def unquote(text):
    """Undo percent-encoding."""
    if "%" not in text:
        return text
    from urllib.parse import unquote as undo

    return undo(text)
