"""Packages of the npm registry that are bundled into builtins."""

import json
from pathlib import Path

import pytest

from cext import npm, npm_tree
from cext.npm_tree import NpmTree

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
    monkeypatch.setattr(NpmTree, "_run", lambda tree, command, what: pytest.fail(f"{what} was run"))
    npm.make()
    assert {path.stem for path in npm.bundles()} == {path.stem for path in npm.SOURCES.glob("*.mjs")}


def test_a_kept_result_is_taken_without_npm(monkeypatch, tmp_path):
    npm.make()
    before = {path.name: path.read_bytes() for path in npm.bundles()}
    monkeypatch.setenv("LLRT_VENDOR_CACHE", str(tmp_path / "cache"))
    npm._TREE._keep(npm_tree.cache_dir() / f"npm-{npm._TREE.wanted(npm._inputs())}.tar")
    monkeypatch.setattr(npm, "RESULT", tmp_path / "npm")
    monkeypatch.setattr(npm, "_TREE", NpmTree(npm.SOURCES, tmp_path / "work", tmp_path / "npm", npm._TREE.bundler))
    monkeypatch.setattr(NpmTree, "_run", lambda tree, command, what: pytest.fail(f"{what} was run"))
    assert {path.name: path.read_bytes() for path in npm.bundles()} == before


def test_files_for_the_bundler_are_no_builtins():
    assert not list(npm.SOURCES.rglob("*.js"))


@pytest.fixture
def project(monkeypatch, tmp_path):
    """A lock file and one entry of its own; `ran` has what would have been run."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in (".npmrc", "package.json", "package-lock.json"):
        (sources / name).write_text("{}")
    (sources / "some-package.mjs").write_text("export * from 'some-package';")
    (tmp_path / "npm_bundle.mjs").write_text("// in the place of the bundler, which is not run")
    ran = []

    def run(tree, command, what):
        ran.append(command)
        if "npm_bundle" in " ".join(command):
            out = Path(command[-1])
            (out / "_npm").mkdir(parents=True)
            (out / "_npm" / "some-package.js").write_text("export {};")
            package = '{"name": "some-package", "version": "1.0.0", "licence": "MIT"}'
            (out / "bundles.json").write_text(f'{{"some-package": [{package}]}}')

    monkeypatch.setenv("LLRT_VENDOR_CACHE", str(tmp_path / "cache"))
    tree = NpmTree(sources, tmp_path / "work", tmp_path / "result", tmp_path / "npm_bundle.mjs")
    monkeypatch.setattr(npm_tree, "ROOT", tmp_path)
    monkeypatch.setattr(npm, "SOURCES", sources)
    monkeypatch.setattr(npm, "RESULT", tmp_path / "result")
    monkeypatch.setattr(npm, "_TREE", tree)
    monkeypatch.setattr(NpmTree, "_run", run)
    monkeypatch.setattr(npm_tree, "_node", lambda: "node")
    monkeypatch.setattr(npm_tree, "_npm", lambda: ["npm"])
    return sources, ran


def test_an_entry_is_installed_without_scripts_and_bundled_once(project):
    ran = project[1]
    assert [path.name for path in npm.bundles()] == ["some-package.js"]
    assert "--ignore-scripts" in ran[0] and "ci" in ran[0]
    assert len(ran) == 2
    assert npm.components() == [{"name": "some-package", "version": "1.0.0", "licence": "MIT"}]
    assert len(ran) == 2


def test_a_change_of_an_entry_bundles_again_and_installs_nothing(project):
    sources, ran = project
    npm.make()
    (sources / "some-package.mjs").write_text("export { one } from 'some-package';")
    npm.make()
    assert ["ci" in command for command in ran] == [True, False, False]


def test_without_entries_nothing_is_installed(project):
    sources, ran = project
    (sources / "some-package.mjs").unlink()
    assert npm.bundles() == [] and npm.components() == []
    assert ran == []
