"""The sending side of a stream: write with back-pressure, in clear or under TLS, and the half-close behind what was written."""

import _socket
import errno

from llrt.net.stream_socket import AGAIN, StreamSocket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Buffers that one system call may gather.
_MOST_PARTS = 64


class Writing(StreamSocket):
    if TYPE_CHECKING:

        def _readable(self) -> None:
            """Of the class on top: a handshake inside TLS may have one side wait for the other."""

    def write(self, parts: "list[Any]") -> bool:
        """Sends buffers in order, as far as the system takes them now; True when it took all, else owner.drained() tells.
        They must not change before. Raises OSError or TLSError."""
        if self._socket is None:
            raise OSError(errno.EBADF, "")
        waiting = bool(self._queue)
        for part in parts:
            view = memoryview(part).cast("B")
            if len(view):
                self._queue.append(view)
        if waiting or self._busy:
            return not self._queue
        try:
            self._flush()
        except Exception:
            self._queue.clear()
            raise
        if self._queue:
            self._loop.add_writer(self._fd, self._writable)
            self._update()
        return not self._queue

    @property
    def unsent(self) -> int:
        """Bytes that wait to be sent."""
        return sum(map(len, self._queue))

    def _flush(self) -> None:
        queue = self._queue
        while queue:
            sent = self._send()
            if sent < 0:
                return
            self.bytes_written += sent
            while sent:
                if sent < len(queue[0]):
                    queue[0] = queue[0][sent:]
                    break
                sent -= len(queue.popleft())

    def _send(self) -> int:
        """How many bytes were taken; negative: none now."""
        if self.tls is not None:
            count = self.tls.write(self._queue[0])
            if count == -1:
                self._loop.add_reader(self._fd, self._writable)
            return count
        assert self._socket is not None
        try:
            if len(self._queue) == 1:
                return self._socket.send(self._queue[0])
            return self._socket.sendmsg([self._queue[i] for i in range(min(len(self._queue), _MOST_PARTS))])
        except AGAIN:
            return -2

    def _writable(self) -> None:
        if self._socket is None or self._busy:
            return
        if self.tls is not None and self._reading:
            self._loop.add_reader(self._fd, self._readable)
        had = bool(self._queue)
        try:
            self._flush()
        except Exception as error:
            self._queue.clear()
            self._loop.remove_writer(self._fd)
            self._fail(error, "write")
            return
        if self._queue:
            return
        self._loop.remove_writer(self._fd)
        self._update()
        if had:
            self.owner.drained()
        if self._shutting and self._socket is not None:
            self._shut()

    # -- the half-close

    def shutdown(self) -> None:
        """Nothing more will be written; takes effect after what waits, then owner.shut() tells."""
        self._shutting = True
        if not self._queue and not self._busy:
            self._loop.call_soon(self._shut)
        self._update()

    def _shut(self) -> None:
        if self._socket is None or not self._shutting:
            return
        self._shutting = False
        error: "OSError | None" = None
        try:
            if self.tls is not None:
                self.tls.shutdown()
            self._socket.shutdown(_socket.SHUT_WR)
        except OSError as exc:
            error = exc
        except Exception:
            # TLS can't say farewell on a broken connection; the socket's own end tells that.
            pass
        self._update()
        self.owner.shut(error)
