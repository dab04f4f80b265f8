"""gmtime_r() of the binary (cext/launcher/binary/utc.c), compiled by itself, says what the C library's says."""

import calendar
import ctypes
import random
import subprocess
import time

import pytest

from cext import binary as build
from cext.target import for_arch


class Tm(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("sec", "min", "hour", "mday", "mon", "year", "wday", "yday", "isdst")]
    _fields_ += [("gmtoff", ctypes.c_long), ("zone", ctypes.c_char_p)]


@pytest.fixture(scope="module")
def gmtime(tmp_path_factory):
    library = tmp_path_factory.mktemp("utc") / "utc.so"
    source = build.SOURCES / "utc.c"
    subprocess.run([*for_arch().compiler(), "-O2", "-shared", "-fPIC", "-D_GNU_SOURCE", source, "-o", library], check=True)
    function = ctypes.CDLL(str(library)).__wrap_gmtime_r
    function.restype = ctypes.POINTER(Tm)

    def call(when):
        out = Tm()
        found = function(ctypes.byref(ctypes.c_longlong(when)), ctypes.byref(out))
        return tuple(getattr(out, name) for name, _ in Tm._fields_) if found else None

    return call


def test_days_and_hours_are_those_of_the_library(gmtime):
    draw = random.Random(3)
    edges = [0, 1, -1, 86399, 86400, -86400, -86401, 951782400, 1709164800, 4107542400, 253402300799, 253402300800, -62135596801]
    for when in [*edges, *(draw.randrange(-(1 << 40), 1 << 42) for _ in range(20000)), *range(-400 * 86400, 1500 * 86400, 86400)]:
        expected = time.gmtime(when)
        sec, minute, hour, mday, mon, year, wday, yday, *rest = gmtime(when)
        assert (year + 1900, mon + 1, mday, hour, minute, sec, (wday + 6) % 7, yday + 1) == tuple(expected)[:8], when
        assert rest == [0, 0, b"GMT"]


def test_years_that_do_not_fit_are_refused(gmtime):
    last = calendar.timegm((2, 1, 1, 0, 0, 0)) - 366 * 86400
    assert gmtime((1 << 63) - 1) is None and gmtime(-(1 << 63)) is None
    assert gmtime(last)[5] < 0
