"""With SOURCE_DATE_EPOCH an image is the same to the last byte, whoever makes it, wherever and when."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cext import image_pages

ROOT = Path(__file__).parents[2]
MAKE = """
import sys
from pathlib import Path
from cext import binary, target
here = target.for_arch("")
binary.add_image(Path(sys.argv[1]), Path(sys.argv[2]), here)
"""


def make(plain, out, prefix=(), **changes):
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": str(ROOT), **changes}
    subprocess.run([*prefix, sys.executable, "-c", MAKE, plain, out], env=env, check=True, capture_output=True, cwd=out.parent)
    return out.read_bytes()


def test_two_images_of_one_program_are_equal(binary, tmp_path):
    plain = binary.with_name("llrt.plain")
    if not plain.exists() or not binary.with_name("llrt.linked").exists():
        pytest.skip("llrt.plain is not beside the binary")
    if subprocess.run(["setarch", "--addr-no-randomize", "true"]).returncode:
        pytest.skip("this container refuses to fix addresses (personality): docs/binary.md")
    (tmp_path / "another folder").mkdir()
    other = tmp_path / "another folder" / "plain"
    shutil.copy2(plain, other)
    first = make(plain, tmp_path / "one")
    limits = ["sh", "-c", 'umask 077; ulimit -n 250; ulimit -s unlimited; exec "$@"', "sh"]
    changes = {"TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "HOME": "/nowhere", "MORE": "x" * 999}
    second = make(other, tmp_path / "another folder" / "two", limits, **changes)
    differing = [at for at in range(min(len(first), len(second))) if first[at] != second[at]]
    assert len(first) == len(second)
    assert [hex(at) for at in differing[:20]] == []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(image_pages, "_FOLDER", str(tmp_path / "build"))
    monkeypatch.setattr(image_pages, "_REPRODUCIBLE", True)
    return tmp_path / "build"


def test_what_a_killed_build_left_is_removed(folder):
    (folder / "left").mkdir(parents=True)
    with image_pages.build_folder() as name:
        assert name == str(folder)
        assert list(folder.iterdir()) == []
    assert not folder.exists()


def test_the_folder_of_another_users_build_is_waited_for(folder):
    if os.geteuid() != 0:
        pytest.skip("another user's folder needs root")
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    ends = threading.Timer(0.3, folder.rmdir)
    ends.start()
    with image_pages.build_folder() as name:
        assert name == str(folder)
    ends.join()


def test_a_folder_that_another_user_left_is_told(folder, monkeypatch, capsys):
    if os.geteuid() != 0:
        pytest.skip("another user's folder needs root")
    monkeypatch.setattr(image_pages, "_WAIT", 0)
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    with image_pages.build_folder() as name:
        assert name != str(folder)
    assert "will not be reproducible" in capsys.readouterr().err
    assert folder.exists()
