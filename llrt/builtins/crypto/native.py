"""Ops of the crypto room: fast ops of cext/openssl. Not here: any rule of Node or WebCrypto, which is JavaScript."""


def ops(env: "object") -> "dict[str, object]":
    """name -> op, for `import ... from "native:crypto"`."""
    from llrt import _openssl

    return {**_openssl.fastops, "opensslVersionNumber": _openssl.version_number()}
