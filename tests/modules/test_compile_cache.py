"""module.enableCompileCache() and NODE_COMPILE_CACHE: the same program with and without it, and nothing untrusted is read."""

import os

import pytest

from tests.conftest import write_files

PADDING = "// padding that makes the text worth caching\n" * 150
PROGRAM = {
    "main.mjs": "import { where } from './big.mjs';\nimport common from './big.cjs';\n"
    "console.log(where(), common.where(), common.name);\n",
    "big.mjs": PADDING + "export function where() {\n  return new Error('x').stack.match(/big.mjs:\\d+:\\d+/)[0];\n}\n",
    "big.cjs": "#!/usr/bin/env node\n" + PADDING + "exports.name = require('node:path').basename(__filename);\n"
    "exports.where = () => new Error('x').stack.match(/big.cjs:\\d+:\\d+/)[0];\n"
    "exports.later = import('./big.mjs');\n",
}


@pytest.fixture
def program(llrt, tmp_path):
    """`program()` runs it with the cache; `program.files()` is what is in the cache."""
    write_files(tmp_path, PROGRAM)

    def run(**env):
        ran = llrt("main.mjs", cwd=tmp_path, env={"NODE_COMPILE_CACHE": str(tmp_path / "cache"), **env})
        assert ran.code == 0, ran
        return ran.stdout

    run.files = lambda: sorted(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    run.without = llrt("main.mjs", cwd=tmp_path).stdout
    return run


def test_programs_run_the_same_from_the_cache(program):
    assert program() == program.without
    files = program.files()
    assert len(files) == 2
    before = [path.stat().st_mtime_ns for path in files]
    assert program() == program.without
    assert [path.stat().st_mtime_ns for path in program.files()] == before, "what is cached is not written again"


def test_a_changed_file_is_compiled_again(program, tmp_path):
    program()
    (tmp_path / "big.mjs").write_text(PADDING + "export const where = () => 'changed';\n")
    assert program().startswith("changed big.cjs")
    assert len(program.files()) == 2


def test_damaged_bytecode_is_not_used(program):
    program()
    for path in program.files():
        data = bytearray(path.read_bytes())
        data[-20] ^= 255
        path.write_bytes(data)
    assert program() == program.without


def test_what_cannot_be_written_leaves_nothing_behind(program, tmp_path):
    program()
    for path in program.files():
        path.unlink()
        path.mkdir()  # takes the file's name
    assert program() == program.without
    assert program.files() == []


def test_a_folder_that_others_may_write_to_is_refused(program, tmp_path, llrt):
    program()
    (folder,) = (tmp_path / "cache").iterdir()
    folder.chmod(0o777)
    for path in program.files():
        path.unlink()
    assert program() == program.without
    assert program.files() == []
    ran = llrt("-p", f"require('module').enableCompileCache({str(tmp_path / 'cache')!r}).status", cwd=tmp_path)
    assert ran.stdout == "0\n"


def test_files_are_the_users_own(program):
    program()
    assert {os.stat(path).st_mode & 0o777 for path in program.files()} == {0o600}


def test_it_can_be_disabled(program, llrt, tmp_path):
    assert program(NODE_DISABLE_COMPILE_CACHE="1") == program.without
    assert program.files() == []


API = """
const module = require("node:module");
const { basename, dirname } = require("node:path");
const shown = ({ status, message, directory }) => [status, message, directory && basename(dirname(directory + "/x")).length > 0];
console.log(module.getCompileCacheDir(), Object.keys(module.constants.compileCacheStatus));
console.log(shown(module.enableCompileCache("here")), module.getCompileCacheDir() !== undefined);
console.log(shown(module.enableCompileCache()));
console.log(module.flushCompileCache());
for (const bad of [5, null, true]) {
  try {
    console.log(shown(module.enableCompileCache(bad)));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
"""


def test_the_functions_answer_as_nodes(both):
    both("main.cjs", files={"main.cjs": API})


def test_disabled_by_the_environment(both):
    both("-p", "require('module').enableCompileCache('x')", env={"NODE_DISABLE_COMPILE_CACHE": "1"})
