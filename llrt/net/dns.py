"""Host names on c-ares (cext/cares), through the loop: nothing blocks, no thread. What is asked for is given to `done` in a
later turn, never before the call returns.

For other rooms: `lookup(loop, host, family, hints, done)`. Not here: Node's names, shapes and order of results (builtins/dns).
RFC 3493 6.1, RFC 6724, RFC 6761, resolv.conf(5), hosts(5).
"""

import _socket
import posix

from llrt._cares import Channel, configured_families

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from llrt.loop.loop import Loop
    from llrt.loop.timers import Timer

    # (address, 4 or 6)
    Address = tuple[str, int]
    # c-ares's status, 0 is success; None unless it is.
    Done = Callable[[int, Any], object]

# Of RFC 3493, as bits of our own: what Linux calls them.
V4MAPPED, ALL, ADDRCONFIG = 8, 16, 32

# Statuses of c-ares and the errors of getaddrinfo that they are, as libuv numbers these.
_NO_DATA = (1, 4, 8, 19)
_AGAIN = (2, 3, 6, 10, 11, 12, 13, 26)
EAI_ADDRFAMILY, EAI_AGAIN, EAI_CANCELED, EAI_FAIL, EAI_MEMORY, EAI_NONAME = -3000, -3001, -3003, -3004, -3006, -3008
_CONFIGURATION = "/etc/resolv.conf"


class Request:
    """One question under way."""

    __slots__ = ("_at_once", "_done", "_early", "_resolver")

    def __init__(self, resolver: "Resolver", done: "Done", at_once: "bool" = False) -> None:
        self._resolver = resolver
        self._done: "Done | None" = done
        self._at_once = at_once
        self._early: "tuple[int, object] | None" = None

    @property
    def pending(self) -> "bool":
        """Whether `done` is still to be called."""
        return self._done is not None

    def cancel(self) -> None:
        """`done` is not called any more, and the question does not keep the loop alive."""
        if self._done is not None:
            self._done = None
            self._resolver._forget()

    def _answered(self, status: "int", answers: "object") -> None:
        if self._resolver.closed:
            self.cancel()
        elif self._at_once:
            self._early = status, answers
        elif self._done is not None:
            self._resolver._loop.call_soon(self._deliver, status, answers)

    def _asked(self) -> None:
        """The call that asks returns: what is known by now is told, if the one who asked wants that."""
        self._at_once = False
        if self._early is not None:
            self._deliver(*self._early)

    def _deliver(self, status: "int", answers: "object") -> None:
        done, self._done = self._done, None
        if done is not None:
            self._resolver._forget()
            done(status, answers)


