"""What the native binary leaves out of the archives that it links: tables for C++ exceptions, which never pass through C;
variants of libm's functions; the table of P-256, which is computed instead (binary/p256_table.c); CPython's docstrings, which are
blanked: zeros are nothing in a zip archive. Works on copies.
Not here: our own objects (compile.py), what is not linked at all (binary/no_compiler.c).
"""

import functools
import re
import subprocess
import tempfile
from pathlib import Path

from . import compile as cc
from . import elf
from .target import Target

# For processors that have AVX or FMA4 but not FMA3: they take the functions for any processor. 0.1 MB.
_VARIANTS = ("_fma4", "_avx")
_PLAIN = "_sse2"
# The same functions for FMA3 have their own copies of large tables, and are rare: 60 KB.
_RARE = ("__ieee754_asin_fma", "__ieee754_acos_fma", "__ieee754_atan2_fma", "__atan_fma")
# What glibc takes while a transaction of the processor's may be open, of which nothing here has one.
_TRANSACTIONS = "_rtm"
# Functions of texts that nothing calls often: one variant of each is enough. 0.1 MB.
_RARE_TEXT = re.compile(
    r"(__(?:strn?casecmp(?:_l)?|stpn?cpy|strn?cpy|strn?cat|wcs\w+?|wmem\w+?|strspn|strcspn|strpbrk|strstr))"
    r"_(?:avx512|avx2_movbe|evex_movbe|avx2_unaligned|evex_unaligned|avx512_unaligned|avx2|evex|evex512|sse4_2|sse42|ssse3|sse4_1)$"
)
_PLAIN_TEXT = ("_sse2_unaligned", "_sse2", "_generic")
_STATE, _START = "pystate.o", "pylifecycle.o"
_TABLE = "ecp_nistz256_precomputed"
_TABLE_SIZE = 37 * 64 * 64
# What of libcrypto's multiplication goes through p256_table.c.
_REDIRECTED = {"EC_GROUP_get0_generator": "llrt_p256_generator", "ecp_nistz256_gather_w7": "llrt_p256_gather"}
# Names of CPython's docstrings, with what the link-time optimiser appends.
_DOCSTRING = re.compile(r"\w+_doc(__)?(\.\w+)*$")


def python_archive(archive: Path, target: Target, known: bool) -> Path:
    """libpython with _PyRuntime moved into .data: CPython 3.11 gives it a section of its own, outside of our markers.
    `known`: it is 3.11, whose second copy of it we know how to do without."""
    rename = ["--rename-section", ".PyRuntime=.data,alloc,load,data,contents", "--remove-section", ".eh_frame"]
    out = target.out / "libpython.a"
    command = [target.tool("objcopy"), *rename, str(archive), str(out)]
    after = functools.partial(_adapt_python, target=target) if known else None
    return cc.cached_command(command, [archive, Path(__file__)], out, after=after)


