"""The C tests of the engine room: each program here is linked with the engine's objects (of this build: instrumented ones
under LLRT_SANITIZE) and must exit 0. What they print says what is not so.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PROGRAMS = sorted(path.stem for path in HERE.glob("*.c") if path.stem != "table")
ARGUMENTS = {"oom": ["25"]}  # rounds a script; 0 is all, which takes an hour
SECONDS = 600


@pytest.fixture(scope="session")
def build():
    if not (ROOT / "vendor" / "quickjs" / "quickjs.c").exists():
        pytest.skip("the engine's sources are not here")
    sys.path.insert(0, str(ROOT))
    try:
        from cext import build
    finally:
        sys.path.remove(str(ROOT))
    return build


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_engine_does_what_the_c_test_claims(name, build):
    cc = build.cc
    with build.build_lock():
        objects = build.engine_objects()
        folders = [build.BUILD / "quickjs-edited", ROOT / "cext" / "quickjs", ROOT / "cext" / "include", HERE]
        flags = [*(flag for folder in folders for flag in ("-I", str(folder))), *cc.ENGINE_FLAGS, "-UNDEBUG"]
        objects += [cc.compile_object(HERE / f"{part}.c", flags, label=f"core-{part}") for part in (name, "table")]
        program = cc.link_program(objects, build.BUILD / "core" / name)
    environment = {key: value for key, value in os.environ.items() if key != "LD_PRELOAD"}
    done = subprocess.run([program, *ARGUMENTS.get(name, [])], capture_output=True, text=True, timeout=SECONDS, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
