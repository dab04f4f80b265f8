"""Ops of the crypto room: fast ops of cext/openssl, and what is slow on purpose, which also runs in the thread pool. Not here:
any rule of Node or WebCrypto, which is JavaScript."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt.runtime.environment import Environment
    from llrt.runtime.pending import Pending


def ops(env: "Environment") -> "dict[str, object]":
    """name -> op, for `import ... from "native:crypto"`."""
    from llrt import _openssl

    def generate(kind: "str", settings: "list[list[str]]") -> "bytes":
        """PKCS #8 of a new key."""
        from llrt.errors import CodedError

        try:
            return _openssl.generate_key(kind, settings)
        except _openssl.TLSError as error:
            raise CodedError("ERR_CRYPTO_OPERATION_FAILED", str(error)) from None

    def generate_prime(bits: "int", safe: "bool", add: "memoryview | None", rem: "memoryview | None") -> "bytes":
        """A prime's bytes; Node's error where `add` and `rem` leave none."""
        from llrt.errors import CodedError

        try:
            return _openssl.generate_prime(bits, safe, add, rem)
        except OverflowError as error:
            raise CodedError("ERR_OUT_OF_RANGE", f"invalid options.{error}", name="RangeError") from None
        except _openssl.TLSError as error:
            raise CodedError("ERR_CRYPTO_OPERATION_FAILED", str(error)) from None

    def check_prime(candidate: "memoryview", checks: "int") -> "bool":
        from llrt.errors import CodedError

        try:
            return _openssl.check_prime(candidate, checks)
        except _openssl.TLSError as error:
            raise CodedError("ERR_CRYPTO_OPERATION_FAILED", str(error)) from None

    def x509_parse(data: "memoryview") -> "bytes":
        """A certificate, PEM or DER, as DER."""
        from llrt.errors import CodedError

        try:
            return _openssl.x509_parse(bytes(data))
        except _openssl.TLSError as error:
            raise CodedError("ERR_CRYPTO_OPERATION_FAILED", str(error)) from None

    def x509_check(der: "memoryview", kind: "str", text: "str", flags: "int") -> "str | bool | None":
        """x509_check() of cext/openssl; ValueError, a RangeError for JS, where `text` is no such name."""
        return _openssl.x509_check(bytes(der), kind, text.encode("utf-8", "replace"), flags)

    certificates = {
        "x509Parse": x509_parse,
        "x509Check": x509_check,
        "x509Issued": lambda der, issuer: _openssl.x509_issued(bytes(der), bytes(issuer)),
        "x509Verify": lambda der, key: _openssl.x509_verify(bytes(der), bytes(key)),
        "x509Facts": lambda der: _openssl.x509_facts(bytes(der)),
    }

    def later(function: "Any") -> "Any":
        def run(*args: "Any") -> "Pending":
            return env.blocking(function, *args)

        return run

    slow = {
        "pbkdf2": _openssl.pbkdf2, "scrypt": _openssl.scrypt, "generateKey": generate, "generatePrime": generate_prime,
        "checkPrime": check_prime,
    }  # fmt: skip
    pooled = {f"{name}Later": later(function) for name, function in slow.items()}
    return {**_openssl.fastops, **certificates, **slow, **pooled, "opensslVersionNumber": _openssl.version_number()}
