"""The little of ELF that the binary's build needs: where an address lies in the file, addresses of symbols."""

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

_LOAD = 1


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
