"""Fast ops: C functions as JS functions (cext/include/llrt_fastop.h), here written with ctypes."""

import ctypes

import pytest

from llrt._quickjs import JSError, undefined

UNDEFINED, NULL, BOOL, NUMBER, STR8, STR16, BYTES, OTHER, UTF8, TYPE_ERROR, RANGE_ERROR, ERROR, OUT_OF_MEMORY = range(13)


class Arg(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("num", ctypes.c_double), ("ptr", ctypes.c_void_p), ("len", ctypes.c_size_t)]


class Result(ctypes.Structure):
    _fields_ = [
        ("kind", ctypes.c_int), ("borrowed", ctypes.c_int), ("num", ctypes.c_double), ("ptr", ctypes.c_void_p),
        ("len", ctypes.c_size_t), ("code", ctypes.c_char_p), ("release", ctypes.c_void_p),
        ("error", ctypes.c_char * 200), ("small", ctypes.c_uint16 * 128),
    ]  # fmt: skip


FUNCTION = ctypes.CFUNCTYPE(None, ctypes.POINTER(Arg), ctypes.c_int, ctypes.POINTER(Result))


class Definition(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("function", FUNCTION), ("length", ctypes.c_int)]


new_capsule = ctypes.pythonapi.PyCapsule_New
new_capsule.restype = ctypes.py_object
new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
malloc = ctypes.CDLL(None).malloc
malloc.restype = ctypes.c_void_p
keep = []


@pytest.fixture
def fast(context):
    """fast(length)(function(args, result)) -> a JS function."""

    def decorate(length=1):
        def make(function):
            callback = FUNCTION(lambda args, argc, result: function([args[i] for i in range(argc)], result.contents))
            definition = Definition(b"fast", callback, length)
            keep.extend((callback, definition))
            return context.function(new_capsule(ctypes.addressof(definition), b"llrt.fastop", None))

        return make

    return decorate


def test_arguments_arrive_as_kinds_and_borrowed_memory(fast, context):
    seen = []

    def function(args, result):
        for arg in args:
            data = (
                ctypes.string_at(arg.ptr, arg.len * (2 if arg.kind == STR16 else 1))
                if arg.kind in (STR8, STR16, BYTES) and arg.len
                else None
            )
            seen.append((arg.kind, data if data is not None else arg.num if arg.kind in (NUMBER, BOOL) else None))

    f = fast(2)(function)
    context.eval(
        """f => { f(); f(1.5, true); f('é', '日'); f(null, {});
            f(new Uint8Array([1, 2, 3]).subarray(1), new Uint8Array([4]).buffer);
            f('a'.repeat(3000) + 'b'.repeat(3000), Symbol()) }"""
    )(f)
    assert seen == [
        (UNDEFINED, None), (UNDEFINED, None), (NUMBER, 1.5), (BOOL, 1), (STR8, b"\xe9"), (STR16, "日".encode("utf-16-le")),
        (NULL, None), (OTHER, None), (BYTES, b"\2\3"), (BYTES, b"\4"), (STR8, b"a" * 3000 + b"b" * 3000), (OTHER, None),
    ]  # fmt: skip


def test_at_most_eight_arguments_arrive(fast, context):
    seen = []
    f = fast(1)(lambda args, result: seen.append(len(args)))
    context.eval("f => { f(...Array(20).keys()) }")(f)
    assert seen == [8]


def test_bytes_arguments_are_writable(fast, context):
    def function(args, result):
        ctypes.memset(args[0].ptr, 7, args[0].len)

    assert context.eval("f => { const b = new Uint8Array(3); f(b); return [...b] }")(fast()(function)) == [7, 7, 7]


def result(kind, num=0.0, data=None, length=0, borrowed=0, code=None, error=b""):
    def function(args, out):
        out.kind, out.num, out.len, out.borrowed, out.code, out.error = kind, num, length, borrowed, code, error
        if data is not None:
            if borrowed:
                buffer = ctypes.create_string_buffer(data)
                keep.append(buffer)
                out.ptr = ctypes.addressof(buffer)
            else:
                out.ptr = malloc(len(data))
                ctypes.memmove(out.ptr, data, len(data))

    return function


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (result(UNDEFINED), undefined),
        (result(NULL), None),
        (result(BOOL, 1), True),
        (result(NUMBER, 5), 5),
        (result(NUMBER, 0.5), 0.5),
        (result(NUMBER, 2.0**40), 2**40),
        (result(STR8, data=b"\xe9a", length=2), "éa"),
        (result(STR8, data=b"const", length=5, borrowed=1), "const"),
        (result(STR16, data="日😀".encode("utf-16-le"), length=3), "日😀"),
        (result(UTF8, data="日😀".encode(), length=7), "日😀"),
    ],
)
def test_results(fast, function, expected):
    assert fast()(function)() == expected


def test_a_result_in_the_small_buffer(fast):
    def function(args, out):
        out.kind, out.len = STR16, 2
        out.small[0], out.small[1] = 0x65E5, 0x41
        out.ptr = ctypes.addressof(out) + Result.small.offset

    assert fast()(function)() == "日A"


def test_bytes_become_a_uint8array(fast):
    assert bytes(fast()(result(BYTES, data=b"abc", length=3))()) == b"abc"


@pytest.mark.parametrize(("kind", "name"), [(TYPE_ERROR, "TypeError"), (RANGE_ERROR, "RangeError"), (ERROR, "Error")])
def test_errors(fast, kind, name):
    with pytest.raises(JSError, match="bad thing") as caught:
        fast()(result(kind, error=b"bad thing", code=b"ERR_BAD"))()
    assert caught.value.name == name
    assert caught.value.value.get("code") == "ERR_BAD"


def test_out_of_memory(fast):
    with pytest.raises(MemoryError):
        fast()(result(OUT_OF_MEMORY))()
