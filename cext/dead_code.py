"""Functions of the linked archives that nothing refers to: their objects are linked for other functions, and archives of the
system's have no section for each. In the executable they become zeros, which are nothing in a zip archive: 0.15 MB there.
References are the relocations that the linker keeps (--emit-relocs) and what the assembler had resolved, which a
disassembly shows. All data counts as used; code written in assembly stays. x86-64 only.
"""

import bisect
import json
import re
import struct
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from . import compile as cc
from . import elf
from .target import Target

LINKER_FLAG = "-Wl,--emit-relocs"
_ARCHIVES = ("libpython.a", "libcrypto.a", "libssl.a")
_ASSEMBLY = re.compile(r"x86_64|cpuid")
# Types of relocations that count from the end of their four bytes.
_RELATIVE = {2, 4, 9, 41, 42}
_ROW = re.compile(r"^ \.text\S*\s+(0x[0-9a-f]+)\s+(0x[0-9a-f]+) .*?([^/\s]+\.a)\((\S+)\)$", re.MULTILINE)
# Of a line of objdump: the address, and what it jumps to or takes the address of.
_BRANCH = re.compile(r"^\s*([0-9a-f]+):\s.*?(?:(?:call|j[a-z]+|loop[a-z]*|xbegin)\s+([0-9a-f]+)\b|#\s+([0-9a-f]+)\b)")


def blank(executable: Path, linked: Path, link_map: Path, target: Target) -> int:
    """Zeros for them in `executable`; `linked`: the same with symbols and relocations. How many bytes that were."""
    found = target.out / "dead_code.json"
    command = ["dead_code"]
    if not cc._is_current(found, command, [linked, Path(__file__)]):
        found.write_text(json.dumps(_unreached(linked, link_map)))
        cc._record(found, command, [linked, Path(__file__)])
    data = bytearray(executable.read_bytes())
    head, total = bytes(data), 0
    for address, size in json.loads(found.read_text()):
        place = elf.file_offset(head, address)
        data[place : place + size] = bytes(size)
        total += size
    executable.write_bytes(data)
    return total


class _Functions:
    """The functions of an executable's .text, by address."""

    def __init__(self, rows: "Iterator[tuple[int, int]]"):
        self.sizes: "dict[int, int]" = {}
        for start, size in rows:
            self.sizes[start] = max(size, self.sizes.get(start, 0))
        self.starts = sorted(self.sizes)

    def holding(self, address: int) -> "int | None":
        """The start of the innermost function with this address."""
        index = bisect.bisect_right(self.starts, address) - 1
        for start in reversed(self.starts[max(0, index - 3) : index + 1]):
            if address < start + self.sizes[start]:
                return start
        return None


def _unreached(linked: Path, link_map: Path) -> "list[tuple[int, int]]":
    """(address, size) of each."""
    data = linked.read_bytes()
    heads, numbers, symbols = elf.sections(data)
    text = numbers[".text"]
    low, high = heads[text][3], heads[text][3] + heads[text][5]
    functions = _Functions((value, size) for kind, place, value, size in symbols if kind in (2, 10) and place == text and size)
    calls: "defaultdict[int | None, set[int]]" = defaultdict(set)
    for source, called in (*_relocated(data, heads, numbers, symbols, functions), *_resolved(linked, functions, low, high)):
        calls[source].add(called)
    reached, waiting = set(), [*calls[None], functions.holding(struct.unpack_from("<Q", data, 24)[0])]
    while waiting:
        start = waiting.pop()
        if start is not None and start not in reached:
            reached.add(start)
            waiting += calls[start]
    # What lies inside of a function that is reached stays, too.
    ends = sorted((start, start + functions.sizes[start]) for start in reached)
    dead = []
    for address, size in _of_archives(link_map, functions):
        index = bisect.bisect_left(ends, (address + size, 0)) - 1
        if address not in reached and all(end <= address for _, end in ends[max(0, index - 3) : index + 1]):
            dead.append((address, size))
    return dead


def _relocated(
    data: bytes, heads: "list[tuple]", numbers: "dict[str, int]", symbols: "list[tuple]", functions: _Functions
) -> "Iterator[tuple[int | None, int]]":
    """(who refers, to whom) by relocations; None for data, and for code outside of all functions."""
    text = numbers[".text"]
    low, high = heads[text][3], heads[text][3] + heads[text][5]
    for head in heads:
        # Tables for exceptions tell of a function, and do not call it.
        if head[1] != 4 or not heads[head[7]][2] & 2 or head[7] == numbers.get(".eh_frame"):
            continue
        for offset, info, addend in struct.iter_unpack("<QQq", data[head[4] : head[4] + head[5]]):
            kind, to = info & 0xFFFFFFFF, symbols[info >> 32][2] + addend
            if head[7] != text:
                # A table of jumps refers to the middle of its own function.
                if low <= to < high and to in functions.sizes:
                    yield None, to
                continue
            called = functions.holding(to + 4 if kind in _RELATIVE else to)
            if called is not None:
                yield functions.holding(offset), called


def _resolved(linked: Path, functions: _Functions, low: int, high: int) -> "Iterator[tuple[int | None, int]]":
    """The same by a disassembly."""
    command = ["objdump", "-d", "--no-show-raw-insn", "-j", ".text", str(linked)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            found = _BRANCH.match(line)
            to = int(found[2] or found[3], 16) if found else 0
            called = functions.holding(to) if low <= to < high else None
            source = functions.holding(int(found[1], 16)) if called is not None else None
            if called is not None and source != called:
                yield source, called
    if process.returncode:
        raise SystemExit(f"dead_code: objdump ended with {process.returncode}")


def _of_archives(link_map: Path, functions: _Functions) -> "Iterator[tuple[int, int]]":
    """The functions of C that come from the archives."""
    text = link_map.read_text()
    text = re.sub(r"^ (\.text\S*)\n\s+(0x)", r" \1 \2", text[text.index("Linker script and memory map") :], flags=re.MULTILINE)
    for place, length, archive, member in _ROW.findall(text):
        first, size = int(place, 16), int(length, 16)
        if not first or archive not in _ARCHIVES or _ASSEMBLY.search(member):
            continue
        for start in functions.starts[bisect.bisect_left(functions.starts, first) :]:
            if start >= first + size:
                break
            if start + functions.sizes[start] <= first + size:
                yield start, functions.sizes[start]
