"""What the native binary leaves out of the archives that it links: tables for C++ exceptions, which never pass through C;
variants of libm's functions; CPython's docstrings, which are blanked: zeros are nothing in a zip archive. Works on copies.
Not here: our own objects (compile.py), what is not linked at all (binary/no_compiler.c).
"""

import re
import subprocess
from pathlib import Path

from . import compile as cc
from . import elf
from .target import Target

# For processors that have AVX or FMA4 but not FMA3: they take the functions for any processor. 0.1 MB.
_VARIANTS = ("_fma4", "_avx")
_PLAIN = "_sse2"
# Names of CPython's docstrings, with what the link-time optimiser appends.
_DOCSTRING = re.compile(r"\w+_doc(__)?(\.\w+)*$")


def python_archive(archive: Path, target: Target) -> Path:
    """libpython with _PyRuntime moved into .data: CPython 3.11 gives it a section of its own, outside of our markers."""
    rename = ["--rename-section", ".PyRuntime=.data,alloc,load,data,contents", "--remove-section", ".eh_frame"]
    out = target.out / "libpython.a"
    return cc.cached_command([target.tool("objcopy"), *rename, str(archive), str(out)], [archive], out)


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


def blank_docstrings(executable: Path, linked: Path, archive: Path, target: Target) -> None:
    """Zeros for the texts that __doc__ of CPython's own would give, 0.25 MB; `linked`: the same with symbols."""
    nm = target.tool("nm")
    told = subprocess.run([nm, "--defined-only", str(archive)], capture_output=True, text=True).stdout
    python = {words[2] for words in map(str.split, told.splitlines()) if len(words) == 3 and words[1] in "rR"}
    data = bytearray(executable.read_bytes())
    head = bytes(data)
    for line in subprocess.run([nm, "-S", str(linked)], capture_output=True, text=True, check=True).stdout.splitlines():
        words = line.split()
        if len(words) == 4 and words[2] in "rR" and _DOCSTRING.match(words[3]) and words[3] in python:
            place, size = elf.file_offset(head, int(words[0], 16)), int(words[1], 16)
            data[place : place + size] = bytes(size)
    executable.write_bytes(data)
