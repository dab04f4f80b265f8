"""The machine that a native binary is built for: its compiler and tools, where its libraries are, what runs its programs here,
where the result goes. Not here: how a binary is made (binary.py), what has to be installed (setup_arm64.sh).
"""

import platform
import shutil
import subprocess
from pathlib import Path

from . import compile as cc

_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_ARM64 = "aarch64-linux-gnu"
# Where a start-up image may lie. All below 2^38, which is what small arm64 systems have; lower there, because qemu-user
# keeps a record of every page between an executable's segments: 24 MiB and 30 ms a start for every 4 GiB.
_REGIONS = {"arm64": (0x100000000, 0x300000000)}
_ANY_REGION = (0x400000000, 0x3F00000000)
_EMULATORS = ("qemu-aarch64", "qemu-aarch64-static")


class Target:
    """One architecture; `sysroot`: the folder with its packages when it is not this machine's own."""

    def __init__(self, arch: str, *, triplet: str = "", sysroot: "Path | None" = None, emulator: str = "", sdk: str = ""):
        self.arch = arch
        self.sysroot = sysroot
        self.sdk = sdk  # which flavour of the AWS SDK is in it (sdk.py); none
        self.out = cc.BUILD / "-".join(["binary", *([arch] if sysroot else []), *([sdk] if sdk else [])])
        self.region = _REGIONS.get(arch, _ANY_REGION)
        self.emulator = [emulator] if emulator else []  # goes before the name of a program
        self._prefix = f"{triplet}-" if sysroot else ""
        self.triplet = triplet or _output([*self.compiler(), "-dumpmachine"])

    def compiler(self, cxx: bool = False) -> "list[str]":
        if not self.sysroot:
            return cc.compiler(cxx)
        # -B and -L: start files and libc.a of the sysroot before those that the cross compiler brings, which are older.
        libraries = self.sysroot / "usr" / "lib" / self.triplet
        return [self._prefix + ("g++" if cxx else "gcc"), f"--sysroot={self.sysroot}", f"-B{libraries}/", f"-L{libraries}"]

    def tool(self, name: str) -> str:
        """objcopy, nm, ... of this architecture."""
        return self._prefix + name

    @property
    def machine(self) -> str:
        return self.triplet.partition("-")[0]

    def package_version(self, package: str) -> str:
        """As dpkg, or the sysroot's list, knows it; "unknown" elsewhere."""
        if self.sysroot:
            rows = (line.split() for line in (self.sysroot / "versions").read_text().splitlines())
            return dict(rows).get(package) or _dpkg_version(f"{package}-{self.arch}-cross")
        return _dpkg_version(package)


def for_arch(arch: str = "", sdk: str = "") -> Target:
    """x64 or arm64, this machine's by default; ends the build with one clear line when that cannot be built here. `sdk`: std,
    full or none."""
    own = _MACHINES.get(platform.machine(), platform.machine())
    if arch in ("", own):
        return Target(own, sdk=sdk)
    if (own, arch) != ("x64", "arm64"):
        raise SystemExit(f"binary: ARCH={arch} cannot be built on {own}; ARCH is {own}" + " or arm64" * (own == "x64"))
    sysroot = cc.BUILD / "sysroot-arm64"
    emulator = next((name for name in _EMULATORS if shutil.which(name)), None)
    if not emulator or not shutil.which(f"{_ARM64}-g++") or not (sysroot / "versions").exists():
        needs = f"{_ARM64}-g++, qemu-aarch64 and {sysroot}"
        raise SystemExit(f"binary: arm64 needs {needs}: sh cext/setup_arm64.sh (make binary ARCH=arm64 does it)")
    return Target("arm64", triplet=_ARM64, sysroot=sysroot, emulator=emulator, sdk=sdk)


def _output(command: "list[str]") -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def _dpkg_version(package: str) -> str:
    try:
        return _output(["dpkg-query", "-W", "-f", "${Version}", package]) or "unknown"
    except FileNotFoundError:
        return "unknown"
