"""Compiled builtins carry lines without columns: their frames name the lines that the sources have, in column 1."""

import re
from pathlib import Path

BUILTINS = Path(__file__).resolve().parents[2] / "llrt" / "builtins"
PROGRAM = """\
import EventEmitter from "node:events";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Readable } from "node:stream";
const emitter = new EventEmitter();
emitter.on("x", () => { throw new Error("from a listener"); });
const failing = [
    () => emitter.emit("x"), () => readFileSync("/nowhere"), () => Buffer.alloc("x"), () => new URL("x"), () => gunzipSync("x"),
    () => structuredClone(() => {}), () => new Readable().read(), () => queueMicrotask(1), () => process.chdir("/nowhere"),
];
for (const call of failing) {
    try { call(); } catch (error) { console.log(error.stack); }
}
"""
FRAME = re.compile(r"(node:internal/[\w/]+|node:\w+):(\d+):(\d+)")


def test_lines_are_those_of_the_sources_without_columns(llrt, tmp_path):
    program = tmp_path / "program.mjs"
    program.write_text(PROGRAM)
    compiled = llrt(program).stdout
    frames = FRAME.findall(compiled)
    assert len(frames) > 20 and {column for _, _, column in frames} == {"1"}
    read = llrt(program, env={"LLRT_BUILTINS_FROM": str(BUILTINS)}).stdout
    if read == compiled:  # a form that has no development switch
        return
    assert {column for _, _, column in FRAME.findall(read)} != {"1"}
    assert FRAME.sub(r"\1:\2", compiled) == FRAME.sub(r"\1:\2", read)
