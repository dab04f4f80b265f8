"""Writes docs/compatibility.md: room by room and member by member, Node 24, LLRT and this project.

Node and `llrt` list their own exports (list_exports.mjs); LLRT's column comes from llrt.toml. `make compat` runs it; a test
compares the committed file with a fresh one.   usage: generate.py [--check]
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUTPUT = ROOT / "docs" / "compatibility.md"
sys.path.insert(0, str(ROOT))

from tests.support import programs  # noqa: E402

# Globals that belong to ECMAScript itself, which all three have.
LANGUAGE = {
    "globalThis",
    "Object",
    "Function",
    "Array",
    "Number",
    "parseFloat",
    "parseInt",
    "Infinity",
    "NaN",
    "undefined",
    "Boolean",
    "String",
    "Symbol",
    "Date",
    "Promise",
    "RegExp",
    "Error",
    "AggregateError",
    "EvalError",
    "RangeError",
    "ReferenceError",
    "SyntaxError",
    "TypeError",
    "URIError",
    "JSON",
    "Math",
    "Atomics",
    "ArrayBuffer",
    "Uint8Array",
    "Int8Array",
    "Uint16Array",
    "Int16Array",
    "Uint32Array",
    "Int32Array",
    "BigUint64Array",
    "BigInt64Array",
    "Uint8ClampedArray",
    "Float16Array",
    "Float32Array",
    "Float64Array",
    "DataView",
    "Map",
    "BigInt",
    "Set",
    "Iterator",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "Proxy",
    "Reflect",
    "FinalizationRegistry",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "escape",
    "unescape",
    "eval",
    "isFinite",
    "isNaN",
    "SharedArrayBuffer",
    "SuppressedError",
    "DisposableStack",
    "AsyncDisposableStack",
}
LONG = 150
OWN = ["llrt:codec", "llrt:qjs", "llrt:util", "llrt:uuid", "llrt:xml"]


def exports(command, rooms=()):
    quiet = {**os.environ, "NODE_NO_WARNINGS": "1"}
    run = subprocess.run([*command, str(HERE / "list_exports.mjs"), *rooms], capture_output=True, text=True, env=quiet)
    if run.returncode != 0:
        raise SystemExit(f"{command}: {run.stderr[-2000:]}")
    return json.loads(run.stdout)


def reference():
    """{room: {name: "yes" or "in part"}} of llrt.toml: its few forms, so that every Python can read it."""
    text = re.sub(r"^#.*$", "", (HERE / "llrt.toml").read_text(), flags=re.M)
    rooms = {}
    for name, quoted, long, short in re.findall(r'^(?:([\w]+)|"([^"]+)") = (?:"""(.*?)"""|"(.*?)")', text, flags=re.M | re.S):
        names = (long or short).split()
        rooms[name or quoted] = {word.lstrip("~"): "in part" if word.startswith("~") else "yes" for word in names}
    return rooms


def state(member, theirs):
    """What our column says of a member: yes, throws, in part (with what is missing), or -."""
    if member is None:
        return "-"
    if member["state"] == "throws":
        return "throws"
    wanted = (theirs or {}).get("members") or {}
    ours = member.get("members") or {}
    lacking = [name for name in wanted if ours.get(name) != "yes"] if theirs is None or theirs["kind"] == "function" else []
    lacking += [name for name, how in ours.items() if how == "throws" and name not in lacking]
    if not lacking:
        return "yes"
    shown = ", ".join(f"`{name}`" for name in lacking[:6])
    return f"without {shown}" + (f" and {len(lacking) - 6} more" if len(lacking) > 6 else "")


def table(node, llrt, ours):
    """Rows, and the counts (of Node's members, LLRT's and ours of them)."""
    names = sorted({*node, *ours, *llrt}, key=lambda name: (name.lower(), name))
    rows, counts = [], [0, 0, 0]
    for name in names:
        column = state(ours.get(name), node.get(name))
        rows.append(f"| `{name}` | {'yes' if name in node else '-'} | {llrt.get(name, '-')} | {column} |")
        if name in node:
            counts[0] += 1
            counts[1] += name in llrt
            counts[2] += column not in ("-", "throws")
    return rows, counts


def section(title, node, llrt, ours):
    rows, counts = table(node, llrt, ours)
    if len(rows) > LONG:
        # A room of constants: what is as in Node needs no row.
        rows = [row for row in rows if not row.endswith("| yes | - | yes |")] + [f"| the other {counts[2]} | yes | - | yes |"]
    return counts, [f"## {title}", "", "| | Node 24 | LLRT | ours |", "|---|---|---|---|", *rows, ""]


def without_language(members):
    return {name: value for name, value in members.items() if name not in LANGUAGE}


def generate():
    node = exports(programs.node_command())
    names = list(node["rooms"])
    ours = exports(programs.llrt_command(), [*names, *OWN])
    llrt = reference()
    body, summary = [], []
    parts = [(name, node["rooms"][name] or {}) for name in sorted(names, key=lambda name: name.removeprefix("node:"))]
    parts += [(name, {}) for name in OWN]
    for name, theirs in [*parts, ("globals", without_language(node["globals"]))]:
        mine = without_language(ours["globals"]) if name == "globals" else ours["rooms"].get(name)
        plain = name.removeprefix("node:")
        counts, lines = section(name, theirs, llrt.get(plain, {}), mine or {})
        anchor = re.sub(r"[^\w -]", "", name).replace(" ", "-").lower()
        have = counts[2] if counts[0] else len(mine or {})
        reference_count = counts[1] if counts[0] else len(llrt.get(plain, {}))
        summary.append(f"| [{name}](#{anchor}) | {counts[0] or '-'} | {reference_count} | {have} |")
        body += lines
    return "\n".join([*head(), *summary, "", *body]).rstrip() + "\n"


def head():
    return [
        "# Compatibility",
        "",
        "Room by room and member by member: Node 24, LLRT 0.8.1 and this project. This file is written by `make compat`: Node",
        "and `llrt` list their own exports, LLRT's column is `docs/compat/llrt.toml`. Each room's README says what behaves",
        "otherwise.",
        "",
        "- **yes**: there. **in part** (LLRT): fewer arguments, or otherwise than in Node.",
        "- **throws**: there so that libraries load; calling it throws `ERR_NOT_SUPPORTED`. **without ...**: a class or object",
        "  of which these members are missing or throw.",
        "- **-**: not there.",
        "",
        "| room | members in Node 24 | of these in LLRT | of these ours, working |",
        "|---|---|---|---|",
    ]


def main():
    text = generate()
    if "--check" in sys.argv:
        if OUTPUT.read_text() != text:
            raise SystemExit("docs/compatibility.md is not up to date: make compat")
    else:
        OUTPUT.write_text(text)


if __name__ == "__main__":
    main()
