"""Ops of the buffer room: the codecs and byte loops of cext/buffer. Not here: any rule of Node's Buffer, which is JavaScript."""


def ops(env):
    from llrt import _buffer

    return dict(_buffer.fastops)
