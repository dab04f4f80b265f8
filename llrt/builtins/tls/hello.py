"""What a client's hello says in its extensions: names of servers (RFC 6066 3), protocols (RFC 7301 3.1)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def parse(details: "dict[str, Any]") -> "dict[str, Any]":
    """sessionId (bytes), tlsTicket, servername (text or None), protocols (texts or None)."""
    return {
        "sessionId": details.get("session_id", b""),
        "tlsTicket": details.get("ticket", False),
        "servername": _servername(details.get("servername")),
        "protocols": _protocols(details.get("protocols")),
    }


def _servername(data: "bytes | None") -> "str | None":
    # Length of the list, kind (0: a host name), length, name.
    if data is None or len(data) < 5 or data[2] != 0:
        return None
    size = int.from_bytes(data[3:5], "big")
    return data[5 : 5 + size].decode("latin-1")


def _protocols(data: "bytes | None") -> "list[str] | None":
    if data is None:
        return None
    found = []
    position = 2
    while position < len(data):
        size = data[position]
        found.append(data[position + 1 : position + 1 + size].decode("latin-1"))
        position += 1 + size
    return found
