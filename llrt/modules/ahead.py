"""What is made ready beside a program, going by what it imports."""

import posix
import sys

from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Of the native binary: copies the pages of its image that programs of a kind touch, at once instead of one fault each.
copy_pages: "Callable[[int], None] | None" = None
# The kinds, numbered as in cext/launcher/binary/image.h: with the SDK that is built in, of a large text, with a client over TLS.
SDK, LARGE, CLIENT = range(3)
_copied: "set[int]" = set()
_SDK = "@aws-sdk"
# Imports are at the beginning; further on, or in the text of a bundle, the name says nothing.
_FIRST = 4096
# Bytes of a text from which on it is a bundle with a client in it: a tool of half the size would lose 0.5 ms.
_LARGE = 192 << 10
# What node:tls asks for by default, without those of TLS 1.3 (builtins/crypto/_constants.js). The built-in SDK does not.
CIPHERS = (
    b"ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384:"
    b"DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA256:DHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:DHE-RSA-AES256-SHA384:"
    b"ECDHE-RSA-AES256-SHA256:DHE-RSA-AES256-SHA256:HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!SRP:!CAMELLIA"
)


def tls(ciphers: "bytes | None" = CIPHERS) -> None:
    """The program is going to use TLS: a thread makes OpenSSL ready (cext/openssl/ahead.c). LLRT_TLS_AHEAD=0: there is none."""
    # A small program may import it and never ask.
    if LARGE in _copied:
        _copy(CLIENT)
    begin_thread(ciphers)


def begin_thread(ciphers: "bytes | None") -> None:
    openssl = sys.modules.get("llrt._openssl")
    # Not loaded: loading it is what takes long, and the program may never need it.
    if openssl is not None and getenv("LLRT_TLS_AHEAD") != "0":
        openssl.begin_ahead(ciphers)


def sdk() -> None:
    """The program imports the SDK that is built in. First its pages, then the thread: with one beside it the kernel tells the
    other processor of each page that is copied, and both wait for the same lock."""
    _copy(SDK)
    tls(None)


def size(length: "int", path: "str") -> None:
    """A module of the program is going to be read and compiled: what a large one touches is copied before, and its text lies in
    the pages that it gets."""
    if length >= _LARGE and not path.endswith(".json"):
        _copy(LARGE)


def source(text: "str | bytes", path: "str") -> None:
    """A module of the program was read, and is going to be compiled. Where its imports name the SDK and no folder above has one
    of the program's own, it means the one that is built in, whose pages come first, too."""
    if SDK in _copied or copy_pages is None:
        return
    found = text.find(_SDK, 0, _FIRST) if isinstance(text, str) else text.find(b"@aws-sdk", 0, _FIRST)
    if found < 0 or getenv("LLRT_SDK") == "off":
        return
    folder = path.rpartition("/")[0]
    while True:
        try:
            posix.stat(f"{folder}/node_modules/{_SDK}")
            return
        except OSError:
            if not folder:
                break
            folder = folder.rpartition("/")[0]
    sdk()


def _copy(kind: "int") -> None:
    if copy_pages is not None and kind not in _copied:
        _copied.add(kind)
        copy_pages(kind)