class Resolver:
    """Servers with the questions they were asked. `timeout` (ms; -1: the system's), `tries` and `max_timeout` (ms; 0: none)
    as resolv.conf(5) has them. A change of that file counts unless servers were set by hand."""

    def __init__(self, loop: "Loop", timeout: "int" = -1, tries: "int" = 4, max_timeout: "int" = 0) -> None:
        self._loop = loop
        self._settings = (timeout, tries, max_timeout)
        self._channel: "Channel | None" = None
        self._timer: "Timer | None" = None
        self._configuration: "object" = None
        self._by_hand = False
        self._watched: "dict[int, tuple[bool, bool]]" = {}
        # Questions whose answer somebody waits for.
        self.pending = 0
        self.closed = False

    def query(self, name: "str", rtype: "int", done: "Done") -> "Request":
        """Records of this type (its number): done(status, [(type, ttl, [values])])."""
        return self._ask(self._ready().query, (name, rtype), done)

    def addresses(self, name: "str", family: "int", done: "Done", at_once: "bool" = False) -> "Request":
        """done(status, [(address, 4 or 6)]), the order being that to try them in. `at_once`: even before this returns."""
        return self._ask(self._ready().addresses, (name, family), done, at_once)

    def names(self, address: "str", done: "Done") -> "Request":
        """done(status, (canonical name, [other names])); the DNS's are all among the others. ValueError if it is no address."""
        return self._ask(self._ready().names, (address,), done)

    def cancel(self) -> None:
        """All questions end with c-ares's ECANCELLED (24)."""
        if self._channel is not None:
            self._channel.cancel()
            self._schedule()

    def servers(self) -> "list[tuple[str, int]]":
        """(address, port) each."""
        found = []
        for text in filter(None, self._ready().servers.split(",")):
            host, _, port = text.rpartition(":")
            found.append((host.strip("[]"), int(port)))
        return found

    def set_servers(self, servers: "list[tuple[str, int]]") -> "int":
        """Returns 0, or the status with which c-ares refuses."""
        status = self._ready().set_servers([(host.partition("%")[0], port) for host, port in servers])
        self._by_hand = True
        return status

    def set_local(self, four: "str | None", six: "str | None") -> None:
        """The addresses that questions are sent from."""
        number = int.from_bytes(_socket.inet_pton(_socket.AF_INET, four), "big") if four else 0
        self._ready().set_local(number, _socket.inet_pton(_socket.AF_INET6, six) if six else b"")

    def close(self) -> None:
        """Ends everything; nothing is called back."""
        channel, self._channel, self.closed = self._channel, None, True
        self._schedule()
        if channel is not None:
            channel.close()

    # -- the channel and the loop

    def _ready(self) -> "Channel":
        now = _state_of_configuration()
        if self._channel is None:
            timeout, tries, max_timeout = self._settings
            self._channel = Channel(self._watch, timeout=timeout, tries=tries, max_timeout=max_timeout)
        elif now != self._configuration and not self._by_hand:
            self._channel.reread()
        self._configuration = now
        return self._channel

    def _ask(self, method: "Callable[..., None]", args: "tuple[Any, ...]", done: "Done", at_once: "bool" = False) -> "Request":
        request = Request(self, done, at_once)
        method(*args, request._answered)
        self.pending += 1
        self._loop.ref()
        self._schedule()
        request._asked()
        return request

    def _forget(self) -> None:
        self.pending -= 1
        self._loop.unref()
        if self.pending == 0 and self._channel is not None:
            # What is left was given up by those who asked.
            self._channel.cancel()
            self._schedule()

    def _watch(self, fd: "int", readable: "bool", writable: "bool") -> None:
        before = self._watched.pop(fd, (False, False))
        if readable or writable:
            self._watched[fd] = (readable, writable)
        loop = self._loop
        if readable and not before[0]:
            loop.add_reader(fd, self._process, fd, -1)
        if writable and not before[1]:
            loop.add_writer(fd, self._process, -1, fd)
        if before[0] and not readable:
            loop.remove_reader(fd)
        if before[1] and not writable:
            loop.remove_writer(fd)

    def _process(self, read_fd: "int" = -1, write_fd: "int" = -1) -> None:
        if self._channel is not None:
            self._channel.process(read_fd, write_fd)
            self._schedule()

    def _schedule(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        wait = None if self._channel is None else self._channel.timeout()
        if wait is not None:
            self._timer = self._loop.call_later(wait, self._process)


def _state_of_configuration() -> "object":
    try:
        found = posix.stat(_CONFIGURATION)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


# -- for everybody


def resolver_of(loop: "Loop") -> "Resolver":
    """The loop's own resolver, with the system's configuration. Closed with the loop."""
    resolver: "Resolver" = loop.part("resolver", Resolver)
    return resolver


def family_of(text: "str") -> "int":
    """4, 6, or 0 if it is no address."""
    try:
        if ":" not in text:
            _socket.inet_pton(_socket.AF_INET, text)
            return 4
        address, percent, zone = text.partition("%")
        _socket.inet_pton(_socket.AF_INET6, address)
        return 0 if percent and not zone else 6
    except (OSError, ValueError):
        return 0


def lookup(
    loop: "Loop",
    host: "str",
    family: "int" = 0,
    hints: "int" = 0,
    done: "Callable[[int, list[Address]], object] | Any" = None,
    at_once: "bool" = False,
) -> "Request":
    """Addresses of `host` (ASCII): the hosts file, then the DNS, in the order to try them. `family` 4, 6, or 0 for both;
    `hints` of V4MAPPED, ALL, ADDRCONFIG. done(error, [(address, 4 or 6)]); `error` 0, or an EAI_* as libuv numbers them.
    `.cancel()` of what it returns gives up. `at_once`: `done` may be called before this returns."""
    resolver = resolver_of(loop)
    numeric = _numeric(host, family)
    if numeric is not None:
        request = Request(resolver, done, at_once)
        resolver.pending += 1
        loop.ref()
        request._answered(0 if numeric else EAI_ADDRFAMILY, numeric)
        request._asked()
        return request
    if "\0" in host or not host.isascii():
        host = ""
    if hints & ADDRCONFIG:
        configured = configured_families()
        if family == 0 and configured in (1, 2):
            family = 4 if configured == 1 else 6
    if family == 6 and hints & V4MAPPED:
        return resolver.addresses(host, 0, _mapped(hints, done))
    return resolver.addresses(host, family, lambda status, found: done(_lookup_error(status), found or []), at_once)


def name_info(loop: "Loop", address: "str", port: "int", done: "Callable[[int, str, str], object]") -> "Request":
    """The name of an address and of a TCP port: done(error, name, service)."""
    from llrt.net import services

    def answered(status: "int", names: "tuple[str, list[str]] | None") -> None:
        done(_lookup_error(status), names[0] if names else "", services.name_of(port, "tcp"))

    return resolver_of(loop).names(address.partition("%")[0], answered)


def _mapped(hints: "int", done: "Callable[[int, list[Address]], object]") -> "Done":
    def answered(status: "int", found: "list[Address] | None") -> None:
        addresses = [one for one in found or [] if one[1] == 6]
        if not addresses or hints & ALL:
            addresses += [(f"::ffff:{address}", 6) for address, kind in found or [] if kind == 4]
        done(_lookup_error(status), addresses)

    return answered


def _numeric(host: "str", family: "int") -> "list[Address] | None":
    """What inet_aton(3) and RFC 4007 take for an address; None for names."""
    if not (host[:1].isdigit() or ":" in host):
        return None
    wanted = {0: _socket.AF_UNSPEC, 4: _socket.AF_INET, 6: _socket.AF_INET6}[family]
    try:
        # As bytes: text would be encoded by the idna codec.
        found = _socket.getaddrinfo(host.encode(), None, wanted, _socket.SOCK_STREAM, 0, _socket.AI_NUMERICHOST)
    except (OSError, ValueError, UnicodeError):
        # An address of the other family, or a name that begins with a digit.
        return [] if family and _numeric(host, 0) else None
    return [(str(entry[4][0]), 4 if entry[0] == _socket.AF_INET else 6) for entry in found]


def _lookup_error(status: "int") -> "int":
    if status <= 0:
        return status
    if status in _NO_DATA:
        return EAI_NONAME
    if status in _AGAIN:
        return EAI_AGAIN
    return {15: EAI_MEMORY, 24: EAI_CANCELED}.get(status, EAI_FAIL)
