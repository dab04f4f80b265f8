"""One handle of node:net: what libuv calls uv_tcp_t or uv_pipe_t, over llrt/net. A socket that may be bound, and then connects,
is connected or listens. Methods return 0 and raise OSError; native.py makes numbers of them.
"""

import _socket
import errno
import posix

from llrt._quickjs import Block
from llrt.net.stream import Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt.builtins.net.native import Room
    from llrt.net.listener import Listener

# Events: (number, kind, ...).
CONNECTED, DATA, FILLED, END, FAILED, WRITTEN, SHUT, CONNECTION, CLOSED = range(9)

# Flags of bind().
IPV6_ONLY, REUSE_PORT = 1, 2
_LONGEST_PATH = 107
_FAMILY = {4: _socket.AF_INET, 6: _socket.AF_INET6}


class Handle:
    """The owner of a Stream or of a Listener. It is registered with the Environment until close()."""

    def __init__(self, room: "Room", is_pipe: bool, sock: "_socket.socket | None" = None):
        self.room = room
        self.is_pipe = is_pipe
        self.stream = Stream(room.env.loop, self, sock)
        self.listener: "Listener | None" = None
        self.number: int = room.env.handles.add(self)
        self._bound_path: "str | bytes | None" = None
        # libuv tells of an address in use when the socket listens or connects, not when it is bound.
        self._delayed = 0
        self._into: "memoryview | None" = None

    # -- an owner of a Stream

    def connected(self, error: "OSError | None") -> None:
        self.room.tell(self.number, CONNECTED, -error.errno if error is not None and error.errno else 0)

    def secured(self, error: "Exception | None") -> None: ...

    def received(self, data: memoryview) -> None:
        if self._into is not None:
            self.room.tell(self.number, FILLED, len(data))
            return
        size = len(data)
        block = Block(size)
        memoryview(block)[:] = data
        self.room.tell(self.number, DATA, block)

    def ended(self) -> None:
        self.room.tell(self.number, END)

    def drained(self) -> None:
        self.room.tell(self.number, WRITTEN, 0)

    def shut(self, error: "OSError | None") -> None:
        self.room.tell(self.number, SHUT, -error.errno if error is not None and error.errno else 0)

    def failed(self, error: Exception, syscall: str) -> None:
        number = -((isinstance(error, OSError) and error.errno) or errno.EIO)
        if syscall == "write":
            self.room.tell(self.number, WRITTEN, number)
        else:
            self.room.tell(self.number, FAILED, number)

    # -- ops: the socket

    def adopt(self, fd: int) -> int:
        """Takes over a descriptor."""
        if self.is_pipe:
            from llrt.net.pipe import adopt

            self.stream.use(adopt(fd))
        else:
            self.stream.use(_socket.socket(fileno=fd))
        return 0

    def bind(self, address: str, port: int, family: int, flags: int) -> int:
        stream = self.stream
        stream.open(_FAMILY[family])
        sock = stream.socket
        sock.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
        if flags & REUSE_PORT:
            sock.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEPORT, 1)
        if family == 6:
            sock.setsockopt(_socket.IPPROTO_IPV6, _socket.IPV6_V6ONLY, 1 if flags & IPV6_ONLY else 0)
        try:
            sock.bind(_sockaddr(address, port, family))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            self._delayed = errno.EADDRINUSE
        return 0

    def bind_path(self, path: str) -> int:
        name = _path(path)
        self.stream.open(_socket.AF_UNIX)
        try:
            self.stream.socket.bind(name)
        except FileNotFoundError as error:
            # As libuv has it on every system.
            raise PermissionError(errno.EACCES, "") from error
        if not path.startswith("\0"):
            self._bound_path = name
        return 0

    def listen(self, backlog: int) -> int:
        self._raise_delayed()
        if self.listener is None:
            from llrt.net.listener import Listener

            if self.stream.closed:
                self.stream.open(_socket.AF_UNIX if self.is_pipe else _socket.AF_INET)
            self.listener = Listener(self.room.env.loop, self.stream.release(), self._accepted)
            if not self.stream.wants_ref:
                self.listener.unref()
        self.listener.listen(backlog)
        return 0

    def _accepted(self, sock: "_socket.socket | None", number: int) -> None:
        if sock is None:
            self.room.tell(self.number, CONNECTION, -number)
        else:
            self.room.tell(self.number, CONNECTION, 0, Handle(self.room, self.is_pipe, sock).number)

    def _raise_delayed(self) -> None:
        if self._delayed:
            number, self._delayed = self._delayed, 0
            raise OSError(number, "")

    # -- ops: connecting, through the one gate

    def connect(self, address: str, port: int, family: int, host: "str | None") -> int:
        """`host`: the name whose address this is. Raises CodedError when the policy forbids it."""
        from llrt.net import policy

        rules = policy.current()
        if rules is not None:
            rules.check_resolved(host, address, port)
        if self._delayed:
            self.room.env.loop.call_soon(self._connect_failed, self._delayed)
            return 0
        try:
            self.stream.connect(_sockaddr(address, port, family), _FAMILY[family])
        except ConnectionRefusedError as error:
            self.room.env.loop.call_soon(self._connect_failed, error.errno)
        return 0

    def connect_path(self, path: str) -> int:
        from llrt.net import policy

        name = _path(path)
        rules = policy.current()
        if rules is not None:
            rules.check_path(path)
        try:
            self.stream.connect(name, _socket.AF_UNIX)
        except OSError as error:
            self.room.env.loop.call_soon(self._connect_failed, error.errno)
        return 0

    def _connect_failed(self, number: int) -> None:
        if not self.stream.closed or self._delayed:
            self.connected(OSError(number, ""))

    # -- ops: bytes

    def read_start(self) -> int:
        stream = self.stream
        if stream.closed:
            return -errno.ENOTCONN
        stream.read_start()
        return 0

    def read_stop(self) -> int:
        self.stream.read_stop()
        return 0

    def read_into(self, room: "memoryview | None") -> int:
        """From now on bytes go into the program's own memory."""
        self._into = self.stream.room = room
        return 0

    def write(self, parts: "list[memoryview]") -> int:
        """0: all was taken; 1: WRITTEN follows."""
        return 0 if self.stream.write(parts) else 1

    def shutdown(self) -> int:
        if self.stream.closed:
            return -errno.ENOTCONN
        self.stream.shutdown()
        return 0

    def unsent(self) -> int:
        return self.stream.unsent

    # -- ops: options

    def set_no_delay(self, on: bool) -> int:
        self.stream.socket.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, int(on))
        return 0

    def set_keep_alive(self, on: bool, delay: int, interval: "int | None", count: "int | None") -> int:
        """Seconds."""
        sock = self.stream.socket
        sock.setsockopt(_socket.SOL_SOCKET, _socket.SO_KEEPALIVE, int(on))
        if on and delay:
            sock.setsockopt(_socket.IPPROTO_TCP, getattr(_socket, "TCP_KEEPIDLE", 0x10), delay)
            sock.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_KEEPINTVL, 1 if interval is None else interval)
            sock.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_KEEPCNT, 10 if count is None else count)
        return 0

    def set_type_of_service(self, value: int) -> int:
        sock = self._any_socket()
        if sock.family == _socket.AF_INET6:
            sock.setsockopt(_socket.IPPROTO_IPV6, _socket.IPV6_TCLASS, value)
        else:
            sock.setsockopt(_socket.IPPROTO_IP, _socket.IP_TOS, value)
        return 0

    def get_type_of_service(self) -> int:
        sock = self._any_socket()
        if sock.family == _socket.AF_INET6:
            return sock.getsockopt(_socket.IPPROTO_IPV6, _socket.IPV6_TCLASS)
        return sock.getsockopt(_socket.IPPROTO_IP, _socket.IP_TOS)

    def _any_socket(self) -> "_socket.socket":
        return self.stream.socket if self.listener is None else self.listener.socket

    def own_address(self) -> "list[Any]":
        """[address, port, family] or [path]; a family is 4 or 6."""
        self._raise_delayed()
        return _described(self._any_socket().getsockname())

    def peer_address(self) -> "list[Any]":
        return _described(self._any_socket().getpeername())

    def fileno(self) -> int:
        if self.listener is None and self.stream.closed:
            return -1
        return self._any_socket().fileno()

    # -- ops: life

    def set_ref(self, on: bool) -> int:
        target = self.stream if self.listener is None else self.listener
        target.ref() if on else target.unref()
        return 0

    def close(self, tell: bool = False, reset: bool = False) -> int:
        """`tell`: CLOSED follows. Called without it when the Environment ends."""
        env = self.room.env
        env.handles.remove(self.number)
        if self.listener is not None:
            self.listener.close()
        elif reset and not self.stream.closed:
            self.stream.reset()
        else:
            self.stream.close()
        self._delayed = 0
        path, self._bound_path = self._bound_path, None
        if path is not None:
            try:
                posix.unlink(path)
            except OSError:
                pass
        if tell:
            env.loop.call_closing(self.room.tell, self.number, CLOSED)
        return 0


def _sockaddr(address: str, port: int, family: int) -> "tuple[Any, ...]":
    if family == 4:
        return address, port
    bare, _, zone = address.partition("%")
    return bare, port, 0, _scope(zone) if zone else 0


def _scope(zone: str) -> int:
    if zone.isdigit():
        return int(zone)
    try:
        return _socket.if_nametoindex(zone)
    except OSError as error:
        raise OSError(errno.EINVAL, "") from error


def _path(path: str) -> "str | bytes":
    name = path.encode("utf-8", "surrogatepass")
    if len(name) > _LONGEST_PATH:
        raise OSError(errno.EINVAL, "")
    return name


def _described(name: "Any") -> "list[Any]":
    if not isinstance(name, tuple):
        return [name.decode("utf-8", "replace") if isinstance(name, bytes) else name]
    if len(name) == 2:
        return [name[0], name[1], 4]
    return [name[0], name[1], 6]
