"""What is made ready beside a program, going by what it imports."""

import sys

from llrt.restore import getenv


def tls() -> None:
    """The program is going to use TLS: a thread makes OpenSSL ready (cext/openssl/ahead.c). LLRT_TLS_AHEAD=0: there is none."""
    openssl = sys.modules.get("llrt._openssl")
    # Not loaded: loading it is what takes long, and the program may never need it.
    if openssl is not None and getenv("LLRT_TLS_AHEAD") != "0":
        openssl.begin_ahead()
