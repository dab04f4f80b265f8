"""Packs the native binary for AWS Lambda: dist/llrt-lambda-<arch>.zip with the one file `bootstrap`, for a function or a layer
of an OS-only runtime (provided.al2023). https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from . import binary

# Lambda's names of the machines.
_NAMES = {"x86_64": "x64", "aarch64": "arm64"}


def pack(executable: Path, out: Path) -> Path:
    """Write the archive; its bytes depend on the executable alone."""
    out.parent.mkdir(parents=True, exist_ok=True)
    entry = zipfile.ZipInfo("bootstrap", (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o100755 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, executable.read_bytes(), compresslevel=9)
    return out


def build() -> Path:
    """Build the binary for this machine and pack it."""
    executable = binary.build_binary()
    machine = os.uname().machine
    subprocess.run([executable, "-e", ""], check=True)
    return pack(executable, binary.ROOT / "dist" / f"llrt-lambda-{_NAMES.get(machine, machine)}.zip")


if __name__ == "__main__":
    made = build()
    print(f"{made}: {made.stat().st_size} bytes", file=sys.stderr)
