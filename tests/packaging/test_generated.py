"""What a build generates is the same wherever and whenever it is made: bytecode of the builtins, frozen Python modules. The
image that is made of them: tests/binary/test_reproducible.py."""

import os
import subprocess
import sys

import pytest

from cext import build, packer, rooms
from cext.launcher import freeze
from tests.support.programs import ROOT


def make_twice(tmp_path, name, command):
    """`name` and the file of bytes beside it, made in two folders; what they say of the folder left out."""
    made = []
    for folder, zone, seed in (("one", "UTC", "1"), ("two words", "Asia/Tokyo", "2")):
        out = tmp_path / folder / name
        out.parent.mkdir()
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        subprocess.run(command(out), check=True, cwd=ROOT, env=env)
        made.append((out.read_text().replace(str(out.parent), ""), out.with_suffix(".bin").read_bytes()))
    return made


def test_bytecode_of_the_builtins(tmp_path):
    if not (build.BUILD / "jsc").exists():
        pytest.skip("jsc is not built (make build)")
    one, two = make_twice(tmp_path, "table.c", lambda out: [build.BUILD / "jsc", out, *build.builtin_sources().arguments])
    assert one == two


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="what is frozen is the standard library of Python 3.11")
def test_frozen_modules(tmp_path):
    if not (ROOT / "vendor" / "zstd" / "zstd.c").exists():
        pytest.skip("the sources of Zstandard are not here")
    with build.build_lock():
        packer.build()
    names = ["resource", *(f"llrt._{room.name}" for room in rooms.ROOMS)]
    command = [sys.executable, "-X", "no_debug_ranges", "-m", freeze.__name__]
    one, two = make_twice(tmp_path, "frozen.c", lambda out: [*command, out, *names])
    assert one == two
