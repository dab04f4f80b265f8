"""What a connection tells: certificates, the cipher, sessions. Each op takes the number of a handle, and gives
None where TLS is not on it."""

from llrt import _openssl
from llrt.builtins.tls import certificates
from llrt.builtins.tls.errors import settings_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from llrt._openssl import TLSConnection
    from llrt.builtins.tls.native import Room


def detail_ops(room: "Room") -> "dict[str, object]":
    def op(function: "Callable[..., Any]") -> "Callable[..., Any]":
        def call(number: int, *args: "Any") -> "Any":
            connection = room.connection(number)
            if connection is None:
                return None
            try:
                return function(connection, *args)
            except _openssl.TLSError as error:
                raise settings_error(error) from None

        return call

    return {
        "verifyError": op(_verify_error),
        "peerCertificate": op(lambda connection: connection.peer_certificate()),
        "peerNames": op(_peer_names),
        "ownCertificate": op(lambda connection: connection.own_certificate()),
        "issuers": op(lambda connection, der: _openssl.connection_issuers(connection, bytes(der))),
        "certificateInfo": certificates.info,
        "authorities": certificates.authorities,
        "normalizeAuthorities": certificates.normalized,
        "setClientAuthorities": room.set_client_authorities,
        "cipher": op(_cipher),
        "protocol": op(lambda connection: connection.version),
        "alpn": op(lambda connection: connection.alpn and connection.alpn.decode("latin-1")),
        "servername": op(lambda connection: connection.servername),
        "isResumed": op(lambda connection: connection.resumed),
        "session": room.session,
        "ticket": room.ticket,
        "finished": op(_openssl.connection_finished),
        "ephemeralKey": op(_ephemeral_key),
        "sharedSigalgs": op(lambda connection: [list(one) for one in _openssl.connection_shared_sigalgs(connection)]),
        "exportKeys": op(_export),
        "setMaxFragment": op(_openssl.connection_max_fragment),
        "renegotiate": room.renegotiate,
        "logKeys": op(_openssl.connection_log_keys),
        "ocspResponse": op(_openssl.connection_ocsp),
        "wantsOcsp": op(_openssl.connection_wants_ocsp),
        "setOcspResponse": op(lambda connection, data: _openssl.connection_staple(connection, bytes(data))),
        "setVerify": op(_openssl.connection_verify),
    }


def _peer_names(connection: "TLSConnection") -> "list[Any] | None":
    """[alternative names as text or None, the subject's common names]."""
    found = connection.peer_names()
    return found and [found[0], [value for name, value in found[1] if name == "CN"]]


def _verify_error(connection: "TLSConnection") -> "list[str] | None":
    """[code, message] of what is wrong with the other side's certificate."""
    from llrt.net.trust import verification_error

    if connection.peer_certificate() is None and not connection.verify_result:
        # A client that shows none; a session taken up has been looked at before.
        return None if connection.resumed else ["UNABLE_TO_GET_ISSUER_CERT", "unable to get issuer certificate"]
    if not connection.verify_result:
        return None
    error = verification_error(connection.verify_result)
    return [str(error.code), error.message]


def _cipher(connection: "TLSConnection") -> "list[str] | None":
    return None if connection.cipher is None else list(connection.cipher)


def _ephemeral_key(connection: "TLSConnection") -> "list[Any] | None":
    found = _openssl.connection_ephemeral_key(connection)
    return None if found is None else list(found)


def _export(connection: "TLSConnection", size: int, label: str, context: "memoryview | None") -> bytes:
    return _openssl.connection_export(connection, size, label.encode(), None if context is None else bytes(context))
