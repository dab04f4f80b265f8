"""TLS settings of clients: whom they trust, and what a certificate must say. Built when first used; the default one is shared.

Trust: Mozilla's roots (built in), LLRT_EXTRA_CA_CERTS and NODE_EXTRA_CA_CERTS, SSL_CERT_FILE and SSL_CERT_DIR; each certificate
is parsed when a chain asks for it. Codes are Node's: https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes
"""

import posix

from llrt.errors import CodedError
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt._openssl import TLSConnection, TLSContext, TLSTrust

TLS1_2, TLS1_3 = 0x0303, 0x0304

_CODES = {
    2: "UNABLE_TO_GET_ISSUER_CERT",
    3: "UNABLE_TO_GET_CRL",
    4: "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
    5: "UNABLE_TO_DECRYPT_CRL_SIGNATURE",
    6: "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
    7: "CERT_SIGNATURE_FAILURE",
    8: "CRL_SIGNATURE_FAILURE",
    9: "CERT_NOT_YET_VALID",
    10: "CERT_HAS_EXPIRED",
    11: "CRL_NOT_YET_VALID",
    12: "CRL_HAS_EXPIRED",
    13: "ERROR_IN_CERT_NOT_BEFORE_FIELD",
    14: "ERROR_IN_CERT_NOT_AFTER_FIELD",
    15: "ERROR_IN_CRL_LAST_UPDATE_FIELD",
    16: "ERROR_IN_CRL_NEXT_UPDATE_FIELD",
    17: "OUT_OF_MEM",
    18: "DEPTH_ZERO_SELF_SIGNED_CERT",
    19: "SELF_SIGNED_CERT_IN_CHAIN",
    20: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    21: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    22: "CERT_CHAIN_TOO_LONG",
    23: "CERT_REVOKED",
    25: "PATH_LENGTH_EXCEEDED",
    26: "INVALID_PURPOSE",
    27: "CERT_UNTRUSTED",
    28: "CERT_REJECTED",
    62: "HOSTNAME_MISMATCH",
    79: "INVALID_CA",
}

_default: "dict[tuple[bytes | None, ...], TLSContext]" = {}
_trusting: "dict[tuple[str | None, ...], TLSTrust]" = {}
_SOURCES = ("LLRT_EXTRA_CA_CERTS", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "LLRT_TLS_VERSION")
_KEYS = tuple(name.encode() for name in _SOURCES)


def default_context() -> "TLSContext":
    """For HTTPS without settings of its own, as the environment has it now."""
    # Asked for every request.
    environment = posix.environ
    key = (*map(environment.get, _KEYS),)
    context = _default.get(key)
    if context is None:
        _default.clear()
        context = _default[key] = new_context()
        context.set_alpn(b"\x08http/1.1")
    return context


def new_context() -> "TLSContext":
    """TLS 1.2 and 1.3 (LLRT_TLS_VERSION=1.2: only that) with the default trust."""
    context = _bare_context()
    add_default_trust(context)
    return context


def context_trusting(certificates: "list[str]") -> "TLSContext":
    """For HTTPS that trusts these alone, PEM texts: tls.setDefaultCACertificates()."""
    context = _bare_context()
    context.use_bundle("".join(certificates).encode("ascii"))
    context.set_alpn(b"\x08http/1.1")
    return context


def _bare_context() -> "TLSContext":
    from llrt._openssl import TLSContext

    only_old = (getenv("LLRT_TLS_VERSION") or "").strip() == "1.2"
    return TLSContext(min_version=TLS1_2, max_version=TLS1_2 if only_old else TLS1_3)


def share_default_trust(context: "TLSContext") -> None:
    """add_default_trust() without parsing anything twice; to what such a context trusts nothing may be added."""
    key = tuple(getenv(name) for name in _SOURCES[:4])
    kept = _trusting.get(key)
    if kept is None:
        add_default_trust(context)
        _trusting.clear()
        _trusting[key] = context.trust()
    else:
        context.share_trust(kept)


def add_default_trust(context: "TLSContext") -> None:
    """Raises CodedError when a file that the environment names cannot be used; one of NODE_EXTRA_CA_CERTS is only warned of."""
    context.use_builtin_roots()
    for name in _SOURCES[:3]:
        path = getenv(name)
        if path:
            _add_file(context, name, path)
    for folder in (getenv("SSL_CERT_DIR") or "").split(":"):
        if folder:
            context.add_authority_folder(folder.encode("utf-8", "surrogateescape"))


def _add_file(context: "TLSContext", variable: str, path: str) -> None:
    try:
        fd = posix.open(path, posix.O_RDONLY | posix.O_CLOEXEC)
        try:
            data = b""
            size = posix.fstat(fd).st_size + 1
            while piece := posix.read(fd, max(size - len(data), 4096)):
                data += piece
        finally:
            posix.close(fd)
    except OSError as error:
        problem = error.strerror
    else:
        problem = None if context.use_bundle(data) else "no certificate in PEM form"
    if problem and variable == "NODE_EXTRA_CA_CERTS":  # Node goes on without them
        warning = f"Warning: Ignoring extra certs from `{path}`, load failed: {problem}\n"
        try:
            posix.write(2, warning.encode("utf-8", "surrogateescape"))
        except OSError:
            pass  # nobody listens
    elif problem:
        raise CodedError("ERR_EXTRA_CA_CERTS", f"Cannot use the certificates of {variable}={path}: {problem}")


def verification_error(number: int) -> CodedError:
    """For a `verify_result` that is not 0."""
    from llrt._openssl import verify_error_text

    return CodedError(_CODES.get(number, "UNSPECIFIED"), verify_error_text(number))


def check_peer(tls: "TLSConnection", host: str) -> "CodedError | None":
    """Why the other side is not to be trusted as `host`, None if it is."""
    if tls.verify_result:
        return verification_error(tls.verify_result)
    meant = tls.peer_is_for(host.rstrip(".").encode())
    if meant is None:
        return CodedError("ERR_TLS_CERT_ALTNAME_INVALID", "The server has shown no certificate", host=host)
    if meant:
        return None
    altnames, subject = tls.peer_names() or (None, [])
    reason = _mismatch(host, altnames, dict(subject).get("CN"))
    message = f"Hostname/IP does not match certificate's altnames: {reason}"
    return CodedError("ERR_TLS_CERT_ALTNAME_INVALID", message, reason=reason, host=host)


def _mismatch(host: str, altnames: "str | None", common_name: "str | None") -> str:
    if ":" in host or host.replace(".", "").isdigit():
        listed = ", ".join(part[11:] for part in (altnames or "").split(", ") if part.startswith("IP Address:"))
        return f"IP: {host} is not in the cert's list: {listed}"
    if altnames:
        return f"Host: {host}. is not in the cert's altnames: {altnames}"
    return f"Host: {host}. is not cert's CN: {common_name}" if common_name else "Cert does not contain a DNS name"
