"""A streamed response between the runtime and its caller: limits, back-pressure, errors in its middle. Not here: framing
(http_server.py), what the caller sees of it (frontend.py, llrt/cli/lambda_invoke.py)."""

from typing import TYPE_CHECKING

from llrt.lambda_runtime.emulator.http_messages import Reply
from llrt.lambda_runtime.emulator.invocation import Invocation, error_payload
from llrt.lambda_runtime.emulator.runtime_api import MAX_RESPONSE, MAX_STREAM
from llrt.loop.loop import Loop

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.environment import Environment
    from llrt.lambda_runtime.emulator.function import Function

# A runtime that dies in the middle is told by its exit; only a connection that ends without one is truncated by itself.
_WAIT_FOR_EXIT = 0.2


class Streamed:
    """Passes pieces to the invocation's receiver; without one (a caller that wants it whole) collects them."""

    def __init__(
        self,
        loop: Loop,
        environment: "Environment",
        function: "Function",
        invocation: "Invocation | None",
        content_type: str,
        reply: Reply,
    ):
        self._loop = loop
        self._environment = environment
        self._function = function
        self._invocation = invocation
        self._reply = reply
        self._pieces: "list[bytes]" = []
        if invocation is not None:
            invocation.streamed = content_type
            if invocation.receiver is not None:
                invocation.receiver.begin(content_type, reply.resume)

    def write(self, piece: memoryview) -> bool:
        """The next bytes; False when the response is over its limit and has failed."""
        invocation = self._invocation
        if invocation is None or invocation.over:
            # Too large, or timed out on a managed instance, whose runtime goes on.
            return True
        invocation.size += len(piece)
        limit = MAX_RESPONSE if invocation.receiver is None else MAX_STREAM
        if invocation.size > limit:
            self._invocation = None
            self._environment.too_large(invocation.request_id, invocation.size, limit)
            return False
        if invocation.receiver is None:
            self._pieces.append(bytes(piece))
        elif not invocation.receiver.write(piece):
            self._reply.pause()
        return True

    def end(self, error: "tuple[bytes, str] | None") -> None:
        """Complete, or an error told in trailers: (JSON, type)."""
        invocation = self._finish()
        if invocation is None:
            return
        if error is None:
            self._function.succeed(invocation, b"".join(self._pieces))
        else:
            self._function.fail_as_told(invocation, *error)

    def lost(self) -> None:
        """The connection ended in the middle."""
        self._loop.call_later(_WAIT_FOR_EXIT, self._truncated)

    def _truncated(self) -> None:
        invocation = self._finish()
        if invocation is not None:
            kind = "Runtime.TruncatedResponse"
            message = f"RequestId: {invocation.request_id} Error: the connection ended before the response did"
            self._function.fail(invocation, error_payload(kind, message), status="error", error_type=kind)

    def _finish(self) -> "Invocation | None":
        invocation, self._invocation = self._invocation, None
        return None if invocation is None else self._environment.end(invocation.request_id)
