"""What a program is told when an ES module uses a name of CommonJS: Node 24's words on stderr."""

import pytest

FILES = {
    "require.mjs": "require('x')",
    "module.mjs": "module.exports = 1",
    "dirname.mjs": "console.log(__dirname)",
    "imported.mjs": "import './require.mjs'",
    "await.mjs": "await 1; require('x')",
    "await_exports.mjs": "await 1; exports.a = 1",
    "await_filename.mjs": "await 1; __filename",
    "detected.js": "await 1; require('x')",
    "own.mjs": "throw new ReferenceError('require is not here')",
    "frozen.mjs": "throw Object.freeze(new ReferenceError('something is not defined'))",
    "typed/package.json": '{"type": "module"}',
    "typed/a.js": "exports.a = 1",
    "typed/b.mjs": "exports.a = 1",
}


def shown(text):
    """The error's message: what stands between the source line and the stack, and its code."""
    lines = [line for line in text.splitlines() if not line.startswith("    at ")]
    return [line for line in lines if "Error" in line or "treated as" in line or "code:" in line]


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".json")])
def test_as_node(llrt, node, tmp_path, name):
    for file, text in FILES.items():
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    ours, theirs = llrt(name, cwd=tmp_path), node(name, cwd=tmp_path)
    assert (ours.code, shown(ours.stderr)) == (theirs.code, shown(theirs.stderr))
