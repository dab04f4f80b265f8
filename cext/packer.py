"""Compresses for the native binary what it unpacks at first use: bytecode of builtins (packed_builtins.py), Python modules
(launcher/freeze.py). Zstandard, by a host program (launcher/pack.c), because no Python of 3.11 has it. Not here: unpacking
(launcher/binary/packed.c).
"""

import struct
import subprocess
from pathlib import Path

from . import compile as cc

ROOT = cc.BUILD.parent


def build() -> Path:
    """The host program."""
    flags = ["-I", str(ROOT / "vendor" / "zstd"), "-DZSTD_DISABLE_ASM", *cc.PROGRAM_FLAGS]
    sources = (ROOT / "cext" / "launcher" / "pack.c", ROOT / "vendor" / "zstd" / "zstd.c")
    objects = [cc.compile_object(path, flags, label=f"pack-{path.stem}") for path in sources]
    return cc.link_program(objects, cc.BUILD / "pack")


def pack(items: "list[bytes]", dictionary: bytes) -> "list[bytes]":
    """Each item as a frame of its own, against `dictionary`, which unpacking needs too."""
    records = b"".join(struct.pack("<I", len(item)) + item for item in (dictionary, *items))
    done = subprocess.run([str(build())], input=records, capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"packer: {done.stderr.decode().strip()}")
    packed, at = [], 0
    while at < len(done.stdout):
        (size,) = struct.unpack_from("<I", done.stdout, at)
        packed.append(done.stdout[at + 4 : at + 4 + size])
        at += 4 + size
    return packed
