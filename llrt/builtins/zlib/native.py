"""Ops of the zlib room: codecs of cext/zlib as fast ops, and the same steps in the thread pool. Not here: any rule of
Node's zlib."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt.runtime.environment import Environment
    from llrt.runtime.pending import Pending


def ops(env: "Environment") -> "dict[str, object]":
    """name -> op, for `import ... from "native:zlib"`."""
    from llrt import _openssl, _zlib

    def run_later(handle: "memoryview", flush: "int", data: "memoryview | None", out: "memoryview") -> "Pending":
        """A step in the thread pool: [error number or 0, what is left of `out`, what is left of `data`]."""
        _zlib.claim(handle)
        return env.blocking(_zlib.run, handle, flush, data, out)

    def all_later(handle: "memoryview", data: "memoryview", finish: "int", limit: "float") -> "Pending":
        """codecAll() in the thread pool."""
        _zlib.claim(handle)
        return env.blocking(_all, handle, data, finish, min(int(limit), 1 << 53))

    return {**_zlib.fastops, "codecRunLater": run_later, "codecAllLater": all_later, "crc32": _openssl.fastops["crc32"]}


def _all(handle: "memoryview", data: "memoryview", finish: "int", limit: "int") -> "Any":
    from llrt._quickjs import Block
    from llrt._zlib import run_all

    result = run_all(handle, data, finish, limit)
    if isinstance(result, int):
        return result
    block = Block(len(result))
    memoryview(block)[:] = result
    return block
