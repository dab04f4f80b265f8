"""Packages of the npm registry that are bundled into builtins."""

import json
from pathlib import Path

import pytest

from cext import npm

ROOT = Path(__file__).resolve().parents[2]
LOCK = json.loads((npm.SOURCES / "package-lock.json").read_text())
LOCKED = {path: entry for path, entry in LOCK["packages"].items() if path}


def test_the_lock_file_has_hashes_and_no_addresses():
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in LOCKED.values())
    assert not any(".tgz" in line for line in (npm.SOURCES / "package-lock.json").read_text().splitlines())
    assert "://" not in (npm.SOURCES / ".npmrc").read_text()


def test_every_bundled_package_is_locked_and_in_the_notice():
    notice = (ROOT / "NOTICE").read_text().partition("npm packages named in")[2]
    for part in npm.components():
        assert LOCKED[f"node_modules/{part['name']}"]["version"] == part["version"]
        assert f"\n{part['name']} " in notice, part


def test_package_versions_are_exact():
    manifest = json.loads((npm.SOURCES / "package.json").read_text())
    for version in [*manifest["dependencies"].values(), *manifest["devDependencies"].values()]:
        assert version[0].isdigit(), version


def test_nothing_runs_when_nothing_changed(monkeypatch):
    npm.make()
    monkeypatch.setattr(npm, "_run", lambda command, what: pytest.fail(f"{what} was run"))
    npm.make()
    assert {path.stem for path in npm.bundles()} == {path.stem for path in npm.SOURCES.glob("*.mjs")}


def test_a_kept_result_is_taken_without_npm(monkeypatch, tmp_path):
    npm.make()
    before = {path.name: path.read_bytes() for path in npm.bundles()}
    monkeypatch.setenv("LLRT_VENDOR_CACHE", str(tmp_path / "cache"))
    npm._keep(npm._cache_dir() / f"npm-{npm._hash(npm._inputs())}.tar")
    monkeypatch.setattr(npm, "RESULT", tmp_path / "npm")
    monkeypatch.setattr(npm, "WORK", tmp_path / "work")
    monkeypatch.setattr(npm, "_run", lambda command, what: pytest.fail(f"{what} was run"))
    assert {path.name: path.read_bytes() for path in npm.bundles()} == before


def test_files_for_the_bundler_are_no_builtins():
    assert not list(npm.SOURCES.rglob("*.js"))
