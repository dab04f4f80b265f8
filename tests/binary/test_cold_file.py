"""A start whose file is not in the page cache asks for what every start reads all at once (launcher/binary/image_restore.c)."""

import ctypes
import mmap
import os
import shutil

import pytest

PAGE = mmap.PAGESIZE


def resident(path):
    """For each page of the file whether it is in the page cache."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        with mmap.mmap(file.fileno(), size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE) as mapped:
            pages = (ctypes.c_ubyte * (-(-size // PAGE)))()
            start = ctypes.c_char.from_buffer(mapped)
            done = libc.mincore(ctypes.c_void_p(ctypes.addressof(start)), ctypes.c_size_t(size), pages)
            del start
            assert done == 0, os.strerror(ctypes.get_errno())
    return [page & 1 for page in pages]


def evict(path):
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@pytest.mark.parametrize("image", ["image", "ordinary"])
def test_a_file_that_is_not_in_the_page_cache(binary, tmp_path, image):
    copy = tmp_path / "llrt"
    shutil.copy2(binary, copy)
    evict(copy)
    if sum(resident(copy)) > 0:
        pytest.skip("this file system keeps the pages of a file that nobody uses")
    answer, told = os.pipe()
    env = {"LLRT_IMAGE": "0"} if image == "ordinary" else {}
    child = os.posix_spawn(copy, [str(copy), "-p", "6 * 7"], env, file_actions=[(os.POSIX_SPAWN_DUP2, told, 1)])
    os.close(told)
    _, status, used = os.wait4(child, 0)
    with os.fdopen(answer) as file:
        assert (status, file.read()) == (0, "42\n")
    assert used.ru_majflt > 0
    # The hot code is the first of the file.
    assert all(resident(copy)[: 1 << 20 >> 12])
