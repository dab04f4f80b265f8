"""Connections of one loop that are kept and used again, by origin. Not here: sockets (connector.py), the protocol (http1.py)."""

from time import monotonic

from llrt.net.connector import Connector
from llrt.net.http1 import IDEMPOTENT, STREAMED, Connection, Exchange, Request
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._openssl import TLSContext
    from llrt.loop.loop import Loop
    from llrt.loop.timers import Timer
    from llrt.net.connector import Done
    from llrt.net.http1 import Sink
    from llrt.net.stream import Stream

_IDLE_SECONDS = 15.0
# Before the other side's own time-out: a request must not meet the close.
_MARGIN = 1.0
_SESSIONS = 64
# Seconds for which a connection waits for the request that was said to be near.
_NEAR_SECONDS = 0.5


class Origin:
    """Where requests go. Two with equal keys share connections; `settings` tells TLS contexts apart."""

    __slots__ = ("check", "host", "key", "path", "port", "proxy", "servername", "tls")

    def __init__(
        self,
        host: str,
        port: int,
        tls: "TLSContext | None" = None,
        *,
        path: "str | None" = None,
        servername: "str | None" = None,
        check: bool = True,
        proxy: "tuple[str, int, bool, str | None] | None" = None,
    ):
        """`proxy`: (host, port, under TLS, value of proxy-authorization)."""
        self.host = host
        self.port = port
        self.tls = tls
        self.path = path
        self.servername = servername
        self.check = check
        self.proxy = proxy
        self.key: "tuple[Any, ...]" = (host.lower(), port, path, id(tls), servername, check, proxy)


class Pool:
    """`loop.part("http", Pool)` gives the loop's own."""

    def __init__(self, loop: "Loop"):
        self._loop = loop
        self._idle: "dict[tuple[Any, ...], list[Connection]]" = {}
        self._near: "dict[tuple[Any, ...], _Near]" = {}
        self._active: "dict[Exchange, Origin]" = {}
        self._sessions: "dict[tuple[Any, ...], bytes]" = {}
        self._clock: "Timer | None" = None
        # Instead of what the environment says (tls.setDefaultCACertificates()).
        self.trust: "TLSContext | None" = None

    def client_tls(self) -> "TLSContext":
        """For new connections whose requests have no settings of their own."""
        if self.trust is not None:
            return self.trust
        from llrt.net import trust

        return trust.default_context()

    def send(self, origin: Origin, request: Request, sink: "Sink", connect_timeout: "float | None" = 10.0) -> "Ticket":
        """Starts an exchange on a kept or a new connection; what happens is told to `sink`, never before this returns."""
        ticket = Ticket(self, origin, request, sink, connect_timeout)
        self._loop.ref()
        self._loop.call_soon(ticket.start)
        return ticket

    def connector(self, origin: Origin, opened: "Done", timeout: "float | None", at_once: bool = False) -> Connector:
        """A new connection to it, without a proxy, begins."""
        return Connector(
            self._loop,
            origin.host,
            origin.port,
            opened,
            tls=origin.tls,
            servername=origin.servername,
            check=origin.check,
            session=self.session(origin) if origin.tls is not None else None,
            path=origin.path,
            timeout=timeout,
            at_once=at_once,
        )

    def expect(self, origin: Origin, connect_timeout: "float | None") -> None:
        """A request is about to be made, and there is work to be done before: unless a connection is kept, one begins now. Where
        it fails, or no request comes, nobody is told."""
        if origin.proxy is None and origin.key not in self._near and not self._idle.get(origin.key):
            self._near[origin.key] = near = _Near(self, origin)
            try:
                near.begin(connect_timeout)
            except Exception:
                near.give_up()
                raise

    def take_near(self, ticket: "Ticket", origin: Origin) -> "Stream | Connector | None":
        """What expect() has begun, now this ticket's."""
        near = self._near.get(origin.key)
        return None if near is None else near.take(ticket)

    def take(self, origin: Origin) -> "Connection | None":
        """A kept connection that is still open, the one used last."""
        kept = self._idle.get(origin.key)
        now = monotonic()
        while kept:
            connection = kept.pop()
            limit = idle_seconds() if connection.keep_hint is None else min(idle_seconds(), connection.keep_hint - _MARGIN)
            if now - connection.idle_since < limit and not connection.stream.stale:
                return connection
            connection.stream.close()
        self._idle.pop(origin.key, None)
        return None

    def keep(self, origin: Origin, connection: Connection) -> None:
        """A connection whose exchange has ended well."""
        self.remember(origin, connection.stream)
        connection.idle_since = monotonic()
        self._idle.setdefault(origin.key, []).append(connection)
        self._prune(connection.idle_since)

    def _prune(self, now: float) -> None:
        """Closes what was idle for too long, of every origin."""
        limit = idle_seconds()
        for key in list(self._idle):
            kept = self._idle[key]
            while kept and now - kept[0].idle_since >= limit:
                kept.pop(0).stream.close()
            if not kept:
                del self._idle[key]

    # -- TLS sessions, by origin

    def session(self, origin: Origin) -> "bytes | None":
        # A ticket of TLS 1.3 is for one use.
        return self._sessions.pop(origin.key, None)

    def remember(self, origin: Origin, stream: "Stream") -> None:
        if stream.tls is None:
            return
        offered = stream.tls.sessions()
        if offered:
            while len(self._sessions) >= _SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[origin.key] = offered[-1]

    # -- the clock that fails silent exchanges

    def watch(self, exchange: Exchange, origin: Origin) -> None:
        self._active[exchange] = origin
        if self._clock is None:
            self._clock = self._loop.call_later(1.0, self._tick)

    def finished(self, exchange: Exchange, connection: "Connection | None") -> None:
        origin = self._active.pop(exchange)
        if connection is not None:
            self.keep(origin, connection)
        if not self._active and self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _tick(self) -> None:
        self._clock = self._loop.call_later(1.0, self._tick) if self._active else None
        now = monotonic()
        for exchange in list(self._active):
            exchange.check_time(now)

    def close_idle(self) -> None:
        """Kept connections are closed."""
        for near in list(self._near.values()):
            near.give_up()
        for kept in self._idle.values():
            for connection in kept:
                connection.stream.close()
        self._idle.clear()

    def renew(self) -> None:
        """A copy of the process goes on (SnapStart): no kept connection, no TLS session is used by two of them."""
        self.close_idle()
        self._sessions.clear()

    def close(self) -> None:
        """With the loop."""
        self.renew()
        for exchange in list(self._active):
            exchange.cancel()


