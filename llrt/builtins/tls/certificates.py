"""Certificates for node:tls: what getPeerCertificate() tells of one, and the lists of roots as PEM."""

from llrt import _openssl
from llrt.errors import CodedError
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Where systems keep what they trust, the first that is there.
_SYSTEM_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def info(der: memoryview) -> "dict[str, Any]":
    """certificate_info() with the numbers of an RSA key, and of an elliptic one its point alone, as Node has them."""
    found = _openssl.certificate_info(bytes(der))
    key = found.get("pubkey")
    if key is None:
        return found
    if found["kind"] == "rsa":
        modulus, exponent = _integers(_bit_string(key))
        found["modulus"] = modulus.hex().upper()
        found["exponent"] = f"0x{int.from_bytes(exponent, 'big'):X}"
        found.pop("group", None)
    elif found["kind"] == "ec":
        found["pubkey"] = _bit_string(key)
    else:
        found.pop("group", None)
    return found


def _element(data: bytes, start: int = 0) -> "tuple[int, int]":
    """Where the content of the DER element that begins here begins and ends."""
    size = data[start + 1]
    begin = start + 2
    if size & 0x80:
        count = size & 0x7F
        size = int.from_bytes(data[begin : begin + count], "big")
        begin += count
    return begin, begin + size


def _bit_string(spki: bytes) -> bytes:
    """The key's own bytes in a SubjectPublicKeyInfo (RFC 5280 4.1)."""
    begin, _ = _element(spki)
    _, after_algorithm = _element(spki, begin)
    begin, end = _element(spki, after_algorithm)
    return spki[begin + 1 : end]


def _integers(sequence: bytes) -> "tuple[bytes, bytes]":
    """The two numbers of an RSAPublicKey (RFC 8017 A.1.1), without leading zeros."""
    begin, _ = _element(sequence)
    start, end = _element(sequence, begin)
    first = sequence[start:end].lstrip(b"\0")
    start, stop = _element(sequence, end)
    return first, sequence[start:stop].lstrip(b"\0")


def authorities(kind: str) -> "list[str]":
    """PEM texts: "bundled", "extra" (of the environment) or "system"."""
    if kind == "bundled":
        return [_pem(der) for der in _openssl.builtin_roots()]
    if kind == "extra":
        names = [getenv("NODE_EXTRA_CA_CERTS"), getenv("LLRT_EXTRA_CA_CERTS")]
        return [_pem(der) + "\n" for name in names if name for der in _openssl.pem_certificates(_read(name))]
    for name in _system_files():
        found = _openssl.pem_certificates(_read(name))
        if found:
            return [_pem(der) + "\n" for der in found]
    return []


def normalized(certificates: "list[Any]") -> "list[str]":
    """Each certificate of these texts, once. Refuses texts without any (CodedError)."""
    found: "dict[bytes, None]" = {}
    for one in certificates:
        found.update(dict.fromkeys(_openssl.pem_certificates(one.encode() if isinstance(one, str) else bytes(one))))
    if certificates and not found:
        raise CodedError("ERR_CRYPTO_OPERATION_FAILED", "No valid certificates found in the provided array")
    return [_pem(der) + "\n" for der in found]


def _system_files() -> "tuple[str, ...]":
    named = getenv("SSL_CERT_FILE")
    return (named,) if named else _SYSTEM_FILES


def _read(path: str) -> bytes:
    import posix

    try:
        fd = posix.open(path, posix.O_RDONLY | posix.O_CLOEXEC)
    except OSError:
        return b""
    try:
        data = b""
        while piece := posix.read(fd, 1 << 20):
            data += piece
        return data
    finally:
        posix.close(fd)


def _pem(der: bytes) -> str:
    from binascii import b2a_base64

    text = b2a_base64(der, newline=False).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----"))
