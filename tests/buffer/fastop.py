"""Calls the fast ops of llrt._buffer from Python, without the engine: what the codec tests stand on."""

import ctypes

from llrt import _buffer

UNDEFINED, NULL, BOOL, NUMBER, STR8, STR16, BYTES, OTHER, UTF8, TYPE_ERROR, RANGE_ERROR, ERROR, NO_MEMORY = range(13)


class _Arg(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("num", ctypes.c_double), ("ptr", ctypes.c_void_p), ("len", ctypes.c_size_t)]


class _Result(ctypes.Structure):
    _fields_ = [
        ("kind", ctypes.c_int),
        ("borrowed", ctypes.c_int),
        ("num", ctypes.c_double),
        ("ptr", ctypes.c_void_p),
        ("len", ctypes.c_size_t),
        ("code", ctypes.c_char_p),
        ("release", ctypes.c_void_p),
        ("error", ctypes.c_char * 200),
        ("small", ctypes.c_uint16 * 128),
    ]


class _Def(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("function", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Arg), ctypes.c_int, ctypes.POINTER(_Result))),
        ("length", ctypes.c_int),
    ]


_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_pointer.restype = ctypes.c_void_p
_pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
_libc = ctypes.CDLL(None)
_libc.free.argtypes = [ctypes.c_void_p]


class Wide(str):
    """A string that is handed over as UTF-16 units even if Latin-1 would do."""


def _argument(value, keep):
    if value is None:
        return _Arg(UNDEFINED)
    if isinstance(value, bool):
        return _Arg(BOOL, value)
    if isinstance(value, (int, float)):
        return _Arg(NUMBER, value)
    if isinstance(value, str):
        wide = isinstance(value, Wide) or any(ord(char) > 0xFF for char in value)
        data = value.encode("utf-16-le", "surrogatepass") if wide else value.encode("latin-1")
        # Exact size and malloc'd: a read past the end is the sanitizer's to find.
        held = (ctypes.c_char * max(len(data), 1)).from_buffer_copy(data or b"\0")
        keep.append(held)
        return _Arg(STR16 if wide else STR8, 0, ctypes.addressof(held), len(data) // (2 if wide else 1))
    held = (ctypes.c_char * len(value)).from_buffer(value) if isinstance(value, bytearray) else None
    if held is None:
        held = (ctypes.c_char * max(len(value), 1)).from_buffer_copy(value or b"\0")
    keep.append(held)
    return _Arg(BYTES, 0, ctypes.addressof(held), len(value))


class OpError(Exception):
    """An op answered with an error: (kind, code, message)."""


def call(name, *values):
    """The result of the op as a Python value; strings may hold lone surrogates."""
    entry = ctypes.cast(_pointer(_buffer.fastops[name], b"llrt.fastop"), ctypes.POINTER(_Def)).contents
    keep = []
    count = max(len(values), entry.length)
    args = (_Arg * count)(*[_argument(value, keep) for value in values])
    result = _Result()
    entry.function(args, len(values), ctypes.byref(result))
    try:
        return _value(result)
    finally:
        owned = result.kind in (STR8, STR16, UTF8, BYTES) and not result.borrowed
        if owned and result.ptr != ctypes.addressof(result) + _Result.small.offset:
            _libc.free(result.ptr)


def _value(result):
    kind = result.kind
    if kind in (UNDEFINED, NULL):
        return None
    if kind == BOOL:
        return bool(result.num)
    if kind == NUMBER:
        return result.num
    if kind in (STR8, STR16, BYTES):
        data = ctypes.string_at(result.ptr, result.len * (2 if kind == STR16 else 1))
        if kind == BYTES:
            return data
        text = data.decode("latin-1") if kind == STR8 else data.decode("utf-16-le", "surrogatepass")
        assert kind == STR8 or any(ord(char) > 0xFF for char in text), "a Latin-1 result came as UTF-16"
        return text
    raise OpError(kind, result.code and result.code.decode(), result.error.decode())
