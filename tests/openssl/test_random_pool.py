"""Few random bytes are drawn in advance: a child may not have those of its parent."""

import ctypes
import os

import pytest

from llrt import _openssl


class Arg(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("num", ctypes.c_double), ("ptr", ctypes.c_void_p), ("len", ctypes.c_size_t)]


class Definition(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("function", ctypes.c_void_p), ("length", ctypes.c_int)]


def draw(size=16):
    """Bytes from the op randomFill(bytes, offset, size), called as the engine calls it: a Runtime does not survive a fork."""
    capsule = _openssl.fastops["randomFill"]
    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    definition = Definition.from_address(get(capsule, b"llrt.fastop"))
    room, result, args = ctypes.create_string_buffer(size), ctypes.create_string_buffer(1024), (Arg * 3)()
    bytes_kind, number_kind = 6, 3
    args[0] = Arg(bytes_kind, 0, ctypes.addressof(room), size)
    args[1], args[2] = Arg(number_kind, 0, None, 0), Arg(number_kind, size, None, 0)
    ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(definition.function)(args, 3, result)
    return room.raw


@pytest.mark.parametrize("before", [1, 6000])
def test_a_child_draws_its_own(before):
    """Also of one that has drawn so much that OpenSSL fills the page."""
    for _ in range(before):
        draw()
    # The page is filled now, and some of it left.
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, b"".join(draw() for _ in range(20)))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    theirs = os.read(read, 65536)
    os.close(read)
    os.close(write)
    mine = {draw() for _ in range(20)}
    assert (status, len(theirs), len(mine)) == (0, 320, 20)
    assert not mine & {theirs[i : i + 16] for i in range(0, 320, 16)}


def test_forgetting_draws_anew():
    before = {draw() for _ in range(3)}
    _openssl.reseed()
    assert not before & {draw() for _ in range(300)}
