"""Streamed responses on their way to a client: as an HTTP answer (function URLs), and as AWS's event stream (the Invoke API
with response streaming). Not here: where they come from (streamed.py), the prelude's translation (gateway.py)."""

import base64
import binascii
import json
import sys
from collections.abc import Callable

from llrt.lambda_runtime.emulator import gateway
from llrt.lambda_runtime.emulator.http_messages import Reply
from llrt.lambda_runtime.emulator.invocation import Invocation

# With so many bytes waiting for the client, the function is made to wait, too.
_HIGH_WATER = 256 * 1024


class _ToClient:
    """What both forms share: the client's pace is the function's."""

    def __init__(self, reply: Reply, invocation: Invocation):
        self._reply = reply
        self._invocation = invocation
        self._resume: "Callable[[], None] | None" = None
        reply.on_drain = reply.on_lost = self._go_on

    def _pass(self, data: "bytes | memoryview") -> bool:
        self._reply.write(data)
        # Whoever is gone takes everything: the function runs on, as in Lambda.
        return self._reply.lost or self._reply.backlog < _HIGH_WATER

    def _go_on(self) -> None:
        if self._resume is not None:
            self._resume()


class HTTPStream(_ToClient):
    """The answer of a function URL. An error after the answer has begun cuts the connection."""

    def __init__(self, reply: Reply, invocation: Invocation):
        super().__init__(reply, invocation)
        self._prelude: "bytes | None" = None
        self._malformed = False

    def begin(self, content_type: str, resume: "Callable[[], None]") -> None:
        """The response's head: with a prelude, the answer's own head comes later."""
        self._resume = resume
        if content_type == gateway.PRELUDE_TYPE:
            self._prelude = b""
        else:
            self._start(200, [("content-type", content_type)])

    def write(self, piece: memoryview) -> bool:
        """The next bytes; False: wait."""
        if self._malformed:
            return True
        if self._prelude is None:
            return self._pass(piece)
        self._prelude += piece
        try:
            found = gateway.split_prelude(self._prelude)
            if found is None:
                return True
            self._start(*gateway.from_prelude(found[0]))
        except gateway.MalformedAnswer as error:
            self._refuse(error)
            return True
        self._prelude = None
        return self._pass(found[1])

    def finish(self) -> None:
        """The invocation is over."""
        if self._malformed:
            return
        if not self._reply.started:
            self._refuse(None if self._invocation.error else "the stream ended before its prelude did")
        elif self._invocation.error:
            self._reply.cut()
        else:
            self._reply.end()

    def _start(self, status: int, headers: "list[tuple[str, str]]") -> None:
        self._invocation.status = status
        self._reply.start(status, [("apigw-requestid", self._invocation.request_id), *headers])

    def _refuse(self, error: "Exception | str | None") -> None:
        self._malformed = True
        if error is not None:
            print(f"llrt lambda serve: {error}", file=sys.stderr)
        self._invocation.status = 502
        self._reply.send(502, [("Content-Type", "application/json")], b'{"message":"Internal Server Error"}')


class EventStream(_ToClient):
    """The answer of InvokeWithResponseStream: PayloadChunk events, then InvokeComplete. A buffered response is one chunk."""

    def __init__(self, reply: Reply, invocation: Invocation, tail: bool):
        super().__init__(reply, invocation)
        self._tail = tail

    def begin(self, content_type: str, resume: "Callable[[], None]") -> None:
        """The response's head."""
        self._resume = resume
        self._start()

    def write(self, piece: memoryview) -> bool:
        """The next bytes; False: wait."""
        return self._pass(event_message("PayloadChunk", "application/octet-stream", piece))

    def finish(self, invocation: Invocation) -> None:
        """The invocation is over."""
        if not self._reply.started:
            self._start()
            if not invocation.error:
                self._pass(event_message("PayloadChunk", "application/octet-stream", invocation.payload))
        complete = {}
        if invocation.error:
            complete = {"ErrorCode": invocation.error, "ErrorDetails": invocation.payload.decode("utf-8", "replace")}
        if self._tail:
            complete["LogResult"] = base64.b64encode(invocation.tail).decode()
        self._pass(event_message("InvokeComplete", "application/json", json.dumps(complete).encode()))
        self._reply.end()

    def _start(self) -> None:
        self._invocation.status = 200
        headers = [
            ("Content-Type", "application/vnd.amazon.eventstream"),
            ("X-Amzn-RequestId", self._invocation.request_id),
            ("X-Amz-Executed-Version", "$LATEST"),
        ]
        self._reply.start(200, headers)


def event_message(event_type: str, content_type: str, payload: "bytes | memoryview") -> bytes:
    """One message of the encoding application/vnd.amazon.eventstream: lengths, their CRC, headers, payload, CRC of all."""
    headers = b""
    for name, value in ((":message-type", "event"), (":event-type", event_type), (":content-type", content_type)):
        # Type 7: a string with a two-byte length.
        headers += bytes([len(name)]) + name.encode() + b"\x07" + len(value).to_bytes(2, "big") + value.encode()
    prelude = (16 + len(headers) + len(payload)).to_bytes(4, "big") + len(headers).to_bytes(4, "big")
    message = prelude + binascii.crc32(prelude).to_bytes(4, "big") + headers + bytes(payload)
    return message + binascii.crc32(message).to_bytes(4, "big")
