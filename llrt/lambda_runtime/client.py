"""The Runtime API (2018-06-01) as calls: next, response, error, init/error; what each status means; when to try again.

Not here: sockets (connection.py), what goes into bodies (the JS half, llrt/builtins/_lambda). On the start path.
"""

from llrt.lambda_runtime.address import parse_address
from llrt.lambda_runtime.connection import Connection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt.lambda_runtime.connection import Buffer, Head
    from llrt.loop.loop import Loop

_BASE = "/2018-06-01/runtime"
# GET /next is tried again after these pauses when the API can't be reached; then the process ends.
_PAUSES = (0.0, 0.05, 0.2, 0.5, 1.0)
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()")


class RuntimeAPIError(Exception):
    """The Runtime API can't be used any more; the message says what was asked and what came."""


class RuntimeClient:
    """One worker's talk with the Runtime API: at most one call under way.

    `on_invocation(headers: dict, body)` gets each event, `on_fatal(RuntimeAPIError)` what ends the worker, and
    `on_refused(message)` an answer that the API did not want though the worker goes on.
    """

    def __init__(
        self,
        loop: "Loop",
        address: str,
        on_invocation: "Callable[[dict[str, str], Buffer], None]",
        on_fatal: "Callable[[RuntimeAPIError], None]",
        on_refused: "Callable[[str], None]",
    ):
        host, port = parse_address(address)
        self._loop = loop
        self._connection = Connection(loop, host, port)
        self._on_invocation = on_invocation
        self._on_fatal = on_fatal
        self._on_refused = on_refused
        self._common = f" HTTP/1.1\r\nHost: {address}\r\nUser-Agent: llrt\r\n"
        self._next = f"GET {_BASE}/invocation/next{self._common}\r\n".encode("latin-1")
        self._attempt = 0
        self._then: "Callable[[], None] | None" = None
        self._posting = ""

    @property
    def posting(self) -> bool:
        """True while a response or an error is on its way."""
        return self._then is not None

    def next(self) -> None:
        """Ask for an event; there is no limit on how long that takes."""
        self._connection.exchange(self._next, None, self._got_next)

    def respond(self, request_id: str, body: bytes, then: "Callable[[], None]") -> None:
        """Post the result of an invocation; `then()` is called when the API has it."""
        self._post(f"{_BASE}/invocation/{quote(request_id)}/response", body, "", then)

    def fail(self, request_id: str, body: bytes, error_type: str, cause: str, then: "Callable[[], None]") -> None:
        """Post the error of an invocation, with its type `Category.Reason` and its X-Ray cause (JSON in ASCII, or "")."""
        headers = f"Lambda-Runtime-Function-Error-Type: {error_type}\r\n"
        if cause:
            headers += f"Lambda-Runtime-Function-XRay-Error-Cause: {cause}\r\n"
        self._post(f"{_BASE}/invocation/{quote(request_id)}/error", body, headers, then)

    def stream(self, request_id: str, content_type: str, then: "Callable[[], None]", drained: "Callable[[], object]") -> None:
        """Begin the streamed response of an invocation: its body comes by `send`, its end by `finish`."""
        path = f"{_BASE}/invocation/{quote(request_id)}/response"
        self._then = then
        self._posting = path
        head = (
            f"POST {path}{self._common}Content-Type: {content_type}\r\nTransfer-Encoding: chunked\r\n"
            "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
            "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n"
        )
        self._connection.stream(head.encode("latin-1"), self._posted, drained)

    def send(self, piece: "Buffer") -> bool:
        """A piece of the streamed response, which may change afterwards; false: wait for `drained`."""
        return self._connection.send((b"%x\r\n" % len(piece), piece, b"\r\n")) if len(piece) else True

    def finish(self, error: "tuple[str, str] | None" = None) -> None:
        """The streamed response is complete, or ends in an error: (type, base64 of its JSON), told in trailers."""
        trailers = ""
        if error is not None:
            trailers = f"Lambda-Runtime-Function-Error-Type: {error[0]}\r\nLambda-Runtime-Function-Error-Body: {error[1]}\r\n"
        self._connection.send((f"0\r\n{trailers}\r\n".encode("latin-1"),), last=True)

    def fail_init(self, body: bytes, error_type: str, then: "Callable[[], None]") -> None:
        """Post what went wrong before the first invocation."""
        self._post(f"{_BASE}/init/error", body, f"Lambda-Runtime-Function-Error-Type: {error_type}\r\n", then)

    def fail_restore(self, body: bytes, error_type: str, then: "Callable[[], None]") -> None:
        """Post what went wrong after a snapshot was restored."""
        self._post(f"{_BASE}/restore/error", body, f"Lambda-Runtime-Function-Error-Type: {error_type}\r\n", then)

    def restore_next(self, done: "Callable[[RuntimeAPIError | None], None]") -> None:
        """Tell the API that the process is ready for its snapshot; `done(error or None)` is called in the restored process."""
        path = f"{_BASE}/restore/next"

        def answered(answer: "Head | None", body: "Buffer", error: "OSError | None") -> None:
            if answer is None:
                done(RuntimeAPIError(f"GET {path} failed: {error}"))
            elif answer.status != 200:
                done(RuntimeAPIError(f"GET {path} was answered {_describe(answer, body)}"))
            else:
                done(None)

        self._connection.exchange(f"GET {path}{self._common}\r\n".encode("latin-1"), None, answered)

    def flush(self, seconds: float) -> None:
        """Send what is left of a POST under way and wait for its answer, blocking; OSError after `seconds` of silence."""
        self._connection.flush(seconds)

    def close(self) -> None:
        """Drop the connection."""
        self._connection.close()

    def _post(self, path: str, body: bytes, headers: str, then: "Callable[[], None]") -> None:
        if self._connection.busy:
            # Only the end of the process while GET /next is pending comes here: the question is withdrawn.
            self._connection.close()
        self._then = then
        self._posting = path
        head = f"POST {path}{self._common}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        self._connection.exchange(head.encode("latin-1"), body, self._posted)

    def _got_next(self, answer: "Head | None", body: "Buffer", error: "OSError | None") -> None:
        if answer is None:
            self._retry_next(error)
            return
        if answer.status != 200:
            self._refuse_next(f"GET {_BASE}/invocation/next was answered {_describe(answer, body)}")
            return
        self._attempt = 0
        self._on_invocation(answer.fields(), body)

    def _refuse_next(self, why: str) -> None:
        self._on_fatal(RuntimeAPIError(why))

    def _retry_next(self, error: "OSError | None") -> None:
        if getattr(error, "answered", False):
            # The event is lost with it: which one, nobody knows here.
            self._on_refused(f"GET {_BASE}/invocation/next: an event was cut short ({error})")
        if self._attempt == len(_PAUSES):
            self._on_fatal(RuntimeAPIError(f"the Runtime API can't be reached: {error}"))
            return
        pause = _PAUSES[self._attempt]
        self._attempt += 1
        self._loop.call_later(pause, self.next)

    def _posted(self, answer: "Head | None", body: "Buffer", error: "OSError | None") -> None:
        then, self._then = self._then, None
        if answer is None:
            # Whether the API has it is unknown, and it must not get it twice (settled: sent again only when the
            # kept-alive connection was closed before a byte went out).
            self._on_refused(f"POST {self._posting} failed: {error}")
        elif answer.status >= 500:
            if not self._failed_post(f"POST {self._posting} was answered {_describe(answer, body)}"):
                return
        elif answer.status >= 300:
            self._on_refused(f"POST {self._posting} was answered {_describe(answer, body)}")
        if then is not None:
            then()

    def _failed_post(self, message: str) -> bool:
        """The API has failed (5xx); whether the worker goes on all the same."""
        self._on_fatal(RuntimeAPIError(message))
        return False


def quote(text: str) -> str:
    """`text` percent-encoded as encodeURIComponent does."""
    if (text.isascii() and text.replace("-", "").isalnum()) or _SAFE.issuperset(text):
        return text
    return "".join(chr(b) if chr(b) in _SAFE else f"%{b:02X}" for b in text.encode("utf-8", "surrogatepass"))


def _describe(answer: "Head", body: "Buffer") -> str:
    text = str(body, "utf-8", "replace")
    return f"{answer.status} {answer.reason}: {text[:500]}" if text else f"{answer.status} {answer.reason}"
