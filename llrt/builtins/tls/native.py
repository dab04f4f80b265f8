"""Ops of node:tls: contexts (functions that JavaScript keeps and hands back: they live as long as it does), the start of TLS on a
handle of node:net, and what connections and certificates say.
"""

from llrt import _openssl
from llrt.builtins.tls.connection import JSStream, Layer
from llrt.builtins.tls.context import Context, context_ops, underlying
from llrt.builtins.tls.errors import settings_error
from llrt.net.stream import MOST_SERVERNAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._quickjs import Value
    from llrt.builtins.net.handle import Handle
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


class Room:
    """The TLS connections of one Environment, by the numbers of their handles."""

    def __init__(self, env: "Environment"):
        self.env = env

    def _handle(self, number: int) -> "Handle | None":
        found: "Any" = self.env.handles.get(number)
        return found  # type: ignore[no-any-return]

    def set_client_authorities(self, certificates: "list[str]") -> None:
        from llrt.net import http_pool, trust

        http_pool.pool_of(self.env.loop).trust = trust.context_trusting(certificates)

    def layer(self, number: int) -> "Layer | None":
        handle = self._handle(number)
        owner = None if handle is None else getattr(handle.stream, "owner", None)
        return owner if isinstance(owner, Layer) else None

    def connection(self, number: int) -> "_openssl.TLSConnection | None":
        layer = self.layer(number)
        return None if layer is None else layer.connection

    def open(self, number: int, context: "Value", is_server: bool, settings: "dict[str, Any]") -> None:
        """Puts TLS on a handle. `settings`: servername, session, alpn, ask, insist, hello, certificate, keys, ocsp."""
        handle = self._handle(number)
        if handle is None:
            return
        name, session = settings.get("servername"), settings.get("session")
        connection = _openssl.TLSConnection(underlying(context), -1, server=is_server)
        _openssl.connection_verify(connection, bool(settings["ask"]), bool(settings["insist"]))
        if settings.get("alpn") is not None:
            _openssl.connection_alpn(connection, bytes(settings["alpn"]))
        if is_server:
            _openssl.connection_waits(connection, bool(settings.get("hello")), bool(settings.get("certificate")))
        elif name and len(sent := name.encode("utf-8", "replace")) <= MOST_SERVERNAME:
            _openssl.connection_servername(connection, sent)
        if session is not None:
            _openssl.connection_resume(connection, bytes(session))
        if settings.get("keys"):
            _openssl.connection_log_keys(connection)
        if settings.get("ocsp"):
            _openssl.connection_ask_ocsp(connection)
        Layer(handle, connection)

    def open_over_js(self) -> int:
        """A handle whose bytes go through JavaScript: OUT tells what is to be sent, feed() takes what arrives."""
        from llrt.builtins.net.handle import Handle
        from llrt.builtins.net.native import room_of

        handle = Handle(room_of(self.env), False)
        handle.stream = JSStream(handle)  # type: ignore[assignment]
        return handle.number

    def _lower(self, number: int) -> "JSStream | None":
        handle = self._handle(number)
        if handle is None:
            return None
        lower: "Any" = getattr(handle.stream, "lower", handle.stream)
        return lower if isinstance(lower, JSStream) else None

    def feed(self, number: int, data: "memoryview | None") -> None:
        lower = self._lower(number)
        if lower is not None:
            lower.feed(data)

    def sent(self, number: int, size: int) -> None:
        lower = self._lower(number)
        if lower is not None:
            lower.sent(size)

    def has_shut(self, number: int) -> None:
        lower = self._lower(number)
        if lower is not None:
            self.env.loop.call_soon(lower.owner.shut, None)

    def receive(self, number: int, data: memoryview) -> None:
        """Bytes that JavaScript had read before TLS began."""
        layer = self.layer(number)
        if layer is not None:
            self.env.loop.call_soon(layer.stream.received, memoryview(bytes(data)))

    def session(self, number: int) -> "bytes | None":
        layer = self.layer(number)
        return None if layer is None else layer.told_session or layer.connection.session()

    def ticket(self, number: int) -> "bytes | None":
        layer = self.layer(number)
        return None if layer is None else layer.told_ticket or _openssl.connection_ticket(layer.connection)

    def renegotiate(self, number: int) -> None:
        layer = self.layer(number)
        if layer is not None:
            try:
                _openssl.connection_renegotiate(layer.connection)
            except _openssl.TLSError as error:
                raise settings_error(error) from None
            layer.stream.renegotiate()

    def start(self, number: int) -> None:
        layer = self.layer(number)
        if layer is not None:
            layer.stream.start()

    # -- answers of servers

    def hello(self, number: int) -> "dict[str, Any]":
        from llrt.builtins.tls.hello import parse

        connection = self.connection(number)
        return {} if connection is None else parse(_openssl.connection_hello(connection))

    def answer_hello(self, number: int, session: "memoryview | None", chooses: bool, protocol: "str | None") -> None:
        layer = self.layer(number)
        if layer is not None:
            found = None if session is None else bytes(session)
            chosen = None if protocol is None else protocol.encode()
            _openssl.connection_answer_hello(layer.connection, found, chooses, chosen)
            layer.stream.answer()

    def answer_certificate(self, number: int, context: "Value | None") -> None:
        layer = self.layer(number)
        if layer is not None:
            _openssl.connection_answer_certificate(layer.connection, None if context is None else underlying(context))
            layer.stream.answer()

    def set_context(self, number: int, context: "Value") -> None:
        connection = self.connection(number)
        if connection is not None:
            _openssl.connection_use(connection, underlying(context))


def ops(env: "Environment") -> "Ops":
    """name -> op, for `import ... from "native:tls"`."""
    from llrt.builtins.tls.details import detail_ops

    room = Room(env)
    return {
        "open": room.open,
        "openOverJS": room.open_over_js,
        "feed": room.feed,
        "sent": room.sent,
        "hasShut": room.has_shut,
        "receive": room.receive,
        "start": room.start,
        "hello": room.hello,
        "answerHello": room.answer_hello,
        "answerCertificate": room.answer_certificate,
        "setContext": room.set_context,
        "newContext": lambda low, high: env.context.function(Context(low, high), "SecureContext"),
        **context_ops(),
        **detail_ops(room),
    }
