"""Where each block of memory goes in an image: what hello.js touches comes first, then what a Lambda function touches besides
until its first response, then a program with a client over HTTPS, one with the AWS SDK, a bundle of a client, then all that
nobody touches. From an image made before, whose starts are watched (launcher/binary/image_profile.c), to a list that the next
boot places its blocks by (image_places.c).
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
from .alignment import align
from .target import Target

# As in image.h and image_places.c.
AREAS = 11
COLD, UNKNOWN, FREED, FREED_LARGE = range(AREAS - 4, AREAS)
_GRAIN, _SMALL = 8, 1024
_LARGE = _SMALL // _GRAIN + 1
# Of a list: how much each area needs, how many blocks.
_HEAD = 8 * (AREAS + 1)
# For the blocks that the next boot takes besides, and for all small ones that it frees.
_ROOM, _ROOM_FREED = 1 << 15, 1 << 18
_PROFILE_BLOCKS = 2
_REGION = struct.Struct("<QQ")
_REGION_OFFSET = 8
_ROW = struct.Struct("<IIQ")
_RUNS = 3
# Takes a minute on a busy machine.
_LONG = (image_programs.first_request, image_programs.first_put, image_programs.names, image_programs.texts)
_REPRODUCIBLE = bool(os.environ.get("SOURCE_DATE_EPOCH"))
# A stop for every instruction that touches the image: the answers come when it has begun to wait for them, on a busy machine
# too where two builds have to be equal.
_PAUSE = 5.0 if _REPRODUCIBLE else 1.5


def find(executable: Path, blocks: bytes, target: Target) -> bytes:
    """The list for another boot. Starts can be watched on x86-64 only; for another architecture it is the one that was found
    there for the same flavour, if it was built here: its boot takes the same blocks but for a few. Else nothing."""
    symbols, kept = target.out / "llrt.linked", _kept(target)
    if target.emulator or platform.machine() != "x86_64":
        return transfer(blocks, _read_kept(kept))
    offset = elf.file_offset(executable.read_bytes(), elf.symbols(symbols)["llrt_image"])
    region, size = _REGION.unpack_from(executable.read_bytes(), offset + _REGION_OFFSET)
    touched = [_touched(executable, offset, size, run) for run in (image_programs.hello, image_programs.first_response)]
    # What TLS touches differs from run to run: a reproducible build without the SDK does without it.
    touched.append([] if _REPRODUCIBLE else _touched(executable, offset, size, image_programs.first_request))
    touched.append(_touched(executable, offset, size, image_programs.first_put) if target.sdk else [])
    # Nor is what the rooms of a bundle touch the same in each run: threads, randomness.
    touched.append([] if _REPRODUCIBLE else _touched(executable, offset, size, image_programs.rooms))
    touched += [_touched(executable, offset, size, run) for run in (image_programs.names, image_programs.texts)]
    places = arrange(blocks, region, touched)
    kept.write_bytes(places)
    return places


def _kept(target: Target) -> Path:
    return cc.BUILD / "-".join(["binary", *([target.sdk] if target.sdk else [])]) / "llrt.places"


def _read_kept(path: Path) -> bytes:
    """Nothing when it is of another form, which a build of another version may have left."""
    places = path.read_bytes() if path.exists() else b""
    whole = len(places) >= _HEAD and len(places) == _HEAD + 2 * int.from_bytes(places[8 * AREAS : _HEAD], "little")
    return places if whole else b""


def _touched(executable: Path, offset: int, size: int, run: "image_programs.Program") -> "list[int]":
    """The grains, counted from the region's start, that starts touch, in order."""
    seen: "Counter[int]" = Counter()
    runs = 1 if run in _LONG and not _REPRODUCIBLE else _RUNS
    for _ in range(runs):
        bits = bytes(size // _GRAIN // 8)
        seen.update(_ones(image_pages.watch(executable, offset, _PROFILE_BLOCKS, [], run, report=bits, pause=_PAUSE)))
    return sorted(unit for unit, times in seen.items() if 2 * times > runs)


def _ones(bits: bytes) -> "Iterator[int]":
    for at, byte in enumerate(bits):
        if byte:
            yield from (at * 8 + bit for bit in range(8) if byte >> bit & 1)


def arrange(blocks: bytes, region: int, touched: "list[list[int]]") -> bytes:
    """`struct places` of image_places.c."""
    rows = list(_ROW.iter_unpack(blocks))
    live = sorted(address for _, _, address in rows if address)
    area_of: "dict[int, int]" = {}
    for area, units in enumerate(touched):
        for unit in units:
            at = bisect.bisect_right(live, region + unit * _GRAIN + _GRAIN - 1) - 1
            if at >= 0:
                area_of.setdefault(live[at], area)
    return _pack(rows, [area_of.get(address, COLD) for _, _, address in rows])


def _kind(size: int) -> int:
    return size // _GRAIN if size <= _SMALL else _LARGE + size // _GRAIN % (256 - _LARGE)


def _pack(rows: "list[tuple[int, int, int]]", wanted: "list[int]") -> bytes:
    """`wanted`: the area of each that lives."""
    areas, sizes = bytearray(), [0] * AREAS
    for (size, alignment, address), area in zip(rows, wanted, strict=True):
        areas.append(area if address else FREED if size <= _SMALL else FREED_LARGE)
        if address:
            sizes[area] = -(-sizes[area] // alignment) * alignment + size
    print("binary: KiB of the image by who touches it:", [size >> 10 for size in sizes[:UNKNOWN]], file=sys.stderr)
    sizes[UNKNOWN], sizes[FREED] = _ROOM, _ROOM_FREED
    sizes = [-(-size // image_pages.PAGE) * image_pages.PAGE for size in sizes]
    return struct.pack(f"<{AREAS}QQ", *sizes, len(rows)) + bytes(_kind(size) for size, _, _ in rows) + areas


def transfer(blocks: bytes, kept: bytes) -> bytes:
    """The list for a boot that was not watched, from that of another architecture (or nothing): its boot takes the same blocks in
    the same order, but for some."""
    rows = list(_ROW.iter_unpack(blocks))
    kinds = bytes(_kind(size) for size, _, _ in rows)
    count = int.from_bytes(kept[8 * AREAS : _HEAD], "little")
    others, areas = kept[_HEAD : _HEAD + count], kept[_HEAD + count :]
    wanted = [areas[there] if there >= 0 and areas[there] < COLD else COLD for there in align(kinds, others)]
    return _pack(rows, wanted)
