"""A source distribution has every file that is committed but those of this repository's own automation (MANIFEST.in)."""

import subprocess
import sys

import pytest

from tests.support.programs import ROOT

OURS = (".ci/", ".github/", ".gitignore")


def test_what_is_committed_is_in_it(tmp_path):
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout: what is committed is not known")
    git = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    committed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    setup = [sys.executable, "setup.py", "-q", "egg_info", "--egg-base", tmp_path]
    subprocess.run(setup, cwd=ROOT, capture_output=True, check=True)
    packed = {*(tmp_path / "llrt.egg-info" / "SOURCES.txt").read_text().splitlines()}
    left_out = [name for name in committed if name not in packed and (ROOT / name).is_file()]
    assert [name for name in left_out if not name.startswith(OURS)] == []
