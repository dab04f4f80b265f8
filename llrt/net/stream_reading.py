"""The receiving side of a stream: what arrives is told of a bounded piece at a time, in clear or under TLS."""

from llrt.net.stream_socket import AGAIN
from llrt.net.stream_writing import Writing

_BLOCK = 65536
# The longest record's content (RFC 8446 5.1): those of a stream of bytes are that long, but for the last.
RECORD = 16384
# Full reads in a row before others have a turn.
_MOST_READS = 8

# One for all sockets of a process: what is read is handed over before the next read.
_scratch: "memoryview | None" = None


def scratch() -> memoryview:
    """The block into which sockets read."""
    global _scratch
    if _scratch is None:
        _scratch = memoryview(bytearray(_BLOCK))
    return _scratch


class Reading(Writing):
    """On top of the sending side, since TLS may have to send before it can read. In one line, each class below the next: what a
    method costs to find does not grow."""

    def read_start(self) -> None:
        """Bytes go to owner.received() until read_stop()."""
        # Behind the end there is nothing to wait for, and nothing that keeps a program alive.
        if self._reading or self._ended or self._socket is None:
            return
        self._reading = True
        if not self._busy:
            self._watch_reading()
        self._update()

    def read_stop(self) -> None:
        if self._reading:
            self._reading = False
            if not self._busy:
                self._loop.remove_reader(self._fd)
            self._update()

    def _watch_reading(self) -> None:
        if self._ended:
            return
        self._loop.add_reader(self._fd, self._readable)
        # What TLS took from the socket already does not make it readable.
        if self.tls is not None and self.tls.has_pending:
            self._loop.call_soon(self._readable)

    def _readable(self) -> None:
        for _ in range(_MOST_READS):
            if not self._reading or self._busy or self._socket is None:
                return
            room = self.room or scratch()
            try:
                count = self._receive(room)
            except AGAIN:
                return
            except Exception as error:
                self._fail(error, "read")
                return
            if count == -1:
                return
            if count == -2:
                self._loop.add_writer(self._fd, self._writable)
                return
            if count == 0:
                self._ended = True
                self._loop.remove_reader(self._fd)
                self._reading = False
                self._update()
                self.owner.ended()
                return
            if count == RECORD and self.tls is not None:
                count = self._fill(room, count)
            self.bytes_read += count
            self.owner.received(room[:count])
            if count < len(room) and self.tls is None:
                return
            if self._deferred is not None and self._socket is not None:
                failure, self._deferred = self._deferred, None
                self._fail(failure, "read")
                return
        if self.tls is not None and self.tls.has_pending and self._reading:
            self._loop.call_soon(self._readable)

    def _fill(self, room: memoryview, filled: int) -> int:
        """Behind a record that was full more may have come: bodies cost half when several are told of at once."""
        assert self.tls is not None
        while filled + RECORD <= len(room):
            try:
                count = self.tls.read_into(room[filled:])
            except Exception as error:
                self._deferred = error
                break
            if count <= 0:
                break
            filled += count
            if count != RECORD:
                break
        return filled

    def _receive(self, room: memoryview) -> int:
        if self.tls is not None:
            return self.tls.read_into(room)
        assert self._socket is not None
        return self._socket.recv_into(room)
