"""Ops of the buffer room: the codecs and byte loops of cext/buffer. Not here: any rule of Node's Buffer, which is JavaScript."""


def ops(env: "object") -> "dict[str, object]":
    """name -> op, for `import ... from "native:buffer"`."""
    from llrt import _buffer

    return dict(_buffer.fastops)