class _Near:
    """A connection that begins ahead of its request."""

    def __init__(self, pool: Pool, origin: Origin):
        self._pool = pool
        self._origin = origin
        self._ticket: "Ticket | None" = None
        self._stream: "Stream | None" = None
        self._connector: "Connector | None" = None
        self._timer: "Timer | None" = None

    def begin(self, connect_timeout: "float | None") -> None:
        loop = self._pool._loop
        # Behind what waits to be done in that turn: if the program was busy for so long, the request is among it.
        self._timer = loop.call_later(_NEAR_SECONDS, loop.call_soon, self._expire)
        connector = self._pool.connector(self._origin, self._opened, connect_timeout, at_once=True)
        # It may have failed by now.
        if self._timer is not None and self._stream is None:
            self._connector = connector

    def _opened(self, stream: "Stream | None", error: "Exception | None") -> None:
        self._connector = None
        if self._ticket is not None:
            self._ticket._opened(stream, error)
        elif stream is None:
            self._forget()
        else:
            self._stream = stream

    def take(self, ticket: "Ticket") -> "Stream | Connector | None":
        self._ticket = ticket
        self._forget()
        return self._stream or self._connector

    def _expire(self) -> None:
        if self._ticket is None:
            self.give_up()

    def give_up(self) -> None:
        self._forget()
        if self._connector is not None:
            self._connector.cancel()
        if self._stream is not None:
            self._stream.close()

    def _forget(self) -> None:
        self._pool._near.pop(self._origin.key, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Ticket:
    """One request on its way to a connection and through it."""

    def __init__(self, pool: Pool, origin: Origin, request: Request, sink: "Sink", connect_timeout: "float | None"):
        self._pool = pool
        self._origin = origin
        self._connect_timeout = connect_timeout
        self._connector: "Connector | None" = None
        self._cancelled = False
        self._holds = True
        self.exchange = Exchange(request, sink, self._finished)
        self.request = request
        self.sink = sink

    def start(self) -> None:
        if self._cancelled:
            return
        connection = self._pool.take(self._origin)
        if connection is None:
            begun = self._pool.take_near(self, self._origin)
            if begun is None:
                self._open()
            elif isinstance(begun, Connector):
                self._connector = begun
            else:
                self._opened(begun, None)
            return
        if connection.served and self.request.method in IDEMPOTENT and self.request.body is not STREAMED:
            self.exchange.retry = self._again
        self._run(connection)

    def _again(self) -> None:
        """The kept connection was closed under the request: once more, on a new one."""
        self._pool._loop.ref()
        self._holds = True
        self.exchange = Exchange(self.request, self.sink, self._finished)
        self._open()

    def _open(self) -> None:
        origin = self._origin
        if origin.proxy is not None:
            from llrt.net.http_proxy import open_through

            self._connector = open_through(self._pool, origin, self._opened, self._connect_timeout)
            return
        self._connector = self._pool.connector(origin, self._opened, self._connect_timeout)

    def _opened(self, stream: "Stream | None", error: "Exception | None") -> None:
        self._connector = None
        if self._cancelled:
            # What was refused without a connector.
            return
        if stream is None:
            self._release()
            assert error is not None
            self.sink.on_error(error)
            return
        self._run(Connection(stream, self.request.max_head))

    def _run(self, connection: Connection) -> None:
        self._pool.watch(self.exchange, self._origin)
        self.exchange.start(connection)

    def _finished(self, exchange: Exchange, connection: "Connection | None") -> None:
        self._release()
        self._pool.finished(exchange, connection)

    def _release(self) -> None:
        if self._holds:
            self._holds = False
            self._pool._loop.unref()

    def cancel(self) -> None:
        """Gives the request up; the sink hears nothing more. Idempotent."""
        if self._cancelled:
            return
        self._cancelled = True
        if self._connector is not None:
            self._connector.cancel()
            self._connector = None
        self.exchange.cancel()
        self._release()


def pool_of(loop: "Loop") -> Pool:
    """The loop's own pool."""
    pool: Pool = loop.part("http", Pool)
    return pool


def idle_seconds() -> float:
    """LLRT_NET_POOL_IDLE_TIMEOUT: seconds for which an idle connection is kept."""
    text = getenv("LLRT_NET_POOL_IDLE_TIMEOUT")
    try:
        return _IDLE_SECONDS if text is None else max(0.0, float(text))
    except ValueError:
        return _IDLE_SECONDS
