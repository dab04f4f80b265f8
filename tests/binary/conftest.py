"""The native binary under test: build/binary/llrt (make binary), or LLRT_TEST_BINARY. Without one these tests are skipped."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.programs import BINARY


@pytest.fixture(scope="session")
def binary():
    path = Path(os.environ.get("LLRT_TEST_BINARY") or BINARY)
    if not path.exists():
        pytest.skip(f"{path} is not built (make binary)")
    return path


@pytest.fixture(params=["image", "ordinary"])
def start(request, binary):
    """`start(*args, **options)` runs the binary, with and without its image; gives the CompletedProcess, outputs as text."""
    image = {"LLRT_IMAGE": "0"} if request.param == "ordinary" else {}

    def run(*args, env=None, program=binary, **options):
        merged = {**(dict(os.environ) if env is None else env), **image}
        options = {"capture_output": True, "text": True, "timeout": 60, **options}
        return subprocess.run([str(program), *args], env=merged, **options)

    return run


@pytest.fixture
def empty_root(tmp_path, binary):
    """`empty_root(*args, inside=function of the child, ...)` runs the binary in a root that holds nothing but it and the given
    files; needs root."""
    if os.geteuid() != 0:
        pytest.skip("chroot needs root")
    shutil.copy2(binary, tmp_path / "llrt")

    def run(*args, files=None, inside=lambda: None, **options):
        for name, text in (files or {}).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)

        def enter():
            os.chroot(tmp_path)
            os.chdir("/")
            inside()

        options = {"capture_output": True, "text": True, "timeout": 60, "env": {}, **options}
        return subprocess.run(["/llrt", *args], preexec_fn=enter, executable="/llrt", **options)

    return run
