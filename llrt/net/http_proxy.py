"""Connections through an HTTP proxy: a tunnel by CONNECT for HTTPS, the proxy itself for HTTP. RFC 9110 9.3.6.

Which proxy: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, when NODE_USE_ENV_PROXY=1 asks for them.
"""

from llrt import _http
from llrt.errors import CodedError
from llrt.net import policy
from llrt.net.connector import Connector
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.net.connector import Done
    from llrt.net.http_pool import Origin, Pool
    from llrt.net.stream import Stream

    # (host, port, under TLS, value of proxy-authorization)
    Proxy = tuple[str, int, bool, str | None]


def open_through(pool: "Pool", origin: "Origin", done: "Done", timeout: "float | None") -> "Connector | None":
    """A connection for `origin` by way of its proxy; None: it may not be reached, which is told in a turn of the loop.

    The policy is asked about both. Which addresses the origin has only the proxy knows: it must be allowed by its name.
    """
    assert origin.proxy is not None
    rules = policy.current()
    if rules is not None:
        try:
            rules.check_named(origin.host, origin.port)
        except CodedError as error:
            pool._loop.call_soon(done, None, error)
            return None
    host, port, secure, _ = origin.proxy
    tls = None
    if secure:
        tls = pool.client_tls()
    if origin.tls is None:
        return Connector(pool._loop, host, port, done, tls=tls, timeout=timeout)

    def opened(stream: "Stream | None", error: "Exception | None") -> None:
        if stream is None:
            done(None, error)
        else:
            _Tunnel(origin, stream, done).start()

    return Connector(pool._loop, host, port, opened, tls=tls, timeout=timeout)


class _Tunnel:
    """The owner of a stream while it becomes a tunnel to the origin."""

    def __init__(self, origin: "Origin", stream: "Stream", done: "Done"):
        self._origin = origin
        self._stream = stream
        self._done = done
        self._parser = _http.Parser("response")
        stream.owner = self

    def start(self) -> None:
        origin = self._origin
        assert origin.proxy is not None
        if self._stream.tls is not None:
            message = "An HTTPS proxy for an HTTPS origin (TLS within TLS) is not supported by llrt"
            self._give_up(CodedError("ERR_NOT_SUPPORTED", message))
            return
        host = f"[{origin.host}]" if ":" in origin.host and not origin.host.startswith("[") else origin.host
        lines = [f"CONNECT {host}:{origin.port} HTTP/1.1", f"host: {host}:{origin.port}"]
        if origin.proxy[3] is not None:
            lines.append(f"proxy-authorization: {origin.proxy[3]}")
        self._parser.skip_body = True
        try:
            self._stream.write(["\r\n".join([*lines, "\r\n"]).encode("latin-1")])
            self._stream.read_start()
        except OSError as error:
            self.failed(error, "write")

    def received(self, data: memoryview) -> None:
        failure = None
        try:
            events = self._parser.feed(data)
        except _http.ParseError as error:
            # A refusal has a body, which is skipped and does not matter.
            events, failure = error.events, error
        for event in events:
            if isinstance(event, _http.Head) and (event.status >= 200 or event.status == 101):
                self._answered(event.status)
                return
        if failure is not None:
            self._give_up(CodedError(failure.code, failure.reason, name="HTTPParserError"))

    def _answered(self, status: int) -> None:
        self._stream.read_stop()
        if status != 200:
            message = f"Proxy response ({status}) !== 200 when HTTP Tunneling"
            self._give_up(CodedError("UND_ERR_ABORTED", message, name="RequestAbortedError"))
            return
        origin = self._origin
        assert origin.tls is not None
        name = origin.servername if origin.servername is not None else origin.host
        from llrt.net import dns

        sent = None if dns.family_of(name.strip("[]")) else name.rstrip(".").encode()
        self._stream.start_tls(origin.tls, sent or None)

    def secured(self, error: "Exception | None") -> None:
        origin, tls = self._origin, self._stream.tls
        if error is None and origin.check and tls is not None:
            from llrt.net import trust

            error = trust.check_peer(tls, (origin.servername or origin.host).strip("[]"))
        if error is not None:
            self._give_up(error)
        else:
            self._done(self._stream, None)

    def ended(self) -> None:
        self._give_up(CodedError("UND_ERR_SOCKET", "other side closed", name="SocketError"))

    def failed(self, error: Exception, syscall: str) -> None:
        self._give_up(error)

    def connected(self, error: "OSError | None") -> None: ...
    def drained(self) -> None: ...
    def shut(self, error: "OSError | None") -> None: ...

    def _give_up(self, error: Exception) -> None:
        self._stream.close()
        self._done(None, error)


def from_environment(scheme: str, host: str, port: int) -> "Proxy | None":
    """The proxy that the environment names for an origin; None: directly."""
    if getenv("NODE_USE_ENV_PROXY") != "1" or _excepted(host, port):
        return None
    text = _either("https_proxy") if scheme == "https" else None
    # As in Node's fetch: the one for HTTP serves both when there is none for HTTPS.
    text = text or _either("http_proxy")
    return _parsed(text) if text else None


def _either(name: str) -> "str | None":
    """The variable in small letters counts, even if it is empty."""
    text = getenv(name)
    return getenv(name.upper()) if text is None else text


def _parsed(text: str) -> "Proxy | None":
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "http", text
    user, at, place = rest.partition("/")[0].rpartition("@")
    host, colon, port = place.rpartition(":") if not place.endswith("]") else (place, "", "")
    if not colon:
        host, port = place, ""
    if scheme not in ("http", "https") or not host or not (port.isdigit() or not port):
        raise CodedError("ERR_INVALID_URL", f"Invalid proxy URL: {text}", name="TypeError", input=text)
    secret = None
    if at:
        from base64 import b64encode
        from urllib.parse import unquote

        secret = "Basic " + b64encode(unquote(user).encode()).decode()
    return host.strip("[]"), int(port) if port else 443 if scheme == "https" else 80, scheme == "https", secret


def _excepted(host: str, port: int) -> bool:
    """Whether NO_PROXY names the host: `*`, a name, which stands for what is below it too (with or without a leading dot or
    `*.`), or an address, each with or without a port."""
    bare = host.lower().strip("[]")
    for word in (_either("no_proxy") or "").replace(",", " ").split():
        name, colon, digits = word.rpartition(":")
        if colon and digits.isdigit() and (name.count(":") == 0 or name.endswith("]")):
            if int(digits) not in (0, port):
                continue
            word = name
        if word == "*":
            return True
        word = word.lower().strip("[]")
        word = word[2:] if word.startswith("*.") else word.removeprefix(".")
        if bare == word or bare.endswith(f".{word}"):
            return True
    return False
