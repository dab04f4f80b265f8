"""The reading half of a connection to the Runtime API (connection.py): answers of any framing, mostly without the parser.

A body whose length is known is read into the buffer it stays in. On the start path.
"""

from llrt import _http

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _socket

    from llrt.lambda_runtime.connection import Buffer, Done, Head

    Events = list[_http.Head | memoryview | _http.End]

_LARGE_BLOCK = 1 << 20
# A larger body is not given its room before it is there.
_LARGEST = 1 << 26
# Room for the head of an answer.
_HEAD = 4096


class Answers:
    """What Connection has beside its sending half; it makes the attributes."""

    if TYPE_CHECKING:
        _parser: "_http.Parser | None"
        _done: "Done | None"
        _drained: object
        _request: "tuple[bytes, bytes | None] | None"
        _unsent: "list[memoryview] | None"
        _later: "list[memoryview]"
        _head: "Head | None"
        _body: "list[memoryview]"
        _whole: "bytearray | None"
        _rest: "memoryview | None"
        _gathered: int
        _block: int
        _parsing: bool
        _sending: bool
        _streamed: bool
        _used: bool

        def _drop(self) -> None: ...
        def _hold(self, on: bool) -> None: ...
        def _lost(self, error: OSError) -> None: ...

    def _readable(self, sock: "_socket.socket", failure: "OSError | None" = None) -> None:
        rest = self._rest
        try:
            if rest is not None:
                count, data = sock.recv_into(rest), b""
            else:
                data = sock.recv(self._block)
        except (BlockingIOError, InterruptedError):
            if failure is not None:
                self._lost(failure)
            return
        except OSError as error:
            self._lost(error)
            return
        if rest is not None:
            self._take_rest(rest, count)
            return
        if data and not self._parsing and self._done is not None:
            answer = _http.answer_of(data)
            if answer is not None and answer.content_length <= _LARGEST:
                start = answer.body
                if len(data) - start == answer.content_length and not self._streamed and self._unsent is None:
                    # All of it and nothing else, as mostly.
                    self._sending = False
                    self._used = True
                    self._answered(answer, memoryview(data)[start:])
                else:
                    self._take_answer(answer, data)
                return
        self._parse(data)

    def _parse(self, data: bytes) -> None:
        """What needs the parser; no data: the end of the connection."""
        parser = self._parser
        assert parser is not None
        self._parsing = True
        try:
            events = parser.feed(data) if data else None
        except ValueError as error:
            self._lost(OSError(str(error)))
            return
        if events is None:
            self._ended(parser)
        elif self._done is None:
            self._drop()
        else:
            self._take(events)

    def _take_answer(self, answer: "_http.Answer", data: bytes) -> None:
        """An answer that needs no parser. Bytes behind it are nobody's: such a connection isn't used again."""
        start, length = answer.body, answer.content_length
        come = len(data) - start
        if come >= length:
            self._finish(answer, memoryview(data)[start : start + length], come == length)
            return
        self._head = answer
        if length <= _LARGE_BLOCK:
            self._block = max(self._block, min(length + _HEAD, _LARGE_BLOCK))
        self._whole = whole = bytearray(length)
        whole[:come] = memoryview(data)[start:]
        self._rest = memoryview(whole)[come:]

    def _take_rest(self, rest: memoryview, count: int) -> None:
        head, whole = self._head, self._whole
        assert head is not None and whole is not None
        if not count:
            self._lost(OSError("the connection was closed before the answer was complete"))
        elif count == len(rest):
            self._finish(head, whole, True)
        else:
            self._rest = rest[count:]

    def _take(self, events: "Events") -> None:
        for event in events:
            if isinstance(event, memoryview):
                self._body.append(event)
            elif isinstance(event, _http.Head):
                # 1xx answers come before the real one.
                self._head = event if event.status >= 200 else None
                if event.content_length and event.content_length + _HEAD > self._block < _LARGE_BLOCK:
                    self._block = min(event.content_length + _HEAD, _LARGE_BLOCK)
            elif self._head is not None:
                # Bytes behind the answer are nobody's: such a connection isn't used again.
                pieces = self._body
                body = pieces[0] if len(pieces) == 1 else b"".join(pieces)
                self._finish(self._head, body, event.keep_alive and event is events[-1])
                return

    def _finish(self, head: "Head", body: "Buffer", keep: bool) -> None:
        # An answer to a request that is not complete: the next one would be taken for the rest of it.
        keep = keep and not self._unsent and not self._later and self._drained is None
        self._head = self._drained = self._whole = self._rest = None
        self._body = []
        self._later, self._gathered = [], 0
        self._sending = self._parsing = False
        self._used = True
        if not keep:
            self._drop()
        self._answered(head, body)

    def _answered(self, head: "Head", body: "Buffer") -> None:
        done = self._done
        assert done is not None
        self._done = self._request = None
        try:
            done(head, body, None)
        finally:
            # Not where the next exchange has begun meanwhile.
            if self._done is None:
                self._hold(False)

    def _ended(self, parser: "_http.Parser") -> None:
        if self._done is None:
            self._drop()
            return
        try:
            self._take(parser.finish())
        except ValueError:
            pass
        if self._done is not None and parser is self._parser:
            self._lost(OSError("the connection was closed before the answer was complete"))
