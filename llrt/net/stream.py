"""A stream socket (TCP or unix), non-blocking, on the loop, in clear or under TLS: connect, read (stream_reading.py), write with
back-pressure and half-close (stream_writing.py).

Its `owner` is told what happens in a turn of the loop, never from inside a call of this class. Not here: names of hosts,
which of several addresses is tried, time-outs, what a certificate must say: that is the owner's.
"""

import _socket
import errno

from llrt.net.stream_reading import Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._openssl import TLSContext

# What TLS has room for; a longer name is not sent, as in Node.
MOST_SERVERNAME = 255


class Stream(Reading):
    """`sock`: an accepted, connected socket; without it, connect() first. One owner, who may be replaced at any time."""

    # -- connecting

    def connect(self, address: "Any", family: int, local: "Any" = None, at_once: bool = False) -> bool:
        """`address`: (host, port) with a numeric host, or the path of a unix socket. Raises OSError when it fails at once;
        else owner.connected() tells. `at_once`: not when the connection stands already; then this returns True."""
        self.open(family)
        sock = self._socket
        assert sock is not None
        if local is not None:
            sock.bind(local)
        number = sock.connect_ex(address)
        if number in (0, errno.EINPROGRESS):
            if at_once and self._stands():
                return True
            self._busy = True
            self._update()
            self._loop.add_writer(self._fd, self._connect_ready)
            return False
        raise OSError(number, "")

    def _stands(self) -> bool:
        """Over loopback a connection stands before the call that asks for it returns."""
        try:
            self.socket.getpeername()
        except OSError:
            return False
        return True

    def _connect_ready(self) -> None:
        assert self._socket is not None
        number = self._socket.getsockopt(_socket.SOL_SOCKET, _socket.SO_ERROR)
        self._loop.remove_writer(self._fd)
        self._busy = False
        self._update()
        self.owner.connected(OSError(number, "") if number else None)

    # -- TLS

    def start_tls(
        self, context: "TLSContext", servername: "bytes | None" = None, session: "bytes | None" = None, at_once: bool = False
    ) -> None:
        """From now on everything goes through TLS; owner.secured() tells when the handshake has ended. `at_once`: the first
        message is sent before this returns, and owner.secured() may be told by then."""
        from llrt._openssl import TLSConnection

        if servername is not None and len(servername) > MOST_SERVERNAME:
            servername = None
        self._unwatch()
        self.tls = TLSConnection(context, self._fd, servername, session)
        self._busy = True
        self._update()
        if at_once:
            self._shake_hands()
        else:
            self._loop.call_soon(self._shake_hands)

    def _shake_hands(self) -> None:
        tls = self.tls
        if self._socket is None or tls is None or not self._busy:
            return
        self._unwatch()
        error: "Exception | None" = None
        try:
            wanted = tls.handshake()
        except Exception as exc:
            error, wanted = exc, 0
        if wanted == 0:
            self._busy = False
            if error is None and self._reading:
                self._watch_reading()
            self._update()
            self.owner.secured(error)
        elif wanted == -1:
            self._loop.add_reader(self._fd, self._shake_hands)
        else:
            self._loop.add_writer(self._fd, self._shake_hands)
