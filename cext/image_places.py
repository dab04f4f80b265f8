"""Where each block of memory goes in an image: what hello.js touches comes first, then what a Lambda function touches besides
until its first response, then a program with a client over HTTPS, then one with the AWS SDK, then all that nobody touches.
From an image made before, whose starts are watched (launcher/binary/image_profile.c), to a list that the next boot places its
blocks by (image_places.c).
"""

import bisect
import os
import platform
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from . import compile as cc
from . import elf, image_pages, image_programs
from .target import Target

# As in image.h and image_places.c.
AREAS = 6
COLD, UNKNOWN = AREAS - 2, AREAS - 1
_GRAIN, _LARGE = 16, 64
_PROFILE_BLOCKS = 2
_REGION = struct.Struct("<QQ")
_REGION_OFFSET = 8
_ROW = struct.Struct("<QQ")
_RUNS = 3
# A program with TLS takes a minute on a busy machine.
_TLS = (image_programs.first_request, image_programs.first_put)
_REPRODUCIBLE = bool(os.environ.get("SOURCE_DATE_EPOCH"))
# A stop for every instruction that touches the image: the answers come when it has begun to wait for them, on a busy machine
# too where two builds have to be equal.
_PAUSE = 5.0 if _REPRODUCIBLE else 1.5


def find(executable: Path, blocks: bytes, target: Target) -> bytes:
    """The list for another boot. Starts can be watched on x86-64 only; for another architecture it is the one that was found
    there for the same flavour, if it was built here: its boot takes the same blocks but for a few. Else nothing."""
    symbols, kept = target.out / "llrt.linked", _kept(target)
    if target.emulator or platform.machine() != "x86_64":
        return kept.read_bytes() if kept.exists() else b""
    offset = elf.file_offset(executable.read_bytes(), elf.symbols(symbols)["llrt_image"])
    region, size = _REGION.unpack_from(executable.read_bytes(), offset + _REGION_OFFSET)
    touched = [_touched(executable, offset, size, run) for run in (image_programs.hello, image_programs.first_response)]
    # What TLS touches differs from run to run: a reproducible build without the SDK does without it.
    touched.append([] if _REPRODUCIBLE else _touched(executable, offset, size, image_programs.first_request))
    touched.append(_touched(executable, offset, size, image_programs.first_put) if target.sdk else [])
    places = arrange(blocks, region, size, touched)
    kept.write_bytes(places)
    return places


def _kept(target: Target) -> Path:
    return cc.BUILD / "-".join(["binary", *([target.sdk] if target.sdk else [])]) / "llrt.places"


def _touched(executable: Path, offset: int, size: int, run: "image_programs.Program") -> "list[int]":
    """The 16 bytes, counted from the region's start, that starts touch, in order."""
    seen: "Counter[int]" = Counter()
    runs = 1 if run in _TLS and not _REPRODUCIBLE else _RUNS
    for _ in range(runs):
        bits = bytes(size // _GRAIN // 8)
        seen.update(_ones(image_pages.watch(executable, offset, _PROFILE_BLOCKS, [], run, report=bits, pause=_PAUSE)))
    return sorted(unit for unit, times in seen.items() if 2 * times > runs)


def _ones(bits: bytes) -> "Iterator[int]":
    for at, byte in enumerate(bits):
        if byte:
            yield from (at * 8 + bit for bit in range(8) if byte >> bit & 1)


def arrange(blocks: bytes, region: int, size: int, touched: "list[list[int]]") -> bytes:
    """`struct places` of image_places.c."""
    rows = list(_ROW.iter_unpack(blocks))
    live = sorted(address for _, address in rows if address)
    area_of: "dict[int, int]" = {}
    for area, units in enumerate(touched):
        for unit in units:
            at = bisect.bisect_right(live, region + unit * _GRAIN + _GRAIN - 1) - 1
            if at >= 0:
                area_of.setdefault(live[at], area)
    following = dict(zip(live, [*live[1:], region + size], strict=True))
    kinds, areas, sizes = bytearray(), bytearray(), [0] * AREAS
    for kind, address in rows:
        kinds.append(kind)
        areas.append(area_of.get(address, COLD) if address else UNKNOWN)
        if address:
            sizes[areas[-1]] += (kind + 1) * _GRAIN if kind < _LARGE else following[address] - address
    sizes = [-(-size // image_pages.ALIGN) * image_pages.ALIGN for size in sizes]
    print("binary: KiB of the image by who touches it:", [size >> 10 for size in sizes], file=sys.stderr)
    return struct.pack(f"<{AREAS}QQ", *sizes, len(rows)) + kinds + areas
