"""Whole files that are not there: the answer of what the system knows at once takes no thread."""

import sys

import pytest

from llrt import _fs

PROGRAM = """
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
const code = (path, encoding) => readFile(path, encoding).then(() => "read", (error) => error.code);
const threads = () => readdirSync("/proc/self/task").length;
const before = threads();
existsSync("missing");
existsSync("no-folder/missing");
const order = [];
const said = code("missing", "utf8").then((value) => { order.push("answer"); return value; });
process.nextTick(() => order.push("tick"));
console.log(await said, await code("missing"), await code("no-folder/missing", "utf8"), order.join());
console.log(threads() - before);
writeFileSync("missing", "text");
console.log(await code("missing", "utf8"), await code("missing/x"), await code("", "utf8"), threads() - before > 0);
"""


def known(path) -> bool:
    return _fs.known_missing(str(path))


def test_what_is_known_to_be_missing(tmp_path):
    there, gone = tmp_path / "there", tmp_path / "gone"
    there.write_text("")
    (tmp_path / "dangling").symlink_to(gone)
    assert not gone.exists() and not (tmp_path / "none" / "x").exists()
    assert not known(there) and not known(tmp_path) and not known(there / "x") and not known("a\0b")
    if not known(gone):
        pytest.skip("this system does not say what it knows (openat2 with RESOLVE_CACHED, Linux 5.12)")
    assert known(tmp_path / "none" / "x") and known(f"{gone}{'é' * 9}\U0001f600") in (True, False)
    gone.write_text("")
    assert not known(gone) and not known(tmp_path / "dangling")


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_no_thread_for_what_is_missing(llrt, tmp_path):
    if (tmp_path / "probe").exists() or not known(tmp_path / "probe"):
        pytest.skip("this system does not say what it knows (openat2 with RESOLVE_CACHED, Linux 5.12)")
    (tmp_path / "program.mjs").write_text(PROGRAM)
    expected = "ENOENT ENOENT ENOENT tick,answer\n0\nread ENOTDIR ENOENT true\n"
    assert llrt("program.mjs", cwd=tmp_path).stdout == expected
