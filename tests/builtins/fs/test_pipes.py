"""A synchronous call that waits for what an asynchronous one does in the thread pool: the thread must be able to run."""

import os


def test_a_read_waits_for_a_writer_of_the_pool(llrt, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "program.mjs").write_text("""
import fs from "node:fs";
fs.writeFile("pipe", "through the pipe", (error) => console.log("written", error));
console.log(fs.readFileSync("pipe", "utf8"));
""")
    assert llrt("program.mjs", cwd=tmp_path, timeout=20).stdout == "through the pipe\nwritten null\n"
