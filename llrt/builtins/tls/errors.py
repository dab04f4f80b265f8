"""OpenSSL's errors as Node has them: message, library, reason and a code made of the reason."""

from llrt._openssl import TLSError
from llrt.errors import CodedError, js_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def described(error: Exception) -> "dict[str, Any]":
    """Of a connection, for JavaScript to make: class, name, message, properties."""
    if isinstance(error, TLSError):
        return tls_form(error, error.printed or str(error))
    kind, name, message, props = js_form(error)
    return {"class": kind, "name": name, "message": message, "props": props}


def tls_form(error: TLSError, message: str) -> "dict[str, Any]":
    """What OpenSSL refused, with the properties that Node gives it."""
    props = {"library": error.library, "reason": error.reason, "code": "ERR_SSL_" + _upper(error.reason)}
    return {"class": "Error", "name": None, "message": message, "props": props}


def settings_error(error: TLSError) -> CodedError:
    """Of a context."""
    if not error.reason:
        return CodedError(None, str(error))
    prefix = _PREFIXES.get(error.library, "OSSL_")
    return CodedError(f"ERR_{prefix}{_upper(error.reason)}", str(error), library=error.library, reason=error.reason)


# Libraries that Node names in a code.
_PREFIXES = {
    "SSL routines": "SSL_",
    "PEM routines": "OSSL_PEM_",
    "digital envelope routines": "OSSL_EVP_",
    "rsa routines": "OSSL_RSA_",
    "x509 certificate routines": "OSSL_X509_",
    "asn1 encoding routines": "OSSL_ASN1_",
    "elliptic curve routines": "OSSL_EC_",
    "Diffie-Hellman routines": "OSSL_DH_",
    "PKCS12 routines": "OSSL_PKCS12_",
    "bignum routines": "OSSL_BN_",
    "BIO routines": "OSSL_BIO_",
}


def _upper(reason: str) -> str:
    return reason.upper().replace(" ", "_")
