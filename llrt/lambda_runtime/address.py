"""Where the Runtime API is: AWS_LAMBDA_RUNTIME_API, as something to connect to. On the start path."""

import _socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def parse_address(text: str) -> "tuple[str, int]":
    """ "host:port", "host", "[v6]:port" -> (host, port); the port is 80 by default. Raises ValueError."""
    host, colon, port = text.rpartition(":")
    if not colon or (port.endswith("]") and host.startswith("[")):
        host, port = text, "80"
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"AWS_LAMBDA_RUNTIME_API: expected HOST:PORT, not {text!r}")
    return host.strip("[]"), int(port)


def resolve(host: str, port: int) -> "tuple[int, tuple[Any, ...]]":
    """(family, address) to connect to. Addresses and localhost need no resolver, which a static binary has not."""
    if host == "localhost":
        host = "127.0.0.1"
    if host.replace(".", "").isdecimal():
        return _socket.AF_INET, (host, port)
    if ":" in host:
        return _socket.AF_INET6, (host, port)
    family, _, _, _, address = _socket.getaddrinfo(host, port, 0, _socket.SOCK_STREAM)[0]
    return family, address
