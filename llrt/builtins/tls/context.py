"""A context of node:tls, Node's NativeSecureContext: settings made one by one, each with an error of its own.

JavaScript holds it as a function (which does nothing when it is called), so it ends with the object that has it.
"""

from llrt import _openssl
from llrt._openssl import TLSContext, TLSError
from llrt.builtins.tls.errors import settings_error
from llrt.errors import CodedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from llrt._quickjs import Value

_CURVES_OF_OPENSSL = "auto"
_LEAST_DH = 1024
_WEAK_DH = 2048


class Context:
    def __init__(self, low: int, high: int):
        """Versions as OpenSSL numbers them."""
        self.tls = TLSContext(shared=True, min_version=low, max_version=high)

    def __call__(self) -> None:
        """It is no function."""


def of(value: "Value") -> Context:
    found: "Any" = value.python_function()
    if not isinstance(found, Context):
        raise TypeError("this is no context of TLS")
    return found


def underlying(value: "Value") -> TLSContext:
    return of(value).tls


def context_ops() -> "dict[str, object]":
    return {
        "contextVersions": _op(lambda context: list(_openssl.context_versions(context))),
        "setMinVersion": _op(_openssl.context_set_min_version),
        "setCiphers": _op(lambda context, names: _openssl.context_set_ciphers(context, names.encode())),
        "setCipherSuites": _op(lambda context, names: _openssl.context_set_ciphersuites(context, names.encode())),
        "setSigalgs": _op(lambda context, names: _openssl.context_set_sigalgs(context, names.encode())),
        "setCurves": _op(_set_curves),
        "setOptions": _op(_openssl.context_set_options),
        "setSessionIdContext": _op(lambda context, name: _openssl.context_set_session_id(context, name.encode())),
        "setSessionTimeout": _op(_openssl.context_set_session_timeout),
        "setTicketKeys": _op(lambda context, keys: _openssl.context_set_ticket_keys(context, bytes(keys))),
        "getTicketKeys": _op(_openssl.context_ticket_keys),
        "allowPartialTrustChain": _op(_openssl.context_allow_partial_chain),
        "addAuthorities": _op(lambda context, pem: context.add_authorities(_pem(pem), True)),
        "addDefaultAuthorities": _op(_add_default),
        "addRevocations": _op(_add_crl),
        "setCertificate": _op(lambda context, pem: context.use_certificate(_pem(pem))),
        "setKey": _op(_set_key),
        "setPfx": _op(_set_pfx),
        "setDHParameters": _op(_set_dh),
        "contextCertificate": _op(_openssl.context_certificate),
        "contextIssuer": _op(_openssl.context_issuer),
        "cipherNames": _openssl.cipher_names,
    }


def _op(function: "Callable[..., Any]") -> "Callable[..., Any]":
    def call(value: "Value", *args: "Any") -> "Any":
        try:
            return function(underlying(value), *args)
        except TLSError as error:
            raise settings_error(error) from None

    return call


def _pem(text: "str | memoryview") -> bytes:
    return text.encode("utf-8", "replace") if isinstance(text, str) else bytes(text)


def _set_curves(context: TLSContext, names: str) -> None:
    if names == _CURVES_OF_OPENSSL:
        return
    try:
        _openssl.context_set_groups(context, names.encode())
    except TLSError:
        raise CodedError("ERR_CRYPTO_OPERATION_FAILED", "Failed to set ECDH curve") from None


def _add_default(context: TLSContext, alone: bool) -> None:
    from llrt.net import trust

    if alone:
        trust.share_default_trust(context)
    else:
        trust.add_default_trust(context)


def _add_crl(context: TLSContext, pem: "str | memoryview") -> None:
    try:
        _openssl.context_add_crl(context, _pem(pem))
    except ValueError as error:
        raise CodedError("ERR_CRYPTO_OPERATION_FAILED", str(error)) from None


def _set_key(context: TLSContext, pem: "str | memoryview", passphrase: "str | None") -> None:
    context.use_key(_pem(pem), None if passphrase is None else passphrase.encode())


def _set_pfx(context: TLSContext, data: memoryview, passphrase: "memoryview | None") -> None:
    try:
        context.use_pfx(bytes(data), None if passphrase is None else bytes(passphrase))
    except TLSError as error:
        # Node has OpenSSL's word alone here.
        raise CodedError(None, error.reason or str(error)) from None


def _set_dh(context: TLSContext, pem: "str | memoryview | None") -> "str | None":
    """A warning, or nothing."""
    bits = _openssl.context_set_dh(context, None if pem is None else _pem(pem))
    if bits == 0:
        return None
    if bits < _LEAST_DH:
        raise CodedError("ERR_INVALID_ARG_VALUE", "DH parameter is less than 1024 bits", name="RangeError")
    return "DH parameter is less than 2048 bits" if bits < _WEAK_DH else None
