"""What the native binary leaves out of the archives that it links: tables for C++ exceptions, which never pass through C;
variants of libm's functions; what cannot be reached. Works on copies. Not here: our own objects (compile.py), what is not
linked at all (binary/no_compiler.c).
"""

import struct
import subprocess
import sys
from pathlib import Path

from . import compile as cc
from .target import Target

# For processors that have AVX or FMA4 but not FMA3: they take the functions for any processor. 0.1 MB.
_VARIANTS = ("_fma4", "_avx")
_PLAIN = "_sse2"


def python_archive(archive: Path, target: Target) -> Path:
    """libpython with _PyRuntime moved into .data: CPython 3.11 gives it a section of its own, outside of our markers."""
    rename = ["--rename-section", ".PyRuntime=.data,alloc,load,data,contents", "--remove-section", ".eh_frame"]
    out = target.out / "libpython.a"
    command = [sys.executable, "-m", __name__, target.tool("objcopy"), target.tool("ar"), str(archive), str(out), *rename]
    return cc.cached_command(command, [archive, Path(__file__)], out)


def library(name: str, target: Target) -> Path:
    """A static library of the system. libcrypto asks the processor what it is (CPUID, which leaves a virtual machine) before
    main, and again at its own initialisation: that suffices."""
    found = subprocess.run([*target.compiler(), f"-print-file-name=lib{name}.a"], capture_output=True, text=True).stdout.strip()
    if not Path(found).is_absolute():
        raise SystemExit(f"binary: there is no static library lib{name}.a")
    out = target.out / f"lib{name}.a"
    command = [target.tool("objcopy"), "--remove-section", ".eh_frame", "--remove-section", ".init", found, str(out)]
    return cc.cached_command(command, [Path(found)], out)


def math_flags(target: Target) -> "list[str]":
    """Linker options by which variants of libm's functions are the plain ones."""
    if target.machine != "x86_64":
        return []
    script = subprocess.run([*target.compiler(), "-print-file-name=libm.a"], capture_output=True, text=True).stdout.strip()
    text = Path(script).read_bytes()
    archives = [script] if text.startswith(b"!<arch>") else [word for word in text.decode().split() if word.endswith(".a")]
    told = subprocess.run(["nm", "--defined-only", "-g", *archives], capture_output=True, text=True).stdout
    names = {words[2] for words in map(str.split, told.splitlines()) if len(words) == 3}
    pairs = ((name, name.rpartition("_")[0] + _PLAIN) for name in sorted(names) if name.endswith(_VARIANTS))
    return [f"-Wl,--defsym={name}={plain}" for name, plain in pairs if plain in names]


def drop_initial_state(data: bytes) -> bytes:
    """pystate.o without the copy of _PyRuntime's first state (0.17 MB), which a second initialisation in one process would
    read: `initial` is the last thing in .rodata."""
    found = bytearray(data)
    sections_at, size, count = struct.unpack_from("<Q", found, 40)[0], *struct.unpack_from("<HH", found, 58)
    headers = [list(struct.unpack_from("<IIQQQQIIQQ", found, sections_at + size * i)) for i in range(count)]
    names = headers[struct.unpack_from("<H", found, 62)[0]]

    def name_of(table: "list[int]", offset: int) -> bytes:
        start = table[4] + offset
        return bytes(found[start : found.index(0, start)])

    symbols = next(header for header in headers if header[1] == 2)
    for at in range(symbols[4], symbols[4] + symbols[5], 24):
        name, _, _, index, value, length = struct.unpack_from("<IBBHQQ", found, at)
        if name_of(headers[symbols[6]], name) != b"initial" or name_of(names, headers[index][0]) != b".rodata":
            continue
        if value + length != headers[index][5]:
            break
        headers[index][5] = value
        for header in headers:
            if header[1] == 4 and header[7] == index:  # its relocations
                entries = [found[i : i + 24] for i in range(header[4], header[4] + header[5], 24)]
                kept = b"".join(entry for entry in entries if struct.unpack_from("<Q", entry)[0] < value)
                found[header[4] : header[4] + len(kept)] = kept
                header[5] = len(kept)
        for i, header in enumerate(headers):
            struct.pack_into("<IIQQQQIIQQ", found, sections_at + size * i, *header)
        return bytes(found)
    print("slim: pystate.o is not the known one; it stays as it is", file=sys.stderr)
    return data


def _python_archive(objcopy: str, ar: str, archive: str, out: str, *rename: str) -> None:
    subprocess.run([objcopy, *rename, archive, out], check=True)
    member = Path(out).with_name("pystate.o")
    member.write_bytes(drop_initial_state(subprocess.run([ar, "p", out, member.name], capture_output=True, check=True).stdout))
    subprocess.run([ar, "rD", out, str(member)], check=True)
    member.unlink()


if __name__ == "__main__":
    _python_archive(*sys.argv[1:])
