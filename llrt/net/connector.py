"""From a host name to a connected stream: the policy, the addresses, the attempts (both families, the first that answers
wins), TLS and the look at the certificate. RFC 8305. Not here: keeping connections (http_pool.py).
"""

import _socket

from llrt.errors import CodedError, errno_name
from llrt.net import dns, policy
from llrt.net.stream import Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from llrt._openssl import TLSContext
    from llrt.loop.loop import Loop
    from llrt.loop.timers import Timer

    # (stream, None) or (None, why not)
    Done = Callable[[Stream | None, Exception | None], object]

# Seconds before the next address is tried beside one that does not answer: Node's autoSelectFamilyAttemptTimeout.
_PATIENCE = 0.25
_SOCKET_FAMILY = {4: _socket.AF_INET, 6: _socket.AF_INET6}


class ConnectFailed(Exception):
    """Every address failed: `errors`, one CodedError each."""

    def __init__(self, errors: "list[CodedError]"):
        super().__init__(errors[0].message)
        self.errors = errors


class Connector:
    """One connection in the making; `done` is called once, in a turn of the loop, unless cancel() comes first.

    `tls`: a context, or None for a connection in clear. `host` is checked against the certificate unless `check` is false;
    `servername` is sent instead of it. `timeout`: seconds for all of it. `at_once`: as much as can be is done before this
    returns, and `done` may be called by then: for whoever has other work to do while the other side answers.
    """

    def __init__(
        self,
        loop: "Loop",
        host: str,
        port: int,
        done: "Done",
        *,
        tls: "TLSContext | None" = None,
        servername: "str | None" = None,
        check: bool = True,
        session: "bytes | None" = None,
        path: "str | None" = None,
        timeout: "float | None" = None,
        at_once: bool = False,
    ):
        self._loop = loop
        self._host = host
        self._port = port
        self._done: "Done | None" = done
        self._tls = tls
        self._servername = servername
        self._check = check
        self._session = session
        self._at_once = at_once
        self._lookup: "dns.Request | None" = None
        self._waiting: "list[tuple[str, int]]" = []
        self._attempts: "list[_Attempt]" = []
        self._errors: "list[CodedError]" = []
        self._patience: "Timer | None" = None
        self._stream: "Stream | None" = None
        self._allowed = True
        self._limit = None if timeout is None else loop.call_later(timeout, self._too_late, timeout)
        if path is None:
            self._start()
        else:
            self._start_path(path)

    # -- addresses

    def _start(self) -> None:
        rules = policy.current()
        try:
            if rules is not None:
                self._allowed = rules.check_host(self._host, self._port)
        except CodedError as error:
            self._loop.call_soon(self._finish, None, error)
            return
        host = self._host[1:-1] if self._host.startswith("[") else self._host
        lookup = dns.lookup(self._loop, host, 0, 0, self._resolved, self._at_once)
        self._lookup = lookup if lookup.pending else None

    def _start_path(self, path: str) -> None:
        rules = policy.current()
        try:
            if rules is not None:
                rules.check_path(path)
        except CodedError as error:
            self._loop.call_soon(self._finish, None, error)
            return
        self._waiting.append((path, 0))
        self._try_next()

    def _resolved(self, status: int, found: "list[tuple[str, int]] | None") -> None:
        self._lookup = None
        if status:
            self._finish(None, _lookup_error(status, self._host))
            return
        addresses = _interleaved(found or [])
        rules = policy.current()
        if rules is not None:
            refused = [rules.check_address(address, self._port, self._allowed) for address, _ in addresses]
            if addresses and all(refused):
                self._finish(None, policy.refusal(refused[0] or "not allowed", self._host, self._port))
                return
            addresses = [one for one, why in zip(addresses, refused, strict=True) if why is None]
        self._waiting = addresses
        self._try_next()

    # -- attempts

    def _try_next(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        while self._waiting and self._done is not None:
            address, family = self._waiting.pop(0)
            attempt = _Attempt(self, address, family)
            self._attempts.append(attempt)
            try:
                stands = attempt.start()
            except OSError as error:
                self._attempts.remove(attempt)
                self._note(attempt, error)
                continue
            if stands:
                if self._at_once:
                    self._attempt_ended(attempt, None)
                else:
                    self._loop.call_soon(attempt.connected, None)
                return
            if self._waiting:
                self._patience = self._loop.call_later(_PATIENCE, self._try_next)
            return
        if not self._attempts and self._done is not None:
            self._loop.call_soon(self._gave_up)

    def _gave_up(self) -> None:
        errors = self._errors
        self._finish(None, errors[0] if len(errors) == 1 else ConnectFailed(errors))

    def _note(self, attempt: "_Attempt", error: OSError) -> None:
        number = error.errno or 0
        code, _ = errno_name(number)
        props: "dict[str, Any]" = {"errno": -number, "syscall": "connect", "address": attempt.address}
        where = attempt.address
        if attempt.family:
            props["port"] = self._port
            where = f"{attempt.address}:{self._port}"
        self._errors.append(CodedError(code, f"connect {code} {where}", **props))

    def _attempt_ended(self, attempt: "_Attempt", error: "OSError | None") -> None:
        self._attempts.remove(attempt)
        if error is not None:
            attempt.stream.close()
            self._note(attempt, error)
            self._try_next()
            return
        for other in self._attempts:
            other.stream.close()
        self._attempts.clear()
        self._waiting.clear()
        self._stream = attempt.stream
        if attempt.family:
            self._stream.socket.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        if self._tls is None:
            self._finish(self._stream, None)
            return
        self._stream.owner = attempt
        name = self._servername if self._servername is not None else self._host
        sent = None if dns.family_of(name.strip("[]")) else name.rstrip(".").encode()
        self._stream.start_tls(self._tls, sent or None, self._session, self._at_once)

    def _secured(self, error: "Exception | None") -> None:
        stream = self._stream
        assert stream is not None
        if isinstance(error, OSError):
            message = "Client network socket disconnected before secure TLS connection was established"
            error = CodedError("ECONNRESET", message, host=self._host, port=self._port)
        if error is None and self._check and stream.tls is not None:
            from llrt.net import trust

            error = trust.check_peer(stream.tls, (self._servername or self._host).strip("[]"))
        self._finish(None if error else stream, error)

    # -- the end

    def _too_late(self, seconds: float) -> None:
        where = f"attempted address: {self._host}:{self._port}, timeout: {int(seconds * 1000)}ms"
        self._finish(None, CodedError("UND_ERR_CONNECT_TIMEOUT", f"Connect Timeout Error ({where})", name="ConnectTimeoutError"))

    def _finish(self, stream: "Stream | None", error: "Exception | None") -> None:
        done = self._done
        if done is None:
            return
        if stream is not None:
            self._stream = None
        self.cancel()
        done(stream, error)

    def cancel(self) -> None:
        """Gives up; `done` is not called."""
        self._done = None
        for timer in (self._patience, self._limit):
            if timer is not None:
                timer.cancel()
        if self._lookup is not None:
            self._lookup.cancel()
            self._lookup = None
        for attempt in self._attempts:
            attempt.stream.close()
        self._attempts.clear()
        if self._stream is not None:
            self._stream.close()
            self._stream = None


class _Attempt:
    """The owner of one stream until it is handed over."""

    def __init__(self, connector: "Connector", address: str, family: int):
        self.address = address
        self.family = family  # 4, 6, or 0: a unix socket
        self._connector = connector
        self.stream = Stream(connector._loop, self)

    def start(self) -> bool:
        """Whether the connection stands already."""
        if self.family:
            return self.stream.connect((self.address, self._connector._port), _SOCKET_FAMILY[self.family], at_once=True)
        return self.stream.connect(self.address, _socket.AF_UNIX, at_once=True)

    def connected(self, error: "OSError | None") -> None:
        if self in self._connector._attempts:
            self._connector._attempt_ended(self, error)

    def secured(self, error: "Exception | None") -> None:
        self._connector._secured(error)

    def received(self, data: memoryview) -> None: ...
    def ended(self) -> None: ...
    def drained(self) -> None: ...
    def shut(self, error: "OSError | None") -> None: ...

    def failed(self, error: Exception, syscall: str) -> None:
        self._connector._secured(error)


def _interleaved(addresses: "list[tuple[str, int]]") -> "list[tuple[str, int]]":
    """The families in turn, the one of the first address first."""
    first = [one for one in addresses if one[1] == addresses[0][1]]
    second = [one for one in addresses if one[1] != addresses[0][1]]
    mixed = []
    for i in range(max(len(first), len(second))):
        mixed += first[i : i + 1] + second[i : i + 1]
    return mixed


_LOOKUP_CODES = {-3001: "EAI_AGAIN", -3003: "ECANCELED", -3004: "EAI_FAIL", -3006: "EAI_MEMORY", -3008: "ENOTFOUND"}


def _lookup_error(number: int, host: str) -> CodedError:
    """As dns.lookup() fails in Node."""
    code = _LOOKUP_CODES.get(number, "ENOTFOUND")
    return CodedError(code, f"getaddrinfo {code} {host}", errno=number, syscall="getaddrinfo", hostname=host)
