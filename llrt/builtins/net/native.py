"""Ops of node:net: stream sockets and listeners of llrt/net by number; what happens to them is told to one JavaScript function.

An op that fails returns a negative errno, as libuv's functions do: which error that becomes is JavaScript's.
"""

from llrt.builtins.net.handle import Handle
from llrt.net import policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from llrt._quickjs import Value
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops

_EBADF = -9


class Room:
    """The handles of one Environment and the function that is told of them."""

    is_idle = True      # what is open is a handle

    def __init__(self, env: "Environment"):
        self.env = env
        self._dispatch: "Value | None" = None

    def set_dispatch(self, function: "Value") -> None:
        """`function(number, kind, ...)` is called for every event (kinds: handle.py)."""
        self._dispatch = function

    def tell(self, number: int, kind: int, *details: "Any") -> None:
        if not self.env.closed and self._dispatch is not None:
            self.env.enter(self._dispatch, number, kind, *details)

    def close(self) -> None:
        self._dispatch = None

    def open(self, is_pipe: bool) -> int:
        return Handle(self, is_pipe).number

    def find(self, number: int) -> "Handle | None":
        found: "Any" = self.env.handles.get(number)
        return found  # type: ignore[no-any-return]

    def op(self, method: "Callable[..., Any]") -> "Callable[..., Any]":
        """`op(number, ...)` -> what the handle's method returns, or a negative errno."""
        find = self.env.handles.get

        def call(number: int, *args: "Any") -> "Any":
            handle = find(number)
            if handle is None:
                return _EBADF
            try:
                return method(handle, *args)
            except OSError as error:
                return -(error.errno or 5)

        return call


def room_of(env: "Environment") -> Room:
    """The one of this Environment: node:tls has its events told through it."""
    found: Room = env.loop.part("net", lambda loop: Room(env))
    return found


def ops(env: "Environment") -> "Ops":
    """name -> op, for `import ... from "native:net"`."""
    room = room_of(env)
    named = (
        "adopt", "bind", "bind_path", "listen", "connect", "connect_path", "read_start", "read_stop", "read_into", "write",
        "shutdown", "close", "set_ref", "set_no_delay", "set_keep_alive", "set_type_of_service", "get_type_of_service",
        "own_address", "peer_address", "fileno", "unsent",
    )  # fmt: skip
    return {
        "setDispatch": room.set_dispatch,
        "open": room.open,
        "kindOf": kind_of,
        "checkHost": check_host,
        "checkNamed": check_named,
        **{_camel(name): room.op(getattr(Handle, name)) for name in named},
    }


def check_host(host: str, port: int) -> None:
    """The gate before a name is resolved; CodedError when nothing of that name may be reached."""
    rules = policy.current()
    if rules is not None:
        rules.check_host(host, port)


def check_named(host: str, port: int) -> None:
    """The gate for what a proxy is asked for."""
    rules = policy.current()
    if rules is not None:
        rules.check_named(host, port)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def kind_of(fd: int) -> str:
    """What libuv calls a descriptor: "TCP", "PIPE" (unix sockets too), "TTY", "FILE", "UDP", "UNKNOWN"."""
    import posix
    from stat import S_ISCHR, S_ISFIFO, S_ISREG, S_ISSOCK

    try:
        mode = posix.fstat(fd).st_mode
    except OSError:
        return "UNKNOWN"
    if S_ISSOCK(mode):
        return _socket_kind(fd)
    if S_ISFIFO(mode):
        return "PIPE"
    if S_ISCHR(mode):
        return "TTY" if posix.isatty(fd) else "FILE"
    return "FILE" if S_ISREG(mode) else "UNKNOWN"


def _socket_kind(fd: int) -> str:
    import _socket

    sock = _socket.socket(fileno=fd)
    try:
        if sock.type == _socket.SOCK_STREAM:
            return "PIPE" if sock.family == _socket.AF_UNIX else "TCP"
        return "UDP" if sock.type == _socket.SOCK_DGRAM and sock.family != _socket.AF_UNIX else "UNKNOWN"
    finally:
        sock.detach()
