"""Rules of the tree that no compiler checks."""

import subprocess
from pathlib import Path

import pytest

from cext import edits

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines()]


def test_nothing_of_vendor_is_committed():
    names = {str(path.relative_to(ROOT)) for path in tracked("vendor")}
    own = ("README.md", "edits.toml", "fetch.py", "icu_data.py", "quickjs/README.md", "vendor.toml")
    assert names == {f"vendor/{name}" for name in own}


def test_only_the_engine_room_includes_the_engine():
    for path in tracked("cext/*.c", "cext/*.h", "cext/*.cpp", "cext/*.pyx", "cext/*.pxi", "cext/*.pxd"):
        room = path.relative_to(ROOT / "cext").parts[0]
        if room not in ("quickjs", "jsc", "launcher"):
            assert "quickjs.h" not in path.read_text(), path


def test_edits_say_why_and_name_their_test(tmp_path):
    text = (ROOT / "vendor" / "edits.toml").read_text()
    with pytest.raises(SystemExit, match="occurs 0 times"):
        source = tmp_path / "source"
        source.mkdir()
        (source / "quickjs.c").write_text("nothing of it")
        (tmp_path / "edits.toml").write_text('[[edit]]\nfile = "quickjs.c"\nanchor = "gone"\nreplace = "x"\nwhy = "test"\n')
        edits.edited_copy(source, tmp_path / "edits.toml", tmp_path / "out")
    for entry in edits.tomllib.loads(text)["edit"]:
        assert entry["why"] and entry["test"], entry["anchor"]
        assert (ROOT / entry["test"]).exists(), entry["test"]


def test_every_room_has_a_page():
    rooms = [path.parent for path in tracked("llrt/builtins/*/index.js")]
    missing = [str(room.relative_to(ROOT)) for room in rooms if not (room / "README.md").exists()]
    assert not missing
