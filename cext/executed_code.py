"""Which code of the native binary a program executes, asked of qemu-x86_64: what code_order.py and cold_code.py measure with; and
what they share with constant_order.py: sections of the link, lists of them, what is run."""

import bisect
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import image_programs
from .target import Target, for_arch

_ROW = re.compile(r"^ (\.\S+)\s+(0x[0-9a-f]+)\s+(0x[0-9a-f]+) (\S.*)$", re.MULTILINE)
MEMBER = re.compile(r"([^/]+\.a)\(([^)]+)\)$")
_ADDRESS = re.compile(r"^0x([0-9a-f]{8}):", re.MULTILINE)

Section = tuple[int, int, str, str]
"""Of the link: address, size in bytes, name, file."""


def sections(target: Target, kind: str = ".text") -> "list[Section]":
    """Those of the binary as it is built now whose names begin with `kind`, by address."""
    rows = _ROW.findall((target.out / "llrt.map").read_text())
    found = ((int(start, 16), int(size, 16), name, file) for name, start, size, file in rows)
    return sorted(row for row in found if row[0] and row[1] and row[2].startswith(kind))


def executed(target: Target, among: "list[Section]", run: "Callable[[list[str], Path], int]") -> "set[int]":
    """Indices of the sections of `among` of which `run(command, folder)` executes an instruction; -1 for what lies before them.
    SystemExit when the program does not work."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        command = ["qemu-x86_64", "-cpu", "max", "-d", "in_asm", "-D", str(log), str(target.out / "llrt")]
        if run(command, Path(folder)):
            raise SystemExit(f"{run.__name__} did not work under {command[0]}")
        addresses = {int(word, 16) for word in _ADDRESS.findall(log.read_text(errors="replace"))}
    starts = [row[0] for row in among]
    return {bisect.bisect_right(starts, address) - 1 for address in addresses}


def holders(among: "list[Section]", addresses: "set[int]", grain: int) -> "dict[int, int]":
    """Indices of the sections of `among` that hold one of `addresses`, and in how many grains of them one lies."""
    starts = [row[0] for row in among]
    found: "dict[int, set[int]]" = {}
    for address in addresses:
        at = bisect.bisect_right(starts, address) - 1
        if at >= 0 and address < among[at][0] + among[at][1]:
            found.setdefault(at, set()).add(address // grain)
    return {at: len(grains) for at, grains in found.items()}


def larger(target: Target, program: "list[str]") -> "list[tuple[Target, Callable[[list[str], Path], int]]]":
    """What larger programs are measured by: a put with the SDK that is built in, where that binary is there, then `program`, a
    bundle that puts an item, in this environment. Nothing without one."""

    def bundle(command: "list[str]", folder: Path) -> int:
        return subprocess.run([*command, *program], stdout=subprocess.DEVNULL).returncode

    built_in = for_arch(target.arch, "std")
    first = [(built_in, image_programs.first_put)] if (built_in.out / "llrt").exists() else []
    return [*first, (target, bundle)] if program else []


def statements(text: str, kind: str, own: "Callable[[str], str]") -> "list[str]":
    """A list of sections of a `kind` as input section statements of a linker script; `own`: for a word of our own objects."""
    archive, rows = "", []
    for line in text.splitlines():
        if line.endswith(":"):
            archive = line[:-1]
        elif not line.startswith("#"):
            for word in line.split():
                member, _, section = word.partition("/")
                rows.append(f"*{archive}:{member}({kind}{section})" if archive else own(word))
    return rows


def wrapped(words: "list[str]") -> "list[str]":
    """Lines of a list of names."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 120:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [f"{line}\n" for line in lines]
