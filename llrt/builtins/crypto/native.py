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

    def guarded(function: "Any") -> "Any":
        """The same function; what OpenSSL refuses is Node's error."""

        def run(*args: "Any") -> "Any":
            try:
                return function(*args)
            except _openssl.TLSError as error:
                from llrt.errors import CodedError

                raise CodedError("ERR_CRYPTO_OPERATION_FAILED", str(error)) from None

        return run

    def generate_prime(bits: "int", safe: "bool", add: "memoryview | None", rem: "memoryview | None") -> "bytes":
        """A prime's bytes; Node's error where `add` and `rem` leave none."""
        try:
            return _openssl.generate_prime(bits, safe, add, rem)
        except OverflowError as error:
            from llrt.errors import CodedError

            raise CodedError("ERR_OUT_OF_RANGE", f"invalid options.{error}", name="RangeError") from None

    def x509_check(der: "memoryview", kind: "str", text: "str", flags: "int") -> "str | bool | None":
        """x509_check() of cext/openssl; ValueError, a RangeError for JS, where `text` is no such name."""
        return _openssl.x509_check(bytes(der), kind, text.encode("utf-8", "replace"), flags)

    certificates = {
        "x509Parse": guarded(lambda data: _openssl.x509_parse(bytes(data))),
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
        "pbkdf2": _openssl.pbkdf2, "scrypt": _openssl.scrypt, "generateKey": guarded(_openssl.generate_key),
        "generatePrime": guarded(generate_prime), "checkPrime": guarded(_openssl.check_prime),
    }  # fmt: skip
    pooled = {f"{name}Later": later(function) for name, function in slow.items()}
    return {**_openssl.fastops, **certificates, **slow, **pooled, "opensslVersionNumber": _openssl.version_number()}
