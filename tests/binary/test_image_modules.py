"""Which Python modules an image holds is known, so that none comes into it unseen: each costs its size, and every start that
touches it. image_modules.txt has them: change it knowingly."""

import subprocess
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("image_modules.txt")


@pytest.fixture
def held(binary, tmp_path):
    plain = binary.with_name("llrt.plain")
    if not plain.exists():
        pytest.skip("llrt.plain is not beside the binary")
    for _ in range(3):  # a number may look like an address, by chance (cext/binary.py)
        env = {"LLRT_DUMP_IMAGE": f"2000000000:1234:{tmp_path / 'image'}"}
        if subprocess.run([plain], env=env, cwd=tmp_path, capture_output=True).returncode == 0:
            break
    return set((tmp_path / "image.modules").read_text().split())


def test_an_image_holds_the_modules_of_the_list_and_no_others(held):
    listed = {line for line in LIST.read_text().splitlines() if line and not line.startswith("#")}
    # Cython has one with its version in the name.
    assert {name for name in held if not name.startswith("_cython_")} == listed
