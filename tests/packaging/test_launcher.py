"""The native launcher finds package and interpreter in every layout that pip makes. The interpreters are scripts that print
their words."""

import os
import subprocess

import pytest

from cext import build

SCRIPT = '#!/bin/sh\nfor word in "$0" "$@"; do printf "%s\\n" "$word"; done\n'
FOLDERS = ("lib/python3.12/site-packages", "lib64/python3.12/site-packages", "lib/python3.12/dist-packages")


@pytest.fixture(scope="module")
def launcher():
    with build.build_lock():
        return build.build_launcher(None)


class Tree:
    """A folder with the launcher at bin/llrt."""

    def __init__(self, root, launcher):
        self.root = root
        self.program = self.put("bin/llrt", launcher.read_bytes())

    def put(self, path, content=b""):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o755)
        return path

    def package(self, folder, *minors):
        for minor in minors:
            self.put(f"{folder}/llrt/_quickjs.cpython-3{minor}-x86_64-linux-gnu.so")
        return self.root / folder

    def python(self, path):
        return self.put(path, SCRIPT.encode())

    def run(self, *words, program=None, **environment):
        env = {"PATH": str(self.root / "elsewhere"), **environment}
        command = [program or self.program, *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)


@pytest.fixture
def tree(tmp_path, launcher):
    return Tree(tmp_path.resolve(), launcher)


def check(done, python, folder, executable, *words):
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:6] == [str(python), "-I", "-S", "-X", "utf8", "-c"]
    rest = lines[lines.index(str(folder)) :]
    assert rest == [str(folder), "-", str(executable), *words]
    return lines


@pytest.mark.parametrize(
    "folder", ["lib/python3.12/site-packages", "lib64/python3.12/site-packages", "lib/python3.12/dist-packages"]
)
def test_an_environment_and_a_system_prefix(tree, folder):
    folder = tree.package(folder, 12)
    python = tree.python("bin/python3.12")
    check(tree.run("a", "b c"), python, folder, tree.program, "a", "b c")


def test_through_a_link_as_pipx_makes_it(tree):
    folder = tree.package("lib/python3.12/site-packages", 12)
    python = tree.python("bin/python3.12")
    link = tree.root / "local" / "llrt"
    link.parent.mkdir()
    link.symlink_to(tree.program)
    check(tree.run("x", program=link), python, folder, tree.program, "x")


def test_user_installs_take_the_interpreter_of_the_path(tree):
    folder = tree.package("lib/python3.12/site-packages", 12)
    python = tree.python("elsewhere/python3.12")
    check(tree.run(), python, folder, tree.program)


def test_target_folders(tree):
    tree.package(".", 12)
    python = tree.python("elsewhere/python3.12")
    check(tree.run("x"), python, tree.root, tree.program, "x")


def test_a_target_folder_of_several_interpreters_takes_the_newest(tree):
    tree.package(".", 11, 13, 12)
    python = tree.python("elsewhere/python3.13")
    check(tree.run("x"), python, tree.root, tree.program, "x")


def test_the_bundle_is_handed_over_open_and_above_the_standard_descriptors(tree):
    folder = tree.package("lib/python3.12/site-packages", 12)
    tree.put("lib/python3.12/site-packages/llrt/_start.cpython-312.bin", b"x")
    python = tree.python("bin/python3.12")
    lines = check(tree.run(), python, folder, tree.program)
    assert "marshal" in lines[6] and int(lines[7]) > 2


def test_without_a_bundle_the_sources_are_imported(tree):
    folder = tree.package("lib/python3.12/site-packages", 12)
    python = tree.python("bin/python3.12")
    lines = check(tree.run(), python, folder, tree.program)
    assert lines[lines.index(str(folder)) - 1] == "-1"


def test_no_package_is_one_clear_line(tree):
    done = tree.run()
    assert done.returncode == 127
    assert done.stderr.startswith("llrt: cannot find the Python package 'llrt'") and done.stderr.count(os.linesep) == 1
