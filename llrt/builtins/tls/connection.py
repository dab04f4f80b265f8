"""TLS on a handle of node:net: the layer between it and its stream, and the stream that JavaScript itself is."""

from llrt import _openssl
from llrt._quickjs import Block
from llrt.builtins.tls.errors import described
from llrt.net.tls_stream import TLSStream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt.builtins.net.handle import Handle

# Events beside those of net/handle.py, whose numbers go on.
SECURED, HELLO, CERTIFICATE, SESSION, KEYS, TLS_FAILED, INHERITED, OUT, OUT_END, AGAIN = range(9, 19)


class Layer:
    """The owner of a TLSStream: what is plain goes to the net handle, the rest to JavaScript."""

    def __init__(self, handle: "Handle", connection: "_openssl.TLSConnection"):
        self._tell = handle.room.tell
        self._number = handle.number
        self._handle = handle
        self.connection = connection
        self.connected, self.received, self.drained, self.shut = handle.connected, handle.received, handle.drained, handle.shut
        self.told_session: "bytes | None" = None
        self.told_ticket: "bytes | None" = None
        # The first handshake is not noted when it begins: nobody knows yet whether it will be one of TLS 1.3.
        self._begun, self._ended = 0, 1
        self.stream = TLSStream(handle.room.env.loop, self, handle.stream, connection)
        self.stream.room = handle.stream.room
        handle.stream.room = None
        handle.stream = self.stream  # type: ignore[assignment]

    def ended(self) -> None:
        self._handle.ended()

    def secured(self, error: "Exception | None") -> None:
        self._tell(self._number, SECURED, None if error is None else described(error))

    def wants_hello(self) -> None:
        self._tell(self._number, HELLO)

    def wants_certificate(self) -> None:
        self._tell(self._number, CERTIFICATE)

    def inherited(self) -> None:
        self._tell(self._number, INHERITED)

    def progressed(self) -> None:
        for lines in _openssl.connection_keys(self.connection):
            self._tell(self._number, KEYS, lines)
        for name, session, ticket in _openssl.connection_new_sessions(self.connection):
            # While it is told, it is the session of this connection.
            self.told_session, self.told_ticket = session, ticket
            self._tell(self._number, SESSION, name, session)
            self.told_session = self.told_ticket = None
        begun, ended = _openssl.connection_handshakes(self.connection)
        if begun > self._begun:
            self._begun = begun
            self._tell(self._number, AGAIN)
        if ended > self._ended:
            self._ended = ended
            self._tell(self._number, SECURED, None)

    def failed(self, error: Exception, syscall: str) -> None:
        if isinstance(error, OSError):
            self._handle.failed(error, syscall)
        else:
            self._tell(self._number, TLS_FAILED, described(error))


class JSStream:
    """The lower stream of a TLSStream where JavaScript has it: what is to be sent is told, what arrives is fed. Its reading is
    JavaScript's affair."""

    closed = False
    wants_ref = True

    def __init__(self, handle: "Handle"):
        self.owner: "Any" = handle
        self.room: "memoryview | None" = None
        self.unsent = 0
        self._tell = handle.room.tell
        self._number = handle.number
        self._loop = handle.room.env.loop

    def write(self, parts: "list[Any]") -> bool:
        for part in parts:
            size = len(part)
            block = Block(size)
            memoryview(block)[:] = part
            self.unsent += size
            self._loop.call_soon(self._out, block)
        return False

    def _out(self, block: "Block") -> None:
        if not self.closed:
            self._tell(self._number, OUT, block)

    def sent(self, size: int) -> None:
        """So many bytes have gone out."""
        self.unsent -= size
        if not self.unsent:
            self._loop.call_soon(self._drained)

    def _drained(self) -> None:
        if not self.closed and not self.unsent:
            self.owner.drained()

    def shutdown(self) -> None:
        self._loop.call_soon(self._tell, self._number, OUT_END)

    def feed(self, data: "memoryview | None") -> None:
        """Bytes, or None: the end. Told in a turn of its own."""
        self._loop.call_soon(self._fed, None if data is None else bytes(data))

    def _fed(self, data: "bytes | None") -> None:
        if self.closed:
            return
        if data is None:
            self.owner.ended()
        else:
            self.owner.received(memoryview(data))

    def close(self) -> None:
        self.closed = True

    reset = close

    def read_start(self) -> None: ...
    def read_stop(self) -> None: ...
    def ref(self) -> None: ...
    def unref(self) -> None: ...
