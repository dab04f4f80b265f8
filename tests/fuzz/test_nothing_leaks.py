"""Memory of what is refused is given back: the same hostile bytes again and again need no more of it. Counted in bytes that are
allocated (by glibc, or by AddressSanitizer where that is loaded), not in pages.
"""

import ctypes

import pytest

import llrt
from tests.support.programs import ROOT

PROGRAMS = ROOT / "tests" / "fuzz" / "programs"
# Sockets and what is asynchronous are left out: their memory goes at a time of its own.
TARGETS = {"keys": 36, "xml": 300, "zlib": 150}
PASSES = 4
# One block of a few hundred bytes a round would be more.
ALLOWED = 16 << 10


class _Mallinfo(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t)
        for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
    ]


@pytest.fixture
def allocated():
    """`allocated()` -> bytes in use."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "__sanitizer_get_current_allocated_bytes"):
        count = libc.__sanitizer_get_current_allocated_bytes
        count.restype = ctypes.c_size_t
        return count
    if not hasattr(libc, "mallinfo2"):
        pytest.skip("this C library counts nothing: glibc 2.33 or newer is needed")
    libc.mallinfo2.restype = _Mallinfo

    def in_use():
        told = libc.mallinfo2()
        return told.uordblks + told.hblkhd

    return in_use


@pytest.mark.parametrize("name", TARGETS)
def test_refused_bytes_leave_nothing_behind(name, allocated):
    with llrt.Runtime() as runtime:
        context = runtime.context(node=True)
        one_pass = context.import_module((PROGRAMS / "run.mjs").as_uri()).get("pass")
        used = []
        for _ in range(PASSES):
            told = context.call(one_pass, name, 7, TARGETS[name])
            assert told["refused"] > 0
            runtime.gc()
            used.append(allocated())
    assert used[-1] - used[1] < ALLOWED, used
