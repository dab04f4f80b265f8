"""Which hosts may be reached: LLRT_NET_ALLOW and LLRT_NET_DENY, one gate for every room, asked before and after names are
resolved.

Entries are separated by white space: `host`, `host:port`, `*.domain` (names below it, not itself), an address, a network
`10.0.0.0/8`, each with or without a port, or the path of a unix socket. A prefix like https:// stands for its port. With
LLRT_NET_ALLOW set nothing else may be reached, even if it is empty; what LLRT_NET_DENY names may not in any case.
"""

from llrt import restore
from llrt.errors import CodedError
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

    AnyAddress = IPv4Address | IPv6Address
    AnyNetwork = IPv4Network | IPv6Network

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}

# Names whose addresses are remembered.
_MOST_NAMES = 1000


class Policy:
    """The two lists as they are in the environment."""

    def __init__(self, allow: "str | None", deny: "str | None"):
        self.allow = None if allow is None else [Entry(word) for word in allow.split()]
        self.deny = [Entry(word) for word in (deny or "").split()]
        self._resolved: "dict[str, frozenset[str]]" = {}

    def check_host(self, host: str, port: int) -> bool:
        """Refuses (CodedError) what is denied by name. True: allowed by name; False: its addresses decide."""
        name, address = _host(host)
        if self._denies(name, address, port):
            raise _refusal("denied", host, port)
        if self.allow is None or any(entry.matches(name, address, port) for entry in self.allow):
            return True
        if address is not None or not any(entry.network for entry in self.allow):
            raise _refusal("not allowed", host, port)
        return False

    def check_named(self, host: str, port: int) -> None:
        """For what somebody else connects to for us, a proxy: refuses (CodedError) what is not allowed by its name."""
        if not self.check_host(host, port):
            raise _refusal("not allowed", host, port)

    def check_address(self, text: str, port: int, allowed: bool) -> "str | None":
        """None if this address of a host may be connected to, else "denied" or "not allowed". `allowed`: what check_host()
        said."""
        _, address = _host(text)
        if self._denies("", address, port):
            return "denied"
        if allowed or any(entry.matches("", address, port) for entry in self.allow or ()):
            return None
        return "not allowed"

    def _denies(self, name: str, address: "AnyAddress | None", port: int) -> bool:
        if not self.deny:
            return False
        meant = [address, *_same_as(address)] if address is not None else [None]
        return any(entry.matches(name, one, port) for entry in self.deny for one in meant)

    def check_resolved(self, host: "str | None", address: str, port: int) -> None:
        """For an address that a program names itself: refuses (CodedError) unless it is allowed, or is known from our own
        resolver to be one of `host` and that is allowed by name."""
        name, _ = _host(host or "")
        allowed = False
        if name and address in self._resolved.get(name, ()):
            allowed = self.check_host(name, port)
        else:
            allowed = self.check_host(address, port)
        why = self.check_address(address, port, allowed)
        if why is not None:
            raise _refusal(why, host if name and host else address, port)

    def note_resolved(self, host: str, addresses: "list[tuple[str, int]]") -> None:
        """What our own resolver has found for a name."""
        name = _fold(host)
        if name not in self._resolved and len(self._resolved) >= _MOST_NAMES:
            self._resolved.clear()
        self._resolved[name] = frozenset(address for address, _ in addresses)

    def check_path(self, path: str) -> None:
        """The same for a unix socket."""
        if any(entry.path == path for entry in self.deny):
            raise _refusal("denied", path, None)
        if self.allow is not None and not any(entry.path == path for entry in self.allow):
            raise _refusal("not allowed", path, None)


class Entry:
    """One word of a list."""

    def __init__(self, word: str):
        self.path: "str | None" = None
        self.network: "AnyNetwork | None" = None
        self.name = ""
        self.port: "int | None" = None
        if word.startswith(("/", "@")):
            self.path = word
            return
        scheme, separator, rest = word.partition("://")
        if separator:
            self.port, word = _PORTS.get(scheme.lower()), rest.partition("/")[0]
        host, port = _split(word)
        if port is not None:
            self.port = port
        self.network = _network(host)
        if self.network is None:
            self.name = _fold(host)

    def matches(self, name: str, address: "AnyAddress | None", port: int) -> bool:
        if self.path is not None or (self.port is not None and self.port != port):
            return False
        if self.network is not None:
            return address is not None and address.version == self.network.version and address in self.network
        if self.name.startswith("*."):
            return name.endswith(self.name[1:]) and len(name) >= len(self.name)
        return bool(name) and name == self.name


def current() -> "Policy | None":
    """What the environment said when the program was started; None when everything may be reached."""
    global _known
    words = restore.net_lists or (getenv("LLRT_NET_ALLOW"), getenv("LLRT_NET_DENY"))
    if words == (None, None):
        return None
    if _known is None or _known[0] != words:
        _known = (words, Policy(*words))
    return _known[1]


_known: "tuple[tuple[str | None, str | None], Policy] | None" = None


def _refusal(what: str, host: str, port: "int | None") -> CodedError:
    shown = host if port is None else f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return CodedError("ERR_ACCESS_DENIED", f"Network address {what}: {shown}", permission="Net", resource=shown)


def refusal(what: str, host: str, port: int) -> CodedError:
    """The error for what check_address() said."""
    return _refusal(what, host, port)


def _fold(host: str) -> str:
    return host.lower().rstrip(".")


def _split(word: str) -> "tuple[str, int | None]":
    """("host", port or None) of `host`, `host:port`, `[v6]:port`, `v6`, `network/bits:port`."""
    if word.startswith("["):
        host, _, rest = word[1:].partition("]")
        bits, _, port = rest.partition(":")
        return host + bits, int(port) if port.isdigit() else None
    if word.count(":") == 1:
        host, _, port = word.partition(":")
        if port.isdigit():
            return host, int(port)
    return word, None


def _network(text: str) -> "AnyNetwork | None":
    import ipaddress

    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
    wrapped = ipaddress.IPv6Network("::ffff:0:0/96")
    if isinstance(network, ipaddress.IPv6Network) and network.subnet_of(wrapped):
        # Addresses are compared without that wrapping.
        return ipaddress.ip_network((int(network.network_address) & 0xFFFFFFFF, network.prefixlen - 96))
    return network


def _host(text: str) -> "tuple[str, AnyAddress | None]":
    """(folded name, "" for an address; the address, an IPv4 one where IPv6 only wraps it)."""
    import ipaddress

    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return _fold(text), None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return "", mapped or address


def _same_as(address: "AnyAddress") -> "list[AnyAddress]":
    """What else is reached under this address: the machine itself by the one of all zeros, an IPv4 address by those of
    translators (RFC 6052) and of 6to4 (RFC 3056)."""
    import ipaddress

    if address.is_unspecified:
        return [ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")]
    if isinstance(address, ipaddress.IPv4Address):
        return []
    if address.sixtofour is not None:
        return [address.sixtofour]
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return []
