"""Packs the native binary for AWS Lambda: dist/llrt-lambda-<arch>.zip with the one file `bootstrap`, for a function or a layer
of an OS-only runtime (provided.al2023); -std.zip and -full.zip have the AWS SDK in them (docs/sdk.md). https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
"""

import subprocess
import sys
import zipfile
from pathlib import Path

from . import binary, sdk
from .target import for_arch


def pack(executable: Path, out: Path) -> Path:
    """Write the archive; its bytes depend on the executable alone."""
    out.parent.mkdir(parents=True, exist_ok=True)
    entry = zipfile.ZipInfo("bootstrap", (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o100755 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, executable.read_bytes(), compresslevel=9)
    return out


def build(arch: str = "", flavour: str = "") -> Path:
    """Build the binary and pack it. `arch`: x64 or arm64, as Lambda names them; this machine's by default. `flavour`: of the AWS
    SDK: std, full or none."""
    target = for_arch(arch, flavour)
    executable = binary.build_binary(target.arch, flavour)
    subprocess.run([*target.emulator, executable, "-e", ""], check=True)
    name = "-".join(["llrt-lambda", target.arch, *([flavour] if flavour else [])])
    return pack(executable, binary.ROOT / "dist" / f"{name}.zip")


if __name__ == "__main__":
    for one in ("", *sdk.FLAVOURS):
        made = build("".join(sys.argv[1:2]), one)
        print(f"{made}: {made.stat().st_size} bytes", file=sys.stderr)
