"""Uncaught errors under --enable-source-maps: place, line and caret are the original's; nothing is read without the flag."""

import base64
import json

from tests.support import programs

GENERATED = "function a(b) {\n  throw new TypeError(b);\n}\na('message');\n"
MAP = {
    "version": 3,
    "sources": ["original.ts"],
    "names": [],
    "sourcesContent": ["// one\n\tthrow new TypeError(b);\n// three\na('message');\n"],
    "mappings": "AAAA;EACC,MAAM;;AAEP",
}


def program(folder):
    data = base64.b64encode(json.dumps(MAP).encode()).decode()
    file = folder / "generated.js"
    file.write_text(f"{GENERATED}//# sourceMappingURL=data:application/json;base64,{data}\n")
    return file


def test_an_uncaught_error_shows_the_original(tmp_path):
    file = program(tmp_path)
    done = programs.run(programs.llrt_command(), ["--enable-source-maps", file], cwd=tmp_path)
    original = tmp_path / "original.ts"
    assert done.code == 1
    place = f"{original}:2\n\tthrow new TypeError(b);\n\t^\n\n"
    assert done.stderr.startswith(f"{place}TypeError: message\n    at a ({original}:2:8)\n"), done.stderr


def test_without_the_flag_it_shows_what_ran(tmp_path):
    file = program(tmp_path)
    done = programs.run(programs.llrt_command(), [file], cwd=tmp_path)
    assert done.stderr.startswith(f"{file}:2\n  throw new TypeError(b);\n  ^\n"), done.stderr


def test_NODE_OPTIONS_enables_them(tmp_path):
    options = {"NODE_OPTIONS": "--enable-source-maps"}
    done = programs.run(programs.llrt_command(), [program(tmp_path)], cwd=tmp_path, env=options)
    assert "original.ts:2:8" in done.stderr, done.stderr
