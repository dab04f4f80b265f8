"""Which code of the native binary a program executes, asked of qemu-x86_64: what code_order.py and cold_code.py measure with."""

import bisect
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from .target import Target

_ROW = re.compile(r"^ (\.text\S*)\s+(0x[0-9a-f]+)\s+(0x[0-9a-f]+) (\S.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"^0x([0-9a-f]{8}):", re.MULTILINE)

Section = tuple[int, int, str, str]
"""Code of the link: address, size in bytes, name, file."""


def sections(target: Target) -> "list[Section]":
    """Those of the binary as it is built now, by address."""
    rows = _ROW.findall((target.out / "llrt.map").read_text())
    found = ((int(start, 16), int(size, 16), name, file) for name, start, size, file in rows)
    return sorted(row for row in found if row[0] and row[1])


def executed(target: Target, among: "list[Section]", run: "Callable[[list[str], Path], int]") -> "set[int]":
    """Indices of the sections of `among` of which `run(command, folder)` executes an instruction; -1 for what lies before them.
    SystemExit when the program does not work."""
    starts = [row[0] for row in among]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        command = ["qemu-x86_64", "-cpu", "max", "-d", "in_asm", "-D", str(log), str(target.out / "llrt")]
        if run(command, Path(folder)):
            raise SystemExit(f"{run.__name__} did not work under {command[0]}")
        addresses = {int(word, 16) for word in _ADDRESS.findall(log.read_text(errors="replace"))}
    return {bisect.bisect_right(starts, address) - 1 for address in addresses}


def wrapped(words: "list[str]") -> "list[str]":
    """Lines of a list of names."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 120:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [f"{line}\n" for line in lines]
