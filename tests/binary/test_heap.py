"""How the heap of the binary grows (cext/launcher/binary/heap.c), compiled by itself over a break of its own: what malloc()
relies on."""

import ctypes
import random
import subprocess

import pytest

from cext import binary as build
from cext.target import for_arch

PAGE, STEP, SIZE = 2 << 20, 4096, 256 << 20
BELOW = r"""
#include <string.h>
#include "image.h"
#include "large_pages.h"

llrt_image_info llrt_image;
char *first_break, *current_break, *last_break;
int has_large = 1;

void *__real___sbrk(intptr_t increment)
{
    char *before = current_break;
    if (before + increment > last_break || before + increment < first_break)
        return (void *)-1;
    current_break += increment;
    if (increment < 0)
        memset(current_break, 0, (size_t)-increment);
    return before;
}

int llrt_large_page(char *place)
{
    return has_large;
}
"""


class Heap:
    def __init__(self, library):
        self.library = library
        self.grow = library["__wrap___sbrk"]
        self.grow.restype, self.grow.argtypes = ctypes.c_void_p, [ctypes.c_ssize_t]
        self.memory = ctypes.create_string_buffer(SIZE)
        # As a process's: anywhere on a page.
        self.start = -(-ctypes.addressof(self.memory) // STEP) * STEP + 17 * STEP
        self.set("first_break", self.start)
        self.set("current_break", self.start)
        self.set("last_break", self.start + SIZE - PAGE)

    def set(self, name, value):
        ctypes.c_void_p.in_dll(self.library, name).value = value

    @property
    def end(self):
        """The system's break."""
        return ctypes.c_void_p.in_dll(self.library, "current_break").value

    def sbrk(self, increment):
        found = self.grow(increment)
        return None if found == ctypes.c_size_t(-1).value else found


@pytest.fixture
def heap(tmp_path):
    below, library = tmp_path / "below.c", tmp_path / "heap.so"
    below.write_text(BELOW)
    folder = build.SOURCES
    flags = ["-O2", "-shared", "-fPIC", "-D_GNU_SOURCE", "-I", folder]
    subprocess.run([*for_arch().compiler(), *flags, below, folder / "heap.c", "-o", library], check=True)
    return Heap(ctypes.CDLL(str(library)))


def test_small_pages_are_the_system_s_own_break(heap):
    assert [heap.sbrk(0), heap.sbrk(STEP), heap.sbrk(1 << 20), heap.sbrk(-STEP)] == [
        heap.start, heap.start, heap.start + STEP, heap.start + STEP + (1 << 20),
    ]  # fmt: skip
    assert heap.end == heap.start + (1 << 20)


def test_what_is_given_in_large_pages_is_one_piece_of_zeros(heap):
    heap.sbrk(33 * STEP)
    heap.library.llrt_heap_of_large_pages()
    first = at = heap.sbrk(STEP)
    assert first % PAGE == 0 and first >= heap.start + 33 * STEP
    at += STEP
    draw = random.Random(5)
    for _ in range(3000):
        few, many = draw.choice((1, 33, 33, 300, -40, -200)), draw.choice((5, -4))
        increment = few * STEP if draw.random() < 0.98 else many * PAGE
        if not first <= at + increment <= heap.start + SIZE // 2:
            continue
        assert heap.sbrk(0) == at
        assert heap.sbrk(increment) == at
        if increment > 0:
            assert ctypes.string_at(at, increment).count(0) == increment
            ctypes.memset(at, 255, increment)
        at += increment
        assert at <= heap.end <= at + 2 * PAGE + 5 * PAGE * (increment > PAGE)


def test_pages_behind_the_next_are_given_back(heap):
    heap.library.llrt_heap_of_large_pages()
    first = heap.sbrk(STEP)
    heap.sbrk(20 * PAGE)
    assert heap.end == first + 21 * PAGE
    heap.sbrk(-20 * PAGE)
    assert heap.end == first + 2 * PAGE


def test_without_large_pages_it_goes_on_as_before(heap):
    ctypes.c_int.in_dll(heap.library, "has_large").value = 0
    heap.library.llrt_heap_of_large_pages()
    assert [heap.sbrk(STEP), heap.sbrk(STEP)] == [heap.start, heap.start + STEP]
    assert heap.end == heap.start + 2 * STEP


def test_somebody_else_s_break_is_respected(heap):
    heap.library.llrt_heap_of_large_pages()
    heap.sbrk(STEP)
    theirs = heap.end
    heap.set("current_break", theirs + 3 * STEP)
    assert heap.sbrk(STEP) == theirs + 3 * STEP
    assert heap.sbrk(STEP) == theirs + 4 * STEP


def test_what_the_system_has_left_is_given_and_then_refused(heap):
    heap.library.llrt_heap_of_large_pages()
    first = heap.sbrk(STEP)
    most = first + PAGE + 5 * STEP
    heap.set("last_break", most)
    assert heap.sbrk(PAGE) == first + STEP
    assert heap.sbrk(PAGE) is None
    assert heap.sbrk(4 * STEP) == first + STEP + PAGE
    assert heap.sbrk(STEP) is None
    assert heap.sbrk(0) == most