def _adapt_python(archive: Path, target: Target) -> None:
    """CPython's copy of the first state of _PyRuntime, which llrt.c makes as far as it is read: constants of pystate.o become
    memory of zeros. The others are names of functions for messages of fatal errors. And what asks for the standard streams asks
    llrt.c."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([target.tool("ar"), "x", archive.resolve(), _STATE, _START], cwd=folder, check=True)
        member = Path(folder) / _STATE
        told = subprocess.run([target.tool("nm"), "-S", member], capture_output=True, text=True, check=True).stdout
        if re.search(r" r initial$", told, re.MULTILINE):
            names = ["--globalize-symbol=initial", "--redefine-sym=initial=llrt_python_initial"]
            zeros = ["--remove-relocations=.rodata", "--rename-section=.rodata=.bss.initial,alloc"]
            subprocess.run([target.tool("objcopy"), *names, *zeros, member], check=True)
        for name in ("fcntl64", "fcntl"):
            subprocess.run([target.tool("objcopy"), f"--redefine-sym={name}=llrt_no_stream", Path(folder) / _START], check=True)
        subprocess.run([target.tool("ar"), "r", archive.resolve(), _STATE, _START], cwd=folder, check=True)


def library(name: str, target: Target) -> Path:
    """A static library of the system. libcrypto asks the processor what it is (CPUID, which leaves a virtual machine) before
    main, and again at its own initialisation: that suffices."""
    found = subprocess.run([*target.compiler(), f"-print-file-name=lib{name}.a"], capture_output=True, text=True).stdout.strip()
    if not Path(found).is_absolute():
        raise SystemExit(f"binary: there is no static library lib{name}.a")
    out = target.out / f"lib{name}.a"
    command = [target.tool("objcopy"), "--remove-section", ".eh_frame", "--remove-section", ".init", found, str(out)]
    inputs = [Path(found), Path(__file__), Path(elf.__file__)]
    return cc.cached_command(command, inputs, out, after=_take_table if target.machine == "x86_64" else None)


def _take_table(archive: Path) -> None:
    """The table of P-256 out of libcrypto's member that holds it; the one that uses it is sent to p256_table.c. Where they are
    not as known the archive stays as it is."""
    members = _p256_members(archive)
    if members is None:
        return
    holder, user = members
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["ar", "x", archive.resolve(), holder, user], cwd=folder, check=True)
        path = Path(folder) / holder
        path.write_bytes(elf.without_head(path.read_bytes(), ".text", _TABLE_SIZE))
        names = [f"--redefine-sym={old}={new}" for old, new in _REDIRECTED.items()]
        subprocess.run(["objcopy", *names, Path(folder) / user], check=True)
        subprocess.run(["ar", "r", archive.resolve(), holder, user], cwd=folder, check=True)


def _p256_members(archive: Path) -> "tuple[str, str] | None":
    """The members of libcrypto with the table of P-256, first in its code, and with what uses it; None where they are not as
    known."""
    told = subprocess.run(["nm", "-A", "-S", archive], capture_output=True, text=True).stdout
    rows = [line.rpartition(".a:")[2].split() for line in told.splitlines() if line.endswith(f" {_TABLE}")]
    holders = [row[0].partition(":") for row in rows if row[-2] == "T"]
    users = [row[0].partition(":")[0] for row in rows if row[-2] == "U"]
    if len(holders) != 1 or len(users) != 1:
        return None
    (member, _, address), size = holders[0], next(row[1] for row in rows if row[-2] == "T")
    known = int(address, 16) == 0 and int(size, 16) == _TABLE_SIZE
    return (member, users[0]) if known else None


def table_flags(target: Target) -> "list[str]":
    """For the compiler: whether p256_table.c is needed."""
    symbols = subprocess.run([target.tool("nm"), library("crypto", target)], capture_output=True, text=True).stdout
    return ["-DLLRT_P256_TABLE"] if " U llrt_p256_gather\n" in symbols else []


def variant_flags(target: Target) -> "list[str]":
    """Linker options by which variants of functions of libm and libc for some processors are those for more of them."""
    if target.machine != "x86_64":
        return []
    names = _defined("m", target) | _defined("c", target)
    chosen = ((name, _in_its_place(name, names)) for name in sorted(names))
    return [f"-Wl,--defsym={name}={other}" for name, other in chosen if other]


def _defined(name: str, target: Target) -> "set[str]":
    """Functions of a library of the C compiler's, which may be a linker script that names archives."""
    script = subprocess.run([*target.compiler(), f"-print-file-name=lib{name}.a"], capture_output=True, text=True).stdout.strip()
    text = Path(script).read_bytes()
    archives = [script] if text.startswith(b"!<arch>") else [word for word in text.decode().split() if word.endswith(".a")]
    told = subprocess.run(["nm", "--defined-only", "-g", *archives], capture_output=True, text=True).stdout
    return {words[2] for words in map(str.split, told.splitlines()) if len(words) == 3}


def _in_its_place(name: str, names: "set[str]") -> "str | None":
    """The variant that a variant is left out for."""
    if name.endswith(_VARIANTS) or name in _RARE:
        others = [name.rpartition("_")[0] + _PLAIN]
    elif name.endswith(_TRANSACTIONS):
        others = [name.removesuffix(_TRANSACTIONS)]
        rare = _RARE_TEXT.match(others[0])
        others = [rare[1] + plain for plain in _PLAIN_TEXT] if rare else others
    else:
        rare = _RARE_TEXT.match(name)
        others = [rare[1] + plain for plain in _PLAIN_TEXT] if rare else []
    return next((other for other in others if other in names and other != name), None)


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
