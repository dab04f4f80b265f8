"""What is made ready beside a program, going by what it imports."""

import posix
import sys

from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Called once, when the program is going to import the SDK that is built in: the native binary gets its part of the image.
on_sdk: "list[Callable[[], None]]" = []
_SDK = "@aws-sdk"
# Imports are at the beginning; further on, or in the text of a bundle, the name says nothing.
_FIRST = 4096


def tls() -> None:
    """The program is going to use TLS: a thread makes OpenSSL ready (cext/openssl/ahead.c). LLRT_TLS_AHEAD=0: there is none."""
    openssl = sys.modules.get("llrt._openssl")
    # Not loaded: loading it is what takes long, and the program may never need it.
    if openssl is not None and getenv("LLRT_TLS_AHEAD") != "0":
        openssl.begin_ahead()


def sdk() -> None:
    """The program imports the SDK that is built in. First its pages, then the thread: with one beside it the kernel tells the
    other processor of each page that is copied, and both wait for the same lock."""
    if on_sdk:
        on_sdk.pop()()
    tls()


def source(text: "str | bytes", path: "str") -> None:
    """A module of the program was read, and is going to be compiled. Where its imports name the SDK and no folder above has one
    of the program's own, it means the one that is built in, whose pages are copied before the first of them is touched."""
    if not on_sdk:
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
