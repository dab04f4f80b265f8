"""Makes the linked glibc ask launcher/binary/cache_size.c about caches instead of the processor (x86-64; why: there). Three
local functions of glibc 2.33 to 2.36 are overwritten in the executable: those for Intel's and AMD's processors jump to ours,
that about the sharing of Intel's returns at once. Where they are not found (another glibc, another processor) the executable
stays as it is.
"""

import struct
import sys
from pathlib import Path

from . import elf

_SIZES = "handle_intel.constprop.0"
_AMD_SIZES = "handle_amd"
_SHARES = "get_common_cache_info.constprop.0"
_OURS = "llrt_cache_size"
# How they begin in Debian 12's glibc; what begins otherwise may take other arguments.
_BEGINNINGS = {_SIZES: b"\x83\x3d", _AMD_SIZES: b"\x53\x89\xfe", _SHARES: b"\x41\x57"}


def skip(executable: Path, linked: Path) -> None:
    """Patch `executable`; `linked`: the same with symbols."""
    places = elf.symbols(linked)
    data = bytearray(executable.read_bytes())
    if not {*_BEGINNINGS, _OURS} <= places.keys():
        print("binary: glibc's cache probe is not where it was expected, and stays", file=sys.stderr)
        return
    codes = {name: b"\xe9" + struct.pack("<i", places[_OURS] - places[name] - 5) for name in (_SIZES, _AMD_SIZES)}
    for name, code in {**codes, _SHARES: b"\xc3"}.items():
        offset = elf.file_offset(bytes(data), places[name])
        if data[offset : offset + len(code)] == code:
            continue
        if not data.startswith(_BEGINNINGS[name], offset):
            print(f"binary: {name} of this glibc is not the known one; its cache probe stays", file=sys.stderr)
            return
        data[offset : offset + len(code)] = code
    executable.write_bytes(data)
