"""The order of the constants in the native binary: what typical programs read comes first and together, for the kernel maps
sixteen pages and more around each one that is touched (code_order.py does the same for code). `rows()` are those of the
linker's script; `python -m cext.constant_order bundle.mjs` measures the list anew (x86-64, valgrind; minutes), with what programs
code_order.py does. The list, launcher/binary/hot_constants.txt, names objects and input sections of them; what it names and the
link does not have is ignored.
"""

import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from . import image_programs
from .executed_code import MEMBER, Section, holders, larger, sections, statements, wrapped
from .target import Target, for_arch

LIST = Path(__file__).parent / "launcher" / "binary" / "hot_constants.txt"
_HEADER = """\
# Sections of constants that every start reads, in the order of the link: written by python -m cext.constant_order.
# After "archive:" objects and sections of it; after ":" our own objects.
"""
_LARGER = "# What puts of an item over HTTPS read besides, first with the SDK that is built in.\n"
_READ = re.compile(rb"^ [LM] (0[0-9a-f]{7}),", re.MULTILINE)
_HASH = re.compile(r"-[0-9a-f]{10}\.o$")
# A section that is larger than that, and of which less than an eighth is read, comes behind all others.
_LARGE, _DENSE = 16384, 8
_GRAIN = 64
_Words = dict[str, list[str]]


def rows() -> "tuple[list[str], list[str]]":
    """Input section statements of a linker script: for what every start reads, for what larger programs read."""
    starts, _, others = LIST.read_text().partition(_LARGER)
    return _statements(starts), _statements(others)


def _statements(text: str) -> "list[str]":
    return statements(text, ".rodata", lambda word: "*/{}-*.o(.rodata{})".format(*(f"{word}/".split("/")[:2])))


def measure(target: Target, program: "list[str]") -> None:
    """Write the list, from the binaries as they are built now: what hello.js reads, what only Lambda does, what puts do."""
    seen: "set[str]" = set()
    sparse: "_Words" = {}
    lines = [_HEADER]
    for form, run in ((target, image_programs.hello), (target, image_programs.first_response)):
        lines += _lines(_dense(form, run, seen, sparse))
    lines.append(_LARGER)
    for form, run in larger(target, program):
        lines += _lines(_dense(form, run, seen, sparse))
    LIST.write_text("".join([*lines, *_lines(sparse)]))


def _dense(target: Target, run: "Callable[[list[str], Path], int]", seen: "set[str]", sparse: "_Words") -> "_Words":
    """What `run` reads and was not `seen` yet; what lies scattered in large sections goes into `sparse`."""
    known = sections(target, ".rodata")
    dense: "_Words" = {}
    for index, grains in sorted(holders(known, _read(target, run), _GRAIN).items()):
        archive, word = _name(known[index])
        if f"{archive}:{word}" not in seen:
            size = known[index][1]
            words = sparse if size > _LARGE and grains * _GRAIN * _DENSE < size else dense
            words.setdefault(archive, []).append(word)
            seen.add(f"{archive}:{word}")
    return dense


def _lines(words: "_Words") -> "list[str]":
    return [line for archive in sorted(words) for line in (f"{archive}:\n", *wrapped(words[archive]))]


def _name(section: Section) -> "tuple[str, str]":
    _, _, name, file = section
    member, rest = MEMBER.search(file), name.removeprefix(".rodata")
    archive, word = (member.group(1), member.group(2)) if member else ("", _HASH.sub("", Path(file).name))
    return archive, f"{word}/{rest}".removesuffix("/")


def _read(target: Target, run: "Callable[[list[str], Path], int]") -> "set[int]":
    """Addresses below 256 MiB that a program reads; SystemExit when it does not work."""
    found: "set[bytes]" = set()

    def take(log: Path) -> None:
        with open(log, "rb") as file:
            while part := file.readlines(1 << 24):
                found.update(_READ.findall(b"".join(part)))

    with tempfile.TemporaryDirectory() as folder:
        # Some GB, which nobody has to keep.
        log = Path(folder) / "log"
        os.mkfifo(log)
        reader = threading.Thread(target=take, args=(log,))
        reader.start()
        command = ["valgrind", "--tool=lackey", "--trace-mem=yes", f"--log-file={log}", str(target.out / "llrt")]
        if run(command, Path(folder)):
            raise SystemExit(f"{run.__name__} did not work under {command[0]}")
        reader.join()
    return {int(word, 16) for word in found}


if __name__ == "__main__":
    measure(for_arch("x64"), sys.argv[1:])
