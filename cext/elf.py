"""The little of ELF that the binary's build needs: where an address lies in the file, addresses of symbols."""

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

_LOAD = 1
_SYMBOLS, _RELOCATIONS = 2, 4
_OF_SECTION = 3


def load_segments(data: bytes) -> "Iterator[tuple[int, int, int]]":
    """What the kernel maps of the executable `data`: (offset in the file, address, size in the file)."""
    table, (size, count) = struct.unpack_from("<Q", data, 32)[0], struct.unpack_from("<HH", data, 54)
    for index in range(count):
        kind, _, offset, start, _, in_file = struct.unpack_from("<IIQQQQ", data, table + index * size)
        if kind == _LOAD:
            yield offset, start, in_file


def file_offset(data: bytes, address: int) -> int:
    """Where the byte at `address` lies in the executable `data`."""
    for offset, start, in_file in load_segments(data):
        if start <= address < start + in_file:
            return offset + address - start
    raise ValueError(f"no segment of the executable holds {address:#x}")


def symbols(path: Path) -> "dict[str, int]":
    """Name -> address."""
    lines = subprocess.run(["nm", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()
    return {words[2]: int(words[0], 16) for words in map(str.split, lines) if len(words) == 3}


def _headers(data: bytes) -> "tuple[list[tuple], dict[str, int]]":
    """Section headers (name, type, flags, address, offset, size, link, info, alignment, size of an entry) and their numbers by
    name."""
    table, count, names_index = struct.unpack_from("<Q", data, 40)[0], *struct.unpack_from("<HH", data, 60)
    heads = [struct.unpack_from("<IIQQQQIIQQ", data, table + 64 * index) for index in range(count)]
    names = heads[names_index][4]
    return heads, {data[names + head[0] : data.index(b"\0", names + head[0])].decode(): at for at, head in enumerate(heads)}


def sections(data: bytes) -> "tuple[list[tuple], dict[str, int], list[tuple[int, int, int, int]]]":
    """Of the executable `data`: section headers, their numbers by name, symbols as (type, section, address, size)."""
    heads, numbers = _headers(data)
    symbols = []
    for head in heads:
        if head[1] == _SYMBOLS:
            rows = struct.iter_unpack("<IBBHQQ", data[head[4] : head[4] + head[5]])
            symbols += [(row[1] & 15, row[3], row[4], row[5]) for row in rows]
    return heads, numbers, symbols


def without_head(data: bytes, section: str, size: int) -> bytes:
    """The object file `data` without the first `size` bytes of a section that nothing in it refers to; symbols there become
    undefined. The bytes stay in the file, not in what is linked of it."""
    out = bytearray(data)
    table = struct.unpack_from("<Q", data, 40)[0]
    heads, numbers = _headers(data)
    number = numbers[section]
    place, whole = heads[number][4], heads[number][5]
    struct.pack_into("<QQ", out, table + 64 * number + 24, place + size, whole - size)
    own = set()
    for offset, length in ((head[4], head[5]) for head in heads if head[1] == _SYMBOLS):
        for index, at in enumerate(range(offset, offset + length, 24)):
            where, value = struct.unpack_from("<HQ", data, at + 6)
            if where != number:
                continue
            if data[at + 4] & 15 == _OF_SECTION:
                own.add(index)
            elif value < size:
                struct.pack_into("<HQQ", out, at + 6, 0, 0, 0)
            else:
                struct.pack_into("<Q", out, at + 8, value - size)
    for head in heads:
        if head[1] != _RELOCATIONS:
            continue
        for at in range(head[4], head[4] + head[5], 24):
            offset, info, addend = struct.unpack_from("<QQq", data, at)
            if head[7] == number:
                struct.pack_into("<Q", out, at, offset - size)
            if info >> 32 in own:
                struct.pack_into("<q", out, at + 16, addend - size)
    return bytes(out)
