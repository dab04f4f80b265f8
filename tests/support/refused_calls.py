"""Kernels that lack or refuse a system call, made of this one by seccomp. x86-64 only."""

import ctypes
import struct

SYSTEM_CALLS = {"mremap": 25, "madvise": 28, "getrandom": 318, "sysinfo": 99, "clone3": 435, "openat2": 437}  # of x86-64
ENOSYS, EINVAL, EAGAIN, EPERM = 38, 22, 11, 1


def deny(number, error):
    """A function for the child: from now on this system call fails with that error (seccomp)."""
    code = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x00050000 | error), (0x06, 0, 0, 0x7FFF0000)]
    filters = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in code))
    program = ctypes.create_string_buffer(struct.pack("<HxxxxxxQ", len(code), ctypes.addressof(filters)))
    libc = ctypes.CDLL(None, use_errno=True)

    def child():
        if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, program, 0, 0):
            raise OSError(ctypes.get_errno(), "seccomp")

    child.keep = filters
    return child
