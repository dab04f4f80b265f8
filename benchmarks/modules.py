"""Loading of modules against Node 24: an app of 200 small modules over 10 packages, as ES modules and as CommonJS, and one 1 MB
bundle; whole processes, and system calls where strace is installed (apt-get install strace).

Budgets: 0.5 of Node's time for the app, 0.6 for the bundle, also with the compile cache that both have (NODE_COMPILE_CACHE).
Options: --runs N, --llrt COMMAND (or $LLRT): the extension form, which is to be an installed wheel (an editable install is 3 ms
slower at each start). The native binary (make binary, or $LLRT_BINARY) is measured beside it when it is there. The files are
made here.

On 28 November 2026, on a busy machine, in turn, processor time: native binary 0.16 (ES modules), 0.27 (CommonJS), 0.43 (bundle)
and 0.36 (bundle, both with the cache) of Node's; extension form as a wheel 0.26, 0.40, 0.57 and 0.58. With the cache the bundle
takes two thirds of its time without in the extension form, a little more than half in the binary.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from _measure import ROOT, in_turn, llrt_command, node_command, option, table

PACKAGES, MODULES = 10, 20
BUDGETS = {"app, ES modules": 0.5, "app, CommonJS": 0.5, "bundle": 0.6, "bundle, compile cache": 0.6}


def body(name: str, lines: int = 6) -> str:
    """Functions as small modules have them."""
    functions = [
        f"function {name}_{i}(value, options) {{\n  if (value === undefined) return options?.fallback ?? {i};\n"
        f"  return [value, ...(options?.more ?? [])].map((item) => `${{item}}:{i}`).join(',');\n}}"
        for i in range(lines)
    ]
    return "\n".join(functions) + "\n"


def app(root: Path, esm: bool) -> Path:
    """10 packages with 20 modules each, which import one another; returns the main file."""
    root.mkdir()
    for number in range(PACKAGES):
        folder = root / "node_modules" / f"package{number}"
        (folder / "lib").mkdir(parents=True)
        conditions = '{"import": "./lib/m0.js", "default": "./lib/m0.js"}'
        kind = "module" if esm else "commonjs"
        config = f'{{"name": "package{number}", "version": "1.0.0", "type": "{kind}", "exports": {{".": {conditions}}}}}'
        (folder / "package.json").write_text(config)
        for at in range(MODULES):
            # A tree of imports in the package, and its last module uses the next package.
            wanted = [f"./m{child}.js" for child in (2 * at + 1, 2 * at + 2) if child < MODULES]
            if at == MODULES - 1 and number + 1 < PACKAGES:
                wanted.append(f"package{number + 1}")
            (folder / "lib" / f"m{at}.js").write_text(module(at, wanted, esm))
    main = root / ("main.mjs" if esm else "main.cjs")
    if esm:
        main.write_text("import { total } from 'package0';\nif (total() !== 200) throw new Error('wrong');\n")
    else:
        main.write_text("const { total } = require('package0');\nif (total() !== 200) throw new Error('wrong');\n")
    return main


def module(at: int, wanted: "list[str]", esm: bool) -> str:
    names = [f"total{i}" for i in range(len(wanted))]
    summed = " + ".join(["1", *(f"{name}()" for name in names)])
    if esm:
        head = "".join(f"import {{ total as {name} }} from '{path}';\n" for name, path in zip(names, wanted, strict=True))
        return f"{head}{body(f'f{at}')}export function total() {{ return {summed}; }}\nexport {{ f{at}_0 }};\n"
    head = "".join(f"const {{ total: {name} }} = require('{path}');\n" for name, path in zip(names, wanted, strict=True))
    return f"'use strict';\n{head}{body(f'f{at}')}exports.total = () => {summed};\nexports.f{at}_0 = f{at}_0;\n"


def bundle(root: Path) -> Path:
    """One file of 1 MB, as bundlers write them: most of its functions are never called."""
    root.mkdir()
    main = root / "bundle.mjs"
    parts, size, number = [], 0, 0
    while size < 1_000_000:
        part = (
            f"var module{number} = /* @__PURE__ */ (() => {{\n{body(f'g{number}', 20)}class Service{number} {{\n"
            f"  #state = new Map();\n  constructor(options = {{}}) {{ this.options = {{ depth: {number}, ...options }}; }}\n"
            "  async load(key) {\n    const found = this.#state.get(key);\n    if (found) return found;\n"
            "    throw new TypeError(`no ${key}`);\n  }\n"
            f"  static create(...args) {{ return new Service{number}(...args); }}\n}}\n"
            f"return {{ Service{number}, g{number}_0 }};\n}})();\n"
        )
        parts.append(part)
        size += len(part)
        number += 1
    main.write_text(
        "".join(parts) + f"if (module{number - 1}.Service{number - 1}.create().options.depth !== {number - 1}) throw 1;\n"
    )
    return main


def commands() -> "dict[str, list[str]]":
    binary = os.environ.get("LLRT_BINARY") or str(ROOT / "build" / "binary" / "llrt")
    native = {"llrt, native binary": [binary]} if os.path.exists(binary) else {}
    return {**native, "llrt, extension": llrt_command(), "node 24": node_command()}


def system_calls(command: "list[str]") -> "int | None":
    """All system calls of one run, its threads and children included."""
    if shutil.which("strace") is None:
        return None
    with tempfile.NamedTemporaryFile() as report:
        subprocess.run(["strace", "-f", "-c", "-o", report.name, *command], stdout=subprocess.DEVNULL, check=False)
        for line in Path(report.name).read_text().splitlines():
            words = line.split()
            if words and words[-1] == "total":
                return int(words[3])
    return None


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        programs = {
            "app, ES modules": app(root / "esm", True),
            "app, CommonJS": app(root / "cjs", False),
            "bundle": bundle(root / "one"),
        }
        programs["bundle, compile cache"] = programs["bundle"]
        for name, program in programs.items():
            cache = ["/usr/bin/env", f"NODE_COMPILE_CACHE={root / 'cache'}"] if "cache" in name else []
            peers = {peer: [*cache, *command, str(program)] for peer, command in commands().items()}
            results = in_turn(peers, option("runs", 15))
            node = results["node 24"]["ms"]
            rows: "list[list[object]]" = []
            for peer, result in results.items():
                calls = system_calls(peers[peer])
                rows.append(
                    [peer, result["ms"], result["min"], result["ms"] / node, result["mib"], "-" if calls is None else calls]
                )
            table(
                f"{name} (budget: {BUDGETS[name]} of Node)", ["", "median ms", "min", "of Node", "peak MiB", "system calls"], rows
            )


if __name__ == "__main__":
    main()
